"""The root of the server: page, widget, status."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from actions import base
from bot.knowledge import KnowledgeError, Problem, load_knowledge
from bot.server import page
from tests.channels.web_server import Server, run

BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
SCRIPT = "console.log('klyngebot');\n" * 50


@pytest.fixture
def dist(tmp_path: Path) -> Path:
    (tmp_path / "index.html").write_text("<!doctype html><title>Siden æøå</title>", "utf-8")
    (tmp_path / "klyngebot.js").write_text(SCRIPT, "utf-8")
    (tmp_path / "page.css").write_text("body { margin: 0 }", "utf-8")
    (tmp_path / "images").mkdir()
    (tmp_path / "images" / "icon.png").write_bytes(b"\x89PNG")
    return tmp_path


def get(server: Server, path: str, method: str = "GET", **headers: str) -> Any:
    sent = {name.replace("_", "-"): value for name, value in headers.items()}
    return server.http.request(method, f"{server.url}{path}", headers=sent)


def test_a_browser_gets_the_page_with_its_security_headers(dist: Path) -> None:
    async def test(server: Server) -> None:
        async with get(server, "/", Accept=BROWSER) as answer:
            assert answer.status == 200
            assert answer.headers["Content-Type"] == "text/html; charset=utf-8"
            assert "Siden æøå" in await answer.text()
            policy = answer.headers["Content-Security-Policy"]
            assert "default-src 'self'" in policy
            assert "frame-ancestors 'self'" in policy
            assert "unsafe" not in policy
            assert answer.headers["X-Content-Type-Options"] == "nosniff"
            assert answer.headers["Referrer-Policy"]
            assert "camera=()" in answer.headers["Permissions-Policy"]
            assert "Accept" in answer.headers["Vary"]

    run(test, dist=dist)


@pytest.mark.parametrize("accept", ["application/json", "*/*", "", "text/html;q=0"])
def test_programs_get_the_status(dist: Path, accept: str) -> None:
    async def test(server: Server) -> None:
        for path in ("/", "/status"):
            async with get(server, path, Accept=accept) as answer:
                assert answer.status == 200
                status = await answer.json()
                assert status.pop("knowledge")["state"] == "current"
                assert status == {"name": "klyngebot", "status": "ok", "model": "tests.tar.gz"}

    run(test, dist=dist)


def test_the_status_is_json_to_browsers_too_and_503_without_a_model(dist: Path) -> None:
    async def test(server: Server) -> None:
        async with get(server, "/status", Accept=BROWSER) as answer:
            assert (await answer.json())["status"] == "ok"
        server.agent.processor = None
        async with get(server, "/status") as answer:
            assert answer.status == 503
            assert (await answer.json())["status"] == "loading"

    run(test, dist=dist)


def test_without_a_built_page_there_is_the_status(tmp_path: Path) -> None:
    async def test(server: Server) -> None:
        async with get(server, "/", Accept=BROWSER) as answer:
            assert (await answer.json())["status"] == "ok"
        async with get(server, "/klyngebot.js") as answer:
            assert answer.status == 404

    run(test, dist=tmp_path / "nothing")


def test_the_widget_is_for_all_sites_and_is_fetched_anew_only_when_changed(dist: Path) -> None:
    async def test(server: Server) -> None:
        async with get(server, "/klyngebot.js", Origin="https://www.example.org") as answer:
            assert await answer.text() == SCRIPT
            assert answer.headers["Content-Type"] == "text/javascript; charset=utf-8"
            assert answer.headers["Access-Control-Allow-Origin"] == "*"
            assert answer.headers["Cross-Origin-Resource-Policy"] == "cross-origin"
            assert answer.headers["Cache-Control"] == "no-cache"
            tag = answer.headers["ETag"]
        for known in (tag, f'"x", {tag}', tag.removeprefix("W/")):
            async with get(server, "/klyngebot.js", If_None_Match=known) as answer:
                assert (answer.status, await answer.read()) == (304, b"")
                assert answer.headers["ETag"] == tag
        (dist / "klyngebot.js").write_text("changed", "utf-8")
        async with get(server, "/klyngebot.js", If_None_Match=tag) as answer:
            assert (answer.status, await answer.text()) == (200, "changed")

    run(test, dist=dist)


def test_files_are_packed_for_those_who_can_unpack(dist: Path) -> None:
    async def test(server: Server) -> None:
        async with get(server, "/klyngebot.js", Accept_Encoding="gzip, br") as answer:
            assert answer.headers["Content-Encoding"] == "gzip"
            assert int(answer.headers["Content-Length"]) < len(SCRIPT)
            assert await answer.text() == SCRIPT
        async with get(server, "/klyngebot.js", Accept_Encoding="identity") as answer:
            assert "Content-Encoding" not in answer.headers
            assert "Accept-Encoding" in answer.headers["Vary"]

    run(test, dist=dist)


def test_all_files_of_the_build_are_there_and_nothing_else(dist: Path) -> None:
    async def test(server: Server) -> None:
        for path, kind in [("/page.css", "text/css"), ("/images/icon.png", "image/png")]:
            async with get(server, path) as answer:
                assert answer.status == 200
                assert answer.headers["Content-Type"].startswith(kind)
                assert "Access-Control-Allow-Origin" not in answer.headers
        async with get(server, "/page.css", method="HEAD") as answer:
            assert (answer.status, await answer.read()) == (200, b"")
        for path in ("/../index.html", "/images/", "/%2e%2e/index.html", "/domain.yml"):
            async with get(server, path) as answer:
                assert answer.status == 404

    run(test, dist=dist)


def test_the_map_is_a_page_like_the_first(dist: Path) -> None:
    (dist / "map.html").write_text("<!doctype html><title>Kartet</title>", "utf-8")
    (dist / "klyngebot-pictures.js").write_text("export {};", "utf-8")

    async def test(server: Server) -> None:
        async with get(server, "/map") as answer:
            assert answer.status == 200
            assert answer.headers["Content-Type"] == "text/html; charset=utf-8"
            assert "Kartet" in await answer.text()
            policy = answer.headers["Content-Security-Policy"]
            assert "default-src 'self'" in policy
            assert "unsafe" not in policy
        async with get(server, "/map.html") as answer:
            assert answer.status == 404  # one address a page
        # Fetched by the chat on other sites, too.
        async with get(server, "/klyngebot-pictures.js") as answer:
            assert answer.headers["Access-Control-Allow-Origin"] == "*"

    run(test, dist=dist)


def test_the_facts_of_the_map_come_from_the_knowledge_base(dist: Path) -> None:
    async def test(server: Server) -> None:
        async with get(server, "/map.json", Accept_Encoding="gzip") as answer:
            assert answer.headers["Content-Type"].startswith("application/json")
            assert answer.headers["Content-Encoding"] == "gzip"
            data = await answer.json()
            tag = answer.headers["ETag"]
        names = [cluster["name"] for cluster in data["clusters"]]
        assert names == [cluster.name for cluster in load_knowledge().clusters]
        async with get(server, "/map.json", If_None_Match=tag) as answer:
            assert answer.status == 304

    run(test, dist=dist)


def test_the_map_shows_the_knowledge_that_answers(dist: Path) -> None:
    async def test(server: Server) -> None:
        async with get(server, "/map.json") as answer:
            before = await answer.json()
        newer = load_knowledge()
        newer.year = before["year"] + 1
        base.use_knowledge(newer)  # as `reloading.py` does
        async with get(server, "/map.json") as answer:
            assert (await answer.json())["year"] == before["year"] + 1

    kept = base.knowledge()
    try:
        run(test, dist=dist)
    finally:
        base.use_knowledge(kept)


def test_knowledge_that_cannot_be_read_is_told_to_the_map(
    dist: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken() -> None:
        raise KnowledgeError([Problem("clusters.yml", 1, "is empty")])

    monkeypatch.setattr(page, "knowledge", broken)

    async def test(server: Server) -> None:
        async with get(server, "/map.json") as answer:
            assert answer.status == 503

    run(test, dist=dist)
