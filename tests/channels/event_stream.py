"""A reader of event streams, written from the HTML standard and from nothing of ours."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any, List, Tuple


@dataclass(frozen=True)
class ServerSentEvent:
    """An event as a browser would dispatch it."""

    name: str
    data: str
    last_id: str = ""

    @property
    def json(self) -> Any:
        return json.loads(self.data)


def parse(stream: bytes) -> Tuple[List[ServerSentEvent], List[str]]:
    """The events and the comments of a whole stream (HTML standard, 9.2.6)."""
    text = stream.decode("utf-8")
    text = text[1:] if text.startswith("\ufeff") else text
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    events: List[ServerSentEvent] = []
    comments: List[str] = []
    name, data, last_id = "", "", ""
    for line in lines[:-1]:  # what stands after the last line end is not dispatched
        if line == "":
            if data:
                events.append(ServerSentEvent(name or "message", data[:-1], last_id))
            name, data = "", ""
            continue
        if line.startswith(":"):
            comments.append(line[1:].strip())
            continue
        field, colon, value = line.partition(":")
        value = value[1:] if colon and value.startswith(" ") else value
        if field == "event":
            name = value
        elif field == "data":
            data += value + "\n"
        elif field == "id" and "\0" not in value:
            last_id = value
    return events, comments
