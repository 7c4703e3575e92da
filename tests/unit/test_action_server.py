"""What is ours in an action server: its part of a turn is in the bot's trace; it starts ready."""

from __future__ import annotations

import asyncio
import json
import os
import socket
import subprocess
import sys
import zlib
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, AsyncIterator, Dict, Iterator, List

import aiohttp
import pytest
import rasa_sdk.endpoint as sdk
from opentelemetry.sdk.trace import ReadableSpan
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter
from opentelemetry.trace import SpanKind, StatusCode
from rasa.utils.endpoints import EndpointConfig
from rasa_sdk.executor import ActionExecutor
from rasa_sdk.plugin import plugin_manager
from sanic import Sanic

import actions.base
from bot.server import rasa_patches, tracing
from tests.channels.web_server import ROOT
from tests.unit.test_rasa_patches import call

ACTION = "action_count_clusters"
TRACE, SPAN = "0af7651916cd43dd8448eb211c80319c", "b7ad6b7169203331"


@pytest.fixture
def exporter(monkeypatch: pytest.MonkeyPatch) -> Iterator[InMemorySpanExporter]:
    """What takes the spans in the place of an endpoint that the environment names."""
    from bot.server.tracing import exporting

    exporter = InMemorySpanExporter()
    monkeypatch.setenv("OTEL_EXPORTER_OTLP_ENDPOINT", "http://127.0.0.1:9")
    monkeypatch.setattr(exporting, "OTLPSpanExporter", lambda: exporter)
    yield exporter
    tracing.stop()


@asynccontextmanager
async def action_server() -> AsyncIterator[str]:
    """What `rasa run actions` serves, on loopback; its address."""
    Sanic._app_registry.pop("rasa_sdk", None)
    app = sdk.create_app("actions")
    plugin_manager().hook.attach_sanic_app_extensions(app=app)
    listener = socket.socket()
    listener.bind(("127.0.0.1", 0))
    server = await app.create_server(
        sock=listener, return_asyncio_server=True, asyncio_server_kwargs={"start_serving": False}
    )
    await server.startup()
    await server.before_start()
    await server.start_serving()
    yield f"http://127.0.0.1:{listener.getsockname()[1]}/webhook"
    server.close()
    await server.wait_closed()
    await server.after_stop()


async def send(url: str, body: Any, **headers: str) -> int:
    async with (
        aiohttp.ClientSession() as http,
        http.post(url, data=body, headers=headers) as answer,
    ):
        return answer.status


def sent_directly(*bodies: Any, **headers: str) -> None:
    async def test() -> None:
        async with action_server() as url:
            for body in bodies:
                await send(url, body, **headers)

    asyncio.run(test())


def parents(spans: List[ReadableSpan]) -> Dict[str, str]:
    """Who is whose child, by name; an empty name for one of another process."""
    names = {one.get_span_context().span_id: one.name for one in spans if one.get_span_context()}
    return {one.name: names.get(one.parent.span_id, "") if one.parent else "-" for one in spans}


def test_the_action_is_within_the_span_of_the_bot_that_asks_for_it(
    exporter: InMemorySpanExporter, monkeypatch: pytest.MonkeyPatch
) -> None:
    rasa_patches.apply()
    endpoint = EndpointConfig.from_dict({"actions_module": "actions"})

    async def test() -> Any:
        async with action_server() as url:
            monkeypatch.setenv("ACTION_ENDPOINT_URL", url)
            from bot.server.tracing import tracer

            with tracer.span("turn", {}), tracer.span(f"action {ACTION}", {}):
                return await endpoint.request(json=call(ACTION))

    result = asyncio.run(test())
    assert result["responses"][0]["response"] == "utter_count_at_level"
    spans = list(exporter.get_finished_spans())
    assert parents(spans) == {
        f"run {ACTION}": f"action {ACTION}",
        f"action {ACTION}": "turn",
        "turn": "-",
    }
    assert len({one.get_span_context().trace_id for one in spans}) == 1
    run = spans[0]
    assert run.kind is SpanKind.SERVER
    assert run.attributes == {"klyngebot.action": ACTION}
    assert run.resource.attributes["service.name"] == "klyngebot-actions"


@pytest.mark.parametrize("compressed", [False, True])
def test_each_request_has_the_trace_it_names(
    compressed: bool, exporter: InMemorySpanExporter
) -> None:
    body = json.dumps(call(ACTION)).encode()
    headers = {"traceparent": f"00-{TRACE}-{SPAN}-01"}
    if compressed:
        body, headers["Content-Encoding"] = zlib.compress(body), "deflate"
    sent_directly(body, **headers)
    (run,) = exporter.get_finished_spans()
    assert f"{run.get_span_context().trace_id:032x}" == TRACE
    assert run.parent
    assert f"{run.parent.span_id:016x}" == SPAN


def test_a_span_says_that_its_action_failed_and_not_how(
    exporter: InMemorySpanExporter, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: Any) -> None:
        raise RuntimeError("min diagnose")

    monkeypatch.setattr(actions.base, "resolve", fail)
    sent_directly(json.dumps(call(ACTION)))
    (run,) = exporter.get_finished_spans()
    assert run.status.status_code is StatusCode.ERROR
    assert "diagnose" not in run.to_json()


def test_names_that_anybody_could_make_up_have_no_span(exporter: InMemorySpanExporter) -> None:
    sent_directly(
        json.dumps({**call(ACTION), "next_action": "made up"}),
        json.dumps({**call(ACTION), "next_action": ["made up"]}),
        json.dumps({**call(ACTION), "next_action": None}),
    )
    assert not exporter.get_finished_spans()


def test_stopped_it_runs_actions_as_before(exporter: InMemorySpanExporter) -> None:
    stock = ActionExecutor.run
    sent_directly(json.dumps(call(ACTION)))
    assert ActionExecutor.run is stock
    assert len(exporter.get_finished_spans()) == 1


@pytest.mark.parametrize("form", ["text", "json"])
def test_the_log_of_an_action_server_holds_nothing_said(form: str) -> None:
    """In a process of its own, since what makes records is the whole process's."""
    code = (
        "import asyncio, logging, sys\n"
        "logging.basicConfig(stream=sys.stdout)\n"
        "import actions.base\n"
        "import tests.unit.test_action_server as ours\n"
        "def fail(*_): raise RuntimeError('min diagnose')\n"
        "actions.base.resolve = fail\n"
        "ours.sent_directly(ours.json.dumps(ours.call(ours.ACTION)))\n"
    )
    environment = {**os.environ, "KLYNGEBOT_LOG_FORMAT": form}
    run = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, env=environment, capture_output=True, text=True
    )
    assert run.returncode == 0, run.stderr
    (failed,) = [line for line in run.stdout.splitlines() if "Action action_count" in line]
    assert "RuntimeError" in run.stdout
    assert "diagnose" not in run.stdout + run.stderr
    if form == "json":
        assert json.loads(failed)["logger"] == "actions.base"


def test_an_action_server_has_read_the_knowledge_before_the_first_question(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(actions.base, "_knowledge", None)
    sent_directly()
    assert actions.base._knowledge is not None


def test_an_action_server_with_mistakes_in_the_knowledge_says_so_at_its_start(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(actions.base, "_knowledge", None)
    monkeypatch.setenv("KLYNGEBOT_KNOWLEDGE", str(tmp_path))
    sent_directly()
    assert "Every question will be answered with an apology" in caplog.text
    assert "clusters.yml" in caplog.text


def test_without_an_endpoint_nothing_is_imported_and_nothing_wrapped() -> None:
    code = (
        "import sys\n"
        "from rasa_sdk.endpoint import create_app\n"
        "from rasa_sdk.executor import ActionExecutor\n"
        "from rasa_sdk.plugin import plugin_manager\n"
        "run = ActionExecutor.run\n"
        "app = create_app('actions')\n"
        "assert plugin_manager().hook.attach_sanic_app_extensions.get_hookimpls()\n"
        "plugin_manager().hook.attach_sanic_app_extensions(app=app)\n"
        "assert not [name for name in sys.modules if name.startswith('opentelemetry')]\n"
        "assert not {'tensorflow', 'rasa.core.agent'} & set(sys.modules)\n"
        "assert ActionExecutor.run is run\n"
        "assert not app.request_middleware\n"
    )
    subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True)
