"""`GET /metrics`: what Prometheus asks for, and the counting of turns.

Turns are counted by what the report counts by (`bot.insights.outcomes`). Each turn is measured
where Rasa handles a message (`rasa_patches`), whatever channel it came by.
"""

from __future__ import annotations

import logging
import os
import time
from contextvars import ContextVar
from datetime import timezone
from functools import wraps
from pathlib import Path
from typing import Any, Awaitable, Callable, List, Optional

from prometheus_client import (
    CONTENT_TYPE_LATEST,
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    generate_latest,
)
from prometheus_client import REGISTRY as OWN_REGISTRY
from prometheus_client.multiprocess import MultiProcessCollector, mark_process_dead
from rasa.shared.core.events import Event
from sanic import Sanic, response
from sanic.request import Request
from sanic.response import HTTPResponse

from bot.channels.access import has_token, is_local
from bot.channels.deliveries import FOLDER_VARIABLE  # makes the folder that numbers are kept in
from bot.insights.outcomes import FALLBACK, Outcome
from bot.languages import CODES as LANGUAGES
from bot.server.turns import CHANNELS, OTHER, known, last_turn

logger = logging.getLogger(__name__)

TOKEN_VARIABLE = "KLYNGEBOT_METRICS_TOKEN"
_SECONDS = (0.025, 0.05, 0.1, 0.2, 0.35, 0.5, 0.75, 1.0, 2.0, 5.0, 10.0, 30.0)

_turns = Counter("klyngebot_turns", "Messages of users", ["language", "channel", "outcome"])
_seconds = Histogram(
    "klyngebot_turn_seconds",
    "Time from a message to the end of its answer",
    ["channel"],
    buckets=_SECONDS,
)
_fallbacks = Counter("klyngebot_fallbacks", "Messages that were not understood", ["language"])
_action_errors = Counter("klyngebot_action_errors", "Actions that failed", ["action"])
_reloads = Counter("klyngebot_knowledge_reloads", "Changes of the knowledge files", ["result"])
_knowledge = Gauge(
    "klyngebot_knowledge_version",
    "Processes that answer from this version of the knowledge",
    ["version"],
    multiprocess_mode="livesum",
)
_knowledge_since = Gauge(
    "klyngebot_knowledge_since_seconds",
    "When a process last took up this version, in Unix time; 0 once it answers from another",
    ["version"],
    multiprocess_mode="livemax",
)
_model = Gauge(
    "klyngebot_model",
    "Processes that answer with this model",
    ["model"],
    multiprocess_mode="livesum",
)
_model_since = Gauge(
    "klyngebot_model_since_seconds",
    "When a process last took up this model, in Unix time; 0 once it answers with another",
    ["model"],
    multiprocess_mode="livemax",
)
_model_trained = Gauge(
    "klyngebot_model_trained_seconds",
    "When this model was trained, in Unix time; 0 once another answers",
    ["model"],
    multiprocess_mode="livemax",
)
_swaps = Counter("klyngebot_model_swaps", "Changes of the model without a restart", ["result"])

_started: ContextVar[Optional[float]] = ContextVar("klyngebot_turn_started", default=None)
_answering: List[str] = []  # the knowledge version of this process
_models: List[str] = []  # its model


def add_metrics(app: Sanic) -> None:
    """Add `GET /metrics` to a server."""
    _bury_dead_processes()
    app.add_route(_metrics, "/metrics", methods=("GET",), name="klyngebot_metrics")


def knowledge_version(version: str, result: str = "") -> None:
    """Note which version of the knowledge this process answers from, and how a reload ended."""
    if _answering != [version]:
        for old in _answering:
            _knowledge.labels(old).set(0)
            _knowledge_since.labels(old).set(0)
        _answering[:] = [version]
        _knowledge.labels(version).set(1)
        _knowledge_since.labels(version).set_to_current_time()
    if result:
        _reloads.labels(result).inc()


def model_answers(processor: Any, result: str = "") -> None:
    """Note which model this process answers with, and how a change of models ended.

    Args:
        processor: Rasa's `MessageProcessor` with the model; `None` where none is loaded.
        result: of a change, if there was one.
    """
    name = str(getattr(processor, "model_filename", "none"))
    if _models != [name]:
        for old in _models:
            for gauge in (_model, _model_since, _model_trained):
                gauge.labels(old).set(0)
        _models[:] = [name]
        _model.labels(name).set(1)
        _model_since.labels(name).set_to_current_time()
        metadata = getattr(processor, "model_metadata", None)
        if metadata is not None:
            trained = metadata.trained_at.replace(tzinfo=timezone.utc)
            _model_trained.labels(name).set(trained.timestamp())
    if result:
        _swaps.labels(result).inc()


def answering_version() -> Optional[str]:
    """The version of the knowledge that this process answers from, as far as it was told."""
    return _answering[0] if _answering else None


def timing(handle: Callable[..., Awaitable[Any]]) -> Callable[..., Awaitable[Any]]:
    """`MessageProcessor.handle_message`, with the time noted and a failure counted."""

    @wraps(handle)
    async def timed(processor: Any, message: Any) -> Any:
        mark = _started.set(time.perf_counter())
        try:
            return await handle(processor, message)
        except Exception:
            channel = known(message.input_channel, CHANNELS)
            _turns.labels(OTHER, channel, Outcome.ERROR.value).inc()
            raise
        finally:
            _started.reset(mark)

    return timed


def counting(predict: Callable[..., Awaitable[None]]) -> Callable[..., Awaitable[None]]:
    """`MessageProcessor._run_prediction_loop`, after which the turn in the tracker is counted."""

    @wraps(predict)
    async def counted(processor: Any, output_channel: Any, tracker: Any) -> None:
        await predict(processor, output_channel, tracker)
        started = _started.get()
        if started is None:  # not a message: Rasa's reminders and the like come this way, too
            return
        try:
            count_turn(list(tracker.events), tracker.get_slot("language"))
            channel = known(tracker.get_latest_input_channel(), CHANNELS)
            _seconds.labels(channel).observe(time.perf_counter() - started)
        except Exception:  # a number that is missing is no reason not to answer
            logger.exception("A turn was not counted")

    return counted


def count_turn(events: List[Event], language: Optional[str]) -> None:
    """Count the last turn in the events of a conversation."""
    turn = last_turn(events)
    if turn is None:
        return
    spoken = known(language, LANGUAGES)
    channel = known(turn.user.input_channel, CHANNELS)
    _turns.labels(spoken, channel, turn.outcome.value).inc()
    if turn.user.intent_name == FALLBACK:
        _fallbacks.labels(spoken).inc()
    for action in turn.failed_actions:
        _action_errors.labels(action).inc()


def _metrics(request: Request) -> HTTPResponse:
    if not _may_ask(request):
        text = (
            "The metrics are for this machine only. From another, send 'Authorization: Bearer "
            f"<token>' with the token set in {TOKEN_VARIABLE}.\n"
        )
        return response.text(text, status=403)
    registry = OWN_REGISTRY
    if os.environ.get(FOLDER_VARIABLE):
        registry = CollectorRegistry()
        MultiProcessCollector(registry)  # type: ignore[no-untyped-call]
    headers = {"Cache-Control": "no-store"}
    return response.raw(
        generate_latest(registry), headers=headers, content_type=CONTENT_TYPE_LATEST
    )


def _may_ask(request: Request) -> bool:
    """Whether a request is from this machine, not handed on by a proxy here, or has the token."""
    token = os.environ.get(TOKEN_VARIABLE, "").strip()
    return bool(token and has_token(request, token)) or is_local(request)


def _bury_dead_processes() -> None:
    """Forget which knowledge processes answered from that are no more."""
    folder = os.environ.get(FOLDER_VARIABLE)
    for path in Path(folder).glob("gauge_live*_*.db") if folder else ():
        pid = path.stem.rpartition("_")[2]
        if pid.isdigit() and not Path(f"/proc/{pid}").exists():
            mark_process_dead(int(pid), folder)  # type: ignore[no-untyped-call]
