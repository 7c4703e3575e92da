"""Putting the evaluation questions to the trained model, in-process, end to end."""

from __future__ import annotations

import asyncio
import time
import uuid
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Dict, Iterator, List, Mapping, Optional

import yaml
from rasa.core.agent import Agent
from rasa.shared.core.events import BotUttered, UserUttered

from bot.knowledge import KnowledgeBase
from tests.evaluation.expectations import judge
from tests.evaluation.replies import PROFILES, Reply

HERE = Path(__file__).resolve().parent
OPEN = "open"  # the one set that may be looked at
SPLITS = (OPEN, "frozen", "fresh")


@dataclass
class Result:
    """One judged question or conversation turn."""

    split: str
    group: str
    kind: str
    language: str
    text: str
    answer: str
    responses: List[str]
    intent: str
    confidence: float
    milliseconds: float
    problem: Optional[str]
    conversation: Optional[str] = None


def load(split: str) -> Dict[str, List[Mapping[str, Any]]]:
    """The questions and conversations of one split; those about profiles are marked `profiles`."""
    loaded: Dict[str, List[Mapping[str, Any]]] = {"questions": [], "conversations": []}
    for path in sorted((HERE / split).glob("*.yml")):
        data = yaml.safe_load(path.read_text(encoding="utf-8"))
        for key, items in data.items():
            loaded[key].extend(items)
    for path in sorted((HERE / "profiles" / split).glob("*.yml")):
        data = yaml.safe_load(path.read_text(encoding="utf-8"))
        for question in data.get("questions", []):
            loaded["questions"].append({**question, "profiles": True})
        for conversation in data.get("conversations", []):
            turns = [{**turn, "profiles": True} for turn in conversation["turns"]]
            loaded["conversations"].append({**conversation, "turns": turns})
    return loaded


def evaluate(agent: Agent, facts: KnowledgeBase, splits: List[str]) -> Iterator[Result]:
    """Judge every question, each in a conversation of its own, and every conversation."""
    loop = asyncio.new_event_loop()
    for split in splits:
        items = load(split)
        for question in items["questions"]:
            reply, elapsed = loop.run_until_complete(
                _turn(agent, question["text"], _sender(), None)
            )
            group = _group(question, str(question["set"]))
            yield _result(split, question, reply, elapsed, facts, group, None)
        for conversation in items["conversations"]:
            sender = _sender()
            previous: Optional[Reply] = None
            for turn in conversation["turns"]:
                reply, elapsed = loop.run_until_complete(
                    _turn(agent, turn["text"], sender, previous)
                )
                previous = reply
                group = _group(turn, "conversation")
                yield _result(split, turn, reply, elapsed, facts, group, conversation["name"])


def count(splits: List[str]) -> int:
    """How many turns `evaluate` will take."""
    loaded = [load(split) for split in splits]
    return sum(
        len(items["questions"]) + sum(len(c["turns"]) for c in items["conversations"])
        for items in loaded
    )


async def _turn(
    agent: Agent, text: str, sender: str, previous: Optional[Reply]
) -> tuple[Reply, float]:
    start = time.perf_counter()
    messages = await agent.handle_text(text, sender_id=sender) or []
    elapsed = (time.perf_counter() - start) * 1000
    tracker = await agent.tracker_store.retrieve(sender)
    responses: List[str] = []
    intent, confidence, language = "", 0.0, None
    for event in reversed(tracker.events if tracker else []):
        if isinstance(event, UserUttered):
            intent = str(event.intent.get("name"))
            confidence = float(event.intent.get("confidence") or 0.0)
            break
        if isinstance(event, BotUttered):
            responses.append(str(event.metadata.get("utter_action")))
            language = event.metadata.get("language") or language
    texts = [str(message["text"]) for message in messages if message.get("text")]
    before = (previous.text, previous.language) if previous else ("", None)
    reply = Reply(texts, responses[::-1], intent, confidence, before[0], language, before[1])
    return reply, elapsed


def _result(
    split: str,
    item: Mapping[str, Any],
    reply: Reply,
    elapsed: float,
    facts: KnowledgeBase,
    group: str,
    conversation: Optional[str],
) -> Result:
    return Result(
        split=split,
        group=group,
        kind=str(item.get("kind") or "several"),
        language=str(item["language"]),
        text=str(item["text"]),
        answer=reply.text,
        responses=reply.responses,
        intent=reply.intent,
        confidence=round(reply.confidence, 3),
        milliseconds=round(elapsed, 1),
        problem=judge(item, reply, facts),
        conversation=conversation,
    )


def _group(item: Mapping[str, Any], name: str) -> str:
    return f"{PROFILES}{name}" if item.get("profiles") else name


def _sender() -> str:
    return uuid.uuid4().hex
