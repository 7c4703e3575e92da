"""Logs as JSON, a line a record (`KLYNGEBOT_LOG_FORMAT=json`), and a record of each turn in them.

All records get this form: ours, those of Rasa and of the libraries. What they may hold is the
business of `log_privacy.py`, which has cleaned them before.
"""

from __future__ import annotations

import logging
import sys
from typing import Any, Iterable, List, MutableMapping, Optional

import structlog

from bot.server import metrics, tracing, turns
from bot.server.log_privacy import Discretion
from bot.server.turns import Turn

TURNS = "klyngebot.turns"

Fields = MutableMapping[str, Any]


def log_json(discretion: Discretion, handlers: Optional[Iterable[logging.Handler]] = None) -> None:
    """From now on, this process logs JSON, and each turn. May be called again.

    Args:
        discretion: says whether texts may be logged.
        handlers: those to change instead of all that there are.
    """
    formatter = json_formatter()
    for handler in _handlers() if handlers is None else handlers:
        handler.setFormatter(formatter)
    logging.captureWarnings(True)
    # Libraries warn their developers, a dozen times at each start; nobody who operates this could
    # do anything about it.
    logging.getLogger("py.warnings").setLevel(logging.ERROR)
    structlog.configure(
        processors=[
            discretion.processor,
            structlog.stdlib.filter_by_level,
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
    )
    logging.getLogger(TURNS).setLevel(logging.INFO)
    turns.observers[:] = [one for one in turns.observers if not isinstance(one, TurnLog)]
    turns.observers.append(TurnLog(discretion.with_text))


class TurnLog:
    """Writes a record of each turn."""

    def __init__(self, with_text: bool) -> None:
        self._with_text = with_text
        self._logger = logging.getLogger(TURNS)

    def __call__(self, turn: Turn) -> None:
        """Write what is known of a turn."""
        confidence = None if turn.confidence is None else round(float(turn.confidence), 4)
        record = {
            "event": "turn",
            "conversation": turn.conversation,
            "channel": turn.channel,
            "language": turn.language,
            "intent": turn.intent,
            "confidence": confidence,
            "outcome": turn.outcome.value,
            "duration_ms": round(turn.seconds * 1000, 1),
            "knowledge": metrics.answering_version(),
            "model": turn.model,
        }
        if self._with_text:
            record["text"] = turn.text
        self._logger.info(record)


def json_formatter() -> logging.Formatter:
    """Makes a line of JSON of a record, whichever library it is from."""
    return structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=[_fields_of_record],
        processors=[
            _time_level_and_logger,
            structlog.stdlib.ProcessorFormatter.remove_processors_meta,
            structlog.processors.JSONRenderer(ensure_ascii=False, default=str),
        ],
    )


def _fields_of_record(_: Any, __: str, event: Fields) -> Fields:
    record: logging.LogRecord = event["_record"]
    if isinstance(record.msg, dict):
        event.update(record.msg)
    if record.exc_text:
        event["error"] = record.exc_text
    return event


def _time_level_and_logger(_: Any, __: str, event: Fields) -> Fields:
    record: logging.LogRecord = event["_record"]
    when = structlog.processors.TimeStamper(fmt="iso", utc=True)
    first = {"level": record.levelname.lower(), "logger": record.name}
    return {**when(None, "", {}), **first, **event, **tracing.current_trace()}


def _handlers() -> List[logging.Handler]:
    root = logging.getLogger()
    if not root.handlers:
        root.addHandler(logging.StreamHandler(sys.stdout))
    loggers = [root, *map(logging.getLogger, list(logging.root.manager.loggerDict))]
    return [handler for one in loggers for handler in one.handlers]
