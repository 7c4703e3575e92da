"""The language to tell someone something in, before or outside a conversation."""

from __future__ import annotations

from typing import List, Optional, Tuple

from bot.languages import CODES as LANGUAGES
from bot.languages import DEFAULT_LANGUAGE, known, of_locale

__all__ = ["DEFAULT_LANGUAGE", "LANGUAGES", "accepted", "known"]


def accepted(header: Optional[str]) -> Optional[str]:
    """The one of our languages that the header `Accept-Language` likes best."""
    liked: List[Tuple[float, str]] = []
    for entry in (header or "").split(","):
        code, *parameters = entry.strip().split(";")
        language = of_locale(code)
        if language:
            liked.append((_quality(parameters), language))
    best = max(liked, key=lambda item: item[0], default=None)
    return best[1] if best and best[0] > 0 else None


def _quality(parameters: List[str]) -> float:
    for parameter in parameters:
        name, _, value = parameter.strip().partition("=")
        if name == "q":
            try:
                return float(value)
            except ValueError:
                return 0.0
    return 1.0
