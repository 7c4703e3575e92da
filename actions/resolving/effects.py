"""Questions about the effect figures."""

from __future__ import annotations

from actions.question import Context, Question
from actions.resolving.words import HOW_MUCH, IN_DETAIL, WHICH_FIGURES, WHY, YES_OR_NO
from bot.knowledge import KnowledgeBase


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
    asks = HOW_MUCH if question.metrics else WHICH_FIGURES
    plain = asks.search(question.text) and not IN_DETAIL.search(question.text)
    known = question.metrics and (
        YES_OR_NO.search(question.text) or set(question.metrics) <= without
    )
    return question.asking("ask_effect") if plain or known else question


def effect_method(question: Question, context: Context, knowledge: KnowledgeBase) -> Question:
    """There is nothing to say on how a metric without a figure was arrived at."""
    without = {metric.id for metric in knowledge.metrics_without_figures()}
    if question.metrics and set(question.metrics) <= without:
        return question.asking("ask_effect")
    return question
