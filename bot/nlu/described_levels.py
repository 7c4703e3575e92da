"""Levels spoken of without their names: "the heavyweights", "de som så vidt har begynt".

Learnt from sentences in `data/nlu` kept as lookup tables `described_level.<level id>`. Used only
where a question is about a level and names none.
"""

from __future__ import annotations

import re
from typing import Any, Dict, List, Optional, Tuple

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.shared.nlu.constants import INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.nlu.descriptions import DescriptionExtractor, entity_types

LOOKUP = "described_level."
NO_LEVEL = "none"
_ALL = re.compile(
    r"\b(?:samtlige|samtlege|alle|all|every\w*|hver\s+eneste|kvar\s+einaste)\b", re.IGNORECASE
)
_NAMES = {"level", "cluster", "level_step", "name_filter", "ordinal", "place", "sector"}
_OF_ALL_CLUSTERS = re.compile(
    r"\b\d+\s+(?:\w+\s+){0,2}(?:clusters|\w*klyng(?:er|jer|ar))\b", re.IGNORECASE
)
_POINTS_BACK = re.compile(
    r"\b(?:there|der|dit|(?:that|this|det|dette)\s+(?:level|tier|nivå\w*|trinn\w*))\W*$",
    re.IGNORECASE,
)


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=True)
class DescribedLevelExtractor(DescriptionExtractor):
    """Adds the entity `level` of a description when it is sure enough."""

    entity = "level"
    cache = "described_levels"

    @staticmethod
    def get_default_config() -> Dict[str, Any]:
        """`intents`: the questions about a level; `certainty`: probability needed (0 to 1).

        In a conversation, where a level may be meant that was named before, and for the `wary`
        intents, which ask for no level as a rule, `certainty_later`, and so in a message of fewer
        than `words` words. One of fewer than `least_words` describes nothing.
        """
        return {
            "intents": [],
            "wary": [],
            "certainty": 0.5,
            "certainty_later": 0.8,
            "words": 6,
            "least_words": 3,
            "C": 10.0,
            "scale": 0.05,
        }

    def examples(self, training_data: TrainingData) -> List[Tuple[str, str]]:
        """Descriptions of levels, with the level's id: ("de knøttsmå", "nodes")."""
        return [
            (str(text), str(table["name"])[len(LOOKUP) :])
            for table in training_data.lookup_tables
            if str(table["name"]).startswith(LOOKUP)
            for text in table["elements"]
        ]

    def _certainty(self, message: Message, begun: bool) -> Optional[float]:
        intent = (message.get(INTENT) or {}).get("name")
        if intent not in self._config["intents"] or _NAMES.intersection(entity_types(message)):
            return None
        words = len((message.get(TEXT) or "").split())
        if words < self._config["least_words"]:
            return None
        if intent in self._config["wary"] and _ALL.search(message.get(TEXT) or ""):
            return None
        if begun and _POINTS_BACK.search(message.get(TEXT) or ""):
            return None  # "and what would they need to be there?"
        if _OF_ALL_CLUSTERS.search(message.get(TEXT) or ""):
            return None  # "Norway has 42 innovation clusters, correct?"
        wary = begun or words < self._config["words"] or intent in self._config["wary"]
        return float(self._config["certainty_later" if wary else "certainty"])

    def _described(self, message: Message, begun: bool) -> Optional[str]:
        level = super()._described(message, begun)
        return None if level == NO_LEVEL else level
