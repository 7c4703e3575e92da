"""What the tests of the channels share."""

from __future__ import annotations

import os
import shutil
from functools import partialmethod
from pathlib import Path
from typing import Any, Iterator

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
os.environ.setdefault("SQLALCHEMY_SILENCE_UBER_WARNING", "1")

import pytest
from rasa.core.tracker_store import InMemoryTrackerStore, TrackerStore

from bot.channels.limits import RateLimit
from tests.channels.web_server import domain, stored
from tests.servers.processes import Postgres, missing_packages, new_folder


@pytest.fixture
def still_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    """Rate limits see no time pass, however long a slow machine takes."""
    make = partialmethod(RateLimit.__init__, clock=lambda: 1000.0)
    monkeypatch.setattr(RateLimit, "__init__", make)


@pytest.fixture(params=["in memory", "SQLite"])
def store(request: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> TrackerStore:
    """What keeps the conversations: a test that asks for it runs once with each."""
    if request.param == "SQLite":
        return stored(tmp_path, monkeypatch)
    return InMemoryTrackerStore(domain())


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[str]:
    """The address of an empty PostgreSQL database: one of our own, on loopback.

    Or that of `KLYNGEBOT_TEST_POSTGRES`, where PostgreSQL isn't installed.
    """
    given = os.environ.get("KLYNGEBOT_TEST_POSTGRES")
    if given:
        yield given
        return
    if "postgresql" in missing_packages():
        pytest.skip("PostgreSQL (Debian: postgresql) isn't installed; see KLYNGEBOT_TEST_POSTGRES")
    folder = new_folder()
    server = Postgres(folder)
    server.start()
    try:
        server.wait_until_listening()
        yield server.url
    finally:
        server.stop()
        shutil.rmtree(folder, ignore_errors=True)
