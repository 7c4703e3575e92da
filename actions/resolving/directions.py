"""The nearest one, and the one farthest north: which direction a question means."""

from __future__ import annotations

import re
from typing import Dict, Optional, Pattern

from actions.question import Context, Question
from actions.resolving.intents import LIST

NEAREST = re.compile(r"\b(?:n(?:æ|ae|e|a)rm?[ea]st\w*|closest|nearest)\b", re.I)
_FARTHEST = r"(?:lengst|lengest|far+est|farthest|furthest|aller|mest|most)"
_DIRECTIONS: Dict[str, Pattern[str]] = {
    direction: re.compile(
        rf"\b(?:{_FARTHEST}\s+(?:mot\s+|to(?:wards)?\s+(?:the\s+)?)?(?:{bare})|{superlative})\b",
        re.IGNORECASE,
    )
    for direction, bare, superlative in (
        ("north", r"nord|north", r"nordligst\w*|nørdst\w*|northern\s?most|most\s+northerly"),
        ("south", r"sør|syd|south", r"sørligst\w*|sydligst\w*|southern\s?most|most\s+southerly"),
        ("east", r"øst|aust|east", r"østligst\w*|austligast\w*|eastern\s?most|most\s+easterly"),
        ("west", r"vest|west", r"vestligst\w*|vestlegast\w*|western\s?most|most\s+westerly"),
    )
}


def direction_meant(text: str) -> Optional[str]:
    """ "north" of "which is farthest north?"; None where no direction's farthest is asked for."""
    return next((name for name, words in _DIRECTIONS.items() if words.search(text)), None)


def farthest(question: Question) -> Question:
    """A question for the one farthest in a direction; others come back as they are."""
    direction = direction_meant(question.text)
    if direction is None or question.clusters or question.intent not in _MAY_ASK_FARTHEST:
        return question
    return question.asking("clusters_by_place", farthest=direction, ordinals=(), unknown_names=())


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
