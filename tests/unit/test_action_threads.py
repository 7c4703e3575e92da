"""Actions run in threads that are used again, and one that hangs is in nobody's way."""

from __future__ import annotations

import asyncio
import threading
from typing import Any, List

import pytest

from bot.server import action_threads
from bot.server.action_threads import in_a_thread
from tests.waiting import until


@pytest.fixture(autouse=True)
def _none_idle(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(action_threads, "_idle", [])


async def _thread() -> int:
    return threading.get_ident()


async def _settled() -> None:
    """Until a thread is back among the idle ones."""
    await until(lambda: action_threads._idle)


def test_one_thread_does_one_action_after_the_other() -> None:
    async def run() -> List[int]:
        used = []
        for _ in range(3):
            used.append(await in_a_thread(_thread()))
            await _settled()
        return used

    used = asyncio.run(run())
    assert len(set(used)) == 1
    assert used[0] != threading.get_ident()


def test_what_hangs_holds_up_nobody_else() -> None:
    release = threading.Event()
    started: List[int] = []

    async def hangs() -> None:
        started.append(1)
        release.wait(600)

    async def run() -> None:
        hanging = [asyncio.create_task(in_a_thread(hangs())) for _ in range(6)]
        await until(lambda: len(started) == 6)
        await asyncio.wait_for(in_a_thread(_thread()), 60)
        for task in hanging:
            task.cancel()
        await asyncio.gather(*hanging, return_exceptions=True)

    try:
        asyncio.run(run())
    finally:
        release.set()


def test_what_waits_is_cancelled_and_its_thread_used_again() -> None:
    seen: List[Any] = []

    async def waits() -> None:
        seen.append(threading.get_ident())
        try:
            await asyncio.sleep(60)
        except asyncio.CancelledError:
            seen.append("cancelled")
            raise

    async def run() -> int:
        waiting = asyncio.create_task(in_a_thread(waits()))
        await until(lambda: seen)
        waiting.cancel()  # as a time-out does
        with pytest.raises(asyncio.CancelledError):
            await waiting
        await _settled()
        return await in_a_thread(_thread())

    assert asyncio.run(run()) == seen[0]
    assert seen[1:] == ["cancelled"]


def test_what_an_action_leaves_behind_ends_with_it() -> None:
    ended = threading.Event()

    async def forgotten() -> None:
        try:
            await asyncio.sleep(60)
        finally:
            ended.set()

    async def action() -> str:
        action.task = asyncio.create_task(forgotten())  # type: ignore[attr-defined]
        await asyncio.sleep(0)
        return "done"

    assert asyncio.run(in_a_thread(action())) == "done"
    assert ended.wait(30)


@pytest.mark.parametrize("error", [ValueError("no"), SystemExit(1), KeyboardInterrupt()])
def test_what_it_raises_is_told_and_the_next_one_works(error: BaseException) -> None:
    async def fails() -> None:
        raise error

    async def run() -> int:
        with pytest.raises((ValueError, RuntimeError), match=r"no|SystemExit|KeyboardInterrupt"):
            await in_a_thread(fails())
        return await in_a_thread(_thread())

    assert asyncio.run(run())


def test_few_threads_wait_for_work() -> None:
    async def short() -> None:
        await asyncio.sleep(0.1)

    async def run() -> None:
        await asyncio.gather(*(in_a_thread(short()) for _ in range(12)))
        await _settled()
        await asyncio.sleep(0.5)

    asyncio.run(run())
    assert 0 < len(action_threads._idle) <= action_threads._MOST_IDLE + 1
