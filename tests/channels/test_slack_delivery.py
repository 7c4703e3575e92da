"""Every event handled once, every answer delivered once and in order, whatever goes wrong."""

from __future__ import annotations

import asyncio
import logging
from pathlib import Path
from typing import Any, Dict, List

import pytest
from rasa.core.channels.channel import UserMessage

from bot.channels.slack.store import SlackStore
from tests.channels.slack_bot import numbered, run, workspace
from tests.waiting import until

REASONS = [
    "http_timeout",
    "http_error",
    "connection_failed",
    "ssl_error",
    "too_many_redirects",
    "unknown_error",
]


@pytest.mark.parametrize("reason", REASONS)
def test_a_retry_is_acknowledged_and_answered_no_second_time(tmp_path: Path, reason: str) -> None:
    async def scenario() -> None:
        async with workspace(tmp_path) as scene:
            body = await scene.sender.direct("hei")
            for number in (1, 2, 3):
                await scene.sender.send(body, retry=(number, reason))
            assert await scene.texts("D1") == ["Svar: hei"]
            assert scene.assistant.texts == ["hei"]

    run(scenario())


def test_a_retry_of_an_event_that_never_came_is_answered(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with workspace(tmp_path) as scene:
            body = scene.sender.written("hei", "U1", "D1")
            await scene.sender.send(body, retry=(1, "http_timeout"))
            assert await scene.texts("D1") == ["Svar: hei"]

    run(scenario())


def test_two_hundred_events_at_once_each_twice(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with workspace(tmp_path) as scene:
            people = [f"U{number}" for number in range(100, 300)]
            bodies = [scene.sender.written(f"fra {one}", one, f"D{one[1:]}") for one in people]
            await asyncio.gather(*(scene.sender.send(body) for body in bodies * 2))
            await scene.bot.idle()
            for one in people:
                assert await scene.texts(f"D{one[1:]}") == [f"Svar: fra {one}"]
            assert len(scene.assistant.asked) == 200

    run(scenario())


def test_messages_of_a_conversation_are_answered_in_order(tmp_path: Path) -> None:
    async def reply(message: UserMessage) -> List[Dict[str, Any]]:
        await asyncio.sleep(0.05 if message.text == "0" else 0)  # the first takes longest
        return numbered(message)

    async def scenario() -> None:
        async with workspace(tmp_path, reply) as scene:
            for number in range(5):
                await scene.sender.direct(str(number))
            expected = [f"{number} {part}" for number in range(5) for part in ("a", "b")]
            assert await scene.texts("D1") == expected

    run(scenario())


def test_too_many_calls_are_waited_for_without_losing_or_reordering(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with workspace(tmp_path, numbered) as scene:
            scene.slack.fail(status=429, retry_after=1, times=3)
            for number in range(3):
                await scene.sender.direct(str(number))
            expected = [f"{number} {part}" for number in range(3) for part in ("a", "b")]
            assert await scene.texts("D1") == expected

    run(scenario())


def test_retry_after_is_respected(tmp_path: Path) -> None:
    async def scenario() -> None:
        waited: List[float] = []
        async with workspace(tmp_path) as scene:
            original = scene.bot.channel._delivery._pause

            async def pause(seconds: float) -> None:
                waited.append(seconds)
                delivery._not_before.clear()
                await original(0)

            delivery = scene.bot.channel._delivery
            delivery._pause = pause
            scene.slack.fail(status=429, retry_after=30)
            await scene.sender.direct("hei")
            assert await scene.texts("D1") == ["Svar: hei"]
            assert len(waited) == 1
            assert 15 < waited[0] <= 30

    run(scenario())


UNSURE: Dict[str, Dict[str, Any]] = {
    "an error before posting": {"status": 503},
    "an error after posting": {"status": 503, "done": True},
    "an error of Slack's, posted": {"error": "internal_error", "done": True},
    "an error of Slack's, not posted": {"error": "fatal_error"},
    "a connection cut before posting": {"status": 0},
    "a connection cut after posting": {"status": 0, "done": True},
}


@pytest.mark.parametrize("fault", UNSURE.values(), ids=UNSURE)
@pytest.mark.parametrize("where", ["direct", "thread"])
@pytest.mark.parametrize("times", [1, 3])
def test_nothing_is_lost_or_doubled_when_nobody_knows_whether_it_was_posted(
    tmp_path: Path, fault: Dict[str, Any], where: str, times: int
) -> None:
    async def scenario() -> None:
        async with workspace(tmp_path, numbered) as scene:
            scene.slack.fail(times=times, **fault)
            if where == "direct":
                await scene.sender.direct("hei")
                assert await scene.texts("D1") == ["hei a", "hei b"]
            else:
                await scene.sender.mention("hei")
                assert await scene.texts("C1") == ["hei a", "hei b"]

    run(scenario())


def test_looking_for_a_message_may_fail_too(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with workspace(tmp_path) as scene:
            scene.slack.fail(status=503, done=True)
            scene.slack.fail(method="conversations.history", status=503, times=2)
            await scene.sender.direct("hei")
            assert await scene.texts("D1") == ["Svar: hei"]

    run(scenario())


def test_a_slow_slack_holds_up_one_conversation_only(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with workspace(tmp_path) as scene:
            goes_on = asyncio.Event()
            scene.slack.fail(until=goes_on)
            await scene.sender.direct("treg", "U1")
            await until(lambda: scene.slack.count("chat.postMessage"))
            await scene.sender.direct("rask", "U2")
            await until(lambda: scene.slack.posted("D2"))
            assert scene.slack.posted("D1") == []
            goes_on.set()
            assert await scene.texts("D1") == ["Svar: treg"]

    run(scenario())


def errors(caplog: pytest.LogCaptureFixture) -> List[str]:
    return [one.getMessage() for one in caplog.records if one.levelno >= logging.ERROR]


def test_a_revoked_token_is_logged_once_with_what_to_do(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    async def scenario() -> None:
        async with workspace(tmp_path) as scene:
            await scene.sender.direct("virker", "U2")
            await scene.bot.idle()
            scene.slack.tokens.clear()
            for _ in range(3):
                await scene.sender.direct("hei")
            await scene.bot.idle()
            assert scene.slack.posted("D1") == []

    run(scenario())
    (error,) = errors(caplog)
    assert "token_revoked" in error
    assert "SLACK_BOT_TOKEN" in error
    assert "Reinstall" in error


def test_an_archived_channel_troubles_nobody_else(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    async def scenario() -> None:
        async with workspace(tmp_path) as scene:
            scene.slack.place("C1").archived = True
            await scene.sender.mention("en")
            await scene.sender.mention("to")
            await scene.sender.direct("tre")
            assert await scene.texts("D1") == ["Svar: tre"]
            assert scene.slack.posted("C1") == []

    run(scenario())
    (error,) = errors(caplog)
    assert error == "Slack: chat.postMessage to C1 was refused: is_archived"


def test_answers_wait_while_the_network_is_down(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    async def scenario() -> None:
        async with workspace(tmp_path, numbered) as scene:
            await scene.bot.idle()
            port = int(scene.slack.url.split(":")[2].split("/")[0])
            await scene.slack._runner.cleanup()
            for number in range(3):
                await scene.sender.direct(str(number), "U1")
                await scene.sender.direct(str(number), "U2")
            await until(lambda: errors(caplog))
            await asyncio.sleep(0.2)
            assert scene.slack.posted("D1") == []
            await scene.slack.start(port)
            expected = [f"{number} {part}" for number in range(3) for part in ("a", "b")]
            assert await scene.texts("D1") == expected
            assert await scene.texts("D2") == expected

    run(scenario())
    (error,) = errors(caplog)
    assert "Slack cannot be reached" in error
    assert any("works again (network)" in one.getMessage() for one in caplog.records)


@pytest.mark.parametrize(
    ("user", "apology"), [("U1", "Beklager, noe gikk galt"), ("U2", "I’m sorry, something went")]
)
@pytest.mark.parametrize("failure", ["exception", "timeout", "silence"])
def test_an_internal_error_is_told_in_the_language_of_the_user(
    tmp_path: Path, user: str, apology: str, failure: str
) -> None:
    async def reply(message: UserMessage) -> List[Dict[str, Any]]:
        if failure == "exception":
            raise RuntimeError("broken")
        if failure == "timeout":
            await asyncio.sleep(60)
        return []

    async def scenario() -> None:
        async with workspace(tmp_path, reply, turn_timeout=0.1) as scene:
            await scene.sender.direct("hei", user)
            (text,) = await scene.texts(f"D{user[1:]}")
            assert text.startswith(apology)

    run(scenario())


def test_blocks_that_slack_refuses_are_replaced_by_text(tmp_path: Path) -> None:
    image = "https://example.org/gone.png"
    message = {"text": "**Kart**", "image": image, "image_alt": "Kart over klyngene"}

    async def scenario() -> None:
        async with workspace(tmp_path, lambda _: [message]) as scene:
            scene.slack.unfetchable.add(image)
            await scene.sender.direct("kart")
            assert await scene.texts("D1") == ["*Kart*\nKart over klyngene"]

    run(scenario())


def test_a_task_that_always_fails_is_let_go(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    async def no_calls(self: Any, stored: Any) -> Any:
        raise RuntimeError("broken")

    async def at_once(seconds: float) -> None:
        await original(0)

    original = asyncio.sleep

    async def scenario() -> None:
        async with workspace(tmp_path) as scene:
            monkeypatch.setattr("bot.channels.slack.answers.Answers.calls_for", no_calls)
            monkeypatch.setattr("bot.channels.slack.worker.asyncio.sleep", at_once)
            await scene.sender.direct("hei")
            await scene.bot.idle()

    run(scenario())
    assert "dropped" in errors(caplog)[-1]


def test_an_event_that_cannot_be_kept_is_asked_for_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def scenario() -> None:
        async with workspace(tmp_path) as scene:
            body = scene.sender.written("hei", "U1", "D1")

            def broken(self: SlackStore, tasks: Any) -> None:
                raise OSError("disk full")

            with monkeypatch.context() as patch:
                patch.setattr(SlackStore, "admit", broken)
                with pytest.raises(AssertionError, match="503"):
                    await scene.sender.send(body)
            await scene.sender.send(body, retry=(1, "http_error"))
            assert await scene.texts("D1") == ["Svar: hei"]

    run(scenario())


def test_one_session_serves_all_calls(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with workspace(tmp_path) as scene:
            session = scene.bot.channel._web._session
            for number in range(5):
                await scene.sender.direct(str(number))
            await scene.bot.idle()
            assert scene.bot.channel._web._session is session
            assert len(session.connector._conns) == 1

    run(scenario())


def test_a_broken_database_is_logged_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    rounds: List[int] = []

    def broken(self: SlackStore) -> None:
        rounds.append(1)
        raise OSError("disk full")

    def works_again() -> bool:
        return any("works again (database)" in one.getMessage() for one in caplog.records)

    async def scenario() -> None:
        monkeypatch.setattr("bot.channels.slack.worker._ROUND", 0.01)
        async with workspace(tmp_path) as scene:
            await scene.bot.channel._verifying
            with monkeypatch.context() as patch:
                patch.setattr(SlackStore, "renew", broken)
                await until(lambda: len(rounds) > 3)
            await until(works_again)

    run(scenario())
    (error,) = errors(caplog)
    assert "the database cannot be used (OSError: disk full)" in error
