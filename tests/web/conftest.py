"""One browser for all tests of the chat, a server that speaks the contract, and another site."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path
from typing import Any, Callable, Dict, Iterator, List
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from tests.web.chat_page import ChatPage
from tests.web.fake_server import FakeServer
from tests.web.host_site import HostSite

ROOT = Path(__file__).resolve().parents[2]
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
DESKTOP: Dict[str, Any] = {"viewport": {"width": 1280, "height": 800}}
PHONE: Dict[str, Any] = {
    "viewport": {"width": 390, "height": 844},
    "device_scale_factor": 2,
    "is_mobile": True,
    "has_touch": True,
}
DEVICES = {"desktop": DESKTOP, "phone": PHONE}
MILLISECONDS = 30_000  # what is expected of a page may take so long on a busy machine
expect.set_options(timeout=MILLISECONDS)


def chromium() -> str:
    """Path of the browser: KLYNGEBOT_CHROMIUM, or the one of the system."""
    names = ["chromium", "chromium-browser", "google-chrome"]
    found = os.environ.get("KLYNGEBOT_CHROMIUM") or next(
        filter(None, map(shutil.which, names)), None
    )
    if not found:
        pytest.fail(
            "the tests of the web chat need Chromium: apt-get install chromium", pytrace=False
        )
    return found


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    path = chromium()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def running_server() -> Iterator[FakeServer]:
    server = FakeServer()
    server.start()
    yield server
    server.stop()


@pytest.fixture
def server(running_server: FakeServer) -> FakeServer:
    running_server.reset()
    return running_server


@pytest.fixture(scope="session")
def site(running_server: FakeServer) -> Iterator[HostSite]:
    site = HostSite(running_server.url)
    yield site
    site.stop()


class Watch:
    """What a page must not do: ask third parties, break its policy, fail in a script."""

    def __init__(self, allowed: List[str]) -> None:
        self.allowed = allowed
        self.foreign: List[str] = []
        self.violations: List[str] = []
        self.errors: List[str] = []

    def attach(self, page: Page) -> None:
        page.on("request", lambda request: self._request(request.url))
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        page.on("console", lambda message: self._console(message.text))

    def _request(self, url: str) -> None:
        if url.startswith(("http:", "https:")) and urlsplit(url).netloc not in self.allowed:
            self.foreign.append(url)

    def _console(self, text: str) -> None:
        if "Content Security Policy" in text or "violates" in text:
            self.violations.append(text)


Opener = Callable[..., ChatPage]


@pytest.fixture
def watch(running_server: FakeServer, site: HostSite) -> Watch:
    return Watch([urlsplit(running_server.url).netloc, urlsplit(site.url).netloc])


@pytest.fixture
def context_of(browser: Browser) -> Iterator[Callable[..., BrowserContext]]:
    made: List[BrowserContext] = []

    def make(device: str = "desktop", **options: Any) -> BrowserContext:
        context = browser.new_context(**{**DEVICES[device], **options})
        context.set_default_timeout(MILLISECONDS)
        made.append(context)
        return context

    yield make
    for context in made:
        context.close()


@pytest.fixture
def visit(
    context_of: Callable[..., BrowserContext], server: FakeServer, site: HostSite, watch: Watch
) -> Iterator[Opener]:
    """Opens a page of another site with the chat on it; options are the context's or page's."""

    def open_page(
        device: str = "desktop",
        language: str = "nb",
        context: Any = None,
        url: str = "",
        attributes: Any = None,
        css: str = "",
        csp: bool = False,
        **options: Any,
    ) -> ChatPage:
        context = context or context_of(device, **options)
        page = context.new_page()
        watch.attach(page)
        page.goto(url or site.page(attributes, language, css, csp))
        chat = ChatPage(page, language)
        chat.host.wait_for(state="attached")
        return chat

    yield open_page
    assert watch.foreign == [], "a third party was asked"
    assert watch.violations == [], "the page's Content-Security-Policy was violated"
    assert watch.errors == [], "a script failed"


@pytest.fixture(params=["desktop-nb", "desktop-en", "phone-nb", "phone-en"])
def anywhere(request: pytest.FixtureRequest, visit: Opener) -> ChatPage:
    """The chat, opened: on a computer and a phone, in both languages."""
    device, language = request.param.split("-")
    return visit(device, language).open()


@pytest.fixture(params=["desktop-nb", "phone-en"])
def somewhere(request: pytest.FixtureRequest, visit: Opener) -> ChatPage:
    """The chat, opened: on a computer in Norwegian and on a phone in English."""
    device, language = request.param.split("-")
    return visit(device, language).open()


@pytest.fixture(scope="session")
def axe() -> str:
    """The source of axe-core, from the widget's development dependencies."""
    file = ROOT / "bot" / "web" / "node_modules" / "axe-core" / "axe.min.js"
    if not file.is_file():
        subprocess.run(["make", "bot/web/node_modules"], cwd=ROOT, check=True, timeout=900)
    return file.read_text(encoding="utf-8")
