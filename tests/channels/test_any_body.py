"""Any JSON and any bytes to every endpoint: an answer, or a refusal that says why. Never a 5xx."""

from __future__ import annotations

import asyncio
import json
import os
from typing import Any, Dict

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft7Validator

from bot.channels.http.settings import HttpSettings
from bot.channels.rest import RestInput
from bot.channels.rest.settings import RestSettings
from bot.channels.web import WebInput
from tests.channels.event_stream import parse
from tests.channels.web_server import SECRET, serving

EXAMPLES = int(os.environ.get("KLYNGEBOT_EXAMPLES", "60"))
ENDPOINTS = [
    ("POST", "/webhooks/rest/webhook"),
    ("POST", "/webhooks/rest/webhook?stream=true"),
    ("POST", "/webhooks/web/session"),
    ("POST", "/webhooks/web/message"),
    ("POST", "/webhooks/web/feedback"),
    ("DELETE", "/webhooks/web/history"),
    ("PUT", "/webhooks/web/history"),
    ("POST", "/status"),
    ("POST", "/nothing"),
]
ERROR = Draft7Validator(
    {
        "type": "object",
        "required": ["error"],
        "properties": {
            "error": {
                "type": "object",
                "required": ["code", "message"],
                "properties": {"code": {"type": "string"}, "message": {"minLength": 1}},
            }
        },
    }
)

scalars = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=40)
values = st.recursive(
    scalars,
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4)
    ),
    max_leaves=10,
)
fields = st.sampled_from(
    [
        "id",
        "text",
        "payload",
        "title",
        "language",
        "message",
        "sender",
        "metadata",
        "value",
        "comment",
        "input_channel",
        "recipient_id",
        "parse_data",
    ]
)
likely = st.sampled_from(
    [
        "nb",
        "en",
        "12345678",
        "12345678.1",
        "up",
        "/greet",
        '/explain_level{"level": "gce"}',
        "hei",
        "web-1",
    ]
)
bodies = (
    st.dictionaries(fields, likely | values, max_size=6).map(lambda body: json.dumps(body).encode())
    | values.map(lambda body: json.dumps(body).encode())
    | st.binary(max_size=200)
    | st.text(max_size=100).map(lambda text: text.encode("utf-8", "surrogatepass"))
)


@pytest.mark.parametrize(("method", "path"), ENDPOINTS, ids=lambda part: str(part))
def test_any_body_is_answered_or_refused(method: str, path: str) -> None:
    loop = asyncio.new_event_loop()
    shared = HttpSettings(secret=SECRET, conversation_rate=0, address_rate=0)
    running: Dict[str, Any] = {}

    async def start() -> None:
        channels = [WebInput(shared), RestInput(RestSettings(None, shared))]
        running["manager"] = serving(channels=channels)
        running["server"] = await running["manager"].__aenter__()
        running["token"] = (await running["server"].chat()).token

    async def send(body: bytes) -> None:
        server, token = running["server"], running["token"]
        headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
        async with server.http.request(
            method, f"{server.url}{path}", data=body, headers=headers
        ) as answer:
            raw = await answer.read()
            assert answer.status < 500, raw
            if answer.status >= 400:
                ERROR.validate(json.loads(raw))
            elif "text/event-stream" in answer.headers.get("Content-Type", ""):
                assert raw
                if "/web/" in path:
                    events, _ = parse(raw)
                    assert [events[0].name, events[-1].name] == ["typing", "done"]
                    assert len(events) > 2
            elif path.startswith("/webhooks/rest"):
                assert all(message["text"] for message in json.loads(raw))
                assert json.loads(raw)

    @settings(max_examples=EXAMPLES, deadline=None, database=None)
    @given(bodies)
    def holds(body: bytes) -> None:
        loop.run_until_complete(send(body))

    loop.run_until_complete(start())
    try:
        holds()
    finally:
        loop.run_until_complete(running["manager"].__aexit__(None, None, None))
        loop.close()
