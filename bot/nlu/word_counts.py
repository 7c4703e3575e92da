"""How often the words of the training phrases occur, and how often one follows another.

Enough of a language model to tell which of two words a slip was meant to be. Pairs are kept as
sorted 64-bit hashes, so that they load in milliseconds.
"""

from __future__ import annotations

import math
from collections import Counter
from itertools import pairwise
from pathlib import Path
from typing import Any, Dict, Iterable, List, Sequence

import numpy as np
from numpy.typing import NDArray
from spacy.strings import hash_string  # type: ignore[attr-defined]

from bot.nlu.lexicon import position_of

EDGE = ""  # what stands before the first word and after the last
_PAIRED = 0.7  # how much the pair counts beside the word alone, where the word before is known
_UNSEEN = 0.1  # what a word that no phrase holds counts


class WordCounts:
    """Counts of folded words (`bot.knowledge.names.fold`) and of pairs that follow each other."""

    def __init__(
        self, words: Dict[str, int], hashes: NDArray[np.uint64], numbers: NDArray[np.uint32]
    ) -> None:
        """`words`: how often each occurs; `hashes`, sorted, and `numbers`: the same of pairs."""
        self._words = words
        self._hashes, self._numbers = hashes, numbers
        self._all = sum(words.values()) + 1

    @classmethod
    def count(cls, phrases: Iterable[Sequence[str]]) -> WordCounts:
        """Count phrases, each a sequence of folded words."""
        words: Counter[str] = Counter()
        pairs: Counter[str] = Counter()
        for phrase in phrases:
            framed = [EDGE, *phrase, EDGE]
            words.update(framed[:-1])
            pairs.update(f"{before} {after}" for before, after in pairwise(framed))
        by_hash = sorted((hash_string(pair), number) for pair, number in pairs.items())
        return cls(
            dict(words),
            np.array([key for key, _ in by_hash], dtype=np.uint64),
            np.array([number for _, number in by_hash], dtype=np.uint32),
        )

    def save(self, path: Path) -> None:
        """Write to one `.npz` file."""
        arrays: Dict[str, NDArray[Any]] = {
            "words": np.frombuffer("\n".join(self._words).encode("utf-8"), dtype=np.uint8),
            "counts": np.array(list(self._words.values()), dtype=np.uint32),
            "hashes": self._hashes,
            "numbers": self._numbers,
        }
        np.savez(path, **arrays)

    @classmethod
    def load(cls, path: Path) -> WordCounts:
        """Read what `save` wrote."""
        with np.load(path) as data:
            words: List[str] = bytes(data["words"]).decode("utf-8").split("\n")
            return cls(dict(zip(words, data["counts"].tolist())), data["hashes"], data["numbers"])

    def word(self, word: str) -> int:
        """How often a word occurs."""
        return self._words.get(word, 0)

    def pair(self, before: str, after: str) -> int:
        """How often `after` follows `before`."""
        place = position_of(self._hashes, f"{before} {after}")
        return 0 if place is None else int(self._numbers[place])

    def likelihood(self, before: str, word: str, after: str) -> float:
        """The natural logarithm of how likely `word` is between two others."""
        return self._following(before, word) + self._following(word, after)

    def _following(self, before: str, word: str) -> float:
        alone = max(self.word(word), _UNSEEN) / self._all
        seen = self.word(before)
        if not seen:
            return math.log(alone)
        return math.log(_PAIRED * self.pair(before, word) / seen + (1 - _PAIRED) * alone)
