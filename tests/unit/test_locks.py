"""One message of a conversation at a time, in the order they came, with no polling."""

from __future__ import annotations

import asyncio
from typing import List

import pytest
from rasa.core.lock_store import LockError, LockStore
from rasa.core.utils import _lock_store_is_multi_worker_compatible
from rasa.utils.endpoints import EndpointConfig

from bot.server.locks import InProcessLocks

NEVER = 3600.0


def test_rasa_makes_it_from_endpoints_yml() -> None:
    store = LockStore.create(EndpointConfig(type="bot.server.locks.InProcessLocks"))
    assert isinstance(store, InProcessLocks)


def test_rasa_starts_no_second_worker_beside_it() -> None:
    assert not _lock_store_is_multi_worker_compatible(InProcessLocks())


def test_messages_of_one_conversation_are_handled_in_order_one_at_a_time() -> None:
    async def conversation() -> List[str]:
        store, log = InProcessLocks(), []

        async def message(number: int) -> None:
            async with store.lock("one", NEVER, wait_time_in_seconds=NEVER):
                log.append(f"begin {number}")
                await asyncio.sleep(0)
                await asyncio.sleep(0)
                log.append(f"end {number}")

        # with Rasa's polling each would wait an hour for the one before
        await asyncio.wait_for(asyncio.gather(*(message(number) for number in range(4))), 30)
        return log

    expected = [f"{what} {number}" for number in range(4) for what in ("begin", "end")]
    assert asyncio.run(conversation()) == expected


def test_other_conversations_do_not_wait() -> None:
    async def both() -> None:
        store = InProcessLocks()
        async with store.lock("one", NEVER), store.lock("two", NEVER):
            pass

    asyncio.run(asyncio.wait_for(both(), 30))


def test_a_message_that_fails_lets_the_next_go_on() -> None:
    async def conversation() -> str:
        store = InProcessLocks()
        with pytest.raises(ValueError, match="broken"):
            async with store.lock("one", NEVER):
                raise ValueError("broken")
        async with store.lock("one", NEVER):
            return "went on"

    assert asyncio.run(asyncio.wait_for(conversation(), 30)) == "went on"


def test_a_message_that_is_given_up_leaves_the_queue() -> None:
    async def conversation() -> str:
        store = InProcessLocks()
        async with store.lock("one", NEVER):
            waiting = asyncio.ensure_future(_enter(store))
            await asyncio.sleep(0)
            waiting.cancel()
            await asyncio.gather(waiting, return_exceptions=True)
        async with store.lock("one", NEVER):
            return "went on"

    assert asyncio.run(asyncio.wait_for(conversation(), 30)) == "went on"


def test_who_comes_after_one_that_hangs_goes_on_when_its_time_is_up() -> None:
    async def conversation() -> str:
        store = InProcessLocks()
        async with store.lock("one", 0.05), store.lock("one", NEVER):
            return "went on"

    assert asyncio.run(asyncio.wait_for(conversation(), 30)) == "went on"


def test_who_waits_longer_than_allowed_is_told_so() -> None:
    async def conversation() -> None:
        store = InProcessLocks()
        async with store.lock("one", 0.2):
            await _enter(store, lifetime=0.0)

    with pytest.raises(LockError, match="conversation 'one'"):
        asyncio.run(asyncio.wait_for(conversation(), 30))


def test_nothing_is_kept_of_conversations_nobody_waits_for() -> None:
    async def conversations() -> int:
        store = InProcessLocks()
        for number in range(100):
            async with store.lock(str(number), NEVER):
                assert store.is_someone_waiting(str(number))
        return len(store._queues)

    assert asyncio.run(conversations()) == 0


async def _enter(store: InProcessLocks, lifetime: float = NEVER) -> None:
    async with store.lock("one", lifetime):
        pass
