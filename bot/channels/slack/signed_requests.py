"""Requests of Slack over HTTP: is it Slack who asks, and what does the body say?"""

from __future__ import annotations

import json
from typing import Any, Dict, Mapping
from urllib.parse import parse_qs

from slack_sdk.signature import SignatureVerifier

LARGEST_BODY = 1_000_000  # bytes; Slack's largest bodies hold a message with all its blocks


class BadRequestError(Exception):
    """A body that Slack wouldn't send."""


def is_authentic(verifier: SignatureVerifier, body: bytes, headers: Mapping[str, str]) -> bool:
    """Whether Slack signed the body, within the last five minutes."""
    try:
        return bool(verifier.is_valid_request(body, dict(headers)))
    except (ValueError, TypeError):  # a timestamp that is no number, a body that is no text
        return False


def parse_body(body: bytes, content_type: str) -> Dict[str, Any]:
    """The JSON of an event or interaction, or the fields of a slash command.

    Raises:
        BadRequestError: it is neither.
    """
    kind = content_type.partition(";")[0].strip().lower()
    try:
        text = body.decode("utf-8")
        if kind == "application/json":
            return _json(text)
        if kind == "application/x-www-form-urlencoded":
            fields = {name: values[0] for name, values in parse_qs(text, True).items()}
            return _json(fields["payload"]) if "payload" in fields else dict(fields)
    except ValueError as error:
        raise BadRequestError("The body is not what its Content-Type says.") from error
    raise BadRequestError("Content-Type must be application/json or a form.")


def _json(text: str) -> Dict[str, Any]:
    data = json.loads(text)
    if not isinstance(data, dict):
        raise ValueError("not an object")
    return data
