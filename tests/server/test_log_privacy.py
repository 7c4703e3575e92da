"""Logs hold no secret, and nothing that was said, unless that is switched on."""

from __future__ import annotations

import logging
import sqlite3
from typing import Iterator

import pytest
import sqlalchemy as sa
import structlog

from bot.server.log_privacy import Discretion, keep_logs_discreet

SAID = "min diagnose er hemmelig"
SECRET = "0123456789abcdef0123456789abcdef"
ENVIRONMENT = {
    "KLYNGEBOT_SECRET": SECRET,
    "KLYNGEBOT_REST_TOKEN": "rest-token-of-this-server",
    "KLYNGEBOT_METRICS_TOKEN": "metrics-token-of-this-server",
}


@pytest.fixture
def _discreet() -> Iterator[None]:
    before, processors = logging.getLogRecordFactory(), structlog.get_config()["processors"]
    keep_logs_discreet(ENVIRONMENT)
    keep_logs_discreet(ENVIRONMENT)  # twice is as good as once
    yield
    logging.setLogRecordFactory(before)
    structlog.configure(processors=processors)


@pytest.fixture
def _with_text() -> Iterator[None]:
    before, processors = logging.getLogRecordFactory(), structlog.get_config()["processors"]
    keep_logs_discreet({**ENVIRONMENT, "KLYNGEBOT_LOG_TEXT": "1"})
    yield
    logging.setLogRecordFactory(before)
    structlog.configure(processors=processors)


@pytest.mark.usefixtures("_discreet")
@pytest.mark.parametrize(
    ("text", "secret"),
    [
        (f"signing with {SECRET}", SECRET),
        ("token rest-token-of-this-server", "rest-token-of-this-server"),
        ("token metrics-token-of-this-server", "metrics-token-of-this-server"),
        ("Authorization: Bearer abc.def-123", "abc.def-123"),
        ("using xoxb-1234-5678-abcdef", "1234-5678-abcdef"),
        ("GET /conversations/x?token=hunter22 HTTP/1.1", "hunter22"),
        ("postgresql://bot:s3cret-word@db/klyngebot", "s3cret-word"),
        ("cookie eyJhbGciOi.eyJzdWIi.c2lnbmF0dXJl", "eyJzdWIi"),
    ],
)
def test_secrets_are_hidden(text: str, secret: str, caplog: pytest.LogCaptureFixture) -> None:
    logging.getLogger("anything").warning("In short: %s", text)
    assert "In short:" in caplog.text
    assert secret not in caplog.text


@pytest.mark.usefixtures("_discreet")
def test_an_error_of_the_database_is_told_without_the_values(
    caplog: pytest.LogCaptureFixture,
) -> None:
    try:
        try:
            raise sqlite3.OperationalError("database or disk is full")
        except sqlite3.OperationalError as error:
            raise sa.exc.OperationalError("INSERT INTO events", {"data": SAID}, error) from error
    except sa.exc.OperationalError as error:
        logging.getLogger("store").exception("Saving failed")
        logging.getLogger("store").error(f"Saving failed: {error}")
    assert "database or disk is full" in caplog.text
    assert "test_log_privacy.py" in caplog.text  # where it was
    assert SAID not in caplog.text


@pytest.mark.usefixtures("_discreet")
def test_an_error_is_told_by_its_type_and_place(caplog: pytest.LogCaptureFixture) -> None:
    try:
        int(SAID)
    except ValueError:
        logging.getLogger("action").exception("An action failed")
    assert "ValueError" in caplog.text
    assert "int(SAID)" in caplog.text
    assert SAID not in caplog.text


@pytest.mark.usefixtures("_discreet")
def test_what_rasa_logs_with_a_message_is_left_out(
    caplog: pytest.LogCaptureFixture, capsys: pytest.CaptureFixture[str]
) -> None:
    logger = structlog.get_logger("rasa.core.channels.rest")
    try:
        said = SAID
        raise RuntimeError(said)
    except RuntimeError:
        logger.exception("rest.message.received.failure", text=SAID)
    logged = caplog.text + capsys.readouterr().out  # wherever structlog is set up to write
    assert "rest.message.received.failure" in logged
    assert "RuntimeError" in logged
    assert SAID not in logged


@pytest.mark.usefixtures("_discreet")
def test_debug_records_of_rasa_are_hidden(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    logging.getLogger("rasa.core.policies").debug("Current tracker state: user text: %s", SAID)
    assert SAID not in caplog.text


@pytest.mark.usefixtures("_with_text")
def test_texts_are_logged_when_switched_on_but_never_secrets(
    caplog: pytest.LogCaptureFixture,
) -> None:
    try:
        int(SAID)
    except ValueError:
        logging.getLogger("action").exception("An action failed for %s", SECRET)
    assert SAID in caplog.text
    assert SECRET not in caplog.text


def test_a_record_whose_arguments_do_not_fit_is_no_error() -> None:
    factory = Discretion({}).factory(logging.LogRecord)
    record = factory("x", logging.INFO, "x.py", 1, "%d of %d", ("one",), None)
    assert record.getMessage() == "%d of %d"
