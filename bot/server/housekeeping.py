"""What the server does besides answering, on `make run` and `rasa run` alike.

It is in `credentials.yml` since that is where Rasa lets a project add something to its server
before that starts.
"""

from __future__ import annotations

import asyncio
import logging
from typing import Any, Awaitable, Callable, Dict, Optional

from rasa.core.channels.channel import InputChannel, UserMessage
from rasa.shared.exceptions import RasaException
from sanic import Blueprint, Sanic

from bot.privacy.retention import Retention
from bot.privacy.settings import RetentionError, retention_days
from bot.server import rasa_patches
from bot.server.log_format import log_json
from bot.server.log_privacy import keep_logs_discreet
from bot.server.log_settings import wants_json
from bot.server.surface import protect

logger = logging.getLogger(__name__)
rasa_patches.apply()


class Housekeeping(InputChannel):
    """A channel without routes: protects the server, and deletes old conversations."""

    def __init__(self) -> None:
        """Set up from the environment.

        Raises:
            RasaException: a setting makes no sense.
        """
        discretion = keep_logs_discreet()
        try:
            if wants_json():
                log_json(discretion)
            self._days = retention_days()
        except (RetentionError, ValueError) as error:
            raise RasaException(str(error)) from error
        self._cleaning: Optional[asyncio.Task[None]] = None

    @classmethod
    def name(cls) -> str:
        """A name, as every channel has one."""
        return "housekeeping"

    @classmethod
    def from_credentials(cls, credentials: Optional[Dict[str, Any]]) -> Housekeeping:
        """The channel; everything about it is set by environment variables."""
        return cls()

    def blueprint(self, on_new_message: Callable[[UserMessage], Awaitable[Any]]) -> Blueprint:
        """No routes, but what is to be done when the server starts and stops."""
        blueprint = Blueprint("housekeeping")

        @blueprint.listener("before_server_start")
        async def set_up(app: Sanic, _: Any) -> None:
            protect(app)

        @blueprint.listener("after_server_start")
        async def start(app: Sanic, _: Any) -> None:
            if getattr(app.ctx, "agent", None) is not None and self._days:
                retention = Retention(lambda: app.ctx.agent.tracker_store, self._days)
                self._cleaning = asyncio.get_running_loop().create_task(retention.run())

        @blueprint.listener("before_server_stop")
        async def stop(app: Sanic, _: Any) -> None:
            if self._cleaning:
                self._cleaning.cancel()

        return blueprint
