"""A message that is sent again with the same key is answered once, with the same events."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from rasa.core.agent import Agent
from rasa.core.lock_store import InMemoryLockStore
from rasa.core.tracker_store import TrackerStore

from tests.channels.web_server import (
    Chat,
    Held,
    Server,
    domain,
    echo,
    new_key,
    run,
    run_held,
    serving,
    stored,
)


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
