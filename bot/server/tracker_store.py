"""Where conversations are kept: SQLite beside the project, unless told otherwise."""

from __future__ import annotations

import json
from contextlib import contextmanager
from typing import Any, Callable, Dict, Iterable, Iterator, List, Optional, TypeVar

import sqlalchemy as sa
from rasa.core.brokers.broker import EventBroker
from rasa.core.tracker_store import TrackerStore
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import UserUttered
from sqlalchemy.orm import Session

from bot.privacy.deletion import DeletesOnRequest
from bot.server import rasa_patches
from bot.server.database import Database, Tables, connect, database_url
from bot.server.tracker_events import RecentEvents, history_length

rasa_patches.apply()

T = TypeVar("T")


class ConversationStore(DeletesOnRequest, RecentEvents):
    """Rasa's SQL store on the database of `TRACKER_STORE_URL`, else of `KLYNGEBOT_DATABASE`.

    Starts whether or not the database is there. While it is away, every method raises
    `UnavailableError`; Rasa's own wrapper, which would go on in memory and lose the turns, isn't
    put around it (`rasa_patches`). It loads and saves as `tracker_events.py` says.

    It can also find one turn without reading the whole conversation, and delete a conversation:
    also when the bot has said that it does.
    """

    raises_unavailable = True

    def __init__(
        self,
        domain: Optional[Domain] = None,
        event_broker: Optional[EventBroker] = None,
        **kwargs: Any,
    ) -> None:
        """Rasa passes `host` and more from `endpoints.yml`; the environment says it all.

        Raises:
            RasaException: `TRACKER_STORE_URL` makes no sense.
        """
        # Not `SQLTrackerStore.__init__`, which waits for the database for ever.
        TrackerStore.__init__(self, domain, event_broker)
        self.engine = connect(database_url())
        self.sessionmaker = sa.orm.sessionmaker(bind=self.engine)
        self._history = history_length()
        self._tables = Tables(self.engine, self.Base.metadata, self.recent_index())
        self._database = Database(self.engine)

    @contextmanager
    def session_scope(self) -> Iterator[Any]:
        """A session of SQLAlchemy; the tables are there."""
        self._tables.make()
        with super().session_scope() as session:
            yield session

    async def keys(self) -> Iterable[str]:
        """The ids of all conversations."""
        sender = self.SQLEvent.sender_id
        return await self._do(lambda session: [id_ for (id_,) in session.query(sender).distinct()])

    async def ping(self) -> None:
        """Raises `UnavailableError` unless the database answers."""
        await self._do(lambda session: session.execute(sa.text("SELECT 1")).scalar())

    async def _do(self, work: Callable[[Session], T]) -> T:
        return await self._database.run(self._within_session, work)

    async def turn_events(self, conversation_id: str, message_id: str) -> List[Dict[str, Any]]:
        """The events from the user's message with this id up to the next; none if there is none.

        Events are as `Event.as_dict()` makes them.
        """
        return await self._database.run(self._turn_events, conversation_id, message_id)

    async def delete(self, conversation_id: str) -> None:
        """Delete all events of a conversation; in SQLite, their bytes in the file too."""
        await self._database.run(self._delete, conversation_id)

    def _turn_events(self, conversation_id: str, message_id: str) -> List[Dict[str, Any]]:
        event = self.SQLEvent
        with self.session_scope() as session:
            of_user = session.query(event.id, event.data).filter(
                event.sender_id == conversation_id, event.type_name == UserUttered.type_name
            )
            likely = of_user.filter(event.data.contains(message_id, autoescape=True))
            first = next(
                (row.id for row in likely if json.loads(row.data).get("message_id") == message_id),
                None,
            )
            if first is None:
                return []
            after = of_user.filter(event.id > first).order_by(event.id).first()
            turn = session.query(event.data).filter(
                event.sender_id == conversation_id, event.id >= first
            )
            if after is not None:
                turn = turn.filter(event.id < after.id)
            return [json.loads(row.data) for row in turn.order_by(event.id)]

    def _delete(self, conversation_id: str) -> None:
        with self.session_scope() as session:
            if self.engine.dialect.name == "sqlite":
                session.execute(sa.text("PRAGMA secure_delete = ON"))
            session.query(self.SQLEvent).filter(self.SQLEvent.sender_id == conversation_id).delete()
            session.commit()
            if self.engine.dialect.name == "sqlite":  # the log of changes holds them, too
                session.execute(sa.text("PRAGMA wal_checkpoint(TRUNCATE)"))
