"""`GET /metrics`: who may ask, what is counted, and several processes together."""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
import time
from datetime import datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any, Dict, Optional, Sequence

import pytest
from prometheus_client import REGISTRY
from rasa.shared.core.events import ActionExecuted, BotUttered, Event, UserUttered

from bot.server import metrics, turns
from bot.server.model_swaps import add_model_swaps
from tests.channels.web_server import Server, run


def value(name: str, **labels: str) -> float:
    return REGISTRY.get_sample_value(name, labels) or 0.0


def user(intent: str = "ask_goal", channel: str = "web") -> UserUttered:
    return UserUttered("Hva er målet?", {"name": intent}, input_channel=channel)


def bot(response: str) -> BotUttered:
    return BotUttered("…", metadata={"utter_action": response})


def test_it_answers_this_machine() -> None:
    async def test(server: Server) -> None:
        async with server.http.get(f"{server.url}/metrics") as answer:
            assert answer.status == 200
            assert answer.headers["Content-Type"].startswith("text/plain")
            text = await answer.text()
        assert "# TYPE klyngebot_turns_total counter" in text
        assert "klyngebot_knowledge_version{" in text

    run(test)


@pytest.mark.parametrize("header", ["X-Forwarded-For", "Forwarded", "X-Real-IP"])
def test_it_does_not_answer_through_a_proxy_without_the_token(
    header: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KLYNGEBOT_METRICS_TOKEN", "a-long-token")

    async def status(server: Server, **more: str) -> int:
        headers = {header: "203.0.113.9", **more}
        async with server.http.get(f"{server.url}/metrics", headers=headers) as answer:
            return int(answer.status)

    async def test(server: Server) -> None:
        assert await status(server) == 403
        assert await status(server, Authorization="Bearer wrong") == 403
        assert await status(server, Authorization="Bearer a-long-token") == 200

    run(test)


def test_an_empty_token_opens_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KLYNGEBOT_METRICS_TOKEN", "")

    async def test(server: Server) -> None:
        headers = {"X-Forwarded-For": "203.0.113.9", "Authorization": "Bearer "}
        async with server.http.get(f"{server.url}/metrics", headers=headers) as answer:
            assert answer.status == 403

    run(test)


class Assistant:
    """An agent whose turns lead to given events, or fail."""

    def __init__(
        self,
        events: Sequence[Event] = (),
        language: str = "nb",
        error: Optional[BaseException] = None,
    ) -> None:
        self.processor = SimpleNamespace(
            model_filename="model.tar.gz",
            domain=SimpleNamespace(intents=["ask_goal", "greet", "nlu_fallback"]),
        )
        self._tracker = SimpleNamespace(events=list(events), get_slot=lambda name: language)
        self._error = error

    async def handle_message(self, message: Any) -> None:
        if self._error:
            raise self._error

        async def predict(processor: Any, output: Any, tracker: Any) -> None:
            return None

        await turns.noting(predict)(self.processor, None, self._tracker)

    def turn(self, channel: str = "web") -> None:
        handle = turns.observing(Assistant.handle_message)
        asyncio.run(handle(self, SimpleNamespace(sender_id="one", input_channel=channel)))


@pytest.fixture(autouse=True)
def counted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(turns, "observers", [metrics.count_turn])


def test_a_turn_is_counted_by_language_channel_and_outcome() -> None:
    labels = {"language": "nb", "channel": "web", "outcome": "declined"}
    before = value("klyngebot_turns_total", **labels)
    Assistant([user("greet"), bot("utter_greet"), user(), bot("utter_not_in_source")]).turn()
    assert value("klyngebot_turns_total", **labels) == before + 1


def test_names_from_outside_make_no_new_series() -> None:
    labels = {"language": "other", "channel": "other", "outcome": "answered"}
    before = value("klyngebot_turns_total", **labels)
    Assistant([user(), bot("utter_goal")], "xx").turn("made-up-7")
    assert value("klyngebot_turns_total", **labels) == before + 1


def test_fallbacks_and_failed_actions_are_counted() -> None:
    fallbacks = value("klyngebot_fallbacks_total", language="en")
    errors = value("klyngebot_action_errors_total", action="action_effect")
    Assistant([user("nlu_fallback"), bot("utter_not_understood")], "en").turn()
    failed = [ActionExecuted("action_effect"), bot("utter_internal_error")]
    Assistant([user(), *failed, ActionExecuted("action_listen")], "en").turn()
    assert value("klyngebot_fallbacks_total", language="en") == fallbacks + 1
    assert value("klyngebot_action_errors_total", action="action_effect") == errors + 1


@pytest.mark.parametrize("error", [RuntimeError("no"), asyncio.CancelledError()])
def test_a_turn_is_timed_and_one_that_fails_or_is_given_up_is_an_error(
    error: BaseException,
) -> None:
    count = value("klyngebot_turn_seconds_count", channel="rest")
    labels = {"language": "other", "channel": "rest", "outcome": "error"}
    errors = value("klyngebot_turns_total", **labels)
    Assistant([user(channel="rest"), bot("utter_goal")]).turn("rest")
    with pytest.raises(type(error)):
        Assistant(error=error).turn("rest")
    assert value("klyngebot_turn_seconds_count", channel="rest") == count + 2
    assert value("klyngebot_turns_total", **labels) == errors + 1


def test_it_says_what_answers_and_since_when() -> None:
    trained = datetime(2026, 11, 29, 10, 0)  # as Rasa has it: UTC, and doesn't say so
    first = SimpleNamespace(
        model_filename="first.tar.gz", model_metadata=SimpleNamespace(trained_at=trained)
    )
    before = time.time()
    metrics.model_answers(first)
    since = value("klyngebot_model_since_seconds", model="first.tar.gz")
    assert value("klyngebot_model", model="first.tar.gz") == 1
    assert before <= since <= time.time()
    assert value("klyngebot_model_trained_seconds", model="first.tar.gz") == 1795946400
    metrics.model_answers(first, "refused")
    assert value("klyngebot_model_since_seconds", model="first.tar.gz") == since
    metrics.model_answers(SimpleNamespace(model_filename="second.tar.gz"), "current")
    for gauge in ("model", "model_since_seconds", "model_trained_seconds"):
        assert value(f"klyngebot_{gauge}", model="first.tar.gz") == 0
    assert value("klyngebot_model", model="second.tar.gz") == 1


def test_a_refused_change_leaves_since_when_the_knowledge_answers() -> None:
    metrics.knowledge_version("aaaaaaaaaaaa")
    since = value("klyngebot_knowledge_since_seconds", version="aaaaaaaaaaaa")
    metrics.knowledge_version("aaaaaaaaaaaa", "broken")
    assert value("klyngebot_knowledge_since_seconds", version="aaaaaaaaaaaa") == since > 0
    metrics.knowledge_version("bbbbbbbbbbbb", "current")
    assert value("klyngebot_knowledge_since_seconds", version="aaaaaaaaaaaa") == 0


def test_the_model_is_told_where_no_models_are_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    """As in the container."""
    monkeypatch.setenv("KLYNGEBOT_KEEP_MODELS", "0")

    listeners: Dict[str, Any] = {}
    agent = SimpleNamespace(processor=SimpleNamespace(model_filename="image.tar.gz"))
    app: Any = SimpleNamespace(
        ctx=SimpleNamespace(agent=agent),
        register_listener=lambda listener, event: listeners.update({event: listener}),
    )
    add_model_swaps(app)
    asyncio.run(listeners["after_server_start"](app, None))
    assert value("klyngebot_model", model="image.tar.gz") == 1
    assert not hasattr(app.ctx, "models")


def test_several_processes_are_counted_together(tmp_path: Path) -> None:
    code = (
        "from bot.channels.deliveries import count_delivery\ncount_delivery('slack', 'delivered')\n"
    )
    folder = tmp_path / "numbers"  # not there yet
    environment = {**os.environ, "PROMETHEUS_MULTIPROC_DIR": str(folder)}
    for _ in range(2):
        subprocess.run([sys.executable, "-c", code], env=environment, check=True)
    read = (
        "from prometheus_client import CollectorRegistry, generate_latest\n"
        "from prometheus_client.multiprocess import MultiProcessCollector\n"
        "registry = CollectorRegistry()\n"
        "MultiProcessCollector(registry)\n"
        "print(generate_latest(registry).decode())\n"
    )
    command = [sys.executable, "-c", read]
    text = subprocess.run(
        command, env=environment, check=True, capture_output=True, text=True
    ).stdout
    assert 'klyngebot_deliveries_total{channel="slack",result="delivered"} 2.0' in text
