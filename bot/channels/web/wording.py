"""What the channel itself says to people: the responses `utter_web_…` of `domain.yml`."""

from __future__ import annotations

import logging
from typing import Any, Dict

from rasa.core.nlg.response import TemplatedNaturalLanguageGenerator

from bot.channels.web.language import DEFAULT_LANGUAGE

logger = logging.getLogger(__name__)

CHANNEL = "web"

#: The one text that is needed before there is a model, which holds all the others.
_STARTING: Dict[str, str] = {
    "nb": "Assistenten starter nå. Prøv igjen om litt.",
    "en": "The assistant is starting. Please try again shortly.",
}


def say(agent: Any, response: str, language: str, **variables: Any) -> str:
    """The text of a response in a language.

    Without a model, or with one trained before the response was written, it is the text that
    asks to try again.
    """
    fallback = _STARTING.get(language, _STARTING[DEFAULT_LANGUAGE])
    domain = getattr(agent, "domain", None)
    if domain is None:
        return fallback
    responses = TemplatedNaturalLanguageGenerator(domain.responses)
    slots = {"language": language}
    found = responses.generate_from_slots(response, slots, CHANNEL, **variables)
    if not found or not found.get("text"):
        logger.warning("The model has no response %s; train it anew.", response)
        return fallback
    return str(found["text"])
