"""Conversations as Rasa stores them, made by hand, and a SQLite store with its table."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path
from typing import Any, Dict, Iterable, List, Optional, Sequence, Tuple

Event = Tuple[str, Dict[str, Any]]
NOON = 1_795_521_600.0  # 2026-11-24 12:00 UTC


def said(
    text: str,
    intent: str = "ask_goal",
    time: float = NOON,
    channel: str = "web",
    id_: str = "key00001",
    ranking: Sequence[Tuple[str, float]] = (),
    **entities: str,
) -> Event:
    """A message of the user."""
    parsed = {
        "intent": {"name": intent, "confidence": 0.9},
        "entities": [{"entity": name, "value": value} for name, value in entities.items()],
        "intent_ranking": [{"name": name, "confidence": sure} for name, sure in ranking],
    }
    body = {"event": "user", "timestamp": time, "text": text, "parse_data": parsed}
    return "user", {**body, "input_channel": channel, "message_id": id_, "metadata": {}}


def answered(response: Optional[str], time: float = NOON + 1) -> Event:
    """A message of the bot."""
    metadata = {"utter_action": response} if response else {}
    return "bot", {"event": "bot", "timestamp": time, "text": "…", "metadata": metadata}


def slot(name: str, value: Any, time: float = NOON) -> Event:
    """A slot that is set."""
    return "slot", {"event": "slot", "timestamp": time, "name": name, "value": value}


def store(path: Path, conversations: Iterable[List[Event]]) -> Path:
    """A SQLite file as Rasa's tracker store makes it, the conversations mixed up as they come."""
    with sqlite3.connect(path) as database:
        database.execute(
            "CREATE TABLE events (id INTEGER PRIMARY KEY, sender_id TEXT NOT NULL, type_name TEXT, "
            "timestamp FLOAT, intent_name TEXT, action_name TEXT, data TEXT)"
        )
        rows = [
            (f"someone-{number}", kind, body["timestamp"], body.get("name"), json.dumps(body))
            for number, events in enumerate(conversations)
            for kind, body in events
        ]
        database.executemany(
            "INSERT INTO events (sender_id, type_name, timestamp, action_name, data) "
            "VALUES (?, ?, ?, ?, ?)",
            sorted(rows, key=lambda row: row[2]),
        )
    return path
