"""How names are compared: without case, spaces, punctuation or Norwegian letters.

"Arena-Pro", "arenapro" and "ARENA PRO" have the same key, and so have "årsverk",
"arsverk" and "aarsverk". An alias of two to five capitals ("VIA", "NODE") keeps its
case, since people write the common word in small letters.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import List, NamedTuple

_WORD = re.compile(r"[^\W_]+")
_DIGRAPHS = (("aa", "a"), ("ae", "a"), ("oe", "o"))


class Piece(NamedTuple):
    """A run of letters and digits in a text, with its place and its folded form."""

    text: str
    start: int
    end: int
    folded: str


@lru_cache(maxsize=1 << 16)
def fold(text: str) -> str:
    """Small letters without accents; æ, ø and å and their spellings ae, oe and aa made alike."""
    lowered = unicodedata.normalize("NFKC", text).casefold()
    lowered = lowered.replace("æ", "a").replace("ø", "o").replace("å", "a")
    decomposed = unicodedata.normalize("NFD", lowered)
    plain = "".join(char for char in decomposed if not unicodedata.combining(char))
    for digraph, letter in _DIGRAPHS:
        plain = plain.replace(digraph, letter)
    return plain


def pieces(text: str) -> List[Piece]:
    """The words of a text in order, offsets counted in characters."""
    return [
        Piece(match.group(), match.start(), match.end(), fold(match.group()))
        for match in _WORD.finditer(text)
    ]


def is_capitals_only(alias: str) -> bool:
    """Whether an alias counts only when written in capitals."""
    return alias.isalpha() and alias.isupper() and 2 <= len(alias) <= 5


def name_key(name: str) -> str:
    """The key under which a name or alias is found; "" when it holds no letter or digit."""
    if is_capitals_only(name):
        return name
    return "".join(piece.folded for piece in pieces(name))
