"""What an action utters reaches the chat whole: through Rasa's own code, without a model."""

from __future__ import annotations

import asyncio
from typing import Any, Dict, List

import pytest
from rasa.core.actions.action import RemoteAction
from rasa.core.nlg.response import TemplatedNaturalLanguageGenerator
from rasa.core.processor import MessageProcessor
from rasa.shared.core.events import BotUttered, SlotSet, UserUttered, deserialise_events
from rasa.shared.core.trackers import DialogueStateTracker
from rasa_sdk.executor import CollectingDispatcher

from bot.channels.web.history import answers, history
from bot.channels.web.messages import bot_message
from bot.channels.web.output import WebOutput
from tests.channels.web_server import domain

SOURCE = {"title": "Klynger", "publisher": "IN", "year": 2022, "url": "https://x.no"}
RESPONSES: Dict[str, List[Dict[str, Any]]] = {
    "utter_fact": [
        {
            "text": "Under {level} var det {count}.\n\n- a\n- b",
            "buttons": [{"title": "Kilde", "payload": "/ask_source"}],
        },
        {
            "text": "Under {level} there were {count}.\n\n- a\n- b",
            "buttons": [{"title": "Source", "payload": "/ask_source"}],
            "condition": [{"type": "slot", "name": "language", "value": "en"}],
        },
    ]
}


def uttered(spoken: str, **keywords: Any) -> List[BotUttered]:
    """The events that Rasa makes of `dispatcher.utter_message(**keywords)`."""
    dispatcher = CollectingDispatcher()
    dispatcher.utter_message(**keywords)
    tracker = DialogueStateTracker("web-x", domain().slots)
    tracker.update(SlotSet("language", spoken))
    nlg = TemplatedNaturalLanguageGenerator(RESPONSES)
    utter = RemoteAction._utter_responses(
        dispatcher.messages, WebOutput(lambda _: None), nlg, tracker
    )
    return list(asyncio.run(utter))


def sent(events: List[Any]) -> List[Dict[str, Any]]:
    """What the chat gets live."""
    received: List[Dict[str, Any]] = []
    tracker = DialogueStateTracker("web-x", [])
    send = MessageProcessor._send_bot_messages(events, tracker, WebOutput(received.append))
    asyncio.run(send)
    return [bot_message(message, f"k.{n}", "nb") for n, message in enumerate(received, 1)]


def kept(events: List[Any]) -> List[Any]:
    """The events as they come back from the tracker store."""
    return list(deserialise_events([event.as_dict() for event in events]))


@pytest.mark.parametrize(
    ("language", "text"),
    [("nb", "Under gce var det 3.\n\n- a\n- b"), ("en", "Under gce there were 3.\n\n- a\n- b")],
)
def test_a_response_with_all_that_the_action_passed(language: str, text: str) -> None:
    events = uttered(
        language,
        response="utter_fact",
        level="gce",
        count=3,
        buttons=[{"title": "Mer", "payload": "/help"}],
        image="/chart.svg",
        image_alt="En figur",
        sources=[SOURCE],
        language=language,
        json_message={"type": "map"},
    )
    message = {
        "id": "k.1",
        "text": text,
        "language": language,
        "buttons": [{"title": "Mer", "payload": "/help"}],
        "image": {"src": "/chart.svg", "alt": "En figur"},
        "sources": [SOURCE],
        "custom": {"type": "map"},
    }
    assert sent(events) == [message]
    turn = kept([UserUttered("x", message_id="k"), *events])
    assert answers(turn) == [message]
    assert history(turn)[1]["sources"] == [SOURCE]


@pytest.mark.parametrize("language", ["nb", "en"])
def test_the_language_is_that_of_the_variation_if_the_action_says_nothing(language: str) -> None:
    events = uttered(language, response="utter_fact", level="gce", count=3)
    live = sent(events)
    assert live[0]["language"] == language
    assert live[0]["buttons"][0]["payload"] == "/ask_source"
    assert answers(kept([UserUttered("x", message_id="k"), *events])) == live


def test_a_custom_message_alone_is_a_message() -> None:
    live = sent(uttered("nb", json_message={"type": "map"}))
    assert (live[0]["text"], live[0]["custom"]) == ("", {"type": "map"})


def test_a_message_without_anything_is_none() -> None:
    assert sent([BotUttered(None)]) == []
    events = kept([UserUttered("x", message_id="k"), BotUttered(None)])
    assert [message["role"] for message in history(events)] == ["user"]


def history_time(timestamp: float) -> str:
    return history([UserUttered("x", message_id="k", timestamp=timestamp)])[0]["time"]


def test_times_are_utc() -> None:
    assert history_time(0.5) == "1970-01-01T00:00:00.500Z"


def test_reminders_and_the_like_are_no_messages_of_the_user() -> None:
    external = UserUttered.create_external("EXTERNAL_remind", [])
    messages = history([external, BotUttered("Husk!")])
    assert [(message["role"], message["id"]) for message in messages] == [("bot", "start.1")]


def test_what_calls_the_channel_directly_is_passed_on_too() -> None:
    received: List[Dict[str, Any]] = []
    output = WebOutput(received.append)
    button = {"title": "Mer", "payload": "/help"}

    async def send() -> None:
        await output.send_text_message("x", "a\n\nb")
        await output.send_text_with_buttons("x", "c", [button])
        await output.send_quick_replies("x", "d", [button])
        await output.send_image_url("x", "/e.svg")
        await output.send_attachment("x", "https://x.no/f.pdf")
        await output.send_elements("x", [{"title": "g", "subtitle": "h", "buttons": [button]}])
        await output.send_custom_json("x", {"type": "i"})

    asyncio.run(send())
    shown = [bot_message(message, "k.1", "nb") for message in received]
    assert [message["text"] for message in shown] == [
        *("a\n\nb", "c", "d", "", "<https://x.no/f.pdf>", "g\n\nh", "")
    ]
    assert [len(message["buttons"]) for message in shown] == [0, 1, 1, 0, 0, 1, 0]
