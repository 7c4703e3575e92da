"""Questions about one cluster: which one is meant, where the message names none or another."""

from __future__ import annotations

import re
from typing import Tuple

from actions.question import Context, Question
from actions.resolving.comparisons import compare_clusters
from actions.resolving.intents import FIND, LIST
from actions.resolving.levels import about_level, levels_of_clusters
from actions.resolving.lists import list_at_level
from actions.resolving.names import points_back
from actions.resolving.rules import Found, Rule, first_of
from actions.resolving.words import (
    ALL_OF_THOSE,
    ALSO,
    EVERYTHING,
    PLURAL,
    SAME,
    THEY,
    WHO_ELSE,
    YES_OR_NO,
    has_pronoun,
    is_bare,
    number_of_those,
    refers_back,
    says_such,
    says_the_noun,
)
from bot.knowledge import KnowledgeBase


def one_cluster(question: Question, context: Context, knowledge: KnowledgeBase) -> Question:
    """ "What level is it at?": of the cluster, or clusters, named or talked about."""
    rules = _OF_NAMED if question.clusters else _OF_TALKED_ABOUT
    return first_of(rules, question, context, knowledge) or question


# A cluster is named.


def _same_as_it(question: Question, context: Context, knowledge: KnowledgeBase) -> Found:
    """ "Is Eyde at the same level?" after another cluster: both are compared."""
    if SAME.search(question.text) and set(context.clusters) - set(question.clusters):
        return compare_clusters(question.asking("compare_clusters"), context, knowledge)
    return None


def _is_it_at_that_level(question: Question, context: Context, knowledge: KnowledgeBase) -> Found:
    """ "Is Eyde NCE?": whether it is at that level."""
    if question.levels and YES_OR_NO.search(question.text):
        return question.asking("check_level_of_cluster")
    return None


def _nothing_but_its_name(question: Question, context: Context, knowledge: KnowledgeBase) -> Found:
    """ "NCE Eyde" at the start of a conversation: all that is known of it."""
    level = question.intent == "ask_level_of_cluster"
    if level and is_bare(question.text) and not context.last:
        return question.asking("about_cluster")
    return None


def _who_else_is_there(question: Question, context: Context, knowledge: KnowledgeBase) -> Found:
    """ "Who else is with Eyde?": the clusters at its level."""
    if WHO_ELSE.search(question.text) and not question.levels:
        return list_at_level(question.asking(LIST), context, knowledge)
    return None


def _also_at_that_level(question: Question, context: Context, knowledge: KnowledgeBase) -> Found:
    """ "Eyde too?" after an answer about a level: whether it is at that level."""
    levels = question.levels or context.levels
    if context.last_intent in _SAY_A_LEVEL and levels and ALSO.search(question.text):
        return question.asking("check_level_of_cluster", levels=levels)
    return None


_SAY_A_LEVEL = frozenset({"check_level_of_cluster", "count_clusters", "explain_level", LIST})


def _is_it_such_a_one(question: Question, context: Context, knowledge: KnowledgeBase) -> Found:
    """ "Is Eyde one of them?" after an answer about a level: whether it is at that level."""
    if question.intent != "check_cluster_in_programme":
        return None
    levels = question.levels
    if not levels and says_such(question.text):
        of_clusters = context.last_intent in _LEVEL_OF
        theirs = levels_of_clusters(context.previous, knowledge) if of_clusters else ()
        levels = context.levels or theirs
    return question.asking("check_level_of_cluster", levels=levels) if levels else None


_LEVEL_OF = frozenset({"ask_level_of_cluster", "check_level_of_cluster"})


# None is named.


def _of_an_unknown_name(question: Question, context: Context, knowledge: KnowledgeBase) -> Found:
    """ "What level is Raufoss at?" is of no cluster talked about."""
    return question if question.unknown_names and not points_back(question, context) else None


def _at_which_of_these(question: Question, context: Context, knowledge: KnowledgeBase) -> Found:
    """ "Is it Arena or Arena Pro?": at which level the cluster talked about is."""
    several = len(question.levels) > 1 and question.intent == "ask_level_of_cluster"
    if several and context.clusters and has_pronoun(question.text):
        return question.having(clusters=context.clusters, levels=())
    return None


def _of_a_level(question: Question, context: Context, knowledge: KnowledgeBase) -> Found:
    """ "What level is GCE?": what it is, or who is there."""
    return question.asking(about_level(question, knowledge)) if question.levels else None


def _of_those_two(question: Question, context: Context, knowledge: KnowledgeBase) -> Found:
    """ "What level is each of those two on?" after one cluster and then another."""
    two = context.mentioned_clusters[-2:]
    one_found = len(context.clusters) == 1 or len(context.listed) == 1
    asks = number_of_those(question.text) == 2 and not _TWO_THINGS.search(question.text)
    if one_found and len(two) == 2 and asks:
        return question.having(clusters=two, unknown_names=())
    return None


_TWO_THINGS = re.compile(
    r"\b(?:it|its|den|denne)\b|\b(?:two|to)\s+(?:\w+\s+){0,2}(?:levels?|nivå\w*|trinn\w*|things?|ting)\b",
    re.IGNORECASE,
)


def _of_all_of_those(question: Question, context: Context, knowledge: KnowledgeBase) -> Found:
    """ "What level are all three on?" of several that one question was about."""
    if len(context.clusters) < 2 < len(context.pair) and ALL_OF_THOSE.search(question.text):
        return question.having(clusters=context.pair, unknown_names=())
    return None


def _of_the_last(question: Question, context: Context, knowledge: KnowledgeBase) -> Found:
    """ "What level is it at?": of the clusters of the last question, else the only one found."""
    only_one = context.listed if len(context.listed) == 1 else ()
    clusters = context.clusters or only_one
    return question.having(clusters=clusters, unknown_names=()) if clusters else None


def _of_one_declined(question: Question, context: Context, knowledge: KnowledgeBase) -> Found:
    """ "And what level are they at?" after a question that named one and had to be declined."""
    if context.last is None and context.mentioned_clusters and THEY.search(question.text):
        return question.having(clusters=context.mentioned_clusters[-1:], unknown_names=())
    return None


def _of_those_listed(question: Question, context: Context, knowledge: KnowledgeBase) -> Found:
    """ "What level are they at?" after a search: of those found."""
    found = context.last_intent in FIND | {"filter_clusters", "count_clusters"}
    level = question.intent == "ask_level_of_cluster"
    if found and level and context.listed and refers_back(question.text):
        return question.having(clusters=context.listed, unknown_names=())
    return None


def _of_the_level_talked_about(
    question: Question, context: Context, knowledge: KnowledgeBase
) -> Found:
    """ "What is it then?" of a level."""
    if not context.levels or not refers_back(question.text) or question.unknown_names:
        return None
    about = question.having(levels=context.levels)
    return about.asking(about_level(about, knowledge))


def _of_each_of_all(question: Question, context: Context, knowledge: KnowledgeBase) -> Found:
    """ "Which level is each cluster at, all of them?": the list of all."""
    noun = says_the_noun(question.text, knowledge)
    level = question.intent == "ask_level_of_cluster"
    if level and noun and EVERYTHING.search(question.text):
        return question.asking("list_all_clusters")
    return None


def _of_the_levels(question: Question, context: Context, knowledge: KnowledgeBase) -> Found:
    """ "Which of the levels comes first?": which levels there are."""
    if question.intent == "ask_level_of_cluster" and PLURAL.search(question.text):
        return question.asking("list_levels")
    return None


_OF_NAMED: Tuple[Rule, ...] = (
    _same_as_it,
    _is_it_at_that_level,
    _nothing_but_its_name,
    _who_else_is_there,
    _also_at_that_level,
    _is_it_such_a_one,
)
_OF_TALKED_ABOUT: Tuple[Rule, ...] = (
    _of_an_unknown_name,
    _at_which_of_these,
    _of_a_level,
    _of_those_two,
    _of_all_of_those,
    _of_the_last,
    _of_one_declined,
    _of_those_listed,
    _of_the_level_talked_about,
    _of_each_of_all,
    _of_the_levels,
)
