"""Holding many conversations with the assistant, in one process."""

from __future__ import annotations

import asyncio
import json
import logging
import os
import random
import tempfile
import time
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, Callable, Dict, List, Optional, Sequence

import numpy as np

import bot.nlu.encoder
from bot.languages import CODES
from bot.nlu.encoder import DiskCache
from tests.fuzz.assistant import Conversation, FuzzedAssistant
from tests.fuzz.phrases import Phrases

_MOST_FAILURES = 50
REPORTS = Path("reports")
_MOST_BETWEEN = 1000  # turns between two measurements
_PAGE = os.sysconf("SC_PAGE_SIZE")


@dataclass
class Failure:
    """A conversation in which something was wrong."""

    seed: int
    wrong: List[str]
    said: List[str]


@dataclass
class Outcome:
    """What came of the conversations of one process."""

    turns: int = 0
    conversations: int = 0
    failed_turns: int = 0
    lost_or_doubled: int = 0
    failures: List[Failure] = field(default_factory=list)
    memory: List[int] = field(default_factory=list)  # MB, at each measurement
    milliseconds: List[float] = field(default_factory=list)  # a turn, at each measurement


async def fuzz(
    turns: int, seed: int, progress: Optional[Callable[[Outcome], None]] = None
) -> Outcome:
    """Hold conversations until there have been so many turns."""
    outcome = Outcome()
    with tempfile.TemporaryDirectory(prefix="klyngebot-fuzz-", dir=_in_memory()) as folder:
        assistant, phrases = FuzzedAssistant.load(Path(folder)), Phrases(random.Random(seed))
        begun, counted = time.monotonic(), 0
        while outcome.turns < turns:
            await converse(assistant, phrases, seed + outcome.conversations, outcome)
            if outcome.turns - counted >= _step(turns):
                now = time.monotonic()
                outcome.milliseconds.append(
                    round((now - begun) * 1000 / (outcome.turns - counted), 1)
                )
                outcome.memory.append(_memory())
                begun, counted = now, outcome.turns
                if progress:
                    progress(outcome)
    return outcome


async def converse(
    assistant: FuzzedAssistant, phrases: Phrases, seed: int, outcome: Outcome
) -> None:
    """Hold the conversation of a seed, and add what came of it."""
    chance = random.Random(seed)
    phrases.draw_from(chance)
    channel = chance.choice(("web", "web", "rest"))
    prefix = "web-" if channel == "web" else "fuzz-"
    conversation = Conversation(channel, f"{prefix}{seed:032x}", chance.choice(CODES))
    wrong: List[str] = []
    for _ in range(chance.randint(3, 14)):
        try:
            found = await assistant.turn(conversation, phrases.next(conversation.buttons))
        except Exception as error:
            found = [f"{type(error).__name__}: {error}"]
        outcome.turns += 1
        outcome.failed_turns += bool(found)
        wrong += found
    lost = await assistant.end(conversation)
    outcome.lost_or_doubled += bool(lost)
    outcome.conversations += 1
    if (wrong or lost) and len(outcome.failures) < _MOST_FAILURES:
        said = [ascii(one) for one in conversation.said]
        outcome.failures.append(Failure(seed, wrong + lost, said))


def _step(turns: int) -> int:
    return max(1, min(_MOST_BETWEEN, turns // 10))


def remember_training_phrases() -> None:
    """Take the vectors of training phrases from the training's cache: the same, but at once."""
    known = DiskCache.named("embeddings")._read()
    general, encode = bot.nlu.encoder.load_encoder(), bot.nlu.encoder.encode

    def remembering(encoder: Any, texts: Sequence[str]) -> Any:
        if encoder is general and all(text in known for text in texts):
            return np.vstack([known[text] for text in texts])
        return encode(encoder, texts)

    bot.nlu.encoder.encode = remembering


def _in_memory() -> Optional[str]:
    """A folder in memory for the database, where the system has one: a disk would be the brake."""
    return "/dev/shm" if os.access("/dev/shm", os.W_OK) else None


def _memory() -> int:
    """The memory of this process in MB."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * _PAGE // 1_000_000


def work(turns: int, seed: int) -> Dict[str, Any]:
    """`fuzz` for a process of a pool, showing how far it is."""
    logging.disable(logging.CRITICAL)

    remember_training_phrases()

    def progress(outcome: Outcome) -> None:
        REPORTS.mkdir(exist_ok=True)
        (REPORTS / f"fuzz-{seed}.json").write_text(json.dumps(asdict(outcome)), "utf-8")
        print(
            f"  {outcome.turns:>7} turns, {outcome.failed_turns} failed, "
            f"{outcome.lost_or_doubled} conversations not stored right, "
            f"{outcome.milliseconds[-1]} ms a turn, {outcome.memory[-1]} MB",
            flush=True,
        )

    return asdict(asyncio.run(fuzz(turns, seed, progress)))


async def hold_again(seed: int) -> Outcome:
    """The conversation of one seed."""
    outcome = Outcome()
    with tempfile.TemporaryDirectory(prefix="klyngebot-fuzz-", dir=_in_memory()) as folder:
        assistant = FuzzedAssistant.load(Path(folder))
        await converse(assistant, Phrases(random.Random(seed)), seed, outcome)
    return outcome
