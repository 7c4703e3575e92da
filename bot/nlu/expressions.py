"""What is found by its form rather than by name: years, ordinals, steps, name filters."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any, Dict, Iterator, List, Pattern

from bot.nlu.entities import as_entity
from bot.nlu.level_steps import find_level_steps
from bot.nlu.name_filters import find_name_filters
from bot.said import CARDINALS

_YEAR = re.compile(r"(?<!\d)(19[5-9]\d|20[0-4]\d)(?!\d)")

_ORDINALS: Dict[str, int] = {}
for _position, _words in enumerate(
    (
        "første fyrste fyste forste foerste first 1st 1. øverste",
        "andre second 2nd 2. annen",
        "tredje tredde third 3rd 3.",
        "fjerde fourth 4th 4.",
        "femte fifth 5th 5.",
        "sjette sixth 6th 6.",
        "sjuende syvende sjuande seventh 7th 7.",
        "åttende åttande eighth 8th 8.",
        "niende niande ninth 9th 9.",
        "tiende tiande tenth 10th 10.",
        "ellevte eleventh 11th 11.",
        "tolvte twelfth 12th 12.",
    ),
    start=1,
):
    _ORDINALS.update(dict.fromkeys(_words.split(), _position))
_ORDINALS.update(dict.fromkeys(["siste", "last", "final", "sist", "nederste"], -1))

_ORDINAL = re.compile(
    # "finnes det andre klynger" is no second one
    r"(?:\b(?:den|det(?!\s+(?:andre|annen)\s+\w+[ea]r\b)|dæn|han|ho|hain|that|the(?:\s+very)?|number|nummer|nr\.?|no\.|no(?=\s*\d))|#)\s*"
    r"(?P<word>"
    + "|".join(re.escape(word) for word in sorted(_ORDINALS, key=len, reverse=True))
    + r"|(?P<digit>\d{1,2}))(?!\w)"
    r"(?!\s+(?:tre|to|fire|three|two|four|årene|åra|years?|året|gangen|tiden|tida|siden|time)\b)",
    re.IGNORECASE,
)
_LAST_BUT_ONE = re.compile(r"\b(?:nest\s*siste|second\s+(?:to\s+)?last|last\s+but\s+one)\b", re.I)

_MIDDLE = re.compile(
    r"\b(?:den|han|ho|hun|the)\s+(?:midt(?:er)?ste|midtre|mellomste|middle)(?:\s+one)?\b"
    r"(?!\s+(?:nivå|trinn|steg|level|tier|step|stage|rung))|"
    r"\b(?:den|the\s+one)\s+(?:i|in)\s+(?:the\s+)?(?:midten|middle)\b",
    re.IGNORECASE,
)

_STANDS = re.compile(  # "the one that comes first"
    r"\b(?:one|den|han|hun|ho)\s+(?:that|which|who|som)\s+"
    r"(?:comes?|stands?|is|was|står|kommer|kjem|er|ligger|ligg)\s+(?:listed\s+|oppført\s+|aller\s+)?"
    r"(?P<word>first|last|second|third|først|fyrst|sist)\b",
    re.IGNORECASE,
)
_PLACES = {
    **dict.fromkeys(("first", "først", "fyrst"), "1"),
    **dict.fromkeys(("last", "sist"), "-1"),
    "second": "2",
    "third": "3",
}

_OF_A_LIST = (
    r"(?:ones?\b|lots?\b|groups?\b|"
    r"av\s+(?:dem|dei|de|dæm|disse)\b|of\s+(?:them|those|these)\b|"
    r"(?:på|i|on|in)\s+(?:lista|listen|(?:the|that|this|your|den|denne)\s+list(?:a|en)?)\b)"
)
_WORDS = sorted(filter(str.isalpha, _ORDINALS), key=len, reverse=True)
_SHORT = 3  # words: "no, the ninth"
_SHORT_ORDINAL = re.compile(
    r"(?:^|[\s,])(?P<word>" + "|".join(word for word in _WORDS if word != "second") + r")(?=\W*$)",
    re.IGNORECASE,
)
_NEIGHBOURS = (
    (
        "previous",
        re.compile(
            r"\b(?:den|the\s+one)\s+(?:rett\s+|just\s+|right\s+)?(?:før|fyre|before)\b", re.I
        ),
    ),
    ("previous", re.compile(r"\b(?:den\s+forrige|the\s+previous\s+one)\b", re.I)),
    (
        "next",
        re.compile(r"\b(?:den|the\s+one)\s+(?:rett\s+|just\s+|right\s+)?(?:etter|after)\b", re.I),
    ),
    ("next", re.compile(r"\b(?:den\s+neste|the\s+next\s+one)\b(?!\s+(?:up|above))", re.I)),
)
_NUMBERED = re.compile(
    r"\b(?:nummer|number|nr\.?)\s*(?P<word>" + "|".join(CARDINALS) + r")\b", re.IGNORECASE
)
_MAN = {"førstemann": "1", "fyrstemann": "1", "sistemann": "-1", "sistmann": "-1"}
_OF_A_ROW = re.compile(rf"\b(?:{'|'.join(_MAN)})\b", re.IGNORECASE)
_NEXT_NUMBER = re.compile(  # "and seven"
    r"^\W*(?:and|og|enn|så)\s+(?P<word>" + "|".join(CARDINALS) + r"|\d{1,2})\W*$", re.IGNORECASE
)


@lru_cache(maxsize=8)
def _bare_ordinal(member: str) -> Pattern[str]:
    """An ordinal before a word for one of a list; `member` is a pattern for what is listed."""
    listed = rf"(?:(?:{member})\b|{_OF_A_LIST})" if member else _OF_A_LIST
    others = r"(?!(?:andre|annen)\s+\w+[ea]r\b)"  # "andre klynger" are others, none the second
    return re.compile(rf"\b{others}(?P<word>{'|'.join(_WORDS)})\s+{listed}", re.IGNORECASE)


def find_expressions(text: str, member: str = "") -> List[Dict[str, Any]]:
    """Entities `year`, `ordinal`, `level_step` and `name_filter`.

    Values: year "2022"; ordinal "2", "-1" = last, "0" = middle, "next", "previous"; level_step "1"
    or "-1"; name_filter "starts:c".

    Each is a dict in Rasa's entity format with character offsets.

    Args:
        text: what was said.
        member: a regular expression for words for what is listed ("the second cluster").
    """
    return [
        *_years(text),
        *_ordinals(text, member),
        *find_level_steps(text),
        *find_name_filters(text),
    ]


def _years(text: str) -> Iterator[Dict[str, Any]]:
    for match in _YEAR.finditer(text):
        yield as_entity("year", match.group(1), match.start(1), match.end(1))


def _ordinals(text: str, member: str) -> Iterator[Dict[str, Any]]:
    last_but_one = _LAST_BUT_ONE.search(text)
    if last_but_one:
        yield as_entity("ordinal", "-2", last_but_one.start(), last_but_one.end())
        return
    man = _OF_A_ROW.search(text)
    if man:
        yield as_entity("ordinal", _MAN[man.group().lower()], man.start(), man.end())
        return
    middle = _MIDDLE.search(text)
    if middle:
        yield as_entity("ordinal", "0", middle.start(), middle.end())
        return
    stands = _STANDS.search(text)
    if stands:
        word = stands.group("word").lower()
        yield as_entity("ordinal", _PLACES[word], stands.start(), stands.end())
        return
    for match in _NUMBERED.finditer(text):
        position = CARDINALS[match.group("word").lower()]
        yield as_entity("ordinal", str(position), match.start(), match.end())
    number = _NEXT_NUMBER.search(text)
    if number:
        word = number.group("word").lower()
        position = int(word) if word.isdigit() else CARDINALS[word]
        if position:
            yield as_entity("ordinal", str(position), number.start("word"), number.end("word"))
        return
    for which, pattern in _NEIGHBOURS:
        found = pattern.search(text)
        if found:
            yield as_entity("ordinal", which, found.start(), found.end())
            return
    taken = []
    for match in _ORDINAL.finditer(text):
        taken.append(match.end())
        digit = match.group("digit")
        position = int(digit) if digit else _ORDINALS[match.group("word").lower()]
        if position:
            yield as_entity("ordinal", str(position), match.start(), match.end())
    if not taken:
        bare = _bare_ordinal(member).search(text)
        if bare is None and len(text.split()) <= _SHORT:
            bare = _SHORT_ORDINAL.search(text)
        if bare:
            position = _ORDINALS[bare.group("word").lower()]
            yield as_entity("ordinal", str(position), bare.start("word"), bare.end("word"))
