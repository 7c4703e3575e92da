"""A turn in which something fails ends with a friendly error, and the next one goes on."""

from __future__ import annotations

import asyncio
import logging
from typing import Any, List, Optional

import pytest
from rasa.core.channels.channel import UserMessage
from rasa.core.tracker_store import InMemoryTrackerStore
from rasa.shared.core.events import BotUttered

from bot.channels.http.settings import HttpSettings
from bot.channels.web import WebInput
from tests.channels.web_server import SECRET, Server, conversation_of, domain, echo, new_key, run


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
    channel = WebInput(HttpSettings(secret=SECRET, turn_seconds=0.2, **limits))
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
