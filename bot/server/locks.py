"""One message of a conversation at a time: a lock that wakes whoever is next at once.

Rasa's lock stores look every second whether it is their turn; here the one before says so. The
lock holds within one process. A store for several processes can build on `Queues`: those waiting
here wait for each other, and the first of them for the other processes.
"""

from __future__ import annotations

import asyncio
import time
from collections import deque
from contextlib import asynccontextmanager
from typing import AsyncIterator, Deque, Dict, Optional

from rasa.core.lock import TicketLock
from rasa.core.lock_store import LOCK_LIFETIME, InMemoryLockStore, LockError
from rasa.utils.endpoints import EndpointConfig


class Ticket:
    """A place in the queue of a conversation, lost at `expires` (monotonic seconds)."""

    def __init__(self, lifetime: float) -> None:
        self.expires = time.monotonic() + lifetime
        self.called = asyncio.Event()


class Queues:
    """Who waits for which conversation in this process; holds only those somebody waits for."""

    def __init__(self) -> None:
        self._queues: Dict[str, Deque[Ticket]] = {}

    def __len__(self) -> int:
        return len(self._queues)

    @asynccontextmanager
    async def turn(self, conversation_id: str, lifetime: float) -> AsyncIterator[Ticket]:
        """Wait for the turn: first come, first served.

        Args:
            conversation_id: what is waited for.
            lifetime: seconds after which the place is lost, waiting or served. As with Rasa's
                tickets, those behind someone who takes longer wait no further.

        Raises:
            LockError: the place was lost while waiting.
        """
        ticket = Ticket(lifetime)
        queue = self._queues.setdefault(conversation_id, deque())
        queue.append(ticket)
        try:
            while queue[0] is not ticket:
                await _called(ticket, until=queue[0].expires)
                _drop_expired(queue)
                if ticket not in queue:
                    raise LockError(f"Waited too long for conversation '{conversation_id}'.")
            yield ticket
        finally:
            if ticket in queue:
                queue.remove(ticket)
            _call_first(queue)
            if not queue and self._queues.get(conversation_id) is queue:
                del self._queues[conversation_id]


class InProcessLocks(InMemoryLockStore):
    """Rasa's in-memory lock store without its polling.

    Being an `InMemoryLockStore`, it keeps Rasa from starting several Sanic workers, each of
    which would have locks of its own.
    """

    def __init__(self, endpoint_config: Optional[EndpointConfig] = None) -> None:
        """No options; Rasa passes the entry of `endpoints.yml`."""
        super().__init__()
        self._queues = Queues()

    @asynccontextmanager
    async def lock(
        self,
        conversation_id: str,
        lock_lifetime: float = LOCK_LIFETIME,
        wait_time_in_seconds: float = 1,
    ) -> AsyncIterator[TicketLock]:
        """Hold the lock of a conversation; `wait_time_in_seconds` has no meaning here.

        Raises:
            LockError: `lock_lifetime` passed while waiting.
        """
        async with self._queues.turn(conversation_id, lock_lifetime):
            yield TicketLock(conversation_id)

    def is_someone_waiting(self, conversation_id: str) -> bool:
        """Whether a message of this conversation is being handled or waits."""
        return conversation_id in self._queues._queues


async def _called(ticket: Ticket, until: float) -> None:
    """Wait to be called, or until the one in front has lost its place."""
    try:
        await asyncio.wait_for(ticket.called.wait(), max(0.0, until - time.monotonic()))
    except asyncio.TimeoutError:
        return


def _drop_expired(queue: Deque[Ticket]) -> None:
    now = time.monotonic()
    for ticket in [ticket for ticket in queue if ticket.expires <= now]:
        queue.remove(ticket)
    _call_first(queue)


def _call_first(queue: Deque[Ticket]) -> None:
    if queue:
        queue[0].called.set()
