"""`python -m benchmarks.slack_ack`: how fast is Slack acknowledged, is anything lost or doubled?

Starts a bot as `make run` does and a stand-in for Slack, and tells the bot what happens there:

1. 200 people ask at the same moment. Time to acknowledge each, and to the last answer.
2. The same with faults: every event is sent again as Slack's retry, calls are refused (429), fail
   (503, before and after posting) or break off, and the bot is killed and started in between.

Slack waits 3 seconds for an acknowledgement. The last lines count messages lost and doubled.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import random
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter
from typing import Any, Dict, List, Tuple

import aiohttp

from tests.channels.slack_standin import EventSender, SlackStandIn
from tests.channels.slack_standin.server import SIGNING_SECRET, TOKEN

_REASONS = ["http_timeout", "http_error", "connection_failed", "ssl_error", "unknown_error"]
_QUESTIONS = [
    "Hvilke klynger er i Arena Pro?",
    "What level is NCE Eyde at?",
    "Hva er effekten på verdiskapingen?",
    "Which levels are there?",
    "Hvor mange klynger er det?",
]
_START_SECONDS, _ANSWER_SECONDS = 180.0, 240.0


class Bot:
    """A bot in a process of its own."""

    def __init__(self, slack: SlackStandIn, folder: str) -> None:
        with socket.socket() as listener:
            listener.bind(("127.0.0.1", 0))
            self.port = int(listener.getsockname()[1])
        self._environment = {
            **os.environ,
            "PORT": str(self.port),
            "KLYNGEBOT_DATABASE": os.path.join(folder, "conversations.db"),
            "SLACK_API_URL": slack.url,
            "SLACK_BOT_TOKEN": TOKEN,
            "SLACK_SIGNING_SECRET": SIGNING_SECRET,
        }
        self._log = os.path.join(folder, "bot.log")

    @property
    def webhook(self) -> str:
        """Where Slack posts to."""
        return f"http://127.0.0.1:{self.port}/webhooks/slack/webhook"

    async def start(self) -> None:
        """Start it, and wait until it is up."""
        with open(self._log, "ab") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "bot.server"],
                env=self._environment,
                stdout=log,
                stderr=log,
            )
        deadline = time.monotonic() + _START_SECONDS
        async with aiohttp.ClientSession() as session:
            while time.monotonic() < deadline and self.process.poll() is None:
                try:
                    async with session.get(f"http://127.0.0.1:{self.port}/") as answer:
                        if answer.status == 200:
                            return
                except aiohttp.ClientError:
                    await asyncio.sleep(0.2)
        raise SystemExit(f"The bot did not come up; see {self._log}.")

    def stop(self, how: signal.Signals = signal.SIGTERM) -> None:
        """End it."""
        self.process.send_signal(how)
        self.process.wait(60)

    def log(self) -> str:
        """What it logged."""
        with open(self._log, encoding="utf-8") as file:
            return file.read()


async def _timed(sender: EventSender, body: Dict[str, Any], retry: Any = None) -> float:
    began = time.perf_counter()
    await sender.send(body, retry)
    return time.perf_counter() - began


def _events(sender: EventSender, people: List[str]) -> List[Dict[str, Any]]:
    return [
        sender.written(_QUESTIONS[index % len(_QUESTIONS)], one, f"D{one[1:]}")
        for index, one in enumerate(people)
    ]


def _unanswered(slack: SlackStandIn, people: List[str]) -> List[str]:
    return [one for one in people if not slack.posted(f"D{one[1:]}")]


def _lost_and_doubled(slack: SlackStandIn, people: List[str]) -> Tuple[int, int]:
    """Messages that are missing from an answer, and messages posted twice."""
    lost = doubled = 0
    for one in people:
        payloads = [m["metadata"]["event_payload"] for m in slack.posted(f"D{one[1:]}")]
        counts = Counter((payload["answer"], payload["part"]) for payload in payloads)
        doubled += sum(count - 1 for count in counts.values())
        wanted = payloads[0]["parts"] if payloads else 1
        lost += wanted - len({part for _, part in counts})
        doubled += max(0, len({answer for answer, _ in counts}) - 1)
    return lost, doubled


async def _until_answered(slack: SlackStandIn, people: List[str]) -> float:
    began = time.monotonic()
    while _unanswered(slack, people) and time.monotonic() - began < _ANSWER_SECONDS:
        await asyncio.sleep(0.05)
    return time.monotonic() - began


async def _at_once(slack: SlackStandIn, bot: Bot, count: int, first: int) -> Tuple[int, int]:
    sender = EventSender(slack, bot.webhook)
    people = [f"U{first + number}" for number in range(count)]
    times = await asyncio.gather(*(_timed(sender, body) for body in _events(sender, people)))
    seconds = await _until_answered(slack, people)
    await asyncio.sleep(2)
    await sender.close()
    ranked = sorted(times)
    print(f"{count} events at once, acknowledged after (ms):")
    print(f"  median {1000 * statistics.median(ranked):.0f}")
    print(f"  95 %   {1000 * ranked[int(0.95 * count) - 1]:.0f}")
    print(f"  worst  {1000 * ranked[-1]:.0f}")
    print(f"  all answered {seconds:.1f} s after the last acknowledgement")
    return _lost_and_doubled(slack, people)


async def _one_by_one(slack: SlackStandIn, bot: Bot, count: int, first: int) -> Tuple[int, int]:
    sender = EventSender(slack, bot.webhook)
    people = [f"U{first + number}" for number in range(count)]
    times = []
    for body, one in zip(_events(sender, people), people):
        times.append(await _timed(sender, body))
        await _until_answered(slack, [one])
    await sender.close()
    median, worst = 1000 * statistics.median(times), 1000 * max(times)
    print(f"{count} events one after the other, acknowledged after: median {median:.0f} ms, "
          f"worst {worst:.0f} ms")  # fmt: skip
    return _lost_and_doubled(slack, people)


async def _with_faults(slack: SlackStandIn, bot: Bot, count: int, first: int) -> Tuple[int, int]:
    sender = EventSender(slack, bot.webhook)
    people = [f"U{first + number}" for number in range(count)]
    bodies = _events(sender, people)
    chance = random.Random(1)
    kinds: List[Dict[str, Any]] = [
        {"status": 429, "retry_after": 1, "times": 3},
        {"status": 503},
        {"status": 503, "done": True},
        {"error": "internal_error", "done": True},
        {"status": 0},
        {"status": 0, "done": True},
        {"delay": 2.0},
    ]
    for _ in range(count // 2):
        slack.fail(**chance.choice(kinds))
    await asyncio.gather(*(sender.send(body) for body in bodies))
    while len(_unanswered(slack, people)) > 2 * count // 3:
        await asyncio.sleep(0.02)
    done = count - len(_unanswered(slack, people))
    bot.stop(signal.SIGKILL)
    print(f"with faults: killed when {done} of {count} were answered; started again")
    await bot.start()
    retries = [(number, reason) for number, reason in enumerate(_REASONS[:3], 1)]
    for retry in retries:
        await asyncio.gather(*(sender.send(body, retry) for body in bodies))
    seconds = await _until_answered(slack, people)
    await asyncio.sleep(25)  # whatever else may come
    print(
        f"  all answered {seconds:.1f} s after the start; each event came {1 + len(retries)} times"
    )
    await sender.close()
    return _lost_and_doubled(slack, people)


async def _benchmark(count: int) -> int:
    slack = await SlackStandIn().start()
    totals = [0, 0]
    with tempfile.TemporaryDirectory() as folder:
        bot = Bot(slack, folder)
        await bot.start()
        try:
            for step, first in ((_one_by_one, 1000), (_at_once, 2000), (_with_faults, 5000)):
                size = min(count, 50) if step is _one_by_one else count
                lost, doubled = await step(slack, bot, size, first)
                print(f"  lost {lost}, doubled {doubled}")
                totals = [totals[0] + lost, totals[1] + doubled]
        finally:
            bot.stop()
            await slack.stop()
        if sum(totals):
            print(bot.log())
    print(f"messages lost {totals[0]}, doubled {totals[1]}; "
          f"calls Slack would have refused: {len(slack.violations)}")  # fmt: skip
    return 1 if sum(totals) or slack.violations else 0


def main() -> int:
    """Run it; exit code 1 if a message was lost or doubled."""
    sys.stdout.reconfigure(line_buffering=True)
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--events", type=int, default=200, help="at once (default: 200)")
    return asyncio.run(_benchmark(parser.parse_args().events))


if __name__ == "__main__":
    raise SystemExit(main())
