"""A Rasa agent in this process, with the actions in-process and conversations in memory."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import TYPE_CHECKING, Union

from bot.server import rasa_patches

if TYPE_CHECKING:
    from rasa.core.agent import Agent


def load_agent(model: Union[str, Path]) -> Agent:
    """Load a model for use in this process: chat, tests, evaluation.

    Args:
        model: path of the model archive.
    """
    rasa_patches.apply()
    import rasa.utils.log_utils
    from rasa.core.agent import Agent
    from rasa.utils.endpoints import EndpointConfig

    rasa.utils.log_utils.configure_structlog(logging.ERROR)
    endpoint = EndpointConfig.from_dict(
        {rasa_patches.ACTIONS_MODULE: "actions", "enable_selective_domain": True}
    )
    return Agent.load(str(model), action_endpoint=endpoint)
