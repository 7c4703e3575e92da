"""The nearest one, and the one farthest north: which direction a question means."""

from __future__ import annotations

import re
from typing import Dict, Optional, Pattern

from actions.question import Context, Names, Question
from actions.resolving.intents import LIST
from actions.resolving.words import AMONG, FEW, says_the_noun
from bot.knowledge import KnowledgeBase

NEAREST = re.compile(r"\b(?:n(?:æ|ae|e|a)rm?[ea]st\w*|closest|nearest)\b", re.I)
_FARTHEST = r"(?:lengst|lengest|far+est|farthest|furthest|aller|mest|most)"
_FARTHER = r"(?:leng(?:er|re)|farther|further|more)"
_TOWARDS = r"(?:mot\s+|to(?:wards)?\s+(?:the\s+)?)?"
_SIDES = (
    (
        "north",
        r"nord|north",
        r"nordligst\w*|nørdst\w*|northern\s?most|most\s+northerly",
        r"nordlig[ea]re",
    ),
    (
        "south",
        r"sør|syd|south",
        r"sørligst\w*|sydligst\w*|southern\s?most|most\s+southerly",
        r"(?:sør|syd)lig[ea]re",
    ),
    (
        "east",
        r"øst|aust|east",
        r"østligst\w*|austligast\w*|eastern\s?most|most\s+easterly",
        r"(?:øst|aust)lig[ea]re",
    ),
    (
        "west",
        r"vest|west",
        r"vestligst\w*|vestlegast\w*|western\s?most|most\s+westerly",
        r"vestl[ie]g[ea]re",
    ),
)
_DIRECTIONS: Dict[str, Pattern[str]] = {
    side: re.compile(rf"\b(?:{_FARTHEST}\s+{_TOWARDS}(?:{bare})|{superlative})\b", re.IGNORECASE)
    for side, bare, superlative, _ in _SIDES
}
_OF_TWO: Dict[str, Pattern[str]] = {
    side: re.compile(rf"\b(?:{_FARTHER}\s+{_TOWARDS}(?:{bare})|{comparative})\b", re.IGNORECASE)
    for side, bare, _, comparative in _SIDES
}


_WHICH_IS_NEARER = re.compile(
    r"\b(?:which|who|hvem|hvilken|hvilke|kven|kem|kva\s+for)\b.{0,30}"
    r"\b(?:closer|closest|nearer|nearest|nærmere|nærmest|nærare|nærast|nærmast)\b",
    re.IGNORECASE,
)
_WHICH = re.compile(r"\b(?:which|who|hvem|hvilken|kven|kva\s+for)\b", re.IGNORECASE)
_THAN = re.compile(r"\b(?:than|enn)\b", re.IGNORECASE)


def direction_meant(text: str) -> Optional[str]:
    """ "north" of "which is farthest north?"; None where no direction's farthest is asked for."""
    return next((name for name, words in _DIRECTIONS.items() if words.search(text)), None)


def direction_of_two(text: str) -> Optional[str]:
    """ "south" of "which is further south?"; None where no direction is compared."""
    if not _WHICH.search(text) or _THAN.search(text):
        return None
    return next((name for name, words in _OF_TWO.items() if words.search(text)), None)


def farthest(question: Question, context: Context) -> Question:
    """ "Which is farthest north?", "which is further south?", of two; others as they are."""
    two = _two_talked_of(context)
    compared = direction_of_two(question.text) if two else None
    direction = direction_meant(question.text) or compared
    if direction is None or question.clusters or question.intent not in _MAY_ASK_FARTHEST:
        return question
    of_them = compared or AMONG.search(question.text)
    among = (two or context.listed) if of_them else ()
    fresh = question.asking("clusters_by_place", farthest=direction, ordinals=())
    places = () if among else question.places  # "north" may be Northern Norway
    return fresh.having(unknown_names=(), among=among, places=places)


def _two_talked_of(context: Context) -> Names:
    """The two clusters of the last question, or the two last listed.

    Which of two is furthest south was asked of both, though its answer names one.
    """
    if len(context.clusters) == 2:
        return context.clusters
    last = context.previous
    if (last.farthest or last.near) and len(last.among) == 2:
        return last.among
    return context.listed if len(context.listed) == 2 else ()


def nearest_of_them(question: Question, context: Context, knowledge: KnowledgeBase) -> Question:
    """ "Which one is closer to Oslo?" of the few just listed, or of two talked about."""
    one_place = len(question.places) == 1 and not (question.clusters or question.sectors)
    of_all = says_the_noun(question.text, knowledge)  # "which clusters are nearest to Oslo?"
    if not one_place or of_all or not _WHICH_IS_NEARER.search(question.text):
        return question
    few = _two_talked_of(context) or (context.listed if len(context.listed) <= FEW else ())
    if len(few) < 2 or question.intent not in _MAY_ASK_WHICH_IS_NEARER:
        return question
    return question.asking("clusters_by_place", near=True, among=few, levels=(), unknown_names=())


def nearest(question: Question, context: Context) -> Question:
    """ "Which is closest, then?" after a place without clusters; others come back as they are."""
    last = context.previous
    if not last.places or question.places or question.clusters:
        return question
    if not NEAREST.search(question.text) or question.intent not in _MAY_ASK_NEAREST:
        return question
    return question.asking(
        "clusters_by_place",
        places=last.places,
        sectors=question.sectors or last.sectors,
        levels=question.levels or last.levels,
        near=True,
        unknown_names=(),
    )


_MAY_ASK_NEAREST = frozenset(
    {
        *("follow_up", "correction", "clusters_by_place", "clusters_by_theme", "ask_location"),
        *("similar_clusters", "about_cluster", "ask_map", "clusters_by_county"),
        *(LIST, "list_all_clusters", "clusters_without_place"),
    }
)
_MAY_ASK_FARTHEST = _MAY_ASK_NEAREST | {"filter_clusters", "explain_level", "compare_clusters"}
_MAY_ASK_WHICH_IS_NEARER = _MAY_ASK_FARTHEST | {"compare_levels", "ask_level_of_cluster"}
