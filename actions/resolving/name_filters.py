"""Clusters by letters in their names: "which have ocean in their names?"."""

from __future__ import annotations

import re
from typing import Tuple

from actions.question import Context, Question
from actions.resolving.intents import ABOUT_CLUSTERS, LIST
from actions.resolving.levels import levels_of
from actions.resolving.rules import Found, Rule, first_of
from actions.resolving.words import AMONG, refers_back, says_the_noun
from bot.knowledge import KnowledgeBase
from bot.knowledge.base import NOT
from bot.knowledge.names import fold
from bot.knowledge.needle import needle_in, put_right


def asked_by_name(question: Question, context: Context, knowledge: KnowledgeBase) -> Question:
    """ "Which GCE clusters have GCE in their name?", taken for a question about a cluster.

    It names no cluster and points at none, so it is about letters in names.
    """
    if question.intent not in ABOUT_CLUSTERS or question.clusters or not question.name_filter:
        return question
    of_many = question.levels or says_the_noun(question.text, knowledge)
    if not of_many and refers_back(question.text):
        return question
    return question.asking("filter_clusters", unknown_names=())


def by_name(question: Question, context: Context, knowledge: KnowledgeBase) -> Question:
    """Clusters by their names: which part of the name is meant, and among which clusters."""
    question = _with_name_talked_of(question, context, knowledge)
    return first_of(_BY_NAME, question, context, knowledge) or question


_POINTS_BACK = re.compile(r"det|den|dette|denne|it|that|this|those|these")


def _with_name_talked_of(
    question: Question, context: Context, knowledge: KnowledgeBase
) -> Question:
    """ "Which have that in their names?": the name of the level talked of, if there is one."""
    how, _, needle = (question.name_filter or "").partition(":")
    of_level = (context.levels or context.mentioned_levels)[-1:]
    level = knowledge.level(of_level[0]) if of_level and _POINTS_BACK.fullmatch(needle) else None
    return question.having(name_filter=f"{how}:{level.name.nb.lower()}") if level else question


# Which letters are meant.


def _of_a_whole_name(question: Question, context: Context, knowledge: KnowledgeBase) -> Found:
    """ "Is there one called Norwegian Wood Cluster?": that cluster."""
    if question.clusters and not question.name_filter and _is_whole_name(question, knowledge):
        return question.asking("about_cluster")
    return None


def _is_whole_name(question: Question, knowledge: KnowledgeBase) -> bool:
    """Whether the one cluster named has a long name, and not a word that names may hold."""
    cluster = knowledge.cluster(question.clusters[0])
    long = cluster is not None and len(cluster.name.split()) >= _LONG_NAME
    return long and len(question.clusters) == 1


_LONG_NAME = 3  # words


def _typed_without_letters(question: Question) -> bool:
    """Whether a text is to be searched for letters: none were found, and it is no button's."""
    return not question.name_filter and not question.text.startswith("/")


def _by_letters_typed(question: Question, context: Context, knowledge: KnowledgeBase) -> Found:
    """ "Something with wood, what was it called?": those whose names hold that word."""
    needle = needle_in(question.text, knowledge) if _typed_without_letters(question) else None
    if needle is None:
        return None
    looked_for = question.having(name_filter=":".join(needle), clusters=())
    return _among_which(looked_for, context, knowledge)


def _at_that_level(question: Question, context: Context, knowledge: KnowledgeBase) -> Found:
    """ "What are they called?": no letters, but the clusters at the level talked about."""
    if not _typed_without_letters(question) or not refers_back(question.text):
        return None
    levels = question.levels or levels_of(context, knowledge)
    return question.asking(LIST, levels=levels) if levels else question


def _by_letters_found(question: Question, context: Context, knowledge: KnowledgeBase) -> Found:
    """ "Which begin with E?", where the letters were found with the names in the message."""
    return _among_which(question, context, knowledge)


_BY_NAME: Tuple[Rule, ...] = (
    _of_a_whole_name,
    _by_letters_typed,
    _at_that_level,
    _by_letters_found,
)


# Among which clusters.


def _among_which(question: Question, context: Context, knowledge: KnowledgeBase) -> Question:
    """The letters as they are in names, and the clusters among which they are looked for."""
    question = _spelt_as_in_names(question, knowledge)
    return first_of(_AMONG_WHICH, question, context, knowledge) or question


def _spelt_as_in_names(question: Question, knowledge: KnowledgeBase) -> Question:
    """ "Which have ocaen in their name?": the word of names that is meant, where none holds it."""
    how, _, wanted = (question.name_filter or "").partition(":")
    names = [str(cluster.name) for cluster in knowledge.clusters]
    if not wanted or any(fold(wanted) in fold(name) for name in names):
        return question
    right = put_right(wanted, names)
    return question.having(name_filter=f"{how}:{right}")


def _among_all(question: Question, context: Context, knowledge: KnowledgeBase) -> Found:
    """ "Which GCE clusters begin with E?", "and the rest?": no others than those it says."""
    rest = (question.name_filter or "").startswith(NOT)  # "of them" are all there were before
    return question if question.levels or rest or not AMONG.search(question.text) else None


def _among_those_at_that_level(
    question: Question, context: Context, knowledge: KnowledgeBase
) -> Found:
    """ "Which of them begin with E?" while a level is talked about: of those there."""
    return question.having(levels=context.levels) if context.levels else None


def _among_those_listed(question: Question, context: Context, knowledge: KnowledgeBase) -> Found:
    """ "Which of them begin with E?" after a list: of those in it."""
    return question.having(among=context.listed)


_AMONG_WHICH: Tuple[Rule, ...] = (_among_all, _among_those_at_that_level, _among_those_listed)
