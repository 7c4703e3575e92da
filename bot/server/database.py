"""The database of the conversations: how to connect, and what it means when it fails.

Connecting to a server is bounded in time, and never done on the event loop.
"""

from __future__ import annotations

import asyncio
import logging
import threading
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Any, Callable, Dict, Mapping, Optional, TypeVar

import sqlalchemy as sa
from rasa.core.tracker_store import create_engine_kwargs
from rasa.shared.exceptions import RasaException

from bot import database_address
from bot.channels.unavailable import UnavailableError

logger = logging.getLogger(__name__)
T = TypeVar("T")

_CONNECT_SECONDS = 3
_STATEMENT_SECONDS = 6
_CALL_SECONDS = 8.0  # whatever happens: less than a turn may take
_THREADS = 8
_SQLITE_WAIT_SECONDS = 5


def database_url(environment: Optional[Mapping[str, str]] = None) -> sa.engine.URL:
    """Where conversations are kept; see `bot.database_address`.

    Raises:
        RasaException: `TRACKER_STORE_URL` is no address of a database this can use.
    """
    try:
        return database_address.database_url(environment)
    except database_address.DatabaseAddressError as error:
        raise RasaException(str(error)) from None


def connect(url: sa.engine.URL) -> sa.engine.Engine:
    """An engine that tells within seconds that a server is away; it does not connect yet."""
    if url.get_backend_name() == "sqlite":
        return _sqlite(url)
    settings: Dict[str, Any] = create_engine_kwargs(url)  # Rasa's own variables
    schema = settings.pop("connect_args", {}).get("options", "")
    arguments = {
        "connect_timeout": _CONNECT_SECONDS,
        "options": f"{schema} -cstatement_timeout={_STATEMENT_SECONDS * 1000}"
        f" -cidle_in_transaction_session_timeout={_STATEMENT_SECONDS * 1000}".strip(),
        "application_name": "klyngebot",
        # A server that is cut off without a word is noticed as well.
        "keepalives_idle": 10,
        "keepalives_interval": 5,
        "keepalives_count": 2,
        "tcp_user_timeout": _STATEMENT_SECONDS * 1000,
    }
    return sa.create_engine(
        url,
        connect_args={**arguments, **url.query},
        pool_pre_ping=True,
        pool_timeout=_CONNECT_SECONDS,
        pool_recycle=1800,
        hide_parameters=True,
        **settings,
    )


def _sqlite(url: sa.engine.URL) -> sa.engine.Engine:
    """A SQLite file, its connections kept open, and committed without waiting for the disk.

    The write-ahead log keeps the file whole when the process is killed; only a power cut may cost
    the turns of the last moment.
    """
    engine = sa.create_engine(
        url,
        poolclass=sa.pool.QueuePool,
        connect_args={"check_same_thread": False},
        hide_parameters=True,  # in errors: they are what people said
    )

    @sa.event.listens_for(engine, "connect")
    def _set_up(connection: Any, _: Any) -> None:
        wait = f"busy_timeout = {_SQLITE_WAIT_SECONDS * 1000}"
        for pragma in (wait, "journal_mode = WAL", "synchronous = NORMAL"):
            connection.execute(f"PRAGMA {pragma}")

    return engine


class Tables:
    """Makes the tables when they are first needed: the database may be away when we start."""

    def __init__(self, engine: sa.engine.Engine, metadata: sa.MetaData, *indexes: sa.Index) -> None:
        self._engine = engine
        self._metadata = metadata
        self._indexes = indexes
        self._made = False
        self._lock = threading.Lock()

    def make(self) -> None:
        """Make what is missing, once; raises SQLAlchemy's errors."""
        if self._made:
            return
        with self._lock:
            if not self._made:
                try:
                    self._make_missing()
                except sa.exc.DatabaseError:  # another process makes them at the same moment
                    self._make_missing()
                self._made = True

    def _make_missing(self) -> None:
        self._metadata.create_all(self._engine)
        for index in self._indexes:
            index.create(self._engine, checkfirst=True)


class Database:
    """Runs blocking calls; failures of the database become `UnavailableError`.

    Calls to a server are made in threads, those to a SQLite file at once: it takes no longer.
    """

    def __init__(self, engine: sa.engine.Engine) -> None:
        self._threads: Optional[ThreadPoolExecutor] = None
        if engine.dialect.name != "sqlite":
            self._threads = ThreadPoolExecutor(_THREADS, thread_name_prefix="conversations")
        self._away = False

    async def run(self, method: Callable[..., T], *arguments: Any) -> T:
        """The result of a blocking call.

        Raises:
            UnavailableError: the database cannot be reached or used now, or takes too long.
        """
        try:
            if self._threads is None:
                result = method(*arguments)
            else:
                loop = asyncio.get_running_loop()
                call = loop.run_in_executor(self._threads, partial(method, *arguments))
                result = await asyncio.wait_for(call, _CALL_SECONDS)
        except (sa.exc.DBAPIError, sa.exc.TimeoutError, asyncio.TimeoutError) as error:
            self._note(error)
            raise UnavailableError("The database of the conversations is away.") from error
        if self._away:
            self._away = False
            logger.warning("The database of the conversations works again.")
        return result

    def _note(self, error: BaseException) -> None:
        if self._away:  # said already
            return
        self._away = True
        # Not the error's own words: they hold the statement, and so what was said.
        cause = getattr(error, "orig", None) or type(error).__name__
        reason = str(cause).strip().splitlines()[0] if str(cause).strip() else "no answer"
        logger.error(
            "The database of the conversations cannot be used (%s). Until it can be again, "
            "people are told that there is no answer now, and nothing is kept.",
            reason,
        )
