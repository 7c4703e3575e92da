"""Socket Mode: the bot fetches events over a connection of its own, and needs no public address."""

from __future__ import annotations

import asyncio
import logging
from typing import Any, Awaitable, Callable, Dict, Optional

from slack_sdk.socket_mode.aiohttp import SocketModeClient
from slack_sdk.socket_mode.async_client import AsyncBaseSocketModeClient
from slack_sdk.socket_mode.request import SocketModeRequest
from slack_sdk.socket_mode.response import SocketModeResponse
from slack_sdk.web.async_client import AsyncWebClient

from bot.channels.slack.settings import SlackSettings
from bot.channels.slack.troubles import Troubles

logger = logging.getLogger(__name__)
_KINDS = ("events_api", "interactive", "slash_commands")
_TRY_AGAIN = 30.0  # seconds


class SocketMode:
    """Keeps a connection to Slack, and hands on what comes over it.

    Args:
        accept: keeps an event; only then is Slack told that it was received.
    """

    def __init__(
        self,
        settings: SlackSettings,
        accept: Callable[[Dict[str, Any]], Awaitable[None]],
        troubles: Troubles,
    ) -> None:
        self._settings = settings
        self._accept = accept
        self._troubles = troubles
        self._client: Optional[SocketModeClient] = None
        self._connecting: Optional[asyncio.Task[None]] = None

    def start(self) -> None:
        """Connect in the background, again and again until it works; the SDK keeps it open."""
        self._connecting = asyncio.get_running_loop().create_task(self._connect())

    async def stop(self) -> None:
        """Close the connection; Slack sends what comes now to another, or later."""
        if self._connecting:
            self._connecting.cancel()
        if self._client:
            await self._client.close()  # type: ignore[no-untyped-call]

    async def _connect(self) -> None:
        settings = self._settings
        web = AsyncWebClient(base_url=settings.api_url, proxy=settings.proxy)
        quiet = logging.getLogger(f"{__name__}.client")
        quiet.setLevel(logging.CRITICAL)  # it logs every failed try; `Troubles` logs the first
        self._client = SocketModeClient(
            str(settings.app_token), quiet, web, proxy=settings.proxy, ping_interval=10
        )
        self._client.socket_mode_request_listeners.append(self._receive)
        while True:
            try:
                await self._client.connect_to_new_endpoint()
                self._troubles.over("socket")
                return
            except Exception as error:
                self._troubles.note(
                    "socket",
                    f"Socket Mode cannot connect ({error}). Is SLACK_APP_TOKEN an app-level token "
                    "with the scope connections:write, and Socket Mode switched on in the app?",
                )
                await asyncio.sleep(_TRY_AGAIN)

    async def _receive(self, client: AsyncBaseSocketModeClient, request: SocketModeRequest) -> None:
        if request.type in _KINDS:
            try:
                await self._accept(dict(request.payload))
            except Exception as error:  # not acknowledged, so Slack sends it again
                reason = type(error).__name__
                self._troubles.note("database", f"an event could not be kept ({reason})")
                return
        await client.send_socket_mode_response(SocketModeResponse(request.envelope_id))
