"""Settings of the web and REST channels, from environment variables; the README has a table."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from ipaddress import IPv4Network, IPv6Network, ip_network
from pathlib import Path
from typing import FrozenSet, Mapping, Optional, Tuple, Union

from rasa.shared.exceptions import RasaException

from bot.database_address import DEFAULT_DATABASE

Network = Union[IPv4Network, IPv6Network]

MIN_SECRET = 32  # characters
_DAY = 24 * 60 * 60  # seconds


@dataclass(frozen=True)
class HttpSettings:
    """What can be set of channels over HTTP; secrets and sessions are the web channel's.

    Args:
        secret: what tokens are signed with; `None` to keep one in `secret_file`.
        session_seconds: how long a token is good for.
        message_length: longest message, in characters.
        conversation_rate: messages a minute for one conversation; 0 for no limit.
        address_rate: requests a minute from one address; 0 for no limit.
        origins: origins that may embed the chat besides our own; "*" for any.
        trusted_proxies: whose `X-Forwarded-For` is believed.
        turn_seconds: how long an answer may take.
        keep_alive_seconds: how often a waiting stream gets a comment line.
    """

    secret: Optional[str] = None
    secret_file: Path = Path("conversations.secret")
    session_seconds: int = 30 * _DAY
    message_length: int = 1000
    conversation_rate: int = 30
    address_rate: int = 300
    origins: FrozenSet[str] = field(default_factory=frozenset)
    trusted_proxies: Tuple[Network, ...] = ()
    turn_seconds: float = 30.0
    keep_alive_seconds: float = 15.0

    @classmethod
    def from_environment(cls, environment: Optional[Mapping[str, str]] = None) -> HttpSettings:
        """The settings of this process.

        Raises:
            RasaException: a variable has a value that makes no sense; says which and why.
        """
        given = os.environ if environment is None else environment
        return cls(
            secret=_secret(given.get("KLYNGEBOT_SECRET"), bool(given.get("LOCK_STORE_URL"))),
            secret_file=_secret_file(given.get("KLYNGEBOT_DATABASE") or DEFAULT_DATABASE),
            session_seconds=_number(given, "KLYNGEBOT_SESSION_DAYS", 30, 1) * _DAY,
            message_length=_number(given, "KLYNGEBOT_MAX_MESSAGE", 1000, 1),
            conversation_rate=_number(given, "KLYNGEBOT_RATE_CONVERSATION", 30, 0),
            address_rate=_number(given, "KLYNGEBOT_RATE_ADDRESS", 300, 0),
            origins=_origins(given.get("KLYNGEBOT_ORIGINS", "")),
            trusted_proxies=_networks(given.get("KLYNGEBOT_TRUSTED_PROXIES", "")),
            turn_seconds=_number(given, "KLYNGEBOT_TURN_TIMEOUT", 30, 1),
        )


def _secret(given: Optional[str], several_servers: bool) -> Optional[str]:
    if not given and several_servers:
        raise RasaException(
            "KLYNGEBOT_SECRET is not set, but LOCK_STORE_URL is: servers that share conversations "
            "must have the same secret. Make one with: openssl rand -hex 32"
        )
    if given and len(given) < MIN_SECRET:
        raise RasaException(
            f"KLYNGEBOT_SECRET must have at least {MIN_SECRET} characters, not {len(given)}. "
            "Make one with: openssl rand -hex 32"
        )
    return given or None


def _secret_file(database: str) -> Path:
    """Beside the database; for a database server, in the folder the assistant runs in."""
    path = Path(DEFAULT_DATABASE) if "://" in database else Path(database)
    return path.with_suffix(".secret")


def _number(given: Mapping[str, str], name: str, default: int, least: int) -> int:
    text = given.get(name) or str(default)
    if not text.isdecimal() or int(text) < least:
        raise RasaException(f"{name} must be a whole number from {least} up, not '{text}'.")
    return int(text)


def _origins(text: str) -> FrozenSet[str]:
    origins = _entries(text)
    for origin in origins:
        scheme, _, rest = origin.partition("://")
        if origin != "*" and (scheme not in ("http", "https") or not rest or "/" in rest):
            raise RasaException(
                f"KLYNGEBOT_ORIGINS: '{origin}' is not an origin such as https://www.example.org"
            )
    return frozenset(origin.lower() for origin in origins)


def _networks(text: str) -> Tuple[Network, ...]:
    networks = []
    for entry in _entries(text):
        try:
            networks.append(ip_network(entry))
        except ValueError as error:
            raise RasaException(
                f"KLYNGEBOT_TRUSTED_PROXIES: '{entry}' is not an address or network ({error})."
            ) from error
    return tuple(networks)


def _entries(text: str) -> Tuple[str, ...]:
    return tuple(entry.strip() for entry in text.split(",") if entry.strip())
