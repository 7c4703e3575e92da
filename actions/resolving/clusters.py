"""Questions about clusters: which one is meant, and what is asked of it."""

from __future__ import annotations

from actions.question import Context, Question
from actions.resolving.comparisons import compare_clusters
from actions.resolving.levels import about_level
from actions.resolving.names import points_back
from actions.resolving.words import ALSO, ONE_OF, SAME, YES_OR_NO, is_bare
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
        last = context.last
        if last and last.intent == "check_level_of_cluster" and ALSO.search(question.text):
            return question.asking(last.intent, levels=question.levels or last.levels)
        if question.intent == "check_cluster_in_programme":
            levels = question.levels or (
                context.levels if ONE_OF.search(question.text) and not context.clusters else ()
            )
            if levels:
                return question.asking("check_level_of_cluster", levels=levels)
        return question
    if question.unknown_names and not points_back(question, context):
        return question
    if question.levels:
        return question.asking(about_level(question, knowledge))
    if context.clusters:
        return question.asking(question.intent, clusters=context.clusters, unknown_names=())
    if len(context.listed) == 1:
        return question.asking(question.intent, clusters=context.listed, unknown_names=())
    return question


def intake(question: Question, context: Context, knowledge: KnowledgeBase) -> Question:
    """Whether a certain cluster was in: known for clusters, whatever the intake was."""
    return question.asking("check_cluster_in_programme") if question.clusters else question


def support(question: Question, context: Context, knowledge: KnowledgeBase) -> Question:
    """Whether a certain cluster got services is whether it is in the list."""
    if question.clusters and YES_OR_NO.search(question.text):
        return question.asking("check_cluster_in_programme")
    return question
