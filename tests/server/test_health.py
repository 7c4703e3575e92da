"""`/health` and `/ready`, and the probe that containers ask them with."""

from __future__ import annotations

import asyncio
from typing import Any, Dict, Optional

import pytest
from aiohttp import web

from bot.channels.unavailable import UnavailableError
from bot.server.probe import main as probe
from tests.channels.web_server import Server, run


class Store:
    """A store that is there, away, or says nothing."""

    def __init__(self, answer: Optional[str] = None) -> None:
        self.answer = answer

    async def ping(self) -> None:
        if self.answer == "away":
            raise UnavailableError("x")
        if self.answer == "silent":
            await asyncio.sleep(60)


async def ready(server: Server) -> Dict[str, Any]:
    async with server.http.get(f"{server.url}/ready") as answer:
        body: Dict[str, Any] = await answer.json()
        assert answer.status == (200 if body["status"] == "ok" else 503)
        assert answer.headers["Cache-Control"] == "no-store"
        return body


def test_a_server_by_itself_is_ready_with_its_model() -> None:
    async def test(server: Server) -> None:
        assert await ready(server) == {"status": "ok", "model": True}
        server.agent.processor = None
        assert await ready(server) == {"status": "unavailable", "model": False}
        async with server.http.get(f"{server.url}/health") as answer:
            assert (answer.status, await answer.json()) == (200, {"status": "ok"})

    run(test)


@pytest.mark.parametrize("answer", ["away", "silent"])
def test_it_says_what_is_away(answer: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.server.health._SECONDS", 1.0 if answer == "silent" else 60.0)

    async def test(server: Server) -> None:
        store = server.agent.tracker_store
        server.agent.tracker_store, server.agent.lock_store = Store(), Store(answer)
        assert await ready(server) == {
            "status": "unavailable",
            "model": True,
            "tracker_store": True,
            "lock_store": False,
        }
        server.agent.lock_store = Store()
        assert (await ready(server))["status"] == "ok"
        server.agent.tracker_store = store

    run(test)


def test_the_action_server_is_asked_where_there_is_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.server.health._SECONDS", 60.0)

    async def test(server: Server) -> None:
        status = 200

        async def health(request: web.Request) -> web.Response:
            return web.Response(status=status)

        app = web.Application()
        app.router.add_get("/health", health)
        runner = web.AppRunner(app)
        await runner.setup()
        site = web.TCPSite(runner, "127.0.0.1", 0)
        await site.start()
        port = runner.addresses[0][1]
        monkeypatch.setenv("ACTION_ENDPOINT_URL", f"http://127.0.0.1:{port}/webhook")
        assert (await ready(server))["action_server"] is True
        status = 500
        assert (await ready(server))["action_server"] is False
        await runner.cleanup()
        assert (await ready(server))["action_server"] is False

    run(test)


def test_the_probe_tells_by_its_exit_code(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    async def test(server: Server) -> None:
        monkeypatch.setattr("bot.server.probe._SECONDS", 60.0)
        monkeypatch.setenv("PORT", server.url.rpartition(":")[2])
        assert await asyncio.to_thread(probe, []) == 0
        assert await asyncio.to_thread(probe, ["/ready"]) == 0
        server.agent.processor = None
        assert await asyncio.to_thread(probe, ["/ready"]) == 1

    run(test)
    assert '"model":false' in capsys.readouterr().out.replace(" ", "")
    assert probe([]) == 1  # nobody there
