"""One message of a conversation at a time, over several servers: a queue in Redis.

Each conversation has a queue of tickets; whose ticket is first has the lock. Tickets are put there
in the order the messages came, so that is the order they are answered in, whichever server has
them. Every step is one Lua script, so it happens whole or not at all.

A ticket is a lease that its server renews. When a server is killed, its tickets run out in seconds
and the next in the queue goes on. Who waits sleeps on a list of its own, on which whoever leaves
puts a word; so the next one wakes at once.
"""

from __future__ import annotations

import asyncio
import hashlib
import logging
import time
import uuid
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from typing import Any, AsyncIterator
from weakref import WeakValueDictionary

import redis.asyncio as redis
from rasa.core.lock_store import LOCK_LIFETIME, LockError, LockStore
from rasa.shared.exceptions import RasaException
from redis.asyncio.retry import Retry
from redis.backoff import ExponentialBackoff
from redis.exceptions import RedisError

from bot.channels.unavailable import UnavailableError

logger = logging.getLogger(__name__)

URL_VARIABLE = "LOCK_STORE_URL"
PREFIX = "klyngebot:turn"
LEASE = 10.0  # seconds without a sign of life after which a ticket is void
_WAKE_WITHIN = 1.0  # seconds: how soon a ticket that ran out before us is noticed
_CONNECT_SECONDS = 2.0
_ANSWER_SECONDS = 6.0
_LEAVE_SECONDS = 1.0
_CONNECTIONS = 200  # each message that waits has one

# KEYS: the queue, a list of tickets; until when they are good, a sorted set by milliseconds.
# ARGV: ticket, lease in milliseconds.
# Voids tickets that ran out, from the front on; takes a place at the end, or keeps the one there
# is. Returns how many are before it.
_QUEUE = """
local clock = redis.call('TIME')
local now = clock[1] * 1000 + math.floor(clock[2] / 1000)
while true do
  local first = redis.call('LINDEX', KEYS[1], 0)
  if not first or first == ARGV[1] then break end
  local good = redis.call('ZSCORE', KEYS[2], first)
  if good and tonumber(good) >= now then break end
  redis.call('LPOP', KEYS[1])
  redis.call('ZREM', KEYS[2], first)
end
if not redis.call('ZSCORE', KEYS[2], ARGV[1]) then redis.call('RPUSH', KEYS[1], ARGV[1]) end
redis.call('ZADD', KEYS[2], now + ARGV[2], ARGV[1])
redis.call('PEXPIRE', KEYS[1], ARGV[2] * 2)
redis.call('PEXPIRE', KEYS[2], ARGV[2] * 2)
local before = 0
for _, ticket in ipairs(redis.call('LRANGE', KEYS[1], 0, -1)) do
  if ticket == ARGV[1] then break end
  before = before + 1
end
return before
"""

# Makes a ticket good for longer, if it is still there. ARGV: ticket, lease in milliseconds.
_RENEW = """
if not redis.call('ZSCORE', KEYS[2], ARGV[1]) then return 0 end
local clock = redis.call('TIME')
local now = clock[1] * 1000 + math.floor(clock[2] / 1000)
redis.call('ZADD', KEYS[2], now + ARGV[2], ARGV[1])
redis.call('PEXPIRE', KEYS[1], ARGV[2] * 2)
redis.call('PEXPIRE', KEYS[2], ARGV[2] * 2)
return 1
"""

# Gives the ticket back, and wakes whoever is first then. ARGV: ticket, lease, prefix of the lists.
_LEAVE = """
redis.call('LREM', KEYS[1], 0, ARGV[1])
redis.call('ZREM', KEYS[2], ARGV[1])
local first = redis.call('LINDEX', KEYS[1], 0)
if first then
  local wake = ARGV[3] .. first
  redis.call('RPUSH', wake, '1')
  redis.call('PEXPIRE', wake, ARGV[2])
end
return 1
"""


@dataclass
class Ticket:
    """A place in the queue of a conversation."""

    conversation: str
    name: str = field(default_factory=lambda: uuid.uuid4().hex)

    def __post_init__(self) -> None:
        # A hash, as ids may hold anything and say who somebody is. In braces, so that all keys of
        # a conversation are on one server of a cluster.
        digest = hashlib.sha256(self.conversation.encode("utf-8")).hexdigest()[:32]
        self._base = f"{PREFIX}:{{{digest}}}"

    @property
    def keys(self) -> tuple[str, str]:
        """The queue, and until when its tickets are good."""
        return f"{self._base}:queue", f"{self._base}:good"

    @property
    def wake_prefix(self) -> str:
        """What the lists that wake tickets are called, up to the ticket."""
        return f"{self._base}:wake:"


class RedisLocks(LockStore):
    """Rasa's lock store on Redis.

    Args:
        url: `redis://`, `rediss://` (TLS) or `unix://`.
        lease: seconds after which the tickets of a dead server are void.

    Raises:
        RasaException: the address makes no sense.
    """

    def __init__(self, url: str, lease: float = LEASE) -> None:
        try:
            self._redis = redis.Redis(
                connection_pool=redis.BlockingConnectionPool.from_url(
                    url,
                    max_connections=_CONNECTIONS,
                    timeout=_ANSWER_SECONDS,
                    socket_connect_timeout=_CONNECT_SECONDS,
                    socket_timeout=_ANSWER_SECONDS,
                    # Once more, on a new connection: Redis may have been restarted since. All
                    # scripts may be run twice.
                    retry=Retry(ExponentialBackoff(cap=0.2, base=0.05), 1),
                    retry_on_error=[redis.ConnectionError],
                )
            )
        except ValueError as error:
            raise RasaException(
                f"{URL_VARIABLE} is not the address of a Redis server. It must be like "
                "redis://:password@host:6379/0 (rediss:// for TLS)."
            ) from error
        self._lease = lease
        self._queue = self._redis.register_script(_QUEUE)
        self._extend = self._redis.register_script(_RENEW)
        self._leave = self._redis.register_script(_LEAVE)
        self._arrivals: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()
        self._away = False

    @asynccontextmanager
    async def lock(
        self,
        conversation_id: str,
        lock_lifetime: float = LOCK_LIFETIME,
        wait_time_in_seconds: float = 1,
    ) -> AsyncIterator[None]:
        """Wait for our turn in a conversation: first come, first served.

        Args:
            lock_lifetime: longest wait, and longest turn after it, in seconds.
            wait_time_in_seconds: unused; the wait ends the moment it is our turn.

        Raises:
            LockError: the turns before took too long.
            UnavailableError: Redis cannot be reached.
        """
        ticket = Ticket(conversation_id)
        before = await self._arrive(ticket)
        renewing = asyncio.get_running_loop().create_task(self._renew(ticket, lock_lifetime))
        try:
            await self._wait(ticket, before, lock_lifetime)
            yield
        finally:
            renewing.cancel()
            # Even if we are cancelled: else all others would wait until the lease runs out.
            await asyncio.shield(self._give_back(ticket))

    async def ping(self) -> None:
        """Raises `UnavailableError` unless Redis answers."""
        await self._ask(self._redis.ping())

    async def close(self) -> None:
        """Close all connections."""
        await self._redis.close()
        await self._redis.connection_pool.disconnect()

    async def _wait(self, ticket: Ticket, before: int, seconds: float) -> None:
        deadline = time.monotonic() + seconds
        while before:
            left = deadline - time.monotonic()
            if left <= 0:
                raise LockError("The turns before in the conversation took too long.")
            wake = f"{ticket.wake_prefix}{ticket.name}"
            waking = self._redis.blpop([wake], timeout=max(0.1, min(left, _WAKE_WITHIN)))
            with suppress(UnavailableError):  # a busy server reads it too late; the place tells
                await self._ask(waking)
            before = await self._place(ticket)

    async def _arrive(self, ticket: Ticket) -> int:
        """Take a place. Two messages that came to this server go in the order they came."""
        lock = self._arrivals.setdefault(ticket.conversation, asyncio.Lock())
        async with lock:
            return await self._place(ticket)

    async def _place(self, ticket: Ticket) -> int:
        lease = int(self._lease * 1000)
        return int(await self._ask(self._queue(keys=ticket.keys, args=[ticket.name, lease])))

    async def _renew(self, ticket: Ticket, seconds: float) -> None:
        """Keep the ticket good while it waits, and for as long again while it has the lock."""
        deadline = time.monotonic() + 2 * seconds
        while time.monotonic() < deadline:
            await asyncio.sleep(self._lease / 4)
            lease = int(self._lease * 1000)
            with suppress(UnavailableError):
                await self._ask(self._extend(keys=ticket.keys, args=[ticket.name, lease]))

    async def _give_back(self, ticket: Ticket) -> None:
        lease = int(self._lease * 1000)
        arguments = [ticket.name, lease, ticket.wake_prefix]
        leaving = self._ask(self._leave(keys=ticket.keys, args=arguments))
        with suppress(UnavailableError, asyncio.TimeoutError):  # then the lease runs out
            await asyncio.wait_for(leaving, _LEAVE_SECONDS)

    async def _ask(self, command: Any) -> Any:
        try:
            answer = await command
        except (RedisError, OSError, asyncio.TimeoutError) as error:
            if not self._away:
                self._away = True
                logger.error(
                    "Redis cannot be used (%s). Until it can be again, people are told that there "
                    "is no answer now.",
                    str(error).strip().splitlines()[0] if str(error).strip() else "no answer",
                )
            raise UnavailableError("The lock store is away.") from error
        if self._away:
            self._away = False
            logger.warning("Redis works again.")
        return answer
