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
from tests.evaluation.expectations import Reply, judge

HERE = Path(__file__).resolve().parent
SPLITS = ("open", "frozen")


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
    """The questions and conversations of one split."""
    loaded: Dict[str, List[Mapping[str, Any]]] = {"questions": [], "conversations": []}
    for path in sorted((HERE / split).glob("*.yml")):
        data = yaml.safe_load(path.read_text(encoding="utf-8"))
        for key, items in data.items():
            loaded[key].extend(items)
    return loaded


def evaluate(agent: Agent, facts: KnowledgeBase, splits: List[str]) -> Iterator[Result]:
    """Judge every question, each in a conversation of its own, and every conversation."""
    loop = asyncio.new_event_loop()
    for split in splits:
        items = load(split)
        for question in items["questions"]:
            reply, elapsed = loop.run_until_complete(_turn(agent, question["text"], _sender(), ""))
            yield _result(split, question, reply, elapsed, facts, str(question["set"]), None)
        for conversation in items["conversations"]:
            sender, previous = _sender(), ""
            for turn in conversation["turns"]:
                reply, elapsed = loop.run_until_complete(
                    _turn(agent, turn["text"], sender, previous)
                )
                previous = reply.text
                yield _result(
                    split, turn, reply, elapsed, facts, "conversation", conversation["name"]
                )


def count(splits: List[str]) -> int:
    """How many turns `evaluate` will take."""
    loaded = [load(split) for split in splits]
    return sum(
        len(items["questions"]) + sum(len(c["turns"]) for c in items["conversations"])
        for items in loaded
    )


async def _turn(agent: Agent, text: str, sender: str, previous: str) -> tuple[Reply, float]:
    start = time.perf_counter()
    messages = await agent.handle_text(text, sender_id=sender) or []
    elapsed = (time.perf_counter() - start) * 1000
    tracker = await agent.tracker_store.retrieve(sender)
    responses: List[str] = []
    intent, confidence = "", 0.0
    for event in reversed(tracker.events if tracker else []):
        if isinstance(event, UserUttered):
            intent = str(event.intent.get("name"))
            confidence = float(event.intent.get("confidence") or 0.0)
            break
        if isinstance(event, BotUttered):
            responses.append(str(event.metadata.get("utter_action")))
    texts = [str(message.get("text") or "") for message in messages]
    return Reply(texts, responses[::-1], intent, confidence, previous), elapsed


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


def _sender() -> str:
    return uuid.uuid4().hex
