"""Questions about clusters: which one is meant, and what is asked of it."""

from __future__ import annotations

import re

from actions.question import Context, Question
from actions.resolving.comparisons import compare_clusters
from actions.resolving.intents import ABOUT_CLUSTERS, ABOUT_LEVELS, FIND, LIST
from actions.resolving.levels import about_level, levels_of_clusters
from actions.resolving.lists import list_at_level
from actions.resolving.names import points_back
from actions.resolving.words import (
    ALL_OF_THOSE,
    ALSO,
    EVERYTHING,
    PLURAL,
    PROGRAMME,
    SAME,
    THEY,
    WHO_ELSE,
    YES_OR_NO,
    has_pronoun,
    is_bare,
    number_of_those,
    refers_back,
    says_such,
)
from bot.knowledge import KnowledgeBase


def one_cluster(question: Question, context: Context, knowledge: KnowledgeBase) -> Question:
    if question.clusters:
        if SAME.search(question.text) and set(context.clusters) - set(question.clusters):
            return compare_clusters(question.asking("compare_clusters"), context, knowledge)
        if question.levels and YES_OR_NO.search(question.text):
            return question.asking("check_level_of_cluster")
        if (
            question.intent == "ask_level_of_cluster"
            and is_bare(question.text)
            and not context.last
        ):
            return question.asking("about_cluster")
        if WHO_ELSE.search(question.text) and not question.levels:
            return list_at_level(question.asking(LIST), context, knowledge)
        last = context.last
        levels = question.levels or context.levels
        if last and last.intent in _SAY_A_LEVEL and levels and ALSO.search(question.text):
            return question.asking("check_level_of_cluster", levels=levels)
        if question.intent == "check_cluster_in_programme":
            levels = question.levels
            if not levels and says_such(question.text):
                levels = context.levels or (
                    levels_of_clusters(last, knowledge) if last and last.intent in _LEVEL_OF else ()
                )
            if levels:
                return question.asking("check_level_of_cluster", levels=levels)
        return question
    if question.unknown_names and not points_back(question, context):
        return question
    if len(question.levels) > 1 and context.clusters and has_pronoun(question.text):
        if question.intent == "ask_level_of_cluster":  # "is it Arena or Arena Pro?"
            return question.having(clusters=context.clusters, levels=())
    if question.levels:
        return question.asking(about_level(question, knowledge))
    two = context.mentioned_clusters[-2:]
    one_found = len(context.clusters) == 1 or len(context.listed) == 1
    of_two = number_of_those(question.text) == 2 and not _TWO_THINGS.search(question.text)
    if one_found and len(two) == 2 and of_two:  # "what level is each of those two on?"
        return question.having(clusters=two, unknown_names=())
    if len(context.clusters) < 2 < len(context.pair) and ALL_OF_THOSE.search(question.text):
        return question.having(clusters=context.pair, unknown_names=())
    if context.clusters:
        return question.having(clusters=context.clusters, unknown_names=())
    if len(context.listed) == 1:
        return question.having(clusters=context.listed, unknown_names=())
    if context.last is None and context.mentioned_clusters and THEY.search(question.text):
        one = context.mentioned_clusters[-1:]  # named in a question that had to be declined
        return question.having(clusters=one, unknown_names=())
    last = context.last
    if last and question.intent == "ask_level_of_cluster" and refers_back(question.text):
        if last.intent in FIND | {"filter_clusters", "count_clusters"} and context.listed:
            return question.having(clusters=context.listed, unknown_names=())
    if context.levels and refers_back(question.text) and not question.unknown_names:
        about = question.having(levels=context.levels)
        return about.asking(about_level(about, knowledge))  # "what is it then?", of a level
    noun = knowledge.vocabulary.word.search(question.text)
    if question.intent == "ask_level_of_cluster" and noun and EVERYTHING.search(question.text):
        return question.asking("list_all_clusters")  # "which level is each of them at, all?"
    if question.intent == "ask_level_of_cluster" and PLURAL.search(question.text):
        return question.asking("list_levels")  # "which of the levels comes first?"
    return question


_TWO_THINGS = re.compile(
    r"\b(?:it|its|den|denne)\b|\b(?:two|to)\s+(?:\w+\s+){0,2}(?:levels?|nivå\w*|trinn\w*|things?|ting)\b",
    re.IGNORECASE,
)
_LEVEL_OF = frozenset({"ask_level_of_cluster", "check_level_of_cluster"})
_SAY_A_LEVEL = frozenset({"check_level_of_cluster", "count_clusters", "explain_level", LIST})


def intake(question: Question, context: Context, knowledge: KnowledgeBase) -> Question:
    """Whether a certain cluster was in: known for clusters, whatever the intake was."""
    return question.asking("check_cluster_in_programme") if question.clusters else question


def support(question: Question, context: Context, knowledge: KnowledgeBase) -> Question:
    """Whether a certain cluster gets services, or belongs to all this, is whether it is listed."""
    if question.clusters and YES_OR_NO.search(question.text):
        return question.asking("check_cluster_in_programme")
    return question


def owner(question: Question, context: Context, knowledge: KnowledgeBase) -> Question:
    """ "Who owns NODE?", and "who runs it?" after a question about it, ask for its leaders."""
    if question.clusters and not PROGRAMME.search(question.text):
        return question.asking("ask_leaders")
    last = context.previous
    of_cluster = last.intent in ABOUT_CLUSTERS and bool(context.clusters)
    of_programme = PROGRAMME.search(question.text) or _OF_THE_WHOLE.search(question.text)
    if of_cluster and has_pronoun(question.text) and not of_programme:
        return question.asking("ask_leaders", clusters=context.clusters)
    return question


def contact(question: Question, context: Context, knowledge: KnowledgeBase) -> Question:
    """ "Timber buildings: who should I talk to?", "who handles it?": the clusters of a theme."""
    if question.intent == "ask_leaders" and _LEADS.search(question.text):
        return question  # "who is the boss of the cod people?"
    told = not question.hinted or knowledge.vocabulary.word.search(question.text)
    of_theme = question.sectors and told and not question.clusters
    if of_theme and (refers_back(question.text) or _HOW_TO_REACH.search(question.text)):
        return question  # "back to the fish farming one. Whom do I call there?"
    if of_theme and not context.clusters:
        return question.asking("clusters_by_theme")
    # "touring Sunnmøre: on whose door could I knock?"
    somewhere = question.places and not question.clusters and not question.unknown_names
    if somewhere and _OF_YOURS.search(question.text):
        return question
    if somewhere and not context.clusters and not _HOW_TO_REACH.search(question.text):
        return question.asking("clusters_by_place")
    return question


def members(question: Question, context: Context, knowledge: KnowledgeBase) -> Question:
    """ "Is Cod Cluster in there?" after a list of a level: whether it is at that level."""
    last = context.previous
    of_level = last.intent in ABOUT_LEVELS and bool(last.levels)
    there = _WHO_IS_THERE.search(question.text) and not _OF_MEMBERS.search(question.text)
    if of_level and there and not question.names_something:
        return question.asking(LIST, levels=last.levels)  # "what's Arena, and who's in it?"
    whether = YES_OR_NO.search(question.text) and says_such(question.text)
    whether = whether and not _OF_MEMBERS.search(question.text)
    if of_level and len(question.clusters) == 1 and not question.levels and whether:
        return question.asking("check_level_of_cluster", levels=last.levels)
    return question


_WHO_IS_THERE = re.compile(
    r"\b(?:who(?:'s|’s|\s+is|\s+are)?|hvem(?:\s+er)?|kven(?:\s+er)?|kem(?:\s+e)?)\s+(?:all\s+)?(?:in\s+(?:it|there)|there|"
    r"(?:der|i\s+(?:den|det)|på\s+det|med\s+der)(?!\s+\w))\b",
    re.IGNORECASE,
)
_OF_MEMBERS = re.compile(
    r"\b(?:medlem\w*|members?|compan\w+|bedrift\w*|selskap\w*|firma\w*|universit\w*|forsk\w*|kommun\w*|"
    r"partn\w*)\b",
    re.IGNORECASE,
)
_OF_THE_WHOLE = re.compile(
    r"\b(?:ordning\w*|scheme|agency|etat\w*|it\s+all|det\s+hele|opplegget|(?:de|dei|dem)\s+som)\b",
    re.IGNORECASE,
)
_LEADS = re.compile(
    r"\b(?!leading\b|leader\s+in\b|lead\b)(?:led[ea]\w*|leiar\w*|leier|leiing\w*|sjef\w*|direktør\w*|"
    r"styre\w*|boss\w*|chief\w*|heads?|headed|lead\w*|"
    r"directors?|managers?|chair\w*|CEO|runs?|running|in\s+charge|ansatt\w*|tilsett\w*|staff|employ\w*|rorkult\w*)\b",
    re.IGNORECASE,
)
_OF_YOURS = re.compile(
    r"\w*program\w*|\b(?:dere|dykk|you|your|kontor\w*|office|innovation\s+norway)\b", re.IGNORECASE
)
_HOW_TO_REACH = re.compile(
    r"\b(?:e-?post\w*|e-?mail\w*|mail\w*|telefon\w*|phone\w*|adresse\w*|address\w*|innovasjon\s+norge)\b",
    re.IGNORECASE,
)
