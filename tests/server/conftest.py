"""The trained models of `tiny_models.py`, and a server with the first of them."""

from __future__ import annotations

from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, AsyncIterator, Dict, List, Optional, Tuple

import pytest
from rasa.core.agent import Agent
from rasa.core.tracker_store import TrackerStore

from bot.channels.http.settings import HttpSettings
from bot.channels.rest import RestInput
from bot.channels.rest.settings import RestSettings
from bot.channels.web import WebInput
from bot.server import rasa_patches
from tests.channels.web_server import SECRET, Server, serving
from tests.server.tiny_models import train_in_a_process

SHARED = HttpSettings(secret=SECRET, conversation_rate=0, address_rate=0)


@pytest.fixture(scope="session")
def tiny_models(tmp_path_factory: pytest.TempPathFactory) -> Tuple[Path, Path]:
    """The archives of both."""
    return train_in_a_process(tmp_path_factory.mktemp("tiny"))


@asynccontextmanager
async def serving_model(model: Path, store: Optional[TrackerStore] = None) -> AsyncIterator[Server]:
    """A server with a real model, by the channels REST and web."""
    rasa_patches.apply()
    agent = Agent(tracker_store=store)
    channels = [WebInput(SHARED), RestInput(RestSettings(None, SHARED))]
    async with serving(agent=agent, channels=channels) as server:
        agent.load_model(model)
        yield server


async def ask(server: Server, text: str, sender: str = "someone", **headers: str) -> List[str]:
    """The texts that a message is answered with over REST."""
    body: Dict[str, Any] = {"sender": sender, "message": text}
    url = f"{server.url}/webhooks/rest/webhook"
    async with server.http.post(url, json=body, headers=headers) as answer:
        assert answer.status == 200, await answer.text()
        return [str(message.get("text")) for message in await answer.json()]
