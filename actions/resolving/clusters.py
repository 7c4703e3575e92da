"""What is asked of a cluster, or of the programme: intake, support, owner, contact, members."""

from __future__ import annotations

import re

from actions.question import Context, Question
from actions.resolving.intents import ABOUT_CLUSTERS, ABOUT_LEVELS, LIST
from actions.resolving.words import (
    PROGRAMME,
    YES_OR_NO,
    has_pronoun,
    refers_back,
    says_such,
    says_the_noun,
)
from bot.knowledge import KnowledgeBase


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
    told = not question.hinted or says_the_noun(question.text, knowledge)
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
