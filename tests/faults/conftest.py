"""The trained assistant behind the REST and the web channel, with a database of its own."""

from __future__ import annotations

import asyncio
import os
import secrets
from pathlib import Path
from typing import Any, Dict, Iterator, List, Optional

import pytest
from rasa.core.agent import Agent
from rasa.shared.core.events import Event

from bot.channels.rest.answering import RestAnswering
from bot.channels.rest.incoming import RestMessage
from bot.channels.web.answering import Answering
from bot.channels.web.incoming import Incoming
from bot.channels.web.turns import Turn
from bot.channels.wording import Wording
from bot.server.agent import load_agent
from bot.server.tracker_store import ConversationStore
from bot.server.training import ensure_model
from tests.channels.event_stream import parse

SECONDS = 60.0  # that a turn may take here


class Assistant:
    """Asks as programs and chats do, and looks at what is stored."""

    def __init__(self, agent: Agent, database: Path) -> None:
        os.environ["KLYNGEBOT_DATABASE"] = str(database)
        self.agent = agent
        self.database = database
        self.loop = asyncio.new_event_loop()
        self.use(ConversationStore(agent.domain))

    def use(self, store: Any) -> None:
        """Keep conversations there from now on."""
        self.store = store
        self.agent.tracker_store = store
        self.agent.processor.tracker_store = store

    def ask(
        self, text: str, sender: str, language: str = "nb", seconds: float = SECONDS
    ) -> List[str]:
        """The texts of the answer over REST."""
        answering = RestAnswering(self.agent.handle_message, lambda: self.agent, seconds, 1000)
        message = RestMessage(sender, text, len(text), metadata={"language": language})
        said = self.loop.run_until_complete(answering(message, None, lambda _: None))
        return [str(one.get("text")) for one in said]

    def chat(
        self,
        text: str,
        sender: str,
        language: str = "nb",
        key: Optional[str] = None,
        seconds: float = SECONDS,
    ) -> List[Dict[str, Any]]:
        """The events of the answer in the web chat, each with its name."""
        answering = Answering(self.agent.handle_message, lambda: self.agent, seconds, 1000)
        incoming = Incoming(key or secrets.token_hex(8), text, None, len(text), language)
        turn = Turn(f"web-{sender}", incoming)

        async def run() -> bytes:
            await answering(turn)
            return b"".join([part async for part in turn.follow(1.0)])

        events, _ = parse(self.loop.run_until_complete(run()))
        return [{"name": event.name, **event.json} for event in events]

    def events(self, conversation: str) -> List[Event]:
        """All that is stored of a conversation."""
        tracker = self.loop.run_until_complete(self.store.retrieve_full_tracker(conversation))
        return list(tracker.events) if tracker else []

    def wording(self, response: str, language: str) -> str:
        """A text of `domain.yml`."""
        return Wording(lambda: self.agent.domain.responses).text(response, language)


@pytest.fixture(scope="session")
def agent() -> Agent:
    return load_agent(os.environ.get("KLYNGEBOT_MODEL") or ensure_model())


@pytest.fixture
def assistant(agent: Agent, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Assistant]:
    monkeypatch.setenv("KLYNGEBOT_DATABASE", str(tmp_path / "conversations.db"))
    assistant = Assistant(agent, tmp_path / "conversations.db")
    yield assistant
    assistant.store.engine.dispose()
    assistant.loop.close()
