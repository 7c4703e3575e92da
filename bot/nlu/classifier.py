"""Intent classification: a few small neural networks over all features of a message.

Trained with scikit-learn, run with numpy alone: importing scikit-learn, or skops as Rasa's own
`LogisticRegressionClassifier` does, would add seconds to every start.
"""

from __future__ import annotations

import json
import warnings
from typing import Any, Dict, Iterator, List, Optional, Tuple

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
class EnsembleIntentClassifier(GraphComponent, IntentClassifier):
    """Sets `intent`, `intent_ranking` and `nearest_phrase` (cosine to the nearest phrase).

    Sparse features are damped (1 + log), weighted by inverse document frequency, brought to
    length one and projected to their main directions (latent semantic analysis); dense ones are
    standardised. Both enter perceptrons with one hidden layer, whose probabilities are averaged.
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
        """`directions`: of the sparse features; `sparse_weight`: their scale beside dense ones.

        `networks`, `hidden`, `epochs`, `alpha` (L2 penalty): the perceptrons, seeded by number.
        """
        return {
            "networks": 3,
            "hidden": 512,
            "epochs": 25,
            "alpha": 0.03,
            "directions": 300,
            "sparse_weight": 12.0,
            "least_phrases": 3,
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
    ) -> EnsembleIntentClassifier:
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
    ) -> EnsembleIntentClassifier:
        """A classifier with its trained weights."""
        with model_storage.read_from(resource) as folder:
            labels = json.loads((folder / cls._LABELS).read_text(encoding="utf-8"))
            with np.load(folder / cls._WEIGHTS) as data:
                weights = {name: data[name] for name in data.files}
        # half precision on disk only: products are ten times faster in single
        weights = {name: _single(array) for name, array in weights.items()}
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
        from sklearn.decomposition import TruncatedSVD
        from sklearn.neural_network import MLPClassifier

        labels = np.array([example.get(INTENT) for example in examples])
        raw = sparse.vstack([_sparse(example) for example in examples]).tocsr()
        dense = np.vstack([dense_features(example) for example in examples])
        rows = _distinct_rows(raw, dense, labels)
        labels, raw, dense = labels[rows], raw[rows], dense[rows]
        counts = np.asarray((raw > 0).sum(axis=0)).ravel()
        idf = np.log((1 + len(rows)) / (1 + counts)) + 1
        idf[counts < self._config["least_phrases"]] = 0.0
        self._weights = {
            "idf": idf.astype(np.float32),
            "mean": dense.mean(axis=0).astype(np.float32),
            "scale": (1 / np.maximum(dense.std(axis=0), 1e-6)).astype(np.float32),
        }
        weighed = self._weigh(raw)
        directions = min(int(self._config["directions"]), min(weighed.shape) - 1)
        projection = TruncatedSVD(directions, random_state=0, n_iter=3).fit(weighed).components_
        self._weights["projection"] = projection.T.astype(np.float16)
        features = self._features(raw, dense)
        for number in range(int(self._config["networks"])):
            network = MLPClassifier(
                (int(self._config["hidden"]),),
                alpha=self._config["alpha"],
                max_iter=int(self._config["epochs"]),
                batch_size=min(128, len(rows)),
                random_state=number,
            )
            with warnings.catch_warnings():  # the epochs are a choice, not a failure to converge
                warnings.simplefilter("ignore")
                network.fit(features, labels)
            self._labels = [str(label) for label in network.classes_]
            for layer, (matrix, bias) in enumerate(zip(network.coefs_, network.intercepts_)):
                self._weights[f"network{number}.{layer}.matrix"] = matrix.astype(np.float32)
                self._weights[f"network{number}.{layer}.bias"] = bias.astype(np.float32)
        self._weights[_PHRASES] = _unit(dense).astype(np.float16)

    def _rank(self, message: Message) -> Tuple[List[Dict[str, Any]], float]:
        if not self._labels:
            return [], 0.0
        dense = dense_features(message)
        features = self._features(_sparse(message).tocsr(), dense)
        probabilities = np.mean(list(self._probabilities(features)), axis=0)[0]
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

    def _probabilities(self, features: Matrix) -> Iterator[Matrix]:
        """What each network thinks, shape (messages, intents)."""
        number = 0
        while f"network{number}.0.matrix" in self._weights:
            layers = [
                (
                    self._weights[f"network{number}.{layer}.matrix"],
                    self._weights[f"network{number}.{layer}.bias"],
                )
                for layer in (0, 1)
            ]
            hidden = np.maximum(features @ layers[0][0] + layers[0][1], 0.0)
            scores = (hidden @ layers[1][0] + layers[1][1]) / self._config["temperature"]
            exponents = np.exp(scores - scores.max(axis=1, keepdims=True))
            yield exponents / exponents.sum(axis=1, keepdims=True)
            number += 1

    def _features(self, counts: sparse.csr_matrix, dense: Matrix) -> Matrix:
        """Projected sparse and standardised dense features side by side."""
        projected = self._weigh(counts) @ _single(self._weights["projection"])
        projected = projected * self._config["sparse_weight"]
        standard = (dense - self._weights["mean"]) * self._weights["scale"]
        features: Matrix = np.hstack([projected, standard]).astype(np.float32)
        return features

    def _weigh(self, counts: sparse.csr_matrix) -> sparse.csr_matrix:
        weighed = counts.astype(np.float32).copy()
        weighed.data = 1 + np.log(weighed.data)
        weighed.data *= self._weights["idf"][weighed.indices]
        squares = np.sqrt(np.asarray(weighed.multiply(weighed).sum(axis=1)).ravel())
        lengths = np.repeat(np.maximum(squares, 1e-9), np.diff(weighed.indptr))
        weighed.data = (weighed.data / lengths).astype(np.float32)
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


def _distinct_rows(raw: sparse.csr_matrix, dense: Matrix, labels: Matrix) -> List[int]:
    """The examples that differ in features or label: a phrase masked alike counts once."""
    seen: Dict[Tuple[bytes, str], int] = {}
    for row, label in enumerate(labels):
        start, end = raw.indptr[row], raw.indptr[row + 1]
        key = raw.indices[start:end].tobytes() + raw.data[start:end].tobytes()
        seen.setdefault((key + dense[row].tobytes(), str(label)), row)
    return sorted(seen.values())


def _single(array: Matrix) -> Matrix:
    return array.astype(np.float32) if array.dtype == np.float16 else array


def _unit(vectors: Matrix) -> Matrix:
    if not vectors.shape[1]:
        return vectors
    unit: Matrix = vectors / np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-9)
    return unit
