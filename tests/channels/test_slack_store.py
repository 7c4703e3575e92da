"""What is kept in the database: on SQLite, and on a real PostgreSQL (Debian's package)."""

from __future__ import annotations

import threading
import uuid
from dataclasses import replace
from pathlib import Path
from typing import Any, Iterator, List, Optional

import pytest
import sqlalchemy as sa

from bot.channels.slack import store as module
from bot.channels.slack.store import SlackStore, answer_id
from bot.channels.slack.tasks import MESSAGE, Press, Task

DAY = 24 * 3600.0


class Clock:
    """A clock that tests set."""

    def __init__(self) -> None:
        self.now = 1_000_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'slack.db'}"
        return
    database = request.getfixturevalue("postgres_url")
    yield database
    engine = sa.create_engine(database)
    module._metadata.drop_all(engine)
    engine.dispose()


def a_task(**changes: Any) -> Task:
    task = Task(f"message:{uuid.uuid4().hex}", MESSAGE, "T1", "U1", "slack:T1:U1", "hei", "D1")
    return replace(task, **changes)


def admitted(store: SlackStore, task: Task) -> Optional[Task]:
    (stored,) = store.admit([task])
    return stored.task if stored else None


def test_a_task_is_taken_on_once(url: str) -> None:
    task, store = a_task(press=Press("press:0", "Tittel", blocks=[{"type": "divider"}])), None
    store = SlackStore(url)
    assert admitted(store, task) == task
    assert admitted(store, task) is None
    assert store.admit([task, a_task(key="other"), a_task(key="other")])[0] is None
    again = SlackStore(url)
    assert admitted(again, task) is None
    store.done(task.key)
    assert admitted(again, task) is None


def test_many_processes_take_each_task_once(url: str) -> None:
    tasks, counts = [a_task(key=f"k{number}") for number in range(30)], []
    SlackStore(url)

    def process() -> None:
        store = SlackStore(url)
        counts.append(sum(admitted(store, task) is not None for task in tasks))

    threads = [threading.Thread(target=process) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sum(counts) == 30


def test_what_a_process_leaves_is_taken_over_once(url: str) -> None:
    clock = Clock()
    first, second, third = (SlackStore(url, clock) for _ in range(3))
    task, calls = a_task(), [{"method": "chat.postMessage", "arguments": {"text": "æ"}}]
    first.admit([task])
    assert second.take_over() == []
    clock.now += module.LEASE - 1
    first.renew()
    clock.now += 2
    assert second.take_over() == []
    first.answered(task.key, calls)
    first.sent(task.key, 1)
    clock.now += module.LEASE + 1
    (taken,) = second.take_over()
    assert (taken.task, taken.calls, taken.sent, taken.attempts) == (task, calls, 1, 1)
    assert third.take_over() == []
    assert not first.answered(task.key, calls)  # it has been taken from it
    assert not first.sent(task.key, 2)
    assert second.sent(task.key, 1)
    second.release()
    assert second.take_over() == []  # its own, still in its hands
    assert len(third.take_over()) == 1
    third.done(task.key)
    clock.now += DAY
    assert first.take_over() == []


def test_what_is_done_holds_no_text(url: str) -> None:
    store, task = SlackStore(url), a_task(text="hemmelig spørsmål")
    store.admit([task])
    store.answered(task.key, [{"method": "x", "arguments": {"text": "hemmelig svar"}}])
    store.done(task.key)
    with sa.create_engine(url).connect() as connection:
        rows = str(connection.execute(sa.text("SELECT * FROM slack_tasks")).all())
    assert "hemmelig" not in rows
    assert store.calls_of(answer_id(task.key)) == []


def test_kept_calls_are_found_by_their_answer(url: str) -> None:
    store, task, calls = SlackStore(url), a_task(), [{"method": "response_url"}]
    store.admit([task])
    store.answered(task.key, calls)
    store.done(task.key, keep_calls=True)
    assert store.calls_of(answer_id(task.key)) == calls
    assert store.calls_of("unknown") == []


def test_old_rows_are_removed_but_greetings_stay(url: str) -> None:
    clock = Clock()
    store = SlackStore(url, clock)
    tasks: List[Task] = [
        a_task(key="old"),
        a_task(key="unfinished"),
        a_task(key="greeted:T1:U1"),
        a_task(key="opens", channel="C1", thread="1.1", opens_thread=True),
    ]
    store.admit(tasks)
    for task in tasks:
        if task.key != "unfinished":
            store.done(task.key)
    clock.now += 4 * DAY
    young = a_task(key="young")
    store.admit([young])
    store.done("young")
    assert store.clean() == 2
    assert admitted(store, tasks[2]) is None
    assert admitted(store, young) is None
    clock.now += 91 * DAY
    store.clean()
    reply = a_task(channel="C1", thread="1.1", only_in_known_thread=True)
    assert admitted(store, reply) is None


def test_threads_are_known_from_the_mention_on(url: str) -> None:
    store = SlackStore(url)
    reply = a_task(channel="C1", thread="1.1", only_in_known_thread=True)
    assert admitted(store, reply) is None
    store.admit([a_task(channel="C1", thread="1.1", opens_thread=True)])
    assert admitted(store, reply) == reply
    assert admitted(store, replace(reply, key="k2", channel="C2")) is None


def test_a_chat_of_the_assistant_view_has_its_own_conversation(url: str) -> None:
    store = SlackStore(url)
    message = a_task(thread="5.5", own_thread=True)
    assert admitted(store, message) == message
    store.admit([a_task(thread="5.5", opens_thread=True)])
    found = admitted(store, replace(message, key="k2"))
    assert found is not None
    assert found.conversation == "slack:T1:U1:5.5"


def test_the_language_last_chosen_counts(url: str) -> None:
    store = SlackStore(url)
    assert store.language_of("T1", "U1") is None
    for language in ("en", "nb"):
        store.choose_language("T1", "U1", language)
        assert SlackStore(url).language_of("T1", "U1") == language
    assert store.language_of("T1", "U2") is None


def test_the_buttons_pressed_in_a_message(url: str) -> None:
    store = SlackStore(url)
    for key in ("press:T1:C1:1.1:press:0", "press:T1:C1:1.1:press:2", "press:T1:C1:1.12:press:1"):
        store.admit([a_task(key=key)])
    assert sorted(store.pressed_in("T1", "C1", "1.1")) == ["press:0", "press:2"]


def test_what_came_first_in_a_conversation_is_done_first(url: str) -> None:
    """Also when another process has it: the next waits until it is done, or taken over and done."""
    clock = Clock()
    first, second = SlackStore(url, clock), SlackStore(url, clock)
    earlier, later, elsewhere = a_task(), a_task(), a_task(conversation="slack:T1:U2")
    first.admit([earlier])
    second.admit([later, elsewhere])
    assert first.is_next(earlier)
    assert second.is_next(elsewhere)
    assert not second.is_next(later)
    first.answered(earlier.key, [])
    assert not second.is_next(later)  # it has not been delivered
    clock.now += module.LEASE + 1
    second.renew()
    (taken,) = second.take_over()
    first.done(earlier.key)  # it isn't its own any more
    assert not second.is_next(later)
    second.done(taken.task.key)
    assert second.is_next(later)


def test_the_database_may_come_later(tmp_path: Path) -> None:
    folder = tmp_path / "later"
    store = SlackStore(f"sqlite:///{folder / 'slack.db'}")
    with pytest.raises(module.AWAY):
        store.admit([a_task()])
    folder.mkdir()
    assert admitted(store, a_task())
