"""Logs in JSON: a line a record, a record a turn, and nothing said and nobody named in them."""

from __future__ import annotations

import asyncio
import io
import json
import logging
import re
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any, Dict, Iterator, List, Tuple

import pytest
import structlog
from rasa.core.processor import MessageProcessor

from bot.channels.pseudonyms import _key, pseudonym
from bot.server import metrics, turns
from bot.server.log_format import TURNS, TurnLog, log_json
from bot.server.log_privacy import keep_logs_discreet
from bot.server.log_settings import wants_json
from tests.server.conftest import ask, serving_model
from tests.server.test_running import ROOT, environment, free_port, post, wait_until_up
from tests.waiting import STOP_SECONDS

SAID = "om arena og min hemmelige diagnose"
SENDER = "U0SECRETPERSON"


class Log:
    """What is written to the log, as who reads it gets it."""

    def __init__(self) -> None:
        self.stream = io.StringIO()

    @property
    def records(self) -> List[Dict[str, Any]]:
        return [json.loads(line) for line in self.stream.getvalue().splitlines()]

    @property
    def turns(self) -> List[Dict[str, Any]]:
        return [record for record in self.records if record["logger"] == TURNS]


@pytest.fixture
def with_text() -> str:
    return ""


@pytest.fixture
def log(with_text: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[Log]:
    monkeypatch.setenv("KLYNGEBOT_SECRET", "a secret of the tests, long enough to be one")
    _key.cache_clear()
    factory, config = logging.getLogRecordFactory(), structlog.get_config()
    log = Log()
    handler = logging.StreamHandler(log.stream)
    root = logging.getLogger()
    root.addHandler(handler)
    structlog.configure(cache_logger_on_first_use=False)
    log_json(keep_logs_discreet({"KLYNGEBOT_LOG_TEXT": with_text}), [handler])
    yield log
    root.removeHandler(handler)
    logging.captureWarnings(False)
    logging.getLogger("py.warnings").setLevel(logging.NOTSET)
    logging.setLogRecordFactory(factory)
    structlog.configure(**config)
    turns.observers[:] = [one for one in turns.observers if not isinstance(one, TurnLog)]
    _key.cache_clear()


def test_what_libraries_warn_their_developers_of_is_no_record(log: Log) -> None:
    logging.getLogger("py.warnings").warning("library.py:1: DeprecationWarning: This will go.")
    assert log.records == []


def test_a_record_of_any_library_is_a_line_with_time_level_and_logger(log: Log) -> None:
    logging.getLogger("sanic.root").error("It is %s\nin two lines", "said")
    (record,) = log.records
    assert record["event"] == "It is said\nin two lines"
    assert (record["level"], record["logger"]) == ("error", "sanic.root")
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d+Z", record["timestamp"])


def test_an_error_is_in_its_record_by_type_and_place(log: Log) -> None:
    try:
        int(SAID)
    except ValueError:
        logging.getLogger("action").exception("An action failed")
    (record,) = log.records
    assert "ValueError" in record["error"]
    assert "test_log_format.py" in record["error"]
    assert SAID not in log.stream.getvalue()


def test_what_rasa_logs_by_structlog_gets_the_same_form(log: Log) -> None:
    logger = structlog.get_logger("rasa.core.channels.rest")
    try:
        raise RuntimeError(SAID)
    except RuntimeError:
        logger.exception("rest.message.received.failure", text=SAID, sender_id=SENDER)
    (record,) = log.records
    assert record["event"] == "rest.message.received.failure"
    assert record["level"] == "error"
    assert "RuntimeError" in record["error"]
    assert record["hidden"] == ["sender_id", "text"]
    assert SAID not in log.stream.getvalue()
    assert SENDER not in log.stream.getvalue()


@pytest.mark.parametrize(
    "text",
    [
        f"Circuit breaker tripped. Stopped predicting more actions for sender '{SENDER}'.",
        f"Failed to acquire lock for conversation ID '{SENDER}' because",
        f"Could not acquire lock for conversation_id '{SENDER}'.",
        f"Waited too long for conversation '{SENDER}'.",
        f'No tracker for sender_id: "{SENDER}"',
    ],
)
def test_conversations_are_named_by_their_pseudonym(text: str, log: Log) -> None:
    logging.getLogger("rasa.core.lock_store").warning(text)
    (record,) = log.records
    assert SENDER not in record["event"]
    assert f"'{pseudonym(SENDER)}'" in record["event"]


def test_a_turn_is_one_record(log: Log, tiny_models: Tuple[Path, Path]) -> None:
    metrics.knowledge_version("0123456789ab")

    async def test() -> None:
        async with serving_model(tiny_models[0]) as server:
            assert await ask(server, "om arena", SENDER) == ["v1: arena"]
            await ask(server, SAID, SENDER)
            await ask(server, "noe annet", "another")

    asyncio.run(test())
    first, second, third = log.turns
    told = {key: first[key] for key in ("level", "event", "channel", "language", "intent")}
    assert told == {
        "level": "info",
        "event": "turn",
        "channel": "rest",
        "language": "other",
        "intent": "ask_arena",
    }
    assert first["confidence"] == 1.0
    assert (first["outcome"], third["outcome"]) == ("answered", "unanswered")
    assert first["model"] == "first.tar.gz"
    assert first["knowledge"] == metrics.answering_version()
    assert 0 < first["duration_ms"] < 10_000
    assert first["conversation"] == second["conversation"] != third["conversation"]
    assert re.fullmatch("[0-9a-f]{16}", first["conversation"])
    assert SENDER not in log.stream.getvalue()
    assert "diagnose" not in log.stream.getvalue()


@pytest.mark.parametrize("with_text", ["1"])
def test_the_text_is_in_it_when_that_is_switched_on_but_not_the_id(
    log: Log, tiny_models: Tuple[Path, Path]
) -> None:
    async def test() -> None:
        async with serving_model(tiny_models[0]) as server:
            await ask(server, SAID, SENDER)

    asyncio.run(test())
    assert log.turns[0]["text"] == SAID
    structlog.get_logger("rasa").warning("x", json_message={"sender": SENDER, "text": SAID})
    assert SENDER not in log.stream.getvalue()


def test_a_turn_that_fails_is_a_record_too(
    log: Log, tiny_models: Tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    async def fail(self: MessageProcessor, tracker: Any) -> None:
        raise RuntimeError(SAID)

    async def test() -> None:
        async with serving_model(tiny_models[0]) as server:
            monkeypatch.setattr(MessageProcessor, "save_tracker", fail)
            await ask(server, SAID, SENDER)

    asyncio.run(test())
    (turn,) = log.turns
    assert turn["outcome"] == "error"
    assert SAID not in log.stream.getvalue()
    assert SENDER not in log.stream.getvalue()


def test_a_pseudonym_hangs_on_the_secret(log: Log, monkeypatch: pytest.MonkeyPatch) -> None:
    here = pseudonym("one")
    _key.cache_clear()
    assert pseudonym("one") == here
    monkeypatch.setenv("KLYNGEBOT_SECRET", "another secret, of another installation altogether")
    _key.cache_clear()
    assert pseudonym("one") != here


def test_without_a_secret_of_its_own_an_installation_keeps_one(
    log: Log, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.delenv("KLYNGEBOT_SECRET")
    monkeypatch.setenv("KLYNGEBOT_DATABASE", str(tmp_path / "conversations.db"))
    _key.cache_clear()
    here = pseudonym("one")
    assert (tmp_path / "conversations.secret").exists()
    _key.cache_clear()
    assert pseudonym("one") == here


def test_only_two_forms_are_known() -> None:
    assert wants_json({"KLYNGEBOT_LOG_FORMAT": "JSON"})
    assert not wants_json({"KLYNGEBOT_LOG_FORMAT": "text"})
    assert not wants_json({})
    with pytest.raises(ValueError, match="must be 'json' or 'text', not 'xml'"):
        wants_json({"KLYNGEBOT_LOG_FORMAT": "xml"})


def test_turns_are_not_recorded_unless_asked_for(
    tiny_models: Tuple[Path, Path], caplog: pytest.LogCaptureFixture
) -> None:
    async def test() -> None:
        async with serving_model(tiny_models[0]) as server:
            await ask(server, "om arena", SENDER)

    asyncio.run(test())
    assert not [record for record in caplog.records if record.name == TURNS]


def test_all_that_a_server_writes_is_json(tiny_models: Tuple[Path, Path], tmp_path: Path) -> None:
    port = free_port()
    serve = f"from bot.server.__main__ import serve; serve({str(tiny_models[0])!r}, '127.0.0.1', "
    process = subprocess.Popen(
        [sys.executable, "-c", f"{serve}{port})"],
        cwd=ROOT,
        env={**environment(tmp_path), "KLYNGEBOT_LOG_FORMAT": "json", "PYTHONWARNINGS": "ignore"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        wait_until_up(port, process)
        post(port, SAID, SENDER)
        time.sleep(0.2)
    finally:
        process.send_signal(signal.SIGTERM)
        written, errors = process.communicate(timeout=STOP_SECONDS)
    records = [json.loads(line) for line in written.splitlines()]
    assert records[0]["event"] == f"Starting on http://localhost:{port}"
    assert [record["outcome"] for record in records if record["event"] == "turn"] == ["answered"]
    assert SENDER not in written
    assert "diagnose" not in written
    assert errors == ""
    assert (tmp_path / "conversations.secret").exists()
