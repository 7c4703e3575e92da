"""What Slack has told the bot and what came of it, in the database that holds the conversations.

Makes that each thing is done once: over Slack's retries, double events, restarts, and several
processes. Works with SQLite and PostgreSQL. All methods block; see `background.py`.
"""

from __future__ import annotations

import hashlib
import json
import threading
import time
import uuid
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Any, Callable, Dict, List, Mapping, Optional, Sequence

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from bot.channels.slack import conversation_ids as ids
from bot.channels.slack.incoming import GREETED, press_key
from bot.channels.slack.tasks import Task

Calls = List[Dict[str, Any]]
LEASE = 20.0  # seconds after which another process may take over what this one left
KEEP_TASKS = 3 * 24 * 3600.0  # Slack's last retry comes within the hour
KEEP_THREADS = 90 * 24 * 3600.0  # since anything was said in them
WAITING, ANSWERED, DONE = "waiting", "answered", "done"

_INSERTS = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}
_ARGUMENTS: Dict[str, Dict[str, Any]] = {
    "sqlite": {"timeout": 15},
    "postgresql": {"connect_timeout": 3, "options": "-cstatement_timeout=8000"},
}
#: What SQLAlchemy raises when the database is away.
AWAY = (sa.exc.DBAPIError, sa.exc.TimeoutError)
_metadata = sa.MetaData()
_tasks = sa.Table(
    "slack_tasks",
    _metadata,
    sa.Column("key", sa.String(255), primary_key=True),
    sa.Column("answer", sa.String(32), nullable=False, index=True),  # in the messages sent
    sa.Column("state", sa.String(16), nullable=False),
    sa.Column("owner", sa.String(32), nullable=False),
    sa.Column("lease", sa.Float, nullable=False),  # seconds since 1970
    sa.Column("received", sa.Float, nullable=False),
    sa.Column("attempts", sa.Integer, nullable=False),
    sa.Column("task", sa.Text),  # None once it is done
    sa.Column("calls", sa.Text),
    sa.Column("sent", sa.Integer, nullable=False),  # how many of the calls were made
)
_queue = sa.Table(  # what isn't done yet, in the order it came
    "slack_queue",
    _metadata,
    sa.Column("number", sa.Integer, primary_key=True, autoincrement=True),
    sa.Column("key", sa.String(255), nullable=False, unique=True),
    sa.Column("conversation", sa.String(255), nullable=False, index=True),
)
_threads = sa.Table(
    "slack_threads",
    _metadata,
    sa.Column("thread", sa.String(255), primary_key=True),
    sa.Column("used", sa.Float, nullable=False),
)
_languages = sa.Table(
    "slack_languages",
    _metadata,
    sa.Column("person", sa.String(255), primary_key=True),
    sa.Column("language", sa.String(8), nullable=False),
)


@dataclass(frozen=True)
class Stored:
    """A task this process is to finish; `calls` is `None` while there is no answer yet."""

    task: Task
    received: float
    attempts: int = 0
    calls: Optional[Calls] = None
    sent: int = 0

    @property
    def answer(self) -> str:
        """The id that marks the messages of the answer."""
        return answer_id(self.task.key)


def answer_id(key: str) -> str:
    """The id of the answer to a task: tells nothing of people or channels."""
    return hashlib.sha256(key.encode("utf-8")).hexdigest()[:24]


class SlackStore:
    """Tasks, threads the bot takes part in, and languages people chose."""

    def __init__(self, url: Any, clock: Callable[[], float] = time.time) -> None:
        """Nothing is asked of the database yet; it may be away.

        Args:
            url: SQLAlchemy's address of the database, such as that of the tracker store.
        """
        backend = sa.engine.make_url(url).get_backend_name()
        arguments = _ARGUMENTS[backend]
        self._database = sa.create_engine(url, connect_args=arguments, pool_pre_ping=True)
        self._clock = clock
        self._owner = uuid.uuid4().hex
        self._has_tables = False
        self._making_tables = threading.Lock()

    @property
    def _engine(self) -> sa.engine.Engine:
        """The database, its tables made where they are missing."""
        if not self._has_tables:
            with self._making_tables:  # the store is asked from several threads
                if not self._has_tables:
                    self._make_tables()
                    self._has_tables = True
        return self._database

    def _make_tables(self) -> None:
        for _ in _metadata.tables:
            with suppress(sa.exc.DatabaseError):  # another process made one at the same moment
                _metadata.create_all(self._database)
                return
        _metadata.create_all(self._database)

    def admit(self, tasks: Sequence[Task]) -> List[Optional[Stored]]:
        """Take tasks on, in one transaction; durable when this returns.

        Returns:
            For each task, what to finish; `None` if it was taken on before or isn't for the bot.
        """
        now = self._clock()
        with self._engine.begin() as connection:
            return [self._admit(connection, task, now) for task in tasks]

    def _admit(self, connection: Any, task: Task, now: float) -> Optional[Stored]:
        known = bool(task.thread) and self._know_thread(connection, task, now)
        if task.only_in_known_thread and not known:
            return None
        if task.own_thread and known:
            own = ids.direct(task.team, task.user, task.thread)
            task = replace(task, conversation=own)
        row = {
            "key": task.key,
            "answer": answer_id(task.key),
            "state": WAITING,
            "owner": self._owner,
            "lease": now + LEASE,
            "received": now,
            "attempts": 0,
            "task": task.to_json(),
            "sent": 0,
        }
        if not self._insert_new(connection, _tasks, row):
            return None
        self._insert_new(connection, _queue, {"key": task.key, "conversation": task.conversation})
        return Stored(task, now)

    def is_next(self, task: Task) -> bool:
        """Whether nothing that came before in its conversation is left to do, in any process."""
        ours = sa.select(_queue.c.number).where(_queue.c.key == task.key).scalar_subquery()
        before = sa.select(_queue.c.key).where(
            _queue.c.conversation == task.conversation, _queue.c.number < ours
        )
        with self._engine.connect() as connection:
            return connection.execute(before.limit(1)).first() is None

    def answered(self, key: str, calls: Calls) -> bool:
        """The turn is over; this is what is to be sent.

        Returns:
            Whether the task is still this process's. If not, another has taken it over, because
            this one seemed dead; it must be left alone. So with `sent`.
        """
        text = json.dumps(calls, ensure_ascii=False)
        return self._update(key, state=ANSWERED, calls=text, sent=0, lease=self._clock() + LEASE)

    def sent(self, key: str, count: int) -> bool:
        """The first `count` calls have been made."""
        return self._update(key, sent=count, lease=self._clock() + LEASE)

    def done(self, key: str, keep_calls: bool = False) -> None:
        """Nothing is left to do. The texts are deleted; the key stays.

        Args:
            keep_calls: needed for messages that Slack doesn't show again (ephemeral).
        """
        values: Dict[str, Any] = {"state": DONE, "task": None}
        mine = sa.and_(_tasks.c.key == key, _tasks.c.owner == self._owner)
        done = (
            _tasks.update().where(mine).values(**values, **({} if keep_calls else {"calls": None}))
        )
        with self._engine.begin() as connection:
            if connection.execute(done).rowcount == 1:
                connection.execute(_queue.delete().where(_queue.c.key == key))

    def renew(self) -> None:
        """This process is alive and at work on its tasks."""
        mine = sa.and_(_tasks.c.owner == self._owner, _tasks.c.state != DONE)
        with self._engine.begin() as connection:
            connection.execute(_tasks.update().where(mine).values(lease=self._clock() + LEASE))

    def release(self) -> None:
        """This process stops; another, or the next one, may take over at once."""
        mine = sa.and_(_tasks.c.owner == self._owner, _tasks.c.state != DONE)
        with self._engine.begin() as connection:
            connection.execute(_tasks.update().where(mine).values(lease=0.0))

    def take_over(self) -> List[Stored]:
        """Tasks that a process left unfinished, now this one's, oldest first."""
        now = self._clock()
        others = _tasks.c.owner != self._owner
        left = sa.and_(_tasks.c.state != DONE, _tasks.c.lease < now, others)
        query = sa.select(_tasks).where(left).order_by(_tasks.c.received).limit(100)
        with self._engine.connect() as connection:
            rows = connection.execute(query).mappings().all()
        return [_stored(row) for row in rows if self._take(row, now)]

    def pressed_in(self, team: str, channel: str, message: str) -> List[str]:
        """The actions of a message that have been pressed."""
        prefix = press_key(team, channel, message, "")
        query = sa.select(_tasks.c.key).where(_tasks.c.key.startswith(prefix, autoescape=True))
        with self._engine.connect() as connection:
            return [str(row[0])[len(prefix) :] for row in connection.execute(query)]

    def calls_of(self, answer: str) -> Calls:
        """The calls of an earlier answer, if they were kept."""
        query = sa.select(_tasks.c.calls).where(_tasks.c.answer == answer)
        with self._engine.connect() as connection:
            row = connection.execute(query).first()
        return list(json.loads(row[0])) if row and row[0] else []

    def language_of(self, team: str, user: str) -> Optional[str]:
        """The language a user chose on the Home tab."""
        query = sa.select(_languages.c.language).where(_languages.c.person == f"{team}:{user}")
        with self._engine.connect() as connection:
            row = connection.execute(query).first()
        return str(row[0]) if row else None

    def choose_language(self, team: str, user: str, language: str) -> None:
        """Keep the language a user chose."""
        person = f"{team}:{user}"
        with self._engine.begin() as connection:
            connection.execute(_languages.delete().where(_languages.c.person == person))
            connection.execute(_languages.insert().values(person=person, language=language))

    def clean(self) -> int:
        """Remove what is old; returns how many tasks went."""
        now = self._clock()
        old = sa.and_(
            _tasks.c.state == DONE,
            _tasks.c.received < now - KEEP_TASKS,
            sa.not_(_tasks.c.key.startswith(GREETED, autoescape=True)),
        )
        with self._engine.begin() as connection:
            connection.execute(_threads.delete().where(_threads.c.used < now - KEEP_THREADS))
            count = int(connection.execute(_tasks.delete().where(old)).rowcount)
            gone = _queue.c.key.not_in(sa.select(_tasks.c.key))
            connection.execute(_queue.delete().where(gone))
            return count

    def close(self) -> None:
        """Close all connections."""
        self._database.dispose()

    def _update(self, key: str, **values: Any) -> bool:
        mine = sa.and_(_tasks.c.key == key, _tasks.c.owner == self._owner)
        with self._engine.begin() as connection:
            result = connection.execute(_tasks.update().where(mine).values(**values))
        return bool(result.rowcount == 1)

    def _take(self, row: Any, now: float) -> bool:
        same = sa.and_(_tasks.c.key == row["key"], _tasks.c.lease == row["lease"])
        values = {"owner": self._owner, "lease": now + LEASE, "attempts": row["attempts"] + 1}
        with self._engine.begin() as connection:
            result = connection.execute(_tasks.update().where(same).values(**values))
        return bool(result.rowcount == 1)

    def _know_thread(self, connection: Any, task: Task, now: float) -> bool:
        """Whether the bot takes part in the thread of a task, from now on if it opens it."""
        thread = f"{task.team}:{task.channel}:{task.thread}"
        used = _threads.update().where(_threads.c.thread == thread).values(used=now)
        if connection.execute(used).rowcount:
            return True
        if task.opens_thread:
            self._insert_new(connection, _threads, {"thread": thread, "used": now})
        return task.opens_thread

    def _insert_new(self, connection: Any, table: Any, row: Mapping[str, Any]) -> bool:
        """Insert a row unless its key is there; whether it was inserted."""
        insert = _INSERTS[self._database.dialect.name](table).values(row).on_conflict_do_nothing()
        return bool(connection.execute(insert).rowcount == 1)


def _stored(row: Any) -> Stored:
    return Stored(
        task=Task.from_json(row["task"]),
        received=row["received"],
        attempts=row["attempts"] + 1,
        calls=json.loads(row["calls"]) if row["state"] == ANSWERED else None,
        sent=row["sent"],
    )
