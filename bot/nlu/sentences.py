"""Messages cut into sentences and questions, by marks and by words that questions begin with."""

from __future__ import annotations

import re
from typing import List

_MAX_PARTS = 5

_SENTENCE_END = re.compile(r"(?<=[?!.;])\s+(?=\S)|(?<=:)\s+(?=(?:\S+\s+){3})|\n+|\s+(?=\d\)\s)")
_QUESTION_START = (
    r"(?:hva|hvem|hvor|hvordan|hvilke[nt]?|hvorfor|når|kva|kven|korleis|kor|kvifor|ka|kem|koss|"
    r"er|kan|finnes|har|forklar|fortell|what|which|who|how|why|when|where|is|are|do|does|can|"
    r"could|tell|explain|list|name|give\s+me|gi\s+meg|send\s+me|send\s+meg|compared|compare|against|sammenlign\w*|sammenlikn\w*|samanlikn\w*|ramse?|nevn|"
    r"(?:over|by|with|for|in|to|i|på|med|av|mot|from|fra|ved)\s+(?:which|what|whom?|hva|hvem|hvilke\w*|kva|kven)|"
    r"(?:roughly\s+|about\s+|omtrent\s+|ca\s+)?(?:how|hvor)\s+(?:many|much|mange|mye))"
)
_CONJUNCTION = re.compile(
    rf"[,;]?\s+(?:og\s+så|og\s+dessuten|og|samt|så|deretter|men|but|so|and\s+then|and\s+also|and|also|then|pluss|plus)\s+"
    rf"(?={_QUESTION_START}\b)|,\s+(?={_QUESTION_START}\b)",
    re.IGNORECASE,
)
_ASKS = re.compile(
    rf"^\W*(?:(?:og|and|men|but|så|so|ok|okay|hei|hi|please|vær\s+så\s+snill|fine|then|just|well|greit|fint|"
    rf"bare|da)\b[\s,]*)*{_QUESTION_START}\b",
    re.IGNORECASE,
)
_ABBREVIATIONS = re.compile(
    r"\b(?:f|t|bl|ca|nr|dvs|osv|mv|e|i|no|st|etc|vs|a|d|eks|g|m|o|mr|ms|dr)\.$", re.I
)


def split(text: str) -> List[str]:
    """The sentences of a text and the questions joined by "and"; [] when there is but one."""
    sentences: List[str] = []
    for piece in _SENTENCE_END.split(text):
        if sentences and _ABBREVIATIONS.search(sentences[-1]):
            sentences[-1] = f"{sentences[-1]} {piece}"
        elif piece.strip():
            sentences.append(piece.strip())
    parts = [part for sentence in sentences for part in _clauses(sentence)]
    parts = [part for part in parts if any(char.isalpha() for char in part)]
    return parts[-_MAX_PARTS:] if len(parts) > 1 else []


def _clauses(sentence: str) -> List[str]:
    """The questions of one sentence; "the first one, is it in Arena?" is but one."""
    clauses = [clause.strip() for clause in _CONJUNCTION.split(sentence) if clause.strip()]
    return clauses if len(clauses) > 1 and _ASKS.search(clauses[0]) else [sentence]


def asks(text: str) -> bool:
    """Whether a sentence has the form of a question or a request."""
    return text.rstrip().endswith("?") or bool(_ASKS.search(text))
