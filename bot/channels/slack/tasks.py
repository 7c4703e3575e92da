"""A task: one thing somebody did in Slack that the bot must react to, once.

It is kept in the database as JSON until it is done, so that a restart loses nothing.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from typing import Any, Dict, List, Optional

#: What a task is about.
MESSAGE = "message"  # somebody wrote to the bot
PRESS = "press"  # a button with a payload
GREETING = "greeting"  # first contact
HOME = "home"  # the Home tab was opened
LANGUAGE = "language"  # a language was chosen on the Home tab


@dataclass(frozen=True)
class Press:
    """A pressed button and the message it stands in.

    Args:
        action: Slack's `action_id` of the button, unique within the message.
        title: what the button says.
        block: `block_id` of the block it stands in.
        message: `ts` of the message; empty for the Home tab.
        blocks: of the message, as Slack sent them; empty where Slack sends none (ephemeral).
        text: fallback text of the message.
    """

    action: str
    title: str
    block: str = ""
    message: str = ""
    blocks: List[Dict[str, Any]] = field(default_factory=list)
    text: str = ""


@dataclass(frozen=True)
class Task:
    """What to react to, and where the answer goes.

    Args:
        key: the same for every delivery of the same thing, whatever kind of event told of it.
        kind: one of the kinds above.
        team: Slack's id of the workspace; `user` likewise.
        conversation: sender id of the Rasa conversation.
        text: plain text of a message, payload of a button, or the language chosen.
        channel: where to answer: a channel, or a user for their direct messages.
        thread: `ts` of the thread to answer in.
        response_url: where to answer what only the asker sees (slash command).
        question: shown above the answer, where Slack doesn't show it (slash command, Home tab).
        only_in_known_thread: not for the bot unless it has been mentioned in this thread.
        own_thread: the thread has a conversation of its own (assistant view), if it is known.
        opens_thread: from here on, the bot answers in this thread.
    """

    key: str
    kind: str
    team: str
    user: str
    conversation: str
    text: str = ""
    channel: str = ""
    thread: Optional[str] = None
    response_url: Optional[str] = None
    question: Optional[str] = None
    press: Optional[Press] = None
    only_in_known_thread: bool = False
    own_thread: bool = False
    opens_thread: bool = False

    def to_json(self) -> str:
        """As kept in the database."""
        return json.dumps(asdict(self), ensure_ascii=False)

    @classmethod
    def from_json(cls, text: str) -> Task:
        """From the database."""
        data = json.loads(text)
        press = data.pop("press", None)
        return cls(press=Press(**press) if press else None, **data)
