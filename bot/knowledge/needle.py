"""What a question about names looks for when its form doesn't say: "with W?", "something wood".

Needs the names themselves: a word counts when some names hold it and others don't.
"""

from __future__ import annotations

import re
from typing import Iterator, Optional, Sequence, Tuple

from bot.knowledge.names import fold

_QUOTED = re.compile(r"[\"'«“”‘’]\s*([^\"'«»“”‘’]{1,40}?)\s*[\"'»“”‘’]")
_WORD = re.compile(r"&|[^\W_]+")
_LETTER = re.compile(r"(?<![\w'’])([A-ZÆØÅ])(?![\w&'’])")
_LONE_LETTER = re.compile(r"(?:^|\s)(\w)\W*$")
_STARTS = re.compile(
    r"\b(?:start|begyn|byrj|begin|initial|forbokstav|first\s+letter|på\s+\w\b)", re.I
)
_ENDS = re.compile(r"\b(?:slutt|ender?\b|endar|end(?:s|ing)\b|last\s+letter)", re.I)
_SHARE_OF_ALL = 0.4  # a word that more names hold than this says nothing ("cluster")


def find_needle(text: str, names: Sequence[str]) -> Optional[Tuple[str, str]]:
    """How and what a text looks for in names.

    Args:
        text: the question, such as "Something with wood, what was it called?".
        names: all names there are.

    Returns:
        ("starts", "ends" or "contains", the text looked for in small letters), or None when the
        question holds nothing of the kind.
    """
    how = "ends" if _ENDS.search(text) else "starts" if _STARTS.search(text) else "contains"
    quoted = _QUOTED.search(text)
    if quoted:
        wanted = quoted.group(1).lower()
        return ("starts" if how == "contains" and len(wanted) == 1 else how), wanted
    telling = [word for word in _words(text) if _tells(word, names)]
    if telling:
        return how, max(telling, key=len)
    letter = _LETTER.search(text[1:] if len(text) > 3 else text) or _LONE_LETTER.search(text)
    if letter and letter.group(1).isalpha():
        return ("ends" if how == "ends" else "starts"), letter.group(1).lower()
    return None


def _words(text: str) -> Iterator[str]:
    for match in _WORD.finditer(text):
        word = match.group().lower()
        if word == "&" or (len(word) > 1 and word not in _GENERIC):
            yield word


def _tells(word: str, names: Sequence[str]) -> bool:
    folded = fold(word)
    holding = sum(
        folded in fold(name) if len(folded) > 2 or word == "&" else folded in _pieces(name)
        for name in names
    )
    return 0 < holding <= _SHARE_OF_ALL * len(names)


def _pieces(name: str) -> Sequence[str]:
    return [fold(piece) for piece in _WORD.findall(name)]


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
        "cluster",
        "clusters",
        "klynge",
        "klynger",
        "klyngen",
        "klyngene",
        "klyngenavn",
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
