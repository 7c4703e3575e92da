"""The language to tell someone something in, before or outside a conversation."""

from __future__ import annotations

from typing import Any, List, Optional, Tuple

LANGUAGES = ("nb", "en")
DEFAULT_LANGUAGE = "nb"
_NORWEGIAN = ("nb", "no", "nn")


def known(value: Any) -> Optional[str]:
    """The value if it is a language we speak, else `None`."""
    return value if isinstance(value, str) and value in LANGUAGES else None


def accepted(header: Optional[str]) -> Optional[str]:
    """The one of our languages that the header `Accept-Language` likes best."""
    liked: List[Tuple[float, str]] = []
    for entry in (header or "").split(","):
        code, *parameters = entry.strip().split(";")
        language = code.strip().lower().partition("-")[0]
        if language in _NORWEGIAN or language == "en":
            liked.append((_quality(parameters), "en" if language == "en" else "nb"))
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
