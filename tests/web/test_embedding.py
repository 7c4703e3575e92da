"""On other people's pages: one script element, their colours, their language, their policies."""

from __future__ import annotations

from typing import Optional

import pytest
from playwright.sync_api import expect

from tests.web.chat_page import ChatPage
from tests.web.conftest import Opener
from tests.web.fake_server import FakeServer
from tests.web.host_site import HostSite


@pytest.mark.parametrize("device", ["desktop", "phone"])
def test_it_works_on_another_origin_under_a_strict_policy(
    visit: Opener, server: FakeServer, device: str
) -> None:
    chat = visit(device, csp=True).open()
    chat.get_answer("Hvilke klynger er i Arena Pro?")
    chat.get_answer("Vis en tabell")
    chat.button("down").last.click()
    chat.choose("new")
    bubble = chat.bubbles.first
    assert bubble.evaluate("one => getComputedStyle(one).borderRadius") != "0px"
    assert server.sent("POST /webhooks/web/message")


def test_attributes_set_title_greeting_suggestions_and_launcher(visit: Opener) -> None:
    attributes = {
        "lang": "en",
        "title": "Spør Næringsnett",
        "subtitle": "Om klynger",
        "launcher": "Lurer du på noe?",
        "greeting-en": "Welcome!",
        "greeting-nb": "Velkommen!",
        "suggestions": "En? | To?",
    }
    chat = visit(attributes=attributes)
    chat.host.get_by_role("button", name="Ask a question").or_(
        chat.host.get_by_role("button", name="Lurer du på noe?")
    ).click()
    expect(chat.host.get_by_role("heading", name="Spør Næringsnett")).to_be_visible()
    expect(chat.host.get_by_text("Om klynger")).to_be_visible()
    expect(chat.bubbles.first).to_have_text("Welcome!")
    expect(chat.host.locator(".reply")).to_have_text(["En?", "To?"])
    chat.host.get_by_role("button", name="Norsk").click()
    expect(chat.bubbles.first).to_have_text("Velkommen!")


@pytest.mark.parametrize(
    ("lang", "language"), [("nb-NO", "nb"), ("nn", "nb"), ("", "nb"), ("en-GB", "en"), ("sv", "en")]
)
def test_it_follows_the_language_of_the_page(
    visit: Opener, site: HostSite, lang: str, language: str
) -> None:
    chat = visit(language=language, url=site.page(lang=lang)).open()
    expect(chat.bubbles.first).to_have_text(chat.t["greeting"])


def test_it_follows_when_the_page_changes_its_language_unless_one_chose(visit: Opener) -> None:
    chat = visit().open()
    english = ChatPage(chat.page, "en")
    chat.page.evaluate("document.documentElement.lang = 'en'")
    expect(english.bubbles.first).to_have_text(english.t["greeting"])
    english.button("other_language").click()
    expect(chat.bubbles.first).to_have_text(chat.t["greeting"])
    chat.page.evaluate("document.documentElement.lang = 'en-US'")
    expect(chat.bubbles.first).to_have_text(chat.t["greeting"])


@pytest.mark.parametrize("size", ["62.5%", "16px", "30px"])
def test_its_size_does_not_depend_on_the_page_s_root_size(visit: Opener, size: str) -> None:
    css = (
        f"html {{ font-size: {size} }} button {{ padding: 99px }} "
        "body { font: 40px/3 serif; letter-spacing: 1em; text-transform: uppercase; color: red }"
    )
    chat = visit(css=css).open()
    found = chat.bubbles.first.evaluate(
        """one => ['fontSize', 'lineHeight', 'letterSpacing', 'textTransform']
             .map(name => getComputedStyle(one)[name])"""
    )
    assert found == ["16px", "24px", "0.08px", "none"]  # Designsystemet's own spacing
    box = chat.dialog.bounding_box()
    assert box is not None
    assert (round(box["width"]), round(box["height"])) == (432, 704)


def test_the_page_s_colours_are_set_by_designsystemet_s_variables(visit: Opener) -> None:
    css = (
        "klyngebot-chat "
        "{ --ds-color-accent-base-default: rgb(13, 122, 95); --klyngebot-font: Georgia }"
    )
    chat = visit(css=css).open()
    send = chat.button("send")
    assert send.evaluate("one => getComputedStyle(one).backgroundColor") == "rgb(13, 122, 95)"
    assert "Georgia" in chat.field.evaluate("one => getComputedStyle(one).fontFamily")


@pytest.mark.parametrize("side", ["left", "right"])
def test_it_stands_where_the_page_wants_it(visit: Opener, side: str) -> None:
    chat = visit(attributes={"position": side})
    chat.open()
    box = chat.dialog.bounding_box()
    assert box is not None
    assert (box["x"] < 640) == (side == "left")


@pytest.mark.parametrize(
    ("system", "attribute", "page", "dark"),
    [
        ("dark", None, None, True),
        ("light", None, None, False),
        ("dark", "light", None, False),
        ("light", "dark", None, True),
        ("dark", None, "light", False),
        ("light", None, "dark", True),
    ],
)
def test_light_and_dark(
    visit: Opener, system: str, attribute: Optional[str], page: Optional[str], dark: bool
) -> None:
    attributes = {"color-scheme": attribute} if attribute else {}
    chat = visit(attributes=attributes, color_scheme=system)
    if page:
        chat.page.evaluate(f"document.documentElement.dataset.colorScheme = '{page}'")
    chat.open()
    red = chat.dialog.evaluate("one => +getComputedStyle(one).backgroundColor.match(/\\d+/)[0]")
    assert (red < 60) == dark


def test_the_api_opens_closes_sends_and_tells(visit: Opener, server: FakeServer) -> None:
    chat = visit()
    chat.page.evaluate(
        """() => {
          window.told = [];
          for (const name of ['open', 'close', 'sent', 'message', 'error', 'language']) {
            window.klyngebot.on(name, ({text, language, kind}) =>
              window.told.push([name, text ?? (name === 'language' ? language : kind) ?? null]));
          }
        }"""
    )
    evaluate = chat.page.evaluate
    evaluate("klyngebot.open()")
    expect(chat.dialog).to_be_visible()
    assert evaluate("[klyngebot.isOpen, klyngebot.language]") == [True, "nb"]
    evaluate("klyngebot.send('Hei')")
    expect(chat.bubbles).to_have_count(3)
    evaluate("klyngebot.close()")
    expect(chat.dialog).to_be_hidden()
    evaluate("klyngebot.setLanguage('en')")
    expect(ChatPage(chat.page, "en").launcher).to_be_visible()
    server.behaviour.statuses = [500]
    evaluate("klyngebot.send('Hallo')")
    chat.page.wait_for_function("told.some(([name]) => name === 'error')")
    assert evaluate("told") == [
        ["open", None],
        ["sent", "Hei"],
        ["message", "Svar på: Hei"],
        ["close", None],
        ["language", "en"],
        ["sent", "Hallo"],
        ["error", "server"],
    ]


def test_the_api_refuses_nonsense_and_survives_a_listener_that_fails(visit: Opener) -> None:
    chat = visit()
    assert (
        chat.page.evaluate(
            "(() => { try { klyngebot.setLanguage('sv') } catch (e) { return e.message } })()"
        )
        == "klyngebot: the language is 'nb' or 'en'"
    )
    chat.page.evaluate("klyngebot.on('open', () => { throw new Error('x') })")
    chat.page.evaluate("klyngebot.send('   ')")
    chat.open()
    assert len(chat.said()) == 1
    assert (
        chat.page.evaluate(
            """() => { let told = 0; const listener = () => told++; klyngebot.on('close', listener);
                   klyngebot.off('close', listener); klyngebot.close(); return told; }"""
        )
        == 0
    )


def test_a_page_with_the_script_twice_has_one_chat(visit: Opener, server: FakeServer) -> None:
    chat = visit()
    chat.page.add_script_tag(url=f"{server.url}/klyngebot.js")
    expect(chat.host).to_have_count(1)


def test_it_works_where_the_browser_refuses_storage(visit: Opener, site: HostSite) -> None:
    chat = visit()
    chat.page.add_init_script(
        "for (const name of ['localStorage', 'sessionStorage']) "
        "Object.defineProperty(window, name, "
        "{ get() { throw new DOMException('no', 'SecurityError') } })"
    )
    chat.page.reload()
    chat.host.wait_for(state="attached")
    chat.open()
    expect(chat.get_answer("Hei")).to_have_text("Svar på: Hei")
    expect(chat.get_answer("Hallo")).to_have_text("Svar på: Hallo")
