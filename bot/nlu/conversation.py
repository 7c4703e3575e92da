"""What the components that tell intents know of the conversation: the last question answered."""

from __future__ import annotations

from typing import Optional

from rasa.shared.core.trackers import DialogueStateTracker
from rasa.shared.nlu.constants import INTENT
from rasa.shared.nlu.training_data.message import Message

from bot.slots import QUESTION_SLOT  # set by the actions, see actions/base.py


def last_intent(tracker: Optional[DialogueStateTracker]) -> Optional[str]:
    """The intent of the last question answered; None before the first one."""
    question = tracker.get_slot(QUESTION_SLOT) if tracker else None
    return (question or {}).get("intent") or None


def has_begun(tracker: Optional[DialogueStateTracker]) -> bool:
    """Whether a question was answered before, be it one of no known kind."""
    return bool(tracker and tracker.get_slot(QUESTION_SLOT))


def followed_intent(example: Message) -> Optional[str]:
    """The intent of the question that a training phrase follows (`metadata: {after: ...}`)."""
    metadata = (example.get("metadata") or {}).get(INTENT) or {}
    after = metadata.get("after") if isinstance(metadata, dict) else None
    return str(after) if after else None


def in_context(text: str, before: Optional[str]) -> str:
    """What is encoded of a message in a conversation: "ask effect: and sales?"."""
    return f"{before.replace('_', ' ')}: {text}" if before else text
