"""A SQLite file that is full, locked, away or broken: no turn is lost in silence."""

from __future__ import annotations

import asyncio
import os
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path
from typing import List

import pytest
import sqlalchemy as sa
from rasa.core.agent import Agent
from rasa.shared.core.events import ActionExecuted, UserUttered

from bot.channels.unavailable import UnavailableError
from bot.responses import UNAVAILABLE
from tests.faults.conftest import Assistant
from tests.waiting import STOP_SECONDS

FIRST = "Hvilket nivå er NCE Eyde på?"
FOLLOW_UP = "og iKuben?"
ROOT = Path(__file__).resolve().parents[2]


def texts(assistant: Assistant, conversation: str) -> List[str]:
    events = assistant.events(conversation)
    return [str(event.text) for event in events if isinstance(event, UserUttered)]


def apology(assistant: Assistant) -> str:
    return assistant.wording(UNAVAILABLE, "nb")


def fill(assistant: Assistant) -> None:
    """Let the database grow no further."""
    engine = assistant.store.engine

    @sa.event.listens_for(engine, "connect")
    def limit(connection: sqlite3.Connection, _: object) -> None:
        connection.execute("PRAGMA max_page_count = 1")  # SQLite takes its present size

    engine.dispose()


def make_room(assistant: Assistant) -> None:
    assistant.store.engine.dispose()
    assistant.use(type(assistant.store)(assistant.agent.domain))


def ask_until_it_fails(assistant: Assistant, sender: str) -> List[str]:
    """The answers until the database has no page left."""
    for number in range(40):
        said = assistant.ask(f"{FIRST} ({number})", sender)
        if apology(assistant) in said:
            return said
    raise AssertionError("the database never became full")


def test_when_the_disk_is_full_the_user_is_told_and_what_was_stored_is_whole(
    assistant: Assistant,
) -> None:
    assert "Modne klynger" in assistant.ask(FIRST, "one")[0]
    fill(assistant)
    said = ask_until_it_fails(assistant, "one")
    assert said[-1] == apology(assistant)
    stored = texts(assistant, "one")
    chat = assistant.chat(FIRST, "one")
    assert [event["name"] for event in chat][-2:] == ["error", "done"]
    make_room(assistant)
    # Nothing half: the turn that failed is not there, those before it are.
    assert texts(assistant, "one") == stored
    assert stored[0] == FIRST
    assert isinstance(assistant.events("one")[-1], ActionExecuted)
    assert "iKuben" in assistant.ask(FOLLOW_UP, "one")[0]


def test_a_turn_that_failed_is_not_answered_from_memory_when_it_is_sent_again(
    assistant: Assistant,
) -> None:
    fill(assistant)
    ask_until_it_fails(assistant, "filler")
    key = "the-key-of-a-message"
    first = assistant.chat(FIRST, "one", key=key)
    assert [event["name"] for event in first][-2:] == ["error", "done"]
    make_room(assistant)
    again = assistant.chat(FIRST, "one", key=key)
    assert [event["name"] for event in again] == ["typing", "message", "done"]
    assert texts(assistant, "web-one") == [FIRST]


def test_while_another_process_holds_the_database_the_user_is_told(assistant: Assistant) -> None:
    assistant.ask(FIRST, "one")
    holder = sqlite3.connect(assistant.database, isolation_level=None)
    holder.execute("BEGIN EXCLUSIVE")
    try:
        assert apology(assistant) in assistant.ask(FOLLOW_UP, "one", seconds=60)
    finally:
        holder.execute("ROLLBACK")
        holder.close()
    assert "iKuben" in assistant.ask(FOLLOW_UP, "one")[0]
    assert texts(assistant, "one") == [FIRST, FOLLOW_UP]


def test_while_the_database_is_slow_turns_wait_and_none_is_lost(assistant: Assistant) -> None:
    assistant.ask(FIRST, "one")

    @sa.event.listens_for(assistant.store.engine, "before_cursor_execute")
    def slow(*_: object) -> None:
        time.sleep(0.05)

    assert "iKuben" in assistant.ask(FOLLOW_UP, "one", seconds=60)[0]
    assert texts(assistant, "one") == [FIRST, FOLLOW_UP]


def test_when_the_table_is_gone_the_user_is_told(assistant: Assistant) -> None:
    assistant.ask(FIRST, "one")
    with assistant.store.engine.begin() as connection:
        connection.execute(sa.text("ALTER TABLE events RENAME TO elsewhere"))
    assert assistant.ask(FOLLOW_UP, "one")[-1] == apology(assistant)
    with assistant.store.engine.begin() as connection:
        connection.execute(sa.text("ALTER TABLE elsewhere RENAME TO events"))
    assert "iKuben" in assistant.ask(FOLLOW_UP, "one")[0]


def test_an_error_of_the_database_does_not_hold_what_was_said(assistant: Assistant) -> None:
    fill(assistant)

    async def save_many() -> None:
        for number in range(40):
            tracker = await assistant.store.get_or_create_tracker(f"person-{number}")
            tracker.update(UserUttered(f"en hemmelighet {'x' * 500}"))
            await assistant.store.save(tracker)

    with pytest.raises(UnavailableError) as caught:
        assistant.loop.run_until_complete(save_many())
    assert isinstance(caught.value.__cause__, sa.exc.DBAPIError)
    assert "hemmelighet" not in str(caught.value.__cause__)


def test_rasa_puts_no_fall_back_to_memory_around_the_store(assistant: Assistant) -> None:
    store = assistant.store
    assert Agent._create_tracker_store(store, assistant.agent.domain) is store


def test_when_the_clock_jumps_back_the_order_of_a_conversation_stays(
    assistant: Assistant, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = time.time
    assistant.ask(FIRST, "one")
    for jump in (-86_400.0, 400 * 86_400.0, -3_600.0):
        monkeypatch.setattr(time, "time", lambda jump=jump: now() + jump)
        assert "iKuben" in assistant.ask(FOLLOW_UP, "one", seconds=60)[-1]
    monkeypatch.undo()
    assert "iKuben" in assistant.ask(FOLLOW_UP, "one")[-1]
    assert texts(assistant, "one") == [FIRST, *[FOLLOW_UP] * 4]


WRITER = """
import asyncio, sys
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, BotUttered, UserUttered
from bot.server.tracker_store import ConversationStore

async def main():
    domain = Domain.empty()
    store = ConversationStore(domain)
    for number in range(100_000):
        tracker = await store.get_or_create_tracker("one", append_action_listen=False)
        tracker.update(UserUttered(f"question {number}", message_id=str(number)))
        for part in range(20):
            tracker.update(BotUttered(f"answer {number}.{part}"))
        tracker.update(ActionExecuted("action_listen"))
        await store.save(tracker)
        print(number, flush=True)

asyncio.run(main())
"""


def test_killed_in_the_middle_of_a_turn_nothing_is_stored_half(tmp_path: Path) -> None:
    database = tmp_path / "conversations.db"
    environment = {**os.environ, "KLYNGEBOT_DATABASE": str(database), "PYTHONPATH": str(ROOT)}
    told: List[int] = []
    for kill in range(3):
        process = subprocess.Popen(
            [sys.executable, "-W", "ignore", "-c", WRITER],
            cwd=ROOT,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        assert process.stdout is not None
        for _ in range(5 + kill):
            told.append(int(process.stdout.readline()))
        time.sleep(0.003 * kill)
        process.send_signal(signal.SIGKILL)
        process.wait(STOP_SECONDS)
    with sqlite3.connect(database) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        kinds = [row[0] for row in connection.execute("SELECT type_name FROM events ORDER BY id")]
    whole = ["user", *["bot"] * 20, "action"]
    assert len(kinds) % len(whole) == 0
    assert kinds == whole * (len(kinds) // len(whole))
    # Whoever was told that it is stored was told the truth.
    assert len(kinds) // len(whole) >= len(told)


def test_two_turns_at_once_in_one_conversation_are_both_stored(assistant: Assistant) -> None:
    from bot.channels.rest.answering import RestAnswering
    from bot.channels.rest.incoming import RestMessage

    agent = assistant.agent
    answering = RestAnswering(agent.handle_message, lambda: agent, 60, 1000)

    async def both() -> None:
        turns = [
            answering(RestMessage("one", text), None, lambda _: None) for text in ("hei", "takk")
        ]
        await asyncio.gather(*turns)

    assistant.loop.run_until_complete(both())
    assert sorted(texts(assistant, "one")) == ["hei", "takk"]
