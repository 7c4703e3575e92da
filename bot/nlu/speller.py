"""Slips of the pen: "hvro mange", "adn the frist one". Put right by the training phrases.

A noisy channel: of the words a slip may have been meant as, the one that is likeliest between
the words around it and whose slip is likeliest.
"""

from __future__ import annotations

from typing import Dict, FrozenSet, Iterator, List, Mapping, NamedTuple, Optional, Sequence, Tuple

from rapidfuzz import process
from rapidfuzz.distance import OSA

from bot.knowledge.misspelt import letters_swapped
from bot.knowledge.names import fold
from bot.nlu.word_counts import EDGE, WordCounts

_SHORTEST = 4  # letters; of shorter words only two letters changed about are put right
_SWAPPED_SHORTEST = 3
_TWO_SLIPS = 8  # letters from which two slips are believed
# Costs of slips, in natural logarithms of how rare they are.
_SWAPPED, _DOUBLED, _LEFT_OUT, _TOO_MUCH, _OTHER = 1.0, 1.0, 2.0, 2.5, 3.5
_OFTEN_BESIDE = 10  # times that two words were seen together, for them to be run together
_NO_DICTIONARY = 2.0  # what it costs to be a word that only phrases hold
_AGAINST_A_WORD = 5.0  # how much likelier another word must be than one that is no slip by itself
_AGAINST_HEARD = 2.0  # the same, than one of no dictionary that training phrases hold


class Word(NamedTuple):
    """A word of a message; `known`: whether it is one of a dictionary."""

    text: str
    known: bool


class Speller:
    """Finds the words that misspelt words of a message are meant to be."""

    def __init__(
        self,
        vocabulary: Mapping[str, str],
        counts: WordCounts,
        in_no_dictionary: FrozenSet[str] = frozenset(),
    ) -> None:
        """What is right, and how likely.

        Args:
            vocabulary: words that are right, by their folded form (`bot.knowledge.names.fold`).
            in_no_dictionary: those of them that only count as right since many phrases hold them.
        """
        self._vocabulary = vocabulary
        self._in_no_dictionary = in_no_dictionary
        self._counts = counts
        self._by_length: Dict[int, List[str]] = {}
        for word in sorted(vocabulary):
            if len(word) >= _SHORTEST - 1:
                self._by_length.setdefault(len(word), []).append(word)

    def corrections(self, words: Sequence[Word]) -> Dict[int, str]:
        """What is put right, by the place of the word (from 0); words that are right are left out.

        One slip (a letter too much, too few, another, or two changed about) is put right; in
        words of eight letters and more, two; a space that came a letter too late or too early,
        or not at all.
        Of words that are in a dictionary, and of short ones, only letters changed about, and where
        the words around speak for it. Capitals inside a sentence are left to the names.
        """
        found: Dict[int, str] = {}
        texts = [fold(word.text) for word in words]
        for place, word in enumerate(words):
            before = texts[place - 1] if place else EDGE
            after = texts[place + 1] if place + 1 < len(words) else EDGE
            if place in found:
                continue
            both = self._space_moved(word, words[place + 1]) if place + 1 < len(words) else None
            right = None if both else self._meant(word, before, after, is_first=place == 0)
            if both:
                found[place], found[place + 1] = both
                texts[place], texts[place + 1] = map(fold, both)
            elif right is not None:
                found[place] = right
                texts[place] = fold(right)
            elif run_together := self._two_words(word):
                found[place] = run_together
                texts[place] = fold(run_together.split()[-1])
        return found

    def _meant(self, word: Word, before: str, after: str, is_first: bool) -> Optional[str]:
        lowered, folded = word.text.lower(), fold(word.text)
        if len(lowered) < _SWAPPED_SHORTEST or not word.text.isalpha():
            return None
        begins = is_first and word.text.istitle()  # telephones begin sentences with a capital
        if word.text != lowered and not word.text.isupper() and not begins:
            return None
        is_right = word.known or folded in self._vocabulary
        weighed: Dict[str, float] = {}
        for form in dict.fromkeys((lowered, folded)):  # "nmae" holds no æ
            for candidate, cost in self._candidates(form, swapped_only=is_right or begins):
                cost += _NO_DICTIONARY if candidate in self._in_no_dictionary else 0.0
                score = self._counts.likelihood(before, candidate, after) - cost
                weighed[candidate] = max(score, weighed.get(candidate, score))
        weighed.pop(folded, None)
        if not weighed:
            return None
        best = max(sorted(weighed), key=lambda candidate: weighed[candidate])
        if (is_right or begins) and not self._speaks_for(before, best, after):
            return None
        least = _AGAINST_A_WORD if is_right else _AGAINST_HEARD
        if (is_right or self._counts.word(folded)) and (
            weighed[best] < self._counts.likelihood(before, folded, after) + least
        ):
            return None
        return self._vocabulary[best]

    def _speaks_for(self, before: str, word: str, after: str) -> bool:
        """Whether the words around a word were seen beside it; the edges alone tell nothing."""
        return any(
            self._counts.pair(*pair) for pair in ((before, word), (word, after)) if EDGE not in pair
        )

    def _candidates(self, form: str, swapped_only: bool) -> Iterator[Tuple[str, float]]:
        """Words that a form may be a slip of, and what the slip costs."""
        for swapped in letters_swapped(form):
            if swapped in self._vocabulary:
                yield swapped, _SWAPPED
        if swapped_only or len(form) < _SHORTEST:
            return
        slips = 2 if len(form) >= _TWO_SLIPS else 1
        near = [
            candidate
            for length in range(len(form) - slips, len(form) + slips + 1)
            for candidate in self._by_length.get(length, ())
        ]
        for candidate, distance, _ in process.extract(
            form, near, scorer=OSA.distance, score_cutoff=slips, limit=None
        ):
            cost = _cost(form, candidate)
            if distance > 1 and form[-1] != candidate[-1]:
                continue  # two slips are believed within a word only
            if cost is not None:
                yield candidate, cost + (distance - 1) * _OTHER

    def _two_words(self, word: Word) -> Optional[str]:
        """ "howmany" is "how many", if the two were often seen beside each other; else None."""
        text = word.text.lower()
        if word.known or len(text) < 2 * _SHORTEST - 2 or not text.isalpha():
            return None
        if fold(text) in self._vocabulary or word.text not in (text, text.capitalize()):
            return None
        cuts = [(text[:cut], text[cut:]) for cut in range(2, len(text) - 1)]
        seen = {cut: self._counts.pair(*map(fold, cut)) for cut in cuts}
        best = max(cuts, key=lambda cut: seen[cut])
        return " ".join(best) if seen[best] >= _OFTEN_BESIDE else None

    def _space_moved(self, word: Word, following: Word) -> Optional[Tuple[str, str]]:
        """ "howm any" is "how many"; None unless one of the words is none."""
        first, second = fold(word.text), fold(following.text)
        if (word.known and following.known) or len(first) < 2 or len(second) < 2:
            return None
        if not (word.text.isalpha() and following.text.isalpha()):
            return None
        if {first, second} <= self._vocabulary.keys():
            return None
        for one, other in (
            (first[:-1], first[-1] + second),
            (first + second[0], second[1:]),
        ):
            if {one, other} <= self._vocabulary.keys() and self._counts.pair(one, other):
                return self._vocabulary[one], self._vocabulary[other]
        return None


def _cost(form: str, meant: str) -> Optional[float]:
    """What the likeliest first slip from one to the other costs; None where none is believed."""
    if len(form) == len(meant):  # first letters are seldom mistaken, and short words are many
        return _OTHER if form[0] == meant[0] and len(form) > _SHORTEST else None
    shorter, longer = sorted((form, meant), key=len)
    if _singled(shorter) == _singled(longer):
        return _DOUBLED
    if len(meant) < _SHORTEST:
        return None
    return _LEFT_OUT if len(form) < len(meant) else _TOO_MUCH


def _singled(word: str) -> str:
    return "".join(one for one, before in zip(word, " " + word) if one != before)
