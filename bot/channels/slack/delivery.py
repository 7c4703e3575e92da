"""Delivers an answer to Slack: every message once, in order, however Slack or the network behaves.

A call that Slack turned down because there were too many (429) or that never reached it is made
again. After a broken connection, a timeout or an error on Slack's side nobody knows whether the
message was posted; so each carries metadata, and the channel is looked through before the call is
made again.
"""

from __future__ import annotations

import asyncio
import logging
import random
import time
from typing import Any, Callable, Dict, Optional

import aiohttp
from slack_sdk.errors import SlackApiError

from bot.channels.deliveries import DELIVERED, FAILED, count_delivery
from bot.channels.slack.pictures import Pictures, shows_files, without_pictures
from bot.channels.slack.settings import BOT_TOKEN, SCOPES
from bot.channels.slack.troubles import Troubles
from bot.channels.slack.web_api import Call, ResponseUrlError, SlackWebApi

logger = logging.getLogger(__name__)
POST = "chat.postMessage"
_UNREADY = 3  # tries while Slack may still be reading a file it has just been given
GIVE_UP = 3600.0  # seconds after which an answer isn't wanted any more

_RATE_LIMITED = ("ratelimited", "rate_limited", "message_limit_exceeded")
#: Errors after which the call may have worked.
_UNSURE = ("internal_error", "fatal_error", "service_unavailable", "request_timeout")
#: Errors of the token: nothing can be posted anywhere.
_TOKEN = (
    "account_inactive",
    "invalid_auth",
    "not_authed",
    "org_login_required",
    "team_access_not_granted",
    "token_expired",
    "token_revoked",
)
#: Errors of the message: its text alone may be posted.
_MESSAGE = (
    "invalid_attachments",
    "invalid_blocks",
    "invalid_blocks_format",
    "msg_blocks_too_long",
)


class UndeliverableError(Exception):
    """A call that cannot be made; logged already."""


class Delivery:
    """Makes calls until they have worked or cannot work.

    Args:
        pause: waits so many seconds; replaced in tests.
    """

    def __init__(
        self,
        web: SlackWebApi,
        troubles: Troubles,
        pause: Callable[[float], Any] = asyncio.sleep,
        give_up: float = GIVE_UP,
    ) -> None:
        self._web = web
        self._pictures = Pictures(web, troubles)
        self._troubles = troubles
        self._pause = pause
        self._give_up = give_up
        self._not_before: Dict[str, float] = {}  # by method, on the monotonic clock

    async def deliver(self, call: Call, received: float, maybe_posted: bool = False) -> None:
        """Make a call.

        Args:
            received: when its task came, in seconds since 1970.
            maybe_posted: an earlier process may have made it.

        Raises:
            UndeliverableError: Slack will not take it, or it is too late.
        """
        tries = 0
        unready = 0
        call = await self._pictures.placed(call)
        while True:
            if time.time() - received > self._give_up:
                self._troubles.note("late", "answers were too late to be sent, and are dropped")
                count_delivery("slack", FAILED)
                raise UndeliverableError("too late")
            try:
                if (
                    maybe_posted
                    and call["method"] == POST
                    and await self._is_posted(call, received)
                ):
                    break
                await self._wait_for_turn(call["method"])
                await self._web.call(call)
                break
            except aiohttp.ClientConnectorError as error:  # not reached: certainly not posted
                self._no_network(error)
            except (aiohttp.ClientError, asyncio.TimeoutError, OSError) as error:
                maybe_posted = True
                self._no_network(error)
            except (SlackApiError, ResponseUrlError) as error:
                status, code, after = outcome(error)
                if status == 429 or code in _RATE_LIMITED:
                    self._hold(call["method"], after)
                    continue
                if status >= 500 or code in _UNSURE:
                    maybe_posted = True
                    self._troubles.note("slack", f"Slack has an error ({status} {code}); retrying")
                elif code in _MESSAGE and shows_files(call):
                    unready += 1
                    if unready > _UNREADY:
                        self._troubles.note("files", f"a picture was refused: {code}")
                        self._pictures.forget(call)
                        call = _without_files(call)
                        continue
                elif code in _MESSAGE and "blocks" in call["arguments"]:
                    self._troubles.note(f"blocks:{code}", f"a message was refused: {code}")
                    call = _text_only(call)
                    continue
                else:
                    self._refused(call, code)
                    count_delivery("slack", FAILED)
                    raise UndeliverableError(code) from error
            tries += 1
            await self._pause(min(30.0, 0.5 * 2 ** min(tries, 6)) * random.uniform(0.8, 1.2))
        count_delivery("slack", DELIVERED)
        for trouble in ("network", "slack", "token"):
            self._troubles.over(trouble)

    async def _is_posted(self, call: Call, received: float) -> bool:
        try:
            return await self._web.is_posted(call, received)
        except SlackApiError as error:
            status, code, _ = outcome(error)
            if status >= 500 or status == 429 or code in (*_UNSURE, *_RATE_LIMITED):
                raise
            # it cannot be found out: rather twice than not at all
            self._troubles.note(
                "history", f"it cannot be seen whether a message was posted: {code}"
            )
            return False

    async def _wait_for_turn(self, method: str) -> None:
        while (wait := self._not_before.get(method, 0.0) - time.monotonic()) > 0:
            await self._pause(wait)

    def _hold(self, method: str, seconds: float) -> None:
        until = time.monotonic() + seconds
        self._not_before[method] = max(until, self._not_before.get(method, 0.0))
        logger.warning("Slack: too many calls of %s, waiting %g s", method, seconds)

    def _no_network(self, error: BaseException) -> None:
        name = type(error).__name__
        self._troubles.note("network", f"Slack cannot be reached ({name}); answers wait")

    def _refused(self, call: Call, code: str) -> None:
        if code in _TOKEN:
            message = (
                f"the token is not accepted ({code}); nothing can be answered. Reinstall the app "
                f"to the workspace and set {BOT_TOKEN} to its new Bot User OAuth Token"
            )
            self._troubles.note("token", message)
        elif code == "missing_scope":
            scopes = ", ".join(SCOPES)
            message = f"{call['method']} needs a scope the app hasn't got. It needs: {scopes}"
            self._troubles.note(f"scope:{call['method']}", message)
        else:
            channel = str(call["arguments"].get("channel") or "")
            message = f"{call['method']} to {channel or 'a user'} was refused: {code}"
            self._troubles.note(f"{call['method']}:{channel}:{code}", message)


def outcome(error: Exception) -> tuple[int, str, float]:
    """Status of HTTP, Slack's error code, and seconds to wait if there were too many calls."""
    if isinstance(error, ResponseUrlError):
        return error.status, error.body[:80], _seconds(error.retry_after)
    response = getattr(error, "response", None)
    status: Any = getattr(response, "status_code", None) or getattr(response, "status", 500)
    data = getattr(response, "data", None)
    code = str(data.get("error") or "") if isinstance(data, dict) else ""
    headers: Any = getattr(response, "headers", None) or {}
    return int(status), code, _seconds(_header(headers, "retry-after"))


def _header(headers: Any, name: str) -> Optional[str]:
    return next((str(headers[key]) for key in headers if str(key).lower() == name), None)


def _seconds(text: Optional[str]) -> float:
    return float(text) if text and text.strip().isdigit() else 1.0


def _without_files(call: Call) -> Call:
    kept = without_pictures(call["arguments"]["blocks"])
    return (
        {**call, "arguments": {**call["arguments"], "blocks": kept}} if kept else _text_only(call)
    )


def _text_only(call: Call) -> Call:
    kept = {name: value for name, value in call["arguments"].items() if name != "blocks"}
    return {**call, "arguments": kept}
