"""The chat against the assistant itself: its page, its answers, its storage."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
import urllib.request
from pathlib import Path
from typing import Iterator

import pytest
from playwright.sync_api import expect

from tests.servers.processes import free_port
from tests.waiting import START_SECONDS, STOP_SECONDS
from tests.web.chat_page import ChatPage
from tests.web.conftest import Opener, Watch
from tests.web.host_site import HostSite

ROOT = Path(__file__).resolve().parents[2]


def _wait(url: str, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        assert process.poll() is None, "the server ended before it was up"
        try:
            with urllib.request.urlopen(f"{url}/status", timeout=30):
                return
        except OSError:
            time.sleep(0.5)
    raise AssertionError("the server did not come up")


@pytest.fixture(scope="module")
def port() -> int:
    return free_port()


@pytest.fixture(scope="module")
def listed_site(port: int) -> Iterator[HostSite]:
    site = HostSite(f"http://127.0.0.1:{port}")
    yield site
    site.stop()


@pytest.fixture(scope="module")
def bot(
    tmp_path_factory: pytest.TempPathFactory, port: int, listed_site: HostSite
) -> Iterator[str]:
    """Address of the assistant, started as its users start it, with one other site allowed."""
    from bot.server.training import ensure_model

    ensure_model()
    process = subprocess.Popen(
        [sys.executable, "-m", "bot.server"],
        cwd=ROOT,
        env={
            **os.environ,
            "PORT": str(port),
            "PYTHONPATH": str(ROOT),
            "RASA_TELEMETRY_ENABLED": "false",
            "KLYNGEBOT_DATABASE": str(tmp_path_factory.mktemp("bot") / "conversations.db"),
            "KLYNGEBOT_ORIGINS": listed_site.url,
        },
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    url = f"http://127.0.0.1:{port}"
    _wait(url, process)
    yield url
    process.send_signal(signal.SIGTERM)
    process.wait(STOP_SECONDS)


@pytest.fixture
def bot_page(bot: str, visit: Opener, watch: Watch) -> ChatPage:
    watch.allowed.append(bot.removeprefix("http://"))
    return visit(url=f"{bot}/")


@pytest.fixture
def bot_elsewhere(bot: str, visit: Opener, watch: Watch) -> Iterator[ChatPage]:
    """The chat of the assistant on a page of another origin, under a strict policy."""
    watch.allowed.append(bot.removeprefix("http://"))
    elsewhere = HostSite(bot)
    watch.allowed.append(elsewhere.url.removeprefix("http://"))
    yield visit(url=elsewhere.page(csp=True))
    elsewhere.stop()


def test_it_answers_on_its_own_page_and_tells_or_offers_its_source(bot_page: ChatPage) -> None:
    bot_page.open()
    bubble = bot_page.get_answer("Hvilke klynger er i Arena Pro?")
    expect(bubble).to_contain_text("NF&TA")
    expect(bubble.get_by_role("listitem")).to_have_count(12)
    # A source that comes with the message is a line below it, any other is asked for with a button.
    line = bot_page.host.get_by_text(bot_page.t["source"])
    expect(line.or_(bot_page.host.get_by_role("button", name="Kilde"))).to_be_visible()
    expect(bot_page.get_answer("og GCE?")).to_contain_text("GCE NODE")


def test_it_answers_in_english(bot_page: ChatPage) -> None:
    bot_page.open()
    bubble = bot_page.get_answer("How much higher is value creation for cluster companies?")
    expect(bubble).to_contain_text("15.8 percentage points")
    expect(bubble).to_have_attribute("lang", "en")


def test_the_conversation_is_kept_over_a_reload_and_can_be_deleted(bot_page: ChatPage) -> None:
    bot_page.open()
    bot_page.get_answer("Hvilket nivå er NCE Eyde på?")
    said = bot_page.said()
    bot_page.page.reload()
    expect(bot_page.bubbles).to_have_count(len(said))
    assert bot_page.said() == said
    bot_page.choose("erase")
    bot_page.button("erase_yes").click()
    expect(bot_page.log).to_contain_text(bot_page.t["erased"])
    bot_page.page.reload()
    expect(bot_page.bubbles).to_have_count(1)


def test_a_quick_reply_is_understood(bot_page: ChatPage) -> None:
    bot_page.open()
    bot_page.get_answer("hjelp")
    bot_page.host.locator(".reply").filter(has_text="Hvilke nivåer finnes det?").click()
    expect(bot_page.bubbles.last).to_contain_text("Arena Pro")


def test_feedback_is_taken(bot_page: ChatPage) -> None:
    bot_page.open()
    bot_page.get_answer("Hva er formålet?")
    bot_page.button("up").click()
    expect(bot_page.status).to_have_text(bot_page.t["thanks"])


def test_text_that_is_too_long_for_it_is_given_back(bot_page: ChatPage) -> None:
    bot_page.open()
    bot_page.get_answer("Hei")
    bot_page.ask("x" * 1001)
    expect(bot_page.host.locator("#counter")).not_to_be_empty()
    expect(bot_page.field).to_have_value("x" * 1001)


def test_an_origin_that_is_not_listed_gets_no_answer(bot_elsewhere: ChatPage) -> None:
    bot_elsewhere.open()
    bot_elsewhere.ask("Hei")
    notice = bot_elsewhere.host.locator(".notice")
    expect(notice).to_contain_text(bot_elsewhere.t["unreachable"])


def test_it_answers_on_a_listed_origin_under_a_strict_policy(
    bot: str, visit: Opener, watch: Watch, listed_site: HostSite
) -> None:
    watch.allowed += [bot.removeprefix("http://"), listed_site.url.removeprefix("http://")]
    chat = visit(url=listed_site.page(csp=True)).open()
    expect(chat.get_answer("Hva er GCE?")).to_contain_text("GCE")
