"""Someone in the web chat, whose messages can be sent to one server or another."""

from __future__ import annotations

import json
import queue
import threading
import uuid
from dataclasses import dataclass, field
from typing import Any, Dict, List, Optional

import requests

from tests.channels.event_stream import ServerSentEvent, parse


@dataclass
class Reply:
    """The answer to a message, as far as it came."""

    events: List[ServerSentEvent] = field(default_factory=list)
    broken: Optional[Exception] = None

    @property
    def names(self) -> List[str]:
        """What kinds of events, in order."""
        return [event.name for event in self.events]

    @property
    def text(self) -> str:
        """What the bot said."""
        return "\n".join(event.json["text"] for event in self.events if event.name == "message")

    @property
    def error(self) -> Dict[str, Any]:
        """Why it didn't answer; empty if it did."""
        return next((event.json for event in self.events if event.name == "error"), {})


class Pending:
    """A message that is being answered in the background."""

    def __init__(self, chat: WebChat, url: str, text: str, key: str) -> None:
        self.key = key
        self._reply: queue.Queue[Reply] = queue.Queue()
        thread = threading.Thread(target=lambda: self._reply.put(chat.ask(url, text, key)))
        thread.daemon = True
        thread.start()

    def wait(self, seconds: float = 120.0) -> Reply:
        """Its answer."""
        return self._reply.get(timeout=seconds)


class WebChat:
    """One conversation."""

    def __init__(self, url: str, language: Optional[str] = None) -> None:
        """Begin it at a server."""
        answer = requests.post(
            f"{url}/webhooks/web/session", json={"language": language}, timeout=120
        )
        answer.raise_for_status()
        self.headers = {"Authorization": f"Bearer {answer.json()['token']}"}

    def ask(self, url: str, text: str, key: Optional[str] = None) -> Reply:
        """Say something to a server, and read the answer to its end, or until it breaks off."""
        body = {"id": key or str(uuid.uuid4()), "text": text}
        reply, raw = Reply(), b""
        try:
            with self._request("POST", url, "message", json=body, stream=True) as answer:
                assert answer.status_code == 200, answer.text
                for part in answer.iter_content(None):
                    raw += part
        except requests.RequestException as error:
            reply.broken = error
        reply.events = parse(raw[: raw.rfind(b"\n\n") + 2])[0]
        return reply

    def ask_in_background(self, url: str, text: str, key: Optional[str] = None) -> Pending:
        """Say something, and go on."""
        return Pending(self, url, text, key or str(uuid.uuid4()))

    def history(self, url: str) -> List[Dict[str, Any]]:
        """What was said so far, as a server has it."""
        answer = self._request("GET", url, "history")
        assert answer.status_code == 200, answer.text
        return list(answer.json()["messages"])

    def said(self, url: str) -> List[str]:
        """What the user said so far, as a server has it."""
        return [message["text"] for message in self.history(url) if message["role"] == "user"]

    def call(self, method: str, url: str, path: str, body: Any = None) -> requests.Response:
        """Any other request."""
        data = None if body is None else json.dumps(body)
        return self._request(method, url, path, data=data)

    def _request(self, method: str, url: str, path: str, **options: Any) -> requests.Response:
        address = f"{url}/webhooks/web/{path}"
        return requests.request(method, address, headers=self.headers, timeout=120, **options)
