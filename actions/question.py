"""What a message asks, as typed data: an intent and what it is about."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field, fields, replace
from typing import Any, Dict, List, Mapping, Optional, Sequence, Tuple

from actions.negation import Meant, how_meant
from bot.entities import GUESSES_SECTORS, TOLD_PLACE

Names = Tuple[str, ...]

#: Where a question keeps what was found as each of the entities that the knowledge base knows.
FIELDS = {
    "cluster": "clusters",
    "level": "levels",
    "metric": "metrics",
    "sector": "sectors",
    "place": "places",
}


@dataclass(frozen=True)
class Question:
    """One question.

    Clusters, levels, metrics, sectors and places are ids of the knowledge base in the order
    mentioned; those of `not_…` are to be left out, and `told_places` stand beside the question.
    `near` means around the places rather than in
    them; `farthest` is "north", "south", "east" or "west"; `hinted` sectors were guessed from
    things spoken of. Ordinals count from 1, or from the end when negative, and 0 is the one in the
    middle; `neighbour` is 1 for the one after the cluster talked about and -1 for the one before;
    `level_step` likewise for levels; `dropped` are the names of any kind that were not meant;
    `name_filter` is "how:text", looked for among the clusters of `among`, or all. `said` is the
    whole message, if the question is the only one in it.
    """

    intent: str
    text: str = ""
    said: str = field(default="", compare=False)
    clusters: Names = ()
    levels: Names = ()
    metrics: Names = ()
    sectors: Names = ()
    places: Names = ()
    told_places: Names = ()
    not_levels: Names = ()
    not_sectors: Names = ()
    not_places: Names = ()
    near: bool = False
    farthest: Optional[str] = None
    hinted: bool = False
    years: Tuple[int, ...] = ()
    ordinals: Tuple[int, ...] = ()
    neighbour: int = 0
    level_step: int = 0
    name_filter: Optional[str] = None
    among: Names = ()
    unknown_names: Names = ()
    dropped: Names = field(default=(), compare=False)

    @classmethod
    def from_parse(cls, parse: Mapping[str, Any]) -> Question:
        """Read a parsed message (or a part of one) in Rasa's format.

        Entities of unknown types are ignored; a value may be one value or a list.
        """
        found: Dict[str, List[str]] = {}
        dropped: List[str] = []
        hinted = False
        text = str(parse.get("text") or "")
        entities = parse.get("entities") or []
        for entity, meant in zip(entities, how_meant(text, entities)):
            value = entity.get("value")
            if meant is Meant.DROPPED:
                dropped += value if isinstance(value, list) else [str(value)]
            if meant in (Meant.DROPPED, Meant.ASKED_FOR):
                continue
            name = _NOT * (meant is Meant.LEFT_OUT) + str(entity.get("entity"))
            hinted = hinted or entity.get("extractor") == GUESSES_SECTORS
            for one in value if isinstance(value, list) else [value]:
                if one is not None:
                    found.setdefault(name, []).append(str(one))
        filters = found.get("name_filter", [])
        ordinals = found.get("ordinal", [])
        steps = _integers(found.get("level_step", []))
        corrected = str(parse.get("corrected_text") or text)  # see `bot.nlu.linker`
        names: Dict[str, Any] = {
            field: _unique(found.get(kind, [])) for kind, field in FIELDS.items()
        }
        for kind in _MAY_BE_LEFT_OUT:
            names[_NOT + FIELDS[kind]] = _unique(found.get(_NOT + kind, []))
        return cls(
            intent=str((parse.get("intent") or {}).get("name") or ""),
            text=corrected,
            said=text,
            near=bool(found.get("near")),
            hinted=hinted,
            years=tuple(int(year) for year in _unique(found.get("year", [])) if year.isdigit()),
            ordinals=tuple(_integers(ordinals)),
            neighbour=next((_NEIGHBOURS[word] for word in ordinals if word in _NEIGHBOURS), 0),
            level_step=steps[0] if steps else 0,
            name_filter=filters[0] if filters else None,
            unknown_names=_unique(found.get("unknown_name", [])),
            told_places=_unique(found.get(TOLD_PLACE, [])),
            dropped=_unique(dropped),
            **names,
        )

    @classmethod
    def from_slot(cls, value: Optional[Mapping[str, Any]]) -> Optional[Question]:
        """Read what `to_slot` wrote; None when the slot is empty."""
        if not value:
            return None
        known = {one.name for one in fields(cls)}
        data = {name: one for name, one in value.items() if name in known}
        for name in _LISTS:
            data[name] = tuple(data.get(name) or ())
        return cls(**data)

    def to_slot(self) -> Dict[str, Any]:
        """Plain data that Rasa can keep in a slot; without what is of one message only."""
        return {
            key: list(value) if isinstance(value, tuple) else value
            for key, value in asdict(self).items()
            if key not in _OF_ONE_MESSAGE
        }

    def asking(self, intent: str, **changes: Any) -> Question:
        """The same question with another intent, and other details changed."""
        return replace(self, intent=intent, **changes)

    def having(self, **changes: Any) -> Question:
        """The same question with some details changed."""
        return replace(self, **changes)

    @property
    def words(self) -> int:
        """The number of words it is asked in."""
        return len(self.text.split())

    @property
    def known_names(self) -> Dict[str, Names]:
        """What it names of the knowledge base, by entity, without those it names nothing of."""
        found = {kind: getattr(self, field) for kind, field in FIELDS.items()}
        return {kind: names for kind, names in found.items() if names}

    @property
    def topical(self) -> bool:
        """Whether it is about sectors or places, or about all but some."""
        return bool(self.sectors or self.not_sectors or self.placed)

    @property
    def placed(self) -> bool:
        """Whether it is about places, or about all but some."""
        return bool(self.places or self.not_places)

    @property
    def names_something(self) -> bool:
        """Whether a cluster, level, metric, sector, place or unknown name is mentioned."""
        known = self.clusters or self.levels or self.not_levels or self.metrics or self.topical
        return bool(known or self.unknown_names)


_NO_QUESTION = Question("")


@dataclass(frozen=True)
class Context:
    """What the conversation is about.

    The last question answered, the clusters last listed, the clusters, levels and places mentioned
    lately (oldest first), and those of the last question about several clusters, in its order.
    `earlier` is the list that the last one was narrowed from; `said` tells whether an answer is the
    last one over again (`actions/base.py`).
    """

    last: Optional[Question] = None
    listed: Names = ()
    mentioned_clusters: Names = ()
    mentioned_levels: Names = ()
    offered: Names = ()
    pair: Names = ()
    earlier: Names = ()
    mentioned_places: Names = ()
    said: str = ""

    @property
    def previous(self) -> Question:
        """The last question; at the start of a conversation, one that asks for nothing."""
        return self.last or _NO_QUESTION

    @property
    def last_intent(self) -> str:
        """The intent of the last question; "" at the start of a conversation."""
        return self.previous.intent

    @property
    def clusters(self) -> Names:
        """The clusters of the last question."""
        return self.previous.clusters

    @property
    def levels(self) -> Names:
        """The levels of the last question."""
        return self.previous.levels


def _unique(values: Sequence[str]) -> Names:
    return tuple(dict.fromkeys(values))


def _integers(values: Sequence[str]) -> List[int]:
    return [int(value) for value in values if value.lstrip("-").isdigit()]


def latest(earlier: Names, later: Names) -> Names:
    """Names in the order last mentioned, the most recent `_REMEMBERED` of them."""
    return (*(name for name in earlier if name not in later), *later)[-_REMEMBERED:]


_REMEMBERED = 6
_OF_ONE_MESSAGE = ("said", "dropped")
_LISTS = tuple(one.name for one in fields(Question) if one.default == ())
_NOT = "not_"
_MAY_BE_LEFT_OUT = ("level", "sector", "place")  # see `actions.negation`
_NEIGHBOURS = {"next": 1, "previous": -1}
