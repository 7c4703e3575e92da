"""Sender ids of Rasa conversations: which messages in Slack belong together.

One conversation a direct message, a thread, and a user's slash commands in a channel.
"""

from __future__ import annotations

from typing import Optional, Tuple

_PREFIX = "slack"
_COMMAND = "command"


def direct(team: str, user: str, thread: Optional[str] = None) -> str:
    """A user's direct messages; with `thread`, one chat of Slack's assistant view."""
    parts = [_PREFIX, team, user]
    return ":".join([*parts, thread] if thread else parts)


def in_thread(team: str, channel: str, thread: str) -> str:
    """A thread in a channel, with all who write there."""
    return ":".join([_PREFIX, team, channel, thread])


def of_command(team: str, channel: str, user: str) -> str:
    """What a user asks with the slash command in a channel, seen by nobody else."""
    return ":".join([_PREFIX, team, channel, user, _COMMAND])


def place_of(conversation: str) -> Optional[Tuple[str, Optional[str]]]:
    """Channel and thread to post to unasked; `None` where that cannot be done."""
    parts = conversation.split(":")
    if parts[0] != _PREFIX or len(parts) not in (3, 4):
        return None
    return parts[2], parts[3] if len(parts) == 4 else None
