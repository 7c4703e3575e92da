"""Comparisons of levels and of clusters: with what."""

from __future__ import annotations

from actions.question import Context, Question
from actions.resolving.levels import levels_of, levels_of_clusters
from actions.resolving.words import TOGETHER, refers_back
from bot.knowledge import KnowledgeBase


def compare_levels(question: Question, context: Context, knowledge: KnowledgeBase) -> Question:
    if len(question.clusters) > 1 and len(question.levels) < 2:
        return question.asking("compare_clusters")
    if len(question.levels) == 1:
        others = tuple(id_ for id_ in context.mentioned_levels if id_ not in question.levels)
        others = others or tuple(
            level for level in levels_of(context, knowledge) if level not in question.levels
        )
        if others:
            return question.asking(question.intent, levels=(others[-1], *question.levels))
        return question
    if question.levels:
        return question
    if len(context.listed) == 2 and refers_back(question.text):
        return question.asking("compare_clusters", clusters=context.listed)
    last = context.last
    if last and last.intent == "check_level_of_cluster" and last.levels:
        at = tuple(
            level for level in levels_of_clusters(last, knowledge) if level not in last.levels
        )
        if at:  # "so what is the difference?": between the level asked about and the right one
            return question.asking(question.intent, levels=(*at, *last.levels))
    if context.last and context.last.intent == "ask_effect":
        return question.asking("ask_effect")
    if context.last and context.last.intent == "count_clusters" and TOGETHER.search(question.text):
        return question.asking("count_clusters", levels=context.mentioned_levels)
    if not context.clusters and len(context.mentioned_levels) > 1:
        return question.asking(question.intent, levels=context.mentioned_levels[-2:])
    if len(context.mentioned_clusters) > 1 and context.clusters:
        return question.asking("compare_clusters", clusters=context.mentioned_clusters[-2:])
    levels = tuple(level.id for level in knowledge.programme_levels())
    return question.asking(question.intent, levels=levels)


def compare_clusters(question: Question, context: Context, knowledge: KnowledgeBase) -> Question:
    if question.unknown_names and len(question.clusters) < 2:
        return question.asking(question.intent, clusters=())
    if len(question.levels) > 1 and not question.clusters:
        return question.asking("compare_levels")
    if len(question.clusters) == 1:
        others = tuple(id_ for id_ in context.mentioned_clusters if id_ not in question.clusters)
        if others:
            return question.asking(question.intent, clusters=(others[-1], *question.clusters))
        if question.levels:
            return question.asking("check_level_of_cluster")
        return question.asking("ask_level_of_cluster")
    if question.clusters:
        return question
    about_effect = context.last is not None and context.last.intent == "ask_effect"
    if about_effect or (len(context.mentioned_levels) > 1 and not context.clusters):
        return compare_levels(question.asking("compare_levels"), context, knowledge)
    if len(context.listed) == 2:
        return question.asking(question.intent, clusters=context.listed)
    if len(context.mentioned_clusters) > 1:
        return question.asking(question.intent, clusters=context.mentioned_clusters[-2:])
    return question
