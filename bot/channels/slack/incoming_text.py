"""What somebody wrote in Slack, as plain text: without Slack's markup and stray characters."""

from __future__ import annotations

import re
import unicodedata
from typing import Optional

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
    text = unicodedata.normalize("NFC", text)
    text = "".join(char for char in text if char in "\n\t" or _is_text(char))
    text = _FORMATTED.sub(r"\2", text)
    text = re.sub(r"[^\S\n]+", " ", text).strip()
    return text.lstrip("/ ")


def mentions(text: str, user: Optional[str]) -> bool:
    """Whether the text mentions a user."""
    return bool(user) and re.search(rf"<@{re.escape(str(user))}(?:\|[^>]*)?>", text) is not None


def addressed_to_other(text: str, bot_user: Optional[str]) -> bool:
    """Whether the text begins with a mention of somebody else."""
    match = _OTHER_FIRST.match(text)
    return match is not None and match.group(1) != bot_user


def _is_text(char: str) -> bool:
    # Cf is kept for the joiners in emoji; lone surrogates and controls are no text
    return unicodedata.category(char) not in ("Cc", "Cs", "Co", "Cn")


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
