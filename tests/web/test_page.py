"""The page at the server's root: languages, questions that open the chat, snippet, policy."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.web.chat_page import ChatPage
from tests.web.conftest import Opener
from tests.web.fake_server import DIST, FakeServer
from tests.web.test_accessibility import Findings

HEADLINES = {
    "nb": "Spør om det norske klyngeprogrammet",
    "en": "Ask about the Norwegian cluster programme",
}


def address(server: FakeServer, language: str) -> str:
    return f"{server.url}/?lang=en" if language == "en" else f"{server.url}/"


@pytest.mark.parametrize("device", ["desktop", "phone"])
@pytest.mark.parametrize("language", ["nb", "en"])
def test_it_is_in_one_language_and_a_question_opens_the_chat(
    visit: Opener, server: FakeServer, device: str, language: str
) -> None:
    chat = visit(device, language, url=address(server, language))
    expect(chat.page.get_by_role("heading", level=1)).to_have_text(
        HEADLINES[language], use_inner_text=True
    )
    expect(chat.page.locator("html")).to_have_attribute("lang", language)
    question = {"nb": "Er NCE et program?", "en": "Is NCE a programme?"}[language]
    chat.page.get_by_role("button", name=question).click()
    expect(chat.dialog).to_be_visible()
    expect(chat.bubbles.nth(1)).to_have_text(question)
    expect(chat.bubbles.nth(2)).to_be_visible()


def test_nothing_of_the_other_language_is_shown(visit: Opener, server: FakeServer) -> None:
    for language, other in [("nb", "en"), ("en", "nb")]:
        page = visit(language=language, url=address(server, language)).page
        foreign = page.evaluate(
            """lang => [...document.querySelectorAll(`main [lang=${lang}], footer [lang=${lang}]`)]
                 .filter(one => one.checkVisibility()).map(one => one.textContent)""",
            other,
        )
        assert foreign == []
        own = page.evaluate(
            """lang => [...document.querySelectorAll(`main [lang=${lang}]`)]
                 .filter(one => !one.checkVisibility()).map(one => one.textContent)""",
            language,
        )
        assert own == []


def test_the_switch_changes_page_and_chat(visit: Opener, server: FakeServer) -> None:
    chat = visit(url=f"{server.url}/")
    chat.page.get_by_role("link", name="English").click()
    english = ChatPage(chat.page, "en")
    expect(chat.page.get_by_role("heading", level=1)).to_have_text(
        HEADLINES["en"], use_inner_text=True
    )
    assert chat.page.url.endswith("?lang=en")
    english.open()
    expect(english.bubbles.first).to_have_text(english.t["greeting"])
    english.button("other_language").click()
    expect(chat.page.get_by_role("heading", level=1)).to_have_text(
        HEADLINES["nb"], use_inner_text=True
    )


@pytest.mark.parametrize("language", ["nb", "en"])
def test_it_leads_to_the_map_in_the_same_language(
    visit: Opener, server: FakeServer, language: str
) -> None:
    chat = visit(language=language, url=address(server, language))
    name = {"nb": "Se klyngene på kartet", "en": "See the clusters on the map"}[language]
    chat.page.get_by_role("link", name=name).click()
    headline = {"nb": "Klyngene på kartet", "en": "The clusters on the map"}[language]
    expect(chat.page.get_by_role("heading", level=1)).to_have_text(headline, use_inner_text=True)


def test_each_group_of_clusters_can_be_asked_for(visit: Opener, server: FakeServer) -> None:
    chat = visit(url=f"{server.url}/")
    groups = chat.page.locator("figure").get_by_role("button")
    expect(groups).to_have_count(6)
    groups.nth(2).click()
    expect(chat.bubbles.nth(1)).to_have_text("Hvilke klynger hører til Arena Pro?")


def test_the_snippet_names_this_server_and_can_be_copied(visit: Opener, server: FakeServer) -> None:
    chat = visit(url=f"{server.url}/", permissions=["clipboard-read", "clipboard-write"])
    snippet = f'<script src="{server.url}/klyngebot.js" data-lang="nb" defer></script>'
    expect(chat.page.locator("#snippet")).to_have_text(snippet)
    chat.page.get_by_role("button", name="Kopier koden").click()
    expect(chat.page.get_by_text("Koden er kopiert.")).to_be_visible()
    assert chat.page.evaluate("navigator.clipboard.readText()") == snippet


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("device", ["desktop", "phone"])
@pytest.mark.parametrize("language", ["nb", "en"])
def test_axe_finds_nothing(
    visit: Opener, server: FakeServer, axe: str, device: str, language: str, scheme: str
) -> None:
    chat = visit(device, language, url=address(server, language), color_scheme=scheme)
    # The whole page at once, so that nothing lies half below an edge.
    width, height = chat.page.evaluate("[innerWidth, document.documentElement.scrollHeight]")
    chat.page.set_viewport_size({"width": width, "height": height})
    assert Findings().add(chat.page, axe).lines == []


@pytest.mark.parametrize("width", [320, 390, 768, 1024, 1280, 1920])
def test_it_fits_every_width(visit: Opener, server: FakeServer, width: int) -> None:
    for language in ["nb", "en"]:
        page = visit(
            language=language,
            url=address(server, language),
            viewport={"width": width, "height": 800},
        ).page
        assert page.evaluate("document.documentElement.scrollWidth") == width


def test_the_built_files_ask_nobody_else_for_anything() -> None:
    for file in DIST.glob("*"):
        if file.suffix in {".css", ".js", ".html"}:
            text = file.read_text(encoding="utf-8")
            assert "url(http" not in text
            assert "@import" not in text
            assert 'src="http' not in text.replace('src="${', "")


def test_the_widget_is_small_enough() -> None:
    import gzip

    assert len(gzip.compress((DIST / "klyngebot.js").read_bytes(), 9)) <= 45 * 1024
