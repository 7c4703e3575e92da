"""The channel to a running bot by its URL, over Rasa's REST channel."""

from __future__ import annotations

import os
import time
from typing import Any, Mapping

import requests

from bot.testing.channel import Channel, ChannelError, Message, Reply
from bot.testing.script import Button

_TIMEOUT = 30.0  # seconds
_PATIENCE = 10  # tries, when the bot says it is asked too much at once
TOKEN_VARIABLE = "KLYNGEBOT_REST_TOKEN"


class RestChannel(Channel):
    """Posts to `/webhooks/rest/webhook`. Texts and buttons come back; intent and slots don't."""

    name = "REST"
    splits_messages = True

    def __init__(self, url: str) -> None:
        """Connect to the bot at `url`, such as http://localhost:5005.

        Raises:
            ChannelError: nobody answers there, or not a bot with the REST channel.
        """
        self.url = url.rstrip("/")
        self._session = requests.Session()
        token = os.environ.get(TOKEN_VARIABLE)
        if token:
            self._session.headers["Authorization"] = f"Bearer {token}"
        self._request("GET", "/webhooks/rest/")

    def send(self, sender: str, text: str, metadata: Mapping[str, Any]) -> Reply:
        """Post one message; the answer holds all messages of the bot."""
        body = {"sender": sender, "message": text, "metadata": dict(metadata)}
        answer = self._request("POST", "/webhooks/rest/webhook", body)
        if not isinstance(answer, list):
            raise ChannelError(f"{self.url} answered with no list of messages.")
        return Reply(tuple(_message(item) for item in answer))

    def close(self) -> None:
        """Close the connection."""
        self._session.close()

    def _request(self, method: str, path: str, body: Any = None) -> Any:
        for _ in range(_PATIENCE):
            try:
                response = self._session.request(
                    method, f"{self.url}{path}", json=body, timeout=_TIMEOUT
                )
            except requests.RequestException as error:
                reason = type(error).__name__
                message = f"No bot answers at {self.url} ({reason}). Is it running there?"
                raise ChannelError(message) from error
            if response.status_code != requests.codes.too_many_requests:
                break
            time.sleep(float(response.headers.get("Retry-After", 1)))
        if response.status_code == requests.codes.not_found:
            message = f"{self.url} has no REST channel; name one in its credentials.yml."
            raise ChannelError(message)
        if response.status_code in (requests.codes.unauthorized, requests.codes.forbidden):
            message = f"{self.url} wants a token: set {TOKEN_VARIABLE} to that of the server."
            raise ChannelError(message)
        if not response.ok:
            raise ChannelError(f"{self.url}{path} answered with status {response.status_code}.")
        try:
            return response.json()
        except ValueError:
            raise ChannelError(f"{self.url}{path} did not answer with JSON.") from None


def _message(item: Mapping[str, Any]) -> Message:
    buttons = tuple(
        Button(button.get("title"), button.get("payload")) for button in item.get("buttons") or []
    )
    text = item.get("text") or item.get("image") or item.get("attachment") or ""
    return Message(str(text), buttons)
