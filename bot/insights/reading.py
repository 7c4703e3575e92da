"""Reading the conversation store, a conversation at a time, without holding more than one."""

from __future__ import annotations

import json
import os
from itertools import groupby
from typing import Iterator, List, Optional

import sqlalchemy as sa

from bot.database_address import DatabaseAddressError, checked_url, database_url, sqlite_url
from bot.insights.turns import Turn, turns_of
from bot.slots import FEEDBACK_SLOT, LANGUAGE_SLOT

_ROWS = 2000

_events = sa.table(
    "events",
    *(sa.column(name) for name in ("id", "sender_id", "type_name", "timestamp", "action_name")),
    sa.column("data"),
)


class StoreError(Exception):
    """The conversations cannot be read; the message says why and what to do."""


def store_url(given: Optional[str] = None, must_exist: bool = True) -> sa.engine.URL:
    """The store to read: what was given (an address or a file), or the assistant's own.

    Args:
        given: an address or a file, else that of the environment.
        must_exist: whether a file must be there.

    Raises:
        StoreError: it is no address of a SQLite or PostgreSQL database, or there is no such file.
    """
    try:
        if given and "://" in given:
            url = checked_url(given, "--database")
        else:
            url = sqlite_url(given) if given else database_url()
    except DatabaseAddressError as error:
        raise StoreError(str(error)) from None
    is_file = url.get_backend_name() == "sqlite"
    if is_file and must_exist and not os.path.exists(url.database or ""):
        raise StoreError(
            f"There is no file {url.database}. Run this where the assistant runs, or name its "
            "database with --database."
        )
    return url


def read_turns(url: sa.engine.URL, since: float, until: float) -> Iterator[List[Turn]]:
    """The turns of each conversation in a span of time (seconds since 1970), streamed.

    Raises:
        StoreError: the database cannot be read.
    """
    try:
        engine = sa.create_engine(url)
        with engine.connect() as connection:
            streamed = connection.execution_options(stream_results=True, yield_per=_ROWS)
            rows = streamed.execute(_query(since, until))
            for _, events in groupby(rows, key=lambda row: row.sender_id):
                # Parsed one by one: a conversation's events as text are all that is held.
                yield turns_of((row.type_name, json.loads(row.data)) for row in events)
        engine.dispose()
    except sa.exc.SQLAlchemyError as error:
        reason = str(getattr(error, "orig", None) or error).splitlines()[0]
        raise StoreError(f"The conversations cannot be read: {reason}") from None


def _query(since: float, until: float) -> sa.sql.Select:
    """In the order of the index on `sender_id`, so that no database must sort what it reads."""
    column = _events.c
    return (
        sa.select(column.sender_id, column.type_name, column.data)
        .where(column.timestamp >= since, column.timestamp < until)
        .where(
            column.type_name.in_(("user", "bot"))
            | (
                (column.type_name == "slot")
                & column.action_name.in_((LANGUAGE_SLOT, FEEDBACK_SLOT))
            )
        )
        .order_by(column.sender_id, column.id)
    )
