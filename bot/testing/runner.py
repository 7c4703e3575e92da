"""Running test cases over a channel."""

from __future__ import annotations

import re
import uuid
from dataclasses import dataclass
from typing import List, Optional, Tuple

from bot.testing.channel import Channel, ChannelError, NotPossibleError, Reply
from bot.testing.checks import FAILED, SKIPPED, Check, TurnChecks
from bot.testing.script import Case, Turn


@dataclass(frozen=True)
class TurnResult:
    """A turn as it went."""

    turn: Turn
    reply: Reply
    checks: Tuple[Check, ...]

    @property
    def failures(self) -> Tuple[Check, ...]:
        """The checks that failed."""
        return tuple(check for check in self.checks if check.outcome == FAILED)


@dataclass(frozen=True)
class CaseResult:
    """A test case as it went; `not_possible` says why the channel could not run it."""

    case: Case
    turns: Tuple[TurnResult, ...] = ()
    not_possible: Optional[str] = None

    @property
    def failures(self) -> Tuple[Check, ...]:
        """The checks that failed, over all turns."""
        return tuple(check for turn in self.turns for check in turn.failures)

    @property
    def skipped_checks(self) -> int:
        """How many checks the channel could not decide."""
        return sum(check.outcome == SKIPPED for turn in self.turns for check in turn.checks)


def run_case(case: Case, channel: Channel) -> CaseResult:
    """Run a whole conversation, past failing turns too, so that all of it can be seen.

    Raises:
        ChannelError: the bot cannot be reached.
    """
    if not channel.carries_metadata and any(turn.metadata for turn in case.turns):
        return CaseResult(case, not_possible=f"metadata cannot be sent over {channel.name}")
    sender = f"{_slug(case.name)}-{uuid.uuid4().hex[:12]}"
    try:
        channel.begin(sender, case.slots)
    except NotPossibleError as error:
        return CaseResult(case, not_possible=str(error))
    except ChannelError as error:  # such as a fixture for a slot that doesn't exist
        raise ChannelError(f"{case.file}:{case.line}: {error}") from error
    turns: List[TurnResult] = []
    for turn in case.turns:
        reply = channel.send(sender, turn.user, turn.metadata)
        checks = TurnChecks(reply, channel.splits_messages).check(turn.expectations)
        turns.append(TurnResult(turn, reply, tuple(checks)))
    return CaseResult(case, tuple(turns))


def _slug(name: str) -> str:
    """A short name for logs that any channel takes as part of a sender id."""
    return re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")[:40] or "case"
