"""Runs an action beside the server's event loop.

Our actions are quick, but one that waits for something without `await` would hold up everyone.
In a thread of its own it holds up its own turn, which the channel gives up after a while. A thread
that is done, with its event loop, waits for the next action; one that hangs is left to itself.
"""

from __future__ import annotations

import asyncio
import threading
from contextlib import suppress
from queue import SimpleQueue
from typing import Any, Callable, Coroutine, List, Optional, TypeVar

Result = TypeVar("Result")
#: Does its work in a loop, and tells whether the loop is of use after it.
_Job = Callable[[asyncio.AbstractEventLoop], bool]

_MOST_IDLE = 4
_idle: List[_Worker] = []  # the last one that became idle is the first to work


async def in_a_thread(work: Coroutine[Any, Any, Result]) -> Result:
    """The result of a coroutine, run in an event loop and a thread of its own.

    When this is cancelled, so is the work, where it waits with `await`; where it doesn't, its
    thread goes on alone, and dies with the process.
    """
    here = asyncio.get_running_loop()
    outcome: asyncio.Future[Result] = here.create_future()
    running: List[Any] = []

    async def run() -> Result:
        running.extend((asyncio.get_running_loop(), asyncio.current_task()))
        if outcome.cancelled():  # given up before it began
            work.close()
            raise asyncio.CancelledError
        return await work

    def settle(error: Any, result: Any) -> None:
        if outcome.done():  # given up
            return
        if error is None:
            outcome.set_result(result)
        else:
            outcome.set_exception(error)

    def job(loop: asyncio.AbstractEventLoop) -> bool:
        error: Any = None
        result: Any = None
        sound = True
        try:
            result = loop.run_until_complete(run())
        except asyncio.CancelledError:
            error = asyncio.TimeoutError()
        except Exception as raised:
            error = raised
        except BaseException as raised:  # such as SystemExit: it must not end the server
            error = RuntimeError(f"The action raised {type(raised).__name__}")
            sound = False
        with suppress(RuntimeError):  # the server has stopped meanwhile
            here.call_soon_threadsafe(settle, error, result)
        return sound

    _worker().take(job)
    try:
        return await outcome
    except asyncio.CancelledError:
        if running:
            with suppress(RuntimeError):  # it has just ended
                running[0].call_soon_threadsafe(_cancel, running[1])
        raise


class _Worker:
    """A thread with an event loop.

    Not of a pool of Python's: all of its threads could be hanging, and the process would wait for
    them at its end.
    """

    def __init__(self) -> None:
        self._idle = _idle
        self._jobs: SimpleQueue[Optional[_Job]] = SimpleQueue()
        threading.Thread(target=self._work, name="action", daemon=True).start()

    def take(self, job: Optional[_Job]) -> None:
        """Do a job, or end when there is none."""
        self._jobs.put(job)

    def _work(self) -> None:
        loop = asyncio.new_event_loop()
        asyncio.set_event_loop(loop)
        while (job := self._jobs.get()) is not None:
            sound = job(loop)
            del job  # and all that was said
            _end_what_is_left(loop)
            if not sound or len(self._idle) >= _MOST_IDLE:
                break
            self._idle.append(self)
        loop.close()


def _worker() -> _Worker:
    with suppress(IndexError):
        return _idle.pop()
    return _Worker()


def _end_what_is_left(loop: asyncio.AbstractEventLoop) -> None:
    """Cancel the tasks that an action began and didn't wait for."""
    if left := asyncio.all_tasks(loop):
        for task in left:
            task.cancel()
        loop.run_until_complete(asyncio.gather(*left, return_exceptions=True))


def _cancel(task: asyncio.Task[Any]) -> None:
    """Cancel what is still running; the thread may have gone on to another action."""
    if not task.done():
        task.cancel()
