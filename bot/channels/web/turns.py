"""The turns that are being answered in this process, and following one as it goes.

A turn belongs to nobody's connection: it goes on when its reader leaves, and a retry joins it.
Finished turns are not kept here but where the tracker is.
"""

from __future__ import annotations

import asyncio
from typing import Any, AsyncIterator, Awaitable, Callable, Dict, List, Set, Tuple

from bot.channels.http.errors import StillRunningError
from bot.channels.http.language import DEFAULT_LANGUAGE
from bot.channels.web import sse
from bot.channels.web.incoming import Incoming


class Turn:
    """One message and the events of its answer so far."""

    def __init__(self, conversation: str, message: Incoming) -> None:
        """A turn without events."""
        self.conversation = conversation
        self.message = message
        self.asked_in = message.language or DEFAULT_LANGUAGE
        self._events: List[bytes] = []
        self._finished = False
        self._changed = asyncio.Event()

    def add(self, name: str, data: Dict[str, Any]) -> None:
        """Add an event, for all who follow."""
        self._events.append(sse.event(name, data))
        self._notify()

    def finish(self) -> None:
        """Say that there will be no more events."""
        self._finished = True
        self._notify()

    async def follow(self, keep_alive: float) -> AsyncIterator[bytes]:
        """All events from the first on, framed, and comments every `keep_alive` seconds between."""
        sent = 0
        while True:
            changed = self._changed
            while sent < len(self._events):
                sent += 1
                yield self._events[sent - 1]
            if self._finished:
                return
            try:
                await asyncio.wait_for(changed.wait(), keep_alive)
            except asyncio.TimeoutError:
                yield sse.KEEP_ALIVE

    def _notify(self) -> None:
        changed, self._changed = self._changed, asyncio.Event()
        changed.set()


class Turns:
    """The running turns by conversation and idempotency key."""

    def __init__(self, answer: Callable[[Turn], Awaitable[None]]) -> None:
        """Args: `answer` runs a turn to its end, whatever happens, and finishes it."""
        self._answer = answer
        self._running: Dict[Tuple[str, str], Turn] = {}
        self._tasks: Set[asyncio.Task[None]] = set()

    def start(self, turn: Turn) -> Turn:
        """Start a turn, or join the one that is running for the same key.

        Raises:
            StillRunningError: the one that is running is for another message.
        """
        place = (turn.conversation, turn.message.key)
        running = self._running.get(place)
        if running is not None:
            if running.message.text != turn.message.text:
                raise StillRunningError(
                    "The id is that of another message, which is being answered"
                )
            return running
        self._running[place] = turn
        task = asyncio.get_running_loop().create_task(self._run(turn))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return turn

    async def wait(self, seconds: float) -> None:
        """Wait until all turns are finished, but no longer than this; the rest is cancelled."""
        if not self._tasks:
            return
        _, pending = await asyncio.wait(set(self._tasks), timeout=seconds)
        for task in pending:
            task.cancel()
        await asyncio.gather(*pending, return_exceptions=True)

    async def _run(self, turn: Turn) -> None:
        try:
            await self._answer(turn)
        finally:
            self._running.pop((turn.conversation, turn.message.key), None)
