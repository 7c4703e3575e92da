"""Mistakes between profiles, clusters, sectors and places: unknown ids, and facts that disagree."""

from __future__ import annotations

from typing import Any, Dict, Iterator, List, Mapping, Optional, Sequence, Tuple, Union

from bot.knowledge.documents import Document
from bot.knowledge.errors import Problem
from bot.knowledge.profile_models import (
    PLACE_GROUPS,
    Area,
    County,
    Located,
    Profile,
    Told,
    Town,
    entries_of_places,
)

Location = Tuple[Union[str, int], ...]
PlaceEntry = Union[County, Area, Town]


def profile_check(documents: Dict[str, Document], models: Dict[str, Any]) -> Iterator[Problem]:
    """What only shows between entries or files; files that could not be read are left out."""
    if "sectors.yml" in models:
        yield from _SectorCheck(documents["sectors.yml"], models["sectors.yml"].sectors).problems()
    if "places.yml" in models:
        yield from _PlaceCheck(documents["places.yml"], models["places.yml"]).problems()
    if "profiles.yml" in models:
        yield from _ProfileCheck(documents["profiles.yml"], models).problems()


def left_over(documents: Dict[str, Document], models: Dict[str, Any]) -> Iterator[Problem]:
    """Profiles of clusters that are not listed (any more): harmless, but surely not meant."""
    if "profiles.yml" not in models or "clusters.yml" not in models:
        return
    listed = {cluster.name for cluster in models["clusters.yml"].clusters}
    for index, profile in enumerate(models["profiles.yml"].profiles):
        if profile.cluster not in listed:
            message = "no cluster has this official name; write it as in clusters.yml"
            yield _problem(
                documents["profiles.yml"],
                ("profiles", index, "cluster"),
                f"profile '{profile.cluster}': {message}",
            )


class _SectorCheck:
    def __init__(self, document: Document, sectors: Sequence[Any]) -> None:
        self._document = document
        self._sectors = sectors

    def problems(self) -> Iterator[Problem]:
        """Broader sectors that there are not, or that lead back to the sector itself."""
        broader = {sector.id: sector.broader for sector in self._sectors}
        for index, sector in enumerate(self._sectors):
            for position, wider in enumerate(sector.broader):
                location = ("sectors", index, "broader", position)
                if wider not in broader:
                    yield _problem(
                        self._document,
                        location,
                        f"sector '{sector.id}': broader '{wider}' is not one of "
                        f"{', '.join(broader)}",
                    )
                elif _leads_back(sector.id, wider, broader):
                    yield _problem(
                        self._document,
                        location,
                        f"sector '{sector.id}': '{wider}' is itself narrower than '{sector.id}'; "
                        "remove one of the two",
                    )


class _PlaceCheck:
    def __init__(self, document: Document, file: Any) -> None:
        self._document = document
        self._file = file

    def problems(self) -> Iterator[Problem]:
        """Ids used twice, areas and counties that there are not, half a pair of coordinates."""
        ids = {group: [entry.id for entry in getattr(self._file, group)] for group in PLACE_GROUPS}
        areas = {area.id: area.areas for area in self._file.areas}
        seen: set[str] = set()
        for group, kind in PLACE_GROUPS.items():
            for index, entry in enumerate(getattr(self._file, group)):
                place = f"{kind.value} '{entry.id}': "
                here: Location = (group, index)
                if entry.id in seen:
                    message = f"id '{entry.id}' is used twice; give it another"
                    yield _problem(self._document, (*here, "id"), message)
                seen.add(entry.id)
                for field, known in _REFERENCES.items():
                    for location, value in _values(entry, field, here):
                        if value not in ids[known]:
                            message = f"{place}{field} '{value}' is not one of the {known}"
                            yield _problem(self._document, location, message)
                        elif known == "areas" and _leads_back(entry.id, value, areas):
                            message = f"{place}'{value}' lies itself in '{entry.id}'"
                            yield _problem(
                                self._document, location, f"{message}; remove one of the two"
                            )
                if isinstance(entry, Area):
                    if not entry.counties and not entry.part_of:
                        message = f"{place}write 'counties' or 'part_of', so that it lies somewhere"
                        yield _problem(self._document, here, message)
                else:
                    yield from _half_coordinates(self._document, here, place, entry)


class _ProfileCheck:
    def __init__(self, document: Document, models: Dict[str, Any]) -> None:
        self._document = document
        self._profiles: List[Profile] = models["profiles.yml"].profiles
        self._sectors = _ids(models, "sectors.yml", "sectors")
        self._places: Optional[Dict[str, PlaceEntry]] = None
        if "places.yml" in models:
            self._places = {entry.id: entry for entry in entries_of_places(models["places.yml"])}

    def problems(self) -> Iterator[Problem]:
        """Second profiles of a cluster, unknown ids, facts without a page, facts that disagree."""
        seen: set[str] = set()
        for index, profile in enumerate(self._profiles):
            here: Location = ("profiles", index)
            for location, message in self._complaints(profile, here, seen):
                yield _problem(self._document, location, f"profile '{profile.cluster}': {message}")
            yield from _half_coordinates(
                self._document, here, f"profile '{profile.cluster}': ", profile
            )
            seen.add(profile.cluster)

    def _complaints(
        self, profile: Profile, here: Location, seen: set[str]
    ) -> Iterator[Tuple[Location, str]]:
        if profile.cluster in seen:
            yield (*here, "cluster"), "the cluster has a profile already; remove one of them"
        for location, sector in _values(profile, "sectors", here):
            if self._sectors is not None and sector not in self._sectors:
                yield location, f"sector '{sector}' is not one of {', '.join(self._sectors)}"
        yield from self._incomplete(profile, here)
        yield from self._untold(profile, here)
        if self._places is not None:
            yield from self._misplaced(profile, here, self._places)

    def _incomplete(self, profile: Profile, here: Location) -> Iterator[Tuple[Location, str]]:
        for field, other in (("town", "town_confidence"), ("region", "region_tells")):
            if bool(getattr(profile, field)) != bool(getattr(profile, other)):
                present = field if getattr(profile, field) else other
                yield (*here, present), f"'{field}' and '{other}' go together; write both or none"

    def _untold(self, profile: Profile, here: Location) -> Iterator[Tuple[Location, str]]:
        """Every fact has a page that tells it, and every page tells a fact that is there."""
        told = {fact for source in profile.sources for fact in source.tells}
        for fact in Told:
            value = getattr(profile, fact.value)
            follows = fact is Told.COUNTY and profile.town  # then it must be the town's
            if value and fact not in told and not follows:
                yield (*here, fact.value), f"no source tells the {fact.value}; add one to 'sources'"
        for number, source in enumerate(profile.sources):
            for position, fact in enumerate(source.tells):
                if not getattr(profile, fact.value):
                    yield (
                        (*here, "sources", number, "tells", position),
                        f"a source tells the {fact.value}, but field '{fact.value}' is missing",
                    )

    def _misplaced(
        self, profile: Profile, here: Location, places: Mapping[str, PlaceEntry]
    ) -> Iterator[Tuple[Location, str]]:
        for location, region in _values(profile, "region", here):
            if region not in places:
                yield location, f"region '{region}' is not a place of places.yml"
        county = places.get(profile.county or "")
        if profile.county and not isinstance(county, County):
            names = ", ".join(id_ for id_, place in places.items() if isinstance(place, County))
            yield (*here, "county"), f"county '{profile.county}' is not one of {names}"
        town = places.get(profile.town or "")
        if profile.town and not _is_town(town):
            yield (
                (*here, "town"),
                f"town '{profile.town}' is not a town of places.yml; add it there",
            )
        if not isinstance(town, (Town, County)) or not _is_town(town):
            if not profile.town and profile.coordinates:
                yield (*here, "latitude"), "coordinates are those of the town, but there is no town"
            return
        home = town.county if isinstance(town, Town) else town.id
        if profile.county != home:
            field = "county" if profile.county else "town"
            yield (
                (*here, field),
                f"the county of '{profile.town}' is '{home}'; write 'county: {home}'",
            )
        if profile.coordinates != town.coordinates:
            field = "latitude" if profile.coordinates else "town"
            point = "none" if town.coordinates is None else ", ".join(map(str, town.coordinates))
            yield (*here, field), f"the coordinates of '{profile.town}' in places.yml are {point}"


_REFERENCES = {
    "county": "counties",
    "counties": "counties",
    "part_of": "counties",
    "areas": "areas",
}


def _ids(models: Dict[str, Any], file: str, group: str) -> Optional[List[str]]:
    return [entry.id for entry in getattr(models[file], group)] if file in models else None


def _is_town(place: Optional[PlaceEntry]) -> bool:
    return isinstance(place, Town) or (isinstance(place, County) and bool(place.coordinates))


def _values(entry: Any, field: str, here: Location) -> Iterator[Tuple[Location, str]]:
    """The values of a field that may hold one id or several, each with its place."""
    value = getattr(entry, field, None)
    if isinstance(value, str):
        yield (*here, field), value
    for position, one in enumerate(value if isinstance(value, list) else ()):
        yield (*here, field, position), one


def _half_coordinates(
    document: Document, here: Location, label: str, entry: Located
) -> Iterator[Problem]:
    given = [field for field in ("latitude", "longitude") if getattr(entry, field) is not None]
    if len(given) == 1:
        message = f"{label}'latitude' and 'longitude' go together; write both or none"
        yield _problem(document, (*here, given[0]), message)


def _leads_back(start: str, first: str, upwards: Mapping[str, Sequence[str]]) -> bool:
    """Whether going upwards from `first` comes to `start`."""
    waiting, seen = [first], set()
    while waiting:
        one = waiting.pop()
        if one == start:
            return True
        if one not in seen:
            seen.add(one)
            waiting += upwards.get(one, ())
    return False


def _problem(document: Document, location: Location, message: str) -> Problem:
    return Problem(document.file, document.line(location), message)
