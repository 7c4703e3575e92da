"""Slack: a channel on Rasa's `SlackInput`, for direct messages, mentions, `/klynge` and Home.

`credentials.yml` names `bot.channels.slack.SlackChannel`. The way of a message:

    request → channel (signature) → incoming (for us?) → store (handled before?) → 200 to Slack
    lanes (in order) → turns (Rasa answers) → blocks (Block Kit) → delivery (to Slack, once)
"""

from bot.channels.slack.channel import SlackChannel

__all__ = ["SlackChannel"]
