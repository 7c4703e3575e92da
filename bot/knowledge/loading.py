"""Loading the knowledge files into a `KnowledgeBase`, or saying what is wrong with them."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any, Dict, List, Optional, Tuple, Union

from pydantic import ValidationError

from bot.knowledge.base import KnowledgeBase
from bot.knowledge.checks import cross_check
from bot.knowledge.documents import Document
from bot.knowledge.errors import KnowledgeError, Problem
from bot.knowledge.explaining import explain
from bot.knowledge.geography import Geography
from bot.knowledge.models import FILES
from bot.knowledge.profile_checks import left_over, profile_check
from bot.knowledge.profile_models import entries_of_places
from bot.knowledge.profiles import Origin

DEFAULT_DIRECTORY = Path(__file__).resolve().parents[2] / "knowledge"


def knowledge_directory() -> Path:
    """The folder of the knowledge files: `KLYNGEBOT_KNOWLEDGE`, or `knowledge/` of the project."""
    return Path(os.environ.get("KLYNGEBOT_KNOWLEDGE") or DEFAULT_DIRECTORY)


def load_knowledge(
    directory: Optional[Union[str, Path]] = None, strict: bool = False
) -> KnowledgeBase:
    """Load and check all knowledge files.

    Args:
        directory: folder of the YAML files; `knowledge_directory()` when left out.
        strict: also take what is merely left over for a mistake, such as the profile of a
            cluster that was renamed or removed.

    Raises:
        KnowledgeError: with every mistake found, each with file, line and what to do.
    """
    folder = Path(directory) if directory else knowledge_directory()
    documents, models, problems = _read_all(folder)
    problems += cross_check(documents, models)
    problems += profile_check(documents, models)
    if strict:
        problems += left_over(documents, models)
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
        sectors=models["sectors.yml"].sectors,
        geography=Geography(entries_of_places(models["places.yml"])),
        profiles=models["profiles.yml"].profiles,
        profiles_origin=Origin(
            models["profiles.yml"].origin,
            models["profiles.yml"].first_year,
            models["profiles.yml"].last_year,
        ),
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
            problems.extend(explain(document, model, error))
    return documents, models, problems
