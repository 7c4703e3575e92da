"""Questions about the effect figures."""

from __future__ import annotations

import re

from actions.question import Context, Question
from actions.resolving.words import EFFECT_WORD, HOW_MUCH, IN_DETAIL, WHICH_FIGURES, WHY, YES_OR_NO
from bot.knowledge import KnowledgeBase

_NUMBER = r"\d+[.,]\d+"
_OF_WHAT = re.compile(
    rf"^\W*(?:\w+\W+){{0,4}}{_NUMBER}(?:\W+(?:of|hva|kva|ka|da|då|what|which)){{0,3}}\W*$|"
    r"\b(?:which|hvilke\w*|kva\s+for)\s+(?:(?:of|av)\s+\w+\s+)?(?:figures?|numbers?|ones?|tall\w*|tal\w*)?\s*"
    rf"(?:was|is|were|er|var)\b.*{_NUMBER}|"
    rf"{_NUMBER}.*\b(?:måler|målar|måle|measures?|stands?\s+for|står\s+for|refers?\s+to|viser\s+til)\b",
    re.IGNORECASE,
)


_MAY_ASK_OF_WHAT = frozenset(
    {"ask_effect", "ask_effect_unit", "ask_effect_comparison", "ask_effect_details"}
)


def figure_of_what(question: Question, knowledge: KnowledgeBase) -> Question:
    """ "15.8 of what?", "15.8 is value creation, not sales?": the metric that has this figure."""
    asked = question.metrics or _OF_WHAT.search(question.text)
    if question.intent not in _MAY_ASK_OF_WHAT or not asked:
        return question
    numbers = {float(one.replace(",", ".")) for one in re.findall(_NUMBER, question.text)}
    if question.metrics and len(numbers) > 1:  # "was it 15.8 or 18.6 for value creation?"
        return question.asking("ask_effect")
    metrics = tuple(one.id for one in knowledge.metrics if one.value in numbers)
    return question.asking("ask_effect", metrics=metrics) if metrics else question


def effect(question: Question, context: Context, knowledge: KnowledgeBase) -> Question:
    if question.clusters or question.levels:
        return question.asking("ask_effect_details")
    last = context.last
    if not question.metrics and last and last.intent == question.intent and last.metrics:
        if WHY.search(question.text):  # "why is there no figure?"
            return question.asking(question.intent, metrics=last.metrics)
    return question


def effect_details(question: Question, context: Context, knowledge: KnowledgeBase) -> Question:
    """What asks for the figures there are, and for nothing finer, is answered with them."""
    without = {metric.id for metric in knowledge.metrics_without_figures()}
    if question.levels or question.clusters:
        return question
    counted = context.last is not None and context.last.intent in _OF_NUMBERS
    of_effect = question.metrics or EFFECT_WORD.search(question.text)
    if counted and not of_effect and _BY_LEVEL.search(question.text):
        return question.asking("count_clusters")  # "does it break that down by level?"
    asks = HOW_MUCH if question.metrics else WHICH_FIGURES
    plain = asks.search(question.text) and not IN_DETAIL.search(question.text)
    known = question.metrics and (
        YES_OR_NO.search(question.text) or set(question.metrics) <= without
    )
    return question.asking("ask_effect") if plain or known else question


_THE_MOST = re.compile(r"\b(?:most|flest|mest|least|færrest)\b", re.IGNORECASE)
_OF_NUMBERS = frozenset({"count_clusters", "list_all_clusters"})
_BY_LEVEL = re.compile(
    r"\b(?:by|per|pr\.?|på|for|etter|each|hver[t]?|kvar[t]?)\s+(?:hver[t]?\s+|kvar[t]?\s+|each\s+)?"
    r"(?:levels?|nivå\w*|tiers?|trinn\w*|steg\w*)\b",
    re.IGNORECASE,
)


def by_county(question: Question, context: Context, knowledge: KnowledgeBase) -> Question:
    """ "Do they have it by county?" after an effect figure asks for finer figures."""
    last = context.last
    noun = knowledge.vocabulary.word.search(question.text)
    if (question.metrics and not noun) or re.search(_NUMBER, question.text):
        return question.asking("ask_effect_details")  # "split the 18.6 by county"
    of_effect = last is not None and last.intent.startswith("ask_effect")
    ranks = _THE_MOST.search(question.text)  # "which county has the most?", of clusters
    if of_effect and not ranks and not question.topical and not noun:
        return question.asking("ask_effect_details")
    return question


def effect_method(question: Question, context: Context, knowledge: KnowledgeBase) -> Question:
    """There is nothing to say on how a metric without a figure was arrived at."""
    without = {metric.id for metric in knowledge.metrics_without_figures()}
    if question.metrics and set(question.metrics) <= without:
        return question.asking("ask_effect")
    return question.asking("ask_effect_details") if question.clusters else question
