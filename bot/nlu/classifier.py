"""Intent classification: a few small neural networks over all features of a message.

Trained with TensorFlow, run with numpy alone: importing scikit-learn, or skops as Rasa's own
`LogisticRegressionClassifier` does, would add seconds to every start.
"""

from __future__ import annotations

import json
from typing import Any, Dict, Iterator, List, Optional, Tuple

import numpy as np
from numpy.typing import NDArray
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.shared.nlu.constants import FEATURE_TYPE_SENTENCE, INTENT, INTENT_RANKING_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from scipy import sparse

from bot.nlu.fingerprint import module_fingerprint
from bot.nlu.nearest import NearestPhrase
from bot.nlu.networks import Recipe, train_network

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
        self._prepare(weights or {})

    @staticmethod
    def get_default_config() -> Dict[str, Any]:
        """`directions`: of the sparse features; `sparse_weight`: their scale beside dense ones.

        `networks`: how many perceptrons, seeded by number; the rest is in `Recipe`.
        """
        return {
            "networks": 4,
            "hidden": 512,
            "epochs": 20,
            "dropout": 0.5,
            "input_dropout": 0.1,
            "label_smoothing": 0.05,
            "directions": 300,
            "sparse_weight": 12.0,
            "least_phrases": 3,
            "temperature": 1.0,
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
        return cls(config, model_storage, resource, labels, weights)

    @classmethod
    def fingerprint_addon(cls, config: Dict[str, Any]) -> Optional[str]:
        """Retrain when the code changes that learns."""
        return module_fingerprint("classifier", "nearest", "networks")

    def train(self, training_data: TrainingData) -> Resource:
        """Fit on all examples with an intent; phrases alike once masked count once."""
        examples = [e for e in training_data.intent_examples if e.get(INTENT) and e.get(TEXT)]
        if len({example.get(INTENT) for example in examples}) >= 2:
            self._fit(examples)
        with self._model_storage.write_to(self._resource) as folder:
            (folder / self._LABELS).write_text(json.dumps(self._labels), encoding="utf-8")
            np.savez(folder / self._WEIGHTS, **self._weights)
        self._prepare(self._weights)
        return self._resource

    def process(self, messages: List[Message]) -> List[Message]:
        """Classify messages; without a trained model the intent is None with confidence 0."""
        for message in messages:
            ranking, nearest = self._rank(message)
            top = ranking[0] if ranking else {"name": None, "confidence": 0.0}
            message.set(INTENT, top, add_to_output=True)
            message.set(INTENT_RANKING_KEY, ranking, add_to_output=True)
            message.set(NEAREST, nearest, add_to_output=True)
        return messages

    def _prepare(self, weights: Dict[str, Matrix]) -> None:
        """Make what is kept in the model ready to answer quickly."""
        self._weights = weights
        self._nearest = NearestPhrase(weights.pop(_PHRASES, np.zeros((0, 0))))
        self._hidden = _side_by_side(weights)

    def _fit(self, examples: List[Message]) -> None:
        from sklearn.decomposition import TruncatedSVD

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
        projected = weighed @ self._weights["projection"].astype(np.float32)
        features = self._features(projected, dense)
        self._labels, numbers = _numbered(labels)
        for number in range(int(self._config["networks"])):
            layers = train_network(features, numbers, self._recipe(), seed=number)
            for layer, arrays in enumerate(layers):
                for name, array in arrays.items():
                    self._weights[f"network{number}.{layer}.{name}"] = array
        self._weights[_PHRASES] = _unit(dense).astype(np.float16)

    def _recipe(self) -> Recipe:
        return Recipe(
            hidden=int(self._config["hidden"]),
            epochs=int(self._config["epochs"]),
            dropout=float(self._config["dropout"]),
            input_dropout=float(self._config["input_dropout"]),
            label_smoothing=float(self._config["label_smoothing"]),
        )

    def _rank(self, message: Message) -> Tuple[List[Dict[str, Any]], float]:
        if not self._labels:
            return [], 0.0
        dense = dense_features(message)
        features = self._features(self._project(*_sparse_row(message)), dense)
        probabilities = np.mean(list(self._probabilities(features)), axis=0)[0]
        order = np.argsort(-probabilities)
        ranking = [
            {"name": self._labels[index], "confidence": float(probabilities[index])}
            for index in order
        ]
        nearest = 0.0
        if dense.shape[1]:
            nearest = self._nearest.similarity(_unit(dense)[0])
        return ranking, nearest

    def _probabilities(self, features: Matrix) -> Iterator[Matrix]:
        """What each network thinks, shape (messages, intents)."""
        matrix, bias = self._hidden
        hidden = np.maximum(features @ matrix + bias, 0.0)
        number, start = 0, 0
        while f"network{number}.1.matrix" in self._weights:
            last = self._weights[f"network{number}.1.matrix"]
            of_network = hidden[:, start : start + last.shape[0]]
            scores = of_network @ last + self._weights[f"network{number}.1.bias"]
            scores = scores / self._config["temperature"]
            exponents = np.exp(scores - scores.max(axis=1, keepdims=True))
            yield exponents / exponents.sum(axis=1, keepdims=True)
            number, start = number + 1, start + last.shape[0]

    def _project(self, columns: Matrix, counts: Matrix) -> Matrix:
        """The sparse features of one message in the main directions, shape (1, directions).

        As `_weigh` does it, without SciPy, which takes longer to check a row than to weigh it.
        The projection stays in half precision; only the rows needed are made single.
        """
        weighed: Matrix = 1 + np.log(counts.astype(np.float32))
        weighed *= self._weights["idf"][columns]
        squares = weighed * weighed
        squares = squares[squares != 0]  # SciPy leaves these out, and adds the others like this
        length = np.sqrt(np.add.reduceat(squares, [0])) if squares.size else np.float32(0)
        weighed /= np.maximum(length, np.float32(1e-9))
        rows = self._weights["projection"][columns].astype(np.float32)
        projected: Matrix = (weighed @ rows).reshape(1, -1)
        return projected

    def _features(self, projected: Matrix, dense: Matrix) -> Matrix:
        """Projected sparse and standardised dense features side by side."""
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


def _numbered(labels: Matrix) -> Tuple[List[str], Matrix]:
    """The intents in order, and the number of each example's intent among them."""
    intents, numbers = np.unique(labels, return_inverse=True)
    return [str(intent) for intent in intents], numbers


def _sparse(message: Message) -> sparse.csr_matrix:
    """Sparse sentence features, shape (1, vocabulary); one empty column when there are none."""
    _, features = message.get_sparse_features(TEXT)
    return features.features.tocsr() if features else sparse.csr_matrix((1, 1), dtype=np.float32)


def _sparse_row(message: Message) -> Tuple[Matrix, Matrix]:
    """Columns (ascending) and counts of what `_sparse` gives, read from the features themselves."""
    columns, counts, width = [], [], 0
    for features in message.features:
        if features.attribute != TEXT or features.type != FEATURE_TYPE_SENTENCE:
            continue
        if not features.is_sparse():
            continue
        matrix = features.features.tocsr()
        matrix.sort_indices()
        columns.append(matrix.indices + width)
        counts.append(matrix.data)
        width += matrix.shape[1]
    if not columns:
        return np.zeros(0, dtype=np.int32), np.zeros(0, dtype=np.float32)
    return np.concatenate(columns), np.concatenate(counts)


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


def _side_by_side(weights: Dict[str, Matrix]) -> Tuple[Matrix, Matrix]:
    """The hidden layers of all networks as one, taken out of `weights`: one product, not many."""
    names = [name for name in weights if name.endswith(".0.matrix")]
    if not names:
        return np.zeros((0, 0)), np.zeros(0)
    matrix = np.hstack([weights.pop(name) for name in names])
    bias = np.concatenate([weights.pop(name.replace("matrix", "bias")) for name in names])
    return matrix, bias


def _unit(vectors: Matrix) -> Matrix:
    if not vectors.shape[1]:
        return vectors
    unit: Matrix = vectors / np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-9)
    return unit
