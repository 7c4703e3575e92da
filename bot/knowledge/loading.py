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
from bot.knowledge.names import name_key

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
    documents, models = _read_all(folder)
    problems = list(_cross_check(documents, models))
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
    )


def _read_all(folder: Path) -> Tuple[Dict[str, Document], Dict[str, Any]]:
    documents: Dict[str, Document] = {}
    models: Dict[str, Any] = {}
    problems: List[Problem] = []
    for name, model in FILES.items():
        try:
            document = Document(folder / name, f"{folder.name}/{name}")
            documents[name] = document
            models[name] = model.parse_obj(document.data)
        except KnowledgeError as error:
            problems.extend(error.problems)
        except ValidationError as error:
            problems.extend(_explain(document, model, error))
    if problems:
        raise KnowledgeError(problems)
    return documents, models


def _explain(document: Document, model: type[Strict], error: ValidationError) -> Iterator[Problem]:
    for item in error.errors():
        location = item["loc"]
        field = str(location[-1])
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
        elif kind.startswith("type_error.str") or kind == "type_error.none.not_allowed":
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
    yield from _unknown_references(documents, models)
    for file, group in _IDENTIFIED:
        yield from _duplicate_ids(documents[file], group, getattr(models[file], group))
    yield from _duplicate_names(documents, models)


_IDENTIFIED = (
    ("sources.yml", "sources"),
    ("levels.yml", "levels"),
    ("effects.yml", "metrics"),
    ("timeline.yml", "events"),
    ("limits.yml", "topics"),
)


def _unknown_references(
    documents: Dict[str, Document], models: Dict[str, Any]
) -> Iterator[Problem]:
    levels = [level.id for level in models["levels.yml"].levels]
    document = documents["clusters.yml"]
    for index, cluster in enumerate(models["clusters.yml"].clusters):
        if cluster.level not in levels:
            yield Problem(
                document.file,
                document.line(("clusters", index, "level")),
                f"cluster '{cluster.name}': level '{cluster.level}' is not one of "
                f"{', '.join(levels)}",
            )
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
    yield "programme.yml", ("programme", "source"), models["programme.yml"].programme.source
    for file in ("clusters.yml", "effects.yml", "timeline.yml"):
        yield file, ("source",), models[file].source
    for index, level in enumerate(models["levels.yml"].levels):
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
        document = documents[file]
        for index, entry in enumerate(getattr(models[file], group)):
            names = [] if isinstance(entry.name, str) else [entry.name.nb, entry.name.en]
            title = entry.name if isinstance(entry.name, str) else entry.name.nb
            places = [(name, (group, index, "name")) for name in names or [entry.name]]
            places += [
                (alias, (group, index, "aliases", position))
                for position, alias in enumerate(entry.aliases)
            ]
            for name, location in places:
                key = name_key(name)
                if not key:
                    message = f"'{title}': the name '{name}' holds no letters or digits"
                    yield Problem(document.file, document.line(location), message)
                    continue
                owner = owners.setdefault(key, (entry.id, title))
                clash = owner[0] != entry.id or (group == "clusters" and location[-1] == "name")
                if clash and owner != (entry.id, title):
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
