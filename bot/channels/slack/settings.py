"""What an administrator sets for Slack, and what is wrong with it, in words that help."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from typing import Any, Dict, List, Mapping, Optional

BOT_TOKEN = "SLACK_BOT_TOKEN"
SIGNING_SECRET = "SLACK_SIGNING_SECRET"
APP_TOKEN = "SLACK_APP_TOKEN"
API_URL = "SLACK_API_URL"
DEFAULT_API_URL = "https://slack.com/api/"

#: Scopes of the bot token that `deploy/slack/*.yml` ask for, and what breaks without each.
SCOPES: Dict[str, str] = {
    "app_mentions:read": "mentions in channels are not seen",
    "channels:history": "replies in threads of public channels are not seen",
    "chat:write": "nothing can be answered",
    "commands": "the slash command doesn't work",
    "files:write": "charts and maps are not shown, only their text",
    "groups:history": "replies in threads of private channels are not seen",
    "im:history": "direct messages are not seen",
    "im:write": "answers to the buttons of the Home tab cannot be made sure of",
    "mpim:history": "replies in threads of group messages are not seen",
    "users:read": "the language of a user is not known before the first message",
}

_WHERE = "api.slack.com/apps → your app"
_FORMATS = {
    BOT_TOKEN: (re.compile(r"^xoxb-[\w-]+$"), "begins with xoxb-", "OAuth & Permissions"),
    SIGNING_SECRET: (
        re.compile(r"^[0-9a-f]{32}$"),
        "is 32 of the characters 0-9 and a-f",
        "Basic Information, App Credentials",
    ),
    APP_TOKEN: (
        re.compile(r"^xapp-[\w-]+$"),
        "begins with xapp-",
        "Basic Information, App-Level Tokens (scope connections:write)",
    ),
}


@dataclass(frozen=True)
class SlackSettings:
    """The settings; `None` for what isn't set.

    Args:
        bot_token: acts as the app's bot user.
        signing_secret: tells that a request over HTTP comes from Slack.
        app_token: for Socket Mode, where the bot connects to Slack instead.
        api_url: address of Slack's Web API; another one in tests.
        proxy: HTTP proxy for calls to Slack.
        message_length: longest question in characters.
        turn_timeout: seconds the assistant may take for a turn.
    """

    bot_token: Optional[str] = None
    signing_secret: Optional[str] = None
    app_token: Optional[str] = None
    api_url: str = DEFAULT_API_URL
    proxy: Optional[str] = None
    message_length: int = 1000
    turn_timeout: float = 30.0

    @classmethod
    def read(
        cls,
        credentials: Optional[Mapping[str, Any]] = None,
        environment: Mapping[str, str] = os.environ,
    ) -> SlackSettings:
        """The environment, else the keys of Rasa's own Slack channel in `credentials.yml`."""
        given = credentials or {}

        def value(name: str, key: str) -> Optional[str]:
            return (environment.get(name) or str(given.get(key) or "")).strip() or None

        return cls(
            bot_token=value(BOT_TOKEN, "slack_token"),
            signing_secret=value(SIGNING_SECRET, "slack_signing_secret"),
            app_token=value(APP_TOKEN, "slack_app_token"),
            api_url=value(API_URL, "slack_api_url") or DEFAULT_API_URL,
            proxy=value("SLACK_PROXY", "proxy"),
            message_length=_number(environment, "KLYNGEBOT_MAX_MESSAGE", 1000),
            turn_timeout=_number(environment, "KLYNGEBOT_TURN_TIMEOUT", 30),
        )

    @property
    def nothing_set(self) -> bool:
        """Nobody wants Slack here."""
        return not (self.bot_token or self.signing_secret or self.app_token)

    @property
    def over_http(self) -> bool:
        """Slack posts events to the webhook."""
        return bool(self.bot_token and self.signing_secret)

    @property
    def over_socket(self) -> bool:
        """The bot fetches events over a connection of its own."""
        return bool(self.bot_token and self.app_token)

    def problems(self) -> List[str]:
        """What keeps the channel from working, each with how to put it right; empty if nothing."""
        if self.nothing_set:
            return []
        problems = []
        if not self.bot_token:
            problems.append(_missing(BOT_TOKEN))
        if not self.signing_secret and not self.app_token:
            problems.append(f"{_missing(SIGNING_SECRET)} Or set {APP_TOKEN} for Socket Mode.")
        given = {
            BOT_TOKEN: self.bot_token,
            SIGNING_SECRET: self.signing_secret,
            APP_TOKEN: self.app_token,
        }
        for name, text in given.items():
            pattern, form, place = _FORMATS[name]
            if text and not pattern.match(text):
                problems.append(
                    f"{name} is not what it should be: it {form}. Copy it from {_WHERE} → {place}."
                )
        return problems


def _missing(name: str) -> str:
    return f"{name} is not set. Copy it from {_WHERE} → {_FORMATS[name][2]}."


def _number(environment: Mapping[str, str], name: str, default: int) -> int:
    text = environment.get(name, "")
    return int(text) if text.isdigit() and int(text) > 0 else default
