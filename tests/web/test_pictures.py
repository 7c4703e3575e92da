"""Pictures in the chat: fetched when they come, understood without being seen."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.waiting import until_sync
from tests.web.answers import knowledge
from tests.web.chat_page import ChatPage
from tests.web.conftest import Opener
from tests.web.drawn_text import faint, judged
from tests.web.fake_server import FakeServer
from tests.web.test_accessibility import SCREENS, Findings, announced, listen

QUESTIONS = {
    "bar_chart": {"nb": "Vis et søylediagram", "en": "Show a bar chart"},
    "levels": {"nb": "Vis et nivådiagram", "en": "Show a level diagram"},
    "map": {"nb": "Vis dem på kartet", "en": "Show them on a map"},
}
TABLE = {"nb": "Vis som tabell", "en": "Show as a table"}
FIGURES = {"nb": ["15,8", "18,6", "3,6"], "en": ["15.8", "18.6", "3.6"]}
FILE = "GET /klyngebot-pictures.js"


@pytest.mark.parametrize("device", ["desktop", "phone"])
@pytest.mark.parametrize("language", ["nb", "en"])
@pytest.mark.parametrize("kind", QUESTIONS)
def test_a_picture_has_a_name_a_description_and_a_table(
    visit: Opener, kind: str, language: str, device: str
) -> None:
    chat = visit(device, language).open()
    bubble = chat.get_answer(QUESTIONS[kind][language])
    drawing = bubble.get_by_role("img")
    expect(drawing).to_be_visible()
    expect(drawing).to_have_accessible_name(bubble.locator("figcaption").text_content() or "?")
    expect(drawing).to_have_accessible_description(drawing.locator("desc").text_content() or "?")
    rows = bubble.locator("tbody tr")
    expect(rows.first).to_be_hidden()
    bubble.locator("summary", has_text=TABLE[language]).click()
    expect(rows.first).to_be_visible()
    wide, room = drawing.evaluate(
        "one => [one.getBoundingClientRect().width, one.closest('.bubble').clientWidth]"
    )
    assert 200 < wide <= room


@pytest.mark.parametrize("language", ["nb", "en"])
def test_the_figures_are_those_of_the_payload(visit: Opener, language: str) -> None:
    bubble = visit(language=language).open().get_answer(QUESTIONS["bar_chart"][language])
    expect(bubble.locator("svg .figure")).to_have_text(FIGURES[language])
    long = bubble.locator("rect").evaluate_all("all => all.map(one => one.width.baseVal.value)")
    values = [metric.value for metric in knowledge().metrics_with_figures()]
    assert [one / long[1] for one in long] == pytest.approx(
        [one / values[1] for one in values], 0.01
    )


def test_the_map_leads_to_the_page_with_all_of_them(visit: Opener, server: FakeServer) -> None:
    bubble = visit(language="en").open().get_answer(QUESTIONS["map"]["en"])
    link = bubble.get_by_role("link", name="Open the map of all clusters")
    expect(link).to_have_attribute("href", f"{server.url}/map?lang=en")


def test_what_draws_is_fetched_once_and_only_when_needed(visit: Opener, server: FakeServer) -> None:
    chat = visit().open()
    chat.get_answer("Hvilke klynger er i Arena Pro?")
    assert server.sent(FILE) == []
    for kind in QUESTIONS:
        expect(chat.get_answer(QUESTIONS[kind]["nb"]).get_by_role("img")).to_be_visible()
    assert len(server.sent(FILE)) == 1


def test_without_it_the_text_stands_alone(visit: Opener, server: FakeServer) -> None:
    chat = visit()
    chat.page.route("**/klyngebot-pictures.js", lambda route: route.abort())
    bubble = chat.open().get_answer(QUESTIONS["levels"]["nb"])
    expect(bubble.locator(".picture-place")).to_have_count(0)
    expect(bubble).to_have_text("Klyngeprogrammet har 3 nivåer: Arena, Arena Pro og GCE.")


def test_a_page_with_a_strict_policy_gets_them(visit: Opener) -> None:
    bubble = visit(csp=True).open().get_answer(QUESTIONS["levels"]["nb"])
    drawing = bubble.get_by_role("img")
    expect(drawing).to_be_visible()
    # The style is there, too, though no inline style is allowed.
    assert drawing.evaluate("one => getComputedStyle(one).display") == "block"


def test_history_has_the_pictures_again(visit: Opener) -> None:
    chat = visit().open()
    expect(chat.get_answer(QUESTIONS["map"]["nb"]).get_by_role("img")).to_be_visible()
    chat.page.reload()
    again = ChatPage(chat.page, "nb")
    expect(again.bubbles.last.get_by_role("img")).to_be_visible()


def test_a_screen_reader_is_told_the_text_and_not_the_table(visit: Opener) -> None:
    chat = visit().open()
    listen(chat)
    bubble = chat.get_answer(QUESTIONS["bar_chart"]["nb"])
    expect(bubble.get_by_role("img")).to_be_visible()
    said = "Bedriftene i klyngene gjør det bedre."
    until_sync(lambda: said in " ".join(announced(chat.page)))
    assert "15,8 prosentpoeng" not in " ".join(announced(chat.page))


@pytest.mark.parametrize("screen", SCREENS)
@pytest.mark.parametrize("kind", QUESTIONS)
def test_axe_finds_nothing(visit: Opener, axe: str, screen: str, kind: str) -> None:
    options = dict(SCREENS[screen])
    chat = visit(options.pop("device"), "nb", reduced_motion="reduce", **options).open()
    bubble = chat.get_answer(QUESTIONS[kind]["nb"])
    expect(bubble.get_by_role("img")).to_be_visible()
    bubble.locator(".picture-table > summary").click()
    log = chat.host.locator(".log")
    findings = Findings(screen != "forced colours")
    height, all_of_it = log.evaluate("one => [one.clientHeight, one.scrollHeight]")
    for top in range(0, all_of_it, max(20, height // 2)):
        log.evaluate("(one, top) => { one.scrollTop = top; }", top)
        findings.add(chat.page, axe)
        if screen == "400 % zoom":  # the table is wider than the screen
            rows = bubble.locator(".picture-rows")
            rows.evaluate("one => { one.scrollLeft = one.scrollWidth; }")
            findings.add(chat.page, axe)
            rows.evaluate("one => { one.scrollLeft = 0; }")
    assert judged(findings.lines) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("kind", QUESTIONS)
def test_what_is_written_in_a_picture_can_be_read(visit: Opener, kind: str, scheme: str) -> None:
    bubble = visit(color_scheme=scheme).open().get_answer(QUESTIONS[kind]["nb"])
    drawing = bubble.get_by_role("img")
    expect(drawing).to_be_visible()
    expect(drawing).to_have_css("display", "block")  # its style is there
    assert faint(drawing) == []
