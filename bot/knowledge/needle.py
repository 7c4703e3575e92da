"""What a question about names looks for when its form doesn't say: "with W?", "something wood".

Needs the names themselves: a word counts when some names hold it and others don't.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import (
    TYPE_CHECKING,
    Collection,
    FrozenSet,
    Iterator,
    NamedTuple,
    Optional,
    Sequence,
    Tuple,
)

from rapidfuzz.distance import OSA

from bot.knowledge.names import fold

if TYPE_CHECKING:
    from bot.knowledge.base import KnowledgeBase

_QUOTED = re.compile(  # no apostrophe within a word opens or ends a quotation: "er'e no'n"
    r"(?:[\"«“”]|(?<!\w)['‘’])\s*([^\"'«»“”‘’]{1,40}?)\s*(?:[\"»“”]|['‘’](?!\w))"
)
_WORD = re.compile(r"&|[^\W_]+")
_LETTER = re.compile(r"(?<![\w'’])([A-ZÆØÅ])(?![\w&'’])")
_ON_LETTER = re.compile(
    r"\b(?:[Pp]å|paa|pa|[Ww]ith|[Mm]ed)\s+(?:([A-ZÆØÅ])(?![\w&'’])|([^\W\d_])(?=\W*$))"
)
_LONE_LETTER = re.compile(r"(?:^|\s)(\w)\W*$")
_STARTS = re.compile(
    r"\b(?:start|begyn|byrj|begin|initial|forbokstav|first\s+letter|på\s+\w\b)", re.I
)
_ENDS = re.compile(r"\b(?:slutt|ender?\b|endar|end(?:s|ing)\b|last\s+letter)", re.I)
_NAME = "navn"
_SHORTEST_SLIP = 5  # letters of a word that is taken for another
_SHARE_OF_ALL = 0.4  # a word that more names hold than this says nothing ("cluster")


def find_needle(
    text: str, names: Sequence[str], ordinary: Collection[str] = ()
) -> Optional[Tuple[str, str]]:
    """How and what a text looks for in names.

    Args:
        text: the question, such as "Something with wood, what was it called?".
        names: all names there are.
        ordinary: words for what has the names; they are not looked for.

    Returns:
        ("starts", "ends" or "contains", the text looked for in small letters), or None when the
        question holds nothing of the kind.
    """
    how = "ends" if _ENDS.search(text) else "starts" if _STARTS.search(text) else "contains"
    quoted = _QUOTED.search(text)
    if quoted:
        wanted = quoted.group(1).lower()
        return ("starts" if how == "contains" and len(wanted) == 1 else how), wanted
    on_letter = _ON_LETTER.search(text)
    if on_letter and not text.isupper():
        letter = on_letter.group(1) or on_letter.group(2)
        return ("ends" if how == "ends" else "starts"), letter.lower()
    telling = word_of_a_name(text, names, ordinary)
    if telling:
        return how, telling
    lone = _LETTER.search(text[1:] if len(text) > 3 else text) or _LONE_LETTER.search(text)
    if lone and lone.group(1).isalpha():
        return ("ends" if how == "ends" else "starts"), lone.group(1).lower()
    return None


def word_of_a_name(text: str, names: Sequence[str], ordinary: Collection[str] = ()) -> str:
    """The longest word of a text that some of the names hold, and not too many; "" for none."""
    folded = _folded(tuple(names))
    telling = [word for word in _words(text, ordinary) if _tells(word, folded)]
    return max(telling, key=len, default="")


def put_right(wanted: str, names: Sequence[str]) -> str:
    """The one word of names that a text is a slip of, in small letters; the text if there is none.

    Letters changed about, left out or doubled: "ocaen", "norwgian". Another letter makes another
    word.
    """
    written = wanted.lower()  # folded, "ae" would be one letter
    if len(written) < _SHORTEST_SLIP:
        return wanted
    near = {
        word
        for word in {word.lower() for name in names for word in _WORD.findall(name)}
        if OSA.distance(written, word) == 1
        and (sorted(written) == sorted(word) or len(written) != len(word))
    }
    return near.pop() if len(near) == 1 else wanted


def needle_in(text: str, knowledge: KnowledgeBase) -> Optional[Tuple[str, str]]:
    """How and what a text looks for in the names of those listed; as `find_needle`."""
    names = [str(one.name) for one in knowledge.clusters]
    return find_needle(text, names, knowledge.vocabulary.forms)


def _words(text: str, ordinary: Collection[str]) -> Iterator[str]:
    for match in _WORD.finditer(text):
        word = match.group().lower()
        bare = word[: -len(_NAME)] if word.endswith(_NAME) else word  # "klyngenavn"
        if word == "&" or (len(word) > 1 and word not in _GENERIC and bare not in ordinary):
            yield word


class _Folded(NamedTuple):
    """Names made ready for search: each whole, and its words."""

    whole: Tuple[str, ...]
    pieces: Tuple[FrozenSet[str], ...]


@lru_cache(maxsize=8)
def _folded(names: Tuple[str, ...]) -> _Folded:
    return _Folded(
        tuple(fold(name) for name in names),
        tuple(frozenset(fold(piece) for piece in _WORD.findall(name)) for name in names),
    )


def _tells(word: str, names: _Folded) -> bool:
    folded = fold(word)
    if len(folded) > 2 or word == "&":
        holding = sum(folded in name for name in names.whole)
    else:
        holding = sum(folded in name for name in names.pieces)
    return 0 < holding <= _SHARE_OF_ALL * len(names.whole)


# Words of questions that some names happen to hold ("in", "for", "the", "ster" in "clusters").
_GENERIC = frozenset(
    [
        "and",
        "are",
        "as",
        "at",
        "by",
        "do",
        "for",
        "has",
        "have",
        "in",
        "is",
        "it",
        "its",
        "of",
        "on",
        "one",
        "ones",
        "or",
        "out",
        "that",
        "the",
        "them",
        "there",
        "they",
        "this",
        "to",
        "what",
        "which",
        "who",
        "with",
        "av",
        "de",
        "dem",
        "den",
        "det",
        "dere",
        "du",
        "en",
        "er",
        "et",
        "fra",
        "ha",
        "har",
        "hva",
        "hvem",
        "hvilke",
        "i",
        "med",
        "no",
        "nor",
        "noe",
        "noen",
        "og",
        "om",
        "på",
        "som",
        "ved",
        "vi",
        "you",
        "name",
        "names",
        "named",
        "navn",
        "navnet",
        "navnene",
        "called",
        "heter",
        "ord",
        "ordet",
        "word",
        "words",
        "bokstav",
        "bokstaven",
        "letter",
        "letters",
        "list",
        "liste",
        "lista",
        "all",
        "alle",
        "any",
        "bare",
        "only",
        "just",
        "starter",
        "start",
        "starts",
        "begynner",
        "slutter",
        "ender",
        "end",
        "ends",
        "something",
        "anything",
        "inn",
        "using",
        "use",
        "bruker",
        "contains",
        "inneholder",
        "part",
        "del",
        "also",
        "også",
        "her",
        "here",
        "add",
        "ute",
    ]
)
