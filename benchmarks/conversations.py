"""`python -m benchmarks.conversations OUT.db [COUNT]`: conversations to try the report on.

The trained model answers the open evaluation questions and conversations in-process, and some
that nobody can answer; then the conversations are spread over the days before today. The only
made-up parts are channels, times and thumbs. COUNT takes a sample of so many conversations.
"""

from __future__ import annotations

import asyncio
import json
import os
import random
import sqlite3
import sys
import time
import uuid
from pathlib import Path
from typing import Iterator, List

from tests.evaluation.running import load

DAYS = 14
CHANNELS = ["web"] * 6 + ["slack"] * 3 + ["rest"]
UNANSWERED = [
    ["kan jeg leie lokaler av klyngene?", "leie kontor hos klynge", "hei, jeg heter Kari Nordmann"],
    ["hvordan leier man kontorplass i en klynge?", "er det ledige lokaler til leie?"],
    ["fins det ledige kontorer vi kan leie?", "ring meg på 912 34 567 da"],
    ["kan studenter skrive master i en klynge?", "masteroppgave i samarbeid med klynge?"],
    ["skrive masteroppgave med en klynge, går det?", "mail meg: kari@example.no"],
    ["do the clusters have internships?", "summer internship in a cluster?"],
    ["are there any internships for students?", "My name is John Smith, call +47 912 34 567"],
    ["when is the next conference?", "is there a conference i can go to?"],
    [
        "hvilke konferanser arrangeres i høst?",
        "konferanse i høst?",
        "01019949707 er fødselsnummeret",
    ],
    ["asdf qwer zxcv", "???"],
]


def main(arguments: List[str]) -> int:
    """Make the store named first; returns the exit code."""
    if len(arguments) not in (1, 2):
        print("Usage: python -m benchmarks.conversations OUT.db [COUNT]", file=sys.stderr)
        return 2
    path = Path(arguments[0])
    path.unlink(missing_ok=True)
    os.environ["KLYNGEBOT_DATABASE"] = str(path)
    texts = list(conversations())
    if len(arguments) > 1:
        texts = UNANSWERED * 2 + random.Random(3).sample(texts, int(arguments[1]))
    asyncio.run(_answer(texts))
    _spread(path)
    return 0


def conversations() -> Iterator[List[str]]:
    """The user's messages, a conversation at a time."""
    for split in ("open", "fresh"):
        items = load(split)
        for question in items["questions"]:
            yield [str(question["text"])]
        for conversation in items["conversations"]:
            yield [str(turn["text"]) for turn in conversation["turns"]]
    yield from UNANSWERED * 3


async def _answer(asked: List[List[str]]) -> None:
    from rasa.core.channels.channel import CollectingOutputChannel, UserMessage

    from bot.channels.http.conversations import Conversations
    from bot.server.agent import load_agent
    from bot.server.tracker_store import ConversationStore
    from bot.server.training import model_path

    agent = load_agent(os.environ.get("KLYNGEBOT_MODEL") or model_path())
    agent.tracker_store = ConversationStore(agent.domain)
    agent.processor.tracker_store = agent.tracker_store
    stored, chance = Conversations(agent), random.Random(1)
    for texts in asked:
        sender, channel = uuid.uuid4().hex, chance.choice(CHANNELS)
        for text in texts:
            message = UserMessage(text, CollectingOutputChannel(), sender, input_channel=channel)
            await agent.handle_message(message)
        if channel == "web" and chance.random() < 0.1:
            thumb = chance.choice(["up", "up", "down"])
            await stored.set_feedback(
                sender, {"message": f"{message.message_id}.0", "value": thumb}
            )


def _spread(path: Path) -> None:
    chance, now = random.Random(2), time.time()
    with sqlite3.connect(path) as database:
        senders = database.execute("SELECT sender_id, MIN(timestamp) FROM events GROUP BY 1")
        for sender, first in senders.fetchall():
            begin = now - chance.uniform(0.1, DAYS) * 86400
            rows = database.execute(
                "SELECT id, timestamp, data FROM events WHERE sender_id = ? ORDER BY id", [sender]
            ).fetchall()
            for id_, timestamp, data in rows:
                moved = begin + (timestamp - first) * 40  # people read and think between turns
                event = {**json.loads(data), "timestamp": moved}
                database.execute(
                    "UPDATE events SET timestamp = ?, data = ? WHERE id = ?",
                    [moved, json.dumps(event), id_],
                )


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
