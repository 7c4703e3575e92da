"""The channel to a running bot over Slack: events signed and posted to it, a stand-in read.

The bot must have been started with these, which are the stand-in's own, and so must the scripts:

    export SLACK_API_URL=http://127.0.0.1:8765/api/
    export SLACK_BOT_TOKEN=xoxb-1-standin SLACK_SIGNING_SECRET=0123456789abcdef0123456789abcdef

Every conversation is one person's direct messages. A text that begins with "/" presses the button
with that payload. The stand-in refuses what Slack would refuse; a script fails on that, too.
"""

from __future__ import annotations

import asyncio
import importlib
import os
import re
import threading
import zlib
from typing import Any, Coroutine, Dict, List, Mapping
from urllib.parse import urlsplit

from bot.testing.channel import Channel, ChannelError, Message, Reply
from bot.testing.script import Button

API_URL = "SLACK_API_URL"
_STAND_IN = "tests.channels.slack_standin"
_TIMEOUT = 30.0  # seconds


class SlackChannel(Channel):
    """One workspace on loopback, in a thread of its own."""

    name = "Slack"

    def __init__(self, url: str) -> None:
        """Connect to the bot at `url`; begin to listen where it expects Slack's Web API.

        Raises:
            ChannelError: nobody answers there, it has no Slack channel, or the port is taken.
        """
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._thread.start()
        self._slack: Any = None
        self._sender: Any = None
        api = urlsplit(os.environ.get(API_URL, ""))
        if api.hostname not in ("127.0.0.1", "localhost") or not api.port:
            raise ChannelError(
                f"{API_URL} must name a port on this machine, such as http://127.0.0.1:8765/api/, "
                "here and where the bot was started."
            )
        try:
            stand_in = importlib.import_module(_STAND_IN)
        except ImportError as error:
            message = f"{_STAND_IN} is not there ({error}); run this in the project's folder."
            raise ChannelError(message) from error
        try:
            self._slack = self._wait_for(stand_in.SlackStandIn().start(api.port))
        except OSError as error:
            raise ChannelError(f"The port of {API_URL} is taken: {error}") from error
        webhook = f"{url.rstrip('/')}/webhooks/slack/webhook"
        self._sender = stand_in.EventSender(self._slack, webhook)
        self._run(self._sender.send({"type": "hello"}))

    def send(self, sender: str, text: str, metadata: Mapping[str, Any]) -> Reply:
        """Write a direct message, or press a button; the answer is complete when all parts came."""
        user = f"U{zlib.crc32(sender.encode('utf-8')):08X}"
        locale = metadata.get("locale") or metadata.get("language")
        self._slack.users.setdefault(user, {"locale": str(locale)} if locale else {})
        channel = self._slack.direct_channel(user)
        before = len(self._slack.posted(channel))
        if text.startswith("/"):
            self._run(self._press(user, channel, text))
        else:
            self._run(self._sender.direct(_escaped(text), user))
        self._run(self._slack.wait(lambda: self._complete(channel, before), _TIMEOUT))
        if self._slack.violations:
            raise ChannelError(f"Slack would have refused: {self._slack.violations[0]}")
        return Reply(tuple(_message(one) for one in self._slack.posted(channel)[before:]))

    def close(self) -> None:
        """Close the stand-in."""
        if self._sender:
            self._run(self._sender.close())
        if self._slack:
            self._run(self._slack.stop())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(5)

    async def _press(self, user: str, channel: str, payload: str) -> None:
        """Press the latest button with this payload, or one in a message made for it."""
        for message in reversed(self._slack.posted(channel)):
            for button in _buttons(message):
                if button.get("value") == payload:
                    await self._act(button, message, user, channel)
                    return
        ts = self._slack.next_ts()
        button = {"type": "button", "action_id": "made", "value": payload}
        await self._act(button, {"ts": ts, "blocks": [], "text": "…"}, user, channel)

    async def _act(
        self, button: Dict[str, Any], message: Dict[str, Any], user: str, channel: str
    ) -> None:
        container = {"type": "message", "message_ts": message["ts"], "channel_id": channel}
        await self._sender.act(
            button, user, container=container, message=message, channel={"id": channel}
        )

    def _complete(self, channel: str, before: int) -> bool:
        new = self._slack.posted(channel)[before:]
        return bool(new) and len(new) >= new[0]["metadata"]["event_payload"]["parts"]

    def _run(self, coroutine: Coroutine[Any, Any, Any]) -> Any:
        try:
            return self._wait_for(coroutine)
        except (OSError, AssertionError) as error:
            address = self._sender.webhook if self._sender else "the bot"
            message = f"{address} does not answer over Slack ({error or type(error).__name__})."
            raise ChannelError(
                f"{message} Was it started with {API_URL}? See {__name__}."
            ) from None

    def _wait_for(self, coroutine: Coroutine[Any, Any, Any]) -> Any:
        return asyncio.run_coroutine_threadsafe(coroutine, self._loop).result(_TIMEOUT + 5)


def _buttons(message: Mapping[str, Any]) -> List[Dict[str, Any]]:
    return [
        element
        for block in message.get("blocks") or []
        if block["type"] == "actions"
        for element in block["elements"]
    ]


def _message(posted: Mapping[str, Any]) -> Message:
    """What a person sees: the sections, as the Markdown they were made from, and the buttons."""
    blocks = posted.get("blocks") or []
    texts = [block["text"]["text"] for block in blocks if block["type"] == "section"]
    buttons = tuple(Button(one["text"]["text"], one.get("value")) for one in _buttons(posted))
    return Message(markdown_of("\n".join(texts) or str(posted.get("text") or "")), buttons)


def markdown_of(mrkdwn: str) -> str:
    """Slack's mrkdwn as Markdown."""
    text = mrkdwn.replace("\u200b", "").replace("\u2060", "")
    text = re.sub(r"(?<![\w*])\*([^\s*](?:[^*\n]*[^\s*])?)\*(?![\w*])", r"**\1**", text)
    text = re.sub(r"<([^<>|]+)\|([^<>]+)>", r"[\2](\1)", text)
    text = re.sub(r"<([^<>|]+)>", r"\1", text)
    text = re.sub(r"(?m)^( *)[•◦] ", r"\1- ", text)
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def _escaped(text: str) -> str:
    """What Slack makes of typed text."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
