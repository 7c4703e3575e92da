"""The trained assistant, loaded once for all tests of the pipeline."""

from __future__ import annotations

import asyncio
import uuid
from typing import Callable, List

import pytest
from rasa.core.agent import Agent

from bot.knowledge import KnowledgeBase, load_knowledge
from bot.server.agent import load_agent
from bot.server.training import ensure_model

Ask = Callable[..., str]


@pytest.fixture(scope="session")
def facts() -> KnowledgeBase:
    return load_knowledge()


@pytest.fixture(scope="session")
def agent() -> Agent:
    return load_agent(ensure_model())


@pytest.fixture(scope="session")
def ask(agent: Agent) -> Ask:
    """Ask one or more messages in a new conversation; the answer to the last one."""
    loop = asyncio.new_event_loop()

    def _ask(*messages: str) -> str:
        sender = uuid.uuid4().hex
        answer: List[str] = []
        for message in messages:
            said = loop.run_until_complete(agent.handle_text(message, sender_id=sender)) or []
            answer = [str(one.get("text") or "") for one in said]
        return "\n".join(answer)

    return _ask
