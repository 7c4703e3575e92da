"""Brands that are no levels any more: "is NCE a level?", "is it a programme of its own?"."""

from __future__ import annotations

import re
from typing import Tuple

from actions.question import Context, Question
from actions.resolving.checks import check_level
from actions.resolving.levels import are_brands
from actions.resolving.rules import Found, Rule, first_of
from actions.resolving.words import BRIEF, THE_LETTERS, refers_back
from bot.knowledge import KnowledgeBase

_A_LEVEL = re.compile(
    r"\b(?:er|is|are|var|was)\s+(?:(?:det|dette|den|it|that|this|they|\w+)\s+)?(?:even\s+|nå\s+|no\s+|now\s+)?"
    r"(?:et|eit|a|an|one\s+of\s+the|også\s+et|also\s+a)\s+(?:\w+\s+)?(?:niv\w*|levels?|tiers?|trinn|steg|program\w*)\b",
    re.IGNORECASE,
)


def whether_a_level(question: Question, context: Context, knowledge: KnowledgeBase) -> Question:
    """ "What about NCE, is that a level too?", "when was it brought back?": what became of it."""
    of_brand = len(question.levels) == 1 and are_brands(question.levels, knowledge)
    if of_brand and question.intent == "ask_history" and _BROUGHT_BACK.search(question.text):
        return question.asking("ask_nce_status")
    if of_brand and not question.clusters and question.intent in _MAY_ASK_OF_A_BRAND:
        return question.asking("ask_nce_status") if _A_LEVEL.search(question.text) else question
    return question


_BROUGHT_BACK = re.compile(
    r"\b(?:brought\s+back|reinstated|reintroduced|revived|gjeninnført\w*|gjeninnf(?:ø|o)rte|tilbake|attende)\b",
    re.IGNORECASE,
)
_MAY_ASK_OF_A_BRAND = frozenset(
    {"follow_up", "correction", "list_levels", "explain_level", "check_level_of_cluster"}
)


def status(question: Question, context: Context, knowledge: KnowledgeBase) -> Question:
    """ "Is NCE a level?": what became of the brand; of a cluster or of a level, if one is meant."""
    return first_of(_OF_A_STATUS, question, context, knowledge) or question


def _whether_it_is_one(question: Question, context: Context, knowledge: KnowledgeBase) -> Found:
    """ "NCE?" after a question about NODE: whether NODE is one."""
    brief = question.words < BRIEF
    if brief and question.levels and context.clusters and not question.clusters:
        return question.asking("check_level_of_cluster", clusters=context.clusters[-1:])
    return None


def _of_an_unknown_name(question: Question, context: Context, knowledge: KnowledgeBase) -> Found:
    """ "Is Raufoss still an NCE?": whether it is in the programme."""
    a_name = any(name != name.lower() for name in question.unknown_names)
    if a_name and not question.clusters:
        return question.asking("check_cluster_in_programme")
    return None


def _of_a_cluster(question: Question, context: Context, knowledge: KnowledgeBase) -> Found:
    """ "Is Eyde still an NCE?": whether it is at that level; not "why is it called NCE Eyde?"."""
    if not question.clusters or _OF_THE_LETTERS.search(question.text):
        return None
    return check_level(question.asking("check_level_of_cluster"), context, knowledge)


_OF_THE_LETTERS = re.compile(  # "… yet one is called NCE iKuben. How does that fit?"
    rf"\b(?:why|how\s+come|hvorfor|kvifor|{THE_LETTERS}|"
    r"(?:henger|heng)\s+(?:det|dette|det\s+der)\s+(?:i\s+hop|sammen|saman)|(?:går|stemmer)\s+det\s+(?:i\s+hop|opp|overens)|"
    r"(?:does|do|can)\s+(?:that|this|it|they)\s+(?:fit|add\s+up|square|go\s+together|be)|(?:the|that)\s+story)\b",
    re.IGNORECASE,
)


def _of_a_level(question: Question, context: Context, knowledge: KnowledgeBase) -> Found:
    """ "What is Arena now?": what the level means."""
    brands = {level.id for level in knowledge.brands()}
    of_level = question.levels and not set(question.levels) & brands
    return question.asking("explain_level") if of_level else None


_OF_A_STATUS: Tuple[Rule, ...] = (
    _whether_it_is_one,
    _of_an_unknown_name,
    _of_a_cluster,
    _of_a_level,
)


def programme(question: Question, context: Context, knowledge: KnowledgeBase) -> Question:
    """ "But is it a programme of its own?" while a brand is talked about."""
    last = context.previous
    of_brand = last.intent == "ask_nce_status" or are_brands(last.levels, knowledge)
    asks = _A_PROGRAMME.search(question.text) and refers_back(question.text)
    if of_brand and asks:
        return last.asking("ask_nce_status", text=question.text, clusters=())
    return question


_A_PROGRAMME = re.compile(
    r"\b(?:et|eit|a|eget|eige|own|separate)\s+(?:\w+\s+)?program\w*|\bprogram\w*\s+(?:for\s+seg|of\s+its\s+own)",
    re.IGNORECASE,
)
