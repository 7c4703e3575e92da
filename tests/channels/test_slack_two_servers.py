"""Slack and two servers on one PostgreSQL: each event is answered by one of them, in order."""

from __future__ import annotations

import asyncio
import time
from contextlib import asynccontextmanager
from typing import Any, AsyncIterator, Dict, List

import pytest
import sqlalchemy as sa
from rasa.core.channels.channel import UserMessage

from bot.channels.slack import store as store_module
from tests.channels.slack_bot import Assistant, RunningBot, numbered, run
from tests.channels.slack_standin import EventSender, SlackStandIn
from tests.waiting import until


class TwoServers:
    """Two bots of one app; Slack tells either, or both."""

    def __init__(self, slack: SlackStandIn, bots: List[RunningBot]) -> None:
        self.slack = slack
        self.bots = bots
        self.senders = [EventSender(slack, bot.webhook) for bot in bots]

    async def texts(self) -> List[str]:
        """What was said to Kari, once nothing is left to say."""
        for bot in self.bots:
            await bot.idle()
        return [message["text"] for message in self.slack.posted("D1")]


@asynccontextmanager
async def two_servers(database: Any, reply: Any = numbered) -> AsyncIterator[TwoServers]:
    slack = await SlackStandIn().start()
    slack.users = {"U1": {"locale": "nb-NO"}}
    bots = [await RunningBot(slack, database, Assistant(reply)).start() for _ in range(2)]
    servers = TwoServers(slack, bots)
    try:
        yield servers
        assert slack.violations == []
    finally:
        for sender in servers.senders:
            await sender.close()
        for bot in bots:
            await bot.stop()
        await slack.stop()
        engine = sa.create_engine(database)
        store_module._metadata.drop_all(engine)
        engine.dispose()


def test_an_event_told_to_both_is_answered_once(postgres_url: str) -> None:
    async def scenario() -> None:
        async with two_servers(postgres_url) as servers:
            first, second = servers.senders
            for number in range(10):
                body = first.written(f"spørsmål {number}", "U1", servers.slack.direct_channel("U1"))
                retry = (1, "http_error")
                await asyncio.gather(first.send(body), second.send(body), second.send(body, retry))
            texts = await servers.texts()
            assert sorted(texts) == sorted(
                f"spørsmål {number} {part}" for number in range(10) for part in "ab"
            )
            asked = [text for bot in servers.bots for text in bot.assistant.texts]
            assert len(asked) == 10

    run(scenario())


def test_messages_told_to_one_and_the_other_are_answered_in_order(postgres_url: str) -> None:
    async def slowly(message: UserMessage) -> List[Dict[str, Any]]:
        # The first of all takes longest.
        await asyncio.sleep(0.5 if message.text == "spørsmål 0" else 0)
        return numbered(message)

    async def scenario() -> None:
        async with two_servers(postgres_url, slowly) as servers:
            for number in range(6):
                await servers.senders[number % 2].direct(f"spørsmål {number}")
            texts = await servers.texts()
            assert texts == [f"spørsmål {number} {part}" for number in range(6) for part in "ab"]

    run(scenario())


def test_what_a_killed_server_left_is_answered_by_the_other(
    postgres_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def never(message: UserMessage) -> List[Dict[str, Any]]:
        await asyncio.sleep(60)
        return []

    async def scenario() -> None:
        monkeypatch.setattr("bot.channels.slack.worker._ROUND", 0.2)
        async with two_servers(postgres_url) as servers:
            killed, other = servers.bots
            killed.assistant._reply = never
            await servers.senders[0].direct("spørsmål 0")
            await servers.senders[1].direct("spørsmål 1")
            await asyncio.sleep(0.5)
            assert other.assistant.texts == []  # it is not its turn
            await killed.kill()
            killed.channel.worker = None
            # Its lease is over, without a wait in which a slow machine could lose its own.
            other.channel.worker._store._clock = lambda: time.time() + 2 * store_module.LEASE
            await until(lambda: len(servers.slack.posted("D1")) == 4)
            await other.idle()
            texts = [message["text"] for message in servers.slack.posted("D1")]
            assert texts == ["spørsmål 0 a", "spørsmål 0 b", "spørsmål 1 a", "spørsmål 1 b"]

    run(scenario())
