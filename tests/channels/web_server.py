"""The web channel on a loopback port, with Rasa's own stores and locks but no model.

What stands in for the model is a function from a message to what the bot utters.
"""

from __future__ import annotations

import asyncio
import inspect
import socket
import uuid
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, AsyncIterator, Awaitable, Callable, Dict, List, Optional, Tuple, Union

import aiohttp
import jwt
import rasa.server
from rasa.core.agent import Agent
from rasa.core.channels.channel import InputChannel, UserMessage, register
from rasa.core.tracker_store import TrackerStore
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import BotUttered, SlotSet, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker
from sanic import Sanic
from sanic.touchup import TouchUp

from bot.channels.http.settings import HttpSettings
from bot.channels.web import WebInput
from bot.server.page import add_page
from bot.server.surface import protect
from bot.server.tracker_store import ConversationStore
from tests.channels.event_stream import ServerSentEvent, parse

ROOT = Path(__file__).resolve().parents[2]
SECRET = "a secret of the tests, long enough to sign with"

Uttered = Union[List[BotUttered], Awaitable[List[BotUttered]]]
Behaviour = Callable[[UserMessage], Uttered]


def echo(message: UserMessage) -> List[BotUttered]:
    return [BotUttered(f"You said: {message.text}")]


@cache
def domain() -> Domain:
    return Domain.load(str(ROOT / "domain.yml"))


class Processor:
    """Does with trackers what Rasa's `MessageProcessor` does, and counts the turns it runs."""

    model_filename = "tests.tar.gz"

    def __init__(self, store: TrackerStore, behaviour: Behaviour) -> None:
        self.store = store
        self.behaviour = behaviour
        self.messages: List[UserMessage] = []

    async def get_tracker(self, conversation: str) -> DialogueStateTracker:
        return await self.store.get_or_create_tracker(conversation, append_action_listen=False)

    async def save_tracker(self, tracker: DialogueStateTracker) -> None:
        await self.store.save(tracker)

    async def handle_message(self, message: UserMessage) -> None:
        self.messages.append(message)
        tracker = await self.get_tracker(message.sender_id)
        told = (message.metadata or {}).get("language")
        tracker.update(
            UserUttered(
                message.text,
                input_channel=message.input_channel,
                message_id=message.message_id,
                metadata=message.metadata,
            ),
            domain(),
        )
        if told:
            tracker.update(SlotSet("language", told), domain())
        uttered = self.behaviour(message)
        events = await uttered if inspect.isawaitable(uttered) else uttered
        for event in events:
            tracker.update(event, domain())
            if isinstance(event, BotUttered):
                await message.output_channel.send_response(message.sender_id, event.message())
        await self.store.save(tracker)


@dataclass
class Answer:
    """What came back for a message."""

    status: int
    headers: Dict[str, str]
    raw: bytes
    events: List[ServerSentEvent] = field(default_factory=list)
    comments: List[str] = field(default_factory=list)

    @property
    def names(self) -> List[str]:
        return [event.name for event in self.events]

    @property
    def messages(self) -> List[Dict[str, Any]]:
        return [event.json for event in self.events if event.name == "message"]

    @property
    def texts(self) -> List[str]:
        return [message["text"] for message in self.messages]

    @property
    def error(self) -> Dict[str, Any]:
        return next(event.json for event in self.events if event.name == "error")


class Chat:
    """A client of the channel, with a token of its own."""

    def __init__(self, server: Server) -> None:
        self.server = server
        self.token = ""

    async def open(self, language: Optional[str] = None, **headers: str) -> Chat:
        status, body = await self.call("POST", "/session", {"language": language}, **headers)
        assert status == 200, body
        self.token = body["token"]
        return self

    async def call(
        self, method: str, path: str, body: Any = None, **headers: str
    ) -> Tuple[int, Any]:
        """The status and the JSON of an answer, `None` where it has no body."""
        async with self.request(method, path, body, **headers) as answer:
            raw = await answer.read()
            return answer.status, await answer.json() if raw else None

    def request(self, method: str, path: str, body: Any = None, **headers: str) -> Any:
        sent = {name.replace("_", "-"): value for name, value in headers.items()}
        if self.token:
            sent.setdefault("Authorization", f"Bearer {self.token}")
        kind = "data" if isinstance(body, (bytes, str)) else "json"
        return self.server.http.request(
            method, f"{self.server.url}/webhooks/web{path}", headers=sent, **{kind: body}
        )

    async def say(self, text: Any, key: Optional[str] = None, **rest: Any) -> Answer:
        """Type a text, and read its answer to the end."""
        return await self.send({"text": text, **rest}, key)

    async def press(self, payload: str, title: Optional[str] = None, **rest: Any) -> Answer:
        """Press a button, and read the answer to the end."""
        named = {} if title is None else {"title": title}
        return await self.send({"payload": payload, **named, **rest})

    async def send(self, body: Dict[str, Any], key: Optional[str] = None) -> Answer:
        body = {"id": key or new_key(), **body}
        async with self.request("POST", "/message", body) as response:
            raw = await response.read()
            answer = Answer(response.status, dict(response.headers), raw)
        if answer.status == 200:
            answer.events, answer.comments = parse(raw)
        return answer

    async def history(self) -> List[Dict[str, Any]]:
        status, body = await self.call("GET", "/history")
        assert status == 200, body
        return list(body["messages"])


@dataclass
class Server:
    """A running server."""

    url: str
    agent: Agent
    processor: Processor
    http: aiohttp.ClientSession
    stop: Callable[[], Awaitable[None]]

    async def chat(self, language: Optional[str] = None) -> Chat:
        return await Chat(self).open(language)

    @property
    def in_line(self) -> int:
        """How many wait for their turn in a conversation of the web channel, or have it."""
        locks = self.agent.lock_store.conversation_locks.items()
        return sum(len(lock.tickets) for name, lock in locks if name.startswith("turn:"))


def new_key() -> str:
    return str(uuid.uuid4())


def conversation_of(chat: Chat) -> str:
    return str(jwt.decode(chat.token, options={"verify_signature": False})["sub"])


def stored(path: Path, monkeypatch: Any) -> ConversationStore:
    """A conversation store in a folder, as another process would open it."""
    monkeypatch.setenv("KLYNGEBOT_DATABASE", str(path / "conversations.db"))
    return ConversationStore(domain())


class TouchUpOnce:
    """Sanic rewrites its own code when a server starts, which it cannot do twice in a process."""

    done = False
    run_first = staticmethod(TouchUp.run)

    @classmethod
    def run(cls, app: Sanic) -> None:
        if not cls.done:
            cls.run_first(app)
        cls.done = True


TouchUp.run = TouchUpOnce.run


@asynccontextmanager
async def serving(
    behaviour: Behaviour = echo,
    store: Optional[TrackerStore] = None,
    agent: Optional[Agent] = None,
    dist: Optional[Path] = None,
    cors: Any = None,
    channels: Optional[List[InputChannel]] = None,
    listening_on: str = "127.0.0.1",
    **settings: Any,
) -> AsyncIterator[Server]:
    """A server until the block ends; settings are those of `HttpSettings`.

    Args:
        channels: those to serve instead of the web channel.
        listening_on: the address the server believes that it listens on.
    """
    agent = agent or Agent(domain=domain(), tracker_store=store)
    processor = Processor(agent.tracker_store, behaviour)
    agent.processor = processor
    app = Sanic(f"web-{uuid.uuid4().hex}", configure_logging=False)
    app.ctx.agent = agent
    add_page(app, dist or ROOT / "nowhere")
    protect(app)
    rasa.server.configure_cors(app, cors)
    settings = {"secret": SECRET, "conversation_rate": 0, "address_rate": 0, **settings}
    register(channels or [WebInput(HttpSettings(**settings))], app, route="/webhooks/")
    listener = socket.socket()
    listener.bind(("127.0.0.1", 0))
    port = listener.getsockname()[1]
    server = await app.create_server(
        sock=listener, return_asyncio_server=True, asyncio_server_kwargs={"start_serving": False}
    )
    app.state.host = listening_on
    await server.startup()
    await server.before_start()
    await server.start_serving()
    try:
        async with aiohttp.ClientSession() as http:
            yield Server(f"http://127.0.0.1:{port}", agent, processor, http, server.before_stop)
    finally:
        await server.before_stop()
        server.close()
        await server.wait_closed()
        for connection in list(server.connections):
            connection.close()
        await asyncio.sleep(0)


def run(
    test: Callable[[Server], Awaitable[None]], behaviour: Behaviour = echo, **settings: Any
) -> None:
    """Run a test against a server; settings are those of `serving`."""

    async def whole() -> None:
        async with serving(behaviour, **settings) as server:
            await test(server)

    asyncio.run(whole())


class Held:
    """Answers when it is told to."""

    def __init__(self) -> None:
        self.started = asyncio.Event()
        self.released = asyncio.Event()

    async def __call__(self, message: UserMessage) -> List[BotUttered]:
        self.started.set()
        await self.released.wait()
        return [BotUttered(f"First: {message.text}"), BotUttered("Second")]


def run_held(test: Callable[[Server, Held], Awaitable[None]], **settings: Any) -> None:
    """Run a test against a server whose answers it holds back."""

    async def whole() -> None:
        held = Held()
        async with serving(held, **settings) as server:
            await test(server, held)

    asyncio.run(whole())
