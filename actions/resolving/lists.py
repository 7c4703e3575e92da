"""Lists and counts: of which clusters."""

from __future__ import annotations

import re
from typing import Tuple

from actions.question import Context, Question
from actions.resolving.intents import ABOUT_ONE_CLUSTER, FOLLOW_UPS, LIST, PROFILE
from actions.resolving.levels import levels_of, levels_of_clusters, true_levels
from actions.resolving.rules import Found, Rule, first_of
from actions.resolving.words import (
    ALL_OF_THOSE,
    AMONG,
    BRIEF,
    EVERYTHING,
    FEW,
    PLURAL,
    TOP_TO_BOTTOM,
    WHO_ELSE,
    YES_OR_NO,
    number_of_those,
    points_at_level,
    refers_back,
    says_the_noun,
)
from bot.knowledge import KnowledgeBase


def list_at_level(question: Question, context: Context, knowledge: KnowledgeBase) -> Question:
    """ "Who is there?": the clusters at the level named or talked about, else all."""
    return first_of(_OF_A_LEVEL, question, context, knowledge) or question


def _by_their_names(question: Question, context: Context, knowledge: KnowledgeBase) -> Found:
    """ "Which GCE clusters have GCE in their names?": those with such names."""
    return question.asking("filter_clusters") if question.name_filter else None


def _which_of_the_last(question: Question, context: Context, knowledge: KnowledgeBase) -> Found:
    """ "Which of them are GCE?" of the clusters of the last question, or those found for one."""
    if not question.levels or not AMONG.search(question.text):
        return None
    if len(context.clusters) > 1:
        return question.asking("check_level_of_cluster", clusters=context.clusters)
    if context.last_intent in PROFILE | ABOUT_ONE_CLUSTER and len(context.listed) > 1:
        return question.asking("check_level_of_cluster", clusters=context.listed)
    return None


def _both_at_a_level(question: Question, context: Context, knowledge: KnowledgeBase) -> Found:
    """ "Are both at Arena?" of the two that were listed, or asked about together."""
    both = ALL_OF_THOSE.search(question.text) and YES_OR_NO.search(question.text)
    if not both or not question.levels or question.clusters:
        return None
    two = next((one for one in (context.listed, context.pair) if 1 < len(one) <= FEW), ())
    return question.asking("check_level_of_cluster", clusters=two) if two else None


def _placed_wrongly(question: Question, context: Context, knowledge: KnowledgeBase) -> Found:
    """ "Since Eyde is a GCE, who are its peers?": the clusters named are at none of the levels."""
    found = [knowledge.cluster(id_) for id_ in question.clusters]
    levels = {cluster.level for cluster in found if cluster}
    if question.levels and levels and not levels & set(question.levels):
        return question.asking("check_level_of_cluster")
    return None


def _at_the_level_named(question: Question, context: Context, knowledge: KnowledgeBase) -> Found:
    """ "Which are GCE?" needs nothing more."""
    return question if question.levels else None


def _at_the_level_of_one(question: Question, context: Context, knowledge: KnowledgeBase) -> Found:
    """ "Who is where Eyde is?": the clusters at its level."""
    if question.clusters:
        return question.having(levels=levels_of_clusters(question, knowledge), clusters=())
    return None


def _at_its_true_level(question: Question, context: Context, knowledge: KnowledgeBase) -> Found:
    """ "And who else is there?" after "is Eyde a GCE?": where Eyde really is."""
    levels = true_levels(question, context, knowledge)
    return question.having(levels=levels) if levels else None


def _who_else_is_there(question: Question, context: Context, knowledge: KnowledgeBase) -> Found:
    """ "Who else?" after a question about a cluster: those at its level."""
    last = context.previous
    if last.clusters and WHO_ELSE.search(question.text):
        return question.having(levels=levels_of_clusters(last, knowledge))
    return None


def _at_the_level_before(question: Question, context: Context, knowledge: KnowledgeBase) -> Found:
    """ "Could you name them?" after a question about a level: the clusters there."""
    levels = levels_of(context, knowledge)
    everything = EVERYTHING.search(question.text)
    return question.having(levels=levels) if levels and not everything else None


def _at_all_levels(question: Question, context: Context, knowledge: KnowledgeBase) -> Found:
    """ "List those clusters" after the number of all, "name them all": the list of all."""
    of_all = context.last_intent in ("count_clusters", "list_all_clusters")
    if of_all or EVERYTHING.search(question.text):
        return question.asking("list_all_clusters")
    return None


_OF_A_LEVEL: Tuple[Rule, ...] = (
    _by_their_names,
    _which_of_the_last,
    _both_at_a_level,
    _placed_wrongly,
    _at_the_level_named,
    _at_the_level_of_one,
    _at_its_true_level,
    _who_else_is_there,
    _at_the_level_before,
    _at_all_levels,
)


def top_to_bottom(question: Question, context: Context, knowledge: KnowledgeBase) -> Question:
    """ "All of them from top to bottom" names no level; other questions come back as they are."""
    lists = question.intent in (LIST, "list_all_clusters")
    noun = says_the_noun(question.text, knowledge)
    of_levels = question.intent == "list_levels" and noun and not PLURAL.search(question.text)
    ends = TOP_TO_BOTTOM.search(question.text)
    names = {text.lower() for one in knowledge.levels for text in one.name.texts}
    named = ends and any(word in names for word in re.findall(r"\w+", question.text.lower()))
    if (lists or of_levels) and ends and not named:
        return question.asking("list_all_clusters", levels=(), ordinals=())
    return question


def of_that_size(question: Question, context: Context, knowledge: KnowledgeBase) -> Question:
    """ "Who are the seven?" after the numbers of all levels: the level with seven clusters."""
    last = context.last
    wanted = number_of_those(question.text)
    asks = question.intent in FOLLOW_UPS | {LIST} and not question.names_something
    if last is None or wanted is None or not asks:
        return question
    again = last.intent == LIST and number_of_those(last.text)  # "and the four?"
    if not again and last.intent not in ("count_clusters", "list_all_clusters"):
        return question
    sizes = [(level.id, len(knowledge.clusters_at(level.id))) for level in knowledge.levels]
    fitting = tuple(id_ for id_, size in sizes if size == wanted)
    return question.asking(LIST, levels=fitting) if len(fitting) == 1 else question


def list_all(question: Question, context: Context, knowledge: KnowledgeBase) -> Question:
    """ "List them all": all clusters, unless a level, a name or a few of them are meant."""
    return first_of(_OF_ALL, question, context, knowledge) or question


def _at_that_level(question: Question, context: Context, knowledge: KnowledgeBase) -> Found:
    """ "All at that level?": those at the one talked about."""
    if not points_at_level(question.text) or question.levels:
        return None
    levels = levels_of(context, knowledge)
    return question.asking(LIST, levels=levels) if levels else question


def _all_at_the_level_named(
    question: Question, context: Context, knowledge: KnowledgeBase
) -> Found:
    """ "All the GCE ones": those at that level."""
    return question.asking(LIST) if question.levels else None


def _are_these_in_it(question: Question, context: Context, knowledge: KnowledgeBase) -> Found:
    """ "NODE, Eyde and VIA: are they all in the programme?": whether they are."""
    return question.asking("check_cluster_in_programme") if question.clusters else None


def _are_those_in_it(question: Question, context: Context, knowledge: KnowledgeBase) -> Found:
    """ "Are both of them in the programme?" of several that were asked about together."""
    several = context.clusters if len(context.clusters) > 1 else context.pair
    if len(several) > 1 and ALL_OF_THOSE.search(question.text):
        return question.asking("check_cluster_in_programme", clusters=several)
    return None


def _all_of_them(question: Question, context: Context, knowledge: KnowledgeBase) -> Found:
    """ "The list, please" after a question about a level: those at that level."""
    brief = question.words <= BRIEF and not says_the_noun(question.text, knowledge)
    points = context.levels and (brief or refers_back(question.text))
    goes_on = context.last_intent in _SPEAK_OF_A_LEVEL
    if goes_on and points and not EVERYTHING.search(question.text):
        return question.asking(LIST, levels=context.levels)
    return None


_SPEAK_OF_A_LEVEL = frozenset({"explain_level", "count_clusters", "check_level_of_cluster"})
_OF_ALL: Tuple[Rule, ...] = (
    _at_that_level,
    _by_their_names,
    _all_at_the_level_named,
    _are_these_in_it,
    _are_those_in_it,
    _all_of_them,
)
