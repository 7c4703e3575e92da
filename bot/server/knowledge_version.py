"""Which version of the knowledge files there is, told by what is in them."""

from __future__ import annotations

import hashlib
from pathlib import Path

from bot.knowledge.models import FILES


def version_of(directory: Path) -> str:
    """A short hash of the knowledge files: twelve hexadecimal digits."""
    digest = hashlib.sha256()
    for name in FILES:
        path = directory / name
        digest.update(name.encode("utf-8"))
        digest.update(path.read_bytes() if path.exists() else b"")
    return digest.hexdigest()[:12]
