"""Where conversations are kept, by environment; and what happens when that isn't there."""

from __future__ import annotations

import asyncio
import logging
from pathlib import Path
from typing import Any, Dict

import pytest
import sqlalchemy as sa
from rasa.core.tracker_store import FailSafeTrackerStore
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import UserUttered
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.shared.exceptions import RasaException

from bot.channels.unavailable import UnavailableError
from bot.server.database import Database, connect, database_url
from bot.server.tracker_store import ConversationStore


@pytest.mark.parametrize(
    ("environment", "url"),
    [
        ({}, "sqlite:///conversations.db"),
        ({"KLYNGEBOT_DATABASE": ""}, "sqlite:///conversations.db"),
        ({"KLYNGEBOT_DATABASE": "/data/bot.db"}, "sqlite:////data/bot.db"),
        ({"TRACKER_STORE_URL": "sqlite:///other.db"}, "sqlite:///other.db"),
        (
            {"TRACKER_STORE_URL": "postgresql://u:p@db:5433/bot", "KLYNGEBOT_DATABASE": "x.db"},
            "postgresql://u:p@db:5433/bot",
        ),
        ({"TRACKER_STORE_URL": "postgres://u:p@db/bot"}, "postgresql://u:p@db/bot"),
        (
            {"TRACKER_STORE_URL": "postgresql+psycopg2://db/bot?sslmode=require"},
            "postgresql+psycopg2://db/bot?sslmode=require",
        ),
    ],
)
def test_the_address(environment: Dict[str, str], url: str) -> None:
    assert database_url(environment).render_as_string(hide_password=False) == url


@pytest.mark.parametrize(
    "url", ["db", "mysql://u:hemmelig@db/bot", "postgresql://u:hemmelig@db", "://", "redis://db/0"]
)
def test_what_is_no_address_is_refused_without_showing_the_password(url: str) -> None:
    with pytest.raises(RasaException, match="TRACKER_STORE_URL is not the address") as raised:
        database_url({"TRACKER_STORE_URL": url})
    assert "hemmelig" not in str(raised.value)


def test_connecting_to_a_server_is_bounded_in_time(monkeypatch: pytest.MonkeyPatch) -> None:
    given: Dict[str, Any] = {}
    monkeypatch.setattr(sa, "create_engine", lambda url, **settings: given.update(settings))
    monkeypatch.setenv("POSTGRESQL_SCHEMA", "klynger")
    monkeypatch.setenv("SQL_POOL_SIZE", "7")
    connect(database_url({"TRACKER_STORE_URL": "postgresql://db/bot?connect_timeout=1"}))
    assert given["pool_pre_ping"] is True
    assert given["pool_size"] == 7
    assert given["pool_timeout"] <= 5
    arguments = given["connect_args"]
    assert arguments["connect_timeout"] == "1"  # the address has the last word
    assert "-csearch_path=klynger" in arguments["options"]
    assert "statement_timeout" in arguments["options"]


def a_store(path: Path, monkeypatch: pytest.MonkeyPatch) -> ConversationStore:
    monkeypatch.setenv("TRACKER_STORE_URL", f"sqlite:///{path}")
    return ConversationStore(Domain.empty())


def test_a_store_starts_without_its_database_and_goes_on_when_it_is_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.WARNING)
    folder = tmp_path / "later"
    store = a_store(folder / "bot.db", monkeypatch)
    tracker = DialogueStateTracker.from_events("anne", [UserUttered("hemmelig")])

    async def test() -> None:
        for call in (
            store.retrieve("anne"),
            store.retrieve_full_tracker("anne"),
            store.save(tracker),
            store.keys(),
            store.ping(),
            store.delete("anne"),
            store.turn_events("anne", "1"),
        ):
            with pytest.raises(UnavailableError):
                await call
        folder.mkdir()
        assert await store.retrieve("anne") is None
        await store.save(tracker)
        found = await store.retrieve("anne")
        assert found is not None
        assert found.latest_message is not None
        assert found.latest_message.text == "hemmelig"
        assert list(await store.keys()) == ["anne"]
        await store.ping()

    asyncio.run(test())
    # Said once when it was noticed, once when it was over; never what was said.
    assert [record.levelname for record in caplog.records] == ["ERROR", "WARNING"]
    assert "unable to open database file" in caplog.text
    assert "hemmelig" not in caplog.text


def test_other_errors_stay_what_they_are() -> None:
    async def test() -> None:
        with pytest.raises(ZeroDivisionError):
            await Database(sa.create_engine("sqlite://")).run(lambda: 1 / 0)

    asyncio.run(test())


def test_rasa_does_not_go_on_in_memory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from rasa.core.agent import Agent

    store = a_store(tmp_path / "bot.db", monkeypatch)
    assert Agent(Domain.empty(), tracker_store=store).tracker_store is store
    # Other stores have Rasa's wrapper as before.
    assert isinstance(Agent(Domain.empty()).tracker_store, FailSafeTrackerStore)
