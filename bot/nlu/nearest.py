"""How near is a message to the nearest training phrase? Without comparing it with each of them."""

from __future__ import annotations

from typing import Any, Iterator

import numpy as np
from numpy.typing import NDArray

Matrix = NDArray[Any]

_TELLING = 64  # directions compared first
_PART = 2048  # phrases prepared at once: all in single precision would take much memory


class NearestPhrase:
    """The greatest cosine similarity to any phrase, exactly (but for rounding).

    The vectors are turned so that their first directions tell most. The product over these plus
    the lengths of the rest is more than the similarity can be (Cauchy-Schwarz), which leaves a
    few phrases to compare in full: reading 20,000 vectors of 384 numbers takes longer than all
    networks.
    """

    def __init__(self, phrases: Matrix) -> None:
        """Prepare for `phrases`, shape (phrases, dimensions), of length one each; may be empty."""
        self._empty = phrases.size == 0
        if self._empty:
            return
        count, dimensions = phrases.shape
        alike = np.zeros((dimensions, dimensions), dtype=np.float32)
        for part in _parts(phrases):
            alike += part.T @ part
        _, directions = np.linalg.eigh(alike)
        self._turn = np.ascontiguousarray(directions[:, ::-1], dtype=np.float32)
        telling = min(_TELLING, dimensions)
        self._first = np.empty((count, telling), dtype=np.float32)
        self._rest = np.empty((count, dimensions - telling), dtype=np.float32)
        for number, part in enumerate(_parts(phrases)):
            rows = slice(number * _PART, (number + 1) * _PART)
            self._first[rows], self._rest[rows] = np.hsplit(part @ self._turn, [telling])
        self._lengths = np.linalg.norm(self._rest, axis=1)

    def similarity(self, vector: Matrix) -> float:
        """The greatest cosine (-1 to 1) of a phrase with `vector`, of length one; 0 if none."""
        if self._empty:
            return 0.0
        turned = vector @ self._turn
        first, rest = turned[:_TELLING], turned[_TELLING:]
        known = self._first @ first
        most = known + self._lengths * np.linalg.norm(rest)
        likely = int(most.argmax())
        found = known[likely] + self._rest[likely] @ rest
        rivals = np.flatnonzero(most > found)
        if rivals.size:
            found = max(found, (known[rivals] + self._rest[rivals] @ rest).max())
        return float(found)


def _parts(phrases: Matrix) -> Iterator[Matrix]:
    for start in range(0, len(phrases), _PART):
        yield phrases[start : start + _PART].astype(np.float32)
