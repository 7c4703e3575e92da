"""Training when needed: is there a model made from the files as they are now?"""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from pathlib import Path
from typing import Iterator

from bot.knowledge.loading import knowledge_directory
from bot.nlu.encoder import encoder_version
from bot.server.archives import is_whole, models_folder
from bot.server.kept_models import KeptModels, KeptModelsError
from bot.server.knowledge_version import version_of

MODEL_NAME = "klyngebot"


def model_path() -> Path:
    """The model that `ensure_model` keeps up to date."""
    return models_folder() / f"{MODEL_NAME}.tar.gz"


def inputs_fingerprint() -> str:
    """A hash of everything a model is made from: data, wording, facts, configuration, code."""
    digest = hashlib.sha256(encoder_version().encode("utf-8"))
    for path in sorted(_inputs(), key=_place):
        digest.update(str(path.name).encode("utf-8"))
        digest.update(path.read_bytes())
    return digest.hexdigest()


def needs_training() -> bool:
    """Whether the model is missing or broken, or made from other files than those here now."""
    record = _record()
    if not record.exists() or not is_whole(model_path()):
        return True
    return record.read_text(encoding="ascii").strip() != inputs_fingerprint()


def ensure_model() -> Path:
    """Train with `rasa train` when needed, its progress shown; returns the model's path.

    A model that was just trained is kept, and is the one to answer (`kept_models.py`).

    Raises:
        SystemExit: the training failed; Rasa has said why.
    """
    if needs_training():
        print("Training a model from data/, domain.yml, config.yml and knowledge/ …", flush=True)
        fingerprint = inputs_fingerprint()
        train()
        _record().write_text(fingerprint, encoding="ascii")
        _keep(fingerprint)
    return model_path()


def model_to_serve() -> Path:
    """The model that is to answer: the last one trained, or the one that was chosen since.

    Trains when needed.

    Raises:
        SystemExit: the training failed; Rasa has said why.
    """
    newest = ensure_model()
    try:
        kept = KeptModels()
        if kept.number == 0:
            return newest
        inputs = _record().read_text("ascii").strip()
        if inputs not in {one.inputs for one in kept.all()}:  # it was brought here, not trained
            _keep(inputs)
        live = kept.live()
    except KeptModelsError as error:
        print(error, file=sys.stderr)
        return newest
    if live is None or not is_whole(kept.path(live)):
        return newest
    if live.inputs != inputs:
        note = f"{live.name} answers, not the newest model (`python -m bot.server.models list`)."
        print(note, file=sys.stderr)
    return kept.path(live)


def train() -> None:
    """Run `rasa train` in a process of its own; raises SystemExit when it fails."""
    command = [sys.executable, "-m", "rasa", "train", "--out", str(models_folder())]
    command += ["--fixed-model-name", MODEL_NAME]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(["", *sys.path]).strip(os.pathsep)}
    result = subprocess.run(command, env=environment, check=False)
    if result.returncode != 0:
        raise SystemExit(f"The training failed (exit code {result.returncode}); see above.")


def _keep(inputs: str) -> None:
    try:
        KeptModels().keep(model_path(), inputs, version_of(knowledge_directory()))
    except (OSError, KeptModelsError) as error:  # the folder may not be ours, as in a container
        print(f"The model is not kept for a roll-back: {error}", file=sys.stderr)


def _record() -> Path:
    return models_folder() / f"{MODEL_NAME}.inputs"


def _inputs() -> Iterator[Path]:
    yield Path("config.yml")
    yield Path("domain.yml")
    yield from Path("data").rglob("*.yml")
    yield from knowledge_directory().rglob("*.yml")
    yield Path("bot/said.py")
    yield from Path("bot/nlu").glob("*.py")
    yield from Path("bot/nlu").glob("*.npz")
    yield from Path("bot/knowledge").glob("*.py")


def _place(path: Path) -> Path:
    """Where a file is; those of another knowledge folder all in one place.

    So that a copy of the folder, wherever it is, needs no training of its own.
    """
    folder = knowledge_directory()
    return Path("/knowledge", path.relative_to(folder)) if path.is_relative_to(folder) else path


if __name__ == "__main__":
    print(f"The model is up to date: {ensure_model()}")
