"""The store's methods in threads: SQLAlchemy 1.4 blocks, and the server must never wait for it."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Any, Callable, List, Optional, Tuple, TypeVar

from bot.channels.slack.store import SlackStore, Stored
from bot.channels.slack.tasks import Task

T = TypeVar("T")


class BackgroundStore:
    """Runs a store's methods in a thread, one after the other, so that they never block the server.

    `await background(store.admit, task)`.
    """

    def __init__(self) -> None:
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="slack-store")

    async def __call__(self, method: Callable[..., T], *arguments: Any, **options: Any) -> T:
        """The result of the method; raises what it raises."""
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._thread, partial(method, *arguments, **options))

    def close(self) -> None:
        """Finish what is under way."""
        self._thread.shutdown(wait=True)


class Admissions:
    """Takes tasks on in batches: as many as come while the last batch is being written.

    In a thread of its own, so that acknowledging doesn't wait for other writing.
    """

    def __init__(self, store: SlackStore) -> None:
        self._store = store
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="slack-admissions")
        self._waiting: List[Tuple[Task, asyncio.Future[Optional[Stored]]]] = []
        self._writing: Optional[asyncio.Task[None]] = None

    async def __call__(self, task: Task) -> Optional[Stored]:
        """See `SlackStore.admit`."""
        loop = asyncio.get_running_loop()
        future: asyncio.Future[Optional[Stored]] = loop.create_future()
        self._waiting.append((task, future))
        if self._writing is None or self._writing.done():
            self._writing = loop.create_task(self._write())
        return await future

    def close(self) -> None:
        """Finish what is under way."""
        self._thread.shutdown(wait=True)

    async def _write(self) -> None:
        loop = asyncio.get_running_loop()
        while self._waiting:
            batch, self._waiting = self._waiting, []
            tasks = [task for task, _ in batch]
            try:
                results = await loop.run_in_executor(self._thread, self._store.admit, tasks)
            except Exception as error:
                for _, future in batch:
                    if not future.done():
                        future.set_exception(error)
                continue
            for (_, future), result in zip(batch, results):
                if not future.done():
                    future.set_result(result)
