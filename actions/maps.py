"""The clusters on a map: as text by level, and as a picture for channels that can draw one."""

from __future__ import annotations

from typing import List

from actions.answer import Answer, Utterance, fact, from_pages
from actions.base import KnowledgeAction
from actions.cluster_levels import known
from actions.found import answer_found, describe_levels
from actions.pictures import cluster_map
from actions.profiles import place_in_list
from actions.question import Context, Question
from actions.searching import PLACE_FACTS, pages, search
from actions.wording import bullets, join
from bot.knowledge import KnowledgeBase
from bot.knowledge.models import Cluster


class ActionMap(KnowledgeAction):
    """A map of all clusters, or of those asked for.

    The text alone is a full answer.
    """

    intents = frozenset({"ask_map"})

    def name(self) -> str:
        """The name used in rules."""
        return "action_map"

    def answer(
        self, question: Question, context: Context, language: str, facts: KnowledgeBase
    ) -> Answer:
        """The clusters by level with their places, and those without one."""
        clusters = known(question, facts) or _searched(question, facts)
        if not clusters and question.topical:
            return answer_found(question, language, facts)  # which says that there is none
        if not clusters:
            named = describe_levels(question, language, facts)
            return Answer((fact("utter_no_clusters_at_level", level=named, year=facts.year),))
        places = {one.id: place_in_list(one, language, facts) for one in clusters}
        placed = [one for one in clusters if places[one.id]]
        groups: List[str] = []
        for level in facts.levels:
            at_level = [f"{one.name} ({places[one.id]})" for one in placed if one.level == level.id]
            if at_level:
                groups.append(f"**{level.name.get(language)}**: {'; '.join(at_level)}")
        text = from_pages(
            "utter_map",
            pages(clusters, PLACE_FACTS, facts) if len(clusters) < len(facts.clusters) else (),
            facts.sources_of("clusters"),
            clusters=bullets(groups),
            year=facts.year,
        )
        picture = cluster_map([one.id for one in clusters], language, facts)
        utterances: List[Utterance] = [text.showing(picture)] if placed else []
        without = [str(one.name) for one in clusters if not places[one.id]]
        if without:
            names = join(without, language)
            utterances.append(from_pages("utter_map_without", (), clusters=names))
        return Answer(tuple(utterances), question, [one.id for one in clusters])


def _searched(question: Question, facts: KnowledgeBase) -> List[Cluster]:
    """The clusters that fit the question, be they all."""
    found = search(question, facts)
    return [*found.fitting, *found.reaching, *found.perhaps]
