"""An action that raises, hangs or returns rubbish: the user hears of it, and the bot goes on."""

from __future__ import annotations

import asyncio
import time
from typing import Any, Callable, Iterator

import pytest
from rasa.shared.core.events import UserUttered

from bot.server.rasa_patches import action_executor
from tests.faults.conftest import Assistant

ASKED = "Hva er målet med programmet?"  # action_programme
ASKED_EN = "What is the goal of the programme?"
OTHER = "Hvilket nivå er NCE Eyde på?"  # action_cluster_level

Break = Callable[[Callable[..., Any]], None]


@pytest.fixture
def breaking() -> Iterator[Break]:
    """Puts another function in the place of `action_programme`."""
    actions = action_executor("actions").actions
    whole = actions["action_programme"]

    def put(action: Callable[..., Any]) -> None:
        actions["action_programme"] = action

    yield put
    actions["action_programme"] = whole


def raises(dispatcher: Any, tracker: Any, domain: Any) -> Any:
    raise RuntimeError("the action is broken")


def ends_the_process(dispatcher: Any, tracker: Any, domain: Any) -> Any:
    raise SystemExit(1)


def unknown_response(dispatcher: Any, tracker: Any, domain: Any) -> Any:
    dispatcher.utter_message(response="utter_no_such_response")
    return []


def no_events(dispatcher: Any, tracker: Any, domain: Any) -> Any:
    return {"events": 7}


def unknown_event(dispatcher: Any, tracker: Any, domain: Any) -> Any:
    return [{"event": "no_such_event"}]


def unknown_slot(dispatcher: Any, tracker: Any, domain: Any) -> Any:
    return [{"event": "slot", "name": "no_such_slot", "value": 1, "timestamp": None}]


def not_json(dispatcher: Any, tracker: Any, domain: Any) -> Any:
    return [{"event": "slot", "name": "question", "value": object(), "timestamp": None}]


def empty_text(dispatcher: Any, tracker: Any, domain: Any) -> Any:
    dispatcher.utter_message(text="")
    return []


RUBBISH = [
    raises,
    ends_the_process,
    unknown_response,
    no_events,
    unknown_event,
    not_json,
    empty_text,
]


@pytest.mark.parametrize("broken", RUBBISH, ids=lambda broken: str(broken.__name__))
@pytest.mark.parametrize(("asked", "language"), [(ASKED, "nb"), (ASKED_EN, "en")])
def test_the_user_is_told_in_his_language_and_the_conversation_goes_on(
    assistant: Assistant, breaking: Break, broken: Callable[..., Any], asked: str, language: str
) -> None:
    breaking(broken)
    apology = assistant.wording("utter_internal_error", language)
    assert assistant.ask(asked, "one", language) == [apology]
    events = assistant.chat(asked, "one", language)
    assert [event["name"] for event in events] == ["typing", "error", "done"]
    assert (events[1]["code"], events[1]["message"]) == ("internal", apology)
    assert "Modne klynger" in assistant.ask(OTHER, "one")[0]
    breaking(lambda dispatcher, tracker, domain: dispatcher.utter_message(text="Hel igjen."))
    assert assistant.ask(ASKED, "one") == ["Hel igjen."]


def test_a_slot_that_does_not_exist_does_no_harm(assistant: Assistant, breaking: Break) -> None:
    breaking(unknown_slot)
    assert assistant.ask(ASKED, "one") == [assistant.wording("utter_internal_error", "nb")]
    assert "Modne klynger" in assistant.ask(OTHER, "one")[0]


async def waits(dispatcher: Any, tracker: Any, domain: Any) -> Any:
    await asyncio.sleep(3600)


def blocks(dispatcher: Any, tracker: Any, domain: Any) -> Any:
    time.sleep(8)


@pytest.mark.parametrize("hanging", [waits, blocks], ids=lambda hanging: str(hanging.__name__))
def test_a_turn_that_hangs_is_given_up_and_its_lock_is_free(
    assistant: Assistant, breaking: Break, hanging: Callable[..., Any]
) -> None:
    breaking(hanging)
    gave_up = assistant.wording("utter_web_timeout", "nb")
    assert assistant.ask(ASKED, "one", seconds=1.0) == [gave_up]
    events = assistant.chat(ASKED, "two", seconds=1.0)
    assert [event.get("code") for event in events] == [None, "timeout", None]
    # Nothing of it is stored, so the same may be asked again.
    assert assistant.events("one") == []
    # Others, and the same conversation, are answered at once.
    assert "Modne klynger" in assistant.ask(OTHER, "one")[0]
    assert "Modne klynger" in assistant.ask(OTHER, "three")[0]
    stored = [event.text for event in assistant.events("one") if isinstance(event, UserUttered)]
    assert stored == [OTHER]
