"""Traces of turns: what has a span, what a span says and doesn't, and where spans go."""

from __future__ import annotations

import asyncio
import logging
import subprocess
import sys
import time
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, AsyncIterator, Callable, Dict, Iterator, List, Optional, Tuple

import pytest
from aiohttp import web
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest
from opentelemetry.sdk.trace import ReadableSpan
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter
from opentelemetry.trace import StatusCode
from rasa.core.agent import Agent
from rasa.core.processor import MessageProcessor
from rasa.engine.graph import GraphNode
from rasa.utils.endpoints import EndpointConfig

from bot.channels.pseudonyms import _key, pseudonym
from bot.server import rasa_patches, tracing
from tests.channels.web_server import echo, serving
from tests.server.conftest import ask, serving_model
from tests.server.test_log_format import Log, log, with_text  # noqa: F401
from tests.server.test_running import ROOT, free_port
from tests.waiting import until

SENDER = "U0SECRETPERSON"
TRACE, SPAN = "0af7651916cd43dd8448eb211c80319c", "b7ad6b7169203331"
TURNS = 40
TRACEPARENT = f"00-{TRACE}-{SPAN}-01"


@pytest.fixture(autouse=True)
def _secret(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("KLYNGEBOT_SECRET", "a secret of the tests, long enough to be one")
    _key.cache_clear()
    yield
    tracing.stop()
    _key.cache_clear()


@pytest.fixture
def exporter() -> InMemorySpanExporter:
    rasa_patches.apply()
    exporter = InMemorySpanExporter()
    tracing.start(exporter)
    return exporter


class Tree:
    """The spans of a trace, by name and by whose children they are."""

    def __init__(self, spans: List[ReadableSpan]) -> None:
        self.spans = sorted(spans, key=lambda span: span.start_time or 0)

    def one(self, name: str) -> ReadableSpan:
        (found,) = [span for span in self.spans if span.name == name]
        return found

    def children(self, span: ReadableSpan) -> List[str]:
        own = span.get_span_context().span_id
        return [one.name for one in self.spans if one.parent and one.parent.span_id == own]


def traced(
    exporter: InMemorySpanExporter, model: Path, *texts: str, **headers: str
) -> List[ReadableSpan]:
    """The spans of the last message."""

    async def test() -> None:
        async with serving_model(model) as server:
            for text in texts:
                exporter.clear()
                await ask(server, text, SENDER, **headers)

    asyncio.run(test())
    return list(exporter.get_finished_spans())


def test_a_turn_is_a_trace_from_channel_to_answer(
    exporter: InMemorySpanExporter, tiny_models: Tuple[Path, Path]
) -> None:
    tree = Tree(traced(exporter, tiny_models[0], "om arena", "mer om det"))
    turn = tree.one("turn")
    assert turn.parent is None
    assert tree.children(turn) == [
        "load conversation",
        "understand",
        "extract slots",
        "predict",
        "action utter_more",
        "predict",
        "action action_listen",
        "save conversation",
    ]
    assert tree.children(tree.one("action utter_more")) == ["send"]
    components = tree.children(tree.one("understand"))
    assert "component WhitespaceTokenizer" in components
    assert "component KeywordIntentClassifier" in components
    assert tree.one("send").attributes == {"klyngebot.messages": 1}
    assert len({span.get_span_context().trace_id for span in tree.spans}) == 1
    told = dict(turn.attributes or {})
    assert told.pop("klyngebot.knowledge")
    assert told == {
        "klyngebot.conversation": pseudonym(SENDER),
        "klyngebot.channel": "rest",
        "klyngebot.language": "other",
        "klyngebot.intent": "follow_up",
        "klyngebot.confidence": 1.0,
        "klyngebot.outcome": "answered",
        "klyngebot.model": "first.tar.gz",
    }


def test_nothing_said_and_nobody_is_in_a_span(
    tiny_models: Tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    rasa_patches.apply()
    exporter = InMemorySpanExporter()

    async def fail(self: MessageProcessor, tracker: Any) -> None:
        raise RuntimeError(f"{SENDER} said diagnose")

    monkeypatch.setattr(MessageProcessor, "save_tracker", fail)
    tracing.start(exporter)
    spans = traced(exporter, tiny_models[0], "om arena og min diagnose")
    everything = "".join(span.to_json() for span in spans)
    assert "diagnose" not in everything
    assert "v1: arena" not in everything
    assert SENDER not in everything
    tree = Tree(spans)
    assert tree.one("save conversation").attributes == {"error.type": "RuntimeError"}
    assert tree.one("turn").status.status_code is StatusCode.ERROR
    assert (tree.one("turn").attributes or {})["klyngebot.outcome"] == "error"
    tracing.stop()


def test_a_turn_is_part_of_the_trace_that_its_request_names(
    exporter: InMemorySpanExporter, tiny_models: Tuple[Path, Path]
) -> None:
    turn = Tree(traced(exporter, tiny_models[0], "arena", traceparent=TRACEPARENT)).one("turn")
    assert f"{turn.get_span_context().trace_id:032x}" == TRACE
    assert turn.parent
    assert f"{turn.parent.span_id:016x}" == SPAN


def test_the_next_request_of_a_connection_has_a_trace_of_its_own(
    exporter: InMemorySpanExporter, tiny_models: Tuple[Path, Path]
) -> None:
    async def test() -> None:
        async with serving_model(tiny_models[0]) as server:
            await ask(server, "arena", traceparent=TRACEPARENT)
            await ask(server, "arena")
            await ask(server, "arena", traceparent="no such thing")

    asyncio.run(test())
    turns = [span for span in exporter.get_finished_spans() if span.name == "turn"]
    assert [turn.parent is None for turn in turns] == [False, True, True]


def test_the_web_chat_has_traces_too(exporter: InMemorySpanExporter) -> None:
    async def test() -> None:
        async with serving(echo) as server:
            chat = await server.chat()
            async with chat.request(
                "POST", "/message", {"id": "1" * 16, "text": "hei"}, traceparent=TRACEPARENT
            ) as answer:
                await answer.read()

    asyncio.run(test())
    turn = Tree(list(exporter.get_finished_spans())).one("turn")
    assert f"{turn.get_span_context().trace_id:032x}" == TRACE
    assert (turn.attributes or {})["klyngebot.channel"] == "web"


@asynccontextmanager
async def answering(
    answer: Callable[[web.Request], Any], path: str = "/{any:.*}"
) -> AsyncIterator[str]:
    """An HTTP server on loopback; its address."""
    app = web.Application()
    app.router.add_post(path, answer)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0, shutdown_timeout=0.1).start()
    yield f"http://127.0.0.1:{runner.addresses[0][1]}"
    await runner.cleanup()


@pytest.mark.parametrize("by", ["variable", "endpoints.yml"])
def test_an_action_server_is_told_the_span_it_is_asked_in(
    by: str, exporter: InMemorySpanExporter, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: List[Optional[str]] = []

    async def act(request: web.Request) -> web.Response:
        seen.append(request.headers.get("traceparent"))
        return web.json_response({"events": [], "responses": []})

    async def test() -> None:
        async with answering(act) as url:
            endpoint = EndpointConfig(url)
            if by == "variable":
                monkeypatch.setenv("ACTION_ENDPOINT_URL", url)
                endpoint = EndpointConfig.from_dict({"actions_module": "actions"})
            from bot.server.tracing import tracer

            with tracer.span("asking", {}):
                await endpoint.request(json={"next_action": "action_goal"})
            tracing.stop()
            await endpoint.request(json={"next_action": "action_goal"})

    asyncio.run(test())
    asking = exporter.get_finished_spans()[0].get_span_context()
    assert seen == [f"00-{asking.trace_id:032x}-{asking.span_id:016x}-01", None]


def test_spans_arrive_by_otlp(
    tiny_models: Tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    rasa_patches.apply()
    received: List[ExportTraceServiceRequest] = []
    paths: List[str] = []

    async def receive(request: web.Request) -> web.Response:
        paths.append(request.path)
        received.append(ExportTraceServiceRequest.FromString(await request.read()))
        return web.Response(status=200)

    async def test() -> None:
        async with answering(receive) as url:
            monkeypatch.setenv("OTEL_EXPORTER_OTLP_ENDPOINT", url)
            monkeypatch.setenv("OTEL_RESOURCE_ATTRIBUTES", "deployment.environment=test")
            tracing.start()
            async with serving_model(tiny_models[0]) as server:
                await ask(server, "om arena", SENDER)
            await asyncio.to_thread(tracing.stop)

    asyncio.run(test())
    assert set(paths) == {"/v1/traces"}
    resource = received[0].resource_spans[0]
    about = {one.key: one.value.string_value for one in resource.resource.attributes}
    assert (about["service.name"], about["deployment.environment"]) == ("klyngebot", "test")
    names = [
        span.name
        for request in received
        for one in request.resource_spans
        for scope in one.scope_spans
        for span in scope.spans
    ]
    assert {"turn", "understand", "action utter_topic", "send"} <= set(names)
    assert SENDER.encode() not in b"".join(one.SerializeToString() for one in received)


@pytest.mark.parametrize("trouble", ["nobody listens", "it says nothing"])
def test_an_endpoint_that_is_away_costs_a_turn_nothing(
    trouble: str,
    tiny_models: Tuple[Path, Path],
    monkeypatch: pytest.MonkeyPatch,
    log: Log,  # noqa: F811
) -> None:
    rasa_patches.apply()
    monkeypatch.setenv("OTEL_BSP_SCHEDULE_DELAY", "50")
    monkeypatch.setenv("OTEL_EXPORTER_OTLP_TIMEOUT", "1")

    async def say_nothing(request: web.Request) -> web.Response:
        await asyncio.sleep(60)
        return web.Response()

    def said() -> List[str]:
        return [one["event"] for one in log.records if "Traces are lost" in str(one["event"])]

    async def test() -> Tuple[float, float]:
        async with answering(say_nothing) as url:
            away = f"http://127.0.0.1:{free_port()}"
            endpoint = away if trouble == "nobody listens" else url
            monkeypatch.setenv("OTEL_EXPORTER_OTLP_ENDPOINT", endpoint)
            tracing.start()
            async with serving_model(tiny_models[0]) as server:
                await ask(server, "arena")
                started = time.perf_counter()
                for number in range(TURNS):
                    assert await ask(server, "arena", str(number)) == ["v1: arena"]
                turns = time.perf_counter() - started
                await until(said)
                await asyncio.sleep(1.5)  # it is said once
            started = time.perf_counter()
            await asyncio.to_thread(tracing.stop)
            return turns, time.perf_counter() - started

    turns, stop = asyncio.run(test())
    assert turns < TURNS  # a second each, were they to wait for the endpoint
    assert stop < 25.0  # the exporter's own patience is 30 s
    assert len(said()) == 1


def test_records_of_the_log_name_their_trace(
    exporter: InMemorySpanExporter,
    tiny_models: Tuple[Path, Path],
    log: Log,  # noqa: F811
) -> None:
    spans = traced(exporter, tiny_models[0], "arena")
    turn = Tree(spans).one("turn").get_span_context()
    assert log.turns[0]["trace_id"] == f"{turn.trace_id:032x}"
    assert log.turns[0]["span_id"] == f"{turn.span_id:016x}"
    tracing.stop()
    logging.getLogger("x").warning("Outside of a turn")
    assert "trace_id" not in log.records[-1]


@pytest.mark.parametrize(
    ("environment", "expected"),
    [
        ({}, False),
        ({"OTEL_EXPORTER_OTLP_ENDPOINT": "http://x:4318"}, True),
        ({"OTEL_EXPORTER_OTLP_TRACES_ENDPOINT": "http://x:4318/v1/traces"}, True),
        ({"OTEL_EXPORTER_OTLP_ENDPOINT": " "}, False),
        ({"OTEL_EXPORTER_OTLP_ENDPOINT": "http://x", "OTEL_SDK_DISABLED": "true"}, False),
        ({"OTEL_EXPORTER_OTLP_ENDPOINT": "http://x", "OTEL_TRACES_EXPORTER": "none"}, False),
    ],
)
def test_an_endpoint_switches_it_on(environment: Dict[str, str], expected: bool) -> None:
    assert tracing.is_configured(environment) is expected


def test_without_an_endpoint_nothing_is_imported_and_nothing_wrapped() -> None:
    code = (
        "import sys\n"
        "from bot.server import rasa_patches\n"
        "rasa_patches.apply()\n"
        "import bot.server.housekeeping\n"
        "assert not [name for name in sys.modules if name.startswith('opentelemetry')]\n"
        "from rasa.engine.graph import GraphNode\n"
        "assert not hasattr(GraphNode.__call__, '__wrapped__')\n"
    )
    subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True)


def test_stopped_all_is_as_before() -> None:
    rasa_patches.apply()
    methods = lambda: (Agent.handle_message, MessageProcessor.parse_message, GraphNode.__call__)  # noqa: E731
    before = methods()
    tracing.start(InMemorySpanExporter())
    assert all(now is not then for now, then in zip(methods(), before))
    tracing.stop()
    assert methods() == before
