"""Accessibility, also what axe cannot see: what is announced, where the focus goes, sizes."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Dict, List, Set

import pytest
from playwright.sync_api import Page, expect

from tests.waiting import until_sync
from tests.web.answers import ARENA_PRO
from tests.web.chat_page import ChatPage
from tests.web.conftest import Opener
from tests.web.fake_server import HELD, FakeServer

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]

# Findings that axe leaves to a person, looked at by a person: element → why it is in order.
EXPLAINED: Dict[str, str] = {
    "#erase-text": "a modal dialog over a modal dialog: axe doesn't know the top layer, and takes "
    "what lies below for part of the background; its contrast is computed in the same test",
}

CONTRAST = (Path(__file__).parent / "scripts" / "contrast.js").read_text(encoding="utf-8")

SCREENS: Dict[str, Dict[str, Any]] = {
    "desktop light": {"device": "desktop"},
    "desktop dark": {"device": "desktop", "color_scheme": "dark"},
    "phone light": {"device": "phone"},
    "phone dark": {"device": "phone", "color_scheme": "dark"},
    "400 % zoom": {"device": "desktop", "viewport": {"width": 320, "height": 256}},
    "forced colours": {"device": "desktop", "forced_colors": "active"},
}

# What a screen reader is given: text added inside a live region, unless hidden or switched off.
LISTEN = (Path(__file__).parent / "scripts" / "listen.js").read_text(encoding="utf-8")


def announced(page: Page, count: int = 0) -> List[str]:
    """What was said so far, once it is at least so much: the chat says it after a moment."""
    page.wait_for_function("count => window.announced.length >= count", arg=count)
    found: List[str] = page.evaluate("window.announced")
    return found


def listen(chat: ChatPage) -> None:
    """From now on; the greeting is not announced, only after it the log is switched on."""
    chat.page.wait_for_timeout(400)
    expect(chat.log).to_have_attribute("aria-live", "polite")
    chat.page.evaluate(LISTEN)


# axe gives up on the contrast of what an edge cuts in half, and of what lies under a menu.
COVERED = {"elmPartiallyObscured", "bgOverlap"}


class Findings:
    """Of one or more runs of axe. What was covered in one must have been found good in another."""

    def __init__(self, colours: bool = True) -> None:
        """:param colours: False where the system chooses the colours"""
        self.rules = {} if colours else {"color-contrast": {"enabled": False}}
        self.bad: List[str] = []
        self.covered: Dict[str, str] = {}
        self.good: Set[str] = set()

    def add(self, page: Page, axe: str) -> Findings:
        page.evaluate(f"window.axe || (() => {{ {axe} }})()")
        result = page.evaluate(
            "([tags, rules]) => axe.run(document, {runOnly: tags, rules})", [TAGS, self.rules]
        )
        for kind in ["violations", "incomplete"]:
            for rule in result[kind]:
                for node in rule["nodes"]:
                    self._note(kind, rule["id"], node)
        for rule in result["passes"]:
            if rule["id"] == "color-contrast":
                self.good |= {json.dumps(node["target"]) for node in rule["nodes"]}
        return self

    def _note(self, kind: str, rule: str, node: Dict[str, Any]) -> None:
        target = json.dumps(node["target"])
        line = f"{kind} {rule}: {target} {node['html'][:120]} {node.get('failureSummary', '')}"
        causes = {(one.get("data") or {}).get("messageKey") for one in node["any"]}
        if kind == "incomplete" and rule == "color-contrast" and causes <= COVERED:
            self.covered[target] = line
        elif kind == "violations" or node["target"][-1][-1] not in EXPLAINED:
            self.bad.append(line)

    @property
    def lines(self) -> List[str]:
        return self.bad + [line for target, line in self.covered.items() if target not in self.good]


def still(page: Page) -> None:
    """Until everything that moves has come to rest."""
    page.evaluate(
        """() => Promise.all(document.querySelector('klyngebot-chat').shadowRoot.getAnimations()
             .filter(one => one.effect.getTiming().iterations !== Infinity)
             .map(one => one.finished.catch(() => {})))"""
    )


@pytest.mark.parametrize("screen", SCREENS)
def test_axe_finds_nothing_in_the_open_chat(
    visit: Opener, server: FakeServer, axe: str, screen: str
) -> None:
    chat = visit(**SCREENS[screen]).open()
    chat.get_answer("Vis en tabell")
    chat.get_answer("Gi meg to svar")
    chat.host.locator("summary").last.click()
    chat.button("down").last.click()
    chat.get_answer("Hvilke klynger er i Arena Pro?")
    server.behaviour.statuses = [500]
    chat.ask("Enda et spørsmål")
    expect(chat.button("retry")).to_be_visible()
    found = Findings(colours=screen != "forced colours")
    height, seen = chat.log.evaluate("log => [log.scrollHeight, log.clientHeight]")
    for top in [*range(0, height - seen, int(seen * 0.7)), height]:
        chat.log.evaluate("(log, top) => { log.scrollTop = top }", top)
        still(chat.page)
        found.add(chat.page, axe)
    assert found.lines == []


@pytest.mark.parametrize("screen", ["desktop light", "phone dark"])
def test_axe_finds_nothing_in_the_other_states(visit: Opener, axe: str, screen: str) -> None:
    chat = visit(**SCREENS[screen])
    found = Findings().add(chat.page, axe)
    chat.open()
    still(chat.page)
    found.add(chat.page, axe)
    chat.button("menu").click()
    found.add(chat.page, axe)
    chat.button("erase").click()
    found.add(chat.page, axe)
    assert found.lines == []
    text, ground = chat.host.locator("#erase-text"), chat.host.get_by_role("alertdialog")
    pair = [text.element_handle(), ground.element_handle()]
    assert chat.page.evaluate(CONTRAST, pair) >= 4.5


@pytest.mark.parametrize("language", ["nb", "en"])
def test_each_message_is_announced_once_whole_and_by_whom(visit: Opener, language: str) -> None:
    chat = visit(language=language).open()
    listen(chat)
    chat.get_answer("Hvilke klynger er i Arena Pro?")
    hint = {
        "nb": "Under svaret er det 2 forslag.",
        "en": "There are 2 suggestions below the answer.",
    }
    names = " ".join(ARENA_PRO)
    assert [line.replace("\n", " ") for line in announced(chat.page, 2)] == [
        f"{chat.t['you']}: Hvilke klynger er i Arena Pro?",
        f"Klyngebot: I 2022 var {len(ARENA_PRO)} klynger i Arena Pro: {names} {hint[language]}",
    ]


def test_a_failure_is_announced_with_its_way_out(visit: Opener, server: FakeServer) -> None:
    chat = visit().open()
    listen(chat)
    server.behaviour.statuses = [500]
    chat.ask("Hei")
    expect(chat.button("retry")).to_be_visible()
    assert announced(chat.page, 2) == ["Du: Hei", f"{chat.t['server']} {chat.t['retry']}"]


def test_history_is_not_read_out(visit: Opener) -> None:
    chat = visit().open()
    chat.get_answer("Hei")
    chat.page.add_init_script(f"document.addEventListener('klyngebot:ready', () => ({LISTEN})())")
    chat.page.reload()
    expect(chat.bubbles).to_have_count(3)
    assert announced(chat.page) == []


def test_the_log_has_a_name_and_is_reached_by_the_keyboard(somewhere: ChatPage) -> None:
    expect(somewhere.log).to_have_accessible_name(somewhere.t["log"])
    expect(somewhere.log).to_have_attribute("tabindex", "0")


def test_everything_can_be_done_from_the_keyboard(visit: Opener) -> None:
    chat = visit()
    press = chat.page.keyboard.press
    chat.page.locator("#own").focus()
    press("Tab")
    press("Enter")
    expect(chat.field).to_be_focused()
    chat.page.keyboard.type("Hvilke klynger er i Arena Pro?")
    press("Enter")
    expect(chat.host.locator(".tools")).to_have_count(1)
    expect(chat.field).to_be_focused()
    order = []
    for _ in range(6):
        press("Shift+Tab")
        found = chat.focused()
        order.append(found["label"] or found["text"])
    assert order[:5] == [
        "Hva med GCE?",
        "Hva er Arena Pro?",
        chat.t["down"],
        chat.t["up"],
        chat.t["copy"],
    ]
    assert order[5] == chat.t["source"]
    press("Enter")
    expect(chat.host.get_by_role("link", name=chat.t["open_source"])).to_be_visible()
    press("Escape")
    expect(chat.dialog).to_be_hidden()
    expect(chat.launcher).to_be_focused()


def test_the_focus_order_of_the_dialog_is_top_to_bottom(visit: Opener) -> None:
    chat = visit().open()
    chat.button("other_language").focus()
    order = []
    for _ in range(9):
        found = chat.focused()
        order.append(found["label"] or found["id"] or found["text"])
        chat.page.keyboard.press("Tab")
    assert order[:4] == ["English", chat.t["menu"], chat.t["close"], chat.t["log"]]
    assert order[4] == chat.t["first_suggestion"]
    assert order[8] == "field"


def test_the_focus_is_never_lost(visit: Opener, server: FakeServer) -> None:
    chat = visit().open()
    chat.host.get_by_role("button", name=chat.t["first_suggestion"]).focus()
    chat.page.keyboard.press("Enter")
    expect(chat.field).to_be_focused()
    expect(chat.host.locator(".tools")).to_have_count(1)
    server.behaviour.statuses = [500]
    chat.ask("Hei")
    chat.button("retry").focus()
    chat.page.keyboard.press("Enter")
    expect(chat.field).to_be_focused()
    chat.button("menu").focus()
    chat.page.keyboard.press("Enter")
    expect(chat.button("new")).to_be_focused()
    chat.page.keyboard.press("Escape")
    expect(chat.button("menu")).to_be_focused()
    expect(chat.dialog).to_be_visible()
    chat.choose("erase")
    chat.button("erase_yes").click()
    expect(chat.field).to_be_focused()


def test_the_focus_goes_back_to_where_it_was_opened_from(visit: Opener) -> None:
    chat = visit()
    chat.page.locator("#own").focus()
    chat.page.evaluate("klyngebot.open()")
    expect(chat.field).to_be_focused()
    chat.page.keyboard.press("Escape")
    expect(chat.page.locator("#own")).to_be_focused()


def test_an_answer_does_not_take_the_focus(visit: Opener, server: FakeServer) -> None:
    server.behaviour.delay = 0.4
    chat = visit().open()
    chat.ask("Hei")
    chat.button("menu").focus()
    expect(chat.bubbles).to_have_count(3)
    expect(chat.button("menu")).to_be_focused()


def test_on_a_phone_it_is_modal_full_screen_and_lets_the_keyboard_wait(visit: Opener) -> None:
    chat = visit("phone").open()
    assert chat.dialog.evaluate("one => one.matches(':modal')")
    whole = {"x": 0, "y": 0, "width": 390, "height": 844}
    until_sync(lambda: chat.dialog.bounding_box() == whole)
    expect(chat.host.locator("#title")).to_be_focused()
    chat.button("close").click()
    expect(chat.launcher).to_be_focused()


def test_on_a_phone_the_screen_keyboard_covers_nothing(visit: Opener) -> None:
    chat = visit("phone").open()
    chat.field.click()
    chat.page.set_viewport_size({"width": 390, "height": 420})
    expect(chat.field).to_be_in_viewport(ratio=1)
    expect(chat.button("send")).to_be_in_viewport(ratio=1)
    expect(chat.button("close")).to_be_in_viewport(ratio=1)
    until_sync(lambda: (chat.dialog.bounding_box() or {}).get("height") == 420)


def test_turning_from_large_to_small_keeps_it_open_and_the_draft(visit: Opener) -> None:
    chat = visit().open()
    chat.field.fill("Utkast")
    chat.page.set_viewport_size({"width": 400, "height": 800})
    until_sync(lambda: chat.dialog.evaluate("one => one.matches(':modal')"))
    expect(chat.field).to_be_focused()
    chat.page.set_viewport_size({"width": 1280, "height": 800})
    until_sync(lambda: not chat.dialog.evaluate("one => one.matches(':modal')"))
    expect(chat.field).to_have_value("Utkast")


@pytest.mark.parametrize("screen", ["desktop light", "phone light", "400 % zoom"])
def test_targets_are_large_enough(visit: Opener, screen: str) -> None:
    chat = visit(**SCREENS[screen])
    small = """root => [...root.shadowRoot.querySelectorAll('button, summary, textarea')]
        .filter(one => one.checkVisibility()).map(one => [one.getBoundingClientRect(), one])
        .filter(([box]) => box.height < 43.5 || box.width < 43.5)
        .map(([box, one]) => `${one.ariaLabel ?? one.textContent} ${box.width}x${box.height}`)"""
    assert chat.host.evaluate(small) == []
    chat.open()
    chat.get_answer("Hvilke klynger er i Arena Pro?")
    chat.button("down").click()
    chat.button("menu").click()
    assert chat.host.evaluate(small) == []


@pytest.mark.parametrize(("width", "height"), [(320, 256), (320, 568), (740, 360)])
def test_on_small_windows_there_is_room_to_read_and_no_sideways_scrolling(
    visit: Opener, width: int, height: int
) -> None:
    chat = visit(viewport={"width": width, "height": height}).open()
    chat.get_answer("Hvilke klynger er i Arena Pro?")
    box = chat.log.bounding_box()
    assert box is not None
    assert box["height"] >= 120
    expect(chat.bubbles.last.locator("p").first).to_be_in_viewport(ratio=1)
    expect(chat.field).to_be_in_viewport(ratio=1)
    sideways = "one => one.scrollWidth - one.clientWidth"
    assert chat.dialog.evaluate(sideways) == 0
    assert chat.log.evaluate(sideways) == 0
    assert chat.page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_text_spacing_of_the_reader_s_own_cuts_nothing_off(visit: Opener) -> None:
    chat = visit("phone").open()
    chat.get_answer("Hvilke klynger er i Arena Pro?")
    chat.host.evaluate(
        """host => { const sheet = new CSSStyleSheet();
             sheet.replaceSync('* { line-height: 1.5 !important; '
                 + 'letter-spacing: 0.12em !important; word-spacing: 0.16em !important }');
             host.shadowRoot.adoptedStyleSheets.push(sheet) }"""
    )
    assert chat.dialog.evaluate("one => one.scrollWidth - one.clientWidth") == 0
    clipped = """host => [...host.shadowRoot.querySelectorAll('.bubble, .reply')]
        .filter(one => one.scrollWidth > one.clientWidth + 1).length"""
    assert chat.host.evaluate(clipped) == 0


def test_nothing_moves_for_those_who_want_no_motion(visit: Opener, server: FakeServer) -> None:
    server.behaviour.delay = HELD
    chat = visit(reduced_motion="reduce").open()
    chat.ask("Hei")
    expect(chat.log.locator(".working")).to_be_visible()
    assert chat.host.evaluate("host => host.shadowRoot.getAnimations().length") == 0
    server.behaviour.delay = 0.0


def test_with_forced_colours_bubbles_and_choices_still_differ(visit: Opener) -> None:
    chat = visit(forced_colors="active").open()
    chat.get_answer("Hei")
    width = "one => getComputedStyle(one).borderTopWidth"
    assert chat.bubbles.nth(1).evaluate(width) == "2px"
    assert chat.bubbles.nth(2).evaluate(width) == "1px"
    chat.button("up").click()
    expect(chat.button("up")).to_have_css("outline-style", "solid")


def test_a_printed_page_has_the_whole_conversation_and_no_tools(visit: Opener) -> None:
    chat = visit().open()
    chat.get_answer("Et langt svar")
    chat.get_answer("Hvilke klynger er i Arena Pro?")
    chat.page.emulate_media(media="print")
    assert chat.log.evaluate("log => log.scrollHeight - log.clientHeight") == 0
    for key in ["copy", "send", "close"]:
        expect(chat.button(key).first).to_be_hidden()
    expect(chat.bubbles.first).to_be_visible()
    chat.page.emulate_media(media="screen")
    chat.button("close").click()
    chat.page.emulate_media(media="print")
    expect(chat.launcher).to_be_hidden()
