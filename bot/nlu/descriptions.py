"""What is described rather than named, told from embeddings by a logistic regression."""

from __future__ import annotations

import json
from abc import ABC, abstractmethod
from typing import Any, Dict, Iterator, List, Optional, Sequence, Tuple, Type, TypeVar

import numpy as np
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.shared.nlu.constants import ENTITIES, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.nlu.classifier import dense_features
from bot.nlu.conversation import has_begun, last_intent
from bot.nlu.encoder import DiskCache, Vectors, load_encoder
from bot.nlu.fingerprint import module_fingerprint

Self = TypeVar("Self", bound="DescriptionExtractor")


class DescriptionExtractor(GraphComponent, ABC):
    """Adds an entity over the whole of a message that describes what it doesn't name.

    The defaults of a kind's configuration hold `C` (inverse strength of regularisation) and
    `scale` (of the standardised embeddings), which together say how bold the probabilities are.
    """

    _LABELS = "labels.json"
    _WEIGHTS = "weights.npz"

    #: The type of the entity; also the name of the vectors' file in the cache.
    entity: str
    cache: str

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

    @abstractmethod
    def examples(self, training_data: TrainingData) -> Sequence[Tuple[str, str]]:
        """Descriptions, each with the value of the entity it describes."""

    @abstractmethod
    def _certainty(self, message: Message, begun: bool) -> Optional[float]:
        """The probability (0 to 1) needed; None when nothing is looked for in this message.

        `begun`: something was asked in the conversation before.
        """

    @classmethod
    def create(
        cls: Type[Self],
        config: Dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> Self:
        """An extractor that has yet to be trained."""
        return cls(config, model_storage, resource)

    @classmethod
    def load(
        cls: Type[Self],
        config: Dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> Self:
        """An extractor with its trained weights."""
        with model_storage.read_from(resource) as folder:
            labels = json.loads((folder / cls._LABELS).read_text(encoding="utf-8"))
            with np.load(folder / cls._WEIGHTS) as data:
                weights = {name: data[name] for name in data.files}
        return cls(config, model_storage, resource, labels, weights)

    @classmethod
    def fingerprint_addon(cls, config: Dict[str, Any]) -> Optional[str]:
        """Retrain when the code changes that makes vectors or examples."""
        return module_fingerprint("encoder", "descriptions", cls.__module__.rpartition(".")[2])

    def train(self, training_data: TrainingData) -> Resource:
        """Learn from descriptions; without an encoder nothing is learnt or found."""
        encoder = load_encoder()
        examples = self.examples(training_data)
        if encoder is not None and len({value for _, value in examples}) > 1:
            vectors = DiskCache.named(self.cache).vectors(encoder, [text for text, _ in examples])
            self._fit(np.vstack([vectors[text] for text, _ in examples]), [v for _, v in examples])
        with self._model_storage.write_to(self._resource) as folder:
            (folder / self._LABELS).write_text(json.dumps(self._labels), encoding="utf-8")
            np.savez(folder / self._WEIGHTS, **self._weights)
        return self._resource

    def process(
        self, messages: List[Message], tracker: Optional[DialogueStateTracker] = None
    ) -> List[Message]:
        """Find what messages, and their parts, describe."""
        begun, last = has_begun(tracker), last_intent(tracker)
        for message in messages:
            found = list(self._found(message, begun, last))
            if found:
                message.set(ENTITIES, [*message.get(ENTITIES, []), *found], add_to_output=True)
        return messages

    def _found(
        self, message: Message, begun: bool, last: Optional[str]
    ) -> Iterator[Dict[str, Any]]:
        """The entities to add; `last`: the intent of the question answered before."""
        value = self._described(message, begun)
        if value is not None:
            yield self._entity(value, 0, len(message.get(TEXT) or ""))

    def _entity(self, value: str, start: int, end: int) -> Dict[str, Any]:
        return {
            "entity": self.entity,
            "value": value,
            "start": start,
            "end": end,
            "extractor": type(self).__name__,
        }

    def _fit(self, vectors: Vectors, values: List[str]) -> None:
        from sklearn.linear_model import LogisticRegression

        mean, spread = vectors.mean(axis=0), np.maximum(vectors.std(axis=0), 1e-6)
        scaled = (vectors - mean) / spread * self._config["scale"]
        model = LogisticRegression(C=self._config["C"], max_iter=500).fit(scaled, values)
        self._labels = [str(label) for label in model.classes_]
        coefficients = model.coef_ / spread * self._config["scale"]
        self._weights = {
            "coefficients": coefficients.T.astype(np.float32),
            "intercepts": (model.intercept_ - coefficients @ mean).astype(np.float32),
        }

    def _described(self, message: Message, begun: bool) -> Optional[str]:
        certainty = self._certainty(message, begun) if self._labels else None
        if certainty is None:
            return None
        best, probability = max(self._probabilities(message).items(), key=lambda one: one[1])
        return best if probability >= certainty else None

    def _probabilities(self, message: Message) -> Dict[str, float]:
        """That a message describes each value, by its meaning; empty before training."""
        if not self._labels:
            return {}
        scores = dense_features(message) @ self._weights["coefficients"]
        scores = scores[0] + self._weights["intercepts"]
        exponents = np.exp(scores - scores.max())
        return dict(zip(self._labels, (exponents / exponents.sum()).tolist()))


def entity_types(message: Message) -> List[str]:
    """The types of a message's entities."""
    return [str(entity["entity"]) for entity in message.get(ENTITIES, [])]
