"""Fields, places and pages of clusters: of which ones, where a question names none."""

from __future__ import annotations

import re

from actions.question import Context, Question
from actions.resolving.intents import (
    LIST,
)
from actions.resolving.words import (
    ALL_OF_THOSE,
    EVERYTHING,
    FEW,
    MEANS,
    refers_back,
)
from bot.knowledge import KnowledgeBase

_AT_A_PLACE = re.compile(r"\b(?:i|in|på|at|near|nær|from|fra)\s+([A-ZÆØÅ][a-zæøå]{2,})")


def profile_of_one(question: Question, context: Context, knowledge: KnowledgeBase) -> Question:
    """ "Where is it?": the cluster, or clusters, talked about."""
    if question.clusters:
        return question
    lowercase = all(name == name.lower() for name in question.unknown_names)
    if question.unknown_names and not (lowercase and refers_back(question.text)):
        return question
    if question.intent == "ask_location" and EVERYTHING.search(question.text):
        if not context.listed and not context.clusters:
            return question.asking("ask_map")  # "where are they all?"
    talked_about = context.clusters or context.listed or context.mentioned_clusters[-1:]
    last = context.previous
    at_levels = [one.id for id_ in question.levels for one in knowledge.clusters_at(id_)]
    of_those = tuple(id_ for id_ in context.listed if id_ in at_levels)
    of_few = 0 < len(at_levels) <= FEW and not of_those and not question.topical
    if of_few and question.intent in ("ask_location", "ask_website", "ask_theme"):
        return question.having(clusters=tuple(at_levels), levels=())
    if of_those and question.intent != "similar_clusters":  # "the GCE one, where is it?"
        return question.having(clusters=of_those, levels=())
    if len(context.clusters) == 1 and ALL_OF_THOSE.search(question.said or question.text):
        two = context.listed if len(context.listed) == 2 else context.mentioned_clusters[-2:]
        talked_about = two if context.clusters[0] in two else context.clusters
    of_level = last.intent in ("explain_level", LIST, "count_clusters")
    if question.intent == "similar_clusters" and of_level and context.levels:
        return question.asking(LIST, levels=context.levels)  # "are there others of that kind?"
    if question.intent == "similar_clusters":
        talked_about = talked_about[:1]
    return question.having(clusters=talked_about, unknown_names=())


def search_again(question: Question, context: Context, knowledge: KnowledgeBase) -> Question:
    """A search that names neither theme nor place: of what the conversation is about."""
    if question.topical or question.clusters or question.farthest:
        return question
    if question.levels:  # "which would be the beginners?", taken for a theme
        return question.asking("explain_level" if MEANS.search(question.text) else LIST)
    brief = question.words <= 6
    if brief and context.clusters and refers_back(question.text):
        intent = "ask_theme" if question.intent == "clusters_by_theme" else "ask_location"
        return question.asking(intent, clusters=context.clusters, unknown_names=())
    elsewhere = _AT_A_PLACE.search(question.text)
    if question.intent == "clusters_by_place" and elsewhere and not question.unknown_names:
        return question.having(unknown_names=(elsewhere.group(1),))
    return question
