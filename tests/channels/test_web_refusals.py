"""What the web channel refuses, and with which status, code and words, over HTTP."""

from __future__ import annotations

from typing import Any

import pytest

from tests.channels.web_server import Chat, Server, new_key, run


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"not json",
        b"\xff\xfe",
        b"[]",
        b"null",
        b"[" * 5000,
        {"text": "hei"},
        {"id": "short", "text": "hei"},
        {"id": "x" * 65, "text": "hei"},
        {"id": "with space", "text": "hei"},
        {"id": 12345678, "text": "hei"},
        {"id": "12345678"},
        {"id": "12345678", "text": None},
        {"id": "12345678", "text": 5},
        {"id": "12345678", "text": "x", "payload": "/help"},
        {"id": "12345678", "payload": ["/help"]},
        {"id": "12345678", "payload": "/help", "title": 1},
        {"id": "12345678", "text": "x", "language": "tlh"},
        {"id": "12345678", "text": "x", "language": ["nb"]},
    ],
    ids=lambda body: str(body)[:60],
)
def test_a_body_that_makes_no_sense_is_a_bad_request(body: Any) -> None:
    async def test(server: Server) -> None:
        status, answer = await (await server.chat("en")).call("POST", "/message", body)
        assert status == 400
        assert set(answer) == {"error"}
        assert answer["error"]["code"] == "bad_request"
        assert answer["error"]["message"].startswith("I received something I can’t read.")
        assert answer["error"]["detail"]

    run(test)


@pytest.mark.parametrize("chunked", [False, True])
def test_too_large_a_body_is_refused(chunked: bool) -> None:
    async def parts() -> Any:
        for _ in range(40):
            yield b"x" * 1024

    async def test(server: Server) -> None:
        chat = await server.chat("nb")
        body: Any = parts() if chunked else b"x" * 40 * 1024
        url = f"{server.url}/webhooks/web/message"
        headers = {"Authorization": f"Bearer {chat.token}", "Accept-Language": "nb"}
        async with server.http.post(url, data=body, headers=headers) as response:
            assert response.status == 413
            error = (await response.json())["error"]
        assert error["code"] == "too_large"
        assert error["message"] == "Det ble for mye på én gang. Prøv med en kortere melding."

    run(test)


def test_the_largest_message_fits_in_the_body() -> None:
    async def test(server: Server) -> None:
        answer = await (await server.chat()).say("👩‍🔬" * 333)
        assert answer.names == ["typing", "message", "done"]

    run(test)


def test_errors_are_in_the_language_of_who_asks() -> None:
    async def test(server: Server) -> None:
        nobody = Chat(server)
        for header, text in [("en-GB", "has expired"), ("nb", "er utløpt"), ("fr", "er utløpt")]:
            _, answer = await nobody.call("GET", "/history", Accept_Language=header)
            assert text in answer["error"]["message"]

    run(test)


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ({"message": "12345678.1", "value": "up"}, 404),
        ({"message": "12345678", "value": "up"}, 400),
        ({"message": None, "value": "up"}, 400),
        ({"value": "up"}, 400),
        ({"message": "12345678.1", "value": "sideways"}, 400),
        ({"message": "12345678.1", "value": "up", "comment": 5}, 400),
        ({"message": "12345678.1", "value": "up", "comment": "x" * 2001}, 400),
        (b"nonsense", 400),
    ],
)
def test_feedback_that_makes_no_sense_is_refused(body: Any, status: int) -> None:
    async def test(server: Server) -> None:
        assert (await (await server.chat()).call("POST", "/feedback", body))[0] == status

    run(test)


def test_unknown_paths_and_methods() -> None:
    async def test(server: Server) -> None:
        chat = await server.chat("en")
        for method, path, status, code in [
            ("GET", "/", 404, "not_found"),
            ("GET", "/nowhere", 404, "not_found"),
            ("POST", "/history/1", 404, "not_found"),
            ("GET", "/message", 405, "method_not_allowed"),
            ("PUT", "/session", 405, "method_not_allowed"),
        ]:
            answer = await chat.call(method, path)
            assert (answer[0], answer[1]["error"]["code"]) == (status, code)

    run(test)


def test_without_a_model_it_says_that_it_is_starting() -> None:
    async def test(server: Server) -> None:
        chat = await server.chat("nb")
        server.agent.processor = None
        for method, path in [("POST", "/message"), ("GET", "/history"), ("DELETE", "/history")]:
            async with chat.request(method, path, {"id": new_key(), "text": "x"}) as response:
                assert response.status == 503
                assert int(response.headers["Retry-After"]) > 0
                error = (await response.json())["error"]
            assert (error["code"], error["message"]) == (
                "starting",
                "Assistenten starter nå. Prøv igjen om litt.",
            )
        server.agent.domain = None
        _, answer = await chat.call("GET", "/history", Accept_Language="nb")
        assert answer["error"]["message"] == "Assistenten starter nå. Prøv igjen om litt."

    run(test)
