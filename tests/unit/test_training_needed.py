"""When a model is trained: none, a broken one, or one that was made from other files."""

from __future__ import annotations

import gzip
import os
import shutil
from pathlib import Path

import pytest

from bot.server import archives, training


@pytest.fixture
def model(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A whole archive, made from the files as they are."""
    monkeypatch.setenv(archives.VARIABLE, str(tmp_path))
    archive = training.model_path()
    archive.write_bytes(gzip.compress(b"a model" * 100_000))
    (tmp_path / "klyngebot.inputs").write_text(training.inputs_fingerprint(), encoding="ascii")
    return archive


def test_a_whole_model_of_the_files_as_they_are_is_used(model: Path) -> None:
    assert not training.needs_training()


def test_without_a_model_one_is_trained(model: Path) -> None:
    model.unlink()
    assert training.needs_training()


def test_a_model_that_breaks_off_is_trained_anew(model: Path) -> None:
    model.write_bytes(model.read_bytes()[:-5])
    assert training.needs_training()


def test_a_model_that_is_none_is_trained_anew(model: Path) -> None:
    model.write_bytes(b"")
    assert training.needs_training()
    model.write_bytes(b"no archive at all")
    assert training.needs_training()


def test_a_model_with_a_wrong_byte_is_trained_anew(model: Path) -> None:
    broken = bytearray(model.read_bytes())
    broken[len(broken) // 2] ^= 0xFF
    model.write_bytes(bytes(broken))
    assert training.needs_training()


def test_a_model_of_other_files_is_trained_anew(model: Path) -> None:
    (model.parent / "klyngebot.inputs").write_text("of something else", encoding="ascii")
    assert training.needs_training()


def test_a_copy_of_the_knowledge_needs_no_training(
    model: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Named from here, a folder is sorted among others than one named from the root."""
    shutil.copytree("knowledge", tmp_path / "zz-copy")
    monkeypatch.setenv("KLYNGEBOT_KNOWLEDGE", os.path.relpath(tmp_path / "zz-copy"))
    assert not training.needs_training()
    with (tmp_path / "zz-copy" / "clusters.yml").open("a", encoding="utf-8") as file:
        file.write("# edited\n")
    assert training.needs_training()
