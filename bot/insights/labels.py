"""What a kind of question is called on the page: what the buttons of “did you mean” say in English.

A kind without such a button is called by its intent, its words apart.
"""

from __future__ import annotations

from functools import cache
from typing import Dict

import yaml

from bot.insights.outcomes import FALLBACK
from bot.knowledge.loading import DEFAULT_DIRECTORY, knowledge_directory
from bot.knowledge.own_wording import language_of, load_wording

_DOMAIN = DEFAULT_DIRECTORY.parent / "domain.yml"


def label(intent: str) -> str:
    """The name of an intent for people."""
    if intent == FALLBACK:
        return "Not understood at all"
    named = _labels().get(f"utter_label_{intent}")
    if named:
        return named
    words = intent.removeprefix("ask_").replace("_", " ")
    return words[:1].upper() + words[1:]


@cache
def _labels() -> Dict[str, str]:
    """The English texts of responses, by name; read without Rasa, which reports do without."""
    if not _DOMAIN.exists():
        return {}
    responses = yaml.safe_load(_DOMAIN.read_text(encoding="utf-8"))["responses"]
    own = load_wording(knowledge_directory())
    if own is not None:
        responses = own.applied_to(responses)
    return {
        name: str(one["text"])
        for name, variations in responses.items()
        for one in variations
        if language_of(one) == "en"
    }
