"""Loading the knowledge files into a `KnowledgeBase`, or saying what is wrong with them."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any, Dict, Iterator, List, Optional, Tuple, Union

from pydantic import ValidationError

from bot.knowledge.base import KnowledgeBase
from bot.knowledge.documents import Document
from bot.knowledge.errors import KnowledgeError, Problem
from bot.knowledge.models import FILES, LANGUAGES, Strict
from bot.knowledge.names import name_key, pieces

DEFAULT_DIRECTORY = Path(__file__).resolve().parents[2] / "knowledge"


def knowledge_directory() -> Path:
    """The folder of the knowledge files: `KLYNGEBOT_KNOWLEDGE`, or `knowledge/` of the project."""
    return Path(os.environ.get("KLYNGEBOT_KNOWLEDGE") or DEFAULT_DIRECTORY)


def load_knowledge(directory: Optional[Union[str, Path]] = None) -> KnowledgeBase:
    """Load and check all knowledge files.

    Args:
        directory: folder of the YAML files; `knowledge_directory()` when left out.

    Raises:
        KnowledgeError: with every mistake found, each with file, line and what to do.
    """
    folder = Path(directory) if directory else knowledge_directory()
    documents, models, problems = _read_all(folder)
    problems += _cross_check(documents, models)
    if problems:
        raise KnowledgeError(problems)
    return KnowledgeBase(
        sources=models["sources.yml"].sources,
        programme=models["programme.yml"].programme,
        levels=models["levels.yml"].levels,
        clusters=models["clusters.yml"].clusters,
        year=models["clusters.yml"].year,
        method=models["effects.yml"].method,
        metrics=models["effects.yml"].metrics,
        events=models["timeline.yml"].events,
        redesign=models["timeline.yml"].redesign,
        limits=models["limits.yml"].topics,
        sources_of={
            part: models[f"{part}.yml"].source for part in ("clusters", "effects", "timeline")
        },
    )


def _read_all(folder: Path) -> Tuple[Dict[str, Document], Dict[str, Any], List[Problem]]:
    """The files that are in order, and what is wrong with the others."""
    documents: Dict[str, Document] = {}
    models: Dict[str, Any] = {}
    problems: List[Problem] = []
    for name, model in FILES.items():
        try:
            document = Document(folder / name, f"{folder.absolute().name}/{name}")
            documents[name] = document
            models[name] = model.parse_obj(document.data)
        except KnowledgeError as error:
            problems.extend(error.problems)
        except ValidationError as error:
            problems.extend(_explain(document, model, error))
    return documents, models, problems


def _explain(document: Document, model: type[Strict], error: ValidationError) -> Iterator[Problem]:
    for item in error.errors():
        location = item["loc"]
        field = _field(location)
        kind = item["type"]
        place = _describe(document, location)
        if kind == "value_error.missing":
            if field in LANGUAGES:
                what = f"the text in '{field}' is missing; write it in every language"
            else:
                what = f"field '{field}' is missing; add it"
        elif kind == "value_error.extra":
            what = f"field '{field}' is not known here; check its spelling or remove it"
        elif kind == "value_error.any_str.min_length":
            what = f"'{field}' is empty; write a text"
        elif kind == "type_error.none.not_allowed":
            what = f"'{field}' has no value; write one, or remove the field if it may be left out"
        elif kind == "value_error.list.min_items":
            what = f"'{field}' is an empty list; write at least one entry"
        elif kind.startswith("type_error.str"):
            what = f"'{field}' must be a text; put it in quotes"
        elif kind in ("type_error.integer", "value_error.strictint"):
            what = f"'{field}' must be a whole number, without quotes"
        elif kind in ("value_error.strictbool", "type_error.bool"):
            what = f"'{field}' must be true or false"
        elif kind == "value_error.str.regex":
            what = f"'{field}' does not have the right form ({item['ctx']['pattern']})"
        elif kind == "type_error.list":
            what = f"'{field}' must be a list: one '- ' a line"
        elif kind == "type_error.dict":
            what = f"'{field}' must have fields of its own, such as nb: and en:"
        elif kind == "type_error.enum":
            allowed = ", ".join(value.value for value in item["ctx"]["enum_values"])
            what = f"'{field}' must be one of {allowed}"
        else:
            what = f"'{field}': {item['msg']}"
        yield Problem(document.file, document.line(location), f"{place}{what}")


def _field(location: Tuple[Union[str, int], ...]) -> str:
    """The field a location points at; an entry of a list goes by its number."""
    last = location[-1]
    if isinstance(last, int):
        return f"{location[-2]}, entry {last + 1}" if len(location) > 1 else f"entry {last + 1}"
    return last


def _describe(document: Document, location: Tuple[Union[str, int], ...]) -> str:
    """Name the entry a location lies in: "cluster 'NCE Eyde': "."""
    data: Any = document.data
    label = ""
    for index, part in enumerate(location):
        try:
            data = data[part]
        except (KeyError, IndexError, TypeError):
            break
        if isinstance(part, int) and isinstance(data, dict):
            group = str(location[index - 1]) if index else "entry"
            title = data.get("name") if isinstance(data.get("name"), str) else data.get("id")
            one = group[:-1] if group.endswith("s") else group
            label = f"{one} '{title}': " if title else f"{one} number {part + 1}: "
    return label


def _cross_check(documents: Dict[str, Document], models: Dict[str, Any]) -> Iterator[Problem]:
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


def _duplicate_names(documents: Dict[str, Document], models: Dict[str, Any]) -> Iterator[Problem]:
    """A name or alias may mean one thing only, over all files."""
    owners: Dict[str, Tuple[str, str]] = {}
    for file, group in (
        ("levels.yml", "levels"),
        ("clusters.yml", "clusters"),
        ("effects.yml", "metrics"),
    ):
        if file not in models:
            continue
        document = documents[file]
        for index, entry in enumerate(getattr(models[file], group)):
            title = entry.name if isinstance(entry.name, str) else entry.name.nb
            places: List[Tuple[str, Tuple[Union[str, int], ...]]] = []
            for field in ("name", "long_name"):
                value = getattr(entry, field, None)
                names = [value] if isinstance(value, str) else [value.nb, value.en] if value else []
                places += [(name, (group, index, field)) for name in names]
            places += [
                (alias, (group, index, field, position))
                for field in ("aliases", "described_as")
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
                    owner = owners.setdefault(key, (entry.id, title))
                    if owner != (entry.id, title):
                        yield _clash(document, location, title, name, owner[1])
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
