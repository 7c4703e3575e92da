"""Is it Slack who asks? Signatures, times, bodies, and the settings of the channel."""

from __future__ import annotations

import json
import logging
import time
from pathlib import Path
from typing import Any, Callable, Dict, List

import pytest
import yaml
from sanic import Sanic

from bot.channels.slack import SlackChannel, check
from bot.channels.slack.settings import SCOPES, SlackSettings
from tests.channels.slack_bot import run, workspace
from tests.channels.slack_standin import SlackStandIn
from tests.channels.slack_standin.events import signed
from tests.channels.slack_standin.server import APP_TOKEN, SIGNING_SECRET, TOKEN
from tests.waiting import until

ROOT = Path(__file__).resolve().parents[2]
CHALLENGE = json.dumps({"type": "url_verification", "challenge": "abc", "token": "x"})


def test_the_address_is_verified(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with workspace(tmp_path) as scene:
            status, answer = await scene.sender.post(CHALLENGE, signed(CHALLENGE))
            assert (status, json.loads(answer)) == (200, {"challenge": "abc"})

    run(scenario())


@pytest.mark.parametrize(
    "content_type", ["application/json; charset=utf-8", "application/JSON", "application/json"]
)
def test_json_with_a_charset_is_json(tmp_path: Path, content_type: str) -> None:
    async def scenario() -> None:
        async with workspace(tmp_path) as scene:
            body = json.dumps(scene.sender.written("hei på deg æøå", "U1", "D1"))
            status, _ = await scene.sender.post(body, signed(body), content_type)
            assert status == 200
            assert await scene.texts("D1") == ["Svar: hei på deg æøå"]

    run(scenario())


#: Signed when the test runs: much later than this file is read, where there are many tests.
FORGED: Dict[str, Callable[[], Dict[str, str]]] = {
    "no signature": dict,
    "another secret": lambda: signed(CHALLENGE, "f" * 32),
    "another body": lambda: signed(CHALLENGE + " "),
    "six minutes old": lambda: signed(CHALLENGE, stamp=time.time() - 360),
    "an hour ahead": lambda: signed(CHALLENGE, stamp=time.time() + 3600),
    "a time that is no number": lambda: {**signed(CHALLENGE), "X-Slack-Request-Timestamp": "now"},
    "an empty signature": lambda: {**signed(CHALLENGE), "X-Slack-Signature": ""},
    "another version": lambda: {**signed(CHALLENGE), "X-Slack-Signature": "v1=0"},
}


@pytest.mark.parametrize("forge", FORGED.values(), ids=FORGED)
def test_a_request_not_signed_by_slack_is_refused(
    tmp_path: Path, forge: Callable[[], Dict[str, str]]
) -> None:
    async def scenario() -> None:
        async with workspace(tmp_path) as scene:
            status, answer = await scene.sender.post(CHALLENGE, forge())
            assert status == 400
            assert "abc" not in answer

    run(scenario())


def test_a_replayed_request_asks_nothing_new(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with workspace(tmp_path) as scene:
            body = json.dumps(scene.sender.written("hei", "U1", "D1"))
            headers = signed(body)
            for _ in range(3):
                assert (await scene.sender.post(body, headers))[0] == 200
            await scene.bot.idle()
            assert scene.assistant.texts == ["hei"]

    run(scenario())


@pytest.mark.parametrize(
    ("body", "content_type", "status"),
    [
        ("{", "application/json", 400),
        ("[]", "application/json", 400),
        ("payload=%7B", "application/x-www-form-urlencoded", 400),
        ("hei", "text/plain", 400),
        ("{}", "application/json", 200),
        ("ssl_check=1&token=x", "application/x-www-form-urlencoded", 200),
        (json.dumps({"text": "x" * 1_000_001}), "application/json", 413),
    ],
)
def test_bodies_that_make_no_sense(
    tmp_path: Path, body: str, content_type: str, status: int
) -> None:
    async def scenario() -> None:
        async with workspace(tmp_path) as scene:
            assert (await scene.sender.post(body, signed(body), content_type))[0] == status

    run(scenario())


def test_an_answer_goes_to_no_address_but_slacks(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with workspace(tmp_path) as scene:
            fields = {"command": "/klynge", "user_id": "U1", "text": "hei", "team_id": "T1"}
            await scene.sender.send_form({**fields, "response_url": "http://127.0.0.1:1/steal"})
            await scene.bot.idle()
            assert scene.assistant.asked == []

    run(scenario())


GOOD = {"SLACK_BOT_TOKEN": TOKEN, "SLACK_SIGNING_SECRET": SIGNING_SECRET}


def settings(**changes: str) -> SlackSettings:
    return SlackSettings.read({}, {**GOOD, **changes})


def test_without_settings_the_channel_is_off_and_says_so_in_one_line(
    caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("SLACK_BOT_TOKEN", "SLACK_SIGNING_SECRET", "SLACK_APP_TOKEN"):
        monkeypatch.delenv(name, raising=False)
    channel = SlackChannel.from_credentials(None)
    (line,) = [one.getMessage() for one in caplog.records if "Slack" in one.getMessage()]
    assert line.startswith("Slack is off: SLACK_BOT_TOKEN is not set")
    app = Sanic("slack-off", configure_logging=False)
    app.blueprint(channel.blueprint(lambda message: None), url_prefix="/webhooks/slack")
    assert app.router.routes == ()


@pytest.mark.parametrize(
    ("changes", "named"),
    [
        ({"SLACK_BOT_TOKEN": ""}, "SLACK_BOT_TOKEN is not set"),
        ({"SLACK_SIGNING_SECRET": ""}, "SLACK_SIGNING_SECRET is not set"),
        ({"SLACK_BOT_TOKEN": "xoxp-1-a"}, "SLACK_BOT_TOKEN is not what it should be"),
        ({"SLACK_SIGNING_SECRET": "ABC"}, "SLACK_SIGNING_SECRET is not what it should be"),
        ({"SLACK_APP_TOKEN": "xoxb-1"}, "SLACK_APP_TOKEN is not what it should be"),
    ],
)
def test_a_missing_or_wrong_setting_is_named_with_where_to_find_it(
    changes: Dict[str, str], named: str, caplog: pytest.LogCaptureFixture,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    for name, value in {**GOOD, **changes}.items():
        monkeypatch.setenv(name, value)
    channel = SlackChannel.from_credentials(None)
    (line,) = [one.getMessage() for one in caplog.records if one.levelno == logging.ERROR]
    assert named in line
    assert "api.slack.com/apps → your app →" in line
    assert not channel.is_on


def test_the_credentials_of_rasas_own_channel_count_too() -> None:
    given = {"slack_token": TOKEN, "slack_signing_secret": SIGNING_SECRET}
    assert SlackSettings.read(given, {}).over_http


def test_a_token_that_slack_does_not_know_is_told_at_start(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    async def scenario() -> None:
        async with workspace(tmp_path, bot_token="xoxb-wrong") as scene:
            await until(lambda: scene.slack.count("auth.test"))
            await scene.bot.channel._verifying

    run(scenario())
    (line,) = [one.getMessage() for one in caplog.records if one.levelno == logging.ERROR]
    assert "does not accept SLACK_BOT_TOKEN (invalid_auth)" in line


def test_a_missing_scope_is_told_at_start(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    async def scenario() -> None:
        async with workspace(tmp_path) as scene:
            await scene.bot.channel._verifying
            scene.slack.scopes = scene.slack.scopes.replace("users:read", "users:write")
            await scene.bot.channel._verify(scene.bot.channel._web)

    run(scenario())
    (line,) = [one.getMessage() for one in caplog.records if one.levelno == logging.ERROR]
    assert "has not got the scope users:read" in line


def lines_of_check(given: SlackSettings, prepare: Any = None, url: Any = None) -> List[Any]:
    """`slack-check` is no coroutine; it runs in a thread beside the stand-in."""
    import asyncio
    from dataclasses import replace

    async def scenario() -> List[Any]:
        slack = await SlackStandIn().start()
        if prepare:
            prepare(slack)
        try:
            loop = asyncio.get_running_loop()
            asked = replace(given, api_url=slack.url)
            return await loop.run_in_executor(None, check.check, asked, url)
        finally:
            await slack.stop()

    return run(scenario())


def test_slack_check_finds_all_well() -> None:
    lines = lines_of_check(settings(SLACK_APP_TOKEN=APP_TOKEN))
    assert all(well for well, _ in lines), lines
    assert len(lines) == 4


def test_slack_check_names_what_is_missing() -> None:
    def take_scope(slack: SlackStandIn) -> None:
        slack.scopes = "chat:write"

    lines = lines_of_check(settings(SLACK_APP_TOKEN="xapp-other"), take_scope)
    wrong = [text for well, text in lines if not well]
    assert len(wrong) == len(SCOPES) - 1 + 1
    assert "SLACK_APP_TOKEN (invalid_auth)" in wrong[-1]
    wrong = [text for well, text in lines_of_check(settings(SLACK_BOT_TOKEN="xoxb-2")) if not well]
    assert "does not accept SLACK_BOT_TOKEN (invalid_auth)" in wrong[0]


def test_slack_check_without_settings_fails(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("SLACK_BOT_TOKEN", "SLACK_SIGNING_SECRET", "SLACK_APP_TOKEN"):
        monkeypatch.delenv(name, raising=False)
    assert check.main([]) == 1
    assert "neither SLACK_BOT_TOKEN nor SLACK_SIGNING_SECRET is set" in capsys.readouterr().err


def test_slack_check_asks_the_running_bot(tmp_path: Path) -> None:
    import asyncio

    async def scenario() -> None:
        async with workspace(tmp_path) as scene:
            ask = asyncio.get_running_loop().run_in_executor
            well, _ = await ask(None, check._webhook, scene.bot.webhook, SIGNING_SECRET)
            assert well
            well, text = await ask(None, check._webhook, scene.bot.webhook, "0" * 32)
            assert not well
            assert "must have the same SLACK_SIGNING_SECRET" in text

    run(scenario())


@pytest.mark.parametrize("name", ["manifest.yml", "manifest-socket-mode.yml"])
def test_the_manifest_asks_for_what_the_channel_needs(name: str) -> None:
    manifest = yaml.safe_load((ROOT / "deploy" / "slack" / name).read_text(encoding="utf-8"))
    assert set(manifest["oauth_config"]["scopes"]["bot"]) == set(SCOPES)
    events = set(manifest["settings"]["event_subscriptions"]["bot_events"])
    assert {"app_mention", "app_home_opened", "message.im", "message.channels"} <= events
    assert manifest["features"]["slash_commands"][0]["command"] == "/klynge"
    assert manifest["features"]["app_home"] == {
        "home_tab_enabled": True,
        "messages_tab_enabled": True,
        "messages_tab_read_only_enabled": False,
    }
    over_socket = manifest["settings"]["socket_mode_enabled"]
    assert over_socket is ("socket" in name)
    assert ("request_url" in manifest["settings"]["event_subscriptions"]) is not over_socket
