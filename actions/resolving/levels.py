"""Questions about levels: which one is meant, and what is asked of it."""

from __future__ import annotations

from typing import Tuple

from actions.question import Context, Question
from actions.resolving.intents import ABOUT_LEVELS, FOLLOW_UPS
from actions.resolving.words import BRIEF, LOWEST_LEVEL, PLURAL, TOP_LEVEL, has_pronoun
from bot.knowledge import KnowledgeBase


def about_level(question: Question, knowledge: KnowledgeBase) -> str:
    brands = {level.id for level in knowledge.brands()}
    if set(question.levels) <= brands and question.intent != "ask_level_of_cluster":
        return "ask_nce_status"
    return "explain_level"


def levels_of(context: Context, knowledge: KnowledgeBase) -> Tuple[str, ...]:
    """The levels the conversation is about, be it through a cluster."""
    if context.levels:
        return context.levels
    clusters = [knowledge.cluster(id_) for id_ in context.clusters]
    levels = tuple(dict.fromkeys(cluster.level for cluster in clusters if cluster))
    if levels:
        return levels
    if context.mentioned_levels:
        return context.mentioned_levels[-1:]
    clusters = [knowledge.cluster(id_) for id_ in context.mentioned_clusters[-1:]]
    return tuple(cluster.level for cluster in clusters if cluster)


def step(question: Question, context: Context, knowledge: KnowledgeBase) -> Question:
    """ "One tier up": the level next to the one named, or talked about."""
    if not question.levels and not question.clusters and question.intent in _TAKE_A_STEP:
        programme = [level.id for level in knowledge.programme_levels()]
        for end, at in ((TOP_LEVEL, -1), (LOWEST_LEVEL, 0)):
            if end.search(question.text):  # "and at the top level?"
                return question.asking(question.intent, levels=(programme[at],), ordinals=())
    if not question.level_step or question.intent not in _TAKE_A_STEP:
        return question
    base = question.levels or levels_of(context, knowledge)
    stepped = knowledge.level_beside(base[-1], question.level_step) if base else None
    if stepped is None:
        return question
    levels = (base[-1], stepped.id) if question.intent == "compare_levels" else (stepped.id,)
    return question.asking(question.intent, levels=levels, level_step=0)


_TAKE_A_STEP = ABOUT_LEVELS | FOLLOW_UPS | {"check_level_of_cluster", "list_levels"}


def levels_of_clusters(question: Question, knowledge: KnowledgeBase) -> Tuple[str, ...]:
    """The levels of the clusters a question is about, each once."""
    clusters = [cluster for id_ in question.clusters if (cluster := knowledge.cluster(id_))]
    return tuple(dict.fromkeys(cluster.level for cluster in clusters))


def explain(question: Question, context: Context, knowledge: KnowledgeBase) -> Question:
    if question.levels:
        return question
    if question.clusters:
        return question.asking("about_cluster")
    levels = levels_of(context, knowledge)
    if levels:
        return question.asking(question.intent, levels=levels)
    return question.asking("list_levels")


def overview(question: Question, context: Context, knowledge: KnowledgeBase) -> Question:
    """ "Level?" after a question about a cluster asks for the level of that cluster."""
    if question.clusters:
        return question.asking("ask_level_of_cluster")
    short = len(question.text.split()) <= BRIEF or has_pronoun(question.text)
    if short and context.clusters and not PLURAL.search(question.text):
        return question.asking("ask_level_of_cluster", clusters=context.clusters[-1:])
    return question
