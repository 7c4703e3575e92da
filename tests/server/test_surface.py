"""The outside of the server: every error in JSON, and nothing about its inside."""

from __future__ import annotations

import asyncio
import socket
from typing import Any, Awaitable, Callable, Optional
from urllib.parse import urlsplit

from rasa.core.channels.channel import InputChannel
from sanic import Blueprint, Sanic
from sanic.request import Request
from sanic.response import HTTPResponse, html

from bot.server import api_guard
from tests.channels.web_server import Server, serving

LEAKS = ("Traceback", ".py", "/srv/", "sanic", "rasa", "RuntimeError", "python")


class Routes(InputChannel):
    """Adds routes to a server, as a channel would."""

    def __init__(self, add: Callable[[Blueprint], None]) -> None:
        self._add = add

    @classmethod
    def name(cls) -> str:
        return "routes"

    def blueprint(self, on_new_message: Any) -> Blueprint:
        blueprint = Blueprint("routes")
        self._add(blueprint)
        return blueprint


def run(
    test: Callable[[Server], Awaitable[None]], add: Optional[Callable[[Blueprint], None]] = None
) -> None:
    async def whole() -> None:
        async with serving(channels=[Routes(add)] if add else None) as server:
            await test(server)

    asyncio.run(whole())


def test_an_unknown_path_is_refused_in_the_readers_language() -> None:
    async def test(server: Server) -> None:
        for path in ("/nothing", "/conversations/x/tracker", "/model", "/..%2f..%2fetc/passwd"):
            headers = {"Accept-Language": "en", "Accept": "text/html"}
            async with server.http.get(f"{server.url}{path}", headers=headers) as answer:
                body = await answer.text()
                assert answer.status == 404
                assert (await answer.json())["error"] == {
                    "code": "not_found",
                    "message": "What you asked for isn’t here.",
                }
                assert path not in body

    run(test)


def test_a_route_that_fails_tells_nothing_of_why() -> None:
    async def fails(request: Request) -> HTTPResponse:
        raise RuntimeError("/srv/klyngebot/bot.py")

    async def page(request: Request) -> HTTPResponse:
        return html("<p>Hei</p>")

    def add(blueprint: Blueprint) -> None:
        blueprint.add_route(fails, "/fails")
        blueprint.add_route(page, "/page")

    async def test(server: Server) -> None:
        async with server.http.get(f"{server.url}/webhooks/routes/fails") as answer:
            text = await answer.text()
            assert answer.status == 500
            assert (await answer.json())["error"]["code"] == "internal"
            assert not any(leak.lower() in text.lower() for leak in LEAKS)
        async with server.http.get(f"{server.url}/webhooks/routes/page") as answer:
            assert "default-src 'none'" in answer.headers["Content-Security-Policy"]

    run(test, add)


def test_what_is_no_http_is_refused_without_a_word_about_the_server() -> None:
    async def test(server: Server) -> None:
        port = urlsplit(server.url).port

        def talk(sent: bytes) -> bytes:
            with socket.create_connection(("127.0.0.1", port), timeout=60) as connection:
                connection.sendall(sent)
                received = b""
                while piece := connection.recv(4096):
                    received += piece
            return received

        for sent in (b"\x16\x03\x01\r\n\r\n", b"GET\r\n\r\n", b"GET / HTTP/9.9\r\n\r\n"):
            received = await asyncio.to_thread(talk, sent)
            text = received.decode("latin-1").lower()
            assert not any(leak.lower() in text for leak in LEAKS), text

    run(test)


def test_every_answer_has_its_headers() -> None:
    async def test(server: Server) -> None:
        for path in ("/", "/status", "/nothing", "/webhooks/web/history"):
            async with server.http.get(f"{server.url}{path}") as answer:
                assert answer.headers["X-Content-Type-Options"] == "nosniff", path
                assert answer.headers["Referrer-Policy"] == "strict-origin-when-cross-origin"
                assert "Server" not in answer.headers
                assert "X-Powered-By" not in answer.headers

    run(test)


def test_a_large_body_is_refused_everywhere() -> None:
    async def test(server: Server) -> None:
        body = b"x" * (2 * 1024 * 1024)
        async with server.http.post(f"{server.url}/status", data=body) as answer:
            assert answer.status in (405, 413)
            assert "error" in await answer.json()

    run(test)


def test_the_api_of_rasa_is_open_to_this_machine_only_without_a_password() -> None:
    guarded = api_guard.create_app()
    assert api_guard._only_local in guarded.request_middleware
    Sanic._app_registry.clear()
    with_password = api_guard.create_app(auth_token="a password")
    assert api_guard._only_local not in with_password.request_middleware
    Sanic._app_registry.clear()
