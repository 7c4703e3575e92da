"""Sentence embeddings as dense features.

One space for both languages: what is learnt from an English phrase helps its Norwegian
counterpart. Without an encoder for this platform the featurizer adds nothing.
"""

from __future__ import annotations

from typing import Any, Dict, List, Optional

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import FEATURE_TYPE_SENTENCE, TEXT
from rasa.shared.nlu.training_data.features import Features
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.nlu.encoder import (
    DiskCache,
    Encoder,
    Remembering,
    Vectors,
    encoder_version,
    load_encoder,
)
from bot.nlu.fingerprint import module_fingerprint
from bot.nlu.linker import MASKED_TEXT

_MAX_CHARACTERS = 600


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=False)
class SentenceEmbeddingFeaturizer(GraphComponent):
    """Adds one dense sentence feature, shape (1, 384), of the masked text.

    Vectors are cached: in memory for questions, on disk (`.cache/`) for training phrases, so
    that retraining after an edit only embeds what is new.
    """

    def __init__(self, config: Dict[str, Any], encoder: Optional[Encoder]) -> None:
        self._encoder = encoder
        self._remembering = Remembering(encoder, int(config["cache_size"])) if encoder else None

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

    @classmethod
    def fingerprint_addon(cls, config: Dict[str, Any]) -> Optional[str]:
        """Embed anew when the encoder changes, or what it is given."""
        return module_fingerprint("embedding", "encoder") + encoder_version()

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Add features to all training phrases."""
        if self._encoder is not None:
            examples = [example for example in training_data.training_examples if example.get(TEXT)]
            texts = [embedded_text(example) for example in examples]
            vectors = DiskCache.named("embeddings").vectors(self._encoder, texts)
            for example, text in zip(examples, texts):
                _add(example, vectors[text])
        return training_data

    def process(self, messages: List[Message]) -> List[Message]:
        """Add features to messages."""
        if self._remembering is not None:
            texts = [embedded_text(message) for message in messages]
            for message, vector in zip(messages, self._remembering.vectors(texts)):
                _add(message, vector)
        return messages


def embedded_text(message: Message) -> str:
    """What of a message is embedded: its text with names masked, cut to 600 characters."""
    return str(message.get(MASKED_TEXT) or message.get(TEXT) or " ")[:_MAX_CHARACTERS] or " "


def _add(message: Message, vector: Vectors) -> None:
    message.add_features(
        Features(vector.reshape(1, -1), FEATURE_TYPE_SENTENCE, TEXT, "SentenceEmbeddingFeaturizer")
    )
