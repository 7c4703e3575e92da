"""Says once what is wrong with Slack, and when it is over: no flood of the same line in the log."""

from __future__ import annotations

import logging
from typing import Dict

logger = logging.getLogger(__name__)
_MOST = 1000


class Troubles:
    """The troubles known, by what they are about: `network`, `token`, a channel, …"""

    def __init__(self) -> None:
        self._known: Dict[str, str] = {}

    def note(self, about: str, message: str) -> None:
        """Log a trouble, if it isn't known."""
        if about in self._known:
            return
        if len(self._known) >= _MOST:
            self._known.clear()
        self._known[about] = message
        logger.error("Slack: %s", message)

    def over(self, about: str) -> None:
        """It works again."""
        if self._known.pop(about, None):
            logger.warning("Slack: works again (%s)", about)
