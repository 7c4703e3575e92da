"""How often one conversation, or one address, may ask: token buckets in bounded memory."""

from __future__ import annotations

import math
import time
from collections import OrderedDict
from dataclasses import dataclass
from typing import Callable

MAX_BUCKETS = 20_000


@dataclass
class _Bucket:
    tokens: float
    filled_at: float  # seconds on the limiter's clock


class RateLimit:
    """At most `per_minute` at once, and as many a minute in the long run, for each key.

    The state is that of one process: with several, each allows as much. When more keys are
    known than fit, the one unused for longest is forgotten.
    """

    def __init__(
        self,
        per_minute: int,
        max_buckets: int = MAX_BUCKETS,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """Args: `per_minute`, 0 for no limit; `clock` in seconds."""
        self._capacity = float(per_minute)
        self._max_buckets = max_buckets
        self._clock = clock
        self._buckets: OrderedDict[str, _Bucket] = OrderedDict()

    def take(self, key: str) -> int:
        """Take one for this key; returns 0 if it may go on, else the seconds to wait."""
        if not self._capacity:
            return 0
        now = self._clock()
        bucket = self._buckets.pop(key, None) or _Bucket(self._capacity, now)
        self._buckets[key] = bucket
        if len(self._buckets) > self._max_buckets:
            self._buckets.popitem(last=False)
        per_second = self._capacity / 60.0
        bucket.tokens = min(
            self._capacity, bucket.tokens + max(0.0, now - bucket.filled_at) * per_second
        )
        bucket.filled_at = now
        if bucket.tokens < 1.0:
            return max(1, math.ceil((1.0 - bucket.tokens) / per_second))
        bucket.tokens -= 1.0
        return 0

    def __len__(self) -> int:
        """How many keys are remembered."""
        return len(self._buckets)
