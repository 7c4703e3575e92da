"""Conditions on names: "which start with C", "har blue i navnet", "the longest"."""

from __future__ import annotations

import re
from typing import Any, Dict, Iterator, Tuple

from bot.knowledge.base import NOT
from bot.nlu.entities import as_entity
from bot.said import NOT_WORD, WHETHER

_SUPERLATIVES: Tuple[Tuple[str, re.Pattern[str]], ...] = (
    ("longest", re.compile(r"\b(?:lengst\w*|longest)\b", re.I)),
    ("shortest", re.compile(r"\b(?:kort[ea]st\w*|stuttast\w*|shortest)\b", re.I)),
    ("sorted", re.compile(r"\b(?:alfabetisk\w*|alphabetical\w*)\b", re.I)),
)
_AMPERSAND = re.compile(r"\b(?:ampersand|og-tegn|og-teikn|et-tegn)\w*", re.I)
_BRIEF = 3  # words: "and the shortest?"
_NAME_WORD = re.compile(
    r"(?:nav[n]|namn|name|heter|heiter|called|rekkefølge|order|sorter|sort)", re.I
)

_QUOTED = "[\"'«»“”‘’]"
_LETTER_WORDS = (
    r"(?:bokstaven\s+|the\s+letters?\s+|ordet\s+|the\s+words?\s+|letter\s+|word\s+|"
    r"ei?t?n?\s+|an?\s+)?"
)
_SOME_OF_THEM = r"(?:(?:noen|nokon|nån|any|some|one)\s+(?:av|of)\s+\w+\s+)?"
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
            rf"{_LETTER_WORDS}{_QUOTED}?-?(?P<part>[^\W_]+)",
            re.I,
        ),
    ),
    (
        "contains",
        re.compile(
            rf"\b(?:har|have|has|having|with|med|inneholder|inneheld|contain|contains|containing|"
            rf"includes?|including|got|bruker|use|uses)\s+{_SOME_OF_THEM}{_LETTER_WORDS}{_QUOTED}?"
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


_WORD = re.compile(r"(?:ordet|the\s+words?|word)\b", re.IGNORECASE)
_OF_NAMES = re.compile(  # "what does the word node mean?" is about no names
    r"\b(?:nav[n]|namn|name|heter|heiter|kalle\w*|called|hvilke\w*|hvem|which|who|any|noen|nokon|har|have|has|"
    r"with|med)",
    re.IGNORECASE,
)
_NOT_WORD = re.compile(rf"\b{NOT_WORD}\b", re.IGNORECASE)
_NEGATED = re.compile(rf"(?:n['’]t|\b{NOT_WORD})\s+(?:\w+\s+){{0,2}}$", re.IGNORECASE)


def find_name_filters(text: str) -> Iterator[Dict[str, Any]]:
    """The entity `name_filter` ("starts:c", "not_contains:blue", "longest:"), at most once."""
    for how, pattern in _SUPERLATIVES:
        match = pattern.search(text)
        brief = len(text.split()) <= _BRIEF
        if match and (how == "sorted" or brief or _NAME_WORD.search(text)):
            yield as_entity("name_filter", f"{how}:", match.start(), match.end())
            return
    sign = _AMPERSAND.search(text)
    if sign:
        yield as_entity("name_filter", "contains:&", sign.start(), sign.end())
        return
    for how, pattern in _FILTERS:
        match = pattern.search(_NOT_WORD.sub(lambda word: " " * len(word[0]), text))
        if match and (_OF_NAMES.search(text) or not _WORD.match(match.group())):
            part = match.group("part")
            said = text[match.start() : match.start("part")]  # "begynner ikke på"
            negation = _NEGATED.search(text[: match.start()]) or _NOT_WORD.search(said)
            negated = negation is not None and not WHETHER.match(text)
            value = f"{NOT if negated else ''}{how}:{part.lower()}"
            yield as_entity("name_filter", value, match.start("part"), match.end("part"))
            return
