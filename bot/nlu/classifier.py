"""Intent classification: multinomial logistic regression over all features of a message.

Trained with scikit-learn, run with numpy alone: Rasa's own `LogisticRegressionClassifier`
imports skops, which adds six seconds to every start.
"""

from __future__ import annotations

import json
from typing import Any, Dict, List, Optional, Tuple

import numpy as np
from numpy.typing import NDArray
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.shared.nlu.constants import INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from scipy import sparse

Matrix = NDArray[Any]

NEAREST = "nearest_phrase"
_PHRASES = "phrases"


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class LinearIntentClassifier(GraphComponent, IntentClassifier):
    """Sets `intent`, `intent_ranking` and `nearest_phrase` (cosine to the nearest phrase).

    Sparse features are damped (1 + log), weighted by inverse document frequency and brought
    to length one; dense ones are standardised. Both then enter one linear model.
    """

    _WEIGHTS = "weights.npz"
    _LABELS = "labels.json"

    def __init__(
        self,
        config: Dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        labels: Optional[List[str]] = None,
        weights: Optional[Dict[str, Matrix]] = None,
    ) -> None:
        self._config = config
        self._model_storage = model_storage
        self._resource = resource
        self._labels = labels or []
        self._weights = weights or {}

    @staticmethod
    def get_default_config() -> Dict[str, Any]:
        """C: inverse regularisation. dense_weight: scale of standardised dense features."""
        return {
            "C": 5.0,
            "dense_weight": 0.05,
            "max_iterations": 150,
            "temperature": 1.0,
            "ranking_length": 10,
        }

    @classmethod
    def create(
        cls,
        config: Dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> LinearIntentClassifier:
        """A classifier that has yet to be trained."""
        return cls(config, model_storage, resource)

    @classmethod
    def load(
        cls,
        config: Dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> LinearIntentClassifier:
        """A classifier with its trained weights."""
        with model_storage.read_from(resource) as folder:
            labels = json.loads((folder / cls._LABELS).read_text(encoding="utf-8"))
            with np.load(folder / cls._WEIGHTS) as data:
                weights = {name: data[name] for name in data.files}
        if _PHRASES in weights:  # half precision on disk only: products are ten times faster
            weights[_PHRASES] = weights[_PHRASES].astype(np.float32)
        return cls(config, model_storage, resource, labels, weights)

    def train(self, training_data: TrainingData) -> Resource:
        """Fit on all examples with an intent; phrases alike once masked count once."""
        examples = [e for e in training_data.intent_examples if e.get(INTENT) and e.get(TEXT)]
        if len({example.get(INTENT) for example in examples}) >= 2:
            self._fit(examples)
        with self._model_storage.write_to(self._resource) as folder:
            (folder / self._LABELS).write_text(json.dumps(self._labels), encoding="utf-8")
            np.savez(folder / self._WEIGHTS, **self._weights)
        return self._resource

    def process(self, messages: List[Message]) -> List[Message]:
        """Classify messages; without a trained model the intent is None with confidence 0."""
        for message in messages:
            ranking, nearest = self._rank(message)
            top = ranking[0] if ranking else {"name": None, "confidence": 0.0}
            message.set(INTENT, top, add_to_output=True)
            message.set("intent_ranking", ranking, add_to_output=True)
            message.set(NEAREST, nearest, add_to_output=True)
        return messages

    def _fit(self, examples: List[Message]) -> None:
        from sklearn.linear_model import LogisticRegression

        labels = np.array([example.get(INTENT) for example in examples])
        raw = sparse.vstack([_sparse(example) for example in examples]).tocsr()
        dense = np.vstack([dense_features(example) for example in examples])
        counts = np.asarray((raw > 0).sum(axis=0)).ravel()
        idf = np.log((1 + len(examples)) / (1 + counts)) + 1
        self._weights = {
            "idf": idf.astype(np.float32),
            "mean": dense.mean(axis=0).astype(np.float32),
            "scale": (1 / np.maximum(dense.std(axis=0), 1e-6)).astype(np.float32),
        }
        features = sparse.hstack(
            [self._weigh(raw), sparse.csr_matrix(self._standardise(dense))]
        ).tocsr()
        # the same masked phrase many times (one for each name) counts once
        seen: Dict[Tuple[bytes, str], int] = {}
        for row, label in enumerate(labels):
            start, end = features.indptr[row], features.indptr[row + 1]
            key = features.indices[start:end].tobytes() + features.data[start:end].tobytes()
            seen.setdefault((key, str(label)), row)
        rows = sorted(seen.values())
        model = LogisticRegression(
            C=self._config["C"], max_iter=self._config["max_iterations"], solver="lbfgs"
        ).fit(features[rows], labels[rows])
        self._labels = [str(label) for label in model.classes_]
        self._weights["coefficients"] = model.coef_.T.astype(np.float32).copy()
        self._weights["intercepts"] = model.intercept_.astype(np.float32)
        self._weights[_PHRASES] = _unit(dense[rows]).astype(np.float16)

    def _rank(self, message: Message) -> Tuple[List[Dict[str, Any]], float]:
        if not self._labels:
            return [], 0.0
        dense = dense_features(message)
        vector = self._weigh(_sparse(message).tocsr())
        split = len(self._weights["idf"])
        coefficients = self._weights["coefficients"]
        scores = vector.data @ coefficients[vector.indices] + self._weights["intercepts"]
        scores = scores + self._standardise(dense)[0] @ coefficients[split:]
        scores = scores / self._config["temperature"]
        exponents = np.exp(scores - scores.max())
        probabilities = exponents / exponents.sum()
        order = np.argsort(-probabilities)[: self._config["ranking_length"]]
        ranking = [
            {"name": self._labels[index], "confidence": float(probabilities[index])}
            for index in order
        ]
        nearest = 0.0
        if dense.shape[1]:
            similarities = self._weights[_PHRASES] @ _unit(dense)[0]
            nearest = float(similarities.max())
        return ranking, nearest

    def _weigh(self, counts: sparse.csr_matrix) -> sparse.csr_matrix:
        weighed = counts.astype(np.float32).copy()
        weighed.data = 1 + np.log(weighed.data)
        weighed.data *= self._weights["idf"][weighed.indices]
        squares = np.sqrt(np.asarray(weighed.multiply(weighed).sum(axis=1)).ravel())
        lengths = np.repeat(np.maximum(squares, 1e-9), np.diff(weighed.indptr))
        weighed.data = (weighed.data / lengths * np.sqrt(2)).astype(np.float32)
        return weighed

    def _standardise(self, dense: Matrix) -> Matrix:
        standard = (dense - self._weights["mean"]) * self._weights["scale"]
        weighed: Matrix = (standard * self._config["dense_weight"]).astype(np.float32)
        return weighed


def _sparse(message: Message) -> sparse.csr_matrix:
    """Sparse sentence features, shape (1, vocabulary); one empty column when there are none."""
    _, features = message.get_sparse_features(TEXT)
    return features.features.tocsr() if features else sparse.csr_matrix((1, 1), dtype=np.float32)


def dense_features(message: Message) -> Matrix:
    """Dense sentence features, shape (1, dimensions); no columns when there are none."""
    _, features = message.get_dense_features(TEXT)
    if features is None:
        return np.zeros((1, 0), dtype=np.float32)
    return np.asarray(features.features, dtype=np.float32).reshape(1, -1)


def _unit(vectors: Matrix) -> Matrix:
    if not vectors.shape[1]:
        return vectors
    unit: Matrix = vectors / np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-9)
    return unit
