"""Words for sectors and places in a text: what questions are about, rather than proper names.

They give way to names of clusters ("Oslo" in "Oslo Cancer Cluster") and are more cautious than
those: they are common words, so an ending or a slip changes the meaning more easily ("havn" is
no "hav"), and within a name nobody knows ("Oslo Shipping Cluster") they mean nothing.
"""

from __future__ import annotations

import re
from typing import Collection, Dict, Iterator, List, NamedTuple, Optional, Sequence, Set, Tuple

from rapidfuzz import process
from rapidfuzz.distance import OSA

from bot.knowledge.endings import Endings
from bot.knowledge.matches import Name, WordTest
from bot.knowledge.names import Piece, pieces

TOPICS = ("sector", "place")

MINIMUM_FUZZY_LENGTH = 6  # with a capital, what is written may be a letter shorter
MINIMUM_SIMILARITY = 0.82
SHORT_ENDING = 4  # letters; shorter endings need a longer word before them
SHORT_WORD = 4  # letters; such a sector must be written with its own æ, ø and å
_NORWEGIAN = re.compile("[æøå]")
_SENTENCE_END = re.compile(r"(?:^|[.!?:;\n])[\s«“\"'(]*$")
# Capitals that go with a place or a kind of cluster, and make no name of their own.
_EXEMPT = frozenset(("norge", "noreg", "norway", "kommune", "fylke", "fylkeskommune", "county"))
# "For de" is no "Førde", although compounds may be split ("sol energi").
_FUNCTION_WORDS_TEXT = """
    a an and as at av by de den det en er et for i in is it med mot no of og om on or pa som
    the these this til to us vi we
"""
_FUNCTION_WORDS = frozenset(_FUNCTION_WORDS_TEXT.split())


class Topic(NamedTuple):
    """A sector or place at words [start, end); `core_end` leaves out a word such as "cluster"."""

    entity: str
    id: str
    start: int
    end: int
    core_end: int
    confidence: float
    how: str
    plural: bool  # "hydrogen clusters": clusters of a kind, whatever else "hydrogen cluster" is

    def overlaps(self, start: int, end: int) -> bool:
        """Whether the words of the name itself and [start, end) have one in common."""
        return self.start < end and start < self.core_end


class _Entry(NamedTuple):
    """A name by its key; `spellings` are its ways of being split ("smartby", "smart by")."""

    entity: str
    id: str
    spellings: List[Tuple[str, ...]]


class TopicIndex:
    """The names of sectors and places, prepared for search."""

    def __init__(self, names: Sequence[Name], endings: Endings) -> None:
        self._endings = endings
        self._entries: Dict[str, _Entry] = {}
        self._spellings: Dict[str, Set[str]] = {}
        for name in names:
            words = pieces(name.text)
            folded = tuple(piece.folded for piece in words)
            key = "".join(folded)
            self._entries.setdefault(key, _Entry(name.entity, name.id, [])).spellings.append(folded)
            self._spellings.setdefault(key, set()).add(_written(words))
        self._keys = [
            key
            for key in self._entries
            if len(key) >= MINIMUM_FUZZY_LENGTH and not key.startswith("the")
        ]
        self._longest = 1 + max(
            (len(words) for entry in self._entries.values() for words in entry.spellings), default=0
        )

    def find(self, text: str, words: List[Piece], free: Sequence[bool]) -> List[Topic]:
        """Exact and inflected names among the free words, longest first, in order."""
        found: List[Topic] = []
        start = 0
        while start < len(words):
            for end in range(min(start + self._longest, len(words)), start, -1):
                topic = self._lookup(text, words, start, end) if all(free[start:end]) else None
                if topic:
                    found.append(topic)
                    start = end - 1
                    break
            start += 1
        return found

    def find_misspelt(
        self, words: List[Piece], free: Sequence[bool], is_word: WordTest
    ) -> List[Topic]:
        """Names with a slip among the free words; ordinary words are none."""
        found: List[Topic] = []
        start = 0
        while start < len(words):
            for end in range(min(start + self._longest - 1, len(words)), start, -1):
                span = words[start:end]
                if not all(free[start:end]) or all(is_word(piece.folded) for piece in span):
                    continue
                key = "".join(piece.folded for piece in span)
                shortest = MINIMUM_FUZZY_LENGTH - span[0].text[0].isupper()
                best = self._most_similar(key, end - start) if len(key) >= shortest else None
                if best:
                    entry, score = best
                    found.append(
                        Topic(entry.entity, entry.id, start, end, end, score, "fuzzy", False)
                    )
                    start = end - 1
                    break
            start += 1
        return found

    def _lookup(self, text: str, words: List[Piece], start: int, end: int) -> Optional[Topic]:
        span = words[start:end]
        key = "".join(piece.folded for piece in span)
        written = _written(span)
        entry = self._entries.get(key)
        if entry and self._is_spelt(span, entry, key, written):
            return Topic(entry.entity, entry.id, start, end, end, 1.0, "exact", False)
        last = span[-1]
        for stem, ending in self._stems(key):
            entry = self._entries.get(stem)
            if not entry or not _may_be_inflected(entry.entity, stem, ending):
                continue
            if ending in self._endings.singulars and start > 0 and span[0].text[0].isupper():
                continue  # "Osteklyngen" in a sentence is a name, if of none that is known
            apart = len(span) > 1 and last.folded == ending
            if apart and not self._is_ending_apart(ending, text[span[-2].end : last.start]):
                continue
            core = span[:-1] if apart else span
            if self._is_stem(core, entry, stem, written):
                plural, core_end = ending in self._endings.plurals, start + len(core)
                return Topic(
                    entry.entity, entry.id, start, end, core_end, 0.97, "inflected", plural
                )
        return None

    def _is_spelt(self, span: List[Piece], entry: _Entry, key: str, written: str) -> bool:
        """Whether what has the key of a name is that name, and not other words with that key."""
        if not _same_words(span, entry, whole=True):
            return False
        if entry.entity == "sector" and len(key) <= SHORT_WORD:
            return written in self._spellings[key]  # "klar" is no "klær"
        return not _NORWEGIAN.search(written) or written in self._spellings[key]

    def _is_stem(self, span: List[Piece], entry: _Entry, stem: str, written: str) -> bool:
        """As `_is_spelt`, for what has an ending. Who writes æ, ø or å means it: no "møteprosjekt"
        is a "moteprosjekt", though "sjomatklynger" are "sjømatklynger". "Some cluster" does no
        sewing («søm»)."""
        if not _same_words(span, entry, whole=False):
            return False
        short = entry.entity == "sector" and len(stem) <= SHORT_WORD
        if not short and not _NORWEGIAN.search(written):
            return True
        return any(written.startswith(spelling) for spelling in self._spellings[stem])

    def _most_similar(self, key: str, length: int) -> Optional[Tuple[_Entry, float]]:
        for candidate, score, _ in process.extract(
            key,
            self._keys,
            scorer=OSA.normalized_similarity,
            score_cutoff=MINIMUM_SIMILARITY,
            limit=3,
        ):
            entry = self._entries[candidate]
            if candidate[0] == key[0] and length in map(len, entry.spellings):
                return entry, round(float(score), 2)
        return None

    def _stems(self, key: str) -> Iterator[Tuple[str, str]]:
        """What `key` may be an inflection or a compound of, with the ending, longest first."""
        for ending in self._endings.of(key):
            stem = key[: -len(ending)]
            yield stem, ending
            if len(ending) >= SHORT_ENDING and stem.endswith(("s", "e")):
                yield stem[:-1], ending  # "havbruksklynger", "torskegjengen"

    def _is_ending_apart(self, ending: str, gap: str) -> bool:
        """Whether a word of its own goes with the one before: "energy clusters"."""
        return not gap.strip(" -") and (gap == "-" or self._endings.may_stand_apart(ending))


def _written(words: Sequence[Piece]) -> str:
    return "".join(piece.text.casefold() for piece in words)


def _same_words(span: List[Piece], entry: _Entry, whole: bool) -> bool:
    """Whether the words are those of the name; compounds may be split, but not anyhow.

    "Sol energi" is "solenergi", while "for de" is no "Førde" and "these as" no "the seas".
    """
    folded = tuple(piece.folded for piece in span)
    same = len(folded) if whole else len(folded) - 1
    lengths = {len(words) for words in entry.spellings}
    if any(
        folded[:same] == words[:same] and len(folded) == len(words) for words in entry.spellings
    ):
        return True
    if len(folded) in lengths:
        return False
    return len(folded) < min(lengths) or not _FUNCTION_WORDS.intersection(folded)


def _may_be_inflected(entity: str, stem: str, ending: str) -> bool:
    """Whether an ending leaves the meaning alone: not in "havn", "bygger" or "Hamaren"."""
    if ending == "s":
        return len(stem) >= 4
    return len(ending) >= SHORT_ENDING or (entity == "sector" and len(stem) >= 6)


def within_a_name(
    topic: Topic,
    text: str,
    words: List[Piece],
    taken: Sequence[bool],
    topics: Sequence[Topic],
    plurals: Collection[str],
) -> bool:
    """Whether a topic is a word of a name nobody knows: "Oslo" in "Oslo Shipping Cluster".

    Args:
        topic: what was found; with a small letter it is in no name.
        text: the whole text, whose words are `words`.
        taken: the words that known names cover; they end the unknown name.
        topics: everything found; a run of these alone is no name ("Oslo Maritime").
        plurals: words for several of those listed, which make no name either.
    """
    first = words[topic.start].text
    if not first[0].isupper() or _case_tells_nothing(text, words):
        return False
    if topic.entity == "sector" and topic.start and taken[topic.start - 1]:
        if not text[words[topic.start - 1].end : words[topic.start].start].strip(" -"):
            return True  # "GCE Subsea": a kind of cluster would be written "GCE subsea"
    known = {index for one in topics for index in range(one.start, one.core_end)}
    for step, index in ((-1, topic.start - 1), (1, topic.core_end)):
        while 0 <= index < len(words) and not taken[index]:
            left, right = sorted((index, index - step))
            gap = text[words[left].end : words[right].start]
            word = words[index]
            if gap.strip(" -&") or not word.text[0].isupper() or len(word.text) < 3:
                break
            if index not in known and word.folded not in _EXEMPT and word.folded not in plurals:
                if not _SENTENCE_END.search(text[: word.start]):
                    return True
                break  # the first word of a sentence has a capital anyhow
            index += step
    return False


def _case_tells_nothing(text: str, words: List[Piece]) -> bool:
    inner = words[1:]
    capitals = sum(piece.text[0].isupper() for piece in inner)
    return text.isupper() or (len(inner) > 4 and capitals > 0.7 * len(inner))
