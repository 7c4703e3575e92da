"""Restarts, crashes and several processes: nothing is lost, nothing is done twice."""

from __future__ import annotations

import asyncio
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any, Dict, List, Optional

import pytest
from rasa.core.channels.channel import UserMessage

from tests.channels.slack_bot import Assistant, RunningBot, Scene, numbered, run, workspace
from tests.channels.slack_standin import EventSender
from tests.waiting import until


async def restarted(scene: Scene, database: Path, assistant: Optional[Assistant] = None) -> None:
    """Another process on the same database."""
    scene.bot = RunningBot(scene.slack, database, assistant or Assistant(numbered))
    await scene.bot.start()
    await scene.sender.close()
    scene.sender = EventSender(scene.slack, scene.bot.webhook)


def test_a_retry_after_a_restart_is_not_answered_again(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with workspace(tmp_path) as scene:
            body = await scene.sender.direct("hei")
            await scene.bot.idle()
            await scene.bot.stop()
            await restarted(scene, tmp_path / "slack.db")
            await scene.sender.send(body, retry=(1, "connection_failed"))
            assert await scene.texts("D1") == ["Svar: hei"]

    run(scenario())


async def finished(database: Path) -> None:
    """Wait until no task is left unfinished."""
    query = "SELECT count(*) FROM slack_tasks WHERE state != 'done'"

    def none_is_left() -> bool:
        with closing(sqlite3.connect(database)) as connection:
            return int(connection.execute(query).fetchone()[0]) == 0

    await until(none_is_left)


def lapse(monkeypatch: pytest.MonkeyPatch) -> None:
    """A killed process's tasks are free at once."""
    monkeypatch.setattr("bot.channels.slack.store.LEASE", 0.0)


def test_an_acknowledged_message_survives_a_crash_before_the_turn(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def hang(message: UserMessage) -> List[Dict[str, Any]]:
        await asyncio.sleep(60)
        return []

    async def scenario() -> None:
        lapse(monkeypatch)
        async with workspace(tmp_path, hang) as scene:
            await scene.sender.direct("hei")
            await asyncio.sleep(0.1)
            await scene.bot.kill()
            await restarted(scene, tmp_path / "slack.db")
            await finished(tmp_path / "slack.db")
            assert await scene.texts("D1") == ["hei a", "hei b"]

    run(scenario())


@pytest.mark.parametrize("done", [False, True])
def test_a_crash_while_an_answer_is_being_sent(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, done: bool
) -> None:
    """The second message hangs in the network, posted or not, when the process dies."""

    async def scenario() -> None:
        lapse(monkeypatch)
        async with workspace(tmp_path, numbered) as scene:
            never = asyncio.Event()
            scene.slack.fail()
            scene.slack.fail(until=never, done=done, status=0)
            await scene.sender.direct("hei")
            await until(lambda: scene.slack.count("chat.postMessage") == 2)
            await scene.bot.kill()
            await restarted(scene, tmp_path / "slack.db")
            await finished(tmp_path / "slack.db")
            assert await scene.texts("D1") == ["hei a", "hei b"]
            assert scene.assistant.asked == []  # the turn was over

    run(scenario())


def test_two_processes_share_the_events(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with workspace(tmp_path) as scene:
            other = await RunningBot(scene.slack, tmp_path / "slack.db", Assistant()).start()
            senders = [scene.sender, EventSender(scene.slack, other.webhook)]
            bodies = [scene.sender.written(str(n), f"U{n}", f"D{n}") for n in range(50)]
            sends = (sender.send(body) for body in bodies for sender in senders)
            await asyncio.gather(*sends)
            await scene.bot.idle()
            await other.idle()
            assert all(len(scene.slack.posted(f"D{n}")) == 1 for n in range(50))
            body = await scene.sender.mention("hei")
            follow_up = scene.sender.written("og?", "U1", "C1", body["event"]["ts"])
            await senders[1].send(follow_up)  # the other process knows the thread
            await other.idle()
            await scene.bot.idle()
            assert len(scene.slack.posted("C1")) == 2
            await senders[1].close()
            await other.stop()

    run(scenario())
