"""What is kept, for how long, and how it goes away: reload, tabs, drafts, deletion, transcript."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any, Callable

from playwright.sync_api import BrowserContext, expect

from tests.web.answers import ARENA_PRO
from tests.web.chat_page import ChatPage
from tests.web.conftest import Opener
from tests.web.fake_server import HELD, FakeServer
from tests.web.host_site import HostSite


def test_nothing_is_stored_or_asked_before_one_speaks(visit: Opener, server: FakeServer) -> None:
    chat = visit().open()
    assert chat.page.evaluate("[localStorage.length, document.cookie]") == [0, ""]
    assert [path for _, path, _ in server.requests] == ["/klyngebot.js"]


def test_the_conversation_is_there_after_a_reload_and_on_other_pages(
    somewhere: ChatPage, site: HostSite
) -> None:
    somewhere.get_answer("Hvilke klynger er i Arena Pro?")
    said = somewhere.said()
    for address in [somewhere.page.url, somewhere.page.url + "&side=2"]:
        somewhere.page.goto(address)
        if somewhere.launcher.is_visible():  # a phone's full screen is not opened by itself
            somewhere.launcher.click()
        expect(somewhere.bubbles).to_have_count(3)
        assert somewhere.said() == said
    expect(somewhere.host.get_by_text(somewhere.t["source"])).to_be_visible()
    expect(somewhere.host.get_by_role("button", name="Hva med GCE?")).to_be_visible()


def test_no_cookie_is_set(somewhere: ChatPage) -> None:
    somewhere.get_answer("Hei")
    assert somewhere.page.context.cookies() == []


def test_a_reload_in_the_middle_of_an_answer_loses_and_doubles_nothing(
    visit: Opener, server: FakeServer
) -> None:
    server.behaviour.pause = HELD
    chat = visit().open()
    chat.ask("Gi meg to svar")
    expect(chat.bubbles).to_have_count(3)
    chat.page.reload()
    server.behaviour.pause = 0.0
    expect(chat.host.locator(".tools")).to_have_count(1)
    assert [line[:9] for line in chat.said()[1:]] == ["you: Gi m", "bot: Førs", "bot: Så e"]
    keys = {body["id"] for body in server.sent("POST /webhooks/web/message")}
    assert len(keys) == 1
    (conversation,) = server.conversations.values()
    assert len(conversation.messages) == 3


def test_a_draft_survives_a_reload_and_is_gone_when_sent(somewhere: ChatPage) -> None:
    somewhere.field.fill("Halvferdig spørs")
    somewhere.page.reload()
    if somewhere.launcher.is_visible():
        somewhere.launcher.click()
    expect(somewhere.field).to_have_value("Halvferdig spørs")
    somewhere.field.press("Enter")
    expect(somewhere.bubbles).to_have_count(3)
    somewhere.page.reload()
    if somewhere.launcher.is_visible():
        somewhere.launcher.click()
    expect(somewhere.field).to_have_value("")


def test_a_new_conversation_starts_empty_with_a_new_session(
    somewhere: ChatPage, server: FakeServer
) -> None:
    somewhere.get_answer("Hei")
    somewhere.choose("new")
    expect(somewhere.bubbles).to_have_text([somewhere.t["greeting"]])
    somewhere.get_answer("Hallo")
    assert len(server.conversations) == 2
    somewhere.page.reload()
    if somewhere.launcher.is_visible():
        somewhere.launcher.click()
    expect(somewhere.bubbles).to_have_count(3)


def test_deleting_asks_first_and_can_be_cancelled(somewhere: ChatPage, server: FakeServer) -> None:
    somewhere.get_answer("Hei")
    somewhere.choose("erase")
    question = somewhere.host.get_by_role("alertdialog", name=somewhere.t["erase_title"])
    expect(question).to_be_visible()
    somewhere.button("cancel").click()
    expect(question).to_be_hidden()
    somewhere.choose("erase")
    somewhere.page.keyboard.press("Escape")
    expect(question).to_be_hidden()
    expect(somewhere.dialog).to_be_visible()
    expect(somewhere.bubbles).to_have_count(3)
    assert [method for method, _, _ in server.requests if method == "DELETE"] == []


def test_deleting_removes_it_here_and_on_the_server(
    somewhere: ChatPage, server: FakeServer
) -> None:
    somewhere.get_answer("Hei")
    somewhere.choose("erase")
    somewhere.button("erase_yes").click()
    expect(somewhere.bubbles).to_have_text([somewhere.t["greeting"]])
    expect(somewhere.log).to_contain_text(somewhere.t["erased"])
    assert all(conversation.messages == [] for conversation in server.conversations.values())


def test_a_deletion_that_fails_says_so_and_keeps_the_conversation(
    somewhere: ChatPage, server: FakeServer
) -> None:
    somewhere.get_answer("Hei")
    server.behaviour.erase_fails = True
    somewhere.choose("erase")
    somewhere.button("erase_yes").click()
    expect(somewhere.host.get_by_role("alert")).to_have_text(somewhere.t["erase_failed"])
    somewhere.button("cancel").click()
    expect(somewhere.bubbles).to_have_count(3)


def test_the_conversation_can_be_saved_as_a_text_file(somewhere: ChatPage, tmp_path: Path) -> None:
    somewhere.get_answer("Hvilke klynger er i Arena Pro?")
    with somewhere.page.expect_download() as download:
        somewhere.choose("download")
    assert re.fullmatch(r"klyngebot-(samtale|conversation)\.txt", download.value.suggested_filename)
    file = tmp_path / "saved.txt"
    download.value.save_as(file)
    text = file.read_text(encoding="utf-8-sig")
    assert text.startswith(somewhere.t["transcript"])
    assert re.search(rf"{somewhere.t['you']} \(.+\):\nHvilke klynger er i Arena Pro\?", text)
    assert (
        f"I 2022 var {len(ARENA_PRO)} klynger i Arena Pro:\n\n- {ARENA_PRO[0]}\n- {ARENA_PRO[1]}"
        in text
    )
    assert "https://arsrapport.innovasjonnorge.no/2022/no/klynger" in text


def test_a_message_in_one_tab_shows_in_the_other(
    visit: Opener, context_of: Callable[..., BrowserContext], server: FakeServer
) -> None:
    context = context_of("desktop")
    one, two = visit(context=context).open(), visit(context=context).open()
    one.get_answer("Hei fra den ene")
    expect(two.bubbles).to_have_count(3)
    two.get_answer("Hei fra den andre")
    expect(one.bubbles).to_have_count(5)
    assert one.said() == two.said()
    assert len(server.conversations) == 1
    one.choose("erase")
    one.button("erase_yes").click()
    expect(two.bubbles).to_have_count(1)


def test_two_tabs_that_both_begin_share_nothing_wrong(
    visit: Opener, context_of: Callable[..., BrowserContext]
) -> None:
    context = context_of("desktop")
    one, two = visit(context=context).open(), visit(context=context).open()
    one.get_answer("Hei")
    one.choose("new")
    expect(two.bubbles).to_have_count(1)
    two.get_answer("Hallo")
    expect(one.bubbles).to_have_count(3)


def test_an_expired_session_is_replaced_silently_and_the_draft_is_kept(
    visit: Opener, server: FakeServer
) -> None:
    chat = visit().open()
    chat.get_answer("Hei")
    chat.field.fill("Et spørsmål til")
    server.conversations.clear()
    chat.page.evaluate("dispatchEvent(new Event('focus'))")
    expect(chat.field).to_have_value("Et spørsmål til")
    chat.field.press("Enter")
    expect(chat.bubbles.last).to_have_text("Svar på: Et spørsmål til")
    expect(chat.host.locator(".notice")).to_have_count(0)
    assert len(server.conversations) == 1


def test_only_what_is_documented_is_in_the_browser(visit: Opener) -> None:
    chat = visit().open()
    chat.get_answer("Hei")
    chat.field.fill("Utkast")
    kept: Any = chat.page.evaluate(
        """[localStorage, sessionStorage].map(
             store => Object.keys(store).map(key => key.split(':').pop()).sort())"""
    )
    assert kept == [["changed", "session"], ["draft", "open"]]
