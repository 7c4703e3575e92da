"""The web channel of the whole assistant, started as its users start it."""

from __future__ import annotations

import asyncio
import signal
import subprocess
import sys
import urllib.error
import urllib.request
from pathlib import Path
from typing import Any, Awaitable, Callable, Iterator

import aiohttp
import pytest

from bot.server.training import ensure_model
from bot.testing.__main__ import main as run_scripts
from tests.channels.web_server import Chat, Server, new_key
from tests.server.test_running import ROOT, environment, free_port, wait_until_up
from tests.waiting import STOP_SECONDS

SCRIPTS = ("language", "follow_ups", "several_questions", "sources", "talk")


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    ensure_model()
    port, folder = free_port(), tmp_path_factory.mktemp("web")
    no_limits = {"KLYNGEBOT_RATE_CONVERSATION": "0", "KLYNGEBOT_RATE_ADDRESS": "0"}
    process = subprocess.Popen(
        [sys.executable, "-m", "bot.server"],
        cwd=ROOT,
        env=environment(folder, PORT=str(port), **no_limits),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    wait_until_up(port, process)
    yield f"http://127.0.0.1:{port}"
    process.send_signal(signal.SIGTERM)
    process.wait(STOP_SECONDS)
    assert (folder / "conversations.secret").stat().st_mode & 0o777 == 0o600


def run(url: str, test: Callable[[Server], Awaitable[None]]) -> None:
    async def whole() -> None:
        async with aiohttp.ClientSession() as http:
            unused: Any = None
            await test(Server(url, unused, unused, http, unused))

    asyncio.run(whole())


def test_a_conversation_with_feedback_in_between(url: str) -> None:
    async def test(server: Server) -> None:
        chat, key = await server.chat("nb"), new_key()
        first = await chat.say("Hvilket nivå er NCE Eyde på?", key)
        assert first.names == ["typing", "message", "done"]
        assert "Modne klynger" in first.texts[0]
        assert first.messages[0]["language"] == "nb"
        feedback = {"message": first.messages[0]["id"], "value": "up", "comment": "Fint"}
        assert (await chat.call("POST", "/feedback", feedback))[0] == 204
        follow_up = await chat.say("og iKuben?")
        assert "NCE iKuben" in follow_up.texts[0]
        assert (await chat.say("Hvilket nivå er NCE Eyde på?", key)).raw == first.raw
        assert len(await chat.history()) == 4
        assert (await chat.call("DELETE", "/history"))[0] == 204
        assert await chat.history() == []

    run(url, test)


def test_the_language_follows_the_conversation(url: str) -> None:
    async def test(server: Server) -> None:
        chat = await server.chat("en")
        assert (await chat.say("GCE NODE?")).messages[0]["language"] == "en"
        assert (await chat.say("hvor mange er det i Arena?")).messages[0]["language"] == "nb"
        answer = await chat.say("in English please")
        assert answer.messages[0]["language"] == "en"
        assert answer.events[-1].json == {"language": "en"}

    run(url, test)


def test_a_button_is_pressed_and_a_command_is_not_obeyed(url: str) -> None:
    async def test(server: Server) -> None:
        chat = await server.chat("en")
        await chat.say("How many clusters are at GCE?")
        assert "Annual report" in (await chat.press("/ask_source", "Source")).texts[0]
        for typed in ("/restart", "/ask_source", '/explain_level{"level":"gce"}'):
            answer = await chat.say(typed)
            assert answer.names == ["typing", "message", "done"]
        shown = [m["text"] for m in await chat.history() if m["role"] == "user"]
        assert shown[0] == "How many clusters are at GCE?"  # "/restart" would have lost it
        assert shown[1:3] == ["Source", "/restart"]

    run(url, test)


def test_pictures_are_in_the_web_chat_and_its_history_and_for_rest_only_on_request(
    url: str,
) -> None:
    async def test(server: Server) -> None:
        chat = await server.chat("en")
        (answer,) = (await chat.say("Which levels are there?")).messages
        assert answer["custom"]["type"] == "levels"
        assert (await chat.history())[-1]["custom"] == answer["custom"]
        (effect,) = (await chat.say("What is the effect on value creation?")).messages
        assert [bar["short"] for bar in effect["custom"]["bars"]] == ["15.8", "18.6", "3.6"]

        async def rest(metadata: Any) -> Any:
            body = {"sender": new_key(), "message": "Which levels are there?", "metadata": metadata}
            address = f"{url}/webhooks/rest/webhook"
            async with server.http.post(address, json=body) as response:
                return await response.json()

        (plain,) = await rest({})
        assert set(plain) == {"recipient_id", "text", "buttons"}
        text, picture = await rest({"rich": True})
        assert text["text"] == plain["text"]
        assert picture["custom"]["type"] == "levels"

    run(url, test)


def test_the_map_has_its_page_and_its_data(url: str) -> None:
    async def test(server: Server) -> None:
        async with server.http.get(f"{url}/map") as answer:
            assert answer.status == 200
            assert "Klyngene på kartet" in await answer.text()
        async with server.http.get(f"{url}/map.json") as answer:
            assert len((await answer.json())["clusters"]) == 39

    run(url, test)


def test_the_api_of_rasa_is_closed(url: str) -> None:
    for path in ("/conversations/x/tracker", "/model", "/domain"):
        with pytest.raises(urllib.error.HTTPError, match="404"):
            urllib.request.urlopen(f"{url}{path}", timeout=120)


@pytest.mark.parametrize("script", SCRIPTS)
def test_conversation_scripts_pass_over_the_web_channel(
    url: str, script: str, capsys: pytest.CaptureFixture[str]
) -> None:
    path = Path("tests") / "conversations" / f"{script}.yml"
    assert run_scripts([str(path), "--channel", "web", "--url", url]) == 0, capsys.readouterr().out


def test_a_page_elsewhere_is_refused(url: str) -> None:
    async def test(server: Server) -> None:
        status, body = await Chat(server).call("POST", "/session", {}, Origin="https://x.example")
        assert (status, body["error"]["code"]) == (403, "origin_not_allowed")

    run(url, test)
