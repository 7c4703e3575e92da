"""A second opinion on the intent: that of the encoder whose last layers were tuned on our phrases.

The perceptrons of `classifier.py` see words, letters and a general vector; the tuned encoder sees
the order and sense of all words, and in a conversation the last question before them. They err on
different messages, so the mean of their probabilities is right more often than either
(docs/understanding.md has the figures).
"""

from __future__ import annotations

from typing import Any, Dict, List, Optional

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.shared.nlu.constants import INTENT, INTENT_RANKING_KEY
from rasa.shared.nlu.training_data.message import Message

from bot.knowledge.loading import DEFAULT_PHRASES, phrases_directory
from bot.nlu.conversation import in_context, last_intent
from bot.nlu.embedding import embedded_text
from bot.nlu.encoder import Encoder, Remembering, load_tuned_encoder
from bot.nlu.tuned_layers import Head, load_head

Ranking = List[Dict[str, Any]]


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=False)
class TunedIntentClassifier(GraphComponent, IntentClassifier):
    """Mixes its probabilities into `intent_ranking`, which must hold all intents, and shortens it.

    An intent that the tuned layers were not taught keeps the probability it had. Where there is
    no encoder for this platform, and for a programme that has its own phrases, the ranking is only
    shortened.
    """

    def __init__(
        self, config: Dict[str, Any], encoder: Optional[Encoder], head: Optional[Head]
    ) -> None:
        self._weight = float(config["weight"])
        self._sure = float(config["sure"])
        self._length = int(config["ranking_length"])
        self._encoder = Remembering(encoder, int(config["cache_size"])) if encoder else None
        self._head = head

    @staticmethod
    def get_default_config() -> Dict[str, Any]:
        """`weight`: of this opinion (0 to 1); it is not asked for above the confidence `sure`.

        `cache_size`: how many vectors are kept in memory; `ranking_length`: how many intents are
        left in the ranking.
        """
        return {"weight": 0.4, "sure": 0.9, "cache_size": 4096, "ranking_length": 10}

    @classmethod
    def create(
        cls,
        config: Dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> TunedIntentClassifier:
        """A classifier with the tuned encoder loaded (0.1 s; 0.3 s more the first time).

        Without it where another programme has phrases of its own: the layers don't know these.
        """
        encoder = load_tuned_encoder() if phrases_directory() == DEFAULT_PHRASES else None
        return cls(config, encoder, load_head() if encoder else None)

    def process(
        self, messages: List[Message], tracker: Optional[DialogueStateTracker] = None
    ) -> List[Message]:
        """Mix and shorten the rankings of messages; without a conversation, as a first turn."""
        ranked = [message for message in messages if message.get(INTENT_RANKING_KEY)]
        for message, opinion in zip(ranked, self._opinions(ranked, last_intent(tracker))):
            ranking = message.get(INTENT_RANKING_KEY)
            mixed = self._mixed(ranking, opinion) if opinion else list(ranking)
            mixed.sort(key=lambda entry: -float(entry["confidence"]))
            message.set(INTENT_RANKING_KEY, mixed[: self._length], add_to_output=True)
            message.set(INTENT, dict(mixed[0]), add_to_output=True)
        return messages

    def _opinions(self, messages: List[Message], before: Optional[str]) -> List[Dict[str, float]]:
        """The probabilities of the intents that were taught; none for messages that are sure."""
        opinions: List[Dict[str, float]] = [{} for _ in messages]
        if self._encoder is None or self._head is None:
            return opinions
        unsure = [row for row, message in enumerate(messages) if not self._is_sure(message)]
        texts = [in_context(embedded_text(messages[row]), before) for row in unsure]
        vectors = self._encoder.vectors(texts)
        for row, vector in zip(unsure, vectors):
            told = self._head.probabilities(vector)
            opinions[row] = dict(zip(self._head.intents, told.tolist()))
        return opinions

    def _is_sure(self, message: Message) -> bool:
        return float(message.get(INTENT_RANKING_KEY)[0]["confidence"]) >= self._sure

    def _mixed(self, ranking: Ranking, opinion: Dict[str, float]) -> Ranking:
        # What is left to the intents that both know: those taught since keep theirs.
        known = sum(entry["confidence"] for entry in ranking if entry["name"] in opinion)
        return [
            {**entry, "confidence": self._mean(entry, opinion.get(entry["name"]), known)}
            for entry in ranking
        ]

    def _mean(self, entry: Dict[str, Any], told: Optional[float], known: float) -> float:
        confidence = float(entry["confidence"])
        if told is None:
            return confidence
        return (1 - self._weight) * confidence + self._weight * told * known
