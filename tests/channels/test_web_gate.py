"""Who may use the web channel, and how often: origins (CORS) and rate limits, over HTTP."""

from __future__ import annotations

from typing import Any, Dict, Tuple

import pytest

from bot.channels.http.settings import HttpSettings
from tests.channels.web_server import Chat, Server, new_key, run

PAGE = "https://www.example.org"
PATHS = [
    ("POST", "/session"),
    ("POST", "/message"),
    ("GET", "/history"),
    ("DELETE", "/history"),
    ("POST", "/feedback"),
    ("GET", "/nowhere"),
]


def cors(headers: Any) -> Dict[str, str]:
    return {
        name.lower(): value
        for name, value in headers.items()
        if name.lower().startswith("access-control")
    }


async def preflight(chat: Chat, path: str, origin: str) -> Tuple[int, Dict[str, str]]:
    asked = {
        "Origin": origin,
        "Access-Control-Request-Method": "POST",
        "Access-Control-Request-Headers": "authorization,content-type",
    }
    async with chat.request("OPTIONS", path, **asked) as answer:
        return answer.status, cors(answer.headers)


@pytest.mark.parametrize("rasas_own", [None, "*", ["https://evil.example"]])
def test_a_page_of_an_unlisted_origin_gets_nowhere(rasas_own: Any) -> None:
    """Nor does Rasa's `--cors`, which is for other channels, let it in."""

    async def test(server: Server) -> None:
        chat = await server.chat("nb")
        for origin in ("https://evil.example", "null", "https://www.example.org:444"):
            for method, path in PATHS:
                body = {"id": new_key(), "text": "x"}
                async with chat.request(method, path, body, Origin=origin) as answer:
                    assert answer.status == 403
                    assert cors(answer.headers) == {}
                    assert (await answer.json())["error"]["code"] == "origin_not_allowed"
                assert (await preflight(chat, path, origin))[1] == {}
        assert server.processor.messages == []

    run(test, origins=frozenset({PAGE}), cors=rasas_own)


@pytest.mark.parametrize("rasas_own", [None, "*"])
def test_a_listed_page_can_use_it(rasas_own: Any) -> None:
    async def test(server: Server) -> None:
        chat = await server.chat("nb")
        for _, path in PATHS[:-1]:
            status, headers = await preflight(chat, path, PAGE)
            assert status in (200, 204)
            assert headers["access-control-allow-origin"] == PAGE
            assert "POST" in headers["access-control-allow-methods"]
            assert "DELETE" in headers["access-control-allow-methods"]
            assert "Authorization" in headers["access-control-allow-headers"]
            assert "Content-Type" in headers["access-control-allow-headers"]
            assert "access-control-allow-credentials" not in headers
        body = {"id": new_key(), "text": "hei"}
        async with chat.request("POST", "/message", body, Origin=PAGE) as answer:
            assert answer.status == 200
            assert answer.headers["Access-Control-Allow-Origin"] == PAGE
            assert answer.headers["Access-Control-Expose-Headers"] == "Retry-After"
            assert "Origin" in answer.headers["Vary"]
            assert b"You said: hei" in await answer.read()
        async with chat.request("POST", "/message", b"x", Origin=PAGE) as answer:
            assert answer.status == 400  # and the page may read why
            assert answer.headers["Access-Control-Allow-Origin"] == PAGE

    run(test, origins=frozenset({PAGE}), cors=rasas_own)


def test_our_own_page_needs_no_listing() -> None:
    async def test(server: Server) -> None:
        chat = await server.chat()
        assert (await chat.call("GET", "/history", Origin=server.url))[0] == 200
        behind_tls = server.url.replace("http://", "https://")
        assert (await chat.call("GET", "/history", Origin=behind_tls))[0] == 200

    run(test)


def test_any_origin_can_be_allowed() -> None:
    async def test(server: Server) -> None:
        chat = await server.chat()
        async with chat.request("GET", "/history", Origin="null") as answer:
            assert answer.status == 200
            assert answer.headers["Access-Control-Allow-Origin"] == "*"

    run(test, origins=frozenset({"*"}))


def test_the_host_that_a_trusted_proxy_tells_is_our_own() -> None:
    proxies = HttpSettings.from_environment({"KLYNGEBOT_TRUSTED_PROXIES": "127.0.0.1"})

    async def with_proxy(server: Server) -> None:
        sent = {"Origin": "https://bot.example", "X-Forwarded-Host": "bot.example"}
        assert (await (await server.chat()).call("GET", "/history", **sent))[0] == 200

    async def without(server: Server) -> None:
        sent = {"Origin": "https://bot.example", "X-Forwarded-Host": "bot.example"}
        assert (await (await server.chat()).call("GET", "/history", **sent))[0] == 403

    run(with_proxy, trusted_proxies=proxies.trusted_proxies)
    run(without)


@pytest.mark.usefixtures("still_clock")
def test_too_many_messages_of_a_conversation() -> None:
    async def test(server: Server) -> None:
        chat, other = await server.chat("en"), await server.chat("en")
        for _ in range(3):
            assert (await chat.say("x")).status == 200
        async with chat.request("POST", "/message", {"id": new_key(), "text": "x"}) as answer:
            assert answer.status == 429
            assert 1 <= int(answer.headers["Retry-After"]) <= 20
            error = (await answer.json())["error"]
        assert error["code"] == "rate_limited"
        assert error["message"].startswith("That was a little too fast for me.")
        assert (await other.say("x")).status == 200
        assert (await chat.call("GET", "/history"))[0] == 200
        assert len(server.processor.messages) == 4

    run(test, conversation_rate=3)


@pytest.mark.usefixtures("still_clock")
def test_too_many_requests_from_an_address() -> None:
    async def test(server: Server) -> None:
        statuses = [(await Chat(server).call("POST", "/session", {}))[0] for _ in range(7)]
        assert statuses == [200] * 5 + [429] * 2
        # What a client says about itself makes no difference.
        sent = {"X-Forwarded-For": "9.9.9.9"}
        assert (await Chat(server).call("POST", "/session", {}, **sent))[0] == 429

    run(test, address_rate=5)


@pytest.mark.usefixtures("still_clock")
def test_behind_a_trusted_proxy_clients_are_told_apart() -> None:
    proxies = HttpSettings.from_environment({"KLYNGEBOT_TRUSTED_PROXIES": "127.0.0.0/8"})

    async def test(server: Server) -> None:
        async def status(forwarded: str) -> int:
            sent = {"X-Forwarded-For": forwarded}
            return (await Chat(server).call("POST", "/session", {}, **sent))[0]

        assert [await status("9.9.9.1") for _ in range(3)] == [200, 200, 429]
        assert [await status("9.9.9.2") for _ in range(3)] == [200, 200, 429]
        assert await status("1.1.1.1, 9.9.9.2") == 429

    run(test, address_rate=2, trusted_proxies=proxies.trusted_proxies)
