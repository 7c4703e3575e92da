"""What a channel must be able to do for scripts to run over it, and what it hands back."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass, field
from typing import Any, Dict, Mapping, Optional, Tuple

from bot.testing.script import Button


class ChannelError(Exception):
    """The bot cannot be reached or didn't answer; the message says what to do."""


class NotPossibleError(Exception):
    """This channel cannot do what the test case needs; the case is skipped."""


@dataclass(frozen=True)
class Message:
    """One message of the bot.

    Args:
        response: name of the response it came from; `None` where the channel doesn't tell.
        language: the language slot when it was uttered; `None` likewise.
    """

    text: str
    buttons: Tuple[Button, ...] = ()
    response: Optional[str] = None
    language: Optional[str] = None


@dataclass(frozen=True)
class Inside:
    """What only the tracker tells about a turn.

    Args:
        intent: the intent understood, with `confidence` from 0 to 1.
        actions: executed in this turn, in order, without Rasa's listening and slot filling.
        slots: all slots that have a value after the turn.
    """

    intent: Optional[str] = None
    confidence: float = 0.0
    actions: Tuple[str, ...] = ()
    slots: Dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Reply:
    """All the bot did for one message of the user; `inside` is `None` over a network."""

    messages: Tuple[Message, ...]
    inside: Optional[Inside] = None


class Channel(ABC):
    """A way to talk to the bot. A new channel implements `send`; the rest has defaults.

    Each conversation has a sender id of its own; the same id is never used twice.
    """

    name: str = "channel"
    #: Whether the channel may cut one message of the bot in several (Rasa's REST does, at
    #: empty lines). Messages are then compared in any joining, and not counted.
    splits_messages: bool = False
    #: Whether metadata reach the bot; if not, test cases that have some are skipped.
    carries_metadata: bool = True

    def begin(self, sender: str, slots: Mapping[str, Any]) -> None:
        """Begin a conversation with slots set to values (the fixtures).

        Raises:
            NotPossibleError: the channel cannot set slots.
        """
        if slots:
            raise NotPossibleError(f"fixtures cannot be set over {self.name}")

    @abstractmethod
    def send(self, sender: str, text: str, metadata: Mapping[str, Any]) -> Reply:
        """Send one message and wait for the whole reply.

        Raises:
            ChannelError: no answer.
        """

    def domain(self) -> Optional[Mapping[str, Any]]:
        """The model's domain as plain data, for coverage; `None` where it isn't known."""
        return None

    def close(self) -> None:
        """Let go of connections; called once."""
        return
