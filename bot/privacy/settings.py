"""How long conversations are kept: `KLYNGEBOT_RETENTION_DAYS`."""

from __future__ import annotations

import os
from typing import Mapping, Optional

VARIABLE = "KLYNGEBOT_RETENTION_DAYS"
DEFAULT_DAYS = 90


class RetentionError(ValueError):
    """The variable has a value that makes no sense; the message says which, and what will do."""


def retention_days(environment: Optional[Mapping[str, str]] = None) -> int:
    """Days a conversation is kept after its last message; 0 for ever.

    Raises:
        RetentionError: the variable isn't a whole number.
    """
    given = os.environ if environment is None else environment
    text = given.get(VARIABLE) or str(DEFAULT_DAYS)
    if not (text.isascii() and text.isdigit()):
        raise RetentionError(
            f"{VARIABLE} must be a whole number of days, 0 to keep conversations, not '{text}'."
        )
    return int(text)
