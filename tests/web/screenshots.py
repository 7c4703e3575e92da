"""Takes the pictures in docs/images/web-*.png: `make screenshots`."""

from __future__ import annotations

from typing import Any, Dict

from playwright.sync_api import Browser, Page, sync_playwright

from tests.web.chat_page import ChatPage
from tests.web.conftest import ARGUMENTS, DESKTOP, PHONE, ROOT, chromium
from tests.web.fake_server import FakeServer

IMAGES = ROOT / "docs" / "images"
DARK = {"color_scheme": "dark"}
ZOOM: Dict[str, Any] = {"viewport": {"width": 320, "height": 256}, "device_scale_factor": 4}


def _page(browser: Browser, url: str, options: Dict[str, Any]) -> Page:
    page = browser.new_context(**{"reduced_motion": "reduce", **options}).new_page()
    page.goto(url)
    page.evaluate("document.fonts.ready")
    page.wait_for_function("document.querySelector('klyngebot-chat')")
    return page


def _talk(page: Page, language: str, server: FakeServer) -> None:
    chat = ChatPage(page, language).open()
    if language == "nb":
        chat.get_answer("Hvilke klynger er i Arena Pro?")
    else:
        chat.get_answer("How much higher is value creation?")
        chat.host.locator("summary").click()
    page.wait_for_timeout(200)


def _trouble(page: Page, server: FakeServer) -> None:
    chat = ChatPage(page).open()
    chat.get_answer("Vis en tabell")
    server.behaviour.statuses = [500]
    chat.ask("Hva er formålet?")
    chat.button("retry").wait_for()
    page.wait_for_timeout(200)


def main() -> None:
    server = FakeServer()
    server.start()
    IMAGES.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=ARGUMENTS)
        for name, url, options, language in [
            ("page-nb", "/", DESKTOP, None),
            ("page-en", "/?lang=en", DESKTOP, None),
            ("page-dark", "/", {**DESKTOP, **DARK}, None),
            ("page-phone", "/", PHONE, None),
            ("desktop", "/", DESKTOP, "nb"),
            ("desktop-dark", "/?lang=en", {**DESKTOP, **DARK}, "en"),
            ("phone", "/", PHONE, "nb"),
            ("phone-dark", "/?lang=en", {**PHONE, **DARK}, "en"),
            ("zoom-400", "/", ZOOM, "nb"),
        ]:
            page = _page(browser, server.url + url, options)
            if language:
                _talk(page, language, server)
            page.screenshot(path=IMAGES / f"web-{name}.png", full_page=language is None)
            page.context.close()
        for name, more in [
            ("greeting", DESKTOP),
            ("trouble", DESKTOP),
            ("forced-colours", {**DESKTOP, "forced_colors": "active"}),
        ]:
            page = _page(browser, f"{server.url}/", more)
            if name == "greeting":
                ChatPage(page).open()
            else:
                _trouble(page, server)
            page.screenshot(path=IMAGES / f"web-{name}.png")
            page.context.close()
        browser.close()
    server.stop()


if __name__ == "__main__":
    main()
