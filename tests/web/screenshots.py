"""Takes the pictures in docs/images/web-*.png and map-*.png: `make screenshots`."""

from __future__ import annotations

from typing import Any, Dict

from playwright.sync_api import Browser, Page, sync_playwright

from actions.pictures import cluster_map
from bot.channels.drawing import draw
from tests.web.answers import knowledge
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


def _maps(browser: Browser, server: FakeServer) -> None:
    """The page with the map, and the pictures in the chat and in Slack."""
    tall: Dict[str, Any] = {"viewport": {"width": 1280, "height": 1080}}
    for name, url, options, press in [
        ("page-nb", "/map", tall, "GCE Ocean Technology"),
        ("page-dark", "/map?lang=en", {**tall, **DARK}, "Stavanger"),
        ("page-phone", "/map", PHONE, None),
    ]:
        page = _page(browser, server.url + url, options)
        page.locator("#atlas:not([aria-busy])").wait_for()
        if press == "Stavanger":
            page.locator("#map").get_by_role("button", name=press).click()
        elif press:
            page.goto(f"{server.url}{url}#{press.replace(' ', '%20')}")
        page.evaluate("scrollTo(0, 0)")
        page.wait_for_timeout(200)
        page.screenshot(path=IMAGES / f"map-{name}.png", full_page=press is None)
        page.context.close()
    for name, question, language, options in [
        ("chat-effect", "Vis et søylediagram", "nb", {}),
        ("chat-levels", "Show a level diagram", "en", DARK),
        ("chat-map", "Vis dem på kartet", "nb", {}),
    ]:
        page = _page(browser, f"{server.url}/?lang={language}", {**tall, **options})
        chat = ChatPage(page, language).open()
        chat.get_answer(question).get_by_role("img").wait_for()
        page.wait_for_timeout(300)
        chat.dialog.screenshot(path=IMAGES / f"map-{name}.png")
        page.context.close()
    facts = knowledge()
    ocean = [cluster.id for cluster in facts.clusters_in_sector(["ocean"])]
    png = draw(cluster_map(ocean, "nb", facts) or {})
    assert png is not None
    (IMAGES / "map-slack.png").write_bytes(png)


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
        _maps(browser, server)
        browser.close()
    server.stop()


if __name__ == "__main__":
    main()
