"""The knowledge base as Rasa's components load it: mistakes become Rasa's own exception."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Optional

from rasa.shared.exceptions import RasaException

from bot.knowledge import KnowledgeBase, KnowledgeError, load_knowledge
from bot.knowledge.loading import knowledge_directory, load_vocabulary
from bot.knowledge.own_wording import OwnWording, load_wording
from bot.knowledge.vocabulary import VocabularyFile
from bot.nlu.fingerprint import files_fingerprint


def knowledge_for_rasa() -> KnowledgeBase:
    """The knowledge base as its files are now, loaded once for all components of a model.

    Rasa's command line shows a `RasaException` without traceback.
    """
    folder = knowledge_directory()
    try:
        return _loaded(folder, files_fingerprint(folder.glob("*.yml")))
    except KnowledgeError as error:
        raise RasaException(str(error)) from None


def vocabulary_for_rasa() -> VocabularyFile:
    """Only the words of the domain, which load in milliseconds; raises `RasaException`."""
    try:
        return load_vocabulary()
    except KnowledgeError as error:
        raise RasaException(str(error)) from None


def wording_for_rasa() -> Optional[OwnWording]:
    """The wording of the knowledge base's own, if it has any; raises `RasaException`."""
    try:
        return load_wording(knowledge_directory())
    except KnowledgeError as error:
        raise RasaException(str(error)) from None


@lru_cache(maxsize=1)
def _loaded(folder: Path, fingerprint: str) -> KnowledgeBase:
    return load_knowledge(folder)
