"""The REST channel's settings, from environment variables; the README has them in a table."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from typing import Mapping, Optional

from rasa.shared.exceptions import RasaException

from bot.channels.http.settings import HttpSettings

TOKEN = "KLYNGEBOT_REST_TOKEN"
MIN_TOKEN = 16  # characters


@dataclass(frozen=True)
class RestSettings:
    """Everything about the REST channel that can be set.

    Args:
        token: what programs send as `Authorization: Bearer <token>`; `None` to be open to this
            machine, and to it alone.
        shared: the limits, origins and proxies, which are those of the web channel.
    """

    token: Optional[str] = None
    shared: HttpSettings = field(default_factory=HttpSettings)

    @classmethod
    def from_environment(cls, environment: Optional[Mapping[str, str]] = None) -> RestSettings:
        """The settings of this process.

        Raises:
            RasaException: a variable has a value that makes no sense; says which and why.
        """
        given = os.environ if environment is None else environment
        token = given.get(TOKEN, "").strip()
        if token and len(token) < MIN_TOKEN:
            raise RasaException(
                f"{TOKEN} must have at least {MIN_TOKEN} characters, not {len(token)}. "
                "Make one with: openssl rand -hex 32"
            )
        if not (token.isascii() and token.isprintable()) or " " in token:
            raise RasaException(f"{TOKEN} must be printable ASCII characters without spaces.")
        return cls(token or None, HttpSettings.from_environment(given))
