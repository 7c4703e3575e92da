"""Which database holds the conversations. Said once, for the server, its channels and the tools.

`TRACKER_STORE_URL` names it (PostgreSQL for several servers); else it is a SQLite file,
`KLYNGEBOT_DATABASE`. No Rasa in it: the tools start without.
"""

from __future__ import annotations

import os
from typing import Mapping, Optional

import sqlalchemy as sa

URL_VARIABLE = "TRACKER_STORE_URL"
FILE_VARIABLE = "KLYNGEBOT_DATABASE"
DEFAULT_DATABASE = "conversations.db"
_BACKENDS = ("sqlite", "postgresql", "postgres")


class DatabaseAddressError(ValueError):
    """An address names no database that can be used; the message doesn't show it."""


def database_url(environment: Optional[Mapping[str, str]] = None) -> sa.engine.URL:
    """SQLAlchemy's address of the database that the environment names.

    Raises:
        DatabaseAddressError: `TRACKER_STORE_URL` is no address of a SQLite or PostgreSQL database.
    """
    given = os.environ if environment is None else environment
    url = given.get(URL_VARIABLE, "").strip()
    if not url:
        return sqlite_url(given.get(FILE_VARIABLE) or DEFAULT_DATABASE)
    return checked_url(url, URL_VARIABLE)


def checked_url(address: str, name: str) -> sa.engine.URL:
    """An address as SQLAlchemy has it; `name` is what a mistake calls it.

    Raises:
        DatabaseAddressError: it is no address of a SQLite or PostgreSQL database.
    """
    try:
        url = sa.engine.make_url(address)
    except (sa.exc.ArgumentError, ValueError):
        url = None
    # The address may hold a password, so it isn't shown.
    if url is None or url.get_backend_name() not in _BACKENDS or not url.database:
        raise DatabaseAddressError(
            f"{name} is not the address of a database. It must be like "
            "postgresql://user:password@host:5432/klyngebot (or sqlite:///file.db)."
        )
    if url.get_backend_name() == "postgres":  # what many hosts still write
        url = url.set(drivername="postgresql")
    return url


def sqlite_url(file: str) -> sa.engine.URL:
    """The address of a SQLite file."""
    return sa.engine.URL.create("sqlite", database=file)
