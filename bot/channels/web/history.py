"""A conversation as it was seen in the chat, from the events that the tracker keeps."""

from __future__ import annotations

from datetime import datetime, timezone
from typing import Any, Dict, Iterable, Iterator, List

from rasa.shared.core.events import BotUttered, Event, UserUttered

from bot.channels.http.language import DEFAULT_LANGUAGE, known
from bot.channels.web.messages import CONTENT, bot_message

#: Key in a user message's metadata: what the chat shows, where Rasa was given something else.
SHOWN = "shown"
LANGUAGE = "language"
MAX_MESSAGES = 200
_BEFORE_ANY = "start"


def message_id(key: str, number: int) -> str:
    """The id of the bot's message `number`, from 1, in the turn of an idempotency key."""
    return f"{key}.{number}"


def history(events: Iterable[Event]) -> List[Dict[str, Any]]:
    """The messages of both sides, oldest first, the last `MAX_MESSAGES` of them."""
    return list(_messages(events))[-MAX_MESSAGES:]


def answers(events: Iterable[Event]) -> List[Dict[str, Any]]:
    """The bot's messages among events, as they were sent when they were said."""
    return [
        {name: value for name, value in message.items() if name not in ("role", "time")}
        for message in _messages(events)
        if message["role"] == "bot"
    ]


def _messages(events: Iterable[Event]) -> Iterator[Dict[str, Any]]:
    key, number, asked_in = _BEFORE_ANY, 0, DEFAULT_LANGUAGE
    titles: Dict[str, str] = {}  # of the buttons seen so far, by payload
    for event in events:
        if isinstance(event, UserUttered):
            if not event.text or event.metadata.get("is_external"):
                continue
            key, number = str(event.message_id), 0
            asked_in = known(event.metadata.get(LANGUAGE)) or DEFAULT_LANGUAGE
            shown = event.metadata.get(SHOWN) or titles.get(event.text) or event.text
            yield {"role": "user", "id": key, "text": shown, "time": _time(event)}
        elif isinstance(event, BotUttered):
            uttered = event.message()
            if any(uttered.get(part) for part in CONTENT):
                number += 1
                message = bot_message(uttered, message_id(key, number), asked_in)
                for button in message["buttons"]:
                    titles[button["payload"]] = button["title"]
                yield {"role": "bot", **message, "time": _time(event)}


def _time(event: Event) -> str:
    moment = datetime.fromtimestamp(event.timestamp, tz=timezone.utc)
    return moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")
