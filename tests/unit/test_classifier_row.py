"""One message is weighed without SciPy, to the last bit as with it."""

from __future__ import annotations

from typing import Any, Tuple

import numpy as np
import pytest
from rasa.shared.nlu.constants import FEATURE_TYPE_SENTENCE, FEATURE_TYPE_SEQUENCE, TEXT
from rasa.shared.nlu.training_data.features import Features
from rasa.shared.nlu.training_data.message import Message
from scipy import sparse

from bot.nlu.classifier import EnsembleIntentClassifier, _sparse, _sparse_row

_WIDTHS = (700, 1300)


def _message(seed: int, density: float) -> Message:
    chance = np.random.default_rng(seed)
    message = Message({TEXT: "x"})
    for number, width in enumerate(_WIDTHS):
        for kind in (FEATURE_TYPE_SEQUENCE, FEATURE_TYPE_SENTENCE):
            counts = chance.integers(1, 4, (1, width)) * (chance.random((1, width)) < density)
            matrix = sparse.coo_matrix(counts.astype(np.int64))
            message.add_features(Features(matrix, kind, TEXT, f"counts {number}"))
    dense = np.ones((1, 3), dtype=np.float32)
    message.add_features(Features(dense, FEATURE_TYPE_SENTENCE, TEXT, "dense"))
    return message


def _classifier() -> EnsembleIntentClassifier:
    chance = np.random.default_rng(0)
    idf = chance.random(sum(_WIDTHS), dtype=np.float32)
    idf[chance.random(sum(_WIDTHS)) < 0.1] = 0  # of what few phrases hold
    weights: dict[str, Any] = {
        "idf": idf,
        "projection": chance.standard_normal((sum(_WIDTHS), 20)).astype(np.float16),
    }
    config = EnsembleIntentClassifier.get_default_config()
    return EnsembleIntentClassifier(config, None, None, ["a"], weights)  # type: ignore[arg-type]


def _with_scipy(classifier: EnsembleIntentClassifier, message: Message) -> Any:
    weighed = classifier._weigh(_sparse(message))
    rows = classifier._weights["projection"][weighed.indices].astype(np.float32)
    return (weighed.data @ rows).reshape(1, -1)


@pytest.mark.parametrize("density", [0.0, 0.002, 0.05, 0.5])
@pytest.mark.parametrize("seed", range(10))
def test_the_projection_is_the_same(seed: int, density: float) -> None:
    classifier, message = _classifier(), _message(seed, density)
    expected = _with_scipy(classifier, message)
    projected = classifier._project(*_sparse_row(message))
    assert projected.dtype == expected.dtype == np.float32
    assert np.array_equal(projected, expected)


@pytest.mark.parametrize("pair", [(3, 0.01), (4, 0.1)])
def test_the_row_is_that_of_rasa(pair: Tuple[int, float]) -> None:
    message = _message(*pair)
    columns, counts = _sparse_row(message)
    whole = _sparse(message)
    assert np.array_equal(columns, whole.indices)
    assert np.array_equal(counts, whole.data)


def test_a_message_without_features_has_none() -> None:
    columns, counts = _sparse_row(Message({TEXT: "x"}))
    assert columns.size == counts.size == 0
    assert not _classifier()._project(columns, counts).any()
