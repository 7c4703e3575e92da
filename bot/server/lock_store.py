"""Which lock store: Redis where `LOCK_STORE_URL` names one, else locks in this process."""

from __future__ import annotations

import os
from typing import Any, Mapping, Optional

from rasa.core.lock_store import LockStore
from rasa.shared.exceptions import RasaException
from rasa.utils.endpoints import EndpointConfig

from bot.server.locks import InProcessLocks
from bot.server.redis_locks import URL_VARIABLE, RedisLocks


class ConfiguredLocks:
    """The lock store that `endpoints.yml` names; making one gives that of the environment."""

    def __new__(cls, endpoint_config: Optional[EndpointConfig] = None) -> Any:
        """A `LockStore`; see `configured_locks`."""
        return configured_locks()


def configured_locks(environment: Mapping[str, str] = os.environ) -> LockStore:
    """The lock store of this process.

    Raises:
        RasaException: the address makes no sense; or several worker processes are to share
            conversations without one.
    """
    url = environment.get(URL_VARIABLE, "").strip()
    if url:
        return RedisLocks(url)
    workers = environment.get("SANIC_WORKERS", "1")
    if workers.isdecimal() and int(workers) > 1:
        raise RasaException(
            f"SANIC_WORKERS is {workers}: {URL_VARIABLE} must name a Redis server then, as several "
            "processes must know which of them answers a conversation."
        )
    return InProcessLocks()
