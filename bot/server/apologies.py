"""No message is met with silence: where a turn fails, the user is told so, in their language.

Rasa answers nothing then. The web channel and Slack have ways of their own to tell (an error event,
a message that is delivered once); they say so by `tells_failures` on their output channel, and get
the exception. To the users of every other channel (REST, `rasa shell`, Rasa's own) the apology is a
message.
"""

from __future__ import annotations

import logging
from typing import Any, Awaitable, Callable, Dict, List, Optional

from rasa.core.agent import Agent
from rasa.core.channels.channel import CollectingOutputChannel, UserMessage
from rasa.core.lock_store import LockError
from rasa.core.nlg.response import TemplatedNaturalLanguageGenerator

from bot.channels.failures import described
from bot.channels.http.wording import words_language
from bot.channels.unavailable import UnavailableError
from bot.languages import DEFAULT_LANGUAGE, of_metadata
from bot.responses import INTERNAL_ERROR, UNAVAILABLE
from bot.slots import LANGUAGE_SLOT

logger = logging.getLogger(__name__)
Handle = Callable[[Agent, UserMessage], Awaitable[Optional[List[Dict[str, Any]]]]]


def apologising(handle: Handle) -> Handle:
    """`Agent.handle_message`, but a turn that fails tells the user."""

    async def handle_message(self: Agent, message: UserMessage) -> Optional[List[Dict[str, Any]]]:
        try:
            return await handle(self, message)
        except Exception as error:
            if getattr(message.output_channel, "tells_failures", False):
                raise
            _log(error)
            await _apologise(self, message, error)
        collected = isinstance(message.output_channel, CollectingOutputChannel)
        return message.output_channel.messages if collected else None

    return handle_message


async def language_of(agent: Agent, message: UserMessage) -> str:
    """The language to answer a message in when its conversation cannot be read.

    That of its words, else that of its metadata, else Norwegian.
    """
    metadata = message.metadata or {}
    of_words = await words_language(agent, message.text or "")
    return of_words or of_metadata(metadata) or DEFAULT_LANGUAGE


async def _apologise(agent: Agent, message: UserMessage, error: Exception) -> None:
    away = isinstance(error, (UnavailableError, LockError))
    language = await language_of(agent, message)
    responses = TemplatedNaturalLanguageGenerator(agent.domain.responses)
    channel = message.output_channel
    for response in (UNAVAILABLE, INTERNAL_ERROR) if away else (INTERNAL_ERROR,):
        said = responses.generate_from_slots(response, {LANGUAGE_SLOT: language}, channel.name())
        if said:  # a model trained before the first was written has the second
            await channel.send_response(message.sender_id, said)
            return


def _log(error: Exception) -> None:
    if isinstance(error, UnavailableError):
        return  # said once, where it was noticed
    logger.error("A turn failed: %s", described(error))
