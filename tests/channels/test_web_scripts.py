"""Conversation scripts over the web channel: `bot.testing.web`, against a server without model."""

from __future__ import annotations

import asyncio
from typing import Any, Callable, List

import pytest
from rasa.core.channels.channel import UserMessage
from rasa.shared.core.events import BotUttered

from bot.testing.channel import ChannelError, NotPossibleError
from bot.testing.channels import open_channel
from bot.testing.script import Button
from bot.testing.web import WebChannel
from tests.channels.web_server import ROOT, Server, echo, serving


def run(test: Callable[[Server, WebChannel], None], behaviour: Any = echo, **settings: Any) -> None:
    async def whole() -> None:
        async with serving(behaviour, **settings) as server:

            def with_channel() -> None:
                channel = open_channel(ROOT, server.url, "web")
                assert isinstance(channel, WebChannel)
                channel.begin("one", {})
                test(server, channel)
                channel.close()

            await asyncio.to_thread(with_channel)

    asyncio.run(whole())


def test_typing_and_pressing() -> None:
    def with_button(message: UserMessage) -> List[BotUttered]:
        buttons = [{"title": "Hjelp", "payload": "/help"}]
        return [BotUttered(f"æøå\n\n{message.text}", {"buttons": buttons}), BotUttered("to")]

    def test(server: Server, channel: WebChannel) -> None:
        reply = channel.send("one", "Hei", {})
        assert [message.text for message in reply.messages] == ["æøå\n\nHei", "to"]
        assert reply.messages[0].buttons == (Button("Hjelp", "/help"),)
        assert reply.messages[0].language == "nb"
        assert channel.send("one", "/help", {}).messages[0].text == "æøå\n\n/help"
        pressed = server.processor.messages[-1]
        assert (pressed.text, pressed.metadata) == ("/help", {"shown": "Hjelp"})

    run(test, with_button)


def test_conversations_are_apart_and_metadata_reach_the_bot() -> None:
    def test(server: Server, channel: WebChannel) -> None:
        channel.begin("two", {})
        channel.send("one", "a", {"language": "en"})
        channel.send("two", "b", {"locale": "nn_NO"})
        first, second = server.processor.messages
        assert first.sender_id != second.sender_id
        assert (first.metadata, second.metadata) == ({"language": "en"}, {"language": "nn"})
        with pytest.raises(ChannelError, match="Metadata 'colour' cannot be sent"):
            channel.send("one", "c", {"colour": "red"})
        with pytest.raises(NotPossibleError):
            channel.begin("three", {"language": "en"})

    run(test)


def test_an_error_is_seen_in_the_reply() -> None:
    def fail(_: UserMessage) -> List[BotUttered]:
        raise ValueError

    def test(_: Server, channel: WebChannel) -> None:
        reply = channel.send("one", "a", {})
        assert reply.messages[0].text.startswith("error internal: Beklager")

    run(test, fail)


@pytest.mark.usefixtures("still_clock")
def test_a_rate_limit_is_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    waited: List[float] = []

    def test(server: Server, channel: WebChannel) -> None:
        def wait(seconds: float) -> None:
            waited.append(seconds)
            channel.begin("one", {})  # a bucket of its own, instead of the time

        monkeypatch.setattr("bot.testing.web.time.sleep", wait)
        channel.send("one", "a", {})
        with pytest.raises(ChannelError, match="status 429"):
            channel.send("one", "b", {})
        assert waited == [60.0] * 20

    run(test, conversation_rate=1)


def test_nobody_there_and_no_web_channel_there() -> None:
    with pytest.raises(ChannelError, match="Is it running there"):
        WebChannel("http://127.0.0.1:9")

    def test(server: Server, _: WebChannel) -> None:
        with pytest.raises(ChannelError, match=r"add 'bot\.channels\.web\.WebInput:'"):
            WebChannel(f"{server.url}/elsewhere")

    run(test)
