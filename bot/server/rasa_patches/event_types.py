"""Which class an event's type name means: looked up, not searched for.

Rasa walks all subclasses of `Event` for each event of a conversation, at every message.
"""

from __future__ import annotations

from typing import Dict, Optional, Type

from rasa.shared.core.events import Event

stock_resolve_by_type = Event.resolve_by_type
_known: Dict[str, Type[Event]] = {}


def resolve_by_type(type_name: str, default: Optional[Type[Event]] = None) -> Optional[Type[Event]]:
    """`Event.resolve_by_type`; what Rasa's own finds is remembered, defaults are not."""
    found = _known.get(type_name)
    if found is None:
        found = stock_resolve_by_type(type_name, default)
        if found is not None and found.type_name == type_name:
            _known[type_name] = found
    return found
