"""The stock variant of the project: what `rasa init` would have made of the same data.

Rasa's own default pipeline and policies, taken from the installed Rasa; this project's phrases and
names, exported through its importer; its domain, rules and actions. Served as Rasa's documentation
says, `rasa run` beside `rasa run actions`, none of klyngebot's changes to Rasa applied.
"""

from __future__ import annotations

import copy
import os
import shutil
from pathlib import Path
from typing import Any, Dict, Optional

import yaml

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "benchmarks" / ".generated" / "stock"


def generate(
    folder: Path = FOLDER, epochs: Optional[int] = None, batch_size: Optional[int] = None
) -> Path:
    """Write the stock project to `folder`, models there kept; returns the folder.

    Args:
        folder: where to.
        epochs: of the neural components instead of Rasa's 100, to extrapolate from.
        batch_size: of DIET instead of Rasa's 64 growing to 256, likewise.
    """
    shutil.rmtree(folder / "data", ignore_errors=True)
    (folder / "data").mkdir(parents=True, exist_ok=True)
    shutil.copytree(ROOT / "data" / "rules", folder / "data" / "rules")
    shutil.copy(ROOT / "domain.yml", folder / "domain.yml")
    (folder / "data" / "nlu.yml").write_text(_phrases(), encoding="utf-8")
    (folder / "credentials.yml").write_text("rest:\n", encoding="utf-8")
    _dump(folder / "config.yml", _config(epochs, batch_size))
    return folder


def endpoints(folder: Path, action_port: int) -> Path:
    """The endpoints file for an action server at a port of this machine."""
    path = folder / "endpoints.yml"
    _dump(path, {"action_endpoint": {"url": f"http://127.0.0.1:{action_port}/webhook"}})
    return path


def environment() -> Dict[str, str]:
    """The environment of the stock commands: the same actions package and facts."""
    return {
        **os.environ,
        "PYTHONPATH": str(ROOT),
        "KLYNGEBOT_KNOWLEDGE": str(ROOT / "knowledge"),
        "RASA_TELEMETRY_ENABLED": "false",
        "SANIC_HOST": "127.0.0.1",
    }


def _phrases() -> str:
    """All phrases with an intent, and the names as synonyms and lookup tables, as Rasa's YAML."""
    from rasa.shared.importers.importer import TrainingDataImporter

    here = Path.cwd()
    os.chdir(ROOT)  # the importer is named in config.yml relative to the project
    try:
        importer = TrainingDataImporter.load_from_config("config.yml", "domain.yml", ["data"])
        return importer.get_nlu_data().nlu_as_yaml()
    finally:
        os.chdir(here)


def _config(epochs: Optional[int], batch_size: Optional[int]) -> Dict[str, Any]:
    """Rasa's default configuration, read from the installed Rasa."""
    import rasa.engine.recipes.config_files as config_files

    source = Path(next(iter(config_files.__path__))) / "default_config.yml"
    defaults = yaml.safe_load(source.read_text(encoding="utf-8"))
    config = {
        "recipe": "default.v1",
        "assistant_id": "stock",
        "language": "nb",
        "pipeline": copy.deepcopy(defaults["pipeline"]),
        "policies": copy.deepcopy(defaults["policies"]),
    }
    for component in config["pipeline"] + config["policies"]:
        if epochs is not None and "epochs" in component:
            component["epochs"] = epochs
        if batch_size is not None and component["name"] == "DIETClassifier":
            component["batch_size"] = batch_size
    return config


def _dump(path: Path, data: Dict[str, Any]) -> None:
    path.write_text(yaml.safe_dump(data, sort_keys=False, allow_unicode=True), encoding="utf-8")
