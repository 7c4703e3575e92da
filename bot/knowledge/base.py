"""The loaded knowledge base and the questions it answers.

Returns typed facts, never sentences: wording belongs to the responses in `domain.yml`.
"""

from __future__ import annotations

from typing import Dict, List, Mapping, NamedTuple, Optional, Sequence, Tuple

from bot.knowledge.endings import Endings
from bot.knowledge.geography import Geography
from bot.knowledge.matches import Name
from bot.knowledge.matching import NameIndex
from bot.knowledge.models import (
    Cluster,
    Event,
    Level,
    LevelKind,
    Limit,
    Localized,
    Method,
    Metric,
    Programme,
    Redesign,
    Source,
)
from bot.knowledge.names import fold, pieces
from bot.knowledge.own_wording import OwnWording
from bot.knowledge.profile_models import Profile, Sector
from bot.knowledge.profiles import Origin, ProfiledClusters
from bot.knowledge.vocabulary import Vocabulary, VocabularyFile

NOT = "not_"  # before the `how` of a name filter: the clusters that it leaves out


class NameFilter(NamedTuple):
    """A condition on cluster names.

    `how` is "starts", "ends" or "contains" (compared with `text`), or "longest", "shortest" or
    "sorted" (alphabetically), which need no text. "not_" before the first three: all others.
    """

    how: str
    text: str


class KnowledgeBase(ProfiledClusters):
    """All facts of one programme; immutable once loaded."""

    def __init__(
        self,
        vocabulary: VocabularyFile,
        sources: Sequence[Source],
        programme: Programme,
        levels: Sequence[Level],
        clusters: Sequence[Cluster],
        year: int,
        method: Method,
        metrics: Sequence[Metric],
        events: Sequence[Event],
        redesign: Optional[Redesign],
        limits: Sequence[Limit],
        sources_of: Mapping[str, str],
        sectors: Sequence[Sector],
        geography: Geography,
        profiles: Sequence[Profile],
        profiles_origin: Optional[Origin],
        wording: Optional[OwnWording] = None,
    ) -> None:
        super().__init__(clusters, sectors, geography, profiles, profiles_origin)
        self.vocabulary = Vocabulary(
            vocabulary,
            [name for level in levels for name in (*level.name.texts, *level.aliases)],
            [cluster.name for cluster in clusters],
        )
        self._wording = wording
        self.programme = programme
        self.levels: Tuple[Level, ...] = tuple(levels)
        self.year = year
        self.method = method
        self.metrics: Tuple[Metric, ...] = tuple(metrics)
        self.events: Tuple[Event, ...] = tuple(sorted(events, key=lambda event: event.year))
        self.redesign = redesign
        self.limits: Dict[str, Limit] = {limit.id: limit for limit in limits}
        self.sources: Dict[str, Source] = {source.id: source for source in sources}
        self._levels: Dict[str, Level] = {level.id: level for level in levels}
        self._clusters: Dict[str, Cluster] = {cluster.id: cluster for cluster in clusters}
        self._metrics: Dict[str, Metric] = {metric.id: metric for metric in metrics}
        self._names: Optional[NameIndex] = None
        self._hints: Optional[NameIndex] = None
        of_levels = tuple(dict.fromkeys(str(level.source) for level in levels))
        self._sources_of: Dict[str, Tuple[str, ...]] = {
            "programme": (str(programme.source),),
            "levels": of_levels,
            **{part: (source,) for part, source in sources_of.items()},
        }

    @property
    def source(self) -> Source:
        """The main source, that of the programme itself."""
        return self.sources[self.programme.source]

    @property
    def names(self) -> NameIndex:
        """The index of all names and aliases, built at first use."""
        if self._names is None:
            self._names = NameIndex(self._all_names(), Endings(self.vocabulary))
        return self._names

    @property
    def hints(self) -> NameIndex:
        """The index of the words that tell a sector where a theme is asked for."""
        if self._hints is None:
            words = [Name("sector", one.id, text) for one in self.sectors for text in one.hints]
            self._hints = NameIndex(words, Endings(self.vocabulary))
        return self._hints

    def sources_of(self, part: str) -> Tuple[str, ...]:
        """The ids of the sources that a part of the knowledge base comes from.

        Args:
            part: "programme", "levels", "clusters", "effects" or "timeline"; none for others.
        """
        return self._sources_of.get(part, ())

    def reworded(self, text: str, language: str) -> str:
        """A text about clusters in the words of this programme (`wording.yml`)."""
        return self._wording.in_text(text, language) if self._wording else text

    def level(self, level_id: str) -> Optional[Level]:
        """The level with this id, or None."""
        return self._levels.get(level_id)

    def cluster(self, cluster_id: str) -> Optional[Cluster]:
        """The cluster with this id (its official name), or None."""
        return self._clusters.get(cluster_id)

    def metric(self, metric_id: str) -> Optional[Metric]:
        """The metric with this id, or None."""
        return self._metrics.get(metric_id)

    def level_of(self, cluster: Cluster) -> Level:
        """The level a cluster is listed under."""
        return self._levels[cluster.level]

    def level_beside(self, level_id: str, step: int) -> Optional[Level]:
        """The programme level `step` levels above (or, when negative, below) a level or group."""
        order = [
            level
            for level in self.levels
            if level.id == level_id or level.kind is LevelKind.PROGRAMME_LEVEL
        ]
        at = next((i for i, level in enumerate(order) if level.id == level_id), None)
        if at is None or not 0 <= at + step < len(order):
            return None
        return order[at + step]

    def clusters_at(self, level_id: str) -> List[Cluster]:
        """The clusters listed under a level, in the order of the source."""
        return [cluster for cluster in self.clusters if cluster.level == level_id]

    def programme_levels(self) -> List[Level]:
        """The levels of the programme proper, lowest first."""
        return [level for level in self.levels if level.kind is LevelKind.PROGRAMME_LEVEL]

    def other_groups(self) -> List[Level]:
        """The brands and groupings of the list that are not levels of the programme."""
        return [level for level in self.levels if level.kind is not LevelKind.PROGRAMME_LEVEL]

    def brands(self) -> List[Level]:
        """The levels that are brand names."""
        return [level for level in self.levels if level.kind is LevelKind.BRAND]

    def metrics_with_figures(self) -> List[Metric]:
        """The metrics the source gives a figure for."""
        return [metric for metric in self.metrics if metric.value is not None]

    def metrics_without_figures(self) -> List[Metric]:
        """The metrics that are measured, but that the source gives no figure for."""
        return [metric for metric in self.metrics if metric.value is None]

    def filter_by_name(
        self, condition: NameFilter, among: Optional[Sequence[Cluster]] = None
    ) -> List[Cluster]:
        """The clusters (of `among`, or all) whose official name meets a condition."""
        wanted = fold(condition.text).strip() or condition.text.strip()
        candidates = list(self.clusters if among is None else among)
        if condition.how.startswith(NOT):
            positive = NameFilter(condition.how[len(NOT) :], condition.text)
            left_out = {cluster.id for cluster in self.filter_by_name(positive, candidates)}
            return [cluster for cluster in candidates if cluster.id not in left_out]
        if condition.how in ("longest", "shortest"):
            pick = max if condition.how == "longest" else min
            best = pick((len(cluster.name) for cluster in candidates), default=0)
            return [cluster for cluster in candidates if len(cluster.name) == best]
        if condition.how == "sorted":
            return sorted(candidates, key=lambda cluster: fold(cluster.name))
        found = []
        is_word = self._is_word(wanted)
        for cluster in candidates:
            name = fold(cluster.name)
            words = [piece.folded for piece in pieces(cluster.name)]
            within = wanted in words if is_word else wanted in name
            if (
                (condition.how == "starts" and name.startswith(wanted))
                or (condition.how == "ends" and name.rstrip(".").endswith(wanted))
                or (condition.how == "contains" and within)
            ):
                found.append(cluster)
        return found

    def _is_word(self, wanted: str) -> bool:
        """Whether a text is looked for as a word of its own: "AI", "NCE", which "Cancer" holds.

        Others may be part of a word: "blue" in “Bluetech”.
        """
        if len(wanted) > _SHORT or not wanted.isalnum():
            return False
        words = {piece.folded for one in self.clusters for piece in pieces(one.name)}
        return len(wanted) < _SHORT or wanted in words

    def suggest(self, text: str, limit: int = 3) -> List[Cluster]:
        """The clusters whose names are most like a text that names none of them."""
        return [self._clusters[name] for name in self.names.suggest(text, "cluster", limit)]

    def _all_names(self) -> List[Name]:
        programme = self.programme
        names = _names_of("programme", "programme", programme.name, programme.aliases)
        owner_names = (programme.owner, *programme.owner_aliases)
        names += [Name("owner", "owner", str(text)) for text in owner_names]
        for level in self.levels:
            names += _names_of("level", level.id, level.name, level.aliases)
            names += _names_of("level", level.id, level.long_name, level.described_as)
        for cluster in self.clusters:
            names += [
                Name("cluster", cluster.id, text) for text in (cluster.name, *cluster.aliases)
            ]
        for metric in self.metrics:
            names += _names_of("metric", metric.id, metric.name, metric.aliases)
        for sector in self.sectors:
            names += _names_of("sector", sector.id, sector.name, sector.synonyms)
        for place in self.geography.places.values():
            if place.searched:
                names += _names_of("place", place.id, place.name, place.aliases)
        return names


def _names_of(entity: str, id_: str, name: Localized, aliases: Sequence[str]) -> List[Name]:
    return [Name(entity, id_, text) for text in (*name.texts, *aliases)]


_SHORT = 3  # letters of a text
