"""Answering one message of a program: always with something, whatever happens."""

from __future__ import annotations

import asyncio
import logging
from typing import Any, Awaitable, Callable, Dict, List, Optional

from rasa.core.agent import Agent
from rasa.core.channels.channel import CollectingOutputChannel, UserMessage
from rasa.core.lock_store import LockError

from bot.channels.failures import described
from bot.channels.http.conversations import Conversations
from bot.channels.http.language import DEFAULT_LANGUAGE, known
from bot.channels.http.wording import say, words_language
from bot.channels.rest.incoming import RestMessage
from bot.channels.unavailable import UnavailableError
from bot.responses import INTERNAL_ERROR, UNAVAILABLE

logger = logging.getLogger(__name__)

OnNewMessage = Callable[[UserMessage], Awaitable[Any]]
Receive = Callable[[Dict[str, Any]], None]


class RestOutput(CollectingOutputChannel):
    """Rasa's collecting channel, which hands on each message at once."""

    tells_failures = True  # `RestAnswering` does

    def __init__(self, receive: Receive) -> None:
        """Args: `receive` is called with each message, in the form of Rasa's REST channel."""
        super().__init__()
        self._receive = receive

    async def _persist_message(self, message: Dict[str, Any]) -> None:
        await super()._persist_message(message)
        self._receive(message)


class RestAnswering:
    """Runs turns through Rasa, and says what went wrong when one gives no answer."""

    def __init__(
        self,
        on_new_message: OnNewMessage,
        agent: Callable[[], Agent],
        seconds: float,
        longest: int,
    ) -> None:
        """What turns need.

        Args:
            on_new_message: gives a message to Rasa.
            agent: the agent that is loaded now.
            seconds: how long a turn may take.
            longest: how many characters a message may have.
        """
        self._on_new_message = on_new_message
        self._agent = agent
        self._seconds = seconds
        self._longest = longest

    async def __call__(
        self, message: RestMessage, asked_in: Optional[str], receive: Receive
    ) -> List[Dict[str, Any]]:
        """Run a turn to its end; returns its messages, at least one. Raises nothing.

        Args:
            asked_in: the language to say so in if something goes wrong, where the conversation
                has none yet.
            receive: is called with each message.
        """
        output = RestOutput(receive)
        try:
            await asyncio.wait_for(self._run(message, asked_in, output), self._seconds)
        except asyncio.TimeoutError:
            logger.error("A turn of the REST channel took too long")
            await self._tell(message, asked_in, output, "utter_web_timeout")
        except (UnavailableError, LockError):  # said in the log where it was noticed
            await self._tell(message, asked_in, output, UNAVAILABLE)
        except Exception as error:
            logger.error("A turn of the REST channel failed: %s", described(error))
            await self._tell(message, asked_in, output, INTERNAL_ERROR)
        if not output.messages:  # an action failed, and Rasa went on without what it would say
            logger.error("The assistant said nothing in a turn of the REST channel")
            await self._tell(message, asked_in, output, INTERNAL_ERROR)
        return list(output.messages)

    async def _run(self, message: RestMessage, asked_in: Optional[str], output: RestOutput) -> None:
        if message.length > self._longest:
            variables = {"limit": self._longest, "length": message.length}
            return await self._tell(message, asked_in, output, "utter_web_too_long", **variables)
        if not message.text:
            return await self._tell(message, asked_in, output, "utter_web_empty")
        await self._on_new_message(
            UserMessage(
                message.text,
                output,
                message.sender,
                input_channel=message.channel,
                metadata=message.metadata,
            )
        )

    async def _tell(
        self,
        message: RestMessage,
        asked_in: Optional[str],
        output: RestOutput,
        response: str,
        **variables: Any,
    ) -> None:
        language = await self._language(message) or asked_in or DEFAULT_LANGUAGE
        text = say(self._agent(), response, language, **variables)
        await output.send_text_message(message.sender, text)

    async def _language(self, message: RestMessage) -> Optional[str]:
        """The language of the conversation, else what the program says."""
        try:
            spoken = await Conversations(self._agent()).language(message.sender)
        except Exception:  # the message itself, or what the program says, will do
            spoken = await words_language(self._agent(), message.text)
        return known(spoken) or message.language
