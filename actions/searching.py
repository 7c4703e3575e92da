"""Which clusters fit a question's themes, places and levels: the search behind lists, counts, maps.

Says nothing; `actions/found.py` puts the result into words.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Dict, List, Optional, Sequence, Tuple

from actions.question import Question
from bot.knowledge import KnowledgeBase
from bot.knowledge.geography import Place
from bot.knowledge.models import Cluster
from bot.knowledge.profile_models import Confidence, PlaceKind, ProfileSource, Sector, Told

NEAR_KM = 60
_EITHER = re.compile(r"\b(?:og|and|or|eller|samt|pluss|plus|å)\b|[,/&+–]", re.IGNORECASE)
PLACE_FACTS = (Told.TOWN, Told.COUNTY, Told.REGION)


@dataclass(frozen=True)
class Found:
    """Clusters that fit, in the order of the source (nearest first where a distance is asked).

    Of those `fitting`, the `likely` are there by all signs: their town is indicated, not told.
    `reaching` have no office there that is known of, but members, work, or a county or area the
    place lies in. `km` holds the distances, by cluster.
    """

    fitting: Tuple[Cluster, ...] = ()
    likely: Tuple[Cluster, ...] = ()
    reaching: Tuple[Cluster, ...] = ()
    km: Dict[str, float] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.fitting)


def search(question: Question, facts: KnowledgeBase) -> Found:
    """What fits all of a question's sectors, places, levels and `among`.

    Several sectors joined by "and", "or" or a comma are alternatives; side by side ("ammonia for
    ships") they are meant together, if some cluster fits them all.
    """
    pool = [
        cluster
        for cluster in facts.clusters
        if (not question.levels or cluster.level in question.levels)
        and (not question.among or cluster.id in question.among)
    ]
    if question.sectors:
        pool = _in_sectors(question, pool, facts)
    if not question.places:
        return Found(tuple(pool))
    if question.near and any(place.coordinates for place in places_of(question, facts)):
        return _near(question, pool, facts)
    inside = facts.clusters_in_place(question.places, pool)
    likely = tuple(one for one in inside.uncertain if _is_indicated(one, question, facts))
    reaching = tuple(one for one in inside.uncertain if one not in likely)
    main = {one.id for one in (*inside.certain, *likely)}
    fitting = tuple(one for one in pool if one.id in main)
    return Found(fitting, likely, reaching)


def sectors_of(question: Question, facts: KnowledgeBase) -> List[Sector]:
    """The sectors a question names."""
    return [sector for id_ in question.sectors if (sector := facts.sector(id_))]


def places_of(question: Question, facts: KnowledgeBase) -> List[Place]:
    """The places a question names."""
    return [place for id_ in question.places if (place := facts.place(id_))]


def are_alternatives(question: Question, facts: KnowledgeBase) -> bool:
    """Whether a cluster fits when it is in one of the sectors, rather than in all."""
    if len(question.sectors) < 2 or question.text.startswith("/") or not question.text:
        return True
    if _EITHER.search(question.text):
        return True
    return not facts.clusters_in_sector(question.sectors, in_all=True)


def pages(
    clusters: Sequence[Cluster], told: Sequence[Told], facts: KnowledgeBase
) -> Tuple[ProfileSource, ...]:
    """The pages that tell any of some facts of clusters, each page once."""
    found: Dict[str, ProfileSource] = {}
    for cluster in clusters:
        profile = facts.profile(cluster.id)
        for source in profile.sources if profile else ():
            if set(told) & set(source.tells):
                found.setdefault(str(source.url), source)
    return tuple(found.values())


def county_of(cluster_id: str, facts: KnowledgeBase) -> Optional[str]:
    """The county of a cluster, where it is known."""
    profile = facts.profile(cluster_id)
    return profile.county if profile else None


def _in_sectors(question: Question, pool: Sequence[Cluster], facts: KnowledgeBase) -> List[Cluster]:
    together = not are_alternatives(question, facts)
    return facts.clusters_in_sector(question.sectors, pool, in_all=together)


def _near(question: Question, pool: Sequence[Cluster], facts: KnowledgeBase) -> Found:
    km: Dict[str, float] = {}
    likely: Dict[str, Cluster] = {}
    certain: Dict[str, Cluster] = {}
    unplaced: Dict[str, Cluster] = {}
    for place in question.places:
        near = facts.clusters_near(place, NEAR_KM, pool)
        for group, neighbours in ((certain, near.certain), (likely, near.uncertain)):
            for cluster, distance in neighbours:
                group[cluster.id] = cluster
                km[cluster.id] = min(distance, km.get(cluster.id, distance))
        unplaced.update({cluster.id: cluster for cluster in near.unplaced})
        for cluster in facts.clusters_in_place([place], pool).certain:
            if cluster.id not in km:
                certain.setdefault(cluster.id, cluster)
                unplaced.pop(cluster.id, None)
        towns = _county_towns(place, facts)
        for cluster in pool:  # Forus is near Stavanger, although its coordinates aren't known
            profile = facts.profile(cluster.id)
            town = facts.place(profile.town) if profile and profile.town else None
            if town and town.coordinates is None and set(town.part_of) & towns:
                certain.setdefault(cluster.id, cluster)
                unplaced.pop(cluster.id, None)
    fitting = sorted({**certain, **likely}.values(), key=lambda one: km.get(one.id, float(NEAR_KM)))
    return Found(tuple(fitting), tuple(likely.values()), tuple(unplaced.values()), km)


def _county_towns(place_id: str, facts: KnowledgeBase) -> set[str]:
    place = facts.place(place_id)
    return set(place.part_of) | set(place.counties) if place else set()


def _is_indicated(cluster: Cluster, question: Question, facts: KnowledgeBase) -> bool:
    """Whether a page points at a town of the cluster that lies in one of the places."""
    profile = facts.profile(cluster.id)
    if profile is None or profile.town is None:
        return False
    if profile.town_confidence is not Confidence.MEDIUM:
        return False
    return any(facts.geography.inside(profile.town, place) for place in question.places)


def wider_places(question: Question, facts: KnowledgeBase) -> List[Place]:
    """Areas and counties around the places of a question in which some cluster is."""
    wider: Dict[str, Place] = {}
    for place in places_of(question, facts):
        around = [*place.areas, *place.part_of]
        around += [id_ for area in place.areas if (one := facts.place(area)) for id_ in one.part_of]
        around += [
            other.id
            for other in facts.geography.places.values()
            if other.kind is PlaceKind.AREA
            and other.id != place.id
            and facts.geography.inside(place.id, other.id)
        ]
        for id_ in around:
            other = facts.place(id_)
            inside = facts.clusters_in_place([id_])
            if other and (inside.certain or inside.uncertain):
                wider.setdefault(id_, other)
    return list(wider.values())
