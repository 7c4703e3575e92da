"""The secret that tokens are signed with, when the environment names none."""

from __future__ import annotations

import os
import secrets
import tempfile
from pathlib import Path

from rasa.shared.exceptions import RasaException

_BYTES = 32


def kept_secret(path: Path) -> str:
    """The secret in a file that only its owner can read, made at first use.

    Processes that start at once agree: the file appears whole, and whoever comes second reads
    what the first one wrote.

    Raises:
        RasaException: it can be neither read nor made; says what to do.
    """
    try:
        if not path.exists():
            _make(path)
        secret = path.read_text(encoding="ascii").strip()
    except (OSError, UnicodeError) as error:
        raise RasaException(
            f"The secret that web chat tokens are signed with cannot be kept in {path} "
            f"({error}). Set KLYNGEBOT_SECRET instead, or make that file writable."
        ) from error
    if len(secret) < _BYTES:
        raise RasaException(f"{path} holds no secret. Delete it, and a new one is made.")
    return secret


def _make(path: Path) -> None:
    handle, name = tempfile.mkstemp(prefix=f".{path.name}-", dir=path.parent)  # mode 0600
    try:
        with os.fdopen(handle, "w", encoding="ascii") as file:
            file.write(secrets.token_hex(_BYTES) + "\n")
            file.flush()
            os.fsync(file.fileno())
        os.link(name, path)  # fails when the other process was first
    except FileExistsError:
        pass
    finally:
        os.unlink(name)
