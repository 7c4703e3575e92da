"""The channel to a running bot over its web chat's protocol (docs/web-channel.md)."""

from __future__ import annotations

import json
import time
import uuid
from typing import Any, Dict, Iterator, List, Mapping, Tuple

import requests

from bot.testing.channel import Channel, ChannelError, Message, Reply
from bot.testing.script import Button

_BASE = "/webhooks/web"
_TIMEOUT = 60.0  # seconds
_PATIENCE = 20  # times that a rate limit is waited for
#: Metadata that the protocol carries: the language of the chat's interface, in the body of a
#: message, and that of the browser, in a header.
_LANGUAGE, _LOCALE = "language", "locale"


class WebChannel(Channel):
    """Talks as the chat on a web page does: a session, and a stream of events for each message.

    Texts, buttons and languages come back; intent and slots don't. A "/" begins a press of the
    button with that payload.
    """

    name = "web"

    def __init__(self, url: str) -> None:
        """Connect to the bot at `url`, such as http://localhost:5005.

        Raises:
            ChannelError: nobody answers there, or not a bot with the web channel.
        """
        self.url = url.rstrip("/")
        self._http = requests.Session()
        self._tokens: Dict[str, str] = {}
        self._titles: Dict[str, Dict[str, str]] = {}  # by sender, then payload
        self._open()

    def begin(self, sender: str, slots: Mapping[str, Any]) -> None:
        """Open a session."""
        super().begin(sender, slots)
        self._tokens[sender] = self._open()
        self._titles[sender] = {}

    def send(self, sender: str, text: str, metadata: Mapping[str, Any]) -> Reply:
        """Type a text or press a button, and read all events of the answer."""
        unknown = sorted(set(metadata) - {_LANGUAGE, _LOCALE})
        if unknown:
            raise ChannelError(f"Metadata '{unknown[0]}' cannot be sent over {self.name}.")
        body: Dict[str, Any] = {"id": str(uuid.uuid4()), _LANGUAGE: metadata.get(_LANGUAGE)}
        titles = self._titles.setdefault(sender, {})
        if text.startswith("/"):
            body.update(payload=text, title=titles.get(text))
        else:
            body.update(text=text)
        token = self._tokens.get(sender) or self._open()
        self._tokens[sender] = token
        headers = {"Authorization": f"Bearer {token}"}
        if metadata.get(_LOCALE):
            headers["Accept-Language"] = str(metadata[_LOCALE]).replace("_", "-")
        response = self._post("/message", body, headers)
        response.encoding = "utf-8"
        messages: List[Message] = []
        ended = False
        for event, data in _events(response.text):
            if event == "message":
                messages.append(_message(data))
            elif event == "error":
                messages.append(Message(f"error {data['code']}: {data['message']}"))
            ended = event == "done"
        if not ended:
            raise ChannelError(f"{self.url} broke off in the middle of an answer.")
        for message in messages:
            titles.update((str(b.payload), str(b.title)) for b in message.buttons)
        return Reply(tuple(messages))

    def close(self) -> None:
        """Close the connection."""
        self._http.close()

    def _open(self) -> str:
        try:
            return str(self._post("/session", {}, {}).json()["token"])
        except (ValueError, KeyError, TypeError):
            raise ChannelError(f"{self.url}{_BASE}/session gave no token.") from None

    def _post(self, path: str, body: Any, headers: Dict[str, str]) -> requests.Response:
        for _ in range(_PATIENCE):
            try:
                response = self._http.post(
                    f"{self.url}{_BASE}{path}", json=body, headers=headers, timeout=_TIMEOUT
                )
            except requests.RequestException as error:
                reason = type(error).__name__
                message = f"No bot answers at {self.url} ({reason}). Is it running there?"
                raise ChannelError(message) from error
            if response.status_code != requests.codes.too_many_requests:
                break
            time.sleep(float(response.headers.get("Retry-After", 1)))
        if response.status_code == requests.codes.not_found:
            raise ChannelError(
                f"{self.url} has no web channel; add 'bot.channels.web.WebInput:' to its "
                "credentials.yml."
            )
        if not response.ok:
            status = response.status_code
            raise ChannelError(f"{self.url}{_BASE}{path} answered with status {status}.")
        return response


def _events(stream: str) -> Iterator[Tuple[str, Any]]:
    """Name and data of each event; ours have one line of each."""
    for block in stream.split("\n\n"):
        fields = dict(line.split(": ", 1) for line in block.splitlines() if ": " in line)
        if "event" in fields:
            yield fields["event"], json.loads(fields["data"])


def _message(data: Mapping[str, Any]) -> Message:
    buttons = [Button(button["title"], button["payload"]) for button in data["buttons"]]
    text = data["text"] or (data["image"] or {}).get("src") or json.dumps(data["custom"])
    return Message(str(text), tuple(buttons), language=data["language"])
