"""Slack: a channel on Rasa's `SlackInput`, for direct messages, mentions, `/klynge` and Home.

`credentials.yml` names `bot.channels.slack.SlackChannel`. The way of a message:

    request → channel (signature) → incoming (for us?) → store (handled before?) → 200 to Slack
    lanes (in order) → turns (Rasa answers) → blocks (Block Kit) → delivery (to Slack, once)
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from bot.channels.slack.channel import SlackChannel

__all__ = ["SlackChannel"]


def __getattr__(name: str) -> Any:
    """The channel when it is asked for: `make slack-check` has no need of Rasa, which is slow."""
    if name == "SlackChannel":
        from bot.channels.slack.channel import SlackChannel

        return SlackChannel
    raise AttributeError(name)
