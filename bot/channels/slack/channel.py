"""The channel: webhook, start and stop. Named in `credentials.yml` as its class."""

from __future__ import annotations

import asyncio
import logging
import os
import time
from http import HTTPStatus
from typing import Any, Dict, List, Optional

import aiohttp
from rasa.core.channels.channel import InputChannel, OutputChannel
from rasa.core.channels.slack import SlackInput
from sanic import Blueprint, Sanic, response
from sanic.request import Request
from sanic.response import HTTPResponse
from slack_sdk.errors import SlackApiError
from slack_sdk.signature import SignatureVerifier

from bot.channels.slack import conversation_ids as ids
from bot.channels.slack.answers import Answers, OnNewMessage, posts
from bot.channels.slack.background import BackgroundStore
from bot.channels.slack.blocks import Renderer
from bot.channels.slack.check import token_problems
from bot.channels.slack.conversations import Conversations
from bot.channels.slack.delivery import Delivery, UndeliverableError, outcome
from bot.channels.slack.incoming import read
from bot.channels.slack.output import SlackOutput
from bot.channels.slack.settings import SlackSettings
from bot.channels.slack.signed_requests import (
    LARGEST_BODY,
    BadRequestError,
    is_authentic,
    parse_body,
)
from bot.channels.slack.socket_mode import SocketMode
from bot.channels.slack.store import SlackStore, Stored
from bot.channels.slack.tasks import MESSAGE, Task
from bot.channels.slack.troubles import Troubles
from bot.channels.slack.web_api import SlackWebApi
from bot.channels.slack.worker import Worker
from bot.channels.wording import Wording
from bot.database_address import database_url

logger = logging.getLogger(__name__)
STOP_SECONDS = 10.0  # for finishing what is under way
_VERIFY_AGAIN = 30.0
_GONE = ("tokens_revoked", "app_uninstalled")


class SlackChannel(SlackInput):
    """Rasa's Slack channel, made to be installed once and forgotten.

    Off, with one line in the log, when nothing is set; and when something is wrong, with a line
    that says what and how to put it right. The other channels of the server go on.
    """

    def __init__(self, settings: SlackSettings, database: Optional[Any] = None) -> None:
        """See `SlackSettings`.

        Args:
            database: SQLAlchemy's address; else that of the tracker store.
        """
        super().__init__(
            slack_token=settings.bot_token or "",
            proxy=settings.proxy,
            slack_signing_secret=settings.signing_secret or "",
        )
        self.settings = settings
        self.problems = settings.problems()
        self.troubles = Troubles()
        self.worker: Optional[Worker] = None
        self._database = database
        self._answers: Optional[Answers] = None
        self._web: Optional[SlackWebApi] = None
        self._socket: Optional[SocketMode] = None
        self._verifying: Optional[asyncio.Task[None]] = None
        self._renderer: Optional[Renderer] = None
        self._delivery: Optional[Delivery] = None

    @classmethod
    def from_credentials(cls, credentials: Optional[Dict[str, Any]]) -> InputChannel:
        """The channel as the environment, or `credentials.yml`, says."""
        channel = cls(SlackSettings.read(credentials))
        if channel.settings.nothing_set:
            logger.warning("Slack is off: SLACK_BOT_TOKEN is not set (see docs/slack.md).")
        for problem in channel.problems:
            logger.error("Slack is off: %s `make slack-check` checks the settings.", problem)
        return channel

    @property
    def is_on(self) -> bool:
        """Whether the settings are complete and look right."""
        return not self.settings.nothing_set and not self.problems

    def blueprint(self, on_new_message: OnNewMessage) -> Blueprint:
        """The routes under `/webhooks/slack/`; none when the channel is off."""
        blueprint = Blueprint("slack_webhook", __name__)
        if not self.is_on:
            return blueprint

        @blueprint.listener("after_server_start")
        async def start(app: Sanic, loop: Any) -> None:
            await self.start(app, on_new_message)

        @blueprint.listener("before_server_stop")
        async def stop(app: Sanic, loop: Any) -> None:
            await self.stop()

        @blueprint.route("/", methods=["GET"])
        async def health(request: Request) -> HTTPResponse:
            return response.json({"status": "ok"})

        if self.settings.over_http:
            verifier = SignatureVerifier(str(self.settings.signing_secret))

            @blueprint.route("/webhook", methods=["POST"])
            async def webhook(request: Request) -> HTTPResponse:
                return await self._webhook(request, verifier)

        return blueprint

    async def start(self, app: Sanic, on_new_message: OnNewMessage) -> None:
        """Open the database and the connection to Slack, and take up what was left unfinished."""
        conversations = Conversations(lambda: getattr(app.ctx, "agent", None))
        background = BackgroundStore()
        url = self._database or conversations.database or database_url()
        store = await background(SlackStore, url)
        wording = _wording_of(conversations)
        self._web = SlackWebApi(self.settings)
        self._delivery = Delivery(self._web, self.troubles)
        self._renderer = Renderer(wording)
        self._answers = Answers(
            self.settings, on_new_message, conversations, wording, store, background, self._web
        )
        self.worker = Worker(store, background, self._answers, self._delivery, self.troubles)
        self.worker.start()
        self._verifying = asyncio.get_running_loop().create_task(self._verify(self._web))
        if self.settings.over_socket:
            self._socket = SocketMode(self.settings, self.accept, self.troubles)
            self._socket.start()

    async def stop(self) -> None:
        """Finish what is under way; what isn't, the next start takes up."""
        if self._verifying:
            self._verifying.cancel()
        if self._socket:
            await self._socket.stop()
        if self.worker:
            await self.worker.stop(STOP_SECONDS)
        if self._web:
            await self._web.close()
        self.worker = None

    async def accept(self, body: Dict[str, Any]) -> None:
        """Take on what Slack tells; when this returns, Slack may be told that it was received.

        Raises:
            Exception: it could not be kept; Slack must send it again.
        """
        if self.worker is None:
            raise RuntimeError("the channel has not started")
        event = body.get("event") if body.get("type") == "event_callback" else None
        if isinstance(event, dict) and event.get("type") in _GONE:
            message = f"the app was taken out of a workspace or its token revoked ({event['type']})"
            self.troubles.note("token", message)
            return
        task = read(body, self._answers.bot_user if self._answers else None)
        if task is not None and self._may_answer(task):
            await self.worker.admit(task)

    def get_output_channel(
        self, channel: Optional[str] = None, thread_id: Optional[str] = None
    ) -> OutputChannel:
        """Sends at once, to the place of a conversation: for messages that answer nothing."""
        return SlackOutput(self._send_unasked)

    def _validate_credentials(self) -> None:
        """`SlackSettings` has done so; an exception here would stop the other channels."""

    def _may_answer(self, task: Task) -> bool:
        url = task.response_url
        return url is None or self._web is None or self._web.trusts(url)

    async def _webhook(self, request: Request, verifier: SignatureVerifier) -> HTTPResponse:
        if len(request.body) > LARGEST_BODY:
            return response.text("The body is too large.", HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
        if not is_authentic(verifier, request.body, request.headers):
            return response.text("The request is not signed by Slack.", HTTPStatus.BAD_REQUEST)
        try:
            body = parse_body(request.body, request.headers.get("content-type", ""))
        except BadRequestError as error:
            return response.text(str(error), HTTPStatus.BAD_REQUEST)
        if body.get("type") == "url_verification":
            return response.json({"challenge": str(body.get("challenge", ""))})
        try:
            await self.accept(body)
        except Exception as error:
            reason = type(error).__name__
            self.troubles.note("database", f"an event could not be kept ({reason}); Slack retries")
            return response.text("Try again.", HTTPStatus.SERVICE_UNAVAILABLE)
        self.troubles.over("database")
        return response.empty(HTTPStatus.OK)

    async def _verify(self, web: SlackWebApi) -> None:
        """Find out who the bot is and what is wrong with the token; again if Slack is away."""
        while True:
            try:
                found = await web.reading.auth_test()
            except SlackApiError as error:
                status, code, _ = outcome(error)
                if status >= 500 or status == 429:
                    self.troubles.note("slack", f"Slack has an error ({status} {code}); retrying")
                    await asyncio.sleep(_VERIFY_AGAIN)
                    continue
                for problem in token_problems(error=error):
                    self.troubles.note("token", problem)
                return
            except (aiohttp.ClientError, asyncio.TimeoutError, OSError) as error:
                reason = type(error).__name__
                self.troubles.note("network", f"Slack cannot be reached ({reason})")
                await asyncio.sleep(_VERIFY_AGAIN)
                continue
            if self._answers:
                self._answers.bot_user = str(found.get("user_id") or "") or None
            for problem in token_problems(response=found):
                self.troubles.note("scopes", problem)
            logger.warning(
                "Slack is on: %s in the workspace %s.", found.get("user"), found.get("team")
            )
            return

    async def _send_unasked(self, conversation: str, message: Dict[str, Any]) -> None:
        place = ids.place_of(conversation)
        if place is None or self._renderer is None or self._delivery is None:
            logger.error("Slack: a message has no place to go to")
            return
        channel, thread = place
        key = f"unasked:{conversation}:{message.get('timestamp') or os.urandom(8).hex()}"
        task = Task(key, MESSAGE, "", "", conversation, channel=channel, thread=thread)
        for call in posts(Stored(task, time.time()), self._renderer.render(message)):
            try:
                await self._delivery.deliver(call, time.time())
            except UndeliverableError:
                return


def _wording_of(conversations: Conversations) -> Wording:
    """The wording of the loaded model; without a model, that of the files."""
    file: List[Wording] = []

    def responses() -> Any:
        domain = conversations.domain
        if domain is not None:
            return domain.responses
        if not file:
            file.append(Wording.of_file())
        return file[0].responses()

    return Wording(responses)
