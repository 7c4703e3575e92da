"""Deletion that the user asks for in the chat.

An action cannot delete the conversation it is part of: Rasa saves the whole turn when the actions
are done. So the store does it instead of saving: where the bot has said that the conversation is
deleted, it is.
"""

from __future__ import annotations

from abc import ABC, abstractmethod

from rasa.core.tracker_store import TrackerStore
from rasa.shared.core.events import BotUttered, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

from bot.responses import DELETED


class DeletesOnRequest(TrackerStore, ABC):
    """For stores with a method `delete`: put before the class whose `save` is to be replaced."""

    async def save(self, tracker: DialogueStateTracker) -> None:
        """Save the tracker, or delete the conversation if its last turn said so."""
        if says_deleted(tracker):
            await self.delete(tracker.sender_id)
        else:
            await super().save(tracker)

    @abstractmethod
    async def delete(self, conversation_id: str) -> None:
        """Delete everything of a conversation."""


def says_deleted(tracker: DialogueStateTracker) -> bool:
    """Whether the bot said in the last turn that the conversation is deleted."""
    for event in reversed(tracker.events):
        if isinstance(event, UserUttered):
            return False
        if isinstance(event, BotUttered) and event.metadata.get("utter_action") == DELETED:
            return True
    return False
