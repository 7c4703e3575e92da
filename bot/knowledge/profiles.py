"""What is known of clusters beyond the programme: themes, places, websites, and who is alike.

Returns typed facts, never sentences. What is only likely is kept apart from what is known.
"""

from __future__ import annotations

from typing import Dict, List, Mapping, NamedTuple, Optional, Sequence, Set, Tuple

from bot.knowledge.geography import Geography, Place
from bot.knowledge.models import Cluster
from bot.knowledge.profile_models import Confidence, Profile, RegionTells, Sector
from bot.knowledge.schema import Localized


class Origin(NamedTuple):
    """Where all profiles come from, and the years the pages were read in."""

    text: Localized
    first_year: int
    last_year: int


class InPlace(NamedTuple):
    """Clusters that are in a place, and those that may be; both in the order of the source.

    Uncertain are clusters whose town is only indicated, whose county or region the place is a
    part of, or whose members or work (not: office) are there.
    """

    certain: List[Cluster]
    uncertain: List[Cluster]


class Neighbour(NamedTuple):
    """A cluster and how far its town is from another, in km as the crow flies."""

    cluster: Cluster
    km: float


class Near(NamedTuple):
    """Clusters near a town, nearest first.

    `unplaced` may be near too: no distance is known, but their county or region reaches there.
    """

    certain: List[Neighbour]
    uncertain: List[Neighbour]
    unplaced: List[Cluster]


class Similar(NamedTuple):
    """A cluster like another, and the sectors they share (the narrowest ones).

    `closely` tells that each names one of these itself, not only a narrower one. `likeness` (more
    than 0) can be compared among those that are closely alike, and among those that aren't.
    """

    cluster: Cluster
    sectors: List[Sector]
    closely: bool
    likeness: float


class ProfiledClusters:
    """Clusters with their profiles, and the questions about themes and places."""

    def __init__(
        self,
        clusters: Sequence[Cluster],
        sectors: Sequence[Sector],
        geography: Geography,
        profiles: Sequence[Profile],
        origin: Optional[Origin],
    ) -> None:
        self.clusters: Tuple[Cluster, ...] = tuple(clusters)
        self.sectors: Tuple[Sector, ...] = tuple(sectors)
        self.geography = geography
        self.profiles_origin = origin
        self._sectors: Dict[str, Sector] = {sector.id: sector for sector in sectors}
        self._profiles: Dict[str, Profile] = {profile.cluster: profile for profile in profiles}

    def origin(self, language: str) -> str:
        """Where all profiles come from; "" when there are none."""
        return self.profiles_origin.text.get(language) if self.profiles_origin else ""

    def profile(self, cluster_id: str) -> Optional[Profile]:
        """What public pages say of a cluster, or None."""
        return self._profiles.get(cluster_id)

    def sector(self, sector_id: str) -> Optional[Sector]:
        """The sector with this id, or None."""
        return self._sectors.get(sector_id)

    def place(self, place_id: str) -> Optional[Place]:
        """The county, area or town with this id, or None."""
        return self.geography.place(place_id)

    def sectors_of(self, cluster_id: str) -> List[Sector]:
        """The sectors a cluster's profile names, as listed there."""
        profile = self._profiles.get(cluster_id)
        return [self._sectors[id_] for id_ in profile.sectors] if profile else []

    def with_broader(self, sector_ids: Sequence[str]) -> Set[str]:
        """The ids of sectors and of all wider ones."""
        found: Set[str] = set()
        waiting = [id_ for id_ in sector_ids if id_ in self._sectors]
        while waiting:
            id_ = waiting.pop()
            if id_ not in found:
                found.add(id_)
                waiting += self._sectors[id_].broader
        return found

    def clusters_in_sector(
        self,
        sector_ids: Sequence[str],
        among: Optional[Sequence[Cluster]] = None,
        in_all: bool = False,
    ) -> List[Cluster]:
        """The clusters in any of the sectors, or in narrower ones, in the order of the source.

        Args:
            sector_ids: ids of sectors; unknown ones hold no cluster.
            among: look only at these, for instance at those of a level.
            in_all: a cluster must be in every one of the sectors.
        """
        found = []
        for cluster in self.clusters if among is None else among:
            profile = self._profiles.get(cluster.id)
            own = self.with_broader(profile.sectors) if profile else set()
            hits = [id_ in own for id_ in sector_ids]
            if hits and (all(hits) if in_all else any(hits)):
                found.append(cluster)
        return found

    def clusters_in_place(
        self, place_ids: Sequence[str], among: Optional[Sequence[Cluster]] = None
    ) -> InPlace:
        """The clusters in any of the places: towns, counties, areas; unknown ids hold none."""
        known = [id_ for id_ in place_ids if id_ in self.geography.places]
        found = InPlace([], [])
        for cluster in self.clusters if among is None else among:
            verdicts = {self._is_in(cluster, id_) for id_ in known}
            if True in verdicts:
                found.certain.append(cluster)
            elif None in verdicts:
                found.uncertain.append(cluster)
        return found

    def clusters_near(
        self, town_id: str, km: float = 60, among: Optional[Sequence[Cluster]] = None
    ) -> Near:
        """The clusters within `km` of a town; none for a place without coordinates.

        The clusters of the town itself are among them, at 0 km.
        """
        found = Near([], [], [])
        town = self.geography.place(town_id)
        if town is None or town.coordinates is None:
            return found
        around = self.geography.towns_near(town_id, km)
        for cluster in self.clusters if among is None else among:
            profile = self._profiles.get(cluster.id)
            if profile is None:
                continue
            distance = self.geography.distance(town_id, profile.town) if profile.town else None
            if distance is None:
                if any(self.geography.inside(t, o) for t in around for o in _office(profile)):
                    found.unplaced.append(cluster)
            elif distance <= km:
                certain = profile.town_confidence is Confidence.STRONG
                group = found.certain if certain else found.uncertain
                group.append(Neighbour(cluster, distance))
        found.certain.sort(key=lambda neighbour: neighbour.km)  # stable: ties as in the source
        found.uncertain.sort(key=lambda neighbour: neighbour.km)
        return found

    def clusters_without_place(self) -> List[Cluster]:
        """The clusters of which no town, county or region is known."""
        return [
            cluster
            for cluster in self.clusters
            if not ((profile := self._profiles.get(cluster.id)) and profile.has_place)
        ]

    def similar_clusters(self, cluster_id: str) -> List[Similar]:
        """The clusters that share a sector with a cluster, the most alike first.

        Two clusters share a sector when both are in it or in a narrower one ("hydrogen" and
        "solar" share "energy"). Those that share one of their own come first. A shared sector
        counts the more, the fewer clusters have it: who does hydrogen for ships is more like the
        other hydrogen cluster than like all of the maritime ones. Ties keep the order of the
        source.
        """
        own = {one.id: {sector.id for sector in self.sectors_of(one.id)} for one in self.clusters}
        wide = {id_: self.with_broader(sorted(sectors)) for id_, sectors in own.items()}
        closely, widely = _likeness(cluster_id, own), _likeness(cluster_id, wide)
        ranked = sorted(
            (one for one in self.clusters if one.id in widely),
            key=lambda one: (-closely.get(one.id, 0.0), -widely[one.id]),
        )
        return [
            Similar(
                one,
                self.narrowest(wide[cluster_id] & wide[one.id]),
                one.id in closely,
                closely.get(one.id, widely[one.id]),
            )
            for one in ranked
        ]

    def narrowest(self, sector_ids: Set[str]) -> List[Sector]:
        """Those of some sectors that are no wider ones of others among them, in file order."""
        wider = {
            id_ for sector in sector_ids for id_ in self.with_broader(self._sectors[sector].broader)
        }
        return [sector for sector in self.sectors if sector.id in sector_ids - wider]

    def _is_in(self, cluster: Cluster, place: str) -> Optional[bool]:
        """Whether a cluster is in a place: True, False, or None for "perhaps"."""
        profile = self._profiles.get(cluster.id)
        if profile is None:
            return False
        inside, overlap = self.geography.inside, self.geography.overlap
        region_inside = any(inside(region, place) for region in profile.region)
        if profile.town and profile.town_confidence is Confidence.STRONG:
            if inside(profile.town, place):
                return True
            return None if region_inside else False
        if region_inside and profile.region_tells is RegionTells.BASE:
            return True
        if profile.county and inside(profile.county, place):
            if profile.county_confidence is Confidence.STRONG:
                return True
            return None
        if region_inside:
            return None
        if profile.town:
            return None if inside(profile.town, place) else False
        return None if any(overlap(office, place) for office in _office(profile)) else False


def _likeness(cluster_id: str, sectors: Mapping[str, Set[str]]) -> Dict[str, float]:
    """How much clusters share with one of them, by id; those that share nothing are left out."""
    likeness: Dict[str, float] = {}
    for sector in sorted(sectors.get(cluster_id, ())):
        others = [id_ for id_, own in sectors.items() if id_ != cluster_id and sector in own]
        for id_ in others:
            likeness[id_] = likeness.get(id_, 0.0) + 1 / len(others)
    return likeness


def _office(profile: Profile) -> List[str]:
    """The narrowest places that hold the office of a cluster whose town isn't known."""
    if profile.region_tells is RegionTells.BASE:
        return list(profile.region)
    return [profile.county] if profile.county else []
