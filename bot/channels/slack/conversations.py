"""Rasa's conversations as the channel sees them: their language, and the model that answers.

Everything here works without an agent, too (it knows nothing then): in tests, and while the model
is being loaded.
"""

from __future__ import annotations

import logging
from functools import cache
from typing import Any, Callable, Optional

from rasa.core.agent import Agent
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import SlotSet

from bot.channels.payloads import Payloads
from bot.slots import LANGUAGE_SLOT

logger = logging.getLogger(__name__)


class Conversations:
    """Reads and sets the language slot of conversations.

    Args:
        agent: gives Rasa's agent, or `None`.
    """

    def __init__(self, agent: Callable[[], Optional[Agent]]) -> None:
        self._agent = agent

    @property
    def domain(self) -> Optional[Domain]:
        """The domain of the loaded model."""
        agent = self._agent()
        processor = getattr(agent, "processor", None)
        return getattr(processor, "domain", None)

    @property
    def payloads(self) -> Payloads:
        """The payloads that buttons may have; without a model, those of `domain.yml`."""
        return Payloads.of(self.domain or _domain_of_file())

    @property
    def database(self) -> Optional[Any]:
        """SQLAlchemy's address of the database of the tracker store, if it has one."""
        store = getattr(self._agent(), "tracker_store", None)
        store = getattr(store, "_tracker_store", store)  # Rasa wraps it to survive failures
        engine = getattr(store, "engine", None)
        return getattr(engine, "url", None)

    async def language(self, conversation: str) -> Optional[str]:
        """The language a conversation is in; `None` for a new one."""
        tracker = await self._tracker(conversation)
        value = tracker.get_slot(LANGUAGE_SLOT) if tracker else None
        return str(value) if value else None

    async def exists(self, conversation: str) -> bool:
        """Whether anything has been said in a conversation."""
        return await self._tracker(conversation) is not None

    async def set_language(self, conversation: str, language: str) -> None:
        """Go on in another language, if the conversation has begun."""
        agent = self._agent()
        if agent is None or not await self.exists(conversation):
            return
        async with agent.lock_store.lock(conversation):
            tracker = await self._tracker(conversation)
            if tracker is not None:
                tracker.update(SlotSet(LANGUAGE_SLOT, language), self.domain)
                await agent.tracker_store.save(tracker)

    async def _tracker(self, conversation: str) -> Optional[Any]:
        agent = self._agent()
        if agent is None or agent.tracker_store is None:
            return None
        return await agent.tracker_store.retrieve(conversation)


@cache
def _domain_of_file() -> Domain:
    return Domain.load("domain.yml")
