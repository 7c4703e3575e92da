"""What a kind of question is called on the page: what the buttons of “did you mean” say in English.

A kind without such a button is called by its intent, its words apart.
"""

from __future__ import annotations

from functools import cache
from typing import Optional

from bot.channels.wording import Wording
from bot.insights.outcomes import FALLBACK
from bot.knowledge.loading import DEFAULT_DIRECTORY

_DOMAIN = DEFAULT_DIRECTORY.parent / "domain.yml"


def label(intent: str) -> str:
    """The name of an intent for people."""
    if intent == FALLBACK:
        return "Not understood at all"
    wording = _wording()
    name = f"utter_label_{intent}"
    if wording is not None and name in wording.responses():
        return wording.text(name, "en")
    words = intent.removeprefix("ask_").replace("_", " ")
    return words[:1].upper() + words[1:]


@cache
def _wording() -> Optional[Wording]:
    return Wording.of_file(str(_DOMAIN)) if _DOMAIN.exists() else None
