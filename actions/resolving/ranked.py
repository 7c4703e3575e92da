"""Of clusters compared, the one that is further: "and where is that one?", "the higher one"."""

from __future__ import annotations

import re
from typing import Optional

from actions.question import Context, Names, Question
from actions.resolving.directions import direction_meant, direction_of_two
from actions.resolving.intents import ABOUT_ONE_CLUSTER, FOLLOW_UPS, LIST, PROFILE
from actions.resolving.words import HIGHEST, LOWEST
from bot.knowledge import KnowledgeBase
from bot.knowledge.models import LevelKind

_UP = (
    rf"{HIGHEST}|higher|further|furthest|farther|farthest|ahead|høyere|høgare|lengst|lenger|lengre|"
    r"(?:more|most)\s+(?:advanced|developed|senior)|(?:mest|mer|meir)\s+(?:avansert|utviklet|utvikla)"
)
_DOWN = (
    rf"{LOWEST}|lower|behind|(?:less|least)\s+(?:advanced|developed)|lavere|lågare|"
    r"minst\s+(?:avansert|utviklet|utvikla)"
)
_ASKED = {
    end: re.compile(rf"\b(?:{words})\b", re.IGNORECASE) for end, words in ((-1, _UP), (0, _DOWN))
}
_SAID = {
    end: re.compile(
        rf"\b(?:the|that|den|han|ho|hun)\s+(?:one\s+)?(?:som\s+(?:er|ligger|står)\s+|that\s+is\s+)?"
        rf"(?:{words})\b(?!\s+(?:enn|than|nivå\w*|trinn\w*|level|tier|step))",
        re.IGNORECASE,
    )
    for end, words in ((-1, _UP), (0, _DOWN))
}
_THAT_ONE = re.compile(
    r"\b(?:that\s+one|this\s+one|that\s+cluster|it|its|den(?!\s+andre)|denne|den\s+klyng\w+|vinner\w*|winner)\b",
    re.IGNORECASE,
)
_BOTH = re.compile(
    r"\b(?:both|begge|they|them|their|de|dei|dem|dæm|deres|deira|two|to|either|other|andre)\b",
    re.IGNORECASE,
)
_WHICH_IS_FURTHER = re.compile(
    r"\b(?:hvem|kven|kem|hvilken|which|who)\b.{0,12}"
    r"\b(?:de\s+to|dei\s+to|dem|the\s+two|them|those(?:\s+two)?)\b"
    rf".*\b(?:{_UP}|{_DOWN})\b",
    re.IGNORECASE,
)
_FURTHER_AT_ONCE = re.compile(
    r"^\W*(?:(?:og|and|so|så|ok)\W+)?(?:hvem|kven|kem|hvilken|which|who)(?:\s+(?:one|of\s+them|av\s+dem))?\s+"
    rf"(?:is|are|er|e|has\s+come|har\s+kommet|har\s+kome|kom)\s+(?:the\s+|det\s+|d\s+)?(?:{_UP}|{_DOWN})\b",
    re.IGNORECASE,
)
_OF_LEVELS_ALONE = FOLLOW_UPS | {LIST, "explain_level", "list_levels", "ask_level_of_cluster"}
_OF_ONE = ABOUT_ONE_CLUSTER | PROFILE | FOLLOW_UPS


def pick_ranked(question: Question, context: Context, knowledge: KnowledgeBase) -> Question:
    """The cluster that such words stand for; other questions come back as they are."""
    last = context.last
    if last is None or question.names_something or question.ordinals or question.neighbour:
        return question
    if question.intent not in _OF_ONE:
        return question
    compared = last.clusters if len(last.clusters) > 1 else context.pair
    end = next((end for end, words in _SAID.items() if words.search(question.text)), None)
    if end is None and last.intent == "compare_clusters" and _means_one(question.text):
        end = next((end for end, words in _ASKED.items() if words.search(last.text)), None)
    picked = _at_end(compared, end, knowledge) if end is not None else None
    if picked is None:
        return question
    follows = question.intent in FOLLOW_UPS
    return question.asking("about_cluster" if follows else question.intent, clusters=(picked,))


def which_is_further(question: Question, context: Context, knowledge: KnowledgeBase) -> Question:
    """ "Which of the two is at the highest level?" compares the two clusters talked about."""
    two = context.clusters if len(context.clusters) == 2 else context.mentioned_clusters[-2:]
    if len(context.listed) == 2 and not context.clusters:
        two = context.listed
    of_them = 0 < len(context.clusters) <= 2 or two == context.listed
    names = question.clusters or question.topical or question.unknown_names
    asks = question.intent in _OF_LEVELS_ALONE and _WHICH_IS_FURTHER.search(question.text)
    may = question.intent not in _NOT_OF_LEVELS
    may = may and not (question.levels or question.metrics or question.years)
    asks = asks or (may and _FURTHER_AT_ONCE.search(question.text))
    # "which is further south?", "which of them is furthest south?"
    elsewhere = direction_of_two(question.text) or direction_meant(question.text)
    if of_them and asks and not (names or elsewhere) and len(two) == 2:
        return question.asking("compare_clusters", clusters=two, levels=(), ordinals=())
    return question


def _means_one(text: str) -> bool:
    return bool(_THAT_ONE.search(text)) and not _BOTH.search(text)


def _at_end(clusters: Names, end: int, knowledge: KnowledgeBase) -> Optional[str]:
    """The one cluster at the highest (-1) or lowest (0) level; None where there is no such one.

    Groups stand beside the levels, neither above nor below.
    """
    steps = [level.id for level in knowledge.levels if level.kind is not LevelKind.GROUP]
    levels = [cluster.level for id_ in clusters if (cluster := knowledge.cluster(id_))]
    if len(levels) < 2 or any(level not in steps for level in levels):
        return None
    wanted = sorted(levels, key=steps.index)[end]
    at_end = [id_ for id_, level in zip(clusters, levels) if level == wanted]
    return at_end[0] if len(at_end) == 1 else None


_NOT_OF_LEVELS = frozenset(
    {
        "ask_effect",
        "ask_effect_details",
        "ask_members",
        "ask_history",
        "clusters_by_place",
        "count_clusters",
    }
)
