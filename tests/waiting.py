"""Waiting for what a test expects, for as long as a slow and busy machine may need.

A fixed pause before "it has happened by now" fails where the machine is slower than the pause; here
a test goes on as soon as it is so, and fails only when it doesn't come to be.
"""

from __future__ import annotations

import asyncio
import time
from typing import Callable

SECONDS = 30.0  # what is expected may take so long
START_SECONDS = 240.0  # a server may take so long until it answers
STOP_SECONDS = 120.0  # and so long to end


async def until(is_so: Callable[[], object], seconds: float = SECONDS) -> None:
    """Wait until a condition holds, letting the event loop go on.

    Raises:
        AssertionError: it didn't come to hold in so many seconds.
    """
    deadline = time.monotonic() + seconds
    while not is_so():
        assert time.monotonic() < deadline, f"it didn't happen in {seconds:g} s"
        await asyncio.sleep(0.01)


def until_sync(is_so: Callable[[], object], seconds: float = SECONDS) -> None:
    """Wait until a condition holds, where there is no event loop.

    Raises:
        AssertionError: it didn't come to hold in so many seconds.
    """
    deadline = time.monotonic() + seconds
    while not is_so():
        assert time.monotonic() < deadline, f"it didn't happen in {seconds:g} s"
        time.sleep(0.05)
