"""Serving without TensorFlow and matplotlib, half of Rasa's start-up time and memory.

Once a model is trained, no component of `config.yml` and no policy uses TensorFlow; Rasa imports
it all the same, for two modules of training callbacks, and so does spaCy's thinc when it finds it.
When this module is imported, each is given a stand-in that imports what it stands for once it is
called. Whoever does import TensorFlow, such as `DIETClassifier` when someone adds it to the
pipeline, gets the real one: nothing stays replaced.
"""

from __future__ import annotations

import importlib
import sys
from contextlib import contextmanager
from types import ModuleType
from typing import Any, Callable, Dict, Iterator, Tuple

#: Module of Rasa that imports early what is called late: {where it is: names}.
DEFERRED: Dict[str, Dict[str, Tuple[str, ...]]] = {
    "rasa.utils.train_utils": {
        "rasa.utils.tensorflow.callback": ("RasaTrainingLogger", "RasaModelCheckpoint"),
        "rasa.utils.tensorflow.data_generator": ("RasaBatchDataGenerator",),
    },
    "rasa.nlu.test": {
        "rasa.utils.plotting": ("plot_confusion_matrix", "plot_paired_histogram", "plot_curve"),
    },
}


def apply() -> None:
    """Import the modules of `DEFERRED` and thinc without what they needn't have yet.

    Does nothing for a module that is imported already, as under `rasa run`.
    """
    for importer, wanted in DEFERRED.items():
        missing = {name: names for name, names in wanted.items() if name not in sys.modules}
        if importer not in sys.modules and missing:
            with _standing_in(missing):
                importlib.import_module(importer)
    if "thinc.compat" not in sys.modules and "tensorflow" not in sys.modules:
        with _hidden("tensorflow"):
            importlib.import_module("thinc.compat")


def deferred(module: str, name: str) -> Callable[..., Any]:
    """A stand-in for a class or function, which imports its module when it is called."""

    def call(*args: Any, **kwargs: Any) -> Any:
        return getattr(importlib.import_module(module), name)(*args, **kwargs)

    call.__name__ = call.__qualname__ = name
    return call


@contextmanager
def _standing_in(wanted: Dict[str, Tuple[str, ...]]) -> Iterator[None]:
    for module, names in wanted.items():
        stand_in = ModuleType(module)
        for name in names:
            setattr(stand_in, name, deferred(module, name))
        sys.modules[module] = stand_in
    try:
        yield
    finally:
        for module in wanted:
            del sys.modules[module]


@contextmanager
def _hidden(module: str) -> Iterator[None]:
    """Within, importing `module` fails as if it weren't installed."""
    sys.modules[module] = None  # type: ignore[assignment]
    try:
        yield
    finally:
        del sys.modules[module]


apply()
