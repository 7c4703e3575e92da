"""`python -m tests.soak --minutes 30`: a server under mixed traffic, while one thing after another
goes wrong with it. Fails if a turn is lost, doubled or silent, or if it stays away.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import socket
import sys
import tempfile
import time
from pathlib import Path
from typing import Any, Dict, List, Optional, Sequence, Tuple

import yaml

REPORT = Path("reports") / "soak.json"
_PEOPLE = 6
_SAMPLE = 10.0  # seconds


async def soak(
    minutes: float, rate: float, seed: int, folder: Path, calm: bool = False
) -> Dict[str, Any]:
    """Run; returns the report.

    Args:
        rate: turns a second, of all people together.
        calm: nothing goes wrong, so that one process can be watched for as long as it runs.
    """
    from tests.soak.people import Person, Tally, Wording
    from tests.soak.server import SoakedServer

    server, tally = SoakedServer(folder, _free_port()), Tally()
    wording = Wording(yaml.safe_load(Path("domain.yml").read_text("utf-8"))["responses"])
    await server.start()
    begun = time.monotonic()
    until = begun + minutes * 60
    people = [
        asyncio.create_task(
            Person(server.url, tally, seed + number, wording).chat(rate / _PEOPLE, until)
        )
        for number in range(_PEOPLE)
    ]
    memory: List[Tuple[float, int, int, int]] = []  # seconds, start, turns, MB
    faults: List[Dict[str, Any]] = []

    async def watch() -> None:
        while True:
            at = time.monotonic() - begun
            memory.append((round(at), server.starts, tally.turns, server.memory()))
            await asyncio.sleep(_SAMPLE)

    async def break_things() -> None:
        # What ends the process comes first, so that memory can be watched in one for long.
        plan = [
            "kill",
            "terminate",
            "kill",
            "lock_database",
            "fill_disk",
            "freeze",
            "send_rubbish",
            "lock_database",
            "fill_disk",
            "freeze",
        ]
        for number, name in enumerate(plan):
            await asyncio.sleep(
                max(0.0, begun + (number + 1) * minutes * 60 / 12 - time.monotonic())
            )
            struck = time.monotonic()
            await getattr(server, name)()
            over = time.monotonic()
            while not any(when > over for when, _ in tally.answered[-20:]):
                await asyncio.sleep(0.2)
            back = min(when + took for when, took in tally.answered[-20:] if when > over)
            fault = {"fault": name, "at": round(struck - begun), "lasted": round(over - struck, 1)}
            faults.append({**fault, "recovered_after": round(back - over, 1)})
            print(f"  {faults[-1]}, {tally.turns} turns, {server.memory()} MB", flush=True)

    beside = [asyncio.create_task(watch())]
    if not calm:
        beside.append(asyncio.create_task(break_things()))
    await asyncio.gather(*people)
    for task in beside:
        task.cancel()
    stored = server.stored_turns()
    exit_code = await server.stop()
    return {
        "minutes": minutes,
        "turns": tally.turns,
        "deleted_on_request": tally.deleted,
        "refused": dict(tally.refused),
        "wrong": tally.wrong[:50],
        **_compare(tally, stored),
        "foreign_conversations_readable": tally.foreign,
        "faults": faults,
        "server_starts": server.starts,
        "exit_code": exit_code,
        "growth_percent_per_10000_turns": _growth(memory),
        "latency_ms": _latency(tally.answered, begun, minutes),
        "memory": memory,
    }


def _compare(tally: Any, stored: Dict[str, List[str]]) -> Dict[str, Any]:
    """What people were told against what is stored; which conversations lack how many turns."""
    lost: Dict[str, int] = {}
    doubled = 0
    for conversation, keys in tally.web.items():
        found = stored.get(conversation, [])
        lost[f"web {conversation}"] = len(set(keys) - set(found))
        doubled += len(found) - len(set(found))
    for sender, turns in tally.rest.items():
        found_turns = len(stored.get(sender, []))
        lost[f"rest {sender}"] = max(0, turns - found_turns)
        doubled += max(0, found_turns - turns - tally.rest_unknown[sender])
    lacking = {name: number for name, number in lost.items() if number}
    return {"turns_lost": sum(lost.values()), "turns_doubled": doubled, "lacking": lacking}


def _growth(memory: Sequence[Tuple[float, int, int, int]]) -> Optional[float]:
    """Growth of the process that ran last, from its first third on, in percent of 10,000 turns."""
    last = [one for one in memory if one[1] == memory[-1][1] and one[3]]
    warm = last[len(last) // 3 :]
    if len(warm) < 2 or warm[-1][2] == warm[0][2]:
        return None
    turns, grown = warm[-1][2] - warm[0][2], warm[-1][3] - warm[0][3]
    return round(100.0 * grown / warm[0][3] * 10_000 / turns, 2)


def _latency(answered: Sequence[Tuple[float, float]], begun: float, minutes: float) -> List[Any]:
    """Median and 95th percentile in ms of each tenth of the time."""
    rows = []
    for tenth in range(10):
        low = begun + tenth * minutes * 6
        times = sorted(took for when, took in answered if low <= when < low + minutes * 6)
        if times:
            shown = (times[len(times) // 2], times[int(len(times) * 0.95)])
            rows.append([round(1000 * one) for one in shown])
    return rows


def _free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


def main(arguments: Optional[Sequence[str]] = None) -> int:
    """Soak, and write the report; returns the exit code."""
    parser = argparse.ArgumentParser(prog="python -m tests.soak", description=__doc__)
    parser.add_argument("--minutes", type=float, default=float(os.environ.get("MINUTES", "30")))
    parser.add_argument("--rate", type=float, default=3.0, help="turns a second")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--calm", action="store_true", help="no faults: memory of one process")
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory(prefix="klyngebot-soak-") as folder:
        try:
            report = asyncio.run(
                soak(options.minutes, options.rate, options.seed, Path(folder), options.calm)
            )
        finally:
            log = Path(folder) / "server.log"
            REPORT.parent.mkdir(exist_ok=True)
            if log.exists():
                (REPORT.parent / "soak-server.log").write_bytes(log.read_bytes())
    REPORT.write_text(json.dumps(report, indent=1), "utf-8")
    print(json.dumps({name: value for name, value in report.items() if name != "memory"}, indent=1))
    clean = not (report["wrong"] or report["turns_lost"] or report["turns_doubled"])
    return 0 if clean and not report["foreign_conversations_readable"] else 1


if __name__ == "__main__":
    sys.exit(main())
