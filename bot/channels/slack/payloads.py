"""Which button payloads are let through to Rasa.

Rasa acts on any `/intent{...}` it is given, and on commands of its own such as `/restart`. A press
comes signed by Slack, from a button this app posted; still nothing passes that the loaded model has
no use for.
"""

from __future__ import annotations

import json
import re
from typing import Any, Dict, Optional

_PAYLOAD = re.compile(r"^/(\w+)(\{.*\})?$", re.DOTALL)
_COMMANDS = ("restart", "back", "session_start")
_LONGEST_VALUE = 200
LANGUAGE_ENTITY = "language"


def allowed_payload(payload: str, domain: Optional[Any] = None) -> Optional[str]:
    """The payload, if it is one; else `None`.

    Args:
        domain: Rasa's domain with `intents` and `entities`; without one any names are let through.
    """
    read = read_payload(payload)
    if read is None:
        return None
    intent, entities = read
    if intent in _COMMANDS:
        return None
    if domain is not None:
        known = set(domain.entities)
        if intent not in domain.intents or not set(entities) <= known:
            return None
    return payload


def read_payload(payload: str) -> Optional[tuple[str, Dict[str, Any]]]:
    """The intent and entities of a payload; `None` if it isn't one."""
    match = _PAYLOAD.match(payload.strip())
    if match is None:
        return None
    try:
        entities = json.loads(match.group(2) or "{}")
    except ValueError:
        return None
    if not isinstance(entities, dict) or not all(_is_value(v) for v in entities.values()):
        return None
    return match.group(1), entities


def with_language(payload: str, language: Optional[str]) -> str:
    """The payload with the language it is to be answered in, if it names none itself."""
    read = read_payload(payload)
    if read is None or not language or LANGUAGE_ENTITY in read[1]:
        return payload
    entities = {**read[1], LANGUAGE_ENTITY: language}
    return f"/{read[0]}{json.dumps(entities, ensure_ascii=False)}"


def _is_value(value: Any) -> bool:
    if isinstance(value, list):
        return len(value) <= 20 and all(isinstance(one, str) and _is_value(one) for one in value)
    return isinstance(value, str) and len(value) <= _LONGEST_VALUE
