"""The shape of `profiles.yml`, `sectors.yml` and `places.yml`: what clusters do and where they are.

Apart from `models.py`, since these facts come from other sources than the programme's own.
"""

from __future__ import annotations

from enum import Enum
from typing import Any, Dict, List, NamedTuple, Optional, Union

from pydantic import Field, StrictBool, StrictFloat, StrictInt, conlist, constr, validator

from bot.knowledge.schema import Identifier, Localized, Strict, Text

Url = constr(strict=True, regex=r"^https?://[^\s/.]+(\.[^\s/.]+)+(/\S*)?$")
SOUTH, NORTH, WEST, EAST = 57.9, 71.4, 4.4, 31.3  # the mainland of Norway, in degrees


class Coordinates(NamedTuple):
    """A point on the globe, in degrees north and east."""

    latitude: float
    longitude: float


class Located(Strict):
    """What may have coordinates: both or none, and within Norway."""

    latitude: Optional[Union[StrictFloat, StrictInt]] = None
    longitude: Optional[Union[StrictFloat, StrictInt]] = None

    @property
    def coordinates(self) -> Optional[Coordinates]:
        """The point, or None where it is not known."""
        if self.latitude is None or self.longitude is None:
            return None
        return Coordinates(float(self.latitude), float(self.longitude))

    @validator("latitude", pre=True)
    def _latitude_of_norway(cls, value: object) -> object:
        return _within(value, SOUTH, NORTH)

    @validator("longitude", pre=True)
    def _longitude_of_norway(cls, value: object) -> object:
        return _within(value, WEST, EAST)


def _within(value: object, lowest: float, highest: float) -> object:
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        raise ValueError("must be a number of degrees such as 59.9127 (with a point)")
    if not lowest <= value <= highest:
        raise ValueError(f"{value} is not in Norway; it must lie between {lowest} and {highest}")
    return value


class Sector(Strict):
    """Something clusters work with, the words for it, and the wider sectors it belongs to.

    `hints` tell it only where a theme is asked for; elsewhere they mean nothing.
    """

    id: Identifier
    name: Localized
    broader: List[Identifier] = Field(default_factory=list)
    synonyms: List[Text] = Field(default_factory=list)
    hints: List[Text] = Field(default_factory=list)


class PlaceKind(str, Enum):
    """What a place is. Oslo is a county that is a town as well."""

    COUNTY = "county"
    AREA = "area"
    TOWN = "town"


class Preposition(str, Enum):
    """What stands before the name of a place in Norwegian: «i Bergen», «på Hamar»."""

    IN = "i"
    ON = "på"
    AT = "ved"


class EnglishPreposition(str, Enum):
    """What stands before it in English: “in Bergen”, “on Hitra”, “by Lake Mjøsa”."""

    IN = "in"
    ON = "on"
    AT = "at"
    BY = "by"


def _not_a_truth(value: object) -> object:
    if value is True:  # what YAML makes of a bare `on`
        raise ValueError('YAML reads this as true; write "on" in quotes')
    return value


_CHECK_ON = validator("english_preposition", pre=True, allow_reuse=True)(_not_a_truth)


class County(Located):
    """A county of 2022; one with coordinates is a town too (Oslo)."""

    id: Identifier
    name: Localized
    aliases: List[Text] = Field(default_factory=list)
    preposition: Preposition = Preposition.IN
    english_preposition: EnglishPreposition = EnglishPreposition.IN
    searched: StrictBool = True

    _check_on = _CHECK_ON


class Area(Strict):
    """An area that is no county of 2022: a part of the country, a district, a former county."""

    id: Identifier
    name: Localized
    aliases: List[Text] = Field(default_factory=list)
    preposition: Preposition = Preposition.IN
    english_preposition: EnglishPreposition = EnglishPreposition.IN
    searched: StrictBool = True
    counties: List[Identifier] = Field(default_factory=list)
    part_of: List[Identifier] = Field(default_factory=list)
    areas: List[Identifier] = Field(default_factory=list)
    note: Optional[Localized] = None

    _check_on = _CHECK_ON


class Town(Located):
    """A town, the county of 2022 it is in, and the areas it lies in."""

    id: Identifier
    name: Localized
    aliases: List[Text] = Field(default_factory=list)
    preposition: Preposition = Preposition.IN
    english_preposition: EnglishPreposition = EnglishPreposition.IN
    searched: StrictBool = True
    county: Identifier
    areas: List[Identifier] = Field(default_factory=list)

    _check_on = _CHECK_ON


class Confidence(str, Enum):
    """How surely a source says that a cluster is in a town."""

    STRONG = "strong"
    MEDIUM = "medium"


class RegionTells(str, Enum):
    """What a region says of a cluster: its base, where members are, what it works for."""

    BASE = "base"
    MEMBERS = "members"
    WORK = "work"


class Told(str, Enum):
    """The facts a page can tell."""

    THEME = "theme"
    TOWN = "town"
    COUNTY = "county"
    REGION = "region"
    WEBSITE = "website"


class ProfileSource(Strict):
    """A public page, and the facts it tells."""

    title: Text
    url: Url  # type: ignore[valid-type]
    tells: conlist(Told, min_items=1)  # type: ignore[valid-type]


class Profile(Located):
    """What public pages say of a cluster; a fact that is None is not known."""

    cluster: Text
    theme: Localized
    sectors: List[Identifier] = Field(min_items=1)
    town: Optional[Identifier] = None
    town_confidence: Optional[Confidence] = None
    county: Optional[Identifier] = None
    region: List[Identifier] = Field(default_factory=list)
    region_tells: Optional[RegionTells] = None
    website: Optional[Url] = None  # type: ignore[valid-type]
    note: Optional[Localized] = None
    sources: List[ProfileSource] = Field(min_items=1)

    @property
    def county_confidence(self) -> Optional[Confidence]:
        """Strong when a page tells the county; else that of the town it follows from."""
        if self.county is None:
            return None
        told = any(Told.COUNTY in source.tells for source in self.sources)
        return Confidence.STRONG if told else self.town_confidence

    @property
    def has_place(self) -> bool:
        """Whether a town, a county or a region is known."""
        return bool(self.town or self.county or self.region)

    @validator("town_confidence", "region_tells", pre=True)
    def _no_blank(cls, value: object) -> object:
        if value is None:
            raise ValueError("has no value; write one, or remove the field")
        return value


class SectorsFile(Strict):
    """`sectors.yml`."""

    sectors: List[Sector] = Field(min_items=1)


class PlacesFile(Strict):
    """`places.yml`."""

    counties: List[County] = Field(min_items=1)
    areas: List[Area] = Field(min_items=1)
    towns: List[Town] = Field(min_items=1)


class ProfilesFile(Strict):
    """`profiles.yml`."""

    origin: Localized
    first_year: StrictInt
    last_year: StrictInt
    profiles: List[Profile] = Field(min_items=1)


PLACE_GROUPS: Dict[str, PlaceKind] = {
    "counties": PlaceKind.COUNTY,
    "areas": PlaceKind.AREA,
    "towns": PlaceKind.TOWN,
}


def entries_of_places(file: Any) -> List[Union[County, Area, Town]]:
    """All entries of a `PlacesFile`, in the order counties, areas, towns."""
    return [entry for group in PLACE_GROUPS for entry in getattr(file, group)]
