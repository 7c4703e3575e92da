"""The form that logs are asked for in. Imports nothing, so that it can be looked at first."""

from __future__ import annotations

import os
from typing import Mapping, Optional

VARIABLE = "KLYNGEBOT_LOG_FORMAT"
_FORMATS = ("", "text", "json")


def wants_json(environment: Optional[Mapping[str, str]] = None) -> bool:
    """Whether the environment asks for JSON.

    Raises:
        ValueError: it asks for a form that there isn't.
    """
    given = os.environ if environment is None else environment
    asked = given.get(VARIABLE, "").strip().lower()
    if asked not in _FORMATS:
        raise ValueError(f"{VARIABLE} must be 'json' or 'text', not '{asked}'.")
    return asked == "json"
