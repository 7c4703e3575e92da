"""What a server of its own for the actions (`rasa run actions`) does besides running them.

The SDK calls its plugins' hook when it has imported this package. In the bot's process nobody does.
"""

from __future__ import annotations

import logging
import sys
from typing import Any

import pluggy
from rasa_sdk.plugin import plugin_manager
from sanic import Sanic

from actions.base import knowledge
from bot.knowledge import KnowledgeError
from bot.server import tracing
from bot.server.log_privacy import keep_logs_discreet
from bot.server.log_settings import wants_json

logger = logging.getLogger(__name__)


@pluggy.HookimplMarker("rasa_sdk")
def attach_sanic_app_extensions(app: Sanic) -> None:
    """Log as the bot does, read the knowledge at the start, and trace what is run if so told.

    Raises:
        ValueError: a form of log is asked for that there isn't.
    """
    discretion = keep_logs_discreet()
    if wants_json():
        from bot.server.log_format import log_json  # it needs much of Rasa

        log_json(discretion)
    app.register_listener(_read_knowledge, "before_server_start")
    tracing.add_to_action_server(app)


async def _read_knowledge(*_: Any) -> None:
    """So that the first question needn't wait for it, and mistakes in it are told at once."""
    try:
        knowledge()
    except KnowledgeError as error:
        logger.error(
            "Every question will be answered with an apology until this is mended:\n%s", error
        )


_plugins, _this = plugin_manager(), sys.modules[__name__]
if not _plugins.is_registered(_this):  # it is there when the SDK imports changed actions anew
    _plugins.register(_this)
