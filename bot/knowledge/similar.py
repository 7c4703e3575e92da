"""Which of many words are like one: as `rapidfuzz` finds them, without looking at all of them.

Words that differ more in length than the similarity allows are not compared, and what was found
is remembered: people use the same words. So a knowledge base of thousands of clusters costs a
message little more than one of forty.
"""

from __future__ import annotations

from collections import OrderedDict
from math import ceil, floor
from typing import Dict, List, Sequence, Tuple

from rapidfuzz import process
from rapidfuzz.distance import OSA

Similar = Tuple[Tuple[str, float], ...]

_REMEMBERED = 4096


class SimilarWords:
    """Words to be looked for by `OSA.normalized_similarity`."""

    def __init__(self, words: Sequence[str], least: float) -> None:
        """Prepare for `words`; `least` (0 to 1) is the similarity they must have."""
        self._words = tuple(words)
        self._least = least
        self._by_length: Dict[int, List[str]] = {}
        self._found: OrderedDict[Tuple[str, int], Similar] = OrderedDict()

    def like(self, word: str, limit: int) -> Similar:
        """The `limit` words most like `word` with their similarity, best first."""
        key = (word, limit)
        if key in self._found:
            self._found.move_to_end(key)
            return self._found[key]
        found = tuple(
            (candidate, float(score))
            for candidate, score, _ in process.extract(
                word,
                self._of_length(len(word)),
                scorer=OSA.normalized_similarity,
                score_cutoff=self._least,
                limit=limit,
            )
        )
        self._found[key] = found
        if len(self._found) > _REMEMBERED:
            self._found.popitem(last=False)
        return found

    def _of_length(self, length: int) -> List[str]:
        """The words whose length lets them be like one of `length`, in their order."""
        if length not in self._by_length:
            shortest, longest = ceil(length * self._least), floor(length / self._least)
            self._by_length[length] = [
                word for word in self._words if shortest <= len(word) <= longest
            ]
        return self._by_length[length]
