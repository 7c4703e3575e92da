"""Levels spoken of without their names: "the heavyweights", "de som så vidt har begynt".

Learnt from sentences in `data/nlu` kept as lookup tables `described_level.<level id>`. Used only
where a question is about a level and names none.
"""

from __future__ import annotations

import json
from typing import Any, Dict, List, Optional

import numpy as np
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.shared.nlu.constants import ENTITIES, INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.nlu.classifier import dense_features
from bot.nlu.encoder import DiskCache, Vectors, load_encoder
from bot.nlu.fingerprint import module_fingerprint

LOOKUP = "described_level."
NO_LEVEL = "none"


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=True)
class DescribedLevelExtractor(GraphComponent):
    """Adds the entity `level` of a description, over the whole message, when it is sure enough."""

    _LABELS = "labels.json"
    _WEIGHTS = "weights.npz"

    def __init__(
        self,
        config: Dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        labels: Optional[List[str]] = None,
        weights: Optional[Dict[str, Vectors]] = None,
    ) -> None:
        self._config = config
        self._model_storage = model_storage
        self._resource = resource
        self._labels = labels or []
        self._weights = weights or {}

    @staticmethod
    def get_default_config() -> Dict[str, Any]:
        """`intents`: the questions about a level; `certainty`: probability needed (0 to 1).

        In a conversation, where a level may be meant that was named before, `certainty_later`.
        A message of fewer than `words` words describes nothing.
        """
        return {
            "intents": [],
            "certainty": 0.5,
            "certainty_later": 0.8,
            "words": 6,
            "C": 10.0,
            "scale": 0.05,
        }

    @classmethod
    def create(
        cls,
        config: Dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> DescribedLevelExtractor:
        """An extractor that has yet to be trained."""
        return cls(config, model_storage, resource)

    @classmethod
    def load(
        cls,
        config: Dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> DescribedLevelExtractor:
        """An extractor with its trained weights."""
        with model_storage.read_from(resource) as folder:
            labels = json.loads((folder / cls._LABELS).read_text(encoding="utf-8"))
            with np.load(folder / cls._WEIGHTS) as data:
                weights = {name: data[name] for name in data.files}
        return cls(config, model_storage, resource, labels, weights)

    @classmethod
    def fingerprint_addon(cls, config: Dict[str, Any]) -> Optional[str]:
        """Retrain when the code of the encoder changes."""
        return module_fingerprint("encoder")

    def train(self, training_data: TrainingData) -> Resource:
        """Learn from the lookup tables; without an encoder nothing is learnt or found."""
        encoder = load_encoder()
        described = {
            str(table["name"])[len(LOOKUP) :]: [str(text) for text in table["elements"]]
            for table in training_data.lookup_tables
            if str(table["name"]).startswith(LOOKUP)
        }
        if encoder is not None and len(described) > 1:
            texts = [(text, level) for level, texts in described.items() for text in texts]
            vectors = DiskCache.named("described_levels").vectors(encoder, [t for t, _ in texts])
            self._fit(np.vstack([vectors[text] for text, _ in texts]), [one for _, one in texts])
        with self._model_storage.write_to(self._resource) as folder:
            (folder / self._LABELS).write_text(json.dumps(self._labels), encoding="utf-8")
            np.savez(folder / self._WEIGHTS, **self._weights)
        return self._resource

    def process(
        self, messages: List[Message], tracker: Optional[DialogueStateTracker] = None
    ) -> List[Message]:
        """Find the level of a description in messages and their parts."""
        begun = bool(tracker and tracker.get_slot("question"))
        certainty = self._config["certainty_later" if begun else "certainty"]
        for message in messages:
            level = self._level(message, certainty)
            if level is not None:
                entity = {
                    "entity": "level",
                    "value": level,
                    "start": 0,
                    "end": len(message.get(TEXT) or ""),
                    "extractor": type(self).__name__,
                }
                message.set(ENTITIES, [*message.get(ENTITIES, []), entity], add_to_output=True)
        return messages

    def _fit(self, vectors: Vectors, levels: List[str]) -> None:
        from sklearn.linear_model import LogisticRegression

        mean, spread = vectors.mean(axis=0), np.maximum(vectors.std(axis=0), 1e-6)
        scaled = (vectors - mean) / spread * self._config["scale"]
        model = LogisticRegression(C=self._config["C"], max_iter=500).fit(scaled, levels)
        self._labels = [str(label) for label in model.classes_]
        coefficients = model.coef_ / spread * self._config["scale"]
        self._weights = {
            "coefficients": coefficients.T.astype(np.float32),
            "intercepts": (model.intercept_ - coefficients @ mean).astype(np.float32),
        }

    def _level(self, message: Message, certainty: float) -> Optional[str]:
        intent = (message.get(INTENT) or {}).get("name")
        named = any(entity["entity"] in _NAMES for entity in message.get(ENTITIES, []))
        if not self._labels or named or intent not in self._config["intents"]:
            return None
        if len((message.get(TEXT) or "").split()) < self._config["words"]:
            return None
        scores = dense_features(message) @ self._weights["coefficients"]
        scores = scores[0] + self._weights["intercepts"]
        exponents = np.exp(scores - scores.max())
        best = int(exponents.argmax())
        certain = exponents[best] / exponents.sum() >= certainty
        return self._labels[best] if certain and self._labels[best] != NO_LEVEL else None


_NAMES = ("level", "cluster", "level_step", "name_filter", "ordinal")
