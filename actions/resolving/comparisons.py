"""Comparisons of levels and of clusters: with what."""

from __future__ import annotations

import re
from typing import Tuple

from actions.question import Context, Question
from actions.resolving.intents import ABOUT_ONE_CLUSTER, FOLLOW_UPS, LIST
from actions.resolving.levels import levels_of, levels_of_clusters
from actions.resolving.searches import is_search
from actions.resolving.words import (
    AGAINST_IT,
    ALL_OF_THOSE,
    FEW,
    PLURAL,
    PROMOTED,
    SAME,
    SAME_LEVEL,
    SIZE,
    THAN,
    THOSE_LEVELS,
    TOGETHER,
    TOGETHER_LEVELS,
    WHAT_LEVEL,
    WHO_ELSE,
    number_of_those,
    refers_back,
)
from bot.knowledge import KnowledgeBase

_WHICH_OF_THEM = re.compile(
    r"\b(?:which|who|hvilke|hvem|kven|kva\s+for)\b.*\b(?:of\s+(?:them|those|these)|av\s+(?:dem|dei|de|disse|desse))\b",
    re.IGNORECASE,
)


_TWO = re.compile(r"\b(?:the\s+two|both|de\s+to|dei\s+to|begge)\b", re.IGNORECASE)


def _namesakes(level_id: str, knowledge: KnowledgeBase) -> Tuple[str, ...]:
    """The levels of the programme whose names begin with the same word."""
    level = knowledge.level(level_id)
    first = level.name.nb.split()[0] if level else ""
    levels = knowledge.programme_levels()
    return tuple(one.id for one in levels if one.name.nb.split()[0] == first)


def compare_levels(question: Question, context: Context, knowledge: KnowledgeBase) -> Question:
    if len(question.clusters) > 1 and len(question.levels) < 2:
        return question.asking("compare_clusters")
    if question.levels and PROMOTED.search(question.text):
        return question.asking("ask_application")
    if len(question.levels) == 1 and _WHICH_OF_THEM.search(question.text):
        return question.asking(LIST)  # "and which of them are furthest up, the global ones?"
    if len(question.levels) == 1 and _TWO.search(question.text):
        namesakes = _namesakes(question.levels[0], knowledge)
        if len(namesakes) == 2:  # "the two Arena levels"
            return question.having(levels=namesakes)
    if len(question.levels) == 1:
        others = tuple(id_ for id_ in context.mentioned_levels if id_ not in question.levels)
        others = others or tuple(
            level for level in levels_of(context, knowledge) if level not in question.levels
        )
        if others:
            return question.having(levels=(others[-1], *question.levels))
        return question
    if question.levels:
        return question
    found = is_search(context.last) or (context.last_intent == "filter_clusters")
    if found and not context.clusters and 1 < len(context.listed) <= FEW:
        of_listed = levels_of_clusters(question.asking("", clusters=context.listed), knowledge)
        if PLURAL.search(question.text):  # "between those levels", but not "between the levels"
            if len(of_listed) > 1 and THOSE_LEVELS.search(question.text):
                return question.having(levels=of_listed)
            return question.having(levels=_all_levels(knowledge))
        return question.asking("compare_clusters", clusters=context.listed)  # "which is highest?"
    if len(context.levels) > 1 and not context.clusters:
        return question.having(levels=context.levels)
    if context.last and TOGETHER_LEVELS.search(question.text):
        of_clusters = levels_of_clusters(context.last, knowledge)
        if len(of_clusters) == 2:
            return question.having(levels=of_clusters)
    if context.last and len(context.clusters) > 1 and THOSE_LEVELS.search(question.text):
        of_clusters = levels_of_clusters(context.last, knowledge)
        if len(of_clusters) > 1:  # "what do those levels differ in?"
            return question.having(levels=of_clusters)
    if TOGETHER_LEVELS.search(question.text) and len(context.pair) == 2:
        of_pair = levels_of_clusters(question.asking("", clusters=context.pair), knowledge)
        if len(of_pair) == 2:  # "those two labels", of two clusters talked about in turn
            return question.having(levels=of_pair)
    if TOGETHER_LEVELS.search(question.text) and len(context.mentioned_clusters) > 1:
        two = question.asking("", clusters=context.mentioned_clusters[-2:])
        of_two = levels_of_clusters(two, knowledge)
        if len(of_two) == 2:
            return question.having(levels=of_two)
    if len(context.listed) == 2 and refers_back(question.text):
        return question.asking("compare_clusters", clusters=context.listed)
    last = context.last
    if last and last.intent == "check_level_of_cluster" and last.levels:
        at = tuple(
            level for level in levels_of_clusters(last, knowledge) if level not in last.levels
        )
        if at:  # "so what is the difference?": between the level asked about and the right one
            return question.having(levels=(*at, *last.levels))
    if context.last_intent == "ask_effect":
        return question.asking("ask_effect")
    if context.last_intent == "count_clusters" and TOGETHER.search(question.text):
        return question.asking("count_clusters", levels=context.mentioned_levels)
    if not context.clusters and len(context.mentioned_levels) > 1:
        return question.having(levels=context.mentioned_levels[-2:])
    if last and last.clusters and TOGETHER_LEVELS.search(question.text):
        both = (*context.mentioned_levels, *levels_of_clusters(last, knowledge))
        both = tuple(dict.fromkeys(reversed(both)))[:2]
        if len(both) == 2:  # "those two levels": of the cluster, and the one talked about before
            return question.having(levels=both[::-1])
    if len(context.mentioned_clusters) > 1 and context.clusters:
        return question.asking("compare_clusters", clusters=context.mentioned_clusters[-2:])
    return question.having(levels=_all_levels(knowledge))


def _all_levels(knowledge: KnowledgeBase) -> Tuple[str, ...]:
    return tuple(level.id for level in knowledge.programme_levels())


def compare_clusters(question: Question, context: Context, knowledge: KnowledgeBase) -> Question:
    if not question.clusters and len(context.clusters) < 2 and SIZE.search(question.text):
        return question.asking("ask_members")  # "which of them is biggest?"
    if question.unknown_names and len(question.clusters) < 2:
        return question.having(clusters=())
    if len(question.clusters) > 1 and WHAT_LEVEL.search(question.text):
        if not SAME.search(question.text):
            return question.asking("ask_level_of_cluster")
    if len(question.levels) > 1 and not question.clusters:
        return question.asking("compare_levels")
    if len(question.clusters) == 1 and WHO_ELSE.search(question.text):
        levels = levels_of_clusters(question, knowledge)
        return question.asking(LIST, levels=levels, clusters=())
    if len(question.clusters) == 1:
        others = tuple(id_ for id_ in context.mentioned_clusters if id_ not in question.clusters)
        if others:
            return question.having(clusters=(others[-1], *question.clusters))
        if question.levels:
            return question.asking("check_level_of_cluster")
        return question.asking("ask_level_of_cluster")
    if question.clusters:
        return question
    if ALL_OF_THOSE.search(question.text) and len(context.clusters) < 2:
        several = context.pair if len(context.pair) > 2 else context.listed
        if 2 < len(several) <= FEW:
            return question.having(clusters=several)
    if 2 < len(context.listed) <= FEW and number_of_those(question.text) == len(context.listed):
        return question.having(clusters=context.listed)  # "those three"
    one_more = len(context.clusters) == len(context.listed) == 1
    if one_more and context.clusters != context.listed and TOGETHER.search(question.text):
        return question.having(clusters=(*context.clusters, *context.listed))
    about_effect = context.last_intent == "ask_effect"
    if about_effect or (len(context.mentioned_levels) > 1 and not context.clusters):
        return compare_levels(question.asking("compare_levels"), context, knowledge)
    if len(context.clusters) > 1:
        return question.having(clusters=context.clusters)
    if len(context.listed) == 2 and set(context.clusters) <= set(context.listed):
        return question.having(clusters=context.listed)
    if len(context.mentioned_clusters) > 1:
        return question.having(clusters=context.mentioned_clusters[-2:])
    return question


_OF_MORE = re.compile(
    r"\b(?:any\w*|more|others?|flere|fleire|andre|noen|nokon|nokre|all\w*|every\w*|fortsatt|framleis|still|"
    r"stayed|før|before|i\s+fjor|last\s+year|vi|we)\b",
    re.IGNORECASE,
)


def same_level_of_those(question: Question, context: Context, knowledge: KnowledgeBase) -> Question:
    """ "And the same level?", "are they on one level?" of two clusters talked about."""
    asks = question.intent in FOLLOW_UPS | {"ask_level_of_cluster", "check_level_of_cluster"}
    names = question.names_something or question.ordinals
    if not asks or names or not (SAME_LEVEL.search(question.text) and context.last):
        return question
    several = context.clusters if len(context.clusters) > 1 else context.mentioned_clusters[-2:]
    of_levels = context.last.intent in ("compare_levels", "explain_level", "list_levels")
    others = WHO_ELSE.search(question.text) or _OF_MORE.search(question.text)
    if len(several) < 2 or of_levels or others:
        return question
    return question.asking("compare_clusters", clusters=several)


def same_level_as_one(question: Question, context: Context, knowledge: KnowledgeBase) -> Question:
    """ "Who else is at the same level as NODE?", taken for a question for similar ones."""
    if question.intent == "similar_clusters" and SAME_LEVEL.search(question.text):
        return question.asking("compare_clusters")
    return question


def compared_with_one(question: Question, context: Context, knowledge: KnowledgeBase) -> Question:
    """ "Same as VIA?" after a question about another cluster, whatever it was taken for."""
    return question.asking("compare_clusters") if _is_compared(question, context) else question


def _is_compared(question: Question, context: Context) -> bool:
    """Whether two clusters are compared, of which only one is named.

    "Is it further than VIA?" only where a level may be meant: "has it more members than VIA?".
    """
    others = set(context.clusters) - set(question.clusters)
    if len(question.clusters) != 1 or not others or question.levels:
        return False
    if question.intent in _MAY_RANK and THAN.search(question.text):
        return True
    if question.intent in _MAY_RANK | {"ask_theme"} and AGAINST_IT.search(question.text):
        return True
    return question.intent not in ABOUT_ONE_CLUSTER and bool(SAME.search(question.text))


_MAY_RANK = ABOUT_ONE_CLUSTER | {"check_level_of_cluster", "follow_up", "explain_level"}
