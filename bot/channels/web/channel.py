"""The web channel: `/webhooks/web`, as docs/web-channel.md describes it."""

from __future__ import annotations

import logging
from dataclasses import replace
from datetime import datetime, timezone
from typing import Any, Awaitable, Callable, Dict, Mapping, Optional

from rasa.core.agent import Agent
from rasa.core.channels.channel import InputChannel, UserMessage
from sanic import Blueprint, Sanic, response
from sanic.request import Request
from sanic.response import BaseHTTPResponse

from bot.channels.http.conversations import Conversations
from bot.channels.http.errors import (
    NotFoundError,
    RateLimitedError,
    StartingError,
    UnauthorizedError,
)
from bot.channels.http.gate import Gate
from bot.channels.http.secret import kept_secret
from bot.channels.http.settings import HttpSettings
from bot.channels.http.wording import CHANNEL
from bot.channels.limits import RateLimit
from bot.channels.payloads import Payloads
from bot.channels.web import sse
from bot.channels.web.answering import Answering
from bot.channels.web.history import history
from bot.channels.web.incoming import feedback_in, json_in, language_in, message_in
from bot.channels.web.tokens import Session, Tokens, new_conversation
from bot.channels.web.turns import Turn, Turns

logger = logging.getLogger(__name__)

_RETRY_SECONDS = 5
_SHUTDOWN_SECONDS = 10.0
_NO_STORE = {"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff"}


class WebInput(InputChannel):
    """The channel of the chat on web pages."""

    def __init__(self, settings: Optional[HttpSettings] = None) -> None:
        """Set up from the environment, unless settings are given.

        Raises:
            RasaException: a setting makes no sense, or the secret cannot be kept.
        """
        self._settings = settings or HttpSettings.from_environment()
        secret = self._settings.secret or kept_secret(self._settings.secret_file)
        self._tokens = Tokens(secret, self._settings.session_seconds)
        self._messages = RateLimit(self._settings.conversation_rate)
        self._gate = Gate(self._settings)
        self._stopping = False

    @classmethod
    def name(cls) -> str:
        """The name in `/webhooks/web`, and of the channel in trackers."""
        return CHANNEL

    @classmethod
    def from_credentials(cls, credentials: Optional[Dict[str, Any]]) -> WebInput:
        """The channel; everything about it is set by environment variables."""
        return cls()

    def blueprint(self, on_new_message: Callable[[UserMessage], Awaitable[Any]]) -> Blueprint:
        """The routes of the channel, for Rasa's server."""
        blueprint = self._gate.blueprint("web_channel")
        self._gate.add(blueprint, "/session", {"POST": self._session})
        self._gate.add(blueprint, "/message", {"POST": self._message})
        self._gate.add(blueprint, "/history", {"GET": self._history, "DELETE": self._delete})
        self._gate.add(blueprint, "/feedback", {"POST": self._feedback})
        self._gate.add(blueprint, "/<rest:path>", {})

        @blueprint.listener("before_server_start")
        async def start(app: Sanic, _: Any) -> None:
            answering = Answering(
                on_new_message,
                lambda: app.ctx.agent,
                self._settings.turn_seconds,
                self._settings.message_length,
            )
            self._turns = Turns(answering)
            self._stopping = False

        @blueprint.listener("before_server_stop")
        async def stop(app: Sanic, _: Any) -> None:
            self._stopping = True
            await self._turns.wait(_SHUTDOWN_SECONDS)

        return blueprint

    async def _session(self, request: Request) -> BaseHTTPResponse:
        body = json_in(request, optional=True)
        language = language_in(body)
        request.ctx.language = language
        try:
            known = self._who(request)
            session = Session(known.conversation, language or known.language)
        except UnauthorizedError:
            session = Session(new_conversation(), language)
        answer = {
            "token": self._tokens.issue(session),
            "expires_in": self._settings.session_seconds,
            "limits": {"message_length": self._settings.message_length},
        }
        return response.json(answer, headers=_NO_STORE)

    async def _message(self, request: Request) -> None:
        session, agent = self._who(request), self._agent(request)
        self._limit(session)
        body = json_in(request)
        message = message_in(body, Payloads.of(agent.domain))
        request.ctx.language = message.language or session.language
        message = replace(message, language=self._gate.language(request))
        turn = self._turns.start(Turn(session.conversation, message))
        stream = await request.respond(headers=dict(sse.HEADERS), content_type=sse.CONTENT_TYPE)
        async for part in turn.follow(self._settings.keep_alive_seconds):
            await stream.send(part)
        await stream.eof()

    async def _history(self, request: Request) -> BaseHTTPResponse:
        session, agent = self._who(request), self._agent(request)
        events = await Conversations(agent).events(session.conversation)
        return response.json({"messages": history(events)}, headers=_NO_STORE)

    async def _delete(self, request: Request) -> BaseHTTPResponse:
        session, agent = self._who(request), self._agent(request)
        conversations = self._conversations(agent)
        async with conversations.turn_of(session.conversation):
            await conversations.delete(session.conversation)
        return response.empty(headers=_NO_STORE)

    async def _feedback(self, request: Request) -> BaseHTTPResponse:
        session, agent = self._who(request), self._agent(request)
        self._limit(session)
        feedback = feedback_in(json_in(request))
        conversations = self._conversations(agent)
        async with conversations.turn_of(session.conversation):
            messages = history(await conversations.events(session.conversation))
            if not any(m["role"] == "bot" and m["id"] == feedback.message for m in messages):
                raise NotFoundError("There is no such message in the conversation")
            now = datetime.now(timezone.utc).isoformat(timespec="seconds")
            kept: Mapping[str, Any] = {**vars(feedback), "time": now}
            await conversations.set_feedback(session.conversation, dict(kept))
        return response.empty(headers=_NO_STORE)

    def _who(self, request: Request) -> Session:
        """The session of a request; raises `UnauthorizedError`."""
        scheme, _, token = request.headers.get("Authorization", "").partition(" ")
        if scheme.lower() != "bearer" or not token.strip():
            raise UnauthorizedError("There is no header 'Authorization: Bearer <token>'")
        session = self._tokens.read(token.strip())
        request.ctx.language = session.language
        return session

    def _agent(self, request: Request) -> Agent:
        """The agent; raises `StartingError` when it cannot answer now."""
        agent = getattr(request.app.ctx, "agent", None)
        if self._stopping or agent is None or not agent.is_ready():
            raise StartingError(retry_after=_RETRY_SECONDS)
        return agent

    def _limit(self, session: Session) -> None:
        wait = self._messages.take(session.conversation)
        if wait:
            raise RateLimitedError("Too many messages in the conversation", retry_after=wait)

    def _conversations(self, agent: Agent) -> Conversations:
        return Conversations(agent, self._settings.turn_seconds * 2)
