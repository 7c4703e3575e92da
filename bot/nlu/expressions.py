"""What is found by its form rather than by name: years, ordinals, conditions on names."""

from __future__ import annotations

import re
from typing import Any, Dict, Iterator, List, Tuple

_YEAR = re.compile(r"(?<!\d)(19[5-9]\d|20[0-4]\d)(?!\d)")

_ORDINALS: Dict[str, int] = {}
for _position, _words in enumerate(
    (
        "første fyrste fyste første first 1st 1. øverste",
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
    r"(?:\b(?:den|det|the|number|nummer|nr\.?|no\.)|#)\s*"
    r"(?P<word>"
    + "|".join(re.escape(word) for word in sorted(_ORDINALS, key=len, reverse=True))
    + r"|(?P<digit>\d{1,2}))(?!\w)"
    r"(?!\s+(?:tre|to|fire|three|two|four|årene|åra|years?|året|gangen|tiden|tida|siden|time)\b)",
    re.IGNORECASE,
)
_LAST_BUT_ONE = re.compile(r"\b(?:nest\s*siste|second\s+(?:to\s+)?last|last\s+but\s+one)\b", re.I)

_CARDINALS = {
    word: position
    for position, words in enumerate(
        (
            "en ein ett one",
            "to two",
            "tre three",
            "fire four",
            "fem five",
            "seks six",
            "sju syv seven",
            "åtte eight",
            "ni nine",
            "ti ten",
            "elleve eleven",
            "tolv twelve",
        ),
        start=1,
    )
    for word in words.split()
}
_NUMBERED = re.compile(
    r"\b(?:nummer|number|nr\.?|no\.)\s*(?P<word>" + "|".join(_CARDINALS) + r")\b", re.IGNORECASE
)
_SUPERLATIVES: Tuple[Tuple[str, re.Pattern[str]], ...] = (
    ("longest", re.compile(r"\b(?:lengst\w*|longest)\b", re.I)),
    ("shortest", re.compile(r"\b(?:kortest\w*|stuttast\w*|shortest)\b", re.I)),
    ("sorted", re.compile(r"\b(?:alfabetisk\w*|alphabetical\w*|alphabetically)\b", re.I)),
)
_BRIEF = 3  # words: "and the shortest?"
_NAME_WORD = re.compile(
    r"(?:nav[n]|namn|name|heter|heiter|called|rekkefølge|order|sorter|sort)", re.I
)

_QUOTED = "[\"'«»“”‘’]"
_LETTER_WORDS = (
    r"(?:bokstaven\s+|the\s+letters?\s+|ordet\s+|the\s+words?\s+|letter\s+|word\s+|"
    r"ei?t?n?\s+|an?\s+)?"
)
_FILTERS: Tuple[Tuple[str, re.Pattern[str]], ...] = (
    (
        "starts",
        re.compile(
            rf"\b(?:begynner|begynnar|begynne|begynt|byrjar|byrje|starte|starter|startar|start|starts|starting|begin|begins|"
            rf"beginning)\s+(?:på|med|with|by)\s+{_LETTER_WORDS}{_QUOTED}?(?P<part>[^\W_]+)",
            re.I,
        ),
    ),
    (
        "starts",
        re.compile(
            rf"\bforbokstav(?:en)?\s+(?:er\s+|på\s+)?{_QUOTED}?(?P<part>[^\W_]+)",
            re.I,
        ),
    ),
    (
        "starts",
        re.compile(
            rf"\b(?:på|with)\s+(?:bokstaven|letter|the\s+letter)\s+{_QUOTED}?(?P<part>\w)\b", re.I
        ),
    ),
    (
        "ends",
        re.compile(
            rf"\b(?:slutter|sluttar|ender|endar|end|ends|ending)\s+(?:på|med|with|in|on)\s+"
            rf"{_LETTER_WORDS}{_QUOTED}?(?P<part>[^\W_]+)",
            re.I,
        ),
    ),
    (
        "contains",
        re.compile(
            rf"\b(?:har|have|has|having|with|med|inneholder|inneheld|contain|contains|containing|"
            rf"includes?|including|got|bruker|use|uses)\s+{_LETTER_WORDS}{_QUOTED}?"
            rf"(?P<part>[^\W_]+){_QUOTED}?\s+(?:i|in|as|som|inne\s+i|inni)\s+(?:\w+\s+){{0,3}}?"
            rf"(?:navn\w*|namn\w*|names?|tittel\w*|titles?)\b",
            re.I,
        ),
    ),
    (
        "contains",
        re.compile(
            rf"\b(?:contain|contains|containing|inneholder|inneheld)\s+{_LETTER_WORDS}{_QUOTED}?"
            rf"(?P<part>[^\W_]+){_QUOTED}?\s*\W?$",
            re.I,
        ),
    ),
    (
        "contains",
        re.compile(
            rf"\b(?:ordet|the\s+words?|word)\s+{_QUOTED}?(?P<part>[^\W_]+)",
            re.I,
        ),
    ),
    (
        "contains",
        re.compile(
            rf"\b(?:heter|heiter|kaller\s+seg|kalles|called|named)\s+(?:noe\s+(?:som\s+er|med|på)\s+|"
            rf"noko\s+med\s+|something\s+(?:with\s+)?|noe\s+|anything\s+with\s+){_QUOTED}?(?P<part>[^\W_]+)",
            re.I,
        ),
    ),
    (
        "contains",
        re.compile(
            rf"\b(?:navn\w*|namn\w*|names?)\s+(?:that\s+|som\s+)?(?:contain(?:s|ing)?|includ(?:e|es|ing)|"
            rf"inneholder|inneheld|with|med)\s+{_LETTER_WORDS}{_QUOTED}?(?P<part>[^\W_]+)",
            re.I,
        ),
    ),
)


def find_expressions(text: str) -> List[Dict[str, Any]]:
    """Entities `year` ("2022"), `ordinal` ("2", "-1" = last) and `name_filter` ("starts:c").

    Each is a dict in Rasa's entity format with character offsets.
    """
    return [*_years(text), *_ordinals(text), *_filters(text)]


def _years(text: str) -> Iterator[Dict[str, Any]]:
    for match in _YEAR.finditer(text):
        yield _entity("year", match.group(1), match.start(1), match.end(1))


def _ordinals(text: str) -> Iterator[Dict[str, Any]]:
    last_but_one = _LAST_BUT_ONE.search(text)
    if last_but_one:
        yield _entity("ordinal", "-2", last_but_one.start(), last_but_one.end())
        return
    for match in _NUMBERED.finditer(text):
        position = _CARDINALS[match.group("word").lower()]
        yield _entity("ordinal", str(position), match.start(), match.end())
    for match in _ORDINAL.finditer(text):
        digit = match.group("digit")
        position = int(digit) if digit else _ORDINALS[match.group("word").lower()]
        if position:
            yield _entity("ordinal", str(position), match.start(), match.end())


def _filters(text: str) -> Iterator[Dict[str, Any]]:
    for how, pattern in _SUPERLATIVES:
        match = pattern.search(text)
        brief = len(text.split()) <= _BRIEF
        if match and (how == "sorted" or brief or _NAME_WORD.search(text)):
            yield _entity("name_filter", f"{how}:", match.start(), match.end())
            return
    for how, pattern in _FILTERS:
        match = pattern.search(text)
        if match:
            part = match.group("part")
            value = f"{how}:{part.lower()}"
            yield _entity("name_filter", value, match.start("part"), match.end("part"))
            return


def _entity(entity: str, value: str, start: int, end: int) -> Dict[str, Any]:
    return {
        "entity": entity,
        "value": value,
        "start": start,
        "end": end,
        "confidence_entity": 1.0,
        "extractor": "KnowledgeLinker",
    }
