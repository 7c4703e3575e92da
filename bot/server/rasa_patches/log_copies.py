"""What Rasa copies for its debug log is copied only where that log is kept.

The processor makes deep copies of events, entities and slots for each line of it, whether or not
anything is written.
"""

from __future__ import annotations

import copy
import logging
from typing import TypeVar

import rasa.core.processor as rasa_processor

_Thing = TypeVar("_Thing")
_log = logging.getLogger(rasa_processor.__name__)


def deepcopy(thing: _Thing) -> _Thing:
    """`copy.deepcopy` for the lines of a log: the thing itself, where they are not written."""
    return copy.deepcopy(thing) if _log.isEnabledFor(logging.DEBUG) else thing
