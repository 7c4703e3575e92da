"""What is kept of people, how long, and that it is gone when it is deleted."""

from __future__ import annotations

import asyncio
import sqlite3
import time
from pathlib import Path
from typing import Any, List

import pytest
import sqlalchemy as sa
from rasa.core.tracker_store import InMemoryTrackerStore
from rasa.shared.core.events import BotUttered, SlotSet, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker
from rasa_sdk import Tracker

from actions.offers import CONFIRM_DELETION, standing
from actions.privacy import ActionPrivacy
from actions.question import Context, Question
from bot.channels.slack.store import SlackStore
from bot.channels.slack.tasks import MESSAGE, Task
from bot.knowledge import load_knowledge
from bot.privacy.__main__ import main
from bot.privacy.deletion import says_deleted
from bot.privacy.records import Records
from bot.privacy.retention import Retention
from bot.privacy.settings import RetentionError, retention_days
from bot.responses import DELETED
from bot.server.tracker_store import ConversationStore
from tests.channels.web_server import domain, stored

DAY = 24 * 60 * 60.0
NOW = 1_800_000_000.0
SAID = "Kari Nordmann, født 1.1.1970"


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ConversationStore:
    monkeypatch.delenv("TRACKER_STORE_URL", raising=False)
    return stored(tmp_path, monkeypatch)


def say(store: Any, conversation: str, days_ago: float, now: float = NOW) -> None:
    async def saved() -> None:
        tracker = await store.get_or_create_tracker(conversation, append_action_listen=False)
        moment = now - days_ago * DAY
        tracker.update(UserUttered(SAID, timestamp=moment), domain())
        tracker.update(BotUttered("Hei", timestamp=moment + 1), domain())
        await store.save(tracker)

    asyncio.run(saved())


def kept(store: Any) -> List[str]:
    return sorted(asyncio.run(store.keys()))


def clean(store: Any, days: int = 90) -> int:
    return asyncio.run(Retention(lambda: store, days, clock=lambda: NOW).clean())


def test_whole_conversations_go_when_nothing_was_said_for_too_long(
    store: ConversationStore, tmp_path: Path
) -> None:
    say(store, "web-old", 91)
    say(store, "rest-new", 89)
    say(store, "slack:T1:U1", 200)
    say(store, "slack:T1:U1", 1)  # long ago, and yesterday
    assert clean(store) == 1
    assert kept(store) == ["rest-new", "slack:T1:U1"]
    assert clean(store) == 0


def test_nothing_of_it_is_left_in_the_file(store: ConversationStore, tmp_path: Path) -> None:
    say(store, "web-old", 91)
    kept = b"".join(file.read_bytes() for file in tmp_path.glob("conversations.db*"))
    assert SAID.split(",")[0].encode() in kept
    clean(store)
    store.engine.dispose()
    for file in tmp_path.glob("conversations.db*"):
        assert b"Nordmann" not in file.read_bytes()


def test_what_slack_keeps_goes_too(store: ConversationStore) -> None:
    slack = SlackStore(store.engine.url, clock=lambda: NOW - 100 * DAY)
    own = Task("k1", MESSAGE, "T1", "U1", "slack:T1:U1", text=SAID, channel="D1")
    other = Task("k2", MESSAGE, "T1", "U2", "slack:T1:U2", text=SAID, channel="D2")
    in_thread = Task(
        "k3", MESSAGE, "T1", "U1", "slack:T1:C1:1", channel="C1", thread="1", opens_thread=True
    )
    assert all(slack.admit([own, other, in_thread]))
    slack.choose_language("T1", "U1", "en")
    slack.choose_language("T1", "U2", "nb")
    say(store, "slack:T1:U1", 95)
    say(store, "slack:T1:U2", 1)
    assert clean(store) == 1
    assert slack.language_of("T1", "U1") is None
    assert slack.language_of("T1", "U2") == "nb"
    with store.engine.connect() as connection:
        tasks = [row[0] for row in connection.execute(sa.text("SELECT key FROM slack_tasks"))]
        threads = connection.execute(sa.text("SELECT count(*) FROM slack_threads")).scalar()
    assert sorted(tasks) == ["k2", "k3"]
    assert threads == 0


def test_in_memory_conversations_go_too() -> None:
    store = InMemoryTrackerStore(domain())
    say(store, "old", 91)
    say(store, "new", 1)
    assert clean(store) == 1
    assert kept(store) == ["new"]


def test_a_conversation_that_is_taken_up_meanwhile_is_left_alone(store: ConversationStore) -> None:
    say(store, "one", 91)
    records = Records(store.engine)
    found = [idle.conversation for idle in records.idle_since(NOW - 90 * DAY)]
    say(store, "one", 0)
    assert records.delete(found, idle_since=NOW - 90 * DAY) == 0
    assert kept(store) == ["one"]


@pytest.mark.parametrize(("value", "days"), [(None, 90), ("", 90), ("0", 0), ("30", 30)])
def test_the_days_are_set_by_a_variable(value: Any, days: int) -> None:
    given = {} if value is None else {"KLYNGEBOT_RETENTION_DAYS": value}
    assert retention_days(given) == days


@pytest.mark.parametrize("value", ["-1", "a month", "1.5", "²"])
def test_days_that_make_no_sense_are_refused(value: str) -> None:
    with pytest.raises(RetentionError, match="whole number of days"):
        retention_days({"KLYNGEBOT_RETENTION_DAYS": value})


def test_an_operator_lists_and_deletes(
    store: ConversationStore, capsys: pytest.CaptureFixture[str]
) -> None:
    now = time.time()
    say(store, "web-old", 40, now)
    say(store, "web-new", 1, now)
    assert main(["list", "--older-than", "30"]) == 0
    listed = capsys.readouterr().out
    assert listed.startswith("web-old\t")
    assert "web-new" not in listed
    assert SAID not in listed
    assert main(["delete", "web-old", "web-unknown"]) == 1
    assert "1 of 2 conversations deleted" in capsys.readouterr().out
    assert kept(store) == ["web-new"]
    assert main(["list", "--older-than", "30"]) == 1
    assert main(["clean"]) == 0


def test_an_operator_is_told_what_did_not_work(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    broken = tmp_path / "broken.db"
    broken.write_bytes(b"this is no database" * 100)
    monkeypatch.setenv("KLYNGEBOT_DATABASE", str(broken))
    monkeypatch.delenv("TRACKER_STORE_URL", raising=False)
    assert main(["delete", "web-1"]) == 2
    assert "That did not work" in capsys.readouterr().err


def test_the_database_may_be_named_by_a_file_as_in_containers(
    store: ConversationStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    say(store, "web-old", 40, time.time())
    named = tmp_path / "tracker_store_url"
    named.write_text(f"{store.engine.url}\n")
    monkeypatch.setenv("TRACKER_STORE_URL", "")  # so that what is read into it goes afterwards
    monkeypatch.setenv("TRACKER_STORE_URL_FILE", str(named))
    monkeypatch.setenv("KLYNGEBOT_DATABASE", str(tmp_path / "another.db"))
    assert main(["delete", "web-old"]) == 0
    assert kept(store) == []


def test_a_file_that_names_no_database_is_said_plainly(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("TRACKER_STORE_URL", "")
    monkeypatch.setenv("TRACKER_STORE_URL_FILE", str(tmp_path / "missing"))
    assert main(["list"]) == 2
    assert "TRACKER_STORE_URL_FILE" in capsys.readouterr().err


def deleted() -> BotUttered:
    return BotUttered("Samtalen er slettet.", metadata={"utter_action": DELETED})


def test_when_the_bot_says_that_the_conversation_is_deleted_it_is(
    store: ConversationStore, tmp_path: Path
) -> None:
    say(store, "web-one", 0)
    say(store, "web-two", 0)

    async def turn() -> None:
        tracker = await store.get_or_create_tracker("web-one", append_action_listen=False)
        tracker.update(UserUttered("ja, slett den"), domain())
        tracker.update(deleted(), domain())
        tracker.update(SlotSet("offered", []), domain())
        await store.save(tracker)

    asyncio.run(turn())
    assert kept(store) == ["web-two"]
    with sqlite3.connect(tmp_path / "conversations.db") as connection:
        rows = connection.execute("SELECT count(*) FROM events WHERE sender_id = 'web-one'")
        assert rows.fetchone() == (0,)
    say(store, "web-one", 0)  # a new one begins
    assert kept(store) == ["web-one", "web-two"]


def test_only_the_last_turn_counts() -> None:
    tracker = DialogueStateTracker.from_events("one", [UserUttered("slett"), deleted()])
    assert says_deleted(tracker)
    tracker.update(UserUttered("hei"))
    assert not says_deleted(tracker)
    tracker.update(BotUttered("Samtalen er slettet."))  # said again, by `repeat`
    assert not says_deleted(tracker)


def answer(intent: str, offered: Any = ()) -> Any:
    context = Context(offered=tuple(offered))
    return ActionPrivacy().answer(Question(intent), context, "nb", load_knowledge())


def test_deletion_is_asked_about_first() -> None:
    asked = answer("delete_conversation")
    assert asked.utterances[0].response == "utter_delete_conversation"
    assert list(asked.offered) == [CONFIRM_DELETION]
    assert answer("delete_confirmed").utterances[0].response == "utter_delete_conversation"
    done = answer("delete_confirmed", offered=[CONFIRM_DELETION])
    assert done.utterances[0].response == DELETED


def test_what_is_kept_is_told_with_its_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KLYNGEBOT_RETENTION_DAYS", "30")
    (told,) = answer("ask_privacy").utterances
    assert (told.response, told.variables) == ("utter_privacy", {"days": 30})
    monkeypatch.setenv("KLYNGEBOT_RETENTION_DAYS", "0")
    (told,) = answer("ask_privacy").utterances
    assert told.response == "utter_privacy_no_limit"


def test_a_yes_to_something_said_since_does_not_delete() -> None:
    def tracker(*payloads: str) -> Tracker:
        buttons = [{"title": "x", "payload": payload} for payload in payloads]
        events = [{"event": "bot", "text": "x", "data": {"buttons": buttons}}, {"event": "user"}]
        return Tracker("one", {}, {}, events, False, None, {}, None)

    offered = ["/ask_source", CONFIRM_DELETION]
    assert standing(offered, tracker(CONFIRM_DELETION, "/deny")) == tuple(offered)
    assert standing(offered, tracker()) == ("/ask_source",)
    assert standing(offered, tracker("/ask_source")) == ("/ask_source",)
