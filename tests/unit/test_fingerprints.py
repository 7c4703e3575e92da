"""Rasa learns anew when a component's class changes; ours tell of the modules it goes by."""

from __future__ import annotations

import ast
from importlib import import_module
from pathlib import Path
from typing import Iterable, List, Set

import pytest
import yaml

from bot.nlu import fingerprint
from bot.server import training

ROOT = Path(__file__).resolve().parents[2]
NAMES: List[str] = [
    one["name"]
    for one in yaml.safe_load((ROOT / "config.yml").read_text(encoding="utf-8"))["pipeline"]
    if one["name"].startswith("bot.")
]
#: Looked at by other means: the files of knowledge/, and constants that name a feature.
_NO_CODE_LEARNT_FROM = {"knowledge", "fingerprint", "conversation"}
_NAMES_ALONE = {"entities", "slots", "languages"}
LEARNING = [
    name
    for name in NAMES
    if any(
        method in vars(getattr(import_module(name.rpartition(".")[0]), name.rpartition(".")[2]))
        for method in ("train", "examples", "process_training_data")
    )
]


def looked_at(name: str, monkeypatch: pytest.MonkeyPatch) -> Set[str]:
    """The modules that a component's fingerprint is made of."""
    seen: Set[str] = set()

    def record(paths: Iterable[Path]) -> str:
        seen.update(path.stem for path in paths)
        return ""

    monkeypatch.setattr(fingerprint, "files_fingerprint", record)
    module, _, component = name.rpartition(".")
    assert getattr(import_module(module), component).fingerprint_addon({}) is not None
    return seen


def helpers(name: str) -> Set[str]:
    """The modules of the package that a component's own module takes functions from."""
    source = (ROOT / f"{name.rpartition('.')[0].replace('.', '/')}.py").read_text(encoding="utf-8")
    return {
        node.module.rpartition(".")[2]
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("bot.nlu.")
        if node.module and any(alias.name[0].islower() for alias in node.names)
    }


def shared(module: str) -> Set[str]:
    """The modules that lie in `bot` itself and that a module of the package takes anything from."""
    source = (ROOT / "bot" / "nlu" / f"{module}.py").read_text(encoding="utf-8")
    return {
        node.module.rpartition(".")[2]
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.ImportFrom) and (node.module or "").count(".") == 1
        if node.module and node.module.startswith("bot.") and node.module != "bot.knowledge"
    }


def test_there_are_components_that_learn() -> None:
    assert {"EnsembleIntentClassifier", "LanguageIdentifier"} <= {
        name.rpartition(".")[2] for name in LEARNING
    }


@pytest.mark.parametrize("name", LEARNING)
def test_a_change_of_a_helper_makes_a_component_learn_anew(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = looked_at(name, monkeypatch)
    assert name.split(".")[-2] in seen
    assert helpers(name) - _NO_CODE_LEARNT_FROM <= seen
    modules = {one for one in seen if (ROOT / "bot" / "nlu" / f"{one}.py").exists()}
    assert {one for module in modules for one in shared(module)} - _NAMES_ALONE <= seen


def test_a_model_is_trained_anew_for_what_its_components_share() -> None:
    looked_at = {path.stem for path in training._inputs() if path.parent == Path("bot")}
    used = {one for path in (ROOT / "bot" / "nlu").glob("*.py") for one in shared(path.stem)}
    assert used - _NAMES_ALONE <= looked_at
