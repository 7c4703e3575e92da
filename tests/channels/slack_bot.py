"""The Slack channel on a real Sanic server on loopback, with a stand-in for the assistant."""

from __future__ import annotations

import asyncio
import itertools
import socket
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any, AsyncIterator, Awaitable, Callable, Coroutine, Dict, List, Optional, TypeVar

from rasa.core.channels.channel import UserMessage
from sanic import Sanic

from bot.channels.slack import SlackChannel
from bot.channels.slack.settings import SlackSettings
from tests.channels.slack_standin import EventSender, SlackStandIn
from tests.channels.slack_standin.server import SIGNING_SECRET, TOKEN
from tests.waiting import until

Sanic.test_mode = True  # several servers, one after the other, in one process
T = TypeVar("T")
Reply = Callable[[UserMessage], Any]
_names = itertools.count(1)


def run(scenario: Coroutine[Any, Any, T]) -> T:
    """Run a scenario in an event loop of its own; one that hangs is given up."""
    return asyncio.run(asyncio.wait_for(scenario, 300))


class Assistant:
    """Answers as it is told, and keeps what it was asked.

    Args:
        reply: the messages for a message of the user, as actions utter them.
    """

    def __init__(self, reply: Optional[Reply] = None) -> None:
        self.asked: List[UserMessage] = []
        self._reply = reply or (lambda message: [{"text": f"Svar: {message.text}"}])

    async def __call__(self, message: UserMessage) -> None:
        """Take a message as Rasa's agent does."""
        self.asked.append(message)
        replies = self._reply(message)
        if isinstance(replies, Awaitable):
            replies = await replies
        for one in replies:
            await message.output_channel.send_response(message.sender_id, dict(one))

    @property
    def texts(self) -> List[Optional[str]]:
        """What it was asked, in order."""
        return [message.text for message in self.asked]


class RunningBot:
    """One server process, as far as Slack can tell."""

    def __init__(
        self,
        slack: SlackStandIn,
        database: Path,
        assistant: Any,
        agent: Any = None,
        **settings: Any,
    ) -> None:
        given = SlackSettings(TOKEN, SIGNING_SECRET, api_url=slack.url)
        url = f"sqlite:///{database}" if isinstance(database, Path) else database
        self.channel = SlackChannel(replace(given, **settings), url)
        self.app = Sanic(f"slack-test-{next(_names)}", configure_logging=False)
        self.app.ctx.agent = agent
        self.assistant = assistant
        self.port = 0
        self._server: Any = None

    @property
    def webhook(self) -> str:
        """Where Slack posts to."""
        return f"http://127.0.0.1:{self.port}/webhooks/slack/webhook"

    async def start(self) -> RunningBot:
        """Listen."""
        self.app.blueprint(self.channel.blueprint(self.assistant), url_prefix="/webhooks/slack")
        listener = socket.socket()
        listener.bind(("127.0.0.1", 0))
        self.port = listener.getsockname()[1]
        self._server = await self.app.create_server(
            sock=listener, return_asyncio_server=True, access_log=False, backlog=1024
        )
        await self._server.startup()
        await self._server.after_start()
        self.channel._delivery._pause = pause_shortly
        return self

    async def stop(self) -> None:
        """Stop as on Ctrl-C."""
        await self._server.before_stop()
        self._server.close()
        await self._server.wait_closed()

    async def kill(self) -> None:
        """Stop without any care, as when the power goes."""
        self._server.close()
        worker = self.channel.worker
        if worker is not None:
            worker._housekeeping.cancel()
            await worker._lanes.drain(0)
        await self.channel._web.close()

    async def idle(self) -> None:
        """Wait until nothing is under way."""
        await until(lambda: not self.channel.worker._lanes.busy, 120)


@asynccontextmanager
async def workspace(
    tmp_path: Path, reply: Optional[Reply] = None, **settings: Any
) -> AsyncIterator[Scene]:
    """A workspace with the bot in it, and two people: Kari (U1, Norwegian), Ann (U2, English)."""
    slack = await SlackStandIn().start()
    slack.users = {"U1": {"locale": "nb-NO"}, "U2": {"locale": "en-US"}}
    slack.place("C1")
    bot = RunningBot(slack, tmp_path / "slack.db", Assistant(reply), **settings)
    await bot.start()
    scene = Scene(slack, bot, EventSender(slack, bot.webhook))
    try:
        yield scene
        await scene.bot.idle()
        assert slack.violations == []
    finally:
        await scene.sender.close()
        if scene.bot.channel.worker is not None:
            await scene.bot.stop()
        await slack.stop()


class Scene:
    """What a test has to do with."""

    def __init__(self, slack: SlackStandIn, bot: RunningBot, sender: EventSender) -> None:
        self.slack = slack
        self.bot = bot
        self.sender = sender

    @property
    def assistant(self) -> Assistant:
        """The assistant of the bot that runs now."""
        assistant: Assistant = self.bot.assistant
        return assistant

    async def texts(self, channel: str, thread: Optional[str] = None) -> List[str]:
        """What the bot said in a channel, once it has nothing more to say."""
        await self.bot.idle()
        return [message["text"] for message in self.slack.posted(channel, thread)]


def blocks_of(message: Dict[str, Any], kind: str) -> List[Dict[str, Any]]:
    """The blocks of a type in a message."""
    return [block for block in message["blocks"] if block["type"] == kind]


def forget_everyone(agent: Any) -> None:
    """Empty the agent's conversations, which are kept in memory."""
    store = agent.tracker_store
    store = getattr(store, "_tracker_store", store)  # Rasa wraps it to survive failures
    store.store.clear()


def numbered(message: UserMessage) -> List[Dict[str, Any]]:
    """Two messages for each of the user's."""
    return [{"text": f"{message.text} {part}"} for part in ("a", "b")]


async def pause_shortly(seconds: float) -> None:
    """Pauses between tries are as short as can be; rate limits are still waited for."""
    await asyncio.sleep(min(seconds, 0.02))
