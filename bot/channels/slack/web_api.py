"""Slack's Web API through slack_sdk, over one HTTP session for the life of the server."""

from __future__ import annotations

import asyncio
import time
from typing import Any, Dict, Mapping, Optional, Tuple

import aiohttp
from slack_sdk.errors import SlackApiError
from slack_sdk.http_retry.builtin_async_handlers import (
    AsyncConnectionErrorRetryHandler,
    AsyncRateLimitErrorRetryHandler,
)
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.webhook.async_client import AsyncWebhookClient

from bot.channels.slack.settings import DEFAULT_API_URL, SlackSettings
from bot.languages import of_user

RESPONSE_URL = "response_url"
PICTURE_FILE = "klyngebot.png"
EVENT_TYPE = "klyngebot_answer"  # of the metadata of our messages
_SECONDS = 20.0  # a call may take
_LOCALE_SECONDS = 2.0  # asking for the language of a user must not delay the answer more
_LOCALE_KEPT, _LOCALE_RETRY = 24 * 3600.0, 600.0
_MOST_LOCALES = 10_000
_HISTORY = 100  # messages looked through for one of ours
_CLOCK_SKEW = 600.0  # seconds between Slack's clock and ours

Call = Dict[str, Any]


class ResponseUrlError(Exception):
    """A response URL didn't take an answer; `status` of HTTP, and seconds to wait if it is 429."""

    def __init__(self, status: int, body: str, retry_after: Optional[str] = None) -> None:
        super().__init__(f"{status} {body[:200]}")
        self.status = status
        self.body = body
        self.retry_after = retry_after


class SlackWebApi:
    """The calls the channel makes.

    Two clients share the session. Posting retries nothing by itself: the SDK would post again
    after a broken connection, whether or not the first try had got through (see `delivery.py`).
    Reading uses the SDK's retries.
    """

    def __init__(self, settings: SlackSettings) -> None:
        """Must be made within the event loop."""
        self._session = aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=_SECONDS))
        self._settings = settings
        common: Dict[str, Any] = {
            "token": settings.bot_token,
            "base_url": settings.api_url,
            "proxy": settings.proxy,
            "session": self._session,
        }
        self.posting = AsyncWebClient(**common, retry_handlers=[])
        handlers = [AsyncConnectionErrorRetryHandler(2), AsyncRateLimitErrorRetryHandler(2)]
        self.reading = AsyncWebClient(**common, retry_handlers=handlers)
        self._locales: Dict[Tuple[str, str], Tuple[float, Optional[str]]] = {}

    async def call(self, call: Call) -> Mapping[str, Any]:
        """Make a call once: `{"method": …, "arguments": …}`, for a response URL with `url`.

        Raises:
            SlackApiError, ResponseUrlError: Slack said no.
            aiohttp.ClientError, asyncio.TimeoutError: Slack wasn't reached, or didn't answer.
        """
        if call["method"] == RESPONSE_URL:
            return await self._respond(call["url"], call["arguments"])
        response = await self.posting.api_call(call["method"], json=call["arguments"])
        data = response.data
        return data if isinstance(data, dict) else {}

    async def upload(self, png: bytes, title: str, alt_text: str) -> str:
        """Upload a picture and share it with nobody: a message shows it. Returns its id.

        Raises:
            SlackApiError, SlackRequestError: Slack said no.
            aiohttp.ClientError, asyncio.TimeoutError: Slack wasn't reached, or didn't answer.
        """
        answer = await self.reading.files_upload_v2(
            content=png, filename=PICTURE_FILE, title=title, alt_txt=alt_text
        )
        return str(answer["files"][0]["id"])

    async def is_posted(self, call: Call, since: float) -> bool:
        """Whether a message of ours with the metadata of this call stands in its channel.

        Args:
            since: when its task came, in seconds since 1970.
        """
        arguments = call["arguments"]
        channel = str(arguments["channel"])
        if channel.startswith(("U", "W")):
            opened = await self.reading.conversations_open(users=channel)
            channel = str(opened["channel"]["id"])
        options: Dict[str, Any] = {
            "channel": channel,
            "oldest": f"{since - _CLOCK_SKEW:.6f}",
            "limit": _HISTORY,
            "include_all_metadata": True,
        }
        if arguments.get("thread_ts"):
            thread = str(arguments["thread_ts"])
            found = await self.reading.conversations_replies(ts=thread, **options)
        else:
            found = await self.reading.conversations_history(**options)
        wanted = arguments["metadata"]["event_payload"]
        return any(
            (message.get("metadata") or {}).get("event_payload") == wanted
            for message in found["messages"]
        )

    async def language(self, team: str, user: str) -> Optional[str]:
        """Our language for the one a user has set in Slack; `None` if that isn't known."""
        kept = self._locales.get((team, user))
        if kept and kept[0] > time.monotonic():
            return kept[1]
        try:
            request = self.posting.users_info(user=user, include_locale=True)
            found = await asyncio.wait_for(request, _LOCALE_SECONDS)
            language = of_user(found["user"].get("locale"))
            until = time.monotonic() + _LOCALE_KEPT
        except (SlackApiError, aiohttp.ClientError, OSError, asyncio.TimeoutError):
            language, until = None, time.monotonic() + _LOCALE_RETRY
        if len(self._locales) >= _MOST_LOCALES:
            self._locales.clear()
        self._locales[team, user] = (until, language)
        return language

    def trusts(self, url: str) -> bool:
        """Whether a response URL is Slack's, or in tests that of the stand-in."""
        if url.startswith("https://hooks.slack.com/"):
            return True
        own = self._settings.api_url
        return own != DEFAULT_API_URL and url.startswith(own.split("/api")[0] + "/")

    async def close(self) -> None:
        """Close the session."""
        await self._session.close()

    async def _respond(self, url: str, body: Dict[str, Any]) -> Mapping[str, Any]:
        client = AsyncWebhookClient(
            url, session=self._session, proxy=self._settings.proxy, retry_handlers=[]
        )
        response = await client.send_dict(body)
        if response.status_code != 200:
            after = {name.lower(): value for name, value in response.headers.items()}
            raise ResponseUrlError(
                response.status_code, str(response.body), after.get("retry-after")
            )
        return {"ok": True}
