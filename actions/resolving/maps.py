"""Which clusters a question for a map is about."""

from __future__ import annotations

import re

from actions.question import Context, Question
from actions.resolving.words import LEFT_OUT, refers_back
from bot.knowledge import KnowledgeBase
from bot.said import CARDINALS

_ALL_AND_A_NUMBER = re.compile(  # "all six"
    rf"\b(?:all|alle)\s+({'|'.join(CARDINALS)})\b", re.IGNORECASE
)


def on_map(question: Question, context: Context, knowledge: KnowledgeBase) -> Question:
    """ "Show them on a map": those just listed. Of one without a known place, where it is.

    "Which are not on the map?" asks for those without a place.
    """
    if LEFT_OUT.search(question.text) and not question.clusters:
        return question.asking("clusters_without_place")
    if question.topical or question.levels:
        return question
    clusters = question.clusters
    if not clusters and refers_back(question.text):
        clusters = context.listed or context.clusters
    if not clusters:
        lists = (context.listed, context.earlier)
        counted = _ALL_AND_A_NUMBER.search(question.text)
        number = CARDINALS.get(counted.group(1).lower()) if counted else None
        clusters = next((one for one in lists if number and len(one) == number), ())
    if len(clusters) == 1:
        profile = knowledge.profile(clusters[0])
        if profile is None or not profile.has_place:
            return question.asking("ask_location", clusters=clusters)
    return question.having(clusters=clusters)
