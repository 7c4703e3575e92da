"""What a kind of question is called on the page: what the buttons of “did you mean” say in English.

A kind without such a button is called by its intent, its words apart.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any, Dict, Mapping

import yaml

from bot.insights.outcomes import FALLBACK
from bot.knowledge.loading import DEFAULT_DIRECTORY

_DOMAIN = DEFAULT_DIRECTORY.parent / "domain.yml"
_PREFIX = "utter_label_"
_ENGLISH = {"type": "slot", "name": "language", "value": "en"}


def label(intent: str) -> str:
    """The name of an intent for people."""
    if intent == FALLBACK:
        return "Not understood at all"
    words = intent.removeprefix("ask_").replace("_", " ")
    return _labels(_DOMAIN).get(intent) or words[:1].upper() + words[1:]


@cache
def _labels(domain: Path) -> Dict[str, str]:
    if not domain.exists():
        return {}
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    read: Mapping[str, Any] = yaml.load(domain.read_text("utf-8"), loader)
    return {
        name.removeprefix(_PREFIX): str(variation["text"])
        for name, variations in read["responses"].items()
        if name.startswith(_PREFIX)
        for variation in variations
        if _ENGLISH in variation.get("condition", ())
    }
