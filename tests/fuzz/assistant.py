"""The trained assistant behind its channels, without HTTP, and what must hold after each turn."""

from __future__ import annotations

import os
import re
import secrets
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Dict, List, Optional, Sequence, Set

from rasa.core.agent import Agent
from rasa.shared.core.events import UserUttered

from bot.channels.http.language import LANGUAGES
from bot.channels.payloads import Payloads
from bot.channels.rest.answering import RestAnswering
from bot.channels.rest.incoming import message_in as rest_message
from bot.channels.web.answering import Answering
from bot.channels.web.incoming import message_in as web_message
from bot.channels.web.turns import Turn
from bot.responses import DELETED
from bot.server.agent import load_agent
from bot.server.tracker_store import ConversationStore
from bot.testing.in_process import model_path
from tests.channels.event_stream import parse
from tests.fuzz.phrases import ROOT, Pressed, Said, Typed

LIMIT = 1000  # characters in a message
_VARIABLE = re.compile(r"\{[a-z_]+\}")


@dataclass
class Conversation:
    """A conversation that is going on, and what is known of it."""

    channel: str
    id: str
    interface: str  # the language of the chat's interface
    buttons: List[Pressed] = field(default_factory=list)
    said: List[Said] = field(default_factory=list)
    stored: int = 0  # turns that must be in the database


class FuzzedAssistant:
    """Answers as the web and the REST channel do, and finds what is wrong with an answer."""

    def __init__(self, agent: Agent, folder: Path) -> None:
        """Args: `folder` for the database."""
        os.environ["KLYNGEBOT_DATABASE"] = str(folder / "conversations.db")
        self.agent = agent
        self.store = ConversationStore(agent.domain)
        agent.tracker_store = self.store
        agent.processor.tracker_store = self.store
        self._payloads = Payloads.of(agent.domain)
        self._deleted = set(self._texts(DELETED))
        self._apologies: Set[str] = {
            text
            for name in ("utter_internal_error", "utter_web_timeout", "utter_web_starting")
            for text in self._texts(name)
        }
        self._web = Answering(agent.handle_message, lambda: agent, 60.0, LIMIT)
        self._rest = RestAnswering(agent.handle_message, lambda: agent, 60.0, LIMIT)

    @classmethod
    def load(cls, folder: Path) -> FuzzedAssistant:
        """With the model of `KLYNGEBOT_MODEL`, or the project's own."""
        return cls(load_agent(model_path(ROOT)), folder)

    async def turn(self, conversation: Conversation, said: Said) -> List[str]:
        """Say something; returns what is wrong with the answer, nothing if all is well."""
        conversation.said.append(said)
        if conversation.channel == "web":
            return await self._web_turn(conversation, said)
        return await self._rest_turn(conversation, said)

    async def end(self, conversation: Conversation) -> List[str]:
        """What is wrong with what was stored of the conversation, which is deleted then."""
        tracker = await self.store.retrieve_full_tracker(conversation.id)
        events = tracker.events if tracker else []
        turns = [event for event in events if isinstance(event, UserUttered)]
        wrong = []
        if len(turns) != conversation.stored:
            wrong.append(f"{conversation.stored} turns were answered, {len(turns)} are stored")
        keys = [event.message_id for event in turns]
        if len(set(keys)) != len(keys):
            wrong.append("a turn is stored twice")
        await self.store.delete(conversation.id)
        return wrong

    async def _web_turn(self, conversation: Conversation, said: Said) -> List[str]:
        body: Dict[str, Any] = {"id": secrets.token_hex(8), "language": conversation.interface}
        if isinstance(said, Pressed):
            body.update(payload=said.payload, title=said.title)
        else:
            body["text"] = said.text
        message = web_message(body, self._payloads)
        turn = Turn(conversation.id, message)
        await self._web(turn)
        raw = b"".join([part async for part in turn.follow(1.0)])
        events, _ = parse(raw)
        names = [event.name for event in events]
        if names[:1] != ["typing"] or names[-1:] != ["done"] or len(names) < 3:
            return [f"the events are {names}"]
        answers = [event.json for event in events if event.name == "message"]
        errors = [event.json for event in events if event.name == "error"]
        reached = bool(message.text) and message.length <= LIMIT
        wrong = [f"error {error['code']}" for error in errors if error["code"] != "too_long"]
        if bool(errors) != (message.length > LIMIT):
            wrong.append("a message that is not too long is refused, or one that is isn't")
        languages = {answer["language"] for answer in answers}
        if not languages.issubset(LANGUAGES) or len(languages) > 1:
            wrong.append(f"the languages of the answer are {sorted(map(str, languages))}")
        if answers and events[-1].json["language"] not in languages:
            wrong.append("the language of the turn is not that of its messages")
        wrong += self._judge(conversation, said, answers, reached, languages)
        return wrong

    async def _rest_turn(self, conversation: Conversation, said: Said) -> List[str]:
        text = said.payload if isinstance(said, Pressed) else said.text
        metadata = {"language": conversation.interface}
        body = {"sender": conversation.id, "message": text, "metadata": metadata}
        message = rest_message(body, self._payloads)
        answers = await self._rest(message, None, lambda _: None)
        reached = bool(message.text) and message.length <= LIMIT
        return self._judge(conversation, said, answers, reached, None)

    def _judge(
        self,
        conversation: Conversation,
        said: Said,
        answers: Sequence[Dict[str, Any]],
        reached: bool,
        languages: Optional[Set[Any]],
    ) -> List[str]:
        texts = [str(answer.get("text") or "") for answer in answers]
        wrong = []
        shown = [a for a in answers if a.get("text") or a.get("custom") or a.get("image")]
        if reached and not shown:
            wrong.append("nothing was said")
        if any(text in self._apologies for text in texts):
            wrong.append("the turn failed, and the bot apologised")
        given = said.text if isinstance(said, Typed) else said.payload
        for text in texts:
            unfilled = [name for name in _VARIABLE.findall(text) if name not in given]
            if unfilled:
                wrong.append(f"{unfilled} is not filled in")
        if isinstance(said, Typed) and said.answer:
            if not any(said.answer in text for text in texts):
                wrong.append(f"the answer to a plain question lacks '{said.answer}': {texts}")
            elif languages is not None and languages != {said.language}:
                wrong.append(f"a question in {said.language} is answered in {languages}")
        conversation.stored += reached
        if any(text in self._deleted for text in texts) and reached:
            conversation.stored = 0
        conversation.buttons = [
            Pressed(button["payload"], button["title"])
            for answer in answers
            for button in answer.get("buttons") or ()
        ]
        return wrong

    def _texts(self, response: str) -> List[str]:
        return [str(one["text"]) for one in self.agent.domain.responses[response]]
