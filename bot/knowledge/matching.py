"""Finding names of the knowledge base in a text: exact, inflected, compound or misspelt.

Longest match first. Fuzzy matching compares word by word, so that "NCE Finace Inovation"
is found, while "Norwegian Drone Cluster" is not taken for "Norwegian Wood Cluster".
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import Dict, Iterator, List, NamedTuple, Optional, Sequence, Tuple

from bot.knowledge.endings import Endings
from bot.knowledge.matches import Match, Name, WordTest
from bot.knowledge.misspelt import (
    ACRONYM,
    MINIMUM_FUZZY_LENGTH,
    cores_agree,
    letters_swapped,
    one_slip_a_word,
    words_agree,
)
from bot.knowledge.names import Piece, is_capitals_only, name_key, pieces
from bot.knowledge.similar import SimilarWords
from bot.knowledge.topics import TOPICS, Topic, TopicIndex, within_a_name

__all__ = ["Match", "Name", "NameIndex", "WordTest"]

MINIMUM_DISTINCTIVE_LENGTH = 5
MINIMUM_SIMILARITY = 0.8
_CUTOFF = MINIMUM_SIMILARITY - 0.01  # rapidfuzz rounds: 4 of 5 letters are not quite 0.8
_SLIPS_CUTOFF = 0.74  # two slips in a name of two short words
_APOSTROPHES = "'’"
_FEW = 3


class _Entry(NamedTuple):
    entity: str
    id: str
    words: Tuple[str, ...]


class _Telling(NamedTuple):
    """The ids of an entity by the words that tell them, and in the order of the knowledge base."""

    holders: Dict[str, List[str]]
    order: Dict[str, int]
    similar: SimilarWords


def _no_word(_: str) -> bool:
    return False


class NameIndex:
    """All names of the knowledge base, prepared for search."""

    def __init__(self, names: Sequence[Name], endings: Endings) -> None:
        self._endings = endings
        self.names = tuple(dict.fromkeys(names))
        self._exact: Dict[str, _Entry] = {}
        self._capitals: Dict[str, _Entry] = {}
        self._topics = TopicIndex([name for name in names if name.entity in TOPICS], endings)
        for name in names:
            if name.entity in TOPICS:
                continue
            words = tuple(piece.folded for piece in pieces(name.text))
            entry = _Entry(name.entity, name.id, words)
            if name.entity == "cluster" and is_capitals_only(name.text):
                self._capitals.setdefault(name_key(name.text), entry)
            else:
                self._exact.setdefault("".join(words), entry)
        self._add_distinctive_words(names)
        self._similar = SimilarWords(
            [key for key in self._exact if len(key) >= MINIMUM_FUZZY_LENGTH], _SLIPS_CUTOFF
        )
        self._telling: Dict[str, _Telling] = {}
        self._longest = 1 + max((len(entry.words) for entry in self._exact.values()), default=0)
        self.words = frozenset(word for entry in self._exact.values() for word in entry.words)

    def _add_distinctive_words(self, names: Sequence[Name]) -> None:
        """A long word that only one name has stands for it: "Legasea", "Hyway"."""
        owners: Dict[str, set[Tuple[str, str]]] = defaultdict(set)
        for name in names:
            for piece in pieces(name.text):
                owners[piece.folded].add((name.entity, name.id))
        self._distinctive = {
            word: next(iter(found))
            for word, found in owners.items()
            if len(found) == 1
            and next(iter(found))[0] == "cluster"
            and len(word) >= MINIMUM_DISTINCTIVE_LENGTH
        }

    def find(
        self,
        text: str,
        is_word: WordTest = _no_word,
        is_plain_word: Optional[WordTest] = None,
    ) -> List[Match]:
        """All names in `text`, in order, not overlapping.

        Args:
            text: any text.
            is_word: whether a folded word is an ordinary word of a language; ordinary
                words are less readily taken for misspelt names.
            is_plain_word: the same, where it differs, for misspelt sectors and places.
        """
        words = pieces(text)
        shouting = text.isupper() and len(words) > 1  # "VIA?" alone is the name
        free = [True] * len(words)
        topics = self._topics.find(text, words, free)
        matches = list(self._exact_matches(text, words, free, shouting, is_word, topics))
        matches += self._distinctive_matches(text, words, free, is_word)
        matches += self._fuzzy_matches(text, words, free, is_word, topics)
        matches += self._topic_matches(text, words, free, is_plain_word or is_word)
        return _merge(text, sorted(matches, key=lambda match: match.start))

    def suggest(self, text: str, entity: str, limit: int) -> List[str]:
        """Ids of the names that share a telling word with `text` or look like it, best first."""
        if entity not in self._telling:
            self._telling[entity] = self._telling_words(entity)
        telling = self._telling[entity]
        scores: Dict[str, float] = {}
        for word in {piece.folded for piece in pieces(text)}:
            similar = telling.similar.like(word, len(telling.holders)) if len(word) > 3 else ()
            for other, score in similar:
                for id_ in telling.holders[other] if score >= MINIMUM_SIMILARITY else ():
                    scores[id_] = max(scores.get(id_, 0.0), score)
        return sorted(scores, key=lambda id_: (-scores[id_], telling.order[id_]))[:limit]

    def _telling_words(self, entity: str) -> _Telling:
        """The words that few names hold ("circular"), unlike "cluster" or "norwegian"."""
        holders: Dict[str, set[str]] = defaultdict(set)
        for entry in self._exact.values():
            for word in entry.words:
                holders[word].add(entry.id)
        of_entity: Dict[str, List[str]] = {}
        order: Dict[str, int] = {}
        for entry in self._exact.values():
            if entry.entity == entity:
                order.setdefault(entry.id, len(order))
                for word in entry.words:
                    if len(holders[word]) <= _FEW:
                        of_entity.setdefault(word, []).append(entry.id)
        return _Telling(of_entity, order, SimilarWords(list(of_entity), _CUTOFF))

    def _exact_matches(
        self,
        text: str,
        words: List[Piece],
        free: List[bool],
        shouting: bool,
        is_word: WordTest,
        topics: List[Topic],
    ) -> Iterator[Match]:
        start = 0
        while start < len(words):
            for length in range(min(self._longest, len(words) - start), 0, -1):
                span = words[start : start + length]
                found = self._lookup(text, span, shouting, is_word)
                if found and not _gives_way(start, start + length, found[2], topics):
                    misspelt = self._misspelt_after_level(words, start, length, found[0], is_word)
                    if misspelt:
                        length, found = misspelt
                        span = words[start : start + length]
                    entry, confidence, how = found
                    yield _match(text, span, entry, confidence, how)
                    free[start : start + length] = [False] * length
                    start += length - 1
                    break
            start += 1

    def _lookup(
        self, text: str, span: List[Piece], shouting: bool, is_word: WordTest
    ) -> Optional[Tuple[_Entry, float, str]]:
        if len(span) > 1 and text[span[-1].start - 1] in _APOSTROPHES:
            return None  # "NODE's": not "Nodes"
        common = shouting and all(is_word(piece.folded) for piece in span)
        if len(span) <= 2 and not common:
            capitals = self._capitals.get("".join(piece.text for piece in span))
            if capitals is None and len(span) == 1 and span[0].text.endswith("s"):
                capitals = self._capitals.get(span[0].text[:-1])
            if capitals:
                return capitals, 1.0, "exact"
        key = "".join(piece.folded for piece in span)
        if key in self._exact:
            entry = self._exact[key]
            if entry.entity == "level" and len(entry.words) < len(span):
                if all(is_word(piece.folded) for piece in span):
                    return None  # "no da" (now, then) is no "noda"
            return entry, 1.0, "exact"
        if len(span) > 1 and len(span[-1].folded) < 4 and text[span[-1].start - 1] != "-":
            return None  # "GCE er ...": a word of its own, not an ending
        for definite, spellings in self._endings.definite.items():
            for spelling in spellings:
                known = key[: -len(spelling)] + definite if key.endswith(spelling) else ""
                if known in self._exact:  # "solenergiklynga"
                    return self._exact[known], 0.97, "inflected"
        stem = self._stem(key)
        if stem is None or self._is_word_after(text, span, stem):
            return None
        return self._exact[stem], 0.97, "inflected"

    def _is_word_after(self, text: str, span: List[Piece], stem: str) -> bool:
        """Whether what looks like an ending is a word that follows: "Norwegian Wood: level?"."""
        last = span[-1]
        apart = len(span) > 1 and text[last.start - 1] != "-"
        whole = "".join(piece.folded for piece in span[:-1]) == stem
        return apart and whole and not self._endings.may_stand_apart(last.folded)

    def _misspelt_after_level(
        self, words: List[Piece], start: int, length: int, found: _Entry, is_word: WordTest
    ) -> Optional[Tuple[int, Tuple[_Entry, float, str]]]:
        """ "NCE" is a level, but "NCE Meida" a misspelt cluster, and "Arena Por" another level."""
        if found.entity != "level":
            return None
        longest = min(self._longest, len(words) - start)
        for longer in range(longest, length, -1):
            span = words[start : start + longer]
            fuzzy = self._best_fuzzy(span, is_word)
            if fuzzy and fuzzy[1].entity in ("cluster", "level") and len(fuzzy[1].words) == longer:
                score, entry = fuzzy
                if entry.entity == "level" and is_word(span[-1].folded):
                    continue  # "Arena for": two words, not a misspelt "Arena Pro"
                if entry.words[:length] == tuple(piece.folded for piece in span[:length]):
                    return longer, (entry, round(score, 2), "fuzzy")
        return None

    def _stem(self, key: str, depth: int = 2) -> Optional[str]:
        """The known name that `key` is an inflection or compound of, if any."""
        for ending in self._endings.of(key):
            stem = key[: -len(ending)]
            found = stem if stem in self._exact else None
            if found is None and depth > 1 and len(ending) > 2:
                found = self._stem(stem, depth - 1)
            if found:
                return found
        return None

    def _distinctive_matches(
        self, text: str, words: List[Piece], free: List[bool], is_word: WordTest
    ) -> Iterator[Match]:
        for index, piece in enumerate(words):
            owner = self._distinctive.get(piece.folded)
            if free[index] and owner and not is_word(piece.folded):
                free[index] = False
                yield _match(text, [piece], _Entry(*owner, (piece.folded,)), 0.9, "word")

    def _topic_matches(
        self, text: str, words: List[Piece], free: List[bool], is_word: WordTest
    ) -> Iterator[Match]:
        """Sectors and places among the words that name nothing else."""
        taken = [not is_free for is_free in free]
        found = self._topics.find(text, words, free)
        for topic in found:
            free[topic.start : topic.end] = [False] * (topic.end - topic.start)
        found += self._topics.find_misspelt(words, free, is_word)
        for topic in found:
            if not within_a_name(topic, text, words, taken, found, self._endings.plurals):
                entry = _Entry(topic.entity, topic.id, ())
                span = words[topic.start : topic.end]
                yield _match(text, span, entry, topic.confidence, topic.how)

    def _fuzzy_matches(
        self,
        text: str,
        words: List[Piece],
        free: List[bool],
        is_word: WordTest,
        topics: List[Topic],
    ) -> Iterator[Match]:
        candidates = []
        known = {index for topic in topics for index in range(topic.start, topic.end)}
        for start in range(len(words)):
            for length in range(1, min(self._longest, len(words) - start) + 1):
                if not all(free[start : start + length]):
                    break
                if known.issuperset(range(start, start + length)):
                    continue  # rightly spelt words for sectors and places are no slips
                if _gives_way(start, start + length, "fuzzy", topics):
                    continue
                span = words[start : start + length]
                found = self._best_fuzzy(span, is_word)
                if found:
                    score, entry = found
                    candidates.append((score, length, start, entry))
        for score, length, start, entry in sorted(candidates, key=lambda c: (-c[0], -c[1])):
            if all(free[start : start + length]):
                free[start : start + length] = [False] * length
                yield _match(text, words[start : start + length], entry, round(score, 2), "fuzzy")

    def _swapped_acronym(self, key: str) -> Optional[Tuple[float, _Entry]]:
        """ "GEC": the three letters of a name with two of them swapped."""
        swapped = (self._exact.get(name) for name in letters_swapped(key))
        found = next((entry for entry in swapped if entry), None)
        return (MINIMUM_SIMILARITY, found) if found else None

    def _best_fuzzy(self, span: List[Piece], is_word: WordTest) -> Optional[Tuple[float, _Entry]]:
        written = tuple(piece.folded for piece in span)
        key = "".join(written)
        ordinary = all(is_word(word) for word in written)
        if len(key) == ACRONYM and span[0].text.isupper() and not ordinary:
            return self._swapped_acronym(key)
        if len(key) < MINIMUM_FUZZY_LENGTH or (ordinary and len(span) == 1):
            return None
        best: Optional[Tuple[float, _Entry]] = None
        for candidate, score in self._similar.like(key, 5):
            entry = self._exact[candidate]
            if ordinary and len(span) != len(entry.words):
                continue
            agree = score >= _CUTOFF and words_agree(written, entry.words, is_word)
            agree = agree or one_slip_a_word(written, entry.words, is_word)
            if len(span) == 1 and not cores_agree(*self._endings.cores(key, candidate)):
                continue
            if agree and (best is None or score > best[0]):
                best = (score, entry)
        return best


def _gives_way(start: int, end: int, how: str, topics: List[Topic]) -> bool:
    """A name gives way to a longer topic ("Energi i Nord-Norge"), and to a kind of clusters."""
    for topic in topics:
        if topic.overlaps(start, end) and topic.how == "exact":
            if topic.start < start or topic.end > end:
                return True
        if how != "exact" and (topic.start, topic.end) == (start, end):
            if topic.plural or topic.how == "exact":
                return True
    return False


def _merge(text: str, matches: List[Match]) -> List[Match]:
    """Neighbours that name the same thing are one name: "Nosca" + "Clean Ocans"."""
    merged: List[Match] = []
    for match in matches:
        before = merged[-1] if merged else None
        if (
            before is not None
            and (before.entity, before.id) == (match.entity, match.id)
            and match.entity == "cluster"
            and not text[before.end : match.start].strip(" -–&")
        ):
            merged[-1] = replace(
                before,
                end=match.end,
                text=text[before.start : match.end],
                confidence=min(before.confidence, match.confidence),
                how=match.how,
            )
        else:
            merged.append(match)
    return merged


def _match(text: str, span: List[Piece], entry: _Entry, confidence: float, how: str) -> Match:
    start, end = span[0].start, span[-1].end
    return Match(entry.entity, entry.id, start, end, text[start:end], confidence, how)
