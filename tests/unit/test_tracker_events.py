"""A turn loads little of a long conversation, knows all its slots, and loses none of its events."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any, Dict, List, Optional

import pytest
from rasa.core.tracker_store import SQLTrackerStore
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import (
    ActionExecuted,
    BotUttered,
    ConversationPaused,
    Event,
    Restarted,
    SessionStarted,
    SlotSet,
    UserUtteranceReverted,
    UserUttered,
)
from rasa.shared.core.trackers import DialogueStateTracker

from bot.server.tracker_events import DEFAULT_HISTORY, _before, history_length
from bot.server.tracker_store import ConversationStore

DOMAIN = Domain.from_dict(
    {
        "intents": ["ask"],
        "slots": {
            name: {"type": "any", "mappings": [{"type": "custom"}]}
            for name in ("language", "question", "feedback")
        },
        "actions": ["action_answer"],
    }
)


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ConversationStore:
    monkeypatch.setenv("KLYNGEBOT_DATABASE", str(tmp_path / "conversations.db"))
    return ConversationStore(domain=DOMAIN)


def stock_store(store: ConversationStore) -> SQLTrackerStore:
    """Rasa's own store on the same file."""
    return SQLTrackerStore(domain=DOMAIN, dialect="sqlite", db=store.engine.url.database)


def begin(store: ConversationStore) -> None:
    turn(store, [ActionExecuted("action_session_start"), SessionStarted(), listen()])


def listen() -> Event:
    return ActionExecuted("action_listen")


def answered(text: str, *slots: Event) -> List[Event]:
    """What a turn adds: the message, an action, its answer and slots, and waiting again."""
    message = UserUttered(text, {"name": "ask", "confidence": 1.0})
    return [message, ActionExecuted("action_answer"), BotUttered(f"re: {text}"), *slots, listen()]


def turn(store: ConversationStore, events: List[Event]) -> DialogueStateTracker:
    """Load, add and save, as Rasa's processor does."""

    async def run() -> DialogueStateTracker:
        tracker = await store.get_or_create_tracker("one", append_action_listen=False)
        tracker.update_with_events(events, DOMAIN)
        await store.save(tracker)
        return tracker

    return asyncio.run(run())


def loaded(store: SQLTrackerStore) -> DialogueStateTracker:
    tracker = asyncio.run(store.retrieve("one"))
    assert tracker is not None
    return tracker


def stored_texts(store: ConversationStore) -> List[Optional[str]]:
    tracker = asyncio.run(store.retrieve_full_tracker("one"))
    assert tracker is not None
    return [event.text for event in tracker.events if isinstance(event, UserUttered)]


def slots_of(tracker: DialogueStateTracker) -> Dict[str, Any]:
    return {name: slot.value for name, slot in tracker.slots.items()}


def talk(store: ConversationStore, turns: int) -> None:
    begin(store)
    turn(store, answered("first", SlotSet("language", "nb"), SlotSet("feedback", "up")))
    for number in range(turns):
        turn(store, answered(f"message {number}", SlotSet("question", number)))


def test_a_long_conversation_is_loaded_in_part(store: ConversationStore) -> None:
    talk(store, 60)
    tracker = loaded(store)
    assert len(tracker.events) <= DEFAULT_HISTORY + 1 + len(DOMAIN.slots)
    assert tracker.latest_message is not None
    assert tracker.latest_message.text == "message 59"
    assert tracker.latest_action_name == "action_listen"


def test_it_begins_with_a_whole_turn(store: ConversationStore) -> None:
    talk(store, 60)
    events = [event for event in loaded(store).events if not isinstance(event, SlotSet)]
    assert isinstance(events[0], SessionStarted)
    assert events[1] == listen()
    assert isinstance(events[2], UserUttered)


def test_slots_set_long_ago_are_known(store: ConversationStore) -> None:
    talk(store, 60)
    assert slots_of(loaded(store))["language"] == "nb"
    assert slots_of(loaded(store)) == slots_of(loaded(stock_store(store)))


def test_every_event_is_stored_once_and_in_order(store: ConversationStore) -> None:
    talk(store, 60)
    assert stored_texts(store) == ["first", *(f"message {number}" for number in range(60))]
    whole = asyncio.run(store.retrieve_full_tracker("one"))
    stock = asyncio.run(stock_store(store).retrieve_full_tracker("one"))
    assert whole is not None
    assert stock is not None
    assert list(whole.events) == list(stock.events)
    assert len(whole.events) == 3 + 7 - 1 + 60 * 5


def test_saving_a_tracker_again_adds_nothing(store: ConversationStore) -> None:
    talk(store, 3)
    tracker = turn(store, answered("last"))
    asyncio.run(store.save(tracker))
    asyncio.run(store.save(tracker.copy()))
    assert stored_texts(store).count("last") == 1


def test_a_tracker_made_elsewhere_is_saved_as_rasa_does(store: ConversationStore) -> None:
    talk(store, 2)
    whole = asyncio.run(stock_store(store).retrieve("one"))
    assert whole is not None
    whole.update(UserUttered("from elsewhere", {"name": "ask"}), DOMAIN)
    asyncio.run(store.save(whole))
    assert stored_texts(store) == ["first", "message 0", "message 1", "from elsewhere"]


def test_a_short_conversation_is_loaded_as_rasa_loads_it(store: ConversationStore) -> None:
    talk(store, 2)
    assert list(loaded(store).events) == list(loaded(stock_store(store)).events)


def test_only_the_latest_session_counts(store: ConversationStore) -> None:
    talk(store, 60)
    turn(store, [SessionStarted(), SlotSet("language", "en"), listen()])
    turn(store, answered("hello again"))
    assert list(loaded(store).events) == list(loaded(stock_store(store)).events)
    assert len(stored_texts(store)) == 62


def test_after_a_restart_earlier_slots_are_gone(store: ConversationStore) -> None:
    talk(store, 5)
    turn(store, [Restarted(), listen()])
    for number in range(60):
        turn(store, answered(f"later {number}", SlotSet("question", number)))
    assert slots_of(loaded(store))["language"] is None
    assert slots_of(loaded(store))["question"] == 59
    assert slots_of(loaded(store)) == slots_of(loaded(stock_store(store)))


@pytest.mark.parametrize("event", [ConversationPaused(), UserUtteranceReverted()])
def test_what_lasts_makes_the_session_be_loaded_whole(
    store: ConversationStore, event: Event
) -> None:
    talk(store, 5)
    turn(store, [event])
    for number in range(30):
        turn(store, answered(f"later {number}"))
    stock = loaded(stock_store(store))
    assert list(loaded(store).events) == list(stock.events)
    assert loaded(store).is_paused() == stock.is_paused()


def test_an_unknown_conversation_is_none(store: ConversationStore) -> None:
    assert asyncio.run(store.retrieve("nobody")) is None


def test_a_deleted_conversation_leaves_nothing_in_the_files(store: ConversationStore) -> None:
    begin(store)
    turn(store, answered("my secret"))
    asyncio.run(store.delete("one"))
    files = Path(str(store.engine.url.database)).parent.glob("conversations.db*")
    assert all(b"my secret" not in file.read_bytes() for file in files)


def test_what_a_turn_loads_is_found_by_an_index(store: ConversationStore) -> None:
    """Slot by slot, without going through all values of a slot."""
    query = str(_before(1)).replace(":sender", "'one'").replace(":slot0", "'question'")
    query = query.replace(":beginning", "1").replace(":window", "9")
    with store.session_scope() as session:
        plan = [row.detail for row in session.execute(f"EXPLAIN QUERY PLAN {query}").all()]
    assert not any(step.startswith("SCAN events") for step in plan)
    assert any("ix_events_sender_type (sender_id=? AND type_name=? AND" in step for step in plan)


def test_a_slot_that_is_no_more_is_not_loaded(store: ConversationStore) -> None:
    begin(store)
    turn(store, answered("first", SlotSet("language", "nb")))
    store.domain = Domain.from_dict({**DOMAIN.as_dict(), "slots": {}})
    for number in range(30):
        turn(store, answered(f"message {number}"))
    assert not any(isinstance(event, SlotSet) for event in loaded(store).events)


def test_the_write_ahead_log_is_on(store: ConversationStore) -> None:
    with store.session_scope() as session:
        assert session.execute("PRAGMA journal_mode").scalar() == "wal"


def test_a_killed_process_keeps_what_was_saved(store: ConversationStore, tmp_path: Path) -> None:
    """What another connection sees without this one having closed anything."""
    talk(store, 3)
    copy = SQLTrackerStore(domain=DOMAIN, dialect="sqlite", db=str(tmp_path / "conversations.db"))
    assert loaded(copy).latest_message.text == "message 2"  # type: ignore[union-attr]


@pytest.mark.parametrize(("text", "length"), [("", 40), ("100", 100), ("3", 20), ("many", 40)])
def test_how_much_is_loaded_can_be_set(
    monkeypatch: pytest.MonkeyPatch, text: str, length: int
) -> None:
    monkeypatch.setenv("KLYNGEBOT_HISTORY_EVENTS", text)
    assert history_length() == length
