"""Training when needed: is there a model made from the files as they are now?"""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from pathlib import Path
from typing import Iterator

from bot.knowledge.loading import knowledge_directory

MODELS = Path("models")
MODEL_NAME = "klyngebot"


def model_path() -> Path:
    """The model that `ensure_model` keeps up to date."""
    return MODELS / f"{MODEL_NAME}.tar.gz"


def inputs_fingerprint() -> str:
    """A hash of everything a model is made from: data, wording, facts, configuration, code."""
    digest = hashlib.sha256()
    for path in sorted(_inputs()):
        digest.update(str(path.name).encode("utf-8"))
        digest.update(path.read_bytes())
    return digest.hexdigest()


def needs_training() -> bool:
    """Whether the model is missing or was made from other files than those here now."""
    record = _record()
    if not model_path().exists() or not record.exists():
        return True
    return record.read_text(encoding="ascii").strip() != inputs_fingerprint()


def ensure_model() -> Path:
    """Train with `rasa train` when needed, its progress shown; returns the model's path.

    Raises:
        SystemExit: the training failed; Rasa has said why.
    """
    if needs_training():
        print("Training a model from data/, domain.yml, config.yml and knowledge/ …", flush=True)
        fingerprint = inputs_fingerprint()
        train()
        _record().write_text(fingerprint, encoding="ascii")
    return model_path()


def train() -> None:
    """Run `rasa train` in a process of its own; raises SystemExit when it fails."""
    command = [sys.executable, "-m", "rasa", "train", "--out", str(MODELS)]
    command += ["--fixed-model-name", MODEL_NAME]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(["", *sys.path]).strip(os.pathsep)}
    result = subprocess.run(command, env=environment, check=False)
    if result.returncode != 0:
        raise SystemExit(f"The training failed (exit code {result.returncode}); see above.")


def _record() -> Path:
    return MODELS / f"{MODEL_NAME}.inputs"


def _inputs() -> Iterator[Path]:
    yield Path("config.yml")
    yield Path("domain.yml")
    yield from Path("data").rglob("*.yml")
    yield from knowledge_directory().glob("*.yml")
    yield from Path("bot/nlu").glob("*.py")
    yield from Path("bot/knowledge").glob("*.py")


if __name__ == "__main__":
    print(f"The model is up to date: {ensure_model()}")
