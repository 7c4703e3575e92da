"""Libraries' notes to their developers, which the people who start the assistant can't act on."""

from __future__ import annotations

import warnings
from typing import Any

_FOR_DEVELOPERS = (DeprecationWarning, PendingDeprecationWarning, ImportWarning)


def hush() -> None:
    """Leave warnings of deprecation out of what is printed from now on; others are shown.

    Filters (`PYTHONWARNINGS`) don't do: several libraries set their own when imported.
    """
    shown = warnings.showwarning
    if getattr(shown, "hushes", False):
        return

    def show(
        message: Any, category: Any, filename: str, lineno: int, file: Any = None, line: Any = None
    ) -> None:
        if not issubclass(category, _FOR_DEVELOPERS):
            shown(message, category, filename, lineno, file, line)

    show.hushes = True  # type: ignore[attr-defined]
    warnings.showwarning = show
