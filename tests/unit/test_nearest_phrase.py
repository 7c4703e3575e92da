"""The nearest phrase is found exactly, whatever is compared in full."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from bot.nlu.nearest import NearestPhrase


def unit(vectors: NDArray[Any]) -> NDArray[Any]:
    lengths: NDArray[Any] = np.linalg.norm(vectors, axis=1, keepdims=True)
    return (vectors / lengths).astype(np.float32)


def crowded(count: int, dimensions: int, spread: float, seed: int) -> NDArray[Any]:
    """Vectors around one direction, as sentence embeddings are."""
    chance = np.random.default_rng(seed)
    centre = chance.normal(size=dimensions)
    return unit(centre + spread * chance.normal(size=(count, dimensions)))


@pytest.mark.parametrize("spread", [0.1, 1.0, 30.0])
@pytest.mark.parametrize("dimensions", [8, 64, 384])
def test_it_is_as_near_as_comparing_with_all_says(spread: float, dimensions: int) -> None:
    phrases = crowded(500, dimensions, spread, seed=1)
    nearest = NearestPhrase(phrases)
    for vector in crowded(50, dimensions, spread, seed=2):
        assert nearest.similarity(vector) == pytest.approx(
            float((phrases @ vector).max()), abs=1e-5
        )


def test_a_phrase_is_its_own_nearest() -> None:
    phrases = crowded(200, 384, 0.3, seed=3)
    assert NearestPhrase(phrases).similarity(phrases[7]) == pytest.approx(1.0, abs=1e-5)


def test_half_precision_as_kept_in_the_model_will_do() -> None:
    phrases = crowded(200, 384, 0.3, seed=4)
    found = NearestPhrase(phrases.astype(np.float16)).similarity(phrases[3])
    assert found == pytest.approx(1.0, abs=1e-2)


@pytest.mark.parametrize("shape", [(0, 0), (0, 384), (5, 0)])
def test_without_phrases_nothing_is_near(shape: tuple[int, int]) -> None:
    assert NearestPhrase(np.zeros(shape)).similarity(np.zeros(384, dtype=np.float32)) == 0.0
