"""What is likely to be asked next: short messages go on with what the conversation is about.

"Since when?" right after a figure asks about the figure. The classifier sees the words alone;
this weighs its ranking by the last question answered.
"""

from __future__ import annotations

from typing import Any, Dict, List, Optional

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.shared.nlu.constants import ENTITIES, INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message

_RANKING = "intent_ranking"
_NAMES = ("cluster", "level", "metric", "unknown_name", "year")


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=False)
class ContextPrior(GraphComponent, IntentClassifier):
    """Weighs `intent_ranking` and sets `intent` anew.

    Within a conversation, a message of at most `words` words without names has the intents of
    the last question's family weighed by `same_family`. Before anything was asked, intents that
    only mean something in a conversation are weighed by `no_context`.
    """

    def __init__(self, config: Dict[str, Any]) -> None:
        self._words = int(config["words"])
        self._same_family = float(config["same_family"])
        self._no_context = float(config["no_context"])
        self._contextual = frozenset(config["contextual"])
        self._families: Dict[str, frozenset[str]] = {}
        for family in config["families"]:
            for intent in family:
                self._families[intent] = frozenset(family)

    @staticmethod
    def get_default_config() -> Dict[str, Any]:
        """`families`: lists of intents that follow one another; chosen on the open half."""
        return {
            "words": 6,
            "same_family": 4.0,
            "no_context": 0.2,
            "contextual": [],
            "families": [],
        }

    @classmethod
    def create(
        cls,
        config: Dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> ContextPrior:
        """A prior with the families of `config.yml`."""
        return cls(config)

    def process(
        self, messages: List[Message], tracker: Optional[DialogueStateTracker] = None
    ) -> List[Message]:
        """Weigh the rankings of messages; parsing without a conversation counts as a first turn."""
        last = ((tracker.get_slot("question") if tracker else None) or {}).get("intent")
        for message in messages:
            ranking = message.get(_RANKING) or []
            if ranking:
                weighed = self._weighed(ranking, message, last)
                message.set(_RANKING, weighed, add_to_output=True)
                message.set(INTENT, dict(weighed[0]), add_to_output=True)
        return messages

    def _weighed(
        self, ranking: List[Dict[str, Any]], message: Message, last: Optional[str]
    ) -> List[Dict[str, Any]]:
        short = len((message.get(TEXT) or "").split()) <= self._words
        named = any(entity["entity"] in _NAMES for entity in message.get(ENTITIES, []))
        family = self._families.get(last or "", frozenset())
        weights = []
        for entry in ranking:
            weight = 1.0
            if last is None and entry["name"] in self._contextual:
                weight = self._no_context
            elif short and not named and entry["name"] in family:
                weight = self._same_family
            weights.append(weight * float(entry["confidence"]))
        rest = max(0.0, 1.0 - sum(float(entry["confidence"]) for entry in ranking))
        total = sum(weights) + rest
        weighed = [
            {**entry, "confidence": weight / total} for entry, weight in zip(ranking, weights)
        ]
        return sorted(weighed, key=lambda entry: -float(entry["confidence"]))
