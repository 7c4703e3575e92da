"""The bodies of requests, read into what the channel works with."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import Any, Dict, Optional

from sanic.request import Request

from bot.channels.http.errors import BadRequestError
from bot.channels.http.language import LANGUAGES
from bot.channels.payloads import Payloads
from bot.channels.text import clean, is_blank, without_command

MAX_TITLE = 200  # characters
MAX_COMMENT = 2000  # characters
VALUES = ("up", "down", None)
_KEY = re.compile(r"[A-Za-z0-9_-]{8,64}")
_MESSAGE_ID = re.compile(r"[A-Za-z0-9_-]{1,64}\.[0-9]{1,4}")


@dataclass(frozen=True)
class Incoming:
    """A message of a user.

    Args:
        key: its idempotency key.
        text: what Rasa is to be given: typed text or an allowed payload; empty if nothing can
            be seen of what was typed.
        shown: what the chat shows, where that is something else.
        length: of what was typed, in characters; 0 for a payload.
        language: of the chat's interface, if that is known.
    """

    key: str
    text: str
    shown: Optional[str] = None
    length: int = 0
    language: Optional[str] = None


@dataclass(frozen=True)
class Feedback:
    """What someone thinks of a message of the bot."""

    message: str
    value: Optional[str] = None
    comment: Optional[str] = None


def json_in(request: Request, optional: bool = False) -> Dict[str, Any]:
    """The JSON object in the body; raises `BadRequestError`.

    Args:
        optional: whether an empty body will do, for an empty object.
    """
    if optional and not request.body:
        return {}
    try:
        body = json.loads(request.body.decode("utf-8"))
    except (ValueError, RecursionError) as error:
        raise BadRequestError("The body is not JSON in UTF-8") from error
    if not isinstance(body, dict):
        raise BadRequestError("The body is not a JSON object")
    return body


def language_in(body: Dict[str, Any]) -> Optional[str]:
    """The `language` of a body; raises `BadRequestError` for one that we don't speak."""
    language = body.get("language")
    if language is not None and language not in LANGUAGES:
        raise BadRequestError(f"'language' is not one of {', '.join(LANGUAGES)}, null")
    return language


def message_in(body: Dict[str, Any], payloads: Payloads) -> Incoming:
    """The message in a body; raises `BadRequestError`.

    A payload that isn't allowed, such as that of a button of an earlier version, counts as its
    title typed in.
    """
    key, language = body.get("id"), language_in(body)
    if not isinstance(key, str) or not _KEY.fullmatch(key):
        raise BadRequestError("'id' is not 8 to 64 letters, digits, '-' and '_'")
    if ("text" in body) == ("payload" in body):
        raise BadRequestError("There must be either 'text' or 'payload'")
    if "text" in body:
        return _typed(key, _string(body, "text"), language)
    payload, title = _string(body, "payload"), clean(_string(body, "title", ""))
    accepted = payloads.accept(payload)
    if accepted is None:
        return _typed(key, title or payload, language)
    return Incoming(key, accepted, title[:MAX_TITLE] or None, language=language)


def feedback_in(body: Dict[str, Any]) -> Feedback:
    """The feedback in a body; raises `BadRequestError`."""
    message, value = body.get("message"), body.get("value")
    if not isinstance(message, str) or not _MESSAGE_ID.fullmatch(message):
        raise BadRequestError("'message' is not the id of a message")
    if value not in VALUES:
        raise BadRequestError("'value' is not one of 'up', 'down', null")
    comment = clean(_string(body, "comment", ""))
    if len(comment) > MAX_COMMENT:
        raise BadRequestError(f"'comment' has more than {MAX_COMMENT} characters")
    return Feedback(message, value, comment or None)


def _typed(key: str, text: str, language: Optional[str]) -> Incoming:
    typed = clean(text)
    read = without_command(typed)
    if is_blank(read):
        read = ""
    return Incoming(key, read, typed if read != typed else None, len(typed), language)


def _string(body: Dict[str, Any], name: str, default: Optional[str] = None) -> str:
    value = body.get(name)
    if value is None and default is not None:
        return default
    if not isinstance(value, str):
        raise BadRequestError(f"'{name}' is not a string")
    return value
