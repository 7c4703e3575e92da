"""The queue of a conversation in a real Redis: in order, one at a time, and never stuck."""

from __future__ import annotations

import asyncio
import shutil
import time
from contextlib import AsyncExitStack
from typing import Any, Coroutine, Iterator, List

import pytest
import redis
from rasa.core.lock_store import LockError
from rasa.shared.exceptions import RasaException

from bot.channels.unavailable import UnavailableError
from bot.server.lock_store import configured_locks
from bot.server.redis_locks import PREFIX, RedisLocks, Ticket
from tests.servers.processes import Redis, missing_packages, new_folder


@pytest.fixture(scope="module")
def server() -> Iterator[Redis]:
    if "redis-server" in missing_packages():
        pytest.skip("Debian's package redis-server is not installed")
    folder = new_folder()
    started = Redis(folder)
    started.start()
    started.wait_until_listening()
    yield started
    started.stop()
    shutil.rmtree(folder, ignore_errors=True)


def run(test: Coroutine[Any, Any, None]) -> None:
    asyncio.run(asyncio.wait_for(test, 120))


def keys(server: Redis) -> List[bytes]:
    return list(redis.Redis.from_url(server.url).keys(f"{PREFIX}:*"))


async def queue_length(server: Redis, count: int) -> None:
    client = redis.Redis.from_url(server.url)
    while max((client.llen(key) for key in client.keys(f"{PREFIX}:*:queue")), default=0) != count:
        await asyncio.sleep(0.005)


def test_who_comes_first_goes_first_whichever_process_has_it(server: Redis) -> None:
    async def test() -> None:
        processes = [RedisLocks(server.url) for _ in range(3)]
        order: List[int] = []

        async def turn(number: int) -> None:
            async with processes[number % 3].lock("somebody"):
                order.append(number)
                await asyncio.sleep(0.01)
                order.append(number)

        async with processes[0].lock("somebody"):
            tasks = []
            for number in range(9):
                tasks.append(asyncio.create_task(turn(number)))
                await queue_length(server, number + 2)
        await asyncio.gather(*tasks)
        assert order == [number for number in range(9) for _ in range(2)]
        assert keys(server) == []  # nothing is left of them

    run(test())


def test_many_at_once_in_one_process_keep_their_order(server: Redis) -> None:
    async def test() -> None:
        locks, order = RedisLocks(server.url), []

        async def turn(number: int) -> None:
            async with locks.lock("somebody"):
                order.append(number)

        await asyncio.gather(*(turn(number) for number in range(40)))
        assert order == list(range(40))

    run(test())


def test_never_two_at_a_time(server: Redis) -> None:
    async def test() -> None:
        processes, inside = [RedisLocks(server.url) for _ in range(4)], 0

        async def turn(number: int) -> None:
            nonlocal inside
            async with processes[number % 4].lock("somebody"):
                inside += 1
                assert inside == 1
                await asyncio.sleep(0)
                assert inside == 1
                inside -= 1

        await asyncio.gather(*(turn(number) for number in range(200)))

    run(test())


def test_conversations_do_not_wait_for_each_other(server: Redis) -> None:
    async def test() -> None:
        locks = RedisLocks(server.url)
        async with AsyncExitStack() as stack:
            for number in range(20):
                await stack.enter_async_context(locks.lock(f"somebody {number}"))

    run(test())


def test_a_dead_process_holds_the_next_up_for_its_lease_only(server: Redis) -> None:
    async def test() -> None:
        dead, alive = RedisLocks(server.url, lease=3), RedisLocks(server.url, lease=3)
        for place in range(2):  # one that had the lock, one that waited: neither is renewed
            await dead._place(Ticket("somebody"))
            await queue_length(server, place + 1)
        begun = time.monotonic()
        async with alive.lock("somebody", 60):
            waited = time.monotonic() - begun
        assert 2 < waited < 6  # the lease, less what has passed of it and more till it is noticed

    run(test())


def test_a_long_turn_keeps_its_lock(server: Redis) -> None:
    async def test() -> None:
        first, second, order = RedisLocks(server.url, 4), RedisLocks(server.url, 4), []

        async def long() -> None:
            async with first.lock("somebody"):
                await queue_length(server, 2)
                await asyncio.sleep(9)  # over two leases, of which a busy machine may miss much
                order.append("long")

        async def short() -> None:
            await queue_length(server, 1)
            async with second.lock("somebody"):
                order.append("short")

        await asyncio.gather(long(), short())
        assert order == ["long", "short"]

    run(test())


def test_the_wait_is_bounded_and_who_gives_up_leaves_the_queue(server: Redis) -> None:
    async def test() -> None:
        locks = RedisLocks(server.url)
        async with locks.lock("somebody"):
            with pytest.raises(LockError):
                async with locks.lock("somebody", 0.3):
                    pytest.fail("two at a time")
            task = asyncio.create_task(locks.lock("somebody").__aenter__())
            await queue_length(server, 2)
            task.cancel()
            await queue_length(server, 1)
        async with locks.lock("somebody", 60):
            pass

    run(test())


def test_redis_away_and_back(server: Redis) -> None:
    async def test() -> None:
        locks = RedisLocks(server.url)
        async with locks.lock("somebody"):
            await asyncio.to_thread(server.stop)  # in the middle of a turn, which goes on
        with pytest.raises(UnavailableError):
            async with locks.lock("somebody"):
                pytest.fail("there is no lock")
        with pytest.raises(UnavailableError):
            await locks.ping()
        server.start()
        await asyncio.to_thread(server.wait_until_listening)
        async with locks.lock("somebody"):
            await locks.ping()
        assert keys(server) == []

    run(test())


def test_ids_are_not_in_the_names_of_keys(server: Redis) -> None:
    async def test() -> None:
        async with RedisLocks(server.url).lock("slack:T1:U123 {x}"):
            assert len(keys(server)) == 2
            assert not any(b"U123" in key for key in keys(server))

    run(test())


def test_what_is_no_address_of_redis_is_refused() -> None:
    with pytest.raises(RasaException, match="LOCK_STORE_URL is not the address"):
        configured_locks({"LOCK_STORE_URL": "localhost:6379"})
    with pytest.raises(RasaException, match="LOCK_STORE_URL must name a Redis server"):
        configured_locks({"SANIC_WORKERS": "4"})
