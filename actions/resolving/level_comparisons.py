"""Comparisons of levels: which ones, where fewer than two are named."""

from __future__ import annotations

import re
from typing import Tuple

from actions.question import Context, Names, Question
from actions.resolving.intents import LIST
from actions.resolving.levels import levels_of, levels_of_clusters
from actions.resolving.rules import Found, Rule, first_of
from actions.resolving.searches import is_search
from actions.resolving.words import (
    FEW,
    PLURAL,
    PROMOTED,
    THOSE_LEVELS,
    TOGETHER,
    TOGETHER_LEVELS,
    refers_back,
)
from bot.knowledge import KnowledgeBase


def compare_levels(question: Question, context: Context, knowledge: KnowledgeBase) -> Question:
    """ "What is the difference?": between the levels named and talked about, else all."""
    rules = _WITH_LEVELS if question.levels else _WITHOUT_LEVELS
    found = first_of((_of_clusters, *rules), question, context, knowledge)
    return found or question.having(levels=_all_levels(knowledge))


def _all_levels(knowledge: KnowledgeBase) -> Names:
    return tuple(level.id for level in knowledge.programme_levels())


def _levels_at(clusters: Names, knowledge: KnowledgeBase) -> Names:
    """The levels of some clusters, each once."""
    return levels_of_clusters(Question("", clusters=clusters), knowledge)


def _of_clusters(question: Question, context: Context, knowledge: KnowledgeBase) -> Found:
    """ "The difference between NODE and Eyde?": the clusters are compared."""
    if len(question.clusters) > 1 and len(question.levels) < 2:
        return question.asking("compare_clusters")
    return None


def _which_is_it(question: Question, context: Context, knowledge: KnowledgeBase) -> Found:
    """ "Never mind. Is it Arena or Arena Pro?": the level of the cluster talked about."""
    if question.clusters or len(context.clusters) != 1 or not _EITHER_OR.search(question.text):
        return None
    return question.asking("ask_level_of_cluster", clusters=context.clusters, levels=())


_EITHER_OR = re.compile(
    r"\b(?:is|are|was|were|er|e|var)\s+(?:it|they|that|one|den|det|de|dei|ho|han)\b.{1,30}\b(?:or|eller)\b",
    re.IGNORECASE,
)


def _promoted(question: Question, context: Context, knowledge: KnowledgeBase) -> Found:
    """ "What does it take to get from Arena to Arena Pro?": how to apply."""
    return question.asking("ask_application") if PROMOTED.search(question.text) else None


def _which_of_them(question: Question, context: Context, knowledge: KnowledgeBase) -> Found:
    """ "And which of them are furthest up, the global ones?": the clusters of the level."""
    if len(question.levels) == 1 and _WHICH_OF_THEM.search(question.text):
        return question.asking(LIST)
    return None


_WHICH_OF_THEM = re.compile(
    r"\b(?:which|who|hvilke|hvem|kven|kva\s+for)\b.*\b(?:of\s+(?:them|those|these)|av\s+(?:dem|dei|de|disse|desse))\b",
    re.IGNORECASE,
)


def _namesakes(question: Question, context: Context, knowledge: KnowledgeBase) -> Found:
    """ "The two Arena levels": those whose names begin with the same word."""
    if len(question.levels) != 1 or not _TWO.search(question.text):
        return None
    level = knowledge.level(question.levels[0])
    first = level.name.nb.split()[0] if level else ""
    levels = knowledge.programme_levels()
    alike = tuple(one.id for one in levels if one.name.nb.split()[0] == first)
    return question.having(levels=alike) if len(alike) == 2 else None


_TWO = re.compile(r"\b(?:the\s+two|both|de\s+to|dei\s+to|begge)\b", re.IGNORECASE)


def _with_one_talked_about(question: Question, context: Context, knowledge: KnowledgeBase) -> Found:
    """ "How does GCE differ?": from the level mentioned last."""
    if len(question.levels) != 1:
        return None
    for levels in (context.mentioned_levels, levels_of(context, knowledge)):
        others = [level for level in levels if level not in question.levels]
        if others:
            return question.having(levels=(others[-1], *question.levels))
    return None


def _of_those_named(question: Question, context: Context, knowledge: KnowledgeBase) -> Found:
    """ "Arena, Arena Pro and GCE, how do they differ?" needs nothing more."""
    return question


def _of_those_found(question: Question, context: Context, knowledge: KnowledgeBase) -> Found:
    """ "What do those levels differ in?", "which is highest?" after a search that found a few."""
    found = is_search(context.last) or context.last_intent == "filter_clusters"
    if not found or context.clusters or not 1 < len(context.listed) <= FEW:
        return None
    if not PLURAL.search(question.text):
        return question.asking("compare_clusters", clusters=context.listed)
    levels = _levels_at(context.listed, knowledge)
    if len(levels) > 1 and THOSE_LEVELS.search(question.text):
        return question.having(levels=levels)
    return question.having(levels=_all_levels(knowledge))  # "between the levels"


def _of_those_asked_about(question: Question, context: Context, knowledge: KnowledgeBase) -> Found:
    """ "What is the difference?" after a question about several levels."""
    if len(context.levels) > 1 and not context.clusters:
        return question.having(levels=context.levels)
    return None


def _of_the_last_clusters(question: Question, context: Context, knowledge: KnowledgeBase) -> Found:
    """ "What do those levels differ in?" after a question about clusters at two levels or more."""
    levels = levels_of_clusters(context.previous, knowledge)
    two = len(levels) == 2 and TOGETHER_LEVELS.search(question.text)
    several = len(levels) > 1 and len(context.clusters) > 1 and THOSE_LEVELS.search(question.text)
    return question.having(levels=levels) if two or several else None


def _of_clusters_in_turn(question: Question, context: Context, knowledge: KnowledgeBase) -> Found:
    """ "Those two labels", of two clusters that were talked about one after the other."""
    if not TOGETHER_LEVELS.search(question.text):
        return None
    for two in (context.pair, context.mentioned_clusters[-2:]):
        levels = _levels_at(two, knowledge)
        if len(two) == len(levels) == 2:
            return question.having(levels=levels)
    return None


def _which_of_two_found(question: Question, context: Context, knowledge: KnowledgeBase) -> Found:
    """ "Which of them is further?" of two that were listed."""
    if len(context.listed) == 2 and refers_back(question.text):
        return question.asking("compare_clusters", clusters=context.listed)
    return None


def _of_right_and_wrong(question: Question, context: Context, knowledge: KnowledgeBase) -> Found:
    """ "So what is the difference?" after a no: between its level and the one asked about."""
    last = context.previous
    if last.intent != "check_level_of_cluster" or not last.levels:
        return None
    right = [level for level in levels_of_clusters(last, knowledge) if level not in last.levels]
    return question.having(levels=(*right, *last.levels)) if right else None


def _of_the_effect(question: Question, context: Context, knowledge: KnowledgeBase) -> Found:
    """ "Which differs most?" after an effect: all its figures."""
    return question.asking("ask_effect") if context.last_intent == "ask_effect" else None


def _added_up(question: Question, context: Context, knowledge: KnowledgeBase) -> Found:
    """ "And the two levels together?" after numbers: how many that makes."""
    if context.last_intent == "count_clusters" and TOGETHER.search(question.text):
        return question.asking("count_clusters", levels=context.mentioned_levels)
    return None


def _of_those_mentioned(question: Question, context: Context, knowledge: KnowledgeBase) -> Found:
    """ "What is the difference?" of two levels that were talked about one after the other."""
    if not context.clusters and len(context.mentioned_levels) > 1:
        return question.having(levels=context.mentioned_levels[-2:])
    return None


def _of_its_level_and_the_one_before(
    question: Question, context: Context, knowledge: KnowledgeBase
) -> Found:
    """ "Those two levels": that of the cluster talked about, and the one mentioned before it."""
    last = context.previous
    if not last.clusters or not TOGETHER_LEVELS.search(question.text):
        return None
    mentioned = (*context.mentioned_levels, *levels_of_clusters(last, knowledge))
    latest = tuple(dict.fromkeys(reversed(mentioned)))[:2]
    return question.having(levels=latest[::-1]) if len(latest) == 2 else None


def _of_clusters_mentioned(question: Question, context: Context, knowledge: KnowledgeBase) -> Found:
    """ "And the difference?" after one cluster and then another: the two clusters."""
    if len(context.mentioned_clusters) > 1 and context.clusters:
        return question.asking("compare_clusters", clusters=context.mentioned_clusters[-2:])
    return None


_WITH_LEVELS: Tuple[Rule, ...] = (
    _which_is_it,
    _promoted,
    _which_of_them,
    _namesakes,
    _with_one_talked_about,
    _of_those_named,
)
_WITHOUT_LEVELS: Tuple[Rule, ...] = (
    _of_those_found,
    _of_those_asked_about,
    _of_the_last_clusters,
    _of_clusters_in_turn,
    _which_of_two_found,
    _of_right_and_wrong,
    _of_the_effect,
    _added_up,
    _of_those_mentioned,
    _of_its_level_and_the_one_before,
    _of_clusters_mentioned,
)
