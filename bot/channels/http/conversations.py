"""Conversations in Rasa's tracker store: reading, deleting, feedback, one thing at a time.

All state of the channel is there, so that any process that has the store can go on.
"""

from __future__ import annotations

import logging
from contextlib import asynccontextmanager
from typing import Any, AsyncIterator, Dict, List, Optional

from rasa.core.agent import Agent
from rasa.core.lock_store import LOCK_LIFETIME
from rasa.core.tracker_store import FailSafeTrackerStore, InMemoryTrackerStore, TrackerStore
from rasa.shared.core.events import Event, SlotSet, UserUttered, deserialise_events

from bot.slots import FEEDBACK_SLOT, LANGUAGE_SLOT

logger = logging.getLogger(__name__)

_POLL_SECONDS = 0.02


class Conversations:
    """The conversations of an agent."""

    def __init__(self, agent: Agent, lock_seconds: float = LOCK_LIFETIME) -> None:
        """Use the tracker store, the lock store and the processor of `agent`.

        Args:
            lock_seconds: how long a turn may wait and take before others stop waiting for it.
        """
        self._agent = agent
        self._lock_seconds = lock_seconds

    @asynccontextmanager
    async def turn_of(self, conversation: str) -> AsyncIterator[None]:
        """Wait for our turn in a conversation: first come, first served.

        Rasa takes a lock of its own while it handles a message. This one is around it, as what
        a message does depends on what is stored when its turn comes.

        Raises:
            LockError: it took too long.
        """
        async with self._agent.lock_store.lock(
            f"turn:{conversation}", self._lock_seconds, wait_time_in_seconds=_POLL_SECONDS
        ):
            yield

    async def events(self, conversation: str) -> List[Event]:
        """All events of all sessions of a conversation, oldest first."""
        tracker = await self._store.retrieve_full_tracker(conversation)
        return list(tracker.events) if tracker else []

    async def turn(self, conversation: str, key: str) -> Optional[List[Event]]:
        """The events of the finished turn of an idempotency key; `None` if there was none."""
        store = self._store
        if hasattr(store, "turn_events"):
            found = await store.turn_events(conversation, key)
            return deserialise_events(found) if found else None
        return _turn_in(await self.events(conversation), key)

    async def language(self, conversation: str) -> Optional[str]:
        """The language the conversation is in, if it has one yet."""
        tracker = await self._store.retrieve(conversation)
        slot = tracker.slots.get(LANGUAGE_SLOT) if tracker else None
        return str(slot.value) if slot is not None and slot.value else None

    async def set_feedback(self, conversation: str, feedback: Dict[str, Any]) -> None:
        """Keep feedback as an event of the conversation."""
        async with self._agent.lock_store.lock(conversation):
            processor = self._agent.processor
            tracker = await processor.get_tracker(conversation)
            tracker.update(SlotSet(FEEDBACK_SLOT, feedback), self._agent.domain)
            await processor.save_tracker(tracker)

    async def delete(self, conversation: str) -> None:
        """Delete everything stored of a conversation.

        Raises:
            NotImplementedError: the tracker store has no way to do so.
        """
        async with self._agent.lock_store.lock(conversation):
            for store in self._stores():
                if isinstance(store, InMemoryTrackerStore):
                    store.store.pop(conversation, None)
                elif hasattr(store, "delete"):
                    await store.delete(conversation)
                else:
                    raise NotImplementedError(f"{type(store).__name__} cannot delete.")

    @property
    def _store(self) -> TrackerStore:
        """The store itself: the wrapper around it turns an error into an empty conversation."""
        return self._stores()[0]

    def _stores(self) -> List[TrackerStore]:
        wrapper = self._agent.tracker_store
        if not isinstance(wrapper, FailSafeTrackerStore):
            return [wrapper]
        stores = [wrapper._tracker_store, wrapper._fallback_tracker_store]
        return [store for store in stores if store is not None]


def _turn_in(events: List[Event], key: str) -> Optional[List[Event]]:
    turn: List[Event] = []
    for event in events:
        if isinstance(event, UserUttered) and event.text:
            if turn:
                break
            if event.message_id == key:
                turn.append(event)
        elif turn:
            turn.append(event)
    return turn or None
