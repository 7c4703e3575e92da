"""Ordinals: "the second one", "the last level", "the one before", "the top of the list"."""

from __future__ import annotations

import re
from typing import Tuple

from actions.question import Context, Names, Question
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
from actions.resolving.rules import Found, Rule, first_of
from actions.resolving.words import TOGETHER_LEVELS, VERSUS, is_reciprocal
from bot.knowledge import KnowledgeBase


def pick_listed(question: Question, context: Context, knowledge: KnowledgeBase) -> Question:
    """ "The second one": the cluster, or level, at that place of what was listed last."""
    return first_of(_RULES, question, context, knowledge) or question


def _against_the_one_named(question: Question, context: Context, knowledge: KnowledgeBase) -> Found:
    """ "What level is Aquatech at compared with the first?": both are compared."""
    if len(question.clusters) != 1 or not question.ordinals or not VERSUS.search(question.text):
        return None
    beside = _at(question.ordinals, context.listed)
    both = tuple(dict.fromkeys((*question.clusters, *beside)))
    return question.asking("compare_clusters", clusters=both, ordinals=()) if beside else None


def _of_a_name(question: Question, context: Context, knowledge: KnowledgeBase) -> Found:
    """ "Was Eyde the first?": it is named, so none has to be picked."""
    return question if question.clusters else None


def _beside_it(question: Question, context: Context, knowledge: KnowledgeBase) -> Found:
    """ "And the one before?": of the one talked about, in the last list."""
    return _beside(question, context) if question.neighbour else None


def _at_an_end(question: Question, context: Context, knowledge: KnowledgeBase) -> Found:
    """ "The one at the top of the list": the first one."""
    end = _end_of_list(question.text) if context.listed else 0
    if not end:
        return None
    at_the_end = question.asking("about_cluster", levels=(), ordinals=(end,))
    return first_of(_AT_A_PLACE, at_the_end, context, knowledge) or at_the_end


def _at_no_place(question: Question, context: Context, knowledge: KnowledgeBase) -> Found:
    """ "How does the one differ from the other?" counts nothing."""
    if not question.ordinals:
        return question
    return question.having(ordinals=()) if is_reciprocal(question.text) else None


def _among_levels_named(question: Question, context: Context, knowledge: KnowledgeBase) -> Found:
    """ "What has the first of the two levels that the other has not?": both are compared."""
    named = len(question.levels) > 1 or TOGETHER_LEVELS.search(question.text)
    if question.intent == "compare_levels" and named:
        return question.having(ordinals=())
    return None


def _in_the_middle(question: Question, context: Context, knowledge: KnowledgeBase) -> Found:
    """ "The one in the middle" of a list: a cluster, though a level is in the middle, too."""
    middle = question.ordinals == (0,) and question.levels and len(context.listed) % 2
    of_list = set(context.clusters) & set(context.listed)
    shown = context.last and (of_list or context.last.intent in _LISTS_CLUSTERS)
    if not middle or not shown:
        return None
    intent = question.intent if question.intent in PROFILE else "about_cluster"
    of_cluster = question.asking(intent, levels=())
    return first_of(_COUNTED, of_cluster, context, knowledge) or of_cluster


def _of_the_highest(question: Question, context: Context, knowledge: KnowledgeBase) -> Found:
    """ "Since NCE is the highest, how …?" at the start of a conversation: the level named."""
    of_itself = question.levels and question.intent in _OF_A_LEVEL_ITSELF
    return question.having(ordinals=()) if context.last is None and of_itself else None


def _in_the_overview(question: Question, context: Context, knowledge: KnowledgeBase) -> Found:
    """ "What is the second one?" after the list of levels. Ordinals stay, for "and the last?"."""
    levels = _of_overview(question, context, knowledge)
    if not levels:
        return None
    intent = question.intent if question.intent in ABOUT_LEVELS else "explain_level"
    return question.asking(intent, levels=levels)


def _among_levels(question: Question, context: Context, knowledge: KnowledgeBase) -> Found:
    """ "How many in the second lot?" after an answer about two levels or more."""
    levels = _levels_picked(question, context)
    return question.having(levels=levels, ordinals=()) if levels else None


def _nothing_there(question: Question, context: Context, knowledge: KnowledgeBase) -> Found:
    """ "The tenth one" of nine: none is picked."""
    return None if _picked(question, context, knowledge) else question


def _what_it_is(question: Question, context: Context, knowledge: KnowledgeBase) -> Found:
    """ "The first GCE cluster, what is that?": what it is, not its level."""
    if question.intent != "explain_level" or not question.levels:
        return None
    picked = _picked(question, context, knowledge)
    return question.asking("about_cluster", clusters=picked, levels=(), ordinals=())


def _its_level(question: Question, context: Context, knowledge: KnowledgeBase) -> Found:
    """ "The second one's level, what does it mean?": what the level is that it is at."""
    if question.intent != "explain_level":
        return None
    of_picked = question.having(clusters=_picked(question, context, knowledge))
    return question.having(levels=levels_of_clusters(of_picked, knowledge), ordinals=())


def _is_it_at_that_level(question: Question, context: Context, knowledge: KnowledgeBase) -> Found:
    """ "Is the second one a GCE?": whether it is at that level."""
    if question.intent != "check_level_of_cluster":
        return None
    return question.having(clusters=_picked(question, context, knowledge), ordinals=())


def _about_it(question: Question, context: Context, knowledge: KnowledgeBase) -> Found:
    """ "And where is the second one?": what is asked; "the second one": what was asked before."""
    intent = question.intent
    if intent not in ABOUT_CLUSTERS and not intent.startswith("ask_"):
        last = context.last_intent
        intent = last if last in ABOUT_ONE_CLUSTER | PROFILE else "about_cluster"
    picked = _picked(question, context, knowledge)
    return question.asking(intent, clusters=picked, levels=(), ordinals=())


_COUNTED: Tuple[Rule, ...] = (
    _of_the_highest,
    _in_the_overview,
    _among_levels,
    _nothing_there,
    _what_it_is,
    _its_level,
    _is_it_at_that_level,
    _about_it,
)
_AT_A_PLACE: Tuple[Rule, ...] = (
    _at_no_place,
    _among_levels_named,
    _in_the_middle,
    *_COUNTED,
)
_RULES: Tuple[Rule, ...] = (
    _against_the_one_named,
    _of_a_name,
    _beside_it,
    _at_an_end,
    *_AT_A_PLACE,
)


def _picked(question: Question, context: Context, knowledge: KnowledgeBase) -> Names:
    """The clusters at the places counted to."""
    checks = question.intent == "check_level_of_cluster" and bool(context.listed)
    listed = context.listed if checks else _list_meant(question, context, knowledge)
    return _at(question.ordinals, listed)


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
