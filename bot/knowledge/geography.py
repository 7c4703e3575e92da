"""Places: which lies in which, and how far apart they are."""

from __future__ import annotations

import math
from typing import Dict, List, NamedTuple, Optional, Sequence, Tuple, Union

from bot.knowledge.profile_models import Area, Coordinates, County, PlaceKind, Town
from bot.knowledge.schema import Localized

EARTH_RADIUS_KM = 6371.0


class Place(NamedTuple):
    """A county, an area or a town.

    `counties` are the counties of 2022 that lie wholly in it (for a county, itself); `part_of`
    are those it is only a part of (for a town, its own). `areas` are those it lies wholly in.
    `preposition` is the Norwegian one, «i», «på» or «ved»; `english_preposition` “in” or another.
    """

    id: str
    kind: PlaceKind
    name: Localized
    aliases: Tuple[str, ...]
    searched: bool
    preposition: str
    english_preposition: str
    counties: Tuple[str, ...]
    part_of: Tuple[str, ...]
    areas: Tuple[str, ...]
    coordinates: Optional[Coordinates]
    note: Optional[Localized]


class Geography:
    """All places by id, and their relations."""

    def __init__(self, entries: Sequence[Union[County, Area, Town]]) -> None:
        self.places: Dict[str, Place] = {entry.id: _place(entry) for entry in entries}

    def place(self, place_id: str) -> Optional[Place]:
        """The place with this id, or None."""
        return self.places.get(place_id)

    def inside(self, inner: str, outer: str) -> bool:
        """Whether all of one place lies in the other."""
        if inner == outer:
            return True
        one, other = self.places[inner], self.places[outer]
        if other.kind is PlaceKind.TOWN:
            return False
        touched = set(one.counties) | set(one.part_of)
        return bool(touched and touched <= set(other.counties)) or any(
            self.inside(area, outer) for area in one.areas
        )

    def overlap(self, one: str, other: str) -> bool:
        """Whether some of one place lies in the other, as far as is known."""
        if self.inside(one, other) or self.inside(other, one):
            return True
        first, second = self.places[one], self.places[other]
        return bool(
            set(first.counties) & (set(second.counties) | set(second.part_of))
            or set(second.counties) & set(first.part_of)
        )

    def distance(self, one: str, other: str) -> Optional[float]:
        """The distance as the crow flies, in km; None where coordinates are not known."""
        here, there = self.places[one].coordinates, self.places[other].coordinates
        return None if here is None or there is None else kilometres(here, there)

    def reach(self, area: str, town: str) -> Optional[Tuple[float, float]]:
        """How far the nearest and the farthest town of an area are from a town, in km.

        Of those whose coordinates are known; None where there is none.
        """
        towns = [one for one in self.places if one != area and self.inside(one, area)]
        known = [far for one in towns if (far := self.distance(one, town)) is not None]
        return (min(known), max(known)) if known else None

    def towns_near(self, town: str, km: float) -> List[str]:
        """The towns within `km` of a town, itself among them."""
        distances = {other: self.distance(town, other) for other in self.places}
        return [other for other, far in distances.items() if far is not None and far <= km]


def kilometres(one: Coordinates, other: Coordinates) -> float:
    """The great-circle distance in km (haversine on a sphere; within 0.6 % of the true one)."""
    north, north_2 = math.radians(one.latitude), math.radians(other.latitude)
    east = math.radians(other.longitude - one.longitude)
    half = (
        math.sin((north_2 - north) / 2) ** 2
        + math.cos(north) * math.cos(north_2) * math.sin(east / 2) ** 2
    )
    return 2 * EARTH_RADIUS_KM * math.asin(math.sqrt(half))


def _place(entry: Union[County, Area, Town]) -> Place:
    kind, counties = PlaceKind.COUNTY, [entry.id]
    part_of: List[str] = []
    areas: List[str] = []
    if isinstance(entry, Area):
        kind, counties, part_of = PlaceKind.AREA, entry.counties, entry.part_of
        areas = entry.areas
    elif isinstance(entry, Town):
        kind, counties, part_of, areas = PlaceKind.TOWN, [], [entry.county], entry.areas
    return Place(
        id=entry.id,
        kind=kind,
        name=entry.name,
        aliases=tuple(entry.aliases),
        searched=entry.searched,
        preposition=entry.preposition.value,
        english_preposition=entry.english_preposition.value,
        counties=tuple(counties),
        part_of=tuple(part_of),
        areas=tuple(areas),
        coordinates=None if isinstance(entry, Area) else entry.coordinates,
        note=entry.note if isinstance(entry, Area) else None,
    )
