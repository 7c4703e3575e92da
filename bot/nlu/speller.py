"""Slips of the pen: "hvro mange", "nmae them". Put right by the words of the training phrases."""

from __future__ import annotations

from typing import Dict, List, Mapping, Optional

from rapidfuzz import process
from rapidfuzz.distance import OSA

from bot.knowledge.names import fold

_SHORTEST = 4  # letters; shorter words have too many neighbours
_TWO_SLIPS = 8  # letters from which two slips are believed


class Speller:
    """Finds the word of a vocabulary that a misspelt word is meant to be."""

    def __init__(self, vocabulary: Mapping[str, str]) -> None:
        """`vocabulary`: words that are right, by their folded form (`bot.knowledge.names.fold`)."""
        self._vocabulary = vocabulary
        self._by_length: Dict[int, List[str]] = {}
        for word in sorted(vocabulary):
            if len(word) >= _SHORTEST - 1:
                self._by_length.setdefault(len(word), []).append(word)

    def correct(self, word: str) -> Optional[str]:
        """The word meant; None when the word is right, too short, or like no other.

        One slip (a letter too much, too few, another, or two changed about) is put right; in
        words of eight letters and more, two. Capitals inside a sentence are left to the names.
        """
        lowered, folded = word.lower(), fold(word)
        if len(lowered) < _SHORTEST or folded in self._vocabulary or not word.isalpha():
            return None
        if word != lowered and not word.isupper():
            return None
        slips = 2 if len(lowered) >= _TWO_SLIPS else 1
        for form in dict.fromkeys((lowered, folded)):  # "nmae" holds no æ
            near = [
                candidate
                for length in range(len(form) - slips, len(form) + slips + 1)
                for candidate in self._by_length.get(length, ())
            ]
            found = process.extractOne(form, near, scorer=OSA.distance, score_cutoff=slips)
            if found:
                return self._vocabulary[str(found[0])]
        return None
