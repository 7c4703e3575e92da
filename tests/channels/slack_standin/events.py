"""Events, interactions and slash commands as Slack sends them, signed by the SDK."""

from __future__ import annotations

import itertools
import json
import time
import uuid
from typing import Any, Dict, List, Mapping, Optional, Tuple
from urllib.parse import urlencode

import aiohttp
from slack_sdk.signature import SignatureVerifier

from tests.channels.slack_standin.server import BOT_USER, SIGNING_SECRET, TEAM, SlackStandIn

Json = Dict[str, Any]


def signed(
    body: str, secret: str = SIGNING_SECRET, stamp: Optional[float] = None
) -> Dict[str, str]:
    """The headers with which Slack signs a body."""
    timestamp = str(int(time.time() if stamp is None else stamp))
    signature = SignatureVerifier(secret).generate_signature(timestamp=timestamp, body=body)
    return {"X-Slack-Request-Timestamp": timestamp, "X-Slack-Signature": str(signature)}


class EventSender:
    """What people do in the stand-in's workspace, told to the bot.

    Every method returns the body it sent, so that it can be sent again.
    """

    def __init__(self, slack: SlackStandIn, webhook: str) -> None:
        self.slack = slack
        self.webhook = webhook
        self._session: Optional[aiohttp.ClientSession] = None
        self._numbers = itertools.count(1)

    async def close(self) -> None:
        """Close the connections."""
        if self._session:
            await self._session.close()

    async def post(
        self, body: str, headers: Mapping[str, str], content_type: str = "application/json"
    ) -> Tuple[int, str]:
        """Post a body as it is; returns status and text of the answer."""
        if self._session is None:
            connector = aiohttp.TCPConnector(limit=0)
            self._session = aiohttp.ClientSession(connector=connector)
        data = body.encode("utf-8")
        sent = {"Content-Type": content_type, **headers}
        async with self._session.post(self.webhook, data=data, headers=sent) as answer:
            return answer.status, await answer.text()

    async def send(self, body: Json, retry: Optional[Tuple[int, str]] = None) -> Json:
        """Send an event callback; with `retry`, as the n-th retry and its reason."""
        text, headers = json.dumps(body), {}
        if retry:
            headers = {"X-Slack-Retry-Num": str(retry[0]), "X-Slack-Retry-Reason": retry[1]}
        status, answer = await self.post(text, {**signed(text), **headers})
        assert status == 200, f"{status} {answer}"
        return body

    async def send_form(self, fields: Mapping[str, str]) -> None:
        """Send a slash command or an interaction."""
        text = urlencode(fields)
        form = "application/x-www-form-urlencoded"
        status, answer = await self.post(text, signed(text), form)
        assert (status, answer) == (200, ""), f"{status} {answer}"

    def event(self, event: Json) -> Json:
        """An event in its envelope."""
        return {
            "token": "old", "team_id": TEAM, "api_app_id": "A1", "type": "event_callback",
            "event_id": f"Ev{uuid.uuid4().hex[:10]}", "event_time": int(time.time()),
            "event": event,
            "authorizations": [
                {"enterprise_id": None, "team_id": TEAM, "user_id": BOT_USER, "is_bot": True}
            ],
        }  # fmt: skip

    def written(
        self, text: str, user: str, channel: str, thread: Optional[str] = None, **more: Any
    ) -> Json:
        """A `message` event: somebody wrote something."""
        kinds = {"D": "im", "G": "group"}
        event: Json = {
            "type": "message", "user": user, "text": text, "ts": self.slack.next_ts(),
            "channel": channel, "channel_type": kinds.get(channel[:1], "channel"),
            "event_ts": str(time.time()), **({"thread_ts": thread} if thread else {}), **more,
        }  # fmt: skip
        self.slack.place(channel).messages.append(
            {k: v for k, v in event.items() if k in ("type", "user", "text", "ts", "thread_ts")}
        )
        return self.event(event)

    async def direct(self, text: str, user: str = "U1", **more: Any) -> Json:
        """A direct message to the bot."""
        return await self.send(self.written(text, user, self.slack.direct_channel(user), **more))

    async def mention(
        self, text: str, user: str = "U1", channel: str = "C1", thread: Optional[str] = None
    ) -> Json:
        """A mention, told twice as Slack does: as `app_mention` and as `message`."""
        message = self.written(f"<@{BOT_USER}> {text}".strip(), user, channel, thread)
        event = {k: v for k, v in message["event"].items() if k != "channel_type"}
        await self.send(self.event({**event, "type": "app_mention"}))
        return await self.send(message)

    async def command(self, text: str, user: str = "U1", channel: str = "C1") -> str:
        """A slash command; returns the name under which its answers are kept."""
        name = f"r{next(self._numbers)}"
        await self.send_form(
            {
                "token": "old", "team_id": TEAM, "team_domain": "klyngene", "channel_id": channel,
                "channel_name": "general", "user_id": user, "user_name": "kari",
                "command": "/klynge", "text": text, "api_app_id": "A1",
                "response_url": f"{self.slack.url.replace('/api/', '/response/')}{name}",
                "trigger_id": f"{time.time()}.{uuid.uuid4().hex}",
            }
        )  # fmt: skip
        return name

    async def home(self, user: str = "U1", tab: str = "home") -> Json:
        """The user opens a tab of the app."""
        channel = self.slack.direct_channel(user)
        event = {"type": "app_home_opened", "user": user, "channel": channel, "tab": tab}
        return await self.send(self.event({**event, "event_ts": str(time.time())}))

    async def press(self, message: Json, channel: str, title: str, user: str = "U1") -> Json:
        """Press the button with this title in a posted message."""
        container = {
            "type": "message", "message_ts": message["ts"], "channel_id": channel,
            "is_ephemeral": False,
        }  # fmt: skip
        if message.get("thread_ts"):
            container["thread_ts"] = message["thread_ts"]
        name = "directmessage" if channel.startswith("D") else "general"
        body = {
            "container": container, "message": message, "channel": {"id": channel, "name": name},
        }  # fmt: skip
        return await self.act(button_in(message["blocks"], title), user, **body)

    async def press_ephemeral(
        self, name: str, index: int, title: str, user: str = "U1", channel: str = "C1"
    ) -> Json:
        """Press a button in an answer only the user sees; Slack doesn't send the message along."""
        blocks = self.slack.ephemeral[name][index]["blocks"]
        container = {
            "type": "message", "message_ts": f"1000.{index:06d}", "channel_id": channel,
            "is_ephemeral": True,
        }  # fmt: skip
        body = {"container": container, "channel": {"id": channel, "name": "general"}}
        url = f"{self.slack.url.replace('/api/', '/response/')}{name}-{index}"
        return await self.act(button_in(blocks, title), user, response_url=url, **body)

    async def press_home(self, title: str, user: str = "U1") -> Json:
        """Press a button on the Home tab."""
        action = button_in(self.slack.views[user]["blocks"], title)
        return await self.act(action, user, container={"type": "view", "view_id": "V1"})

    async def choose_language(self, language: str, user: str = "U1") -> Json:
        """Choose a language on the Home tab."""
        action = {
            "type": "radio_buttons", "action_id": "language", "block_id": "b",
            "selected_option": {"value": language},
        }  # fmt: skip
        return await self.act(action, user, container={"type": "view", "view_id": "V1"})

    async def act(self, action: Json, user: str, **more: Any) -> Json:
        """An interaction."""
        body: Json = {
            "type": "block_actions", "user": {"id": user, "team_id": TEAM}, "api_app_id": "A1",
            "team": {"id": TEAM, "domain": "klyngene"}, "trigger_id": uuid.uuid4().hex,
            "response_url": "", "actions": [{**action, "action_ts": f"{time.time():.6f}"}], **more,
        }  # fmt: skip
        await self.send_form({"payload": json.dumps(body)})
        return body


def button_in(blocks: List[Json], title: str) -> Json:
    """The button with this title, as it stands in the payload of its press."""
    for number, block in enumerate(blocks):
        for element in block.get("elements") or []:
            if element.get("type") == "button" and element["text"]["text"] == title:
                return {**element, "block_id": block.get("block_id", f"given{number}")}
    raise AssertionError(f"there is no button '{title}'")
