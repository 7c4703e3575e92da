"""All clusters at a glance: how many in each county, which have no known place, which themes."""

from __future__ import annotations

import re
from typing import Dict, List, Sequence

from actions.answer import Answer, from_pages, say
from actions.base import KnowledgeAction
from actions.question import Context, Question
from actions.searching import search
from actions.wording import bullets
from bot.knowledge import KnowledgeBase
from bot.knowledge.models import Cluster
from bot.knowledge.profile_models import PlaceKind


class ActionClustersByCounty(KnowledgeAction):
    """How the clusters are spread over the country."""

    intents = frozenset({"clusters_by_county"})

    def name(self) -> str:
        """The name used in rules."""
        return "action_clusters_by_county"

    def answer(
        self, question: Question, context: Context, language: str, facts: KnowledgeBase
    ) -> Answer:
        """The counties with the number of their clusters, most first, and their names unless only
        numbers are asked for; of all clusters also the counties without any."""
        pool = search(question.asking("", places=()), facts).fitting
        everywhere = [] if question.levels or question.sectors else facts.geography.places.values()
        counties: Dict[str, List[Cluster]] = {
            place.id: [] for place in everywhere if place.kind is PlaceKind.COUNTY
        }
        for cluster in pool:
            profile = facts.profile(cluster.id)
            if profile and profile.county:
                counties.setdefault(profile.county, []).append(cluster)
        ranked = sorted(counties.items(), key=lambda entry: -len(entry[1]))
        with_names = not _COUNTS.search(question.text)
        lines = [
            _of_county(place.name.get(language), clusters, with_names)
            for id_, clusters in ranked
            if (place := facts.place(id_))
        ]
        count = sum(len(clusters) for clusters in counties.values())
        utterance = from_pages(
            "utter_clusters_by_county",
            (),
            counties=bullets(lines),
            count=count,
            total=len(pool),
        )
        return Answer((utterance,), question)


_COUNTS = re.compile(
    r"\b(?:(?:how|hvor|kor)\s+(?:many|mange)|antall\w*|talet|tallet|number\w*|count|most|fewest|flest|færrest|"
    r"fordel\w*|spre\w*|distribut\w*|more|flere|fleire|than|enn)\b",
    re.IGNORECASE,
)


def _of_county(county: str, clusters: Sequence[Cluster], with_names: bool) -> str:
    names = ", ".join(str(cluster.name) for cluster in clusters)
    told = f" ({names})" if with_names and names else ""
    return f"{county}: {len(clusters)}{told}"


class ActionClustersWithoutPlace(KnowledgeAction):
    """Which clusters no page tells a place of."""

    intents = frozenset({"clusters_without_place"})

    def name(self) -> str:
        """The name used in rules."""
        return "action_clusters_without_place"

    def answer(
        self, question: Question, context: Context, language: str, facts: KnowledgeBase
    ) -> Answer:
        """Those without any place, then those of which only an area is known."""
        without = facts.clusters_without_place()
        area_only = [
            cluster
            for cluster in facts.clusters
            if cluster not in without
            and (profile := facts.profile(cluster.id))
            and profile.town is None
        ]
        utterances = [
            say(response, clusters=bullets(str(one.name) for one in clusters))
            for response, clusters in (
                ("utter_clusters_without_place", without),
                ("utter_clusters_without_town", area_only),
            )
            if clusters
        ]
        listed = [one.id for one in (*without, *area_only)]
        return Answer(
            tuple(utterances) or (say("utter_all_clusters_placed"),), question, listed or None
        )


class ActionListThemes(KnowledgeAction):
    """Which themes the clusters have between them."""

    intents = frozenset({"list_themes"})

    def name(self) -> str:
        """The name used in rules."""
        return "action_list_themes"

    def answer(
        self, question: Question, context: Context, language: str, facts: KnowledgeBase
    ) -> Answer:
        """The widest themes with the number of clusters, most first."""
        pool = search(question.asking("", sectors=()), facts).fitting
        counts = [
            (sector, len(facts.clusters_in_sector([sector.id], pool)))
            for sector in facts.sectors
            if not sector.broader
        ]
        counts = sorted((one for one in counts if one[1]), key=lambda one: -one[1])
        lines = [f"{sector.name.get(language)}: {count}" for sector, count in counts]
        utterance = from_pages("utter_themes", (), themes=bullets(lines))
        return Answer((utterance,), question)
