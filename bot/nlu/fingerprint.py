"""Fingerprints of what Rasa's training cache doesn't see: helper modules and knowledge files."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Iterable

from bot.knowledge.loading import VOCABULARY, knowledge_directory

_HERE = Path(__file__).resolve().parent


def files_fingerprint(paths: Iterable[Path]) -> str:
    """A hash of the contents of files, in the order of their names; missing ones count as empty."""
    digest = hashlib.sha256()
    for path in sorted(paths):
        digest.update(path.name.encode("utf-8"))
        digest.update(path.read_bytes() if path.exists() else b"")
    return digest.hexdigest()


def knowledge_fingerprint() -> str:
    """A hash of the knowledge files and of the code that finds names in a text."""
    code = (_HERE.parent / "knowledge").glob("*.py")
    return files_fingerprint([*knowledge_directory().glob("*.yml"), *code])


def vocabulary_fingerprint() -> str:
    """A hash of the words of the domain."""
    return files_fingerprint([knowledge_directory() / VOCABULARY])


def module_fingerprint(*names: str) -> str:
    """A hash of modules of this package, by file name without `.py`."""
    return files_fingerprint(_HERE / f"{name}.py" for name in names)


def shared_fingerprint(*names: str) -> str:
    """A hash of modules that lie in `bot` itself, likewise."""
    return files_fingerprint(_HERE.parent / f"{name}.py" for name in names)
