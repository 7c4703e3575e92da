"""`python -m benchmarks.insights [EVENTS]`: the report on a store of a million events, measured.

The store is made from a few turns as Rasa stores them, of the usual size; one question in eight
is not answered, in thousands of wordings. Time and memory are those of a process of its own.
"""

from __future__ import annotations

import json
import random
import resource
import sqlite3
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any, Dict, Iterator, List, Tuple

DAYS = 30
_TURNS = 5  # in a conversation
_PLACES = ["kontor", "lokaler", "møterom", "lab", "verksted", "parkering", "hytte", "båt"]
_VERBS = ["leie", "låne", "kjøpe", "bestille", "booke", "dele", "bruke", "se"]
_ASKED = ["hvilke klynger er i Arena Pro?", "hva er effekten på omsetning?", "hvem eier det?"]
Row = Tuple[str, str, float, str, str]


def main(arguments: List[str]) -> int:
    """Make the store, report on it and print what it took."""
    wanted = int(arguments[0]) if arguments else 1_000_000
    with tempfile.TemporaryDirectory() as folder:
        database = Path(folder) / "events.db"
        made = _make(database, wanted)
        print(f"{made} events, {database.stat().st_size / 1e6:.0f} MB")
        command = [sys.executable, "-m", "bot.insights", "--since", f"{DAYS + 1}d", "--with-text"]
        command += ["--database", str(database), "--out", str(Path(folder) / "report")]
        start = time.perf_counter()
        subprocess.run(command, check=True)
        seconds = time.perf_counter() - start
        usage = resource.getrusage(resource.RUSAGE_CHILDREN)
        used = usage.ru_utime + usage.ru_stime
        print(f"{seconds:.1f} s ({used:.1f} s of processor), {usage.ru_maxrss / 1024:.0f} MB")
    return 0


def _make(path: Path, wanted: int) -> int:
    with sqlite3.connect(path) as database:
        database.execute(
            "CREATE TABLE events (id INTEGER NOT NULL PRIMARY KEY, sender_id VARCHAR(255) NOT NULL,"
            " type_name VARCHAR(255) NOT NULL, timestamp FLOAT, intent_name VARCHAR(255),"
            " action_name VARCHAR(255), data TEXT)"
        )
        insert = (
            "INSERT INTO events (sender_id, type_name, timestamp, action_name, data) "
            "VALUES (?, ?, ?, ?, ?)"
        )
        made = 0
        for batch in _batches():
            # Conversations that are held at the same time are mixed up in a real store, too.
            rows = sorted(batch, key=lambda row: row[2])[: wanted - made]
            database.executemany(insert, rows)
            made += len(rows)
            if made >= wanted:
                break
        database.execute("CREATE INDEX ix_events_sender_id ON events (sender_id)")
    return made


def _batches() -> Iterator[List[Row]]:
    chance, now = random.Random(1), time.time()
    while True:
        batch: List[Row] = []
        for _ in range(500):
            sender, at = f"{chance.getrandbits(128):032x}", now - chance.random() * DAYS * 86400
            channel = chance.choice(["web", "web", "slack", "rest"])
            for turn in range(_TURNS):
                batch += _turn(chance, sender, at + turn * 30, channel)
        yield batch


def _turn(chance: random.Random, sender: str, at: float, channel: str) -> Iterator[Row]:
    understood = chance.random() > 1 / 8
    text = chance.choice(_ASKED)
    if not understood:
        verb, place = chance.choice(_VERBS), chance.choice(_PLACES)
        text = f"kan jeg {verb} {place} nummer {chance.randrange(400)} hos dere?"
    intent = "list_clusters_at_level" if understood else "nlu_fallback"
    ranking = [{"name": f"intent_{n}", "confidence": 0.1} for n in range(10)]
    parsed = {
        "intent": {"name": intent, "confidence": 0.9},
        "entities": [{"entity": "language", "value": "nb", "start": 0, "end": 0}],
        "text": text,
        "text_tokens": [[n, n + 5] for n in range(0, 60, 6)],
        "intent_ranking": ranking,
    }
    response = "utter_clusters_at_level" if understood else "utter_not_understood"
    answer = {"text": "Klyngene var: " + "navn, " * 60, "metadata": {"utter_action": response}}
    events: List[Tuple[str, Dict[str, Any]]] = [
        ("user", {"text": text, "parse_data": parsed, "input_channel": channel, "metadata": {}}),
        ("slot", {"name": "language", "value": "nb"}),
        ("user_featurization", {"use_text_for_featurization": False}),
        ("action", {"name": "action_list_clusters", "policy": "RulePolicy", "confidence": 1.0}),
        ("bot", answer),
        *(("slot", {"name": name, "value": None}) for name in ("question", "mentioned", "offered")),
        ("slot", {"name": "listed_clusters", "value": [f"Cluster {n}" for n in range(10)]}),
        ("action", {"name": "action_listen", "policy": "RulePolicy", "confidence": 1.0}),
    ]
    for number, (kind, body) in enumerate(events):
        moment = at + number / 100
        event = {"event": kind, "timestamp": moment, "message_id": f"{sender}{at}", **body}
        yield sender, kind, moment, str(body.get("name") or ""), json.dumps(event)


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
