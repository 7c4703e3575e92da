"""Comparisons of clusters: with which other one, and whether it is their levels that are meant."""

from __future__ import annotations

import re

from actions.question import Context, Question
from actions.resolving.intents import ABOUT_ONE_CLUSTER, FOLLOW_UPS, LIST
from actions.resolving.level_comparisons import compare_levels
from actions.resolving.levels import levels_of_clusters
from actions.resolving.words import (
    AGAINST_IT,
    ALL_OF_THOSE,
    FEW,
    SAME,
    SAME_LEVEL,
    SIZE,
    THAN,
    TOGETHER,
    WHAT_LEVEL,
    WHO_ELSE,
    number_of_those,
)
from bot.knowledge import KnowledgeBase


def compare_clusters(question: Question, context: Context, knowledge: KnowledgeBase) -> Question:
    if not question.clusters and len(context.clusters) < 2 and SIZE.search(question.text):
        return question.asking("ask_members")  # "which of them is biggest?"
    if question.unknown_names and len(question.clusters) < 2:
        return question.having(clusters=())
    if len(question.clusters) > 1 and WHAT_LEVEL.search(question.text):
        if not SAME.search(question.text):
            return question.asking("ask_level_of_cluster")
    if len(question.clusters) > 1 and question.near:
        return question.asking("ask_location")  # "which of the two is nearest to Hamar?"
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
