"""The channel that needs no server: the trained model and the actions in this process."""

from __future__ import annotations

import asyncio
import os
import warnings
from pathlib import Path
from typing import TYPE_CHECKING, Any, Iterable, List, Mapping, Optional

from bot.slots import LANGUAGE_SLOT
from bot.testing.channel import Channel, ChannelError, Inside, Message, Reply
from bot.testing.script import Button

if TYPE_CHECKING:
    from rasa.core.agent import Agent

MODEL_NAME = "klyngebot.tar.gz"
FOLDER_VARIABLE, DEFAULT_FOLDER = "KLYNGEBOT_MODELS", "models"
MODEL_VARIABLE = "KLYNGEBOT_MODEL"
_NOT_SHOWN = ("action_listen", "action_extract_slots", "action_session_start")


def model_path(root: Path) -> Path:
    """The model to test: the environment variable `KLYNGEBOT_MODEL`, or the project's own."""
    folder = Path(os.environ.get(FOLDER_VARIABLE) or DEFAULT_FOLDER)
    return root / (os.environ.get(MODEL_VARIABLE) or folder / MODEL_NAME)


class InProcessChannel(Channel):
    """Talks to an agent directly and reads its tracker after every turn."""

    name = "in-process"

    def __init__(self, agent: Agent) -> None:
        self.agent = agent
        # One loop for all turns: the agent's locks belong to the loop they were made in.
        self._loop = asyncio.new_event_loop()

    @classmethod
    def load(cls, model: Path) -> InProcessChannel:
        """Load a model archive; takes some 15 seconds.

        Raises:
            ChannelError: there is no model, or it cannot be loaded.
        """
        if not model.exists():
            raise ChannelError(
                f"There is no model {model}. Train one, or name another in {MODEL_VARIABLE}."
            )
        os.environ.setdefault("RASA_TELEMETRY_ENABLED", "false")
        os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
        # Recorded and forgotten: libraries reset the filters while they are imported.
        with warnings.catch_warnings(record=True):
            from bot.server.agent import load_agent

            try:
                agent = load_agent(model)
            except Exception as error:
                raise ChannelError(f"The model {model} cannot be loaded: {error}") from error
        if not agent.is_ready():
            raise ChannelError(f"The model {model} cannot be loaded. Train it again.")
        return cls(agent)

    def begin(self, sender: str, slots: Mapping[str, Any]) -> None:
        """Put the slots in the tracker as if they had been set earlier."""
        if slots:
            self._loop.run_until_complete(self._begin(sender, slots))

    def send(self, sender: str, text: str, metadata: Mapping[str, Any]) -> Reply:
        """Let the agent answer, then read the events of this turn from the tracker."""
        return self._loop.run_until_complete(self._send(sender, text, metadata))

    def domain(self) -> Mapping[str, Any]:
        """The domain the model was trained with."""
        domain: Mapping[str, Any] = self.agent.domain.as_dict()
        return domain

    def close(self) -> None:
        """Close the event loop."""
        self._loop.close()

    async def _begin(self, sender: str, slots: Mapping[str, Any]) -> None:
        from rasa.shared.core.events import SlotSet

        tracker = await self.agent.processor.fetch_tracker_with_initial_session(sender)
        unknown = [name for name in slots if name not in tracker.slots]
        if unknown:
            raise ChannelError(f"The fixtures set the slot '{unknown[0]}', which doesn't exist.")
        for name, value in slots.items():
            tracker.update(SlotSet(name, value), self.agent.domain)
        await self.agent.processor.save_tracker(tracker)

    async def _send(self, sender: str, text: str, metadata: Mapping[str, Any]) -> Reply:
        from rasa.core.channels.channel import CollectingOutputChannel, UserMessage

        message = UserMessage(
            text,
            CollectingOutputChannel(),
            sender,
            input_channel="testing",
            metadata=dict(metadata),
        )
        await self.agent.handle_message(message)
        tracker = await self.agent.tracker_store.retrieve(sender)
        if tracker is None:
            raise ChannelError("The agent kept no conversation; its messages cannot be read.")
        return _reply(tracker.events, tracker.current_slot_values())


def _reply(events: Iterable[Any], slots: Mapping[str, Any]) -> Reply:
    """The reply since the last message of the user, from Rasa's events in order."""
    from rasa.shared.core.events import ActionExecuted, BotUttered, SlotSet, UserUttered

    messages: List[Message] = []
    actions: List[str] = []
    intent: Optional[str] = None
    confidence = 0.0
    language: Optional[str] = None
    for event in events:
        if isinstance(event, UserUttered):
            messages, actions = [], []
            intent = event.intent_name
            confidence = float((event.intent or {}).get("confidence") or 0.0)
        elif isinstance(event, SlotSet) and event.key == LANGUAGE_SLOT:
            language = event.value
        elif isinstance(event, ActionExecuted) and event.action_name not in _NOT_SHOWN:
            actions.append(str(event.action_name))
        elif isinstance(event, BotUttered):
            messages.append(_message(event, language))
    known = {name: value for name, value in slots.items() if value is not None}
    return Reply(tuple(messages), Inside(intent, confidence, tuple(actions), known))


def _message(event: Any, language: Optional[str]) -> Message:
    buttons = tuple(
        Button(button.get("title"), button.get("payload"))
        for button in event.data.get("buttons") or []
    )
    return Message(event.text or "", buttons, event.metadata.get("utter_action"), language)
