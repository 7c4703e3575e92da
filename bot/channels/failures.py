"""What logs say of an error: its type and place, not its message, which may hold what was said."""

from __future__ import annotations

import traceback


def described(error: BaseException) -> str:
    """The type of an error, and the lines of code that led to it."""
    place = "".join(traceback.format_tb(error.__traceback__))
    return f"{type(error).__name__}\n{place}"
