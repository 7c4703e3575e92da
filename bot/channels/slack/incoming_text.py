"""What somebody wrote in Slack, as plain text: without Slack's markup and stray characters."""

from __future__ import annotations

import re
from typing import Optional

from bot.channels.text import clean, without_command

_REFERENCE = re.compile(r"<([^<>]*)>")
_FORMATTED = re.compile(r"(?<!\w)([*_~`]{1,3})(?=\S)(.+?)(?<=\S)\1(?!\w)", re.DOTALL)
_OTHER_FIRST = re.compile(r"^\s*<@([A-Z0-9]+)(?:\|[^>]*)?>")


def plain_text(text: str, bot_user: Optional[str] = None) -> str:
    """The text as its writer sees it, without mentions of the bot.

    Links become their labels, people and channels their names where Slack tells them, and
    `&amp;` is an ampersand again. Leading slashes go: Rasa would take the text for a payload.
    """
    text = _REFERENCE.sub(lambda match: _reference(match.group(1), bot_user), text)
    text = text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
    text = _FORMATTED.sub(r"\2", clean(text))
    return without_command(re.sub(r"[^\S\n]+", " ", text).strip())


def mentions(text: str, user: Optional[str]) -> bool:
    """Whether the text mentions a user."""
    return bool(user) and re.search(rf"<@{re.escape(str(user))}(?:\|[^>]*)?>", text) is not None


def addressed_to_other(text: str, bot_user: Optional[str]) -> bool:
    """Whether the text begins with a mention of somebody else."""
    match = _OTHER_FIRST.match(text)
    return match is not None and match.group(1) != bot_user


def _reference(inside: str, bot_user: Optional[str]) -> str:
    """What stands between angle brackets: a user, channel, group, date or link."""
    target, _, label = inside.partition("|")
    if target.startswith("@"):
        return " " if target[1:] == bot_user else (f"@{label}" if label else " ")
    if target.startswith("#"):
        return f"#{label}" if label else " "
    if target.startswith("!"):
        return label or " "
    if target.startswith("mailto:"):
        return label or target[len("mailto:") :]
    return label or target
