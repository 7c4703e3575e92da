"""Turns in a conversation come in order and to an end, whoever leaves, deletes or stops it."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any, List

import pytest
import sqlalchemy as sa
from rasa.core.channels.channel import UserMessage
from rasa.core.tracker_store import TrackerStore
from rasa.shared.core.events import ActionExecuted, SessionStarted

from bot.channels.http.settings import HttpSettings
from bot.channels.web import WebInput
from tests.channels.web_server import (
    SECRET,
    Held,
    Server,
    echo,
    new_key,
    run,
    run_held,
    serving,
    stored,
)
from tests.waiting import until

# --- Order


def test_messages_of_a_conversation_are_answered_in_order(store: TrackerStore) -> None:
    async def test(server: Server, held: Held) -> None:
        chat = await server.chat()
        sent = []
        for number in range(4):
            sent.append(asyncio.create_task(chat.say(str(number))))
            await until(lambda count=number: server.in_line > count)
        held.released.set()
        answers = await asyncio.gather(*sent)
        expected = [[f"First: {number}", "Second"] for number in range(4)]
        assert [answer.texts for answer in answers] == expected
        assert [message["text"] for message in await chat.history()] == [
            text for number in range(4) for text in (str(number), *expected[number])
        ]

    run_held(test, store=store)


def test_conversations_do_not_wait_for_each_other() -> None:
    async def test(server: Server, held: Held) -> None:
        waiting = asyncio.create_task((await server.chat()).say("one"))
        await held.started.wait()
        other = await server.chat()
        assert await other.history() == []
        assert (await other.say("")).names == ["typing", "message", "done"]
        held.released.set()
        await waiting

    run_held(test)


# --- The reader leaves


def test_a_turn_is_finished_and_kept_when_its_reader_leaves(store: TrackerStore) -> None:
    async def test(server: Server, held: Held) -> None:
        chat, key = await server.chat("en"), new_key()
        body = {"id": key, "text": "one"}
        async with chat.request("POST", "/message", body) as response:
            await response.content.readuntil(b"\n\n")
            response.close()
        await held.started.wait()
        await asyncio.sleep(0.05)
        held.released.set()
        again = await chat.say("one", key)
        assert again.texts == ["First: one", "Second"]
        assert len(server.processor.messages) == 1
        assert len(await chat.history()) == 3

    run_held(test, store=store)


# --- Deleting, sessions, shutting down


def test_deleting_waits_for_the_turn_that_is_running(store: TrackerStore) -> None:
    async def test(server: Server, held: Held) -> None:
        chat = await server.chat()
        turn = asyncio.create_task(chat.say("one"))
        await held.started.wait()
        deletion = asyncio.create_task(chat.call("DELETE", "/history"))
        await until(lambda: server.in_line == 2)
        await asyncio.sleep(0.1)
        assert not deletion.done()
        held.released.set()
        assert (await turn).names == ["typing", "message", "message", "done"]
        assert await deletion == (204, None)
        assert await chat.history() == []

    run_held(test, store=store)


def test_what_is_said_after_deleting_is_not_deleted(store: TrackerStore) -> None:
    async def test(server: Server, held: Held) -> None:
        chat = await server.chat()
        before = asyncio.create_task(chat.say("before"))
        await held.started.wait()
        deletion = asyncio.create_task(chat.call("DELETE", "/history"))
        await until(lambda: server.in_line == 2)
        after = asyncio.create_task(chat.say("after"))
        await until(lambda: server.in_line == 3)
        held.released.set()
        await asyncio.gather(before, deletion, after)
        assert [message["text"] for message in await chat.history()] == [
            *("after", "First: after", "Second")
        ]

    run_held(test, store=store)


def test_deleting_leaves_nothing_in_the_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def kept() -> bytes:
        """The file and its log of changes."""
        return b"".join(file.read_bytes() for file in tmp_path.glob("conversations.db*"))

    async def test(server: Server) -> None:
        one, other = await server.chat(), await server.chat()
        await one.say("jordbærsyltetøy")
        await other.say("bringebær")
        assert b"jordb" in kept()
        await one.call("DELETE", "/history")
        assert b"jordb" not in kept()
        assert len(await other.history()) == 2

    store = stored(tmp_path, monkeypatch)
    # As where SQLite was built without it.
    sa.event.listen(
        store.engine, "connect", lambda opened, _: opened.execute("PRAGMA secure_delete = OFF")
    )
    run(test, store=store)


def test_the_history_goes_back_over_sessions(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def new_session(message: UserMessage) -> List[Any]:
        start: List[Any] = [ActionExecuted("action_session_start"), SessionStarted()]
        return [*start, *echo(message)] if message.text == "again" else echo(message)

    async def test(server: Server) -> None:
        chat, key = await server.chat(), new_key()
        first = await chat.say("first", key)
        await chat.say("again")
        await chat.say("last")
        assert len(await chat.history()) == 6
        assert (await chat.say("first", key)).raw == first.raw

    run(test, new_session, store=stored(tmp_path, monkeypatch))


def test_a_server_that_stops_lets_turns_end_and_takes_no_new_ones() -> None:
    async def test() -> None:
        held = Held()
        channel = WebInput(HttpSettings(secret=SECRET))
        async with serving(held, channels=[channel]) as server:
            chat = await server.chat()
            turn = asyncio.create_task(chat.say("one"))
            await held.started.wait()
            stopping = asyncio.create_task(server.stop())
            await until(lambda: channel._stopping)
            status, body = await chat.call("POST", "/message", {"id": new_key(), "text": "two"})
            assert (status, body["error"]["code"]) == (503, "starting")
            assert not stopping.done()
            held.released.set()
            assert (await turn).texts == ["First: one", "Second"]
            await stopping

    asyncio.run(test())


def test_a_turn_that_does_not_end_in_time_is_told_that_the_server_stops(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("bot.channels.web.channel._SHUTDOWN_SECONDS", 0.05)

    async def test(server: Server, held: Held) -> None:
        chat = await server.chat("en")
        turn = asyncio.create_task(chat.say("one"))
        await held.started.wait()
        await server.stop()
        answer = await turn
        assert answer.names == ["typing", "error", "done"]
        assert answer.error["message"] == "The assistant is starting. Please try again shortly."

    run_held(test)
