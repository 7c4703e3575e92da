"""Ordinals: "the second one", "the last level", "the one before", "the top of the list"."""

from __future__ import annotations

import re
from typing import Tuple

from actions.question import Context, Question
from actions.resolving.intents import (
    ABOUT_CLUSTERS,
    ABOUT_LEVELS,
    ABOUT_ONE_CLUSTER,
    FIND,
    FOLLOW_UPS,
    LIST,
    PROFILE,
)
from actions.resolving.levels import levels_of_clusters
from actions.resolving.words import TOGETHER_LEVELS, VERSUS, is_reciprocal
from bot.knowledge import KnowledgeBase


def pick_listed(question: Question, context: Context, knowledge: KnowledgeBase) -> Question:
    """ "The second one": the cluster at that place of the last list."""
    if len(question.clusters) == 1 and question.ordinals and VERSUS.search(question.text):
        beside = _at(question.ordinals, context.listed)
        if beside:  # "what level is Aquatech at compared with the first?"
            both = tuple(dict.fromkeys((*question.clusters, *beside)))
            return question.asking("compare_clusters", clusters=both, ordinals=())
    if question.clusters:
        return question
    if question.neighbour:
        return _beside(question, context)
    if context.listed and (end := _end_of_list(question.text)):
        question = question.asking("about_cluster", levels=(), ordinals=(end,))
    if not question.ordinals or is_reciprocal(question.text):
        return question.having(ordinals=())
    named = len(question.levels) > 1 or TOGETHER_LEVELS.search(question.text)
    if question.intent == "compare_levels" and named:
        return question.having(ordinals=())  # "what has the first of the two levels …?"
    if question.ordinals == (0,) and question.levels and len(context.listed) % 2:
        of_list = set(context.clusters) & set(context.listed)
        if context.last and (of_list or context.last.intent in _LISTS_CLUSTERS):
            intent = question.intent if question.intent in PROFILE else "about_cluster"
            question = question.asking(intent, levels=())  # a level is in the middle, too
    if context.last is None and question.levels and question.intent in _OF_A_LEVEL_ITSELF:
        return question.having(ordinals=())  # "since NCE is the highest, how …?"
    of_overview = _of_overview(question, context, knowledge)
    if of_overview:
        intent = question.intent if question.intent in ABOUT_LEVELS else "explain_level"
        return question.asking(intent, levels=of_overview)  # ordinals stay: "and the last?"
    levels = _levels_picked(question, context)
    if levels:
        return question.having(levels=levels, ordinals=())
    checks = question.intent == "check_level_of_cluster" and bool(context.listed)
    listed = context.listed if checks else _list_meant(question, context, knowledge)
    picked = _at(question.ordinals, listed)
    if not picked:
        return question
    intent = question.intent
    if intent == "explain_level" and question.levels:  # "the first GCE cluster, what is that?"
        return question.asking("about_cluster", clusters=picked, levels=(), ordinals=())
    if intent == "explain_level":  # "the second one's level, what does it mean?"
        levels = levels_of_clusters(question.asking(intent, clusters=picked), knowledge)
        return question.asking(intent, levels=levels, ordinals=())
    if intent not in ABOUT_CLUSTERS and not intent.startswith("ask_"):
        last = context.last_intent
        intent = last if last in ABOUT_ONE_CLUSTER | PROFILE else "about_cluster"
    levels = question.levels if question.intent == "check_level_of_cluster" else ()
    return question.asking(intent, clusters=picked, levels=levels, ordinals=())


def _beside(question: Question, context: Context) -> Question:
    """ "The one before": in the last list, beside the cluster talked about."""
    here = next((id_ for id_ in context.clusters[-1:] if id_ in context.listed), None)
    if here is None:
        return question
    place = context.listed.index(here) + question.neighbour
    if not 0 <= place < len(context.listed):
        return question
    last = context.last_intent
    intent = question.intent if question.intent in ABOUT_CLUSTERS else last
    return question.asking(intent, clusters=(context.listed[place],), levels=(), neighbour=0)


def _end_of_list(text: str) -> int:
    """1 for "the one at the top of that list", -1 for the bottom, else 0."""
    return next((place for place, words in _ENDS_OF_LIST if words.search(text)), 0)


_THE_LIST = (
    r"(?:(?:of|on|in|i|på)\s+)?(?:(?:the|that|this|your|den|denne)\s+)?"
    r"(?:list|lista|listen|rekka)\b"
)
_ENDS_OF_LIST = (
    (1, re.compile(rf"\b(?:top|øverste?|øvste?)\s+{_THE_LIST}", re.IGNORECASE)),
    (-1, re.compile(rf"\b(?:bottom|nederste?|nedste?)\s+{_THE_LIST}", re.IGNORECASE)),
)


def _of_overview(question: Question, context: Context, knowledge: KnowledgeBase) -> Tuple[str, ...]:
    """ "What is the second one?" after the list of levels, and "and the last?" after that."""
    last = context.last
    if last is None or question.levels or last.clusters:
        return ()
    picked_before = last.intent in ABOUT_LEVELS and len(last.levels) == 1 and bool(last.ordinals)
    of_brand = last.intent == "ask_nce_status" and question.intent in ABOUT_LEVELS
    if last.intent != "list_levels" and not picked_before and not of_brand:
        return ()
    if picked_before and question.intent not in FOLLOW_UPS | {"explain_level"}:
        return ()
    if question.intent not in _OF_LEVELS_OR_CLUSTERS:
        return ()
    return _at(question.ordinals, tuple(level.id for level in knowledge.programme_levels()))


_LISTS_CLUSTERS = FIND | {LIST, "filter_clusters", "list_all_clusters"}
_OF_LEVELS_OR_CLUSTERS = ABOUT_LEVELS | FOLLOW_UPS | {"about_cluster", "list_levels"}


_OF_A_LEVEL_ITSELF = frozenset({"ask_nce_status", "list_levels", "compare_levels"})


_GROUP = re.compile(
    r"\b(?:lot|group|bunch|batch|level|tier|set|grupp\w*|gjeng\w*|nivå\w*|trinn\w*|kategori\w*)\b",
    re.IGNORECASE,
)
_THAT_GROUP = re.compile(
    r"\b(?:that|this|denne|den)\s+(?:second|last|andre|siste)\b", re.IGNORECASE
)
_ONES = re.compile(
    r"\b(?:de|dei)\s+(?:første|fyrste|andre|siste)\b|\bthe\s+(?:first|second|last)\s+ones\b",
    re.IGNORECASE,
)


def _levels_picked(question: Question, context: Context) -> Tuple[str, ...]:
    """ "How many in the second lot?" after an answer about two levels or more."""
    levels = context.levels
    if _ONES.search(question.text) and len(levels) > 1 and question.intent in ABOUT_LEVELS:
        return _at(question.ordinals, levels)
    of_levels = question.intent in ABOUT_LEVELS | FOLLOW_UPS
    if of_levels and len(levels) == 1 and len(context.mentioned_levels) == 2:
        if (
            not question.levels
            and _GROUP.search(question.text)
            and question.ordinals in ((2,), (-1,))
        ):
            if _THAT_GROUP.search(question.text):
                return context.mentioned_levels[-1:]
            return tuple(one for one in context.mentioned_levels if one not in levels)
    last = context.previous
    told_of_levels = last.intent in ABOUT_LEVELS - {LIST} and not last.clusters
    asks_of_one = question.intent in {LIST, "count_clusters", "explain_level"}
    in_turn = len(levels) == 1 and len(context.mentioned_levels) == 2
    if in_turn and told_of_levels and question.intent == LIST and not question.levels:
        return _at(question.ordinals, context.mentioned_levels)  # "which belong to the first?"
    if len(levels) < 2 or question.levels:
        return ()
    if not _GROUP.search(question.text) and not (told_of_levels and asks_of_one):
        return ()
    return _at(question.ordinals, levels)


def _at(ordinals: Tuple[int, ...], names: Tuple[str, ...]) -> Tuple[str, ...]:
    """The names at some places; place 0 is the middle, where there is one."""
    picked = []
    for position in ordinals:
        if position == 0 and len(names) % 2:
            picked.append(names[len(names) // 2])
        elif position and abs(position) <= len(names):
            picked.append(names[position - 1 if position > 0 else position])
    return tuple(picked)


def _list_meant(question: Question, context: Context, knowledge: KnowledgeBase) -> Tuple[str, ...]:
    """The list an ordinal counts in: the one shown last, or that of the level talked about."""
    listed = context.listed
    if len(context.clusters) > 1 and max(map(abs, question.ordinals)) <= len(context.clusters):
        return context.clusters  # "Nosca or Hyway?", then "the second one"
    if question.levels:
        at_levels = [c.id for level in question.levels for c in knowledge.clusters_at(level)]
        return tuple(id_ for id_ in listed if id_ in at_levels) or tuple(at_levels)
    if not listed and len(context.levels) == 1:
        return tuple(cluster.id for cluster in knowledge.clusters_at(context.levels[0]))
    return listed
