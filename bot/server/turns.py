"""One message and what became of it: told to whoever keeps a record of turns.

The records are the metrics (`metrics.py`), the log (`log_format.py`) and traces (`tracing`).
Without any, a turn costs nothing here. What is told apart is what the report tells apart.
"""

from __future__ import annotations

import logging
import time
from contextvars import ContextVar
from dataclasses import dataclass
from functools import wraps
from typing import Any, Awaitable, Callable, Iterable, List, Optional, Tuple

from rasa.shared.core.events import ActionExecuted, BotUttered, Event, UserUttered

from bot.channels.pseudonyms import pseudonym
from bot.insights.outcomes import Outcome, of_turn
from bot.languages import CODES as LANGUAGES
from bot.responses import INTERNAL_ERROR
from bot.slots import LANGUAGE_SLOT

logger = logging.getLogger(__name__)

CHANNELS = ("web", "slack", "rest", "cmdline", "socketio")  # any other name may come from outside
OTHER = "other"


@dataclass
class Turn:
    """What is known of a turn when it is over; nothing that was said, apart from `text`."""

    conversation: str  # its pseudonym
    channel: str
    language: str = OTHER
    intent: Optional[str] = None
    confidence: Optional[float] = None  # of the intent, 0 to 1
    outcome: Outcome = Outcome.UNANSWERED
    seconds: float = 0.0  # from the message to the end of its answer, stored
    model: str = ""
    text: Optional[str] = None  # what the user wrote
    failed_actions: Tuple[str, ...] = ()


@dataclass(frozen=True)
class TurnEvents:
    """The last turn in the events of a conversation."""

    user: UserUttered
    outcome: Outcome
    failed_actions: Tuple[str, ...]


Observer = Callable[[Turn], None]
#: Who is told of each turn, in this order.
observers: List[Observer] = []
_current: ContextVar[Optional[Turn]] = ContextVar("klyngebot_turn", default=None)


def known(value: Optional[str], names: Tuple[str, ...]) -> str:
    """A name if it is one of ours, else `other`: users could make up as many as they like."""
    return value if value in names else OTHER


def last_turn(events: Iterable[Event]) -> Optional[TurnEvents]:
    """The last message of the user and what it led to; nothing before the first."""
    responses: List[Optional[str]] = []
    failed: List[str] = []
    pending = False
    for event in reversed(list(events)):
        if isinstance(event, UserUttered):
            return TurnEvents(event, of_turn(responses), tuple(failed))
        if isinstance(event, BotUttered):
            name = event.metadata.get("utter_action")
            responses.append(name)
            pending = pending or name == INTERNAL_ERROR
        elif isinstance(event, ActionExecuted) and pending:
            failed.append(str(event.action_name))
            pending = False
    return None


def observing(handle: Callable[..., Awaitable[Any]]) -> Callable[..., Awaitable[Any]]:
    """`Agent.handle_message`, with each turn told to the observers, also one that fails."""

    @wraps(handle)
    async def observed(agent: Any, message: Any) -> Any:
        if not observers:
            return await handle(agent, message)
        turn = Turn(pseudonym(str(message.sender_id)), known(message.input_channel, CHANNELS))
        turn.model = str(getattr(agent.processor, "model_filename", ""))
        mark, started = _current.set(turn), time.perf_counter()
        try:
            return await handle(agent, message)
        except BaseException:  # also one that was given up
            turn.outcome = Outcome.ERROR
            raise
        finally:
            turn.seconds = time.perf_counter() - started
            _current.reset(mark)
            _tell(turn)

    return observed


def noting(predict: Callable[..., Awaitable[None]]) -> Callable[..., Awaitable[None]]:
    """`MessageProcessor._run_prediction_loop`, after which the turn is read off the tracker."""

    @wraps(predict)
    async def noted(processor: Any, output_channel: Any, tracker: Any) -> None:
        await predict(processor, output_channel, tracker)
        turn = _current.get()
        if turn is None:
            return
        try:
            _fill(turn, processor, tracker)
        except Exception:  # a record that lacks something is no reason not to answer
            logger.exception("A turn could not be described")

    return noted


def _fill(turn: Turn, processor: Any, tracker: Any) -> None:
    events = last_turn(tracker.events)
    if events is None:
        return
    intent = events.user.intent_name
    turn.intent = None if intent is None else known(intent, tuple(processor.domain.intents))
    turn.confidence = events.user.intent.get("confidence")
    turn.outcome = events.outcome
    turn.failed_actions = events.failed_actions
    turn.language = known(tracker.get_slot(LANGUAGE_SLOT), LANGUAGES)
    turn.model = processor.model_filename
    turn.text = events.user.text


def _tell(turn: Turn) -> None:
    for observer in observers:
        try:
            observer(turn)
        except Exception:
            logger.exception("A turn was not recorded")
