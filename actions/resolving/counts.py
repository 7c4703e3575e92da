"""Counts: of which clusters."""

from __future__ import annotations

import re
from typing import Tuple

from actions.question import Context, Question
from actions.resolving.intents import LIST
from actions.resolving.levels import levels_of
from actions.resolving.lists import list_at_level
from actions.resolving.rules import Found, Rule, first_of
from actions.resolving.searches import ONLY
from actions.resolving.words import (
    EVERYTHING,
    HOW_MUCH,
    INCLUDING,
    IT_HAS,
    MORE_THAN,
    OF_EACH,
    TOGETHER,
    YES_OR_NO,
    number_of_those,
    points_at_level,
    refers_back,
    says_the_noun,
)
from bot.knowledge import KnowledgeBase
from bot.said import CARDINALS


def count(question: Question, context: Context, knowledge: KnowledgeBase) -> Question:
    """ "How many are they?": those at the level named or talked about, else all."""
    return first_of(_RULES, question, context, knowledge) or question


def _of_a_theme(question: Question, context: Context, knowledge: KnowledgeBase) -> Found:
    """ "How many work with hydrogen?" needs nothing more."""
    return question if question.topical else None


def _by_their_names(question: Question, context: Context, knowledge: KnowledgeBase) -> Found:
    """ "How many have NCE in their names?": those with such names."""
    return question.asking("filter_clusters") if question.name_filter else None


def _only_those(question: Question, context: Context, knowledge: KnowledgeBase) -> Found:
    """ "That was a lot. Just the nodes will do" after a list: a shorter one, and no number."""
    shown = context.last_intent in (LIST, "list_all_clusters")
    only = shown and question.levels and ONLY.search(question.text)
    return question.asking(LIST) if only and not _A_NUMBER.search(question.text) else None


def _more_of_them(question: Question, context: Context, knowledge: KnowledgeBase) -> Found:
    """ "Do we have any more in that class?" asks who, where no number is asked for."""
    if (
        not _ANY_MORE.search(question.text)
        or question.clusters
        or not points_at_level(question.text)
    ):
        return None
    levels = question.levels or levels_of(context, knowledge)
    return question.asking(LIST, levels=levels) if len(levels) == 1 else None


def _employed_there(question: Question, context: Context, knowledge: KnowledgeBase) -> Found:
    """ "How many jobs do they have?" of a cluster: how large it is, which no source tells."""
    if question.metrics and context.clusters and refers_back(question.text):
        return question.asking("ask_members", clusters=context.clusters)
    return None


def _of_a_metric(question: Question, context: Context, knowledge: KnowledgeBase) -> Found:
    """ "How many jobs?": a figure of the effect."""
    if question.metrics and not says_the_noun(question.text, knowledge):
        return question.asking("ask_effect")
    return None


def _with_those_before(question: Question, context: Context, knowledge: KnowledgeBase) -> Found:
    """ "And including the nodes?" after another level: of both."""
    together = MORE_THAN.search(question.text) or INCLUDING.search(question.text)
    before = levels_of(context, knowledge) if together and len(question.levels) == 1 else ()
    both = (*before, *(id_ for id_ in question.levels if id_ not in before))
    return question.having(levels=both) if before else None


def _at_the_level_named(question: Question, context: Context, knowledge: KnowledgeBase) -> Found:
    """ "How many are GCE?" needs nothing more."""
    return question if question.levels else None


def _at_the_level_of_one(question: Question, context: Context, knowledge: KnowledgeBase) -> Found:
    """ "How many are where Eyde is?": those at its level."""
    return list_at_level(question, context, knowledge) if question.clusters else None


def _of_those_with_such_names(
    question: Question, context: Context, knowledge: KnowledgeBase
) -> Found:
    """ "How many are they?" after "which have NCE in their names?": of those."""
    last = context.previous
    if last.intent == "filter_clusters" and refers_back(question.text):
        return last.asking("filter_clusters", text=question.text)
    return None


def _at_all_levels(question: Question, context: Context, knowledge: KnowledgeBase) -> Found:
    """ "How many at all the tiers?", «på alle nivåene»: of every level."""
    return question.having(levels=()) if _ALL_THE_LEVELS.search(question.text) else None


def _of_levels_mentioned(question: Question, context: Context, knowledge: KnowledgeBase) -> Found:
    """ "How many of each?", "how many together?" of the levels talked about."""
    of_these = TOGETHER.search(question.text) or OF_EACH.search(question.text)
    if of_these and len(context.mentioned_levels) > 1:
        return question.having(levels=context.mentioned_levels)
    return None


def _of_those_listed(question: Question, context: Context, knowledge: KnowledgeBase) -> Found:
    """ "How many is that together?" after a list: of the levels in it."""
    bare = not says_the_noun(question.text, knowledge)
    if context.last_intent == LIST and bare and TOGETHER.search(question.text):
        return question.having(levels=context.levels)
    return None


def _at_the_level_before(question: Question, context: Context, knowledge: KnowledgeBase) -> Found:
    """ "How many are they?" after a question about a level.

    "How many clusters are there?" is of all, unless "there" can be what was just talked of.
    """
    last = context.previous
    bare = not says_the_noun(question.text, knowledge)
    points = points_at_level(question.text) or IT_HAS.search(question.text)
    there = points and bool(last.levels + last.clusters)
    of_all = EVERYTHING.search(question.text) or TOGETHER.search(question.text)
    if not of_all and (bare or there):
        return question.having(levels=levels_of(context, knowledge))
    return None


_ANY_MORE = re.compile(
    r"^\W*(?:(?:og|and|men|but)\s+)?(?:har|er|finnes|fins|finst|have|do|are|is)\b.{0,20}"
    r"\b(?:flere|fleire|andre|more|others?|another)\b",
    re.IGNORECASE,
)
_RULES: Tuple[Rule, ...] = (
    _of_a_theme,
    _by_their_names,
    _only_those,
    _more_of_them,
    _employed_there,
    _of_a_metric,
    _with_those_before,
    _at_the_level_named,
    _at_the_level_of_one,
    _of_those_with_such_names,
    _at_all_levels,
    _of_levels_mentioned,
    _of_those_listed,
    _at_the_level_before,
)


_ALL_THE_LEVELS = re.compile(
    r"\b(?:all\s+(?:of\s+)?(?:the\s+|these\s+|those\s+)?(?:levels|tiers|steps|groups)|"
    r"(?:alle|samtlige|samtlege)\s+(?:de\s+|dei\s+)?(?:niv\w+|trinn\w*|steg\w*|grupp\w*))\b",
    re.IGNORECASE,
)
_A_NUMBER = re.compile(
    rf"{HOW_MUCH.pattern}|\b(?:antall\w*|talet?|tallet|total\w*|number|count|{'|'.join(CARDINALS)})\b|"
    rf"{YES_OR_NO.pattern}",
    re.IGNORECASE,
)


def added_up(question: Question, context: Context, knowledge: KnowledgeBase) -> Question:
    """ "Add those up", «legg sammen de tre», after counts: how many that makes together."""
    counted = context.last_intent == "count_clusters"
    asks = question.intent in ("count_clusters", LIST, "list_all_clusters", "follow_up")
    if not (asks and counted and _ADD_UP.search(question.text)) or question.names_something:
        return question
    number = number_of_those(question.text) or len(context.mentioned_levels)
    levels = context.mentioned_levels[-number:]
    return question.asking("count_clusters", levels=levels) if len(levels) > 1 else question


_ADD_UP = re.compile(
    r"\b(?:legg\w*|add|tot|sum)\b.{0,30}\b(?:sammen|saman|isammen|up|together)\b|"
    r"\b(?:plus[sa]\w*|summ?er\w*|sum)\b.{0,30}\b(?:those|them|these|dem|disse|desse|de|dei|alt|opp)\b|"
    r"\b(?:summen|sum|total\w*)\s+(?:av|of|for)\s+(?:dem|disse|desse|de|dei|those|them|these|the)\b",
    re.IGNORECASE,
)
