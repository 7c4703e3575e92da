"""Which clusters fit a question's themes, places and levels: the search behind lists, counts, maps.

Says nothing; `actions/found.py` puts the result into words.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import Dict, List, Optional, Sequence, Tuple

from actions.question import Question
from bot.knowledge import KnowledgeBase
from bot.knowledge.geography import Place
from bot.knowledge.models import Cluster
from bot.knowledge.profile_models import Confidence, PlaceKind, ProfileSource, Sector, Told

NEAR_KM = 60
_EITHER = re.compile(r"\b(?:og|and|or|eller|samt|pluss|plus|å)\b|[,/&+–]", re.IGNORECASE)
_OR = re.compile(r"\b(?:or|eller)\b", re.IGNORECASE)
_BOTH = re.compile(r"\b(?:both|både|at\s+once|samtidig|samstundes)\b", re.IGNORECASE)
PLACE_FACTS = (Told.TOWN, Told.COUNTY, Told.REGION)


@dataclass(frozen=True)
class Found:
    """Clusters that fit, in the order of the source (nearest first where a distance is asked).

    Of those `fitting`, the `likely` are probably there: their town is indicated, not told.
    `reaching` have no office there that is known of, but members, work, or a county or area the
    place lies in. `km` holds the distances, by cluster. Of `perhaps` too little is known to say
    that they are outside a place to be left out.
    """

    fitting: Tuple[Cluster, ...] = ()
    likely: Tuple[Cluster, ...] = ()
    reaching: Tuple[Cluster, ...] = ()
    km: Dict[str, float] = field(default_factory=dict)
    perhaps: Tuple[Cluster, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.fitting)


def search(question: Question, facts: KnowledgeBase) -> Found:
    """What fits all of a question's sectors, places, levels and `among`, and is not left out.

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
    if question.not_sectors:
        inside = facts.clusters_in_sector(question.not_sectors, pool)
        pool = [one for one in pool if one not in inside]
    found = _in_places(question, pool, facts)
    return _outside(question, found, facts) if question.not_places else found


def _in_places(question: Question, pool: Sequence[Cluster], facts: KnowledgeBase) -> Found:
    if not question.places:
        return Found(tuple(pool))
    if question.near and any(place.coordinates for place in places_of(question, facts)):
        return _near(question, pool, facts)
    inside = facts.clusters_in_place(question.places, pool)
    likely = _indicated(inside.uncertain, question.places, facts)
    reaching = tuple(one for one in inside.uncertain if one not in likely)
    if not inside.certain and not inside.uncertain:
        reaching = _around(question, pool, facts)
    main = {one.id for one in (*inside.certain, *likely)}
    fitting = tuple(one for one in pool if one.id in main)
    return Found(fitting, likely, reaching)


def _around(
    question: Question, pool: Sequence[Cluster], facts: KnowledgeBase
) -> Tuple[Cluster, ...]:
    """Clusters that are somewhere in the county, or work in all of it, of an area without any."""
    counties = [
        county
        for place in places_of(question, facts)
        if place.kind is PlaceKind.AREA
        for county in place.part_of
    ]
    return tuple(facts.clusters_in_place(counties, pool).uncertain)


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
    if _are_joined(question, facts) and not _BOTH.search(question.text):
        return True
    return not facts.clusters_in_sector(question.sectors, in_all=True)


def _are_joined(question: Question, facts: KnowledgeBase) -> bool:
    """Whether an "and", "or" or comma stands between the words for sectors, and little else.

    "A ferry that swaps diesel, perhaps for ammonia" names two that must both fit.
    """
    found = [*facts.names.find(question.text), *facts.hints.find(question.text)]
    words = sorted((one for one in found if one.id in question.sectors), key=lambda one: one.start)
    between = [
        question.text[before.end : after.start]
        for before, after in pairwise(words)
        if before.id != after.id
    ]
    if not between:
        return bool(_EITHER.search(question.text))
    return any(
        _OR.search(text) or (_EITHER.search(text) and len(text.split()) <= _FEW_WORDS)
        for text in between
    )


_FEW_WORDS = 4


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
        near_by = facts.clusters_in_place([place], pool).certain
        for cluster in near.unplaced:
            reaches = _reach(cluster, place, facts)
            if any(farthest <= NEAR_KM for _, farthest in reaches):
                near_by.append(cluster)
            elif not any(nearest > NEAR_KM for nearest, _ in reaches):
                unplaced[cluster.id] = cluster
        certain.update({one.id: one for one in near_by if one.id not in km})
    found = {**certain, **likely}
    fitting = sorted(found.values(), key=lambda one: km.get(one.id, float(NEAR_KM)))
    reaching = tuple(one for one in unplaced.values() if one.id not in found)
    return Found(tuple(fitting), tuple(likely.values()), reaching, km)


def _reach(cluster: Cluster, place_id: str, facts: KnowledgeBase) -> List[Tuple[float, float]]:
    """From where to where the areas of a cluster's town lie, in km from a place.

    All there is to tell how far a town is whose own coordinates aren't known.
    """
    profile = facts.profile(cluster.id)
    town = facts.place(profile.town) if profile and profile.town else None
    areas = town.areas if town else ()
    return [reach for area in areas if (reach := facts.geography.reach(area, place_id))]


def _outside(question: Question, found: Found, facts: KnowledgeBase) -> Found:
    """What was found, without those in the places to be left out, or perhaps there."""
    inside = facts.clusters_in_place(question.not_places, (*found.fitting, *found.reaching))
    there = [*inside.certain, *_indicated(inside.uncertain, question.not_places, facts)]
    perhaps = [
        one
        for one in found.fitting
        if one not in there and (one in inside.uncertain or not _has_place(one, facts))
    ]
    gone = [*there, *perhaps]
    return replace(
        found,
        fitting=tuple(one for one in found.fitting if one not in gone),
        likely=tuple(one for one in found.likely if one not in gone),
        reaching=tuple(one for one in found.reaching if one not in there),
        perhaps=tuple(perhaps),
    )


def _has_place(cluster: Cluster, facts: KnowledgeBase) -> bool:
    profile = facts.profile(cluster.id)
    return profile is not None and profile.has_place


def _indicated(
    clusters: Sequence[Cluster], places: Sequence[str], facts: KnowledgeBase
) -> Tuple[Cluster, ...]:
    """Of some clusters those of which a page points at a town that lies in one of the places."""
    found = []
    for cluster in clusters:
        profile = facts.profile(cluster.id)
        if profile is None or profile.town is None:
            continue
        if profile.town_confidence is not Confidence.MEDIUM:
            continue
        if any(facts.geography.inside(profile.town, place) for place in places):
            found.append(cluster)
    return tuple(found)


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
