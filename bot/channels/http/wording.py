"""What channels over HTTP themselves say to people: responses such as `utter_web_…`."""

from __future__ import annotations

import logging
from typing import Any, Dict, Optional

from rasa.core.channels.channel import UserMessage
from rasa.core.nlg.response import TemplatedNaturalLanguageGenerator

from bot.channels.http.language import DEFAULT_LANGUAGE, known
from bot.slots import LANGUAGE_SLOT

logger = logging.getLogger(__name__)

CHANNEL = "web"

#: The one text that is needed before there is a model, which holds all the others.
_STARTING: Dict[str, str] = {
    "nb": "Assistenten starter nå. Prøv igjen om litt.",
    "nn": "Assistenten startar no. Prøv igjen om litt.",
    "en": "The assistant is starting. Please try again shortly.",
}


async def words_language(agent: Any, text: str) -> Optional[str]:
    """The language of a text by its words; `None` if they don't tell, or there is no model."""
    try:
        parsed = await agent.processor.parse_message(UserMessage(text))
    except Exception:  # it is asked for where something has failed already
        return None
    found = (one for one in parsed.get("entities") or [] if one.get("entity") == "language")
    return next((known(one.get("value")) for one in found), None)


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
    slots = {LANGUAGE_SLOT: language}
    found = responses.generate_from_slots(response, slots, CHANNEL, **variables)
    if not found or not found.get("text"):
        logger.warning("The model has no response %s; train it anew.", response)
        return fallback
    return str(found["text"])
