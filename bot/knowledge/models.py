"""The shape of the knowledge files: one class a kind of fact, checked by pydantic.

Names of fields are those of the YAML files. What clusters do and where they are is apart, in
`profile_models.py`, since it comes from other sources.
"""

from __future__ import annotations

import math
from enum import Enum
from typing import Dict, List, Optional, Union

from pydantic import Field, StrictBool, StrictFloat, StrictInt, constr, validator

from bot.knowledge.profile_models import PlacesFile, ProfilesFile, SectorsFile
from bot.knowledge.schema import LANGUAGES, Identifier, Localized, Strict, Text
from bot.knowledge.vocabulary import VocabularyFile

__all__ = ["LANGUAGES", "Localized", "Strict"]


class Source(Strict):
    """A document that facts are taken from."""

    id: Identifier
    title: Localized
    publisher: Text
    year: StrictInt
    url: constr(strict=True, regex=r"^https?://\S+$")  # type: ignore[valid-type]


class LevelKind(str, Enum):
    """What a level is: a level of the programme, a brand name, or only a heading in the list."""

    PROGRAMME_LEVEL = "programme_level"
    BRAND = "brand"
    GROUP = "group"


class Level(Strict):
    """A level or group that clusters are listed under; files list them lowest first."""

    id: Identifier
    kind: LevelKind
    source: Identifier
    name: Localized
    long_name: Localized
    aliases: List[Text] = Field(default_factory=list)
    described_as: List[Text] = Field(default_factory=list)
    description: Localized
    status: Optional[Localized] = None


class Cluster(Strict):
    """A cluster: official name, the level it is listed under, other names people use."""

    name: Text
    level: Identifier
    aliases: List[Text] = Field(default_factory=list)

    @property
    def id(self) -> str:
        """The official name: unique, readable, and the same in every language."""
        return self.name


class Unit(str, Enum):
    """The unit of an effect figure."""

    PERCENTAGE_POINTS = "percentage_points"
    PERCENT = "percent"


_UNIT_NAMES = {
    Unit.PERCENTAGE_POINTS: {
        "nb": "prosentpoeng",
        "nn": "prosentpoeng",
        "en": "percentage points",
    },
    Unit.PERCENT: {"nb": "prosent", "nn": "prosent", "en": "per cent"},
}


class Metric(Strict):
    """One measured effect; `value` is None where the source measures but gives no figure."""

    id: Identifier
    name: Localized
    aliases: List[Text] = Field(default_factory=list)
    value: Optional[Union[StrictFloat, StrictInt]] = Field(...)  # must be there, if only as null
    unit: Unit
    direction: Localized

    def unit_name(self, language: str) -> str:
        """The unit in words."""
        return _UNIT_NAMES[self.unit][language]

    @validator("value", pre=True, always=True)
    def _no_text(cls, value: object) -> object:
        no_number = isinstance(value, float) and not math.isfinite(value)
        if isinstance(value, (str, bool)) or no_number:
            raise ValueError("must be a number such as 12.5 (with a point), or null for no figure")
        return value


class Method(Strict):
    """How the effect figures are made: by whom, against whom, over which years."""

    calculated_by: Text
    frequency: Localized
    comparison_group: Localized
    period: Localized
    averaging: Localized
    significant: StrictBool
    previous_year: Localized


class Programme(Strict):
    """The programme: names, owner, what it is for and what it gives."""

    source: Identifier
    year: StrictInt
    name: Localized
    aliases: List[Text] = Field(default_factory=list)
    owner: Text
    owner_aliases: List[Text] = Field(default_factory=list)
    owner_note: Localized
    summary: Localized
    rationale: Localized
    purposes: List[Localized] = Field(min_items=1)
    goal: Localized
    support: List[Localized] = Field(min_items=1)


class Event(Strict):
    """Something that happened to the programme, or was planned, in a year."""

    id: Identifier
    year: StrictInt
    planned: StrictBool
    text: Localized


class Redesign(Strict):
    """The work on the programme's design: who was asked, and what it is about."""

    consulted: List[Localized] = Field(min_items=1)
    focus: Localized


class Limit(Strict):
    """A topic that people ask about and the source does not cover."""

    id: Identifier
    name: Localized
    instead: Localized


class SourcesFile(Strict):
    """`sources.yml`."""

    sources: List[Source] = Field(min_items=1)


class ProgrammeFile(Strict):
    """`programme.yml`."""

    programme: Programme


class LevelsFile(Strict):
    """`levels.yml`."""

    levels: List[Level] = Field(min_items=1)


class ClustersFile(Strict):
    """`clusters.yml`."""

    year: StrictInt
    source: Identifier
    clusters: List[Cluster] = Field(min_items=1)


class EffectsFile(Strict):
    """`effects.yml`."""

    source: Identifier
    method: Method
    metrics: List[Metric] = Field(min_items=1)


class TimelineFile(Strict):
    """`timeline.yml`."""

    source: Identifier
    events: List[Event] = Field(min_items=1)
    redesign: Optional[Redesign] = None


class LimitsFile(Strict):
    """`limits.yml`."""

    topics: List[Limit] = Field(min_items=1)


FILES: Dict[str, type[Strict]] = {
    "vocabulary.yml": VocabularyFile,
    "sources.yml": SourcesFile,
    "programme.yml": ProgrammeFile,
    "levels.yml": LevelsFile,
    "clusters.yml": ClustersFile,
    "effects.yml": EffectsFile,
    "timeline.yml": TimelineFile,
    "limits.yml": LimitsFile,
    "sectors.yml": SectorsFile,
    "places.yml": PlacesFile,
    "profiles.yml": ProfilesFile,
}

# What those listed do and where they are: all three files are there, or none of them.
PROFILE_FILES = ("sectors.yml", "places.yml", "profiles.yml")
