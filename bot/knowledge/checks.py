"""Mistakes that only show between entries or files: unknown ids, and names that mean two things."""

from __future__ import annotations

from typing import Any, Dict, Iterator, List, Tuple, Union

from bot.knowledge.documents import Document
from bot.knowledge.errors import Problem
from bot.knowledge.names import name_key, pieces


def cross_check(documents: Dict[str, Document], models: Dict[str, Any]) -> Iterator[Problem]:
    """What only shows between entries or files; files that could not be read are left out."""
    if "clusters.yml" in documents and "levels.yml" in models:
        yield from _unknown_levels(documents, models)
    if "sources.yml" in models:
        yield from _unknown_sources(documents, models)
    for file, group in _IDENTIFIED:
        if file not in models:
            continue
        yield from _duplicate_ids(documents[file], group, getattr(models[file], group))
    yield from _duplicate_names(documents, models)


_IDENTIFIED = (
    ("sources.yml", "sources"),
    ("levels.yml", "levels"),
    ("effects.yml", "metrics"),
    ("timeline.yml", "events"),
    ("limits.yml", "topics"),
    ("sectors.yml", "sectors"),
)


def _unknown_levels(documents: Dict[str, Document], models: Dict[str, Any]) -> Iterator[Problem]:
    levels = [level.id for level in models["levels.yml"].levels]
    document = documents["clusters.yml"]
    clusters = document.data.get("clusters")  # as written: other mistakes may stand beside
    for index, cluster in enumerate(clusters if isinstance(clusters, list) else ()):
        level = cluster.get("level") if isinstance(cluster, dict) else None
        if isinstance(level, str) and level not in levels:
            yield Problem(
                document.file,
                document.line(("clusters", index, "level")),
                f"cluster '{cluster.get('name')}': level '{level}' is not one of "
                f"{', '.join(levels)}",
            )


def _unknown_sources(documents: Dict[str, Document], models: Dict[str, Any]) -> Iterator[Problem]:
    sources = [source.id for source in models["sources.yml"].sources]
    for file, location, source in _source_references(models):
        if source not in sources:
            document = documents[file]
            yield Problem(
                document.file,
                document.line(location),
                f"source '{source}' is not one of {', '.join(sources)} (see sources.yml)",
            )


def _source_references(
    models: Dict[str, Any],
) -> Iterator[Tuple[str, Tuple[Union[str, int], ...], str]]:
    if "programme.yml" in models:
        yield "programme.yml", ("programme", "source"), models["programme.yml"].programme.source
    for file in ("clusters.yml", "effects.yml", "timeline.yml"):
        if file in models:
            yield file, ("source",), models[file].source
    levels = models["levels.yml"].levels if "levels.yml" in models else ()
    for index, level in enumerate(levels):
        yield "levels.yml", ("levels", index, "source"), level.source


def _duplicate_ids(document: Document, group: str, entries: List[Any]) -> Iterator[Problem]:
    seen = set()
    for index, entry in enumerate(entries):
        if entry.id in seen:
            line = document.line((group, index, "id"))
            yield Problem(document.file, line, f"id '{entry.id}' is used twice; give it another")
        seen.add(entry.id)


def repeats(documents: Dict[str, Document], models: Dict[str, Any]) -> Iterator[Problem]:
    """Words that stand twice in one entry, letter by letter: harmless, but surely not meant."""
    for file, group in _NAMED:
        for index, entry in enumerate(getattr(models[file], group) if file in models else ()):
            seen: Dict[str, str] = {}
            for field in _LISTS_OF_NAMES:
                for position, name in enumerate(getattr(entry, field, ())):
                    if name in seen:
                        line = documents[file].line((group, index, field, position))
                        message = f"{field}: '{name}' stands in '{seen[name]}' already; remove it"
                        yield Problem(documents[file].file, line, f"'{_title(entry)}': {message}")
                    seen.setdefault(name, field)


def _title(entry: Any) -> str:
    return str(entry.name if isinstance(entry.name, str) else entry.name.texts[0])


_NAMED = (
    ("levels.yml", "levels"),
    ("clusters.yml", "clusters"),
    ("effects.yml", "metrics"),
    ("sectors.yml", "sectors"),
    ("places.yml", "counties"),
    ("places.yml", "areas"),
    ("places.yml", "towns"),
)
_LISTS_OF_NAMES = ("aliases", "described_as", "synonyms", "hints")


def _duplicate_names(documents: Dict[str, Document], models: Dict[str, Any]) -> Iterator[Problem]:
    """A name or alias may mean one thing only, over all files."""
    owners: Dict[str, Tuple[str, str, str]] = {}
    for file, group in _NAMED:
        if file not in models:
            continue
        document = documents[file]
        for index, entry in enumerate(getattr(models[file], group)):
            if not getattr(entry, "searched", True):
                continue
            title = _title(entry)
            places: List[Tuple[str, Tuple[Union[str, int], ...]]] = []
            for field in ("name", "long_name"):
                value = getattr(entry, field, None)
                names = [value] if isinstance(value, str) else value.texts if value else ()
                places += [(name, (group, index, field)) for name in names]
            places += [
                (alias, (group, index, field, position))
                for field in _LISTS_OF_NAMES
                for position, alias in enumerate(getattr(entry, field, ()))
            ]
            for name, location in places:
                keys = {name_key(name)}
                if group != "clusters":  # only clusters have aliases that need capitals
                    keys.add("".join(piece.folded for piece in pieces(name)))
                if keys == {""}:
                    message = f"'{title}': the name '{name}' holds no letters or digits"
                    yield Problem(document.file, document.line(location), message)
                    continue
                for key in sorted(keys):
                    owner = owners.setdefault(key, (file, entry.id, title))
                    if owner != (file, entry.id, title):
                        yield _clash(document, location, title, name, owner[2])
        if group == "clusters":
            yield from _same_cluster_twice(document, models[file].clusters)


def _clash(
    document: Document, location: Tuple[Union[str, int], ...], title: str, name: str, other: str
) -> Problem:
    message = f"'{title}': the name '{name}' already means '{other}'; remove it from one of them"
    return Problem(document.file, document.line(location), message)


def _same_cluster_twice(document: Document, clusters: List[Any]) -> Iterator[Problem]:
    seen = set()
    for index, cluster in enumerate(clusters):
        if cluster.name in seen:
            line = document.line(("clusters", index, "name"))
            message = f"cluster '{cluster.name}' is listed twice; remove one of the entries"
            yield Problem(document.file, line, message)
        seen.add(cluster.name)
