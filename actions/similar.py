"""Clusters that work with much the same as another."""

from __future__ import annotations

from typing import List

from actions.answer import Answer, from_pages, say
from actions.base import KnowledgeAction
from actions.cluster_levels import known, not_known
from actions.question import Context, Question
from actions.searching import pages
from actions.wording import bullets, join
from bot.knowledge import KnowledgeBase
from bot.knowledge.models import Cluster
from bot.knowledge.profile_models import Told
from bot.knowledge.profiles import Similar

_MOST = 5
_CLOSE = 0.5  # of the likeness of the most alike one


class ActionSimilarClusters(KnowledgeAction):
    """Who is like a cluster, and in what."""

    intents = frozenset({"similar_clusters"})

    def name(self) -> str:
        """The name used in rules."""
        return "action_similar_clusters"

    def answer(
        self, question: Question, context: Context, language: str, facts: KnowledgeBase
    ) -> Answer:
        """Those with most themes in common; where there are none, those that share a wider one."""
        clusters = known(question, facts)
        if not clusters:
            return not_known(question, facts)
        cluster = clusters[0]
        alike = most_alike(cluster, facts)
        if not alike:
            return Answer((say("utter_no_similar", cluster=cluster.name),), question)
        listed = bullets(
            f"{one.cluster.name}: "
            + join([sector.name.get(language) for sector in one.sectors], language)
            for one in alike
        )
        utterance = from_pages(
            "utter_similar" if alike[0].closely else "utter_similar_wider",
            pages([cluster, *(one.cluster for one in alike)], [Told.THEME], facts),
            cluster=cluster.name,
            clusters=listed,
        )
        ids = tuple(one.cluster.id for one in alike)
        meant = ids if len(ids) == 1 else question.clusters
        return Answer((utterance,), question.having(clusters=meant), ids, before=(question,))


def most_alike(cluster: Cluster, facts: KnowledgeBase) -> List[Similar]:
    """Those that share a theme of its own, else a wider one: the most alike, at most five."""
    similar = facts.similar_clusters(cluster.id)
    alike = [one for one in similar if one.closely] or similar
    least = _CLOSE * max((one.likeness for one in alike), default=0.0)
    return [one for one in alike if one.likeness >= least][:_MOST]
