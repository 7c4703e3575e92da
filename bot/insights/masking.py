"""Personal data in what people typed, replaced by what it was: `[e-mail]`, `[phone]`.

Best effort. Caught: e-mail addresses, web addresses, numbers of eleven digits (national identity
numbers, with or without spaces), runs of eight and more digits and grouped phone numbers, and the
name that follows "jeg heter", "my name is" and the like. Not caught: other names, street
addresses, and what only someone who knows the person would recognise.
"""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path
from typing import Callable, List, Pattern, Tuple, Union

from bot.knowledge import load_knowledge
from bot.knowledge.loading import knowledge_directory
from bot.knowledge.vocabulary import one_of

E_MAIL, LINK, ID_NUMBER, PHONE, NUMBER, NAME = (
    "[e-mail]",
    "[link]",
    "[id number]",
    "[phone]",
    "[number]",
    "[name]",
)
MARKS = (E_MAIL, LINK, ID_NUMBER, PHONE, NUMBER, NAME)

_LETTER = r"[^\W\d_]"
_WORD_OF_NAME = rf"{_LETTER}+(?:['’-]{_LETTER}+)*"
_YEARS = r"(?:19|20)\d\d[ -](?:19|20)\d\d\b"
_SAYS_NAME = (
    r"(?:navnet\s+(?:mitt\s+)?er|namnet\s+mitt\s+er|mitt\s+navn\s+er|my\s+name\s+is|my\s+name's"
    r"|(?:jeg|eg|æ|e)\s+(?:heter|heiter|hete|heite)|they\s+call\s+me|call\s+me)"
)
_MAY_SAY_NAME = (
    r"(?:(?:jeg|eg|æ)\s+er|i\s+am|i['’]m|this\s+is|dette\s+er|det\s+er|hilsen|helsing|mvh|"
    r"regards|sincerely|cheers|vh)"
)


def _digits(match: re.Match[str]) -> str:
    """What a run of digits with separators is; years and small numbers stay."""
    text = match.group()
    count = sum(char.isdigit() for char in text)
    if count == 11 and not text.startswith(("+", "00")):
        return ID_NUMBER
    if 8 <= count <= 15:
        return PHONE
    return NUMBER if count > 15 else text


_Rules = List[Tuple[Pattern[str], Union[str, Callable[[re.Match[str]], str]]]]

_IN_GENERAL: _Rules = [
    (re.compile(r"[\w.+'-]+\s?@\s?[\w-]+(?:\.[\w-]+)+"), E_MAIL),
    (re.compile(r"\b(?:https?://|www\.)\S+", re.IGNORECASE), LINK),
    # Not "2021-2024" or "2022 2023": those are years.
    (
        re.compile(rf"(?<![\w,.])(?!{_YEARS})(?:\+|00)?\d(?:[ .\-\u00a0]?\d){{7,}}(?!\w)"),
        _digits,
    ),
]


@lru_cache(maxsize=4)
def _of_names(directory: Path) -> _Rules:
    """Rules for names of people; what levels and those listed are called is none."""
    knowledge = load_knowledge(directory)
    levels = one_of({text.split()[0] for one in knowledge.levels for text in one.name.texts})
    capitalised = rf"(?!(?:{levels})\b)[A-ZÆØÅÄÖÉ]{_LETTER}*(?:['’-]{_LETTER}+)*"
    listed = knowledge.vocabulary.names_end_in
    return [
        (
            re.compile(
                rf"\b({_SAYS_NAME}\s+)({_WORD_OF_NAME}(?:\s+{capitalised})*)", re.IGNORECASE
            ),
            lambda match: match.group(1) + NAME + _kept_after_name(match.group(2)),
        ),
        (
            re.compile(
                rf"\b((?i:{_MAY_SAY_NAME})[,:]?\s+)({capitalised}(?:\s+{capitalised})+)"
                rf"(?!\s+(?i:{listed}))"
            ),
            lambda match: match.group(1) + NAME,
        ),
        (
            re.compile(rf"\b((?i:hilsen|helsing|mvh|regards|sincerely|vh)[,:]?\s+)({capitalised})"),
            lambda match: match.group(1) + NAME,
        ),
    ]


def _kept_after_name(words: str) -> str:
    """The words after a name: it has its first word, and those with a capital that follow."""
    _, *others = words.split()
    while others and others[0][:1].isupper():
        others.pop(0)
    return f" {' '.join(others)}" if others else ""


def mask(text: str) -> str:
    """The text with personal data replaced, in one line."""
    masked = " ".join(text.split())
    for pattern, replacement in (*_IN_GENERAL, *_of_names(knowledge_directory())):
        masked = pattern.sub(replacement, masked)
    return masked


def is_masked(text: str) -> bool:
    """Whether something in a text has been replaced."""
    return any(mark in text for mark in MARKS)
