"""Socket Mode: the same bot without a public address."""

from __future__ import annotations

import asyncio
import logging
import uuid
from pathlib import Path
from typing import Any, Dict, List

import pytest
from rasa.core.channels.channel import UserMessage

from tests.channels.slack_bot import Scene, run, workspace
from tests.channels.slack_standin.server import APP_TOKEN
from tests.waiting import until

SETTINGS: Dict[str, Any] = {"app_token": APP_TOKEN, "signing_secret": None}


async def send(scene: Scene, kind: str, payload: Dict[str, Any]) -> str:
    """Send an envelope over the connection; returns its id."""
    await until(lambda: scene.slack.sockets)
    envelope = uuid.uuid4().hex
    body = {"type": kind, "envelope_id": envelope, "payload": payload}
    await scene.slack.sockets[-1].send_json({**body, "accepts_response_payload": False})
    return envelope


def test_events_commands_and_presses_come_over_the_socket(tmp_path: Path) -> None:
    def reply(message: UserMessage) -> List[Dict[str, Any]]:
        return [{"text": "Svar", "buttons": [{"title": "Ja", "payload": "/affirm"}]}]

    async def scenario() -> None:
        async with workspace(tmp_path, reply, **SETTINGS) as scene:
            event = scene.sender.written("hei", "U1", "D1")
            for _ in range(2):
                envelope = await send(scene, "events_api", event)
            await until(lambda: envelope in scene.slack.acknowledged)
            assert await scene.texts("D1") == ["Svar"]
            url = scene.slack.url.replace("/api/", "/response/") + "r1"
            command = {"command": "/klynge", "text": "hei", "user_id": "U1", "channel_id": "C1"}
            await send(scene, "slash_commands", {**command, "team_id": "T1", "response_url": url})
            await until(lambda: scene.slack.ephemeral.get("r1"))
            message = scene.slack.posted("D1")[0]
            action = message["blocks"][-1]["elements"][0]
            press = {
                "type": "block_actions", "team": {"id": "T1"}, "user": {"id": "U1"},
                "channel": {"id": "D1"}, "message": message, "actions": [action],
                "container": {"type": "message", "message_ts": message["ts"], "channel_id": "D1"},
            }  # fmt: skip
            await send(scene, "interactive", press)
            await until(lambda: len(scene.slack.posted("D1")) == 2)
            assert scene.assistant.texts[:2] == ["hei", "hei"]
            assert scene.assistant.texts[2].startswith("/affirm")

    run(scenario())


def test_without_a_signing_secret_there_is_no_webhook(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with workspace(tmp_path, **SETTINGS) as scene:
            status, _ = await scene.sender.post("{}", {})
            assert status == 404

    run(scenario())


def test_the_connection_is_made_anew_when_slack_closes_it(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with workspace(tmp_path, **SETTINGS) as scene:
            await until(lambda: scene.slack.sockets)
            await scene.slack.sockets[0].send_json({"type": "disconnect", "reason": "refresh"})
            await until(lambda: scene.slack.connections == 2)
            await send(scene, "events_api", scene.sender.written("hei", "U1", "D1"))
            await until(lambda: scene.slack.posted("D1"))

    run(scenario())


def test_an_event_that_cannot_be_kept_is_not_acknowledged(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def scenario() -> None:
        async with workspace(tmp_path, **SETTINGS) as scene:
            event = scene.sender.written("hei", "U1", "D1")

            def broken(self: Any, tasks: Any) -> None:
                raise OSError("disk full")

            with monkeypatch.context() as patch:
                patch.setattr("bot.channels.slack.store.SlackStore.admit", broken)
                envelope = await send(scene, "events_api", event)
                await asyncio.sleep(0.2)
                assert envelope not in scene.slack.acknowledged
            await send(scene, "events_api", event)  # Slack tries again
            await until(lambda: scene.slack.posted("D1"))

    run(scenario())


def test_a_wrong_app_token_is_told_once(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    def lines() -> List[str]:
        return [one.getMessage() for one in caplog.records if one.levelno == logging.ERROR]

    async def scenario() -> None:
        async with workspace(tmp_path, app_token="xapp-wrong", signing_secret=None):
            await until(lines)
            await asyncio.sleep(0.1)

    run(scenario())
    (line,) = lines()
    assert "SLACK_APP_TOKEN" in line
    assert "connections:write" in line
