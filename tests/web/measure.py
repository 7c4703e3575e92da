"""Measures the chat: size, "is writing" after Enter, the first bubble after the server's reply.

.venv/bin/python -m tests.web.measure
"""

from __future__ import annotations

import gzip
import statistics
from pathlib import Path
from typing import Dict, List

from playwright.sync_api import Page, sync_playwright

from tests.web.chat_page import ChatPage
from tests.web.conftest import ARGUMENTS, DEVICES, chromium
from tests.web.fake_server import DIST, FakeServer

ROUNDS = 15

# Times in the page: Enter, the reply's bytes in the stream reader, the frame that shows a change.
PROBE = (Path(__file__).parent / "scripts" / "measure.js").read_text(encoding="utf-8")


def _times(page: Page) -> Dict[str, float]:
    chat = ChatPage(page).open()
    page.evaluate(PROBE)
    typing: List[float] = []
    bubble: List[float] = []
    for number in range(ROUNDS):
        chat.get_answer(f"Spørsmål {number}")
        page.wait_for_function("times.bubble && times.typing")
        times = page.evaluate("times")
        typing.append(times["typing"] - times["enter"])
        bubble.append(times["bubble"] - times["reply"])
    return {
        "typing, median": statistics.median(typing),
        "typing, worst": max(typing),
        "bubble, median": statistics.median(bubble),
        "bubble, worst": max(bubble),
    }


def main() -> None:
    size = len(gzip.compress((DIST / "klyngebot.js").read_bytes(), 9)) / 1024
    print(f"klyngebot.js: {size:.1f} KB gzip (target 45)")
    server = FakeServer()
    server.start()
    server.behaviour.delay = 0.2
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=ARGUMENTS)
        for device, options in DEVICES.items():
            page = browser.new_context(**options).new_page()
            page.goto(f"{server.url}/")
            page.wait_for_function("document.querySelector('klyngebot-chat')")
            for name, milliseconds in _times(page).items():
                print(f"{device}: {name}: {milliseconds:.0f} ms")
            page.context.close()
        browser.close()
    server.stop()


if __name__ == "__main__":
    main()
