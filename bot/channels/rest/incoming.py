"""The body of a request to the REST channel, read into what Rasa is given.

The form is that of Rasa's own REST channel: `sender`, `message`, `metadata`, `input_channel`.
"""

from __future__ import annotations

import json
import re
import secrets
from dataclasses import dataclass, field
from typing import Any, Dict, NoReturn, Optional

from sanic.request import Request

from bot.channels.payloads import Payloads
from bot.channels.rest.errors import MalformedError
from bot.channels.text import clean, is_blank, without_command
from bot.languages import of_metadata

CHANNEL = "rest"
MAX_SENDER = 200  # characters; the column in the database holds 255
MAX_DEPTH = 10  # of metadata, which is kept as JSON with every message
#: Conversations of the other channels: who has the token has not thereby those.
_OTHER_CHANNELS = ("web-", "slack:")
#: Rasa makes something of its own of these.
_RESERVED = frozenset({"is_external", "model_id", "assistant_id", "shown"})
_CHANNEL_NAME = re.compile(r"[A-Za-z0-9_.-]{1,64}")


@dataclass(frozen=True)
class RestMessage:
    """A message of a program.

    Args:
        sender: the conversation; made up, and not to be guessed, when the program names none.
        text: what Rasa is to be given: typed text or an allowed payload; empty if nothing can
            be seen of what was typed.
        length: of what was typed, in characters; 0 for a payload.
        channel: the name of the channel in the tracker.
        metadata: kept with the message.
    """

    sender: str
    text: str
    length: int = 0
    channel: str = CHANNEL
    metadata: Dict[str, Any] = field(default_factory=dict)

    @property
    def language(self) -> Optional[str]:
        """The language that the program says its user has."""
        return of_metadata(self.metadata)


def new_sender() -> str:
    """An id for a conversation, of 128 random bits."""
    return f"{CHANNEL}-{secrets.token_hex(16)}"


def body_in(request: Request) -> Dict[str, Any]:
    """The JSON object in the body; raises `MalformedError`."""
    try:
        body = json.loads(request.body.decode("utf-8"), parse_constant=_refuse)
    except (ValueError, RecursionError) as error:
        raise MalformedError("The body is not JSON in UTF-8") from error
    if not isinstance(body, dict):
        raise MalformedError("The body is not a JSON object")
    return body


def message_in(body: Dict[str, Any], payloads: Payloads) -> RestMessage:
    """The message in a body; raises `MalformedError`.

    A message that begins with "/" is a button's payload if it is one that our buttons can have;
    else it is text.
    """
    message = body.get("message")
    if not isinstance(message, str):
        raise MalformedError("'message' is not a string")
    sender, metadata = _sender(body.get("sender")), _metadata(body.get("metadata"))
    channel = _channel(body.get("input_channel"))
    payload = payloads.accept(message) if message.startswith("/") else None
    if payload is not None:
        return RestMessage(sender, payload, channel=channel, metadata=metadata)
    typed = clean(message)
    text = without_command(typed)
    return RestMessage(sender, "" if is_blank(text) else text, len(typed), channel, metadata)


def _sender(given: Any) -> str:
    if given is None or given == "":
        return new_sender()
    if isinstance(given, int) and not isinstance(given, bool):  # Rasa's takes numbers, too
        given = str(given)
    if not isinstance(given, str):
        raise MalformedError("'sender' is not a string")
    if len(given) > MAX_SENDER or clean(given) != given:
        raise MalformedError(
            f"'sender' has more than {MAX_SENDER} characters, or some that cannot be seen"
        )
    if given.startswith(_OTHER_CHANNELS):
        raise MalformedError("'sender' is the name of another channel's conversation")
    return given


def _metadata(given: Any) -> Dict[str, Any]:
    if given is None:
        return {}
    if not isinstance(given, dict):
        raise MalformedError("'metadata' is not an object")
    if _deeper_than(given, MAX_DEPTH):
        raise MalformedError(f"'metadata' is nested more than {MAX_DEPTH} deep")
    return {name: value for name, value in given.items() if name not in _RESERVED}


def _channel(given: Any) -> str:
    if given is None or given == "":
        return CHANNEL
    if not isinstance(given, str) or not _CHANNEL_NAME.fullmatch(given):
        raise MalformedError("'input_channel' is not 1 to 64 letters, digits, '-', '_' and '.'")
    return given


def _deeper_than(value: Any, depth: int) -> bool:
    if not isinstance(value, (dict, list)):
        return False
    inner = value.values() if isinstance(value, dict) else value
    return depth == 0 or any(_deeper_than(one, depth - 1) for one in inner)


def _refuse(constant: str) -> NoReturn:
    raise ValueError(f"{constant} is not JSON")
