"""Loading what a turn needs of a conversation, and saving what it added.

Rasa loads, replays and counts the whole session at every message, so that each turn takes longer
than the last. What a turn needs is less: the latest turns, and of what went before the last value
of each slot. All events stay stored; the whole conversation is `retrieve_full_tracker`'s.
"""

from __future__ import annotations

import json
import os
from functools import cache
from itertools import pairwise
from typing import Any, Callable, Dict, Iterable, List, Optional, Sequence, TypeVar

import sqlalchemy as sa
from rasa.core.tracker_store import SQLTrackerStore
from rasa.shared.core.constants import ACTION_LISTEN_NAME
from rasa.shared.core.events import (
    ActionExecuted,
    ActionReverted,
    ActiveLoop,
    AllSlotsReset,
    ConversationPaused,
    ConversationResumed,
    Event,
    LoopInterrupted,
    Restarted,
    SessionStarted,
    SlotSet,
    UserUtteranceReverted,
    UserUttered,
    deserialise_events,
)
from rasa.shared.core.trackers import DialogueStateTracker
from sqlalchemy.orm import Session


def _in(types: Iterable[str]) -> str:
    return ", ".join(f"'{name}'" for name in types)


_Result = TypeVar("_Result")
_Row = Any

DEFAULT_HISTORY = 40
_STORED = "_is_stored"
#: Events before which nothing of a session counts.
_BEGINNINGS = (SessionStarted.type_name, Restarted.type_name)
#: Events whose effect hangs on others before them; a session that has one is loaded whole.
_LASTING = tuple(
    event.type_name
    for event in (
        ActionReverted,
        ActiveLoop,
        AllSlotsReset,
        ConversationPaused,
        ConversationResumed,
        LoopInterrupted,
        UserUtteranceReverted,
    )
)

# With "+", SQLite looks for the type instead of going through all events.
# Made once: SQLAlchemy takes longer to put such statements together than SQLite to run them.
_COLUMNS = "SELECT id, type_name, action_name, data FROM events"
_LATEST = sa.text(f"{_COLUMNS} WHERE sender_id = :sender ORDER BY id DESC LIMIT :count")
_BEGINNING = sa.text(
    "SELECT max(id) FROM ("
    + " UNION ALL ".join(
        "SELECT max(+id) AS id FROM events"
        f" WHERE sender_id = :sender AND type_name = '{name}' AND action_name IS NULL"
        for name in _BEGINNINGS
    )
    + ") AS beginnings"
)
_LASTING_EVENT = sa.text(
    "SELECT id FROM events WHERE sender_id = :sender AND +id >= :beginning"
    f" AND type_name IN ({_in(_LASTING)}) LIMIT 1"
)


@cache
def _before(slots: int) -> Any:
    """What is needed of before a window: the beginning, and the last value of each slot.

    Each is looked up by itself: going through all values would take the longer, the more there are.
    """
    each = " UNION ALL ".join(
        "SELECT max(id) FROM events WHERE sender_id = :sender"
        f" AND type_name = '{SlotSet.type_name}' AND action_name = :slot{number}"
        " AND id > :beginning AND id < :window"
        for number in range(slots)
    )
    wanted = f" OR id IN ({each})" if slots else ""
    return sa.text(f"{_COLUMNS} WHERE id = :beginning{wanted} ORDER BY id")


def history_length() -> int:
    """How many events a turn loads at most, besides slots: `KLYNGEBOT_HISTORY_EVENTS` (40)."""
    text = os.environ.get("KLYNGEBOT_HISTORY_EVENTS", "")
    return max(20, int(text)) if text.isdigit() else DEFAULT_HISTORY


class RecentEvents(SQLTrackerStore):
    """`SQLTrackerStore` with short loading and saving; the table is Rasa's, with an index more."""

    _history = DEFAULT_HISTORY

    def recent_index(self) -> sa.Index:
        """The index that finds the latest events and slots; for the store to make."""
        event = self.SQLEvent
        index = sa.Index(
            "ix_events_sender_type",
            event.sender_id,
            event.type_name,
            event.action_name,
            event.id,
            _table=event.__table__,
        )
        event.__table__.indexes.discard(index)  # known to one engine, not to the class
        return index

    async def retrieve(self, sender_id: str) -> Optional[DialogueStateTracker]:
        """The conversation as far as the next turn needs it, with all slots; None if unknown."""
        rows = await self._do(lambda session: self._recent(session, sender_id))
        return self._tracker(sender_id, rows)

    async def retrieve_full_tracker(self, conversation_id: str) -> Optional[DialogueStateTracker]:
        """The whole conversation, all sessions of it; None if unknown."""
        event = self.SQLEvent
        query = sa.select([event.data]).where(event.sender_id == conversation_id)
        rows = await self._do(lambda session: session.execute(query.order_by(event.id)).all())
        return self._tracker(conversation_id, rows)

    async def save(self, tracker: DialogueStateTracker) -> None:
        """Append the events that are not stored yet."""
        if not tracker.events:
            return
        added = [event for event in tracker.events if not _is_stored(event)]
        if len(added) == len(tracker.events):
            added = await self._do(lambda session: list(self._additional_events(session, tracker)))
        if not added:
            return
        if self.event_broker is not None:
            await self._stream_new_events(self.event_broker, added, tracker.sender_id)
        rows = [_row(tracker.sender_id, event) for event in added]
        await self._do(lambda session: self._insert(session, rows))
        for event in added:
            _mark(event)

    def _recent(self, session: Session, sender_id: str) -> List[_Row]:
        of_sender = {"sender": sender_id}
        latest = session.execute(_LATEST, {**of_sender, "count": self._history + 1}).all()[::-1]
        start = _last(latest, SessionStarted.type_name)
        if start is not None:
            return list(latest[start:])
        if len(latest) <= self._history:
            return list(latest)
        beginning = session.execute(_BEGINNING, of_sender).scalar() or 0
        of_session = {**of_sender, "beginning": beginning}
        cut = _beginning_of_turn(latest)
        if cut is None or session.execute(_LASTING_EVENT, of_session).first():
            return self._session(session, sender_id)
        window = latest[cut:]
        names = [slot.name for slot in self.domain.slots] if self.domain else []
        slots = {f"slot{number}": name for number, name in enumerate(names)}
        before = session.execute(
            _before(len(names)), {**of_session, **slots, "window": window[0].id}
        ).all()
        return [*(row for row in before if row.id < window[0].id), *window]

    def _session(self, session: Session, sender_id: str) -> List[_Row]:
        rows: List[_Row] = self._event_query(session, sender_id, False).all()
        return rows

    def _tracker(self, sender_id: str, rows: Sequence[_Row]) -> Optional[DialogueStateTracker]:
        if not rows or not self.domain:
            return None
        events = deserialise_events([json.loads(row.data) for row in rows])
        for event in events:
            _mark(event)
        return DialogueStateTracker.from_events(sender_id, events, self.domain.slots)

    def _insert(self, session: Session, rows: List[Dict[str, Any]]) -> None:
        session.execute(self.SQLEvent.__table__.insert(), rows)
        session.commit()

    async def _do(self, work: Callable[[Session], _Result]) -> _Result:
        """Do something with the database; subclasses say where and what a failure means."""
        return self._within_session(work)

    def _within_session(self, work: Callable[[Session], _Result]) -> _Result:
        with self.session_scope() as session:
            return work(session)


def _row(sender_id: str, event: Event) -> Dict[str, Any]:
    data = event.as_dict()
    return {
        "sender_id": sender_id,
        "type_name": event.type_name,
        "timestamp": data.get("timestamp"),
        "intent_name": data.get("parse_data", {}).get("intent", {}).get("name"),
        "action_name": data.get("name"),
        "data": json.dumps(data),
    }


def _last(rows: Sequence[_Row], type_name: str) -> Optional[int]:
    return next((i for i in reversed(range(len(rows))) if rows[i].type_name == type_name), None)


def _beginning_of_turn(rows: Sequence[_Row]) -> Optional[int]:
    """The first place where the bot waits and the user's message follows, if there is one."""
    for index, (row, following) in enumerate(pairwise(rows)):
        waits = row.type_name == ActionExecuted.type_name and row.action_name == ACTION_LISTEN_NAME
        if waits and following.type_name == UserUttered.type_name:
            return index
    return None


def _mark(event: Event) -> None:
    setattr(event, _STORED, True)


def _is_stored(event: Event) -> bool:
    return bool(getattr(event, _STORED, False))
