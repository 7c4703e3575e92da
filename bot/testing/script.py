"""What a conversation script says: test cases, what the user writes, what is expected of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Dict, Optional, Tuple


@dataclass(frozen=True)
class Slot:
    """A slot's name and, when `has_value`, the value it is compared with."""

    name: str
    value: Any = None
    has_value: bool = False


@dataclass(frozen=True)
class Button:
    """A button; in an expectation, `None` leaves that part open."""

    title: Optional[str] = None
    payload: Optional[str] = None


@dataclass(frozen=True)
class BotUttered:
    """One message of the turn must be all of this; what is `None` or empty is left open."""

    utter_name: Optional[str] = None
    text_matches: Optional[str] = None
    buttons: Tuple[Button, ...] = ()


@dataclass(frozen=True)
class Expectation:
    """One thing that must hold for a turn.

    Args:
        kind: the key of the script: `contains`, `bot`, `slot_was_set`, …
        value: a text, a tuple of texts, a `BotUttered`, a tuple of `Slot` or a number.
        line: where it stands in the file.
    """

    kind: str
    value: Any
    line: int


@dataclass(frozen=True)
class Turn:
    """What the user writes, and what is expected of everything up to the next user step."""

    user: str
    line: int
    metadata: Dict[str, Any] = field(default_factory=dict)
    expectations: Tuple[Expectation, ...] = ()


@dataclass(frozen=True)
class Case:
    """A test case: a conversation from its first message to its last.

    Args:
        slots: set before the first message (the fixtures, in order).
    """

    name: str
    file: str
    line: int
    turns: Tuple[Turn, ...]
    slots: Dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Script:
    """One file of test cases; `file` is how messages name it."""

    path: Path
    file: str
    cases: Tuple[Case, ...]
