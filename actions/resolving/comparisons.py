"""Comparisons of clusters: with which other one, and whether it is their levels that are meant."""

from __future__ import annotations

import re
from typing import Tuple

from actions.question import Context, Question
from actions.resolving.intents import ABOUT_ONE_CLUSTER, FOLLOW_UPS, LIST
from actions.resolving.level_comparisons import compare_levels
from actions.resolving.levels import levels_of_clusters
from actions.resolving.rules import Found, Rule, first_of
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
    """ "What is the difference?": the clusters named, or talked about, are compared."""
    named = len(question.clusters)
    rules = _OF_SEVERAL if named > 1 else _OF_ONE if named else _OF_TALKED_ABOUT
    return first_of(rules, question, context, knowledge) or question


# Several clusters are named.


def _which_level_each(question: Question, context: Context, knowledge: KnowledgeBase) -> Found:
    """ "What level are NODE and Eyde at?": not whether it is the same."""
    if WHAT_LEVEL.search(question.text) and not SAME.search(question.text):
        return question.asking("ask_level_of_cluster")
    return None


def _which_is_nearest(question: Question, context: Context, knowledge: KnowledgeBase) -> Found:
    """ "Which of NODE and Eyde is nearest to Hamar?": where they are."""
    return question.asking("ask_location") if question.near else None


# One is named.


def _with_an_unknown_one(question: Question, context: Context, knowledge: KnowledgeBase) -> Found:
    """ "Is NODE at the same level as Raufoss?": only the unknown one is answered."""
    return question.having(clusters=()) if question.unknown_names else None


def _who_else_is_there(question: Question, context: Context, knowledge: KnowledgeBase) -> Found:
    """ "Who else is at the same level as NODE?": the clusters at its level."""
    if WHO_ELSE.search(question.text):
        levels = levels_of_clusters(question, knowledge)
        return question.asking(LIST, levels=levels, clusters=())
    return None


def _with_the_one_before(question: Question, context: Context, knowledge: KnowledgeBase) -> Found:
    """ "Same as Eyde?": as another one, the one mentioned last."""
    others = tuple(id_ for id_ in context.mentioned_clusters if id_ not in question.clusters)
    return question.having(clusters=(others[-1], *question.clusters)) if others else None


def _with_a_level(question: Question, context: Context, knowledge: KnowledgeBase) -> Found:
    """ "Is NODE on a par with the GCEs?": whether it is at that level."""
    return question.asking("check_level_of_cluster") if question.levels else None


def _with_nothing(question: Question, context: Context, knowledge: KnowledgeBase) -> Found:
    """ "How does NODE compare?" at the start of a conversation: its level."""
    return question.asking("ask_level_of_cluster")


# None is named.


def _which_is_biggest(question: Question, context: Context, knowledge: KnowledgeBase) -> Found:
    """ "Which cluster is biggest?": by its members, which no source tells."""
    if len(context.clusters) < 2 and SIZE.search(question.text):
        return question.asking("ask_members")
    return None


def _of_levels_named(question: Question, context: Context, knowledge: KnowledgeBase) -> Found:
    """ "How do the Arena ones differ from the GCE ones?": the levels are compared."""
    return question.asking("compare_levels") if len(question.levels) > 1 else None


def _of_all_of_those(question: Question, context: Context, knowledge: KnowledgeBase) -> Found:
    """ "Are all three at the same level?" of a few that were asked about together, or listed."""
    if len(context.clusters) > 1 or not ALL_OF_THOSE.search(question.text):
        return None
    several = context.pair if len(context.pair) > 2 else context.listed
    return question.having(clusters=several) if 2 < len(several) <= FEW else None


def _of_that_many(question: Question, context: Context, knowledge: KnowledgeBase) -> Found:
    """ "Are those three at the same level?" of three that were listed."""
    number = len(context.listed)
    if 2 < number <= FEW and number_of_those(question.text) == number:
        return question.having(clusters=context.listed)
    return None


def _with_the_one_found(question: Question, context: Context, knowledge: KnowledgeBase) -> Found:
    """ "Are they together at one level?" of one talked about, and another one found for it."""
    one_more = len(context.clusters) == len(context.listed) == 1
    if one_more and context.clusters != context.listed and TOGETHER.search(question.text):
        return question.having(clusters=(*context.clusters, *context.listed))
    return None


def _of_levels_talked_about(
    question: Question, context: Context, knowledge: KnowledgeBase
) -> Found:
    """ "What is the difference?" while levels, or the effect, are talked about."""
    of_levels = len(context.mentioned_levels) > 1 and not context.clusters
    if context.last_intent == "ask_effect" or of_levels:
        return compare_levels(question.asking("compare_levels"), context, knowledge)
    return None


def _of_the_last(question: Question, context: Context, knowledge: KnowledgeBase) -> Found:
    """ "What is the difference between them?": the clusters of the last question."""
    return question.having(clusters=context.clusters) if len(context.clusters) > 1 else None


def _of_two_listed(question: Question, context: Context, knowledge: KnowledgeBase) -> Found:
    """ "Are they at the same level?" after a list of two."""
    if len(context.listed) == 2 and set(context.clusters) <= set(context.listed):
        return question.having(clusters=context.listed)
    return None


def _of_two_in_turn(question: Question, context: Context, knowledge: KnowledgeBase) -> Found:
    """ "Are they at the same level?" of one and then another that were talked about."""
    two = context.mentioned_clusters[-2:]
    return question.having(clusters=two) if len(two) == 2 else None


_OF_SEVERAL: Tuple[Rule, ...] = (_which_level_each, _which_is_nearest)
_OF_ONE: Tuple[Rule, ...] = (
    _with_an_unknown_one,
    _who_else_is_there,
    _with_the_one_before,
    _with_a_level,
    _with_nothing,
)
_OF_TALKED_ABOUT: Tuple[Rule, ...] = (
    _which_is_biggest,
    _with_an_unknown_one,
    _of_levels_named,
    _of_all_of_those,
    _of_that_many,
    _with_the_one_found,
    _of_levels_talked_about,
    _of_the_last,
    _of_two_listed,
    _of_two_in_turn,
)


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
    if question.intent in _MAY_RANK | {"ask_theme", "ask_location"} and AGAINST_IT.search(
        question.text
    ):
        return True
    return question.intent not in ABOUT_ONE_CLUSTER and bool(SAME.search(question.text))


_MAY_RANK = ABOUT_ONE_CLUSTER | {"check_level_of_cluster", "follow_up", "explain_level"}


_US = r"(?:oss|vår\w*|vi|dem|den|dei|denne|us|ours|we|them|it|that\s+one)\b"
_BESIDE_US = re.compile(
    rf"\b(?:foran|framfor|bak|etter|over|ovenfor|under|nedenfor|forbi|ahead\s+of|behind|above|below|past)\s+{_US}"
    r"(?!\s+(?:niv\w*|level|tier|trinn\w*))|"
    r"\b(?:høyere|høgare|lavere|lågare|lenger|lengre|higher|lower|further|farther)\b(?:\s+\w+){0,3}\s+"
    rf"(?:enn|than)\s+{_US}",
    re.IGNORECASE,
)
_ON_THE_MAP = re.compile(
    r"\b(?:nord|sør|aust|øst|vest|north|south|east|west|km|kilomet\w*|kart\w*|map|unna|away|alfabet\w*|alphabet\w*|"
    r"list[ae]n?|kø|queue)\b",
    re.IGNORECASE,
)
_MAY_STAND_BESIDE = _MAY_RANK | {"compare_clusters", "ask_location", "compare_levels", "correction"}


def above_or_below_it(question: Question, context: Context, knowledge: KnowledgeBase) -> Question:
    """ "Is Eyde ahead of us?" of one named and the one talked about: both are compared."""
    if len(question.clusters) != 1 or question.levels or question.metrics:
        return question
    if question.intent not in _MAY_STAND_BESIDE or not _BESIDE_US.search(question.text):
        return question
    text = question.text
    for name in (text[m.start : m.end] for m in knowledge.names.find(text)):
        text = text.replace(name, " ")  # "Energi i Nord" lies in no direction
    talked_of = context.clusters if len(context.clusters) == 1 else ()
    others = (*talked_of[::-1], *context.mentioned_clusters[::-1])
    other = next((id_ for id_ in others if id_ not in question.clusters), None)
    if other is None or _ON_THE_MAP.search(text):
        return question
    both = (*question.clusters, other)
    return question.asking("compare_clusters", clusters=both, ordinals=())
