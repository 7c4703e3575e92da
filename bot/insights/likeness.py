"""How alike texts are: sentence embeddings, or letter n-grams where there is no encoder.

The names of the knowledge base are masked as they are in training, so that a question about one
cluster is like the same question about another, and the vectors kept from training serve again.
"""

from __future__ import annotations

import re
from typing import Any, List, Protocol, Sequence, Tuple

import numpy as np
from numpy.typing import NDArray
from sklearn.feature_extraction.text import TfidfVectorizer

from bot.insights.phrases import Phrase
from bot.knowledge import KnowledgeBase
from bot.nlu.encoder import DiskCache, Encoder, encode, load_encoder

Vectors = NDArray[Any]


class Likeness(Protocol):
    """Vectors of texts whose products are their likeness, and what counts as alike."""

    alike: float

    def of_texts(self, texts: Sequence[str]) -> Vectors:
        """Array of shape (number of texts, dimensions), each of length 1."""

    def of_phrases(self) -> Tuple[List[Phrase], Vectors]:
        """The training phrases that have a vector, and these."""


class EmbeddingLikeness:
    """By meaning, across languages."""

    alike = 0.91

    def __init__(
        self,
        encoder: Encoder,
        phrases: Sequence[Phrase],
        mask: NameMask,
        cache: DiskCache,
    ) -> None:
        self._encoder = encoder
        self._mask = mask
        self._phrases = phrases
        self._cache = cache

    def of_texts(self, texts: Sequence[str]) -> Vectors:
        """Encodes them; they are not kept."""
        masked = [self._mask(text) for text in texts]
        return np.asarray(encode(self._encoder, masked))

    def of_phrases(self) -> Tuple[List[Phrase], Vectors]:
        """Those that the last training kept; encoding all anew would take minutes."""
        known = self._cache.vectors(self._encoder, [])  # what is kept, nothing new
        found = [
            (phrase, known[text])
            for phrase in self._phrases
            if (text := self._mask(phrase.text)) in known
        ]
        vectors = np.vstack([vector for _, vector in found]) if found else np.zeros((0, 1))
        return [phrase for phrase, _ in found], vectors


class LetterLikeness:
    """By spelling: rough, but anywhere, and without anything kept from training."""

    alike = 0.45

    def __init__(self, phrases: Sequence[Phrase], mask: NameMask) -> None:
        self._phrases = list(phrases)
        self._mask = mask
        self._vectorizer = TfidfVectorizer(
            analyzer="char_wb", ngram_range=(3, 4), sublinear_tf=True, dtype=np.float32
        )
        texts = [mask(phrase.text) for phrase in self._phrases]
        self._vectors = self._vectorizer.fit_transform(texts or ["none"])

    def of_texts(self, texts: Sequence[str]) -> Vectors:
        """Vectors over the n-grams of the training phrases."""
        masked = [self._mask(text) for text in texts]
        vectors: Vectors = self._vectorizer.transform(masked)
        return vectors

    def of_phrases(self) -> Tuple[List[Phrase], Vectors]:
        """All of them."""
        return self._phrases, self._vectors[: len(self._phrases)]


def best_likeness(phrases: Sequence[Phrase], knowledge: KnowledgeBase) -> Likeness:
    """By meaning, where there is an encoder and a training has left its vectors here."""
    encoder, mask = load_encoder(), NameMask(knowledge)
    if encoder is not None:
        by_meaning = EmbeddingLikeness(encoder, phrases, mask, DiskCache.named("embeddings"))
        if len(by_meaning.of_phrases()[0]) >= len(phrases) / 2:
            return by_meaning
    return LetterLikeness(phrases, mask)


class NameMask:
    """Makes the names of clusters, levels, sectors, places and the programme alike.

    By exact names only: finding misspelt ones takes milliseconds a text, and there are
    thirty thousand phrases.
    """

    def __init__(self, knowledge: KnowledgeBase) -> None:
        masks = knowledge.vocabulary.stand_ins  # as in training
        names = {
            name.text.casefold(): masks[name.entity]
            for name in knowledge.names.names
            if name.entity in masks
        }
        longest_first = sorted(names, key=len, reverse=True)
        self._names = names
        self._pattern = re.compile(
            rf"(?<!\w)(?:{'|'.join(map(re.escape, longest_first))})(?!\w)", re.IGNORECASE
        )

    def __call__(self, text: str) -> str:
        """The text with its names masked."""
        return self._pattern.sub(
            lambda match: self._names.get(match.group().casefold(), match.group()), text
        )
