"""What name matching takes and gives: names of the knowledge base, and where a text has them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Callable, NamedTuple

WordTest = Callable[[str], bool]


class Name(NamedTuple):
    """A name of something: the entity type, its id in the knowledge base, and the text."""

    entity: str
    id: str
    text: str


@dataclass(frozen=True)
class Match:
    """A name found in a text at [start, end), with a confidence in (0, 1]."""

    entity: str
    id: str
    start: int
    end: int
    text: str
    confidence: float
    how: str
