"""Where clusters are on a map, and in which marks their levels are drawn.

A point is only where a town with coordinates is known; nothing is guessed from a county. The rest
has the narrowest place that is known, or none, and stands beside the map.
"""

from __future__ import annotations

from typing import List, NamedTuple, Optional, Sequence

from bot.knowledge.base import KnowledgeBase
from bot.knowledge.geography import Place
from bot.knowledge.models import Cluster, Level
from bot.knowledge.profile_models import Confidence, Coordinates, Profile, RegionTells


class Placed(NamedTuple):
    """A cluster and where it is.

    `places` are the town, else the county, else the regions; empty when none is known. `certain`
    tells whether a page says that the cluster is there; not so when the town is only indicated or
    the region is that of members or of the work.
    """

    cluster: Cluster
    places: List[Place]
    certain: bool
    coordinates: Optional[Coordinates]


def placed(facts: KnowledgeBase, clusters: Optional[Sequence[Cluster]] = None) -> List[Placed]:
    """Where clusters are: all, or those given, in that order."""
    return [
        _placed(facts, cluster) for cluster in (facts.clusters if clusters is None else clusters)
    ]


def levels_with_clusters(facts: KnowledgeBase) -> List[Level]:
    """The levels and groups that clusters are listed under, lowest first.

    The position of a level in this list is its mark: page, chat and pictures draw the same
    shape and colour for it.
    """
    return [level for level in facts.levels if facts.clusters_at(level.id)]


def _placed(facts: KnowledgeBase, cluster: Cluster) -> Placed:
    profile = facts.profile(cluster.id)
    if profile is None:
        return Placed(cluster, [], False, None)
    places = [place for id_ in _narrowest(profile) if (place := facts.place(id_))]
    return Placed(cluster, places, _is_certain(profile), profile.coordinates)


def _narrowest(profile: Profile) -> List[str]:
    if profile.town:
        return [profile.town]
    if profile.region and profile.region_tells is RegionTells.BASE:
        return list(profile.region)
    return [profile.county] if profile.county else list(profile.region)


def _is_certain(profile: Profile) -> bool:
    if profile.town:
        return profile.town_confidence is Confidence.STRONG
    if profile.region and profile.region_tells is RegionTells.BASE:
        return True
    return profile.county_confidence is Confidence.STRONG
