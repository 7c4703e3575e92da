"""Loading the knowledge files into a `KnowledgeBase`, or saying what is wrong with them."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any, Dict, List, Optional, Tuple, Union

from pydantic import ValidationError

from bot.knowledge.base import KnowledgeBase
from bot.knowledge.checks import cross_check, repeats
from bot.knowledge.documents import Document
from bot.knowledge.errors import KnowledgeError, Problem
from bot.knowledge.explaining import explain
from bot.knowledge.geography import Geography
from bot.knowledge.models import FILES, PROFILE_FILES
from bot.knowledge.own_wording import load_wording
from bot.knowledge.profile_checks import left_over, profile_check
from bot.knowledge.profile_models import entries_of_places
from bot.knowledge.profiles import Origin
from bot.knowledge.schema import LANGUAGES, declaring
from bot.knowledge.vocabulary import VocabularyFile

VOCABULARY = "vocabulary.yml"
DEFAULT_DIRECTORY = Path(__file__).resolve().parents[2] / "knowledge"
DEFAULT_PHRASES = DEFAULT_DIRECTORY.parent / "data" / "nlu"


def knowledge_directory() -> Path:
    """The folder of the knowledge files: `KLYNGEBOT_KNOWLEDGE`, or `knowledge/` of the project."""
    return Path(os.environ.get("KLYNGEBOT_KNOWLEDGE") or DEFAULT_DIRECTORY)


def phrases_directory() -> Path:
    """The folder of training phrases: `nlu/` beside the knowledge files, or `data/nlu`."""
    own = knowledge_directory() / "nlu"
    return own if own.is_dir() else DEFAULT_PHRASES


def load_knowledge(
    directory: Optional[Union[str, Path]] = None, strict: bool = False
) -> KnowledgeBase:
    """Load and check all knowledge files.

    Args:
        directory: folder of the YAML files; `knowledge_directory()` when left out.
        strict: also take what does no harm for a mistake: what is merely left over, such as the
            profile of a cluster that was renamed or removed, and words that stand twice.

    Raises:
        KnowledgeError: with every mistake found, each with file, line and what to do.
    """
    folder = Path(directory) if directory else knowledge_directory()
    documents, models, problems = _read_all(folder)
    problems += cross_check(documents, models)
    problems += profile_check(documents, models)
    if strict:
        problems += left_over(documents, models)
        problems += repeats(documents, models)
    try:
        wording = load_wording(folder)
    except KnowledgeError as error:
        problems += error.problems
    if problems:
        raise KnowledgeError(problems)
    profiles = models.get("profiles.yml")
    return KnowledgeBase(
        vocabulary=models["vocabulary.yml"],
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
        sectors=models["sectors.yml"].sectors if profiles else (),
        geography=Geography(entries_of_places(models["places.yml"]) if profiles else ()),
        profiles=profiles.profiles if profiles else (),
        profiles_origin=Origin(profiles.origin, profiles.first_year, profiles.last_year)
        if profiles
        else None,
        wording=wording,
    )


def load_vocabulary(directory: Optional[Union[str, Path]] = None) -> VocabularyFile:
    """Only `vocabulary.yml`, for what needs no facts; raises `KnowledgeError`."""
    folder = Path(directory) if directory else knowledge_directory()
    documents: Dict[str, Document] = {}
    models: Dict[str, Any] = {}
    problems = _read(folder, VOCABULARY, documents, models)
    if problems:
        raise KnowledgeError(problems)
    vocabulary: VocabularyFile = models[VOCABULARY]
    return vocabulary


def _read_all(folder: Path) -> Tuple[Dict[str, Document], Dict[str, Any], List[Problem]]:
    """The files that are in order, and what is wrong with the others."""
    documents: Dict[str, Document] = {}
    models: Dict[str, Any] = {}
    problems = _read(folder, VOCABULARY, documents, models)
    languages = models[VOCABULARY].languages if VOCABULARY in models else LANGUAGES
    profiled = any((folder / name).exists() for name in PROFILE_FILES)
    with declaring(languages):
        for name in FILES:
            if name != VOCABULARY and (profiled or name not in PROFILE_FILES):
                problems += _read(folder, name, documents, models)
    return documents, models, problems


def _read(
    folder: Path, name: str, documents: Dict[str, Document], models: Dict[str, Any]
) -> List[Problem]:
    """Add one file to the documents and, when it is in order, to the models."""
    model = FILES[name]
    try:
        document = Document(folder / name, f"{folder.absolute().name}/{name}")
        documents[name] = document
        models[name] = model.parse_obj(document.data)
    except KnowledgeError as error:
        return list(error.problems)
    except ValidationError as error:
        return list(explain(document, model, error))
    return []
