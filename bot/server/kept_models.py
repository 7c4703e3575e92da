"""The last models, kept beside the newest, and which of them is to answer.

`kept/`, in the folder of the newest, has their archives and `models.json`, which says what each was
made from and which were live, the last of them now. A server looks there and takes up what it finds
(`model_swaps.py`); `python -m bot.server.models` changes it.
"""

from __future__ import annotations

import fcntl
import json
import os
import shutil
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime, timezone
from pathlib import Path
from typing import Iterator, List, Optional, Tuple

from bot.server.archives import is_whole, models_folder

FOLDER_VARIABLE = "KLYNGEBOT_KEPT_MODELS"
NUMBER_VARIABLE = "KLYNGEBOT_KEEP_MODELS"
_DEFAULT_NUMBER = 3
_ENDING = ".tar.gz"


class KeptModelsError(Exception):
    """What was asked for cannot be done; the message says why, and what there is."""


@dataclass(frozen=True)
class KeptModel:
    """One of them. Its name begins with the time it was trained at, in UTC."""

    name: str
    trained: str  # ISO 8601, UTC
    inputs: str = ""  # the hash of what it was made from
    knowledge: str = ""  # the version of the knowledge it was made from
    refused: str = ""  # why a server could not take it up


@dataclass
class _Manifest:
    models: List[KeptModel] = field(default_factory=list)  # the oldest first
    live: List[str] = field(default_factory=list)  # the names that were live, the last is


class KeptModels:
    """A folder of models."""

    def __init__(self, folder: Optional[Path] = None, number: Optional[int] = None) -> None:
        """Those of the environment, unless told otherwise; `number` is how many are kept.

        Raises:
            KeptModelsError: a variable makes no sense.
        """
        self.folder = folder or _folder()
        self.number = _number() if number is None else number
        self.manifest = self.folder / "models.json"

    def all(self) -> List[KeptModel]:
        """All that are kept, the oldest first."""
        return self._read().models

    def live(self) -> Optional[KeptModel]:
        """The one that is to answer; `None` where none was ever kept."""
        manifest = self._read()
        return _find(manifest, manifest.live[-1]) if manifest.live else None

    def path(self, model: KeptModel) -> Path:
        """Its archive."""
        return self.folder / f"{model.name}{_ENDING}"

    def keep(self, archive: Path, inputs: str = "", knowledge: str = "") -> Optional[KeptModel]:
        """Copy a model here, and make it the live one; the oldest ones go.

        Args:
            archive: where it is now.
            inputs: the hash of what it was made from.
            knowledge: the version of the knowledge it was made from.

        Raises:
            KeptModelsError: it isn't whole.
            OSError: it cannot be copied.
        """
        if self.number == 0:
            return None
        if not is_whole(archive):
            raise KeptModelsError(f"{archive} is no whole model.")
        trained = datetime.fromtimestamp(archive.stat().st_mtime, timezone.utc)
        stamp = trained.strftime("%Y%m%dT%H%M%SZ")
        with self._changing() as manifest:
            taken = {one.name for one in manifest.models}
            ends = ("", *(f"-{number}" for number in range(2, len(taken) + 3)))
            name = next(f"{stamp}{end}" for end in ends if f"{stamp}{end}" not in taken)
            model = KeptModel(name, trained.isoformat(timespec="seconds"), inputs, knowledge)
            copy = self.folder / f".{name}"
            shutil.copyfile(archive, copy)
            os.replace(copy, self.path(model))
            manifest.models.append(model)
            manifest.live.append(name)
            self._prune(manifest)
        return model

    def use(self, name: str) -> KeptModel:
        """Make a model the live one; the beginning of its name is enough if only one has it.

        Raises:
            KeptModelsError: there is no such model, or its archive is broken.
        """
        with self._changing() as manifest:
            alike = [one for one in manifest.models if one.name.startswith(name)]
            exact = [one for one in alike if one.name == name] or alike
            if len(exact) != 1:
                raise KeptModelsError(f"'{name}' names no model, or several. {_listed(manifest)}")
            return self._make_live(manifest, exact[0])

    def back(self) -> KeptModel:
        """Make the model live that was before; where that is gone, the one trained before.

        Raises:
            KeptModelsError: there is none before, or its archive is broken.
        """
        with self._changing() as manifest:
            now = manifest.live.pop() if manifest.live else ""
            if manifest.live:
                return self._make_live(manifest, _find(manifest, manifest.live.pop()))
            before = [one for one in manifest.models if one.name < now and not one.refused]
            if not before:
                raise KeptModelsError(f"There is no model before this one. {_listed(manifest)}")
            return self._make_live(manifest, before[-1])

    def refuse(self, name: str, reason: str) -> None:
        """Note that a model cannot be used; the one that was live before it is again."""
        with self._changing() as manifest:
            manifest.live = [one for one in manifest.live if one != name]
            manifest.models = [
                replace(one, refused=reason) if one.name == name else one for one in manifest.models
            ]

    def _make_live(self, manifest: _Manifest, model: KeptModel) -> KeptModel:
        if not is_whole(self.path(model)):
            raise KeptModelsError(f"The archive of {model.name} is missing or broken.")
        good = replace(model, refused="")
        manifest.models[manifest.models.index(model)] = good
        if manifest.live[-1:] != [model.name]:
            manifest.live.append(model.name)
        return good

    def _prune(self, manifest: _Manifest) -> None:
        kept = {one.name for one in manifest.models[-self.number :]} | set(manifest.live[-1:])
        for gone in (one for one in manifest.models if one.name not in kept):
            self.path(gone).unlink(missing_ok=True)
        manifest.models = [one for one in manifest.models if one.name in kept]
        manifest.live = [name for name in manifest.live if name in kept]

    def _read(self) -> _Manifest:
        try:
            found = json.loads(self.manifest.read_text("utf-8"))
            models = [KeptModel(**one) for one in found["models"]]
        except FileNotFoundError:
            return _Manifest()
        except (ValueError, KeyError, TypeError) as error:
            raise KeptModelsError(
                f"{self.manifest} is not what was written there; delete it and train anew."
            ) from error
        names = {one.name for one in models}
        return _Manifest(models, [name for name in found.get("live", []) if name in names])

    @contextmanager
    def _changing(self) -> Iterator[_Manifest]:
        """The manifest, which is written when the block ends; one process at a time."""
        self.folder.mkdir(parents=True, exist_ok=True)
        with (self.folder / ".lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            manifest = self._read()
            yield manifest
            text = json.dumps(asdict(manifest), indent=2) + "\n"
            new = self.manifest.with_suffix(".new")
            new.write_text(text, "utf-8")
            os.replace(new, self.manifest)


def _folder() -> Path:
    """Beside the newest model, so that another programme's models are not among them."""
    given = os.environ.get(FOLDER_VARIABLE)
    return Path(given) if given else models_folder() / "kept"


def _number() -> int:
    given = os.environ.get(NUMBER_VARIABLE) or str(_DEFAULT_NUMBER)
    if not given.isdecimal() or int(given) == 1:
        raise KeptModelsError(
            f"{NUMBER_VARIABLE} must be 2 or more, or 0 to keep none, not '{given}'."
        )
    return int(given)


def _find(manifest: _Manifest, name: str) -> KeptModel:
    return next(one for one in manifest.models if one.name == name)


def _listed(manifest: _Manifest) -> str:
    names: Tuple[str, ...] = tuple(one.name for one in manifest.models)
    return f"There are: {', '.join(names)}." if names else "None is kept yet."
