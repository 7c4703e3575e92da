"""Counting turns: everything the report and the CSV show, in the size of what is shown."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Dict, Iterable, List, NamedTuple, Tuple

from bot.insights.masking import mask
from bot.insights.outcomes import Outcome
from bot.insights.turns import Turn

MAXIMUM_TEXTS = 20_000
THUMBS_DOWN, ASKED_AGAIN = "thumbs down", "asked again"
DISLIKED = frozenset({THUMBS_DOWN, ASKED_AGAIN})  # of what was answered, too
_MAXIMUM_LENGTH = 300


class Cell(NamedTuple):
    """What turns are counted by."""

    day: str  # as 2026-11-25, local time
    language: str
    channel: str
    kind: str
    outcome: Outcome


@dataclass
class Counts:
    """How many turns, and what people thought of them."""

    turns: int = 0
    up: int = 0
    down: int = 0
    rephrased: int = 0

    def add(self, turn: Turn) -> None:
        """Count a turn."""
        self.turns += 1
        self.up += turn.feedback == "up"
        self.down += turn.feedback == "down"
        self.rephrased += turn.rephrased


@dataclass
class Open:
    """One question that wants care, as often as it was asked: its text masked, and why."""

    text: str
    language: str
    kinds: Counter[str] = field(default_factory=Counter)
    reasons: Counter[str] = field(default_factory=Counter)
    comments: List[str] = field(default_factory=list)  # masked, too
    answer: str = ""  # what it got the last time, masked
    confidence: float = 0.0  # sum over all

    @property
    def count(self) -> int:
        """How often it was asked."""
        return sum(self.kinds.values())


class Summary:
    """Takes up conversations one by one."""

    def __init__(self) -> None:
        self.conversations = 0
        self.pressed = 0
        self.cells: Dict[Cell, Counts] = {}
        self.open: Dict[Tuple[str, str], Open] = {}
        self.left_out = 0  # texts that were too many to keep

    def add(self, turns: List[Turn]) -> None:
        """Count the turns of one conversation."""
        self.conversations += bool(turns)
        for turn in turns:
            day = datetime.fromtimestamp(turn.time).date().isoformat()
            cell = Cell(day, turn.language, turn.channel, turn.kind, turn.outcome)
            self.cells.setdefault(cell, Counts()).add(turn)
            self.pressed += turn.pressed
            if turn.wants_care:
                self._note(turn)

    @property
    def turns(self) -> int:
        """All turns."""
        return sum(counts.turns for counts in self.cells.values())

    @property
    def total(self) -> Counts:
        """All counts, over everything."""
        cells = self.cells.values()
        return Counts(
            sum(one.turns for one in cells),
            sum(one.up for one in cells),
            sum(one.down for one in cells),
            sum(one.rephrased for one in cells),
        )

    def by(self, *fields: str) -> Counter[Tuple[str, ...]]:
        """Turns by fields of `Cell`, outcomes by their value."""
        found: Counter[Tuple[str, ...]] = Counter()
        for cell, counts in self.cells.items():
            key = tuple(_text(getattr(cell, name)) for name in fields)
            found[key] += counts.turns
        return found

    def days(self, first: date, last: date) -> List[str]:
        """All days from the first to the last, those without a turn, too."""
        return [(first + timedelta(days=n)).isoformat() for n in range((last - first).days + 1)]

    def _note(self, turn: Turn) -> None:
        text = mask(turn.text)[:_MAXIMUM_LENGTH]
        key = (turn.language, text.casefold())
        if key not in self.open and len(self.open) >= MAXIMUM_TEXTS:
            self.left_out += 1
            return
        noted = self.open.setdefault(key, Open(text, turn.language))
        noted.kinds[turn.kind] += 1
        noted.confidence += turn.confidence
        noted.reasons.update(_reasons(turn))
        noted.answer = mask(_plain(turn.answers))[:_MAXIMUM_LENGTH]
        if turn.comment and turn.feedback == "down":
            noted.comments.append(mask(turn.comment)[:_MAXIMUM_LENGTH])


def _plain(answers: List[str]) -> str:
    """Texts of the bot on one line, without its markup for bold."""
    return " ".join(" ".join(answers).replace("**", "").split())


def _reasons(turn: Turn) -> Iterable[str]:
    if turn.outcome not in (Outcome.ANSWERED, Outcome.SMALL_TALK):
        yield turn.outcome.value
    if turn.feedback == "down":
        yield THUMBS_DOWN
    if turn.rephrased:
        yield ASKED_AGAIN


def _text(value: object) -> str:
    return str(value.value) if isinstance(value, Outcome) else str(value)
