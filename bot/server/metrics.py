"""`GET /metrics`: what Prometheus asks for, and the counting of turns.

Turns are counted by what the report counts by (`bot.insights.outcomes`), as `turns.py` tells of
them, whatever channel they came by.
"""

from __future__ import annotations

import os
from datetime import timezone
from pathlib import Path
from typing import Any, List, Optional

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
from sanic import Sanic, response
from sanic.request import Request
from sanic.response import HTTPResponse

from bot.channels.access import has_token, is_local
from bot.channels.deliveries import FOLDER_VARIABLE  # makes the folder that numbers are kept in
from bot.insights.outcomes import FALLBACK
from bot.server.turns import Turn, observers

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

_answering: List[str] = []  # the knowledge version of this process
_models: List[str] = []  # its model


def add_metrics(app: Sanic) -> None:
    """Add `GET /metrics` to a server, and count its turns."""
    _bury_dead_processes()
    if count_turn not in observers:
        observers.append(count_turn)
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


def count_turn(turn: Turn) -> None:
    """Count a turn that is over."""
    _turns.labels(turn.language, turn.channel, turn.outcome.value).inc()
    _seconds.labels(turn.channel).observe(turn.seconds)
    if turn.intent == FALLBACK:
        _fallbacks.labels(turn.language).inc()
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
