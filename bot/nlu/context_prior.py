"""What is likely to be asked next: short messages go on with what the conversation is about.

"Since when?" right after a figure asks about the figure. The classifier sees the words alone;
this weighs its ranking by the last question answered, as learnt from phrases that tell which
question they follow (`metadata: {after: ...}` in `data/nlu/*/dialogue*.yml`).
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from typing import Any, Dict, Iterator, List, Optional, Tuple

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.shared.nlu.constants import ENTITIES, INTENT, INTENT_RANKING_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.entities import KNOWN
from bot.nlu.conversation import followed_intent, last_intent
from bot.nlu.fingerprint import module_fingerprint

_NAMES = (*KNOWN, "unknown_name", "year", "programme")
Follows = Dict[str, Dict[str, float]]  # by the last intent: by the next, how much likelier it is


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class ContextPrior(GraphComponent, IntentClassifier):
    """Weighs `intent_ranking` and sets `intent` anew.

    Within a conversation, an intent is weighed by how much likelier it is after the last question
    than on the whole, within `least` and `most`; where the message holds a name or a year, and so
    tells more itself, by that to the power `strength_named`. Before anything was asked, intents
    that only mean something in a conversation are weighed by `no_context`.
    """

    _FILE = "follows.json"

    def __init__(
        self,
        config: Dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        follows: Optional[Follows] = None,
    ) -> None:
        self._model_storage = model_storage
        self._resource = resource
        self._strength_named = float(config["strength_named"])
        self._least, self._most = float(config["least"]), float(config["most"])
        self._own = float(config["own_phrases"])
        self._family = float(config["family_phrases"])
        self._no_context = float(config["no_context"])
        self._contextual = frozenset(config["contextual"])
        self._anytime = frozenset(config["anytime"])
        self._families: Dict[str, int] = {
            intent: number for number, family in enumerate(config["families"]) for intent in family
        }
        self._follows = follows or {}

    @staticmethod
    def get_default_config() -> Dict[str, Any]:
        """`families`: lists of intents that are about the same, and so are followed by the same.

        `anytime`: intents that may follow any question.
        `own_phrases`: how many phrases after an intent count as much as those after its family;
        `family_phrases`: how many of these count as much as those after any intent. Numbers were
        chosen on the open half of the evaluation questions.
        """
        return {
            "strength_named": 0.2,
            "least": 0.4,
            "most": 4.0,
            "own_phrases": 60,
            "family_phrases": 50,
            "no_context": 0.2,
            "contextual": [],
            "anytime": [],
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
        """A prior that has yet to be trained, with the families of `config.yml`."""
        return cls(config, model_storage, resource)

    @classmethod
    def load(
        cls,
        config: Dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> ContextPrior:
        """A prior with what was learnt."""
        with model_storage.read_from(resource) as folder:
            follows = json.loads((folder / cls._FILE).read_text(encoding="utf-8"))
        return cls(config, model_storage, resource, follows)

    @classmethod
    def fingerprint_addon(cls, config: Dict[str, Any]) -> Optional[str]:
        """Retrain when the code changes that learns."""
        return module_fingerprint("context_prior", "conversation")

    def train(self, training_data: TrainingData) -> Resource:
        """Learn from the phrases that tell which question they follow; others are left aside."""
        pairs = Counter(_after_and_intent(training_data))
        self._follows = self._likelier(pairs) if pairs else {}
        with self._model_storage.write_to(self._resource) as folder:
            (folder / self._FILE).write_text(json.dumps(self._follows), encoding="utf-8")
        return self._resource

    def process(
        self, messages: List[Message], tracker: Optional[DialogueStateTracker] = None
    ) -> List[Message]:
        """Weigh the rankings of messages; parsing without a conversation counts as a first turn."""
        last = last_intent(tracker)
        for message in messages:
            ranking = message.get(INTENT_RANKING_KEY) or []
            if ranking:
                weighed = self._weighed(ranking, message, last)
                message.set(INTENT_RANKING_KEY, weighed, add_to_output=True)
                message.set(INTENT, dict(weighed[0]), add_to_output=True)
        return messages

    def _likelier(self, pairs: Counter[Tuple[str, str]]) -> Follows:
        """How much likelier each intent is after each, smoothed by family and by all phrases."""
        overall: Counter[str] = Counter()
        after: Dict[str, Counter[str]] = defaultdict(Counter)
        of_family: Dict[Optional[int], Counter[str]] = defaultdict(Counter)
        for (before, intent), number in pairs.items():
            overall[intent] += number
            after[before][intent] += number
            of_family[self._families.get(before)][intent] += number
        everything = sum(overall.values()) + len(overall)
        likelier: Follows = {}
        for before in {*after, *self._families}:
            own = after[before]
            family = of_family[self._families.get(before)]
            likelier[before] = {}
            for intent, number in overall.items():
                base = (number + 1) / everything
                shared = (family[intent] + self._family * base) / (
                    sum(family.values()) + self._family
                )
                share = (own[intent] + self._own * shared) / (sum(own.values()) + self._own)
                weight = min(self._most, max(self._least, share / base))
                likelier[before][intent] = round(weight, 4)
        return likelier

    def _weighed(
        self, ranking: List[Dict[str, Any]], message: Message, last: Optional[str]
    ) -> List[Dict[str, Any]]:
        named = any(entity["entity"] in _NAMES for entity in message.get(ENTITIES, []))
        strength = self._strength_named if named else 1.0
        likelier = self._follows.get(last or "", {})
        weights = []
        for entry in ranking:
            weight = likelier.get(entry["name"], 1.0) ** strength
            if entry["name"] in self._anytime:
                weight = 1.0
            if last is None and entry["name"] in self._contextual:
                weight = self._no_context
            weights.append(weight * float(entry["confidence"]))
        rest = max(0.0, 1.0 - sum(float(entry["confidence"]) for entry in ranking))
        total = sum(weights) + rest
        weighed = [
            {**entry, "confidence": weight / total} for entry, weight in zip(ranking, weights)
        ]
        return sorted(weighed, key=lambda entry: -float(entry["confidence"]))


def _after_and_intent(training_data: TrainingData) -> Iterator[Tuple[str, str]]:
    """(Last intent, intent) of each phrase that tells which question it follows."""
    for example in training_data.intent_examples:
        before = followed_intent(example)
        if example.get(TEXT) and before:
            yield before, str(example.get(INTENT))
