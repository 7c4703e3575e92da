"""A button's payload with the language it is to be answered in."""

from __future__ import annotations

import json
from typing import Optional

LANGUAGE_ENTITY = "language"


def with_language(payload: str, language: Optional[str]) -> str:
    """The payload (one of our own buttons) with a language, if it names none itself."""
    intent, brace, rest = payload.partition("{")
    entities = json.loads(brace + rest) if brace else {}
    if not language or LANGUAGE_ENTITY in entities:
        return payload
    written = json.dumps({**entities, LANGUAGE_ENTITY: language}, ensure_ascii=False)
    return f"{intent}{written}"
