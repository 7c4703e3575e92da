"""Lanes: what belongs to one conversation is done in order, conversations side by side."""

from __future__ import annotations

import asyncio
import logging
from collections import deque
from typing import Awaitable, Callable, Deque, Dict, Set

logger = logging.getLogger(__name__)
Job = Callable[[], Awaitable[None]]


class Lanes:
    """Runs jobs in the background; those of one lane one after the other."""

    def __init__(self) -> None:
        self._waiting: Dict[str, Deque[Job]] = {}
        self._running: Set[asyncio.Task[None]] = set()

    def put(self, lane: str, job: Job) -> None:
        """Run a job once those put on the lane before it are over."""
        if lane in self._waiting:
            self._waiting[lane].append(job)
            return
        self._waiting[lane] = deque([job])
        task = asyncio.get_running_loop().create_task(self._run(lane))
        self._running.add(task)
        task.add_done_callback(self._running.discard)

    @property
    def busy(self) -> bool:
        """Whether anything is under way."""
        return bool(self._waiting)

    async def drain(self, seconds: float) -> None:
        """Wait until all lanes are empty, for so many seconds at most; then stop them."""
        if self._running:
            await asyncio.wait(set(self._running), timeout=seconds)
        left = set(self._running)
        for task in left:
            task.cancel()
        await asyncio.gather(*left, return_exceptions=True)

    async def _run(self, lane: str) -> None:
        jobs = self._waiting[lane]
        try:
            while jobs:
                try:
                    await jobs[0]()
                except Exception:  # the next job has nothing to do with this one
                    logger.exception("Slack: a task failed")
                jobs.popleft()
        finally:
            del self._waiting[lane]
