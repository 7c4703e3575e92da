"""Models that are kept, and which of them is to answer."""

from __future__ import annotations

import gzip
import os
from pathlib import Path

import pytest

from bot.server import archives, training
from bot.server.kept_models import KeptModels, KeptModelsError
from bot.server.models import main

TIMES = {"first": 1_700_000_000, "second": 1_700_000_100, "third": 1_700_000_200}


@pytest.fixture
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> KeptModels:
    monkeypatch.setenv("KLYNGEBOT_KEPT_MODELS", str(tmp_path / "kept"))
    return KeptModels(number=2)


def archive(folder: Path, name: str) -> Path:
    path = folder / f"{name}.tar.gz"
    path.write_bytes(gzip.compress(name.encode()))
    os.utime(path, (TIMES[name], TIMES[name]))
    return path


def live(kept: KeptModels) -> str:
    """What the archive that is to answer holds."""
    model = kept.live()
    assert model is not None
    return gzip.decompress(kept.path(model).read_bytes()).decode()


def test_a_model_is_kept_with_what_it_was_made_from(kept: KeptModels, tmp_path: Path) -> None:
    kept.keep(archive(tmp_path, "first"), "the inputs", "0123456789ab")
    (model,) = kept.all()
    assert model == kept.live()
    assert model.name == "20231114T221320Z"
    assert model.trained == "2023-11-14T22:13:20+00:00"
    assert (model.inputs, model.knowledge) == ("the inputs", "0123456789ab")


def test_the_last_ones_are_kept_and_the_live_one(kept: KeptModels, tmp_path: Path) -> None:
    first = kept.keep(archive(tmp_path, "first"))
    assert first is not None
    kept.keep(archive(tmp_path, "second"))
    kept.keep(archive(tmp_path, "third"))
    assert len(kept.all()) == 2
    assert not kept.path(first).exists()
    assert live(kept) == "third"
    assert len(list(kept.folder.glob("*.tar.gz"))) == 2


def test_back_is_what_was_live_before(kept: KeptModels, tmp_path: Path) -> None:
    first = kept.keep(archive(tmp_path, "first"))
    kept.keep(archive(tmp_path, "second"))
    kept.back()
    assert live(kept) == "first"
    with pytest.raises(KeptModelsError, match="There is no model before this one"):
        kept.back()
    assert live(kept) == "first"
    assert first is not None
    second = kept.all()[-1]
    kept.use(second.name)
    assert live(kept) == "second"
    kept.use(first.name[:-2])  # the beginning is enough
    assert live(kept) == "first"
    kept.back()
    assert live(kept) == "second"


def test_what_there_is_not_or_is_broken_is_not_used(kept: KeptModels, tmp_path: Path) -> None:
    first = kept.keep(archive(tmp_path, "first"))
    kept.keep(archive(tmp_path, "second"))
    assert first is not None
    with pytest.raises(KeptModelsError, match="'2024' names no model"):
        kept.use("2024")
    with pytest.raises(KeptModelsError, match="or several"):
        kept.use("2023")
    kept.path(first).write_bytes(kept.path(first).read_bytes()[:-4])
    for do in (kept.back, lambda: kept.use(first.name)):
        with pytest.raises(KeptModelsError, match="missing or broken"):
            do()
    assert live(kept) == "second"
    (tmp_path / "none.tar.gz").write_bytes(b"none")
    with pytest.raises(KeptModelsError, match="no whole model"):
        kept.keep(tmp_path / "none.tar.gz")


def test_a_refused_model_makes_place_for_the_one_before(kept: KeptModels, tmp_path: Path) -> None:
    kept.keep(archive(tmp_path, "first"))
    second = kept.keep(archive(tmp_path, "second"))
    assert second is not None
    kept.refuse(second.name, "it cannot be loaded.")
    assert live(kept) == "first"
    assert kept.all()[-1].refused == "it cannot be loaded."
    kept.use(second.name)  # someone wants it tried again
    assert kept.all()[-1].refused == ""


def test_a_manifest_that_is_none_is_said_to_be_so(kept: KeptModels, tmp_path: Path) -> None:
    kept.keep(archive(tmp_path, "first"))
    kept.manifest.write_text("{")
    with pytest.raises(KeptModelsError, match="delete it and train anew"):
        kept.live()


@pytest.mark.parametrize("number", ["1", "-2", "many"])
def test_how_many_are_kept_must_make_sense(number: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KLYNGEBOT_KEEP_MODELS", number)
    with pytest.raises(KeptModelsError, match="KLYNGEBOT_KEEP_MODELS must be 2 or more"):
        KeptModels()


def test_the_command(kept: KeptModels, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["list"]) == 0
    assert "No model is kept yet" in capsys.readouterr().out
    assert main(["add", str(archive(tmp_path, "first"))]) == 0
    assert main(["add", str(archive(tmp_path, "second"))]) == 0
    assert main(["back"]) == 0
    assert "20231114T221320Z is to answer" in capsys.readouterr().out
    assert main(["list"]) == 0
    shown = capsys.readouterr().out.splitlines()
    assert [line[:18] for line in shown] == ["  20231114T221500Z", "* 20231114T221320Z"]
    assert main(["use", "no-such-model"]) == 1
    assert "names no model" in capsys.readouterr().err


def test_a_start_serves_the_chosen_model_until_another_is_trained(
    kept: KeptModels, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(archives.VARIABLE, str(tmp_path))
    monkeypatch.setattr(training, "inputs_fingerprint", lambda: inputs)

    def train() -> None:
        path = archive(tmp_path, "second" if inputs == "edited" else "first")
        path.replace(training.model_path())

    monkeypatch.setattr(training, "train", train)
    inputs = "as it was"
    first = training.model_to_serve()
    inputs = "edited"
    second = training.model_to_serve()
    assert first.parent == second.parent == kept.folder
    assert gzip.decompress(first.read_bytes()) == b"first"
    assert gzip.decompress(second.read_bytes()) == b"second"
    kept.back()
    assert training.model_to_serve() == first
    first.write_bytes(b"broken")
    assert training.model_to_serve() == training.model_path()


def test_a_model_that_was_brought_here_is_kept_too(
    kept: KeptModels, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(archives.VARIABLE, str(tmp_path))
    archive(tmp_path, "first").replace(training.model_path())
    (tmp_path / "klyngebot.inputs").write_text(training.inputs_fingerprint(), "ascii")
    served = training.model_to_serve()
    assert served.parent == kept.folder
    assert training.model_to_serve() == served
    assert len(kept.all()) == 1
    monkeypatch.setenv("KLYNGEBOT_KEEP_MODELS", "0")
    assert training.model_to_serve() == training.model_path()


def test_the_models_of_another_programme_are_kept_apart(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Else the model of one would be taken up by a server of the other."""
    monkeypatch.delenv("KLYNGEBOT_KEPT_MODELS", raising=False)
    monkeypatch.delenv(archives.VARIABLE, raising=False)
    assert KeptModels().folder == Path("models/kept")
    monkeypatch.setenv(archives.VARIABLE, str(tmp_path / "schools"))
    assert KeptModels().folder == tmp_path / "schools" / "kept"
