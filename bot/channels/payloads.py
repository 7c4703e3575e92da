"""Which button payloads a channel may hand to Rasa.

Whoever can send a message can send "/intent{…}", and Rasa takes it for what was understood.
Only intents and entities of the model's own domain are let through, in the one form that our
buttons have; Rasa's built-in commands ("/restart", "/back", "/session_start") are not.
"""

from __future__ import annotations

import json
import re
from typing import Any, Dict, FrozenSet, Iterable, Optional

from rasa.shared.core.domain import Domain

from bot.channels.text import clean
from bot.languages import known

MAX_ENTITIES = 10
MAX_VALUES = 50
MAX_VALUE_LENGTH = 200

_FORM = re.compile(r"/(?P<intent>\w+)\s*(?P<entities>\{.*\})?", re.DOTALL)
#: The one entity that the whole assistant hangs on: in another language it says nothing.
_LANGUAGE = "language"
_COMMANDS = frozenset({"restart", "back", "session_start"})


class Payloads:
    """The payloads that a domain allows."""

    def __init__(self, intents: Iterable[str], entities: Iterable[str]) -> None:
        """See `of` for the usual way to make one."""
        self._intents: FrozenSet[str] = frozenset(intents) - _COMMANDS
        self._entities: FrozenSet[str] = frozenset(entities)

    @classmethod
    def of(cls, domain: Domain) -> Payloads:
        """The payloads that a loaded model's domain allows."""
        return cls(domain.intents, domain.entities)

    def accept(self, payload: str) -> Optional[str]:
        """The payload in a form Rasa reads just as it was checked here; `None` if refused.

        Values are strings or lists of strings, cleaned like typed text.
        """
        match = _FORM.fullmatch(payload.strip())
        if not match or match["intent"] not in self._intents:
            return None
        entities = self._read(match["entities"] or "{}")
        if entities is None:
            return None
        written = json.dumps(entities, ensure_ascii=False) if entities else ""
        return f"/{match['intent']}{written}"

    def _read(self, text: str) -> Optional[Dict[str, Any]]:
        try:
            entities = json.loads(text)
        except (ValueError, RecursionError):
            return None
        if len(entities) > MAX_ENTITIES or not self._entities.issuperset(entities):
            return None
        if not all(_is_value(value) for value in entities.values()):
            return None
        if _LANGUAGE in entities and not known(entities[_LANGUAGE]):
            return None
        return {name: _cleaned(value) for name, value in entities.items()}


def _is_value(value: Any) -> bool:
    if isinstance(value, list):
        return len(value) <= MAX_VALUES and all(_is_text(item) for item in value)
    return _is_text(value)


def _is_text(value: Any) -> bool:
    return isinstance(value, str) and len(value) <= MAX_VALUE_LENGTH


def _cleaned(value: Any) -> Any:
    # Rasa reads the payload with a pattern in which "." stops at a line break.
    if isinstance(value, list):
        return [_cleaned(item) for item in value]
    return " ".join(clean(value).split())
