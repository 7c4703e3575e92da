"""Yes-or-no questions: is a cluster at a level."""

from __future__ import annotations

import re
from typing import Tuple

from actions.question import Context, Question
from actions.resolving.comparisons import compare_clusters
from actions.resolving.intents import LIST
from actions.resolving.levels import about_level, are_brands, levels_of
from actions.resolving.names import points_back
from actions.resolving.rules import Found, Rule, first_of
from actions.resolving.words import (
    ALL_OF_THOSE,
    BRIEF,
    FEW,
    FIRST_PERSON,
    PROGRAMME,
    SAME,
    has_pronoun,
    refers_back,
    says_such,
    says_the_noun,
)
from bot.knowledge import KnowledgeBase


def check_level(question: Question, context: Context, knowledge: KnowledgeBase) -> Question:
    """ "Is it Arena Pro?": whether the cluster named, or talked about, is at that level."""
    rules = _OF_NAMED if question.clusters else _OF_TALKED_ABOUT
    return first_of(rules, question, context, knowledge) or question


# A cluster is named.


def _at_the_level_named(question: Question, context: Context, knowledge: KnowledgeBase) -> Found:
    """ "Is Eyde NCE?" needs nothing more."""
    return question if question.levels else None


def _of_several_named(question: Question, context: Context, knowledge: KnowledgeBase) -> Found:
    """ "Are NODE and Eyde at one level?": they are compared."""
    return question.asking("compare_clusters") if len(question.clusters) > 1 else None


def _same_as_it(question: Question, context: Context, knowledge: KnowledgeBase) -> Found:
    """ "And the one we started with, same status?": both are compared."""
    if SAME.search(question.text) and context.clusters:
        return compare_clusters(question.asking("compare_clusters"), context, knowledge)
    return None


def _at_the_level_before(question: Question, context: Context, knowledge: KnowledgeBase) -> Found:
    """ "Is Eyde, then?" after "is NODE a GCE?": at that level, too."""
    same_check = context.last_intent == "check_level_of_cluster"
    if same_check or says_such(question.text):
        levels = levels_of(context, knowledge)
        return question.having(levels=levels) if levels else None
    return None


def _in_the_programme(question: Question, context: Context, knowledge: KnowledgeBase) -> Found:
    """ "Is Eyde in it?": whether it is in the programme."""
    return question.asking("check_cluster_in_programme")


# None is named.


def _whether_a_brand_is_one(
    question: Question, context: Context, knowledge: KnowledgeBase
) -> Found:
    """ "Er NCE fortsatt et eget program?": what became of the brand."""
    if are_brands(question.levels, knowledge) and PROGRAMME.search(question.text):
        return question.asking("ask_nce_status")
    return None


def _of_an_unknown_name(question: Question, context: Context, knowledge: KnowledgeBase) -> Found:
    """ "Is Raufoss a GCE?" is of no cluster talked about."""
    return question if question.unknown_names and not points_back(question, context) else None


def _of_those_two(question: Question, context: Context, knowledge: KnowledgeBase) -> Found:
    """ "So neither of the two is Pro?" after one and another; not "is it both NCE and GCE?"."""
    two = context.mentioned_clusters[-2:]
    one_found = len(context.clusters) == 1 or len(context.listed) == 1
    of_two = _OF_TWO.search(question.text) and not _OF_IT.search(question.text)
    if len(question.levels) == 1 and one_found and len(two) == 2 and of_two:
        return question.having(clusters=two, unknown_names=())
    return None


def _of_those_listed(question: Question, context: Context, knowledge: KnowledgeBase) -> Found:
    """ "Both of them Arena?" of a few that were listed, or asked about together."""
    lists = (context.listed, context.pair) if len(context.clusters) < 2 else ()
    few = next((one for one in lists if 1 < len(one) <= FEW), ())
    if question.levels and few and ALL_OF_THOSE.search(question.text):
        return question.having(clusters=few)
    return None


def _of_the_last(question: Question, context: Context, knowledge: KnowledgeBase) -> Found:
    """ "Is it GCE?", "GCE?": of the clusters of the last question."""
    points = question.words <= BRIEF or refers_back(question.text)
    if question.levels and context.clusters and points:
        return question.having(clusters=context.clusters, unknown_names=())
    return None


def _of_one_mentioned(question: Question, context: Context, knowledge: KnowledgeBase) -> Found:
    """ "I could have sworn we were GCE", some questions later: of the cluster mentioned last."""
    if not question.levels or not context.mentioned_clusters or context.clusters:
        return None
    of_several = context.last_intent in _ABOUT_SEVERAL or _ALL.search(question.text)
    of_it = has_pronoun(question.text) and not of_several
    if of_it or FIRST_PERSON.search(question.text):
        return question.having(clusters=context.mentioned_clusters[-1:], unknown_names=())
    return None


def _of_a_level(question: Question, context: Context, knowledge: KnowledgeBase) -> Found:
    """ "Is Arena Pro for the larger ones?": what the level is."""
    if question.levels and not says_the_noun(question.text, knowledge):
        return question.asking(about_level(question, knowledge))
    return None


def _of_talked_about(question: Question, context: Context, knowledge: KnowledgeBase) -> Found:
    """ "Are they such a one?": as if the clusters of the last question were named."""
    if not context.clusters:
        return None
    of_those = question.having(clusters=context.clusters, unknown_names=())
    return check_level(of_those, context, knowledge)


def _whether_any(question: Question, context: Context, knowledge: KnowledgeBase) -> Found:
    """ "Is any cluster a GCE?", or "is one GCE?" after a list: who is at that level."""
    listed = context.last_intent in ("list_all_clusters", LIST)
    if question.levels and (listed or _ANY_CLUSTER.search(question.text)):
        return question.asking(LIST)
    return None


def _what_it_means(question: Question, context: Context, knowledge: KnowledgeBase) -> Found:
    """ "Is a GCE a cluster?": what the level means."""
    return question.asking("explain_level") if question.levels else None


_ANY_CLUSTER = re.compile(
    r"\b(?:any|noen|nokon|nokre|nån)\s+(?:of\s+the\s+|av\s+)?(?:\w+\s+)?\w*(?:cluster|klyng)",
    re.IGNORECASE,
)
_OF_NAMED: Tuple[Rule, ...] = (
    _at_the_level_named,
    _of_several_named,
    _same_as_it,
    _at_the_level_before,
    _in_the_programme,
)
_OF_TALKED_ABOUT: Tuple[Rule, ...] = (
    _whether_a_brand_is_one,
    _of_an_unknown_name,
    _of_those_two,
    _of_those_listed,
    _of_the_last,
    _of_one_mentioned,
    _of_a_level,
    _of_talked_about,
    _whether_any,
    _what_it_means,
)


def level_claimed(question: Question, context: Context, knowledge: KnowledgeBase) -> Question:
    """ "They say Nosca was Arena Pro. What is right for 2022?" is no question for a timeline."""
    claimed = question.intent in _OF_NO_CLUSTER and not _WHEN.search(question.text)
    if len(question.clusters) == 1 and question.levels and claimed:
        return question.asking("check_level_of_cluster")
    return question


_OF_TWO = re.compile(
    r"\b(?:neither|both|begge|ingen\s+av\s+de(?:m|i)?(?:\s+to)?|each\s+of\s+(?:them|those)|(?:the|those|these)\s+two|"
    r"(?:de|dei|disse|desse)\s+to)\b",
    re.IGNORECASE,
)
_OF_NO_CLUSTER = frozenset({"ask_timeline"})
_OF_IT = re.compile(r"\b(?<!got\s)(?:it|den|denne)\b", re.IGNORECASE)
_WHEN = re.compile(
    r"\b(?:when|når|since|how\s+long|(?:hvor|kor)\s+lenge|which\s+year|hvilket\s+år)\b",
    re.IGNORECASE,
)
_ABOUT_SEVERAL = frozenset({"list_levels", "list_all_clusters", LIST})
_ALL = re.compile(
    r"\b(?:all|alle|fleste|most|(?:den|det|the)\s+(?:h\w+este|h\w+aste|highest|top))\b",
    re.IGNORECASE,
)


_PRESUMES = re.compile(
    r"^\W*(?:siden|sidan|ettersom|since|given\s+that|now\s+that|seeing\s+(?:that|as))\b"
    r"(?!\s+(?:when|de\s+(?:fleste|andre|øvrige)|dei\s+(?:fleste|andre))\b)"
    r"(?![^,]*\b(?:ikke|ikkje|not|isn['’]t|aren['’]t)\b)",
    re.IGNORECASE,
)


def presumed(question: Question, context: Context, knowledge: KnowledgeBase) -> Question:
    """ "Since Eyde is a GCE, who …?": puts right what is presumed, before anything is answered."""
    clusters = question.clusters
    if not clusters and has_pronoun(question.text):  # "since they are a GCE, …?"
        clusters = context.clusters
    levels = {cluster.level for id_ in clusters if (cluster := knowledge.cluster(id_))}
    wrong = len(levels) == 1 and question.levels and not levels & set(question.levels)
    if wrong and _PRESUMES.search(question.text):
        return question.asking("check_level_of_cluster", clusters=clusters)
    return question


def named_without_level(question: Question, context: Context, knowledge: KnowledgeBase) -> Question:
    """ "Is Media still an NCE?": the cluster whose name is the level's and that word."""
    checks = question.intent in ("check_level_of_cluster", "ask_level_of_cluster")
    if question.clusters or len(question.levels) != 1 or not checks:
        return question
    level = knowledge.level(question.levels[0])
    begin = {f"{text} " for text in level.name.texts} if level else set()
    found = [
        cluster.id
        for cluster in knowledge.clusters
        for first in begin
        if cluster.name.startswith(first)
        and re.search(rf"\b{re.escape(cluster.name[len(first) :])}\b", question.said)
    ]
    if len(set(found)) != 1:
        return question
    return question.having(clusters=(found[0],), sectors=())
