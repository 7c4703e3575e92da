"""Where the archives of models are, and whether one is all there."""

from __future__ import annotations

import gzip
import os
import zlib
from pathlib import Path

VARIABLE = "KLYNGEBOT_MODELS"
DEFAULT_FOLDER = "models"
_PIECE = 1024 * 1024  # bytes


def models_folder() -> Path:
    """Where the model is kept: `KLYNGEBOT_MODELS`, or `models/`."""
    return Path(os.environ.get(VARIABLE) or DEFAULT_FOLDER)


def is_whole(archive: Path) -> bool:
    """Whether a model is there and can be unpacked to its end; takes half a second."""
    unpacked = 0
    try:
        with gzip.open(archive) as packed:  # the end holds a checksum of all
            while piece := packed.read(_PIECE):
                unpacked += len(piece)
    except (OSError, EOFError, zlib.error):
        return False
    return unpacked > 0
