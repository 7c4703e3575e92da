"""Themes told by things, people and work: "whoever looks after cows and barley".

Learnt from the words of `knowledge/sectors.yml`, each put into a question of the lookup table
`described_theme`, in the place of “…”. So a trade is recognised by words nearby in meaning, though
its own are on no list. Used only where a question asks for a theme and no word of a sector was found.
"""

from __future__ import annotations

import random
from typing import Any, Dict, Iterator, List, Optional, Tuple

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.shared.nlu.constants import ENTITIES, INTENT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.knowledge import KnowledgeBase
from bot.nlu.descriptions import DescriptionExtractor, entity_types
from bot.nlu.fingerprint import knowledge_fingerprint
from bot.nlu.knowledge import knowledge_for_rasa

LOOKUP = "described_theme"
GAP = "…"
_NAMES = {"sector", "cluster"}


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=True)
class DescribedThemeExtractor(DescriptionExtractor):
    """Adds the entity `sector` of a description when it is sure enough."""

    entity = "sector"
    cache = "described_themes"

    @staticmethod
    def get_default_config() -> Dict[str, Any]:
        """`intents`: the questions for a theme; `certainty`: probability needed (0 to 1)."""
        return {"intents": [], "certainty": 0.35, "C": 20.0, "scale": 0.02}

    @classmethod
    def fingerprint_addon(cls, config: Dict[str, Any]) -> Optional[str]:
        """Retrain when the sectors change, besides."""
        return f"{super().fingerprint_addon(config)}{knowledge_fingerprint()}"

    def _examples(self, training_data: TrainingData) -> List[Tuple[str, str]]:
        questions = [
            str(question)
            for table in training_data.lookup_tables
            if table["name"] == LOOKUP
            for question in table["elements"]
        ]
        return list(examples(knowledge_for_rasa(), questions)) if questions else []

    def _certainty(self, message: Message, begun: bool) -> Optional[float]:
        intent = (message.get(INTENT) or {}).get("name")
        if intent not in self._config["intents"] or _NAMES.intersection(entity_types(message)):
            return None
        if any(_is_a_name(entity) for entity in message.get(ENTITIES, [])):
            return None
        return float(self._config["certainty"])


def examples(knowledge: KnowledgeBase, questions: List[str]) -> Iterator[Tuple[str, str]]:
    """Questions for each word of each sector, with the sector's id."""
    chance = random.Random(0)
    for sector in knowledge.sectors:
        for word in dict.fromkeys([*sector.name.texts, *sector.synonyms]):
            yield chance.choice(questions).replace(GAP, word), sector.id


def _is_a_name(entity: Dict[str, Any]) -> bool:
    """Whether an unknown name is one for sure: at the beginning any word has a capital."""
    return bool(entity["entity"] == "unknown_name" and entity["start"] > 0)
