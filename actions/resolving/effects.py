"""Questions about the effect figures."""

from __future__ import annotations

from actions.question import Context, Question
from actions.resolving.words import YES_OR_NO
from bot.knowledge import KnowledgeBase


def effect(question: Question, context: Context, knowledge: KnowledgeBase) -> Question:
    if question.clusters or question.levels:
        return question.asking("ask_effect_details")
    return question


def effect_details(question: Question, context: Context, knowledge: KnowledgeBase) -> Question:
    without = {metric.id for metric in knowledge.metrics_without_figures()}
    if question.levels or question.clusters or not question.metrics:
        return question
    if set(question.metrics) <= without or YES_OR_NO.search(question.text):
        return question.asking("ask_effect")
    return question


def effect_method(question: Question, context: Context, knowledge: KnowledgeBase) -> Question:
    """There is nothing to say on how a metric without a figure was arrived at."""
    without = {metric.id for metric in knowledge.metrics_without_figures()}
    if question.metrics and set(question.metrics) <= without:
        return question.asking("ask_effect")
    return question
