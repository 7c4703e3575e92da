"""The REST channel: its form, who may use it, its limits, and what it says when something fails."""

from __future__ import annotations

import asyncio
import json
from typing import Any, Awaitable, Callable, Dict, List, Optional, Tuple

import pytest
from rasa.core.channels.channel import UserMessage
from rasa.shared.core.events import BotUttered
from rasa.shared.exceptions import RasaException

from bot.channels.http.settings import HttpSettings
from bot.channels.rest import RestInput
from bot.channels.rest.settings import RestSettings
from bot.channels.wording import Wording
from tests.channels.web_server import Server, domain, echo, serving
from tests.waiting import until

TOKEN = "a token for the tests, long enough".replace(" ", "-")
WEBHOOK = "/webhooks/rest/webhook"


def rest(token: Optional[str] = None, **shared: Any) -> RestInput:
    shared = {"conversation_rate": 0, "address_rate": 0, **shared}
    return RestInput(RestSettings(token, HttpSettings(**shared)))


def run(
    test: Callable[[Server], Awaitable[None]],
    behaviour: Any = echo,
    channel: Optional[RestInput] = None,
    listening_on: str = "127.0.0.1",
    **options: Any,
) -> None:
    channels = [channel or rest(**options)]

    async def whole() -> None:
        async with serving(behaviour, channels=channels, listening_on=listening_on) as server:
            await test(server)

    asyncio.run(whole())


async def post(
    server: Server, body: Any, path: str = WEBHOOK, **headers: str
) -> Tuple[int, Dict[str, str], Any]:
    """Status, headers and JSON of the answer to a body: bytes as they are, else as JSON."""
    sent = {name.replace("_", "-"): value for name, value in headers.items()}
    kind = "data" if isinstance(body, bytes) else "json"
    async with server.http.post(f"{server.url}{path}", headers=sent, **{kind: body}) as answer:
        return answer.status, dict(answer.headers), await answer.json()


async def say(server: Server, message: str, sender: str = "one", **rest: Any) -> List[Any]:
    status, _, answer = await post(server, {"sender": sender, "message": message, **rest})
    assert status == 200, answer
    assert isinstance(answer, list)
    return answer


def test_a_message_is_answered_in_the_form_of_rasa() -> None:
    async def test(server: Server) -> None:
        assert await say(server, "Hei", sender="me") == [
            {"recipient_id": "me", "text": "You said: Hei"}
        ]
        async with server.http.get(f"{server.url}/webhooks/rest/") as answer:
            assert (answer.status, await answer.json()) == (200, {"status": "ok"})

    run(test)


def test_buttons_and_metadata_get_through() -> None:
    def behaviour(message: UserMessage) -> List[BotUttered]:
        assert message.metadata == {"language": "en", "page": {"path": "/x"}}
        assert message.input_channel == "intranet"
        buttons = [{"title": "Source", "payload": "/ask_source"}]
        return [BotUttered("Two\n\nparts", {"buttons": buttons}), BotUttered("More")]

    async def test(server: Server) -> None:
        metadata = {"language": "en", "page": {"path": "/x"}, "is_external": True}
        said = await say(server, "Hi", metadata=metadata, input_channel="intranet")
        assert said[0]["buttons"] == [{"title": "Source", "payload": "/ask_source"}]
        assert said[-1] == {"recipient_id": "one", "text": "More"}

    run(test, behaviour)


def test_streaming_gives_each_message_as_a_line() -> None:
    async def test(server: Server) -> None:
        body = {"sender": "s", "message": "Hei"}
        async with server.http.post(f"{server.url}{WEBHOOK}?stream=true", json=body) as answer:
            assert answer.headers["Content-Type"].startswith("text/event-stream")
            lines = (await answer.text()).splitlines()
        assert [json.loads(line)["text"] for line in lines] == ["You said: Hei"]

    run(test)


def test_a_stream_ends_when_the_turn_fails() -> None:
    def behaviour(message: UserMessage) -> List[BotUttered]:
        raise RuntimeError("broken")

    async def test(server: Server) -> None:
        body = {"sender": "s", "message": "Hello", "metadata": {"language": "en"}}
        async with server.http.post(f"{server.url}{WEBHOOK}?stream=true", json=body) as answer:
            lines = (await answer.text()).splitlines()
        assert len(lines) == 1
        assert json.loads(lines[0])["text"] == apology("en")

    run(test, behaviour)


def apology(language: str, response: str = "utter_internal_error") -> str:
    return Wording(lambda: domain().responses).text(response, language)


@pytest.mark.parametrize("sender", [None, ""])
def test_who_names_no_sender_gets_a_conversation_of_his_own(sender: Optional[str]) -> None:
    async def test(server: Server) -> None:
        senders = set()
        for _ in range(3):
            _, _, answer = await post(server, {"sender": sender, "message": "Hei"})
            senders.add(answer[0]["recipient_id"])
        _, _, answer = await post(server, {"message": "Hei"})
        senders.add(answer[0]["recipient_id"])
        assert len(senders) == 4
        assert all(name.startswith("rest-") and len(name) == 37 for name in senders)
        assert {message.sender_id for message in server.processor.messages} == senders

    run(test)


@pytest.mark.parametrize(
    ("body", "detail"),
    [
        (b"", "not JSON"),
        (b"{", "not JSON"),
        (b"\xff\xfe", "not JSON"),
        (b'{"message": NaN}', "not JSON"),
        (b"[" * 10_000, "not JSON"),
        (b"[]", "not a JSON object"),
        (b'"Hei"', "not a JSON object"),
        ({}, "'message' is not a string"),
        ({"message": 7}, "'message' is not a string"),
        ({"message": None}, "'message' is not a string"),
        ({"message": "Hei", "sender": ["x"]}, "'sender' is not a string"),
        ({"message": "Hei", "sender": True}, "'sender' is not a string"),
        ({"message": "Hei", "sender": "x" * 201}, "'sender' has more than"),
        ({"message": "Hei", "sender": "a\x00b"}, "some that cannot be seen"),
        (b'{"message": "Hei", "sender": "\\ud800"}', "some that cannot be seen"),
        ({"message": "Hei", "sender": "web-" + "0" * 32}, "another channel's"),
        ({"message": "Hei", "sender": "slack:T1:U1"}, "another channel's"),
        ({"message": "Hei", "metadata": "x"}, "'metadata' is not an object"),
        ({"message": "Hei", "metadata": {"a": [[[[[[[[[[[]]]]]]]]]]]}}, "nested more than"),
        ({"message": "Hei", "input_channel": "a b"}, "'input_channel' is not"),
    ],
)
def test_a_wrong_body_is_refused_with_a_reason(body: Any, detail: str) -> None:
    async def test(server: Server) -> None:
        status, _, answer = await post(server, body, Accept_Language="en")
        assert status == 400
        assert answer["error"]["code"] == "bad_request"
        assert detail in answer["error"]["detail"]
        assert answer["error"]["message"] == apology("en", "utter_rest_bad_request")
        assert server.processor.messages == []

    run(test)


def test_a_body_that_is_too_large_is_not_read() -> None:
    async def test(server: Server) -> None:
        status, _, answer = await post(server, {"message": "x" * 20_000})
        assert (status, answer["error"]["code"]) == (413, "too_large")

    run(test)


def test_a_long_or_empty_message_gets_a_friendly_answer() -> None:
    async def test(server: Server) -> None:
        long = await say(server, "x" * 101, metadata={"language": "en"})
        assert "100 characters" in long[0]["text"]
        for empty in ("", "   ", "\u200d", "///"):
            assert await say(server, empty) == [
                {"recipient_id": "one", "text": apology("nb", "utter_web_empty")}
            ]
        assert server.processor.messages == []

    run(test, message_length=100)


def test_typed_text_is_cleaned() -> None:
    async def test(server: Server) -> None:
        said = await say(server, "  A\u030a \x00\x07\u202eapne\r\nklynger \ud800  ")
        assert said[0]["text"] == "You said: Å apne\nklynger"

    run(test)


@pytest.mark.parametrize(
    ("typed", "given"),
    [
        ("/ask_source", "/ask_source"),
        ('/explain_level{"level": "gce"}', '/explain_level{"level": "gce"}'),
        ("/restart", "restart"),
        ("/session_start", "session_start"),
        ("/no_such_intent", "no_such_intent"),
        ('/explain_level{"level": 3}', 'explain_level{"level": 3}'),
        ("/ask_source@0.9", "ask_source@0.9"),
        ("//ask_source", "ask_source"),
        (" /ask_source", "ask_source"),
    ],
)
def test_only_the_payloads_of_our_buttons_are_payloads(typed: str, given: str) -> None:
    async def test(server: Server) -> None:
        await say(server, typed)
        assert server.processor.messages[0].text == given

    run(test)


@pytest.mark.parametrize("language", ["nb", "en"])
def test_a_turn_that_fails_ends_with_an_apology(language: str) -> None:
    def behaviour(message: UserMessage) -> List[BotUttered]:
        raise RuntimeError("secret path /srv/klyngebot")

    async def test(server: Server) -> None:
        said = await say(server, "Hei", metadata={"language": language})
        assert said == [{"recipient_id": "one", "text": apology(language)}]

    run(test, behaviour)


def test_a_turn_in_which_nothing_is_said_ends_with_an_apology() -> None:
    async def test(server: Server) -> None:
        assert (await say(server, "Hei"))[0]["text"] == apology("nb")

    run(test, lambda _: [])


def test_a_turn_that_takes_too_long_is_given_up_and_the_next_one_is_answered() -> None:
    async def behaviour(message: UserMessage) -> List[BotUttered]:
        if message.text == "hang":
            await asyncio.Event().wait()
        return echo(message)

    async def test(server: Server) -> None:
        assert (await say(server, "hang"))[0]["text"] == apology("nb", "utter_web_timeout")
        channel._answer._seconds = 60.0  # enough for the next on any machine
        assert (await say(server, "Hei"))[0]["text"] == "You said: Hei"

    channel = rest(turn_seconds=0.3)
    run(test, behaviour, channel)


def test_the_apology_is_in_the_language_of_the_conversation() -> None:
    def behaviour(message: UserMessage) -> List[BotUttered]:
        if message.text == "fail":
            raise RuntimeError
        return echo(message)

    async def test(server: Server) -> None:
        await say(server, "Hello", metadata={"language": "en"})
        assert (await say(server, "fail"))[0]["text"] == apology("en")

    run(test, behaviour)


@pytest.mark.usefixtures("still_clock")
def test_each_sender_and_each_address_is_limited() -> None:
    async def test(server: Server) -> None:
        for _ in range(2):
            await say(server, "Hei", sender="a")
        status, headers, answer = await post(server, {"sender": "a", "message": "Hei"})
        assert (status, answer["error"]["code"]) == (429, "rate_limited")
        assert 0 < int(headers["Retry-After"]) <= 30
        await say(server, "Hei", sender="b")
        for _ in range(2):
            status, headers, _ = await post(server, {"sender": "c", "message": "Hei"})
        assert status == 429
        assert int(headers["Retry-After"]) > 0

    run(test, conversation_rate=2, address_rate=5)


@pytest.mark.parametrize("listening_on", ["0.0.0.0", "::", "192.0.2.1"])
def test_it_is_closed_without_a_token_where_others_can_reach_it(listening_on: str) -> None:
    async def test(server: Server) -> None:
        for path in ("/webhooks/rest/", WEBHOOK):
            method = "GET" if path.endswith("/") else "POST"
            async with server.http.request(method, f"{server.url}{path}", json={}) as answer:
                body = await answer.json()
                assert (answer.status, body["error"]["code"]) == (403, "token_required")
                assert "KLYNGEBOT_REST_TOKEN" in body["error"]["detail"]
        assert server.processor.messages == []

    run(test, listening_on=listening_on)


@pytest.mark.parametrize(
    "headers",
    [
        {"X_Forwarded_For": "192.0.2.7"},
        {"Forwarded": "for=192.0.2.7"},
        {"Via": "1.1 proxy"},
        {"Host": "rebound.example.org"},
        {"Host": "klyngebot.example.org:5005"},
    ],
)
def test_it_is_closed_without_a_token_to_what_only_looks_local(headers: Dict[str, str]) -> None:
    async def test(server: Server) -> None:
        status, _, _ = await post(server, {"message": "Hei"}, **headers)
        assert status == 403

    run(test)


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1:80", "[::1]:5005"])
def test_it_is_open_to_this_machine(host: str) -> None:
    async def test(server: Server) -> None:
        status, _, _ = await post(server, {"message": "Hei"}, Host=host)
        assert status == 200

    run(test)


def test_with_a_token_it_is_open_to_who_has_it_and_to_nobody_else() -> None:
    async def test(server: Server) -> None:
        for wrong in (
            "",
            "Bearer",
            "Bearer wrong",
            f"Basic {TOKEN}",
            f"Bearer {TOKEN}x",
            "Bearer æ",
        ):
            status, _, answer = await post(server, {"message": "Hei"}, Authorization=wrong)
            assert (status, answer["error"]["code"]) == (401, "unauthorized"), wrong
        status, _, answer = await post(
            server, {"message": "Hei"}, Authorization=f"Bearer {TOKEN}", X_Forwarded_For="192.0.2.7"
        )
        assert (status, answer[0]["text"]) == (200, "You said: Hei")

    run(test, token=TOKEN, listening_on="0.0.0.0")


def test_a_page_elsewhere_is_refused() -> None:
    async def test(server: Server) -> None:
        status, _, answer = await post(server, {"message": "Hei"}, Origin="https://x.example")
        assert (status, answer["error"]["code"]) == (403, "origin_not_allowed")

    run(test)


def test_other_paths_and_methods_are_refused_in_json() -> None:
    async def test(server: Server) -> None:
        async with server.http.get(f"{server.url}{WEBHOOK}") as answer:
            assert (answer.status, (await answer.json())["error"]["code"]) == (
                405,
                "method_not_allowed",
            )
        async with server.http.get(f"{server.url}/webhooks/rest/nothing") as answer:
            assert (answer.status, (await answer.json())["error"]["code"]) == (404, "not_found")

    run(test)


def test_a_server_that_stops_finishes_what_it_has_begun_and_refuses_the_rest() -> None:
    released = asyncio.Event()
    channel = rest()

    async def behaviour(message: UserMessage) -> List[BotUttered]:
        await released.wait()
        return echo(message)

    async def test(server: Server) -> None:
        begun = asyncio.create_task(say(server, "begun"))
        await until(lambda: server.processor.messages)
        stopping = asyncio.create_task(server.stop())
        await until(lambda: channel._stopping)
        status, headers, answer = await post(server, {"sender": "two", "message": "late"})
        assert (status, answer["error"]["code"]) == (503, "starting")
        assert int(headers["Retry-After"]) > 0
        released.set()
        assert (await begun)[0]["text"] == "You said: begun"
        await stopping

    run(test, behaviour, channel)


def test_settings_that_make_no_sense_are_refused_with_a_reason() -> None:
    with pytest.raises(RasaException, match="at least 16 characters"):
        RestSettings.from_environment({"KLYNGEBOT_REST_TOKEN": "short"})
    with pytest.raises(RasaException, match="without spaces"):
        RestSettings.from_environment({"KLYNGEBOT_REST_TOKEN": "with spaces in it, and long"})
    assert RestSettings.from_environment({}).token is None
