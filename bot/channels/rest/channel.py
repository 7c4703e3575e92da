"""The REST channel: `/webhooks/rest`, as docs/rest-channel.md describes it.

Rasa's own answers every failure with an empty list, puts all who name no sender in one
conversation, takes any "/intent" that is typed for understood, and is open to everyone.
"""

from __future__ import annotations

import asyncio
import json
from typing import Any, Awaitable, Callable, Dict, List, Optional, Set

from rasa.core.agent import Agent
from rasa.core.channels.channel import InputChannel, UserMessage
from sanic import Blueprint, Sanic, response
from sanic.request import Request
from sanic.response import BaseHTTPResponse

from bot.channels.http.errors import RateLimitedError, StartingError
from bot.channels.http.gate import Gate
from bot.channels.limits import RateLimit
from bot.channels.payloads import Payloads
from bot.channels.rest.access import Access
from bot.channels.rest.answering import RestAnswering
from bot.channels.rest.incoming import CHANNEL, RestMessage, body_in, message_in
from bot.channels.rest.settings import RestSettings

_RETRY_SECONDS = 5
_SHUTDOWN_SECONDS = 10.0
_HEADERS = {"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff"}
_STREAM = "text/event-stream; charset=utf-8"  # as Rasa's has it, though the lines are JSON


class RestInput(InputChannel):
    """The channel of scripts and integrations."""

    def __init__(self, settings: Optional[RestSettings] = None) -> None:
        """Set up from the environment, unless settings are given.

        Raises:
            RasaException: a setting makes no sense.
        """
        settings = settings or RestSettings.from_environment()
        self._settings = settings.shared
        self._access = Access(settings.token)
        self._messages = RateLimit(self._settings.conversation_rate)
        self._gate = Gate(self._settings)
        self._running: Set[asyncio.Task[Any]] = set()
        self._stopping = False

    @classmethod
    def name(cls) -> str:
        """The name in `/webhooks/rest`, and of the channel in trackers."""
        return CHANNEL

    @classmethod
    def from_credentials(cls, credentials: Optional[Dict[str, Any]]) -> RestInput:
        """The channel; everything about it is set by environment variables."""
        return cls()

    def blueprint(self, on_new_message: Callable[[UserMessage], Awaitable[Any]]) -> Blueprint:
        """The routes of the channel, for Rasa's server."""
        blueprint = self._gate.blueprint("rest_channel")
        self._gate.add(blueprint, "/", {"GET": self._health})
        self._gate.add(blueprint, "/webhook", {"POST": self._webhook})

        @blueprint.listener("before_server_start")
        async def start(app: Sanic, _: Any) -> None:
            self._answer = RestAnswering(
                on_new_message,
                lambda: app.ctx.agent,
                self._settings.turn_seconds,
                self._settings.message_length,
            )
            self._stopping = False

        @blueprint.listener("before_server_stop")
        async def stop(app: Sanic, _: Any) -> None:
            self._stopping = True
            if self._running:
                await asyncio.wait(set(self._running), timeout=_SHUTDOWN_SECONDS)

        return blueprint

    async def _health(self, request: Request) -> BaseHTTPResponse:
        self._access.check(request)
        return response.json({"status": "ok"}, headers=_HEADERS)

    async def _webhook(self, request: Request) -> Optional[BaseHTTPResponse]:
        self._access.check(request)
        agent = self._agent(request)
        message = message_in(body_in(request), Payloads.of(agent.domain))
        request.ctx.language = message.language
        wait = self._messages.take(message.sender)
        if wait:
            raise RateLimitedError("Too many messages of the sender", retry_after=wait)
        if request.args.get("stream", "").lower() in ("true", "1"):
            await self._stream(request, message)
            return None
        turn = self._start(message, self._gate.language(request), lambda _: None)
        # The turn goes on when its reader leaves, so that nothing is left half done.
        return response.json(await asyncio.shield(turn), headers=_HEADERS)

    async def _stream(self, request: Request, message: RestMessage) -> None:
        """Each message of the answer as a line of JSON, as soon as it is there."""
        queue: asyncio.Queue[Optional[Dict[str, Any]]] = asyncio.Queue()
        turn = self._start(message, self._gate.language(request), queue.put_nowait)
        turn.add_done_callback(lambda _: queue.put_nowait(None))
        stream = await request.respond(headers=_HEADERS, content_type=_STREAM)
        while (said := await queue.get()) is not None:
            await stream.send(json.dumps(said) + "\n")
        await stream.eof()

    def _start(
        self,
        message: RestMessage,
        language: Optional[str],
        receive: Callable[[Dict[str, Any]], None],
    ) -> asyncio.Task[List[Dict[str, Any]]]:
        turn = asyncio.get_running_loop().create_task(self._answer(message, language, receive))
        self._running.add(turn)
        turn.add_done_callback(self._running.discard)
        return turn

    def _agent(self, request: Request) -> Agent:
        """The agent; raises `StartingError` when it cannot answer now."""
        agent = getattr(request.app.ctx, "agent", None)
        if self._stopping or agent is None or not agent.is_ready():
            raise StartingError(retry_after=_RETRY_SECONDS)
        return agent
