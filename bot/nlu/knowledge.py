"""The knowledge base as Rasa's components load it: mistakes become Rasa's own exception."""

from __future__ import annotations

from typing import Optional

from rasa.shared.exceptions import RasaException

from bot.knowledge import KnowledgeBase, KnowledgeError, load_knowledge
from bot.knowledge.loading import knowledge_directory, load_vocabulary
from bot.knowledge.own_wording import OwnWording, load_wording
from bot.knowledge.vocabulary import VocabularyFile


def knowledge_for_rasa() -> KnowledgeBase:
    """Load the knowledge base; Rasa's command line shows a `RasaException` without traceback."""
    try:
        return load_knowledge()
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
