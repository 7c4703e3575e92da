"""Several things asked of the same clusters at once: "level and website of Nordic Edge?"."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import List, Optional

from actions.question import Question

_ASPECTS = {
    "ask_level_of_cluster": r"levels?|tier|status|rank|nivå\w*|trinn\w*",
    "ask_members": (
        r"how\s+(?:big|large)|(?:hvor|kor)\s+(?:stor|store|stort)(?!\s+(?:del|andel|effekt))|"
        r"size|størrelse\w*|storleik\w*"
    ),
    "ask_history": r"how\s+old|(?:hvor|kor)\s+(?:gam[me]\w*|gamle)",
    "ask_theme": (
        r"(?:hva|kva|ka)\s+(?:\w+\s+){0,3}(?:holder|held|driver|driv|jobber|jobbar|arbeider|arbeidar)\b"
        r"(?:\s+\w+){0,3}\s+med|(?:hva|kva|ka)\s+(?:gjør|gjer)\s+(?:den|dei?|ho|han)|"
        r"what\s+(?:do|does)\s+(?:[\w&-]+\s+){1,4}?(?:do|work\s+(?:with|on|in))|themes?|topics?|fields?|line\s+of\s+(?:business|work)|tema\w*|"
        r"fagfelt\w*|fagområde\w*|bransje\w*"
    ),
    "ask_location": (
        r"where(?!.*\bstand\b)(?!\s+(?:do|can|could)\s+I\s+find)|town|city|county|location|"
        r"place(?!.*\bprogram)|part\s+of\s+(?:the\s+country|norway)|"
        r"hvor(?!\s+(?:mye|mange|stor\w*|langt|lenge|gam\w+))|"
        r"kor(?!\s+(?:mykje|mange|langt|høgt|stor\w*|gam\w+))|kvar|(?:hvilken|kva(?:\s+for\s+ein)?)\s+by|byen|sted\w*|stad\w*|"
        r"fylke\w*|adresse\w*|landsdel\w*"
    ),
    "ask_contact": r"phone(?:\s+numbers?)?|telefon\w*|e-?mails?|e-?post\w*|kontaktinfo\w*",
    "ask_website": (
        r"sites?|web\s?(?:site|page|address)s?|home\s?pages?|url|link(?!\s+(?:to|between|with))|"
        r"(?:hjemme|heime|nett|web)(?:side|sia|sid|stad|sted|adress)\w*|lenk[ea]\w*"
    ),
}
_FOUND = {intent: re.compile(rf"\b(?:{words})\b", re.I) for intent, words in _ASPECTS.items()}
_AND = re.compile(r"(?:\b(?:and|og|å|samt|pluss|plus|as\s+well\s+as)\b|[,&+/])", re.IGNORECASE)
_APART = 40  # characters that may stand between two aspects


_LISTS = frozenset({"list_clusters_at_level", "filter_clusters", "similar_clusters"})
_WITH_PLACES = re.compile(
    r"(?:\b(?:with|and|plus|og|med|samt)\b|[,&+])\W+(?:(?:the|their|which|what|hvilke[nt]?|kva|in|i)\s+)*"
    r"(?:towns?|cit(?:y|ies)|places?|locations?|where|byer?|byar|byane|byene|hvor|kor|kvar|steder|stader)\b"
    r"(?!\s+(?:many|much|mange|mye|mykje|langt|stor\w*))",
    re.IGNORECASE,
)


def wants_places(question: Question) -> bool:
    """Whether a list is asked for "with towns", "og hvor de er"."""
    return question.intent in _LISTS and bool(_WITH_PLACES.search(question.text))


_COMPARES = re.compile(
    r"\b(?:compar\w+|sammenlig?n\w*|sammenlikn\w*|samanlikn\w*|differ\w*|difference\w*|distinguish\w*|"
    r"forskjell\w*|skilnad\w*|skill?er|skil)\b",
    re.IGNORECASE,
)


def compared_in(question: Question) -> List[str]:
    """What a comparison of clusters is about besides levels: their themes, and places if asked.

    [] where only levels are compared: "is there a difference in level?".
    """
    compares = question.intent == "compare_clusters" and len(question.clusters) > 1
    if not compares or not _COMPARES.search(question.text):
        return []
    said = [
        intent
        for intent, words in _FOUND.items()
        if words.search(question.text) and intent not in ("ask_members", "ask_history")
    ]
    if "ask_level_of_cluster" in said:
        return [intent for intent in said if intent != "ask_level_of_cluster"]
    return said or ["ask_theme"]


def first_aspect(text: str) -> Optional[str]:
    """The intent of what a text asks first of clusters; None where it names no such thing."""
    found = [
        (match.start(), intent) for intent, words in _FOUND.items() if (match := words.search(text))
    ]
    return min(found)[1] if found else None


def aspects(question: Question) -> List[str]:
    """The intents of all that is asked of the clusters, in the order of the text.

    [] unless the question is for one such aspect, and "and" joins it with others.
    """
    if question.intent not in _FOUND or not question.clusters:
        return []
    found = sorted(
        (match.start(), match.end(), intent)
        for intent, words in _FOUND.items()
        if (match := words.search(question.text))
    )
    joined = all(
        after[0] - before[1] <= _APART and _AND.search(question.text[before[1] : after[0]])
        for before, after in pairwise(found)
    )
    intents = [intent for _, _, intent in found]
    return intents if joined and len(intents) > 1 and question.intent in intents else []
