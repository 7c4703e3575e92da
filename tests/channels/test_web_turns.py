"""A message is answered once, in its turn, and to an end, whatever happens meanwhile."""

from __future__ import annotations

import asyncio
import logging
from pathlib import Path
from typing import Any, Awaitable, Callable, List, Optional

import pytest
import sqlalchemy as sa
from rasa.core.agent import Agent
from rasa.core.channels.channel import UserMessage
from rasa.core.lock_store import InMemoryLockStore
from rasa.core.tracker_store import InMemoryTrackerStore, TrackerStore
from rasa.shared.core.events import ActionExecuted, BotUttered, SessionStarted

from bot.channels.web import WebInput
from bot.channels.web.settings import WebSettings
from tests.channels.test_web_contract import conversation_of
from tests.channels.web_server import SECRET, Chat, Server, domain, echo, new_key, serving, stored
from tests.waiting import until

Test = Callable[[Server], Awaitable[None]]


class Held:
    """Answers when it is told to."""

    def __init__(self) -> None:
        self.started = asyncio.Event()
        self.released = asyncio.Event()

    async def __call__(self, message: UserMessage) -> List[BotUttered]:
        self.started.set()
        await self.released.wait()
        return [BotUttered(f"First: {message.text}"), BotUttered("Second")]


@pytest.fixture(params=["in memory", "SQLite"])
def store(request: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> TrackerStore:
    if request.param == "SQLite":
        return stored(tmp_path, monkeypatch)
    return InMemoryTrackerStore(domain())


def run(test: Test, behaviour: Any = echo, **settings: Any) -> None:
    async def whole() -> None:
        async with serving(behaviour, **settings) as server:
            await test(server)

    asyncio.run(whole())


def run_held(test: Callable[[Server, Held], Awaitable[None]], **settings: Any) -> None:
    async def whole() -> None:
        held = Held()
        async with serving(held, **settings) as server:
            await test(server, held)

    asyncio.run(whole())


# --- The same key again


def test_a_retry_after_the_answer_gets_the_same_events(store: TrackerStore) -> None:
    async def test(server: Server) -> None:
        chat, key = await server.chat("en"), new_key()
        before = await chat.say("zero")
        first = await chat.say("one", key)
        await chat.say("two")
        again = await chat.say("one", key)
        assert again.raw == first.raw
        assert before.raw != first.raw
        assert [message.text for message in server.processor.messages] == ["zero", "one", "two"]
        assert len(await chat.history()) == 6

    run(test, store=store)


def test_a_retry_during_the_answer_joins_it(store: TrackerStore) -> None:
    async def test(server: Server, held: Held) -> None:
        chat, key = await server.chat("en"), new_key()
        readers = [asyncio.create_task(chat.say("one", key)) for _ in range(5)]
        await held.started.wait()
        readers += [asyncio.create_task(chat.say("one", key)) for _ in range(5)]
        await asyncio.sleep(0.05)
        held.released.set()
        answers = await asyncio.gather(*readers)
        assert {answer.raw for answer in answers} == {answers[0].raw}
        assert answers[0].texts == ["First: one", "Second"]
        assert len(server.processor.messages) == 1

    run_held(test, store=store)


def test_a_retry_after_a_restart_gets_the_same_events(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def test() -> None:
        key = new_key()
        async with serving(echo, store=stored(tmp_path, monkeypatch)) as server:
            chat = await server.chat("en")
            first = await chat.say("one", key)
        async with serving(echo, store=stored(tmp_path, monkeypatch)) as server:
            later = Chat(server)
            later.token = chat.token
            again = await later.say("one", key)
            assert again.raw == first.raw
            assert server.processor.messages == []
            assert len(await later.history()) == 2

    asyncio.run(test())


def test_a_retry_on_another_server_waits_for_the_first(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two servers with their own memory, and the stores that they share."""

    async def test() -> None:
        held, locks = Held(), InMemoryLockStore()

        def agent() -> Agent:
            return Agent(domain(), tracker_store=stored(tmp_path, monkeypatch), lock_store=locks)

        async with serving(held, agent=agent()) as one, serving(echo, agent=agent()) as two:
            chat, key = await one.chat("en"), new_key()
            other = Chat(two)
            other.token = chat.token
            first = asyncio.create_task(chat.say("one", key))
            await held.started.wait()
            second = asyncio.create_task(other.say("one", key))
            await asyncio.sleep(0.1)
            held.released.set()
            assert (await second).raw == (await first).raw
            assert two.processor.messages == []
            assert len(await other.history()) == 3

    asyncio.run(test())


def test_the_same_key_is_another_message_in_another_conversation() -> None:
    async def test(server: Server) -> None:
        one, other, key = await server.chat(), await server.chat(), new_key()
        assert (await one.say("one", key)).texts == ["You said: one"]
        assert (await other.say("other", key)).texts == ["You said: other"]

    run(test)


def test_the_key_of_another_message_that_is_being_answered_is_refused() -> None:
    async def test(server: Server, held: Held) -> None:
        chat, key = await server.chat("en"), new_key()
        first = asyncio.create_task(chat.say("one", key))
        await held.started.wait()
        status, body = await chat.call("POST", "/message", {"id": key, "text": "two"})
        assert (status, body["error"]["code"]) == (409, "still_running")
        held.released.set()
        assert (await first).texts == ["First: one", "Second"]

    run_held(test)


def test_a_pressed_button_is_replayed_too(store: TrackerStore) -> None:
    async def test(server: Server) -> None:
        chat, key = await server.chat(), new_key()
        body = {"payload": "/help", "title": "Hjelp"}
        first = await chat.send(body, key)
        assert (await chat.send(body, key)).raw == first.raw
        assert len(server.processor.messages) == 1

    run(test, store=store)


def test_a_key_with_the_signs_of_a_pattern_finds_itself_only(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def test(server: Server) -> None:
        chat = await server.chat()
        await chat.say("one", "aaaaXaaaa")
        assert (await chat.say("two", "aaaa_aaaa")).texts == ["You said: two"]
        assert (await chat.say("aaaa-aaaa")).texts == ["You said: aaaa-aaaa"]
        assert (await chat.say("three", "aaaa-aaaa")).texts == ["You said: three"]

    run(test, store=stored(tmp_path, monkeypatch))


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


# --- Something fails


def test_a_failing_turn_ends_with_a_friendly_error_and_nothing_of_it_is_logged(
    caplog: pytest.LogCaptureFixture,
) -> None:
    def fail(message: UserMessage) -> List[BotUttered]:
        raise ValueError(f"cannot parse {message.text}")

    async def test(server: Server) -> None:
        for language, text in [("nb", "Beklager, noe gikk galt"), ("en", "I’m sorry")]:
            chat = await server.chat(language)
            answer = await chat.say("hemmelig")
            assert answer.names == ["typing", "error", "done"]
            assert answer.error["code"] == "internal"
            assert answer.error["message"].startswith(text)
            assert answer.events[-1].json == {"language": language}
            assert conversation_of(chat) not in caplog.text

    with caplog.at_level(logging.DEBUG, logger="bot"):
        run(test, fail)
    assert "ValueError" in caplog.text
    assert "hemmelig" not in caplog.text


def test_a_turn_that_failed_can_be_tried_again() -> None:
    tries: List[str] = []

    def fail_first(message: UserMessage) -> List[BotUttered]:
        tries.append(message.text)
        if len(tries) == 1:
            raise ValueError
        return echo(message)

    async def test(server: Server) -> None:
        chat, key = await server.chat(), new_key()
        assert (await chat.say("one", key)).names == ["typing", "error", "done"]
        assert (await chat.say("one", key)).texts == ["You said: one"]

    run(test, fail_first)


def test_what_was_said_before_it_failed_is_not_lost() -> None:
    async def half(message: UserMessage) -> List[BotUttered]:
        await message.output_channel.send_text_message(message.sender_id, "half\n\na text")
        raise RuntimeError

    async def test(server: Server) -> None:
        answer = await (await server.chat()).say("one")
        assert answer.names == ["typing", "message", "error", "done"]
        assert answer.texts == ["half\n\na text"]

    run(test, half)


def test_no_answer_at_all_is_an_error_each_time() -> None:
    async def test(server: Server) -> None:
        chat, key = await server.chat(), new_key()
        for _ in range(2):
            answer = await chat.say("one", key)
            assert answer.names == ["typing", "error", "done"]
        assert len(server.processor.messages) == 1

    run(test, lambda _: [])


def test_a_turn_that_takes_too_long_is_given_up_and_the_next_goes_on() -> None:
    async def hang(message: UserMessage) -> List[BotUttered]:
        if message.text == "hang":
            await asyncio.Event().wait()
        return echo(message)

    async def test(server: Server) -> None:
        chat = await server.chat("en")
        answer = await chat.say("hang")
        assert answer.names == ["typing", "error", "done"]
        assert answer.error["code"] == "timeout"
        assert answer.error["message"].startswith("I’m sorry, answering took too long")
        channel._turns._answer._seconds = 60.0  # enough for the next on any machine
        assert (await chat.say("next")).texts == ["You said: next"]

    limits = {"conversation_rate": 0, "address_rate": 0}
    channel = WebInput(WebSettings(secret=SECRET, turn_seconds=0.2, **limits))
    run(test, hang, channels=[channel])


def test_what_cannot_be_sent_is_an_error() -> None:
    async def test(server: Server) -> None:
        answer = await (await server.chat()).say("one")
        assert answer.names == ["typing", "error", "done"]

    run(test, lambda _: [BotUttered("x", {"custom": {"number": object()}})])


class BrokenStore(InMemoryTrackerStore):
    async def retrieve_full_tracker(self, conversation: str) -> Optional[Any]:
        raise OSError("the database is down")


def test_a_broken_store_is_an_error_and_not_an_empty_history() -> None:
    async def test(server: Server) -> None:
        chat = await server.chat("nb")
        status, body = await chat.call("GET", "/history", Accept_Language="nb")
        assert (status, body["error"]["code"]) == (500, "internal")
        assert body["error"]["message"].startswith("Beklager, noe gikk galt")
        assert (await chat.say("one")).texts == ["You said: one"]

    run(test, store=BrokenStore(domain()))


def test_the_language_of_the_conversation_goes_before_that_of_the_page() -> None:
    def fail_last(message: UserMessage) -> List[BotUttered]:
        if message.text == "fail":
            raise ValueError
        return echo(message)

    async def test(server: Server) -> None:
        chat = await server.chat("nb")
        await chat.say("hello", language="en")
        answer = await chat.say("fail", language="nb")
        assert answer.error["message"].startswith("I’m sorry")

    run(test, fail_last)


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
        channel = WebInput(WebSettings(secret=SECRET))
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
