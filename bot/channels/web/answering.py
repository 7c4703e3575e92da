"""Answering one message: exactly once, in its turn, and with an ending whatever happens."""

from __future__ import annotations

import asyncio
import logging
from typing import Any, Awaitable, Callable, Dict, List, Optional

from rasa.core.agent import Agent
from rasa.core.channels.channel import UserMessage

from bot.channels.deliveries import DELIVERED, FAILED, count_delivery
from bot.channels.failures import described
from bot.channels.http.conversations import Conversations
from bot.channels.http.language import known
from bot.channels.http.wording import CHANNEL, say, words_language
from bot.channels.pseudonyms import pseudonym
from bot.channels.unavailable import UnavailableError
from bot.channels.web.history import LANGUAGE, SHOWN, answers, message_id
from bot.channels.web.incoming import Incoming
from bot.channels.web.messages import bot_message
from bot.channels.web.output import WebOutput
from bot.channels.web.turns import Turn
from bot.responses import INTERNAL_ERROR, UNAVAILABLE

_FAILURES = ("internal", "timeout")  # the others are the user's to put right
logger = logging.getLogger(__name__)

OnNewMessage = Callable[[UserMessage], Awaitable[Any]]


class Answering:
    """Runs turns through Rasa."""

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

    async def __call__(self, turn: Turn) -> None:
        """Run a turn to its end: its events, an error if it fails, `done`. Never raises."""
        language = turn.asked_in
        turn.add("typing", {})
        try:
            language = await asyncio.wait_for(self._answer(turn), self._seconds)
        except asyncio.TimeoutError:
            self._log(turn, "took too long", None)
            language = await self._fail(turn, "timeout", "utter_web_timeout")
        except UnavailableError:  # logged where it was noticed
            spoken = await words_language(self._agent(), turn.message.text)
            language = spoken or turn.asked_in
            self._tell(turn, "internal", UNAVAILABLE, language)
        except asyncio.CancelledError:  # the server is shutting down
            self._tell(turn, "internal", "utter_web_starting", language)
        except Exception as error:
            self._log(turn, "failed", error)
            language = await self._fail(turn, "internal", INTERNAL_ERROR)
        finally:
            turn.add("done", {"language": language})
            turn.finish()

    async def _answer(self, turn: Turn) -> str:
        """Add the messages of a turn; returns the language of the last."""
        message = turn.message
        if message.length > self._longest:
            variables = {"limit": self._longest, "length": message.length}
            return await self._fail(turn, "too_long", "utter_web_too_long", **variables)
        if not message.text:
            return await self._ask_for_text(turn)
        conversations = Conversations(self._agent(), self._seconds * 2)
        async with conversations.turn_of(turn.conversation):
            sent = await self._stored(conversations, turn)
            if sent is None:
                sent = await self._run(turn)
            else:
                for answer in sent:
                    turn.add("message", answer)
        if not sent:  # an action failed, and Rasa went on without what it would have said
            return await self._fail(turn, "internal", INTERNAL_ERROR)
        count_delivery(CHANNEL, DELIVERED)
        return str(sent[-1]["language"])

    async def _stored(
        self, conversations: Conversations, turn: Turn
    ) -> Optional[List[Dict[str, Any]]]:
        """What the key was answered before; `None` if it wasn't, or that cannot be known."""
        try:
            events = await conversations.turn(turn.conversation, turn.message.key)
        except UnavailableError:
            raise
        except Exception as error:
            # Rasa goes on without its stores when they are down; so do we.
            self._log(turn, "cannot be looked up", error)
            return None
        return None if events is None else answers(events)

    async def _run(self, turn: Turn) -> List[Dict[str, Any]]:
        sent: List[Dict[str, Any]] = []

        def receive(uttered: Dict[str, Any]) -> None:
            identifier = message_id(turn.message.key, len(sent) + 1)
            answer = bot_message(uttered, identifier, turn.asked_in)
            turn.add("message", answer)
            sent.append(answer)

        await self._on_new_message(
            UserMessage(
                turn.message.text,
                WebOutput(receive),
                turn.conversation,
                input_channel=CHANNEL,
                message_id=turn.message.key,
                metadata=_metadata(turn.message),
            )
        )
        return sent

    async def _ask_for_text(self, turn: Turn) -> str:
        language = await self._language(turn)
        text = say(self._agent(), "utter_web_empty", language)
        message = {"text": text, "language": language}
        turn.add("message", bot_message(message, message_id(turn.message.key, 1), language))
        return language

    async def _fail(self, turn: Turn, code: str, response: str, **variables: Any) -> str:
        language = await self._language(turn)
        self._tell(turn, code, response, language, **variables)
        return language

    def _tell(self, turn: Turn, code: str, response: str, language: str, **variables: Any) -> None:
        if code in _FAILURES:
            count_delivery(CHANNEL, FAILED)
        text = say(self._agent(), response, language, **variables)
        turn.add("error", {"code": code, "message": text})

    async def _language(self, turn: Turn) -> str:
        """The language of the conversation, else that of who asks."""
        try:
            spoken = await Conversations(self._agent()).language(turn.conversation)
        except Exception:  # that of the message will do, or of who asks
            spoken = await words_language(self._agent(), turn.message.text)
        return known(spoken) or turn.asked_in

    def _log(self, turn: Turn, what: str, error: Optional[BaseException]) -> None:
        cause = f": {described(error)}" if error else ""
        logger.error("A turn of web conversation %s %s%s", _name(turn), what, cause)


def _name(turn: Turn) -> str:
    return pseudonym(turn.conversation)


def _metadata(message: Incoming) -> Dict[str, Any]:
    told = {LANGUAGE: message.language, SHOWN: message.shown}
    return {name: value for name, value in told.items() if value}
