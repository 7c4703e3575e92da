"""Where conversations are kept: SQLite beside the project, unless told otherwise."""

from __future__ import annotations

import json
import os
from typing import Any, Dict, List, Optional

import sqlalchemy as sa
from rasa.core.brokers.broker import EventBroker
from rasa.core.tracker_store import SQLTrackerStore
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import UserUttered

from bot.server import rasa_patches

rasa_patches.apply()

DEFAULT_DATABASE = "conversations.db"


class ConversationStore(SQLTrackerStore):
    """Rasa's SQL store with its database named by `KLYNGEBOT_DATABASE` (a SQLite file).

    It can also find one turn without reading the whole conversation, and delete a conversation.
    """

    def __init__(
        self,
        domain: Optional[Domain] = None,
        event_broker: Optional[EventBroker] = None,
        **kwargs: Any,
    ) -> None:
        """See `SQLTrackerStore`; Rasa passes `host` and `url`, which SQLite doesn't need."""
        super().__init__(
            domain=domain,
            dialect="sqlite",
            db=os.environ.get("KLYNGEBOT_DATABASE", DEFAULT_DATABASE),
            event_broker=event_broker,
        )

    async def turn_events(self, conversation_id: str, message_id: str) -> List[Dict[str, Any]]:
        """The events from the user's message with this id up to the next; none if there is none.

        Events are as `Event.as_dict()` makes them.
        """
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

    async def delete(self, conversation_id: str) -> None:
        """Delete all events of a conversation; in SQLite, their bytes in the file too."""
        with self.session_scope() as session:
            if self.engine.dialect.name == "sqlite":
                session.execute(sa.text("PRAGMA secure_delete = ON"))
            session.query(self.SQLEvent).filter(self.SQLEvent.sender_id == conversation_id).delete()
            session.commit()
