"""The chat on a page, as a person meets it: by roles, names and texts, never by class."""

from __future__ import annotations

import re
from typing import Any, Dict, List

from playwright.sync_api import Locator, Page, expect

from tests.web.texts import TEXTS


class ChatPage:
    """A page with the chat on it, in a language."""

    def __init__(self, page: Page, language: str = "nb") -> None:
        self.page = page
        self.t: Dict[str, str] = TEXTS[language]

    @property
    def host(self) -> Locator:
        return self.page.locator("klyngebot-chat")

    @property
    def launcher(self) -> Locator:
        return self.host.get_by_role("button", name=re.compile("^" + self.t["launcher"]))

    @property
    def dialog(self) -> Locator:
        return self.host.get_by_role("dialog")

    @property
    def log(self) -> Locator:
        return self.host.get_by_role("log")

    @property
    def field(self) -> Locator:
        return self.host.get_by_role("textbox", name=self.t["field"])

    @property
    def status(self) -> Locator:
        return self.dialog.locator("[role=status].sr-only")

    @property
    def bubbles(self) -> Locator:
        return self.host.locator(".bubble")

    def button(self, key: str) -> Locator:
        return self.host.get_by_role("button", name=self.t[key], exact=True)

    def open(self) -> ChatPage:
        self.launcher.click()
        expect(self.dialog).to_be_visible()
        return self

    def ask(self, question: str) -> None:
        """Asks and waits for nothing."""
        self.field.fill(question)
        self.field.press("Enter")

    def get_answer(self, question: str) -> Locator:
        """Asks, waits until the answer is complete, and gives its last bubble."""
        before = self.host.locator(".tools").count()
        self.ask(question)
        expect(self.host.locator(".tools")).to_have_count(before + 1)
        return self.bubbles.last

    def said(self) -> List[str]:
        """What stands in the conversation: "you: …" and "bot: …"."""
        lines: List[str] = self.log.evaluate(
            """log => [...log.querySelectorAll('.message')].map(one =>
                 (one.classList.contains('user') ? 'you: ' : 'bot: ')
                 + one.querySelector('.bubble').innerText)"""
        )
        return lines

    def record_progress(self) -> None:
        """From now on keep all that stands below a question, also what is gone in a moment."""
        self.log.evaluate(
            """log => {
              const working = log.querySelector('.working');
              window.progress = [];
              new MutationObserver(() => window.progress.push(working.textContent.trim()))
                .observe(working, {subtree: true, childList: true, characterData: true});
            }"""
        )

    def wait_for_progress(self, key: str) -> None:
        """Until a text has stood there since `record_progress`."""
        self.page.wait_for_function("text => window.progress.includes(text)", arg=self.t[key])

    def choose(self, key: str) -> None:
        self.button("menu").click()
        self.button(key).click()

    def focused(self) -> Dict[str, Any]:
        """Tag, accessible name and text of what has the focus, through the shadow root."""
        found: Dict[str, Any] = self.page.evaluate(
            """() => {
              let one = document.activeElement;
              while (one?.shadowRoot?.activeElement) one = one.shadowRoot.activeElement;
              return {tag: one?.tagName ?? '', id: one?.id ?? '',
                      text: one?.textContent?.trim() ?? '',
                      label: one?.getAttribute?.('aria-label') ?? ''};
            }"""
        )
        return found
