"""The conversations in a database, seen from outside Rasa: which are idle, and their deletion.

Rasa's table of events, and those that the Slack channel has beside it where it is used.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, List, Optional, Sequence

import sqlalchemy as sa

_BATCH = 200  # conversations in one transaction, so that nobody waits for the database for long
_events = sa.table("events", sa.column("sender_id"), sa.column("timestamp"))
_slack_tasks = sa.table("slack_tasks", sa.column("task"))
_slack_threads = sa.table("slack_threads", sa.column("thread"), sa.column("used"))
_slack_languages = sa.table("slack_languages", sa.column("person"))
_SLACK = "slack:"


@dataclass(frozen=True)
class Idle:
    """A conversation, and when something was last said in it (seconds since 1970)."""

    conversation: str
    last: float
    events: int


class Records:
    """What is kept of conversations. All methods block."""

    def __init__(self, engine: Any) -> None:
        """Args: `engine` of SQLAlchemy."""
        self._engine = engine

    @classmethod
    def at(cls, url: sa.engine.URL) -> Records:
        """The records in the database at an address."""
        return cls(sa.create_engine(url, hide_parameters=True))

    def idle_since(self, moment: float) -> List[Idle]:
        """Conversations in which nothing was said since then, longest idle first."""
        if not self._has(_events):
            return []
        last = sa.func.max(_events.c.timestamp)
        query = (
            sa.select(_events.c.sender_id, last, sa.func.count())
            .group_by(_events.c.sender_id)
            .having(last < moment)
            .order_by(last)
        )
        with self._engine.connect() as connection:
            rows = connection.execute(query).all()
        return [Idle(str(row[0]), float(row[1]), int(row[2])) for row in rows]

    def delete(self, conversations: Sequence[str], idle_since: Optional[float] = None) -> int:
        """Delete conversations, with what the Slack channel keeps of them.

        Args:
            idle_since: leave one alone in which something has been said since then.

        Returns:
            How many there were.
        """
        deleted = 0
        for start in range(0, len(conversations), _BATCH):
            deleted += self._delete(list(conversations[start : start + _BATCH]), idle_since)
        return deleted

    def delete_idle(self, moment: float) -> int:
        """Delete all conversations in which nothing was said since then; returns how many."""
        found = [idle.conversation for idle in self.idle_since(moment)]
        deleted = self.delete(found, moment)
        if self._has(_slack_threads):
            with self._transaction() as connection:
                connection.execute(sa.delete(_slack_threads).where(_slack_threads.c.used < moment))
        return deleted

    def _delete(self, conversations: List[str], idle_since: Optional[float]) -> int:
        deleted = 0
        has_slack = self._has(_slack_languages)
        with self._transaction() as connection:
            for conversation in conversations:
                mine = _events.c.sender_id == conversation
                if idle_since is not None:
                    last = sa.select(sa.func.max(_events.c.timestamp)).where(mine)
                    if (connection.execute(last).scalar() or 0.0) >= idle_since:
                        continue
                deleted += bool(connection.execute(sa.delete(_events).where(mine)).rowcount)
                if has_slack and conversation.startswith(_SLACK):
                    _delete_slack(connection, conversation)
        return deleted

    def _transaction(self) -> Any:
        if self._engine.dialect.name != "sqlite":
            return self._engine.begin()
        return _SecureTransaction(self._engine)

    def _has(self, table: Any) -> bool:
        return bool(sa.inspect(self._engine).has_table(table.name))


class _SecureTransaction:
    """A transaction in SQLite that overwrites what it deletes."""

    def __init__(self, engine: Any) -> None:
        self._connection = engine.connect()

    def __enter__(self) -> Any:
        self._connection.execute(sa.text("PRAGMA secure_delete = ON"))
        self._begun = self._connection.begin()
        return self._connection

    def __exit__(self, kind: Any, error: Any, trace: Any) -> None:
        try:
            self._begun.rollback() if kind else self._begun.commit()
        finally:
            self._connection.close()


def _delete_slack(connection: Any, conversation: str) -> None:
    """The language a person chose, if it is that person's own conversation, and open tasks."""
    person = conversation[len(_SLACK) :]
    languages = _slack_languages
    connection.execute(sa.delete(languages).where(languages.c.person == person))
    held = _slack_tasks.c.task.contains(f'"{conversation}"', autoescape=True)
    connection.execute(sa.delete(_slack_tasks).where(held))
