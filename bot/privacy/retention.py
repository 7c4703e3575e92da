"""Automatic deletion: conversations in which nothing has been said for too long."""

from __future__ import annotations

import asyncio
import logging
import time
from typing import Any, Callable

from rasa.core.tracker_store import InMemoryTrackerStore

from bot.privacy.records import Records

logger = logging.getLogger(__name__)

_DAY = 24 * 60 * 60.0  # seconds
_AFTER_FAILURE = 60 * 60.0


class Retention:
    """Deletes at the start of the server, and daily."""

    def __init__(
        self,
        store: Callable[[], Any],
        days: int,
        clock: Callable[[], float] = time.time,
    ) -> None:
        """What is deleted when.

        Args:
            store: the conversation store that is used now.
            days: how long a conversation is kept after its last message, at least 1.
            clock: seconds since 1970.
        """
        self._store = store
        self._days = days
        self._clock = clock

    async def run(self) -> None:
        """Delete, and again every day. Ends only when cancelled."""
        while True:
            try:
                deleted = await self.clean()
            except Exception as error:
                logger.error("Old conversations cannot be deleted (%s)", type(error).__name__)
                await asyncio.sleep(_AFTER_FAILURE)
                continue
            if deleted:
                logger.warning("%d conversations idle for %d days deleted", deleted, self._days)
            await asyncio.sleep(_DAY)

    async def clean(self) -> int:
        """Delete what is due; returns how many conversations went."""
        store, moment = self._store(), self._clock() - self._days * _DAY
        if isinstance(store, InMemoryTrackerStore):
            return await _clean_memory(store, moment)
        engine = getattr(store, "engine", None)
        if engine is None:
            raise NotImplementedError(f"{type(store).__name__} has no engine to delete with")
        # In a thread: the database may be slow, and answering goes on meanwhile.
        work = Records(engine).delete_idle
        return await asyncio.get_running_loop().run_in_executor(None, work, moment)


async def _clean_memory(store: InMemoryTrackerStore, moment: float) -> int:
    deleted = 0
    for conversation in list(await store.keys()):
        tracker = await store.retrieve(conversation)
        if tracker is not None and tracker.events and tracker.events[-1].timestamp < moment:
            store.store.pop(conversation, None)
            deleted += 1
    return deleted
