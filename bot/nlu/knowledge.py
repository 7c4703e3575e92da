"""The knowledge base as Rasa's components load it: mistakes become Rasa's own exception."""

from __future__ import annotations

from rasa.shared.exceptions import RasaException

from bot.knowledge import KnowledgeBase, KnowledgeError, load_knowledge


def knowledge_for_rasa() -> KnowledgeBase:
    """Load the knowledge base; Rasa's command line shows a `RasaException` without traceback."""
    try:
        return load_knowledge()
    except KnowledgeError as error:
        raise RasaException(str(error)) from None
