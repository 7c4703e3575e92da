"""Asking and being answered: every kind of content, on two devices, in both languages."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.waiting import until_sync
from tests.web.answers import ARENA_PRO
from tests.web.chat_page import ChatPage
from tests.web.conftest import Opener
from tests.web.fake_server import HELD, FakeServer


def test_it_greets_with_four_suggestions_in_the_language_of_the_page(anywhere: ChatPage) -> None:
    expect(anywhere.bubbles).to_have_text([anywhere.t["greeting"]])
    group = anywhere.host.get_by_role("group", name=anywhere.t["suggestions"])
    expect(group.get_by_role("button")).to_have_count(4)
    expect(group.get_by_role("button").first).to_have_text(anywhere.t["first_suggestion"])


def test_enter_sends_and_the_answer_comes_below(anywhere: ChatPage, server: FakeServer) -> None:
    anywhere.get_answer("Hva er effekten?")
    assert anywhere.said()[1:] == ["you: Hva er effekten?", "bot: Svar på: Hva er effekten?"]
    expect(anywhere.field).to_have_value("")
    (sent,) = server.sent("POST /webhooks/web/message")
    assert sent["text"] == "Hva er effekten?"
    assert re.fullmatch(r"[0-9a-f-]{36}", sent["id"])


def test_the_button_sends_and_shift_enter_makes_a_new_line(somewhere: ChatPage) -> None:
    somewhere.field.fill("En")
    somewhere.field.press("Shift+Enter")
    somewhere.field.press_sequentially("to")
    somewhere.button("send").click()
    expect(somewhere.bubbles.nth(1)).to_have_text("En\nto")


def test_nothing_is_sent_when_nothing_is_written(somewhere: ChatPage, server: FakeServer) -> None:
    somewhere.ask("   ")
    somewhere.button("send").click()
    assert len(somewhere.said()) == 1
    assert server.sent("POST /webhooks/web/message") == []


def test_a_suggestion_is_asked_and_then_gone(anywhere: ChatPage, server: FakeServer) -> None:
    anywhere.host.get_by_role("button", name=anywhere.t["first_suggestion"]).click()
    expect(anywhere.bubbles.nth(1)).to_have_text(anywhere.t["first_suggestion"])
    expect(anywhere.host.get_by_role("button", name=anywhere.t["first_suggestion"])).to_have_count(
        0
    )
    expect(anywhere.bubbles).to_have_count(3)
    assert server.sent("POST /webhooks/web/message")[0]["text"] == anywhere.t["first_suggestion"]


def test_it_shows_that_it_is_writing_until_the_answer_is_there(
    visit: Opener, server: FakeServer
) -> None:
    server.behaviour.delay = HELD
    chat = visit().open()
    chat.ask("Hei")
    expect(chat.log.locator(".working")).to_be_visible()
    expect(chat.status).to_have_text(chat.t["typing"])
    server.behaviour.delay = 0.0
    expect(chat.bubbles).to_have_count(3)
    expect(chat.log.locator(".working")).to_be_hidden()


def test_a_quick_reply_sends_its_payload_shows_its_title_and_is_used_up(
    anywhere: ChatPage, server: FakeServer
) -> None:
    anywhere.get_answer("Hvilke klynger er i Arena Pro?")
    anywhere.host.get_by_role("button", name="Hva med GCE?").click()
    expect(anywhere.bubbles.nth(3)).to_have_text("Hva med GCE?")
    expect(anywhere.host.get_by_role("button", name="Hva er Arena Pro?")).to_have_count(0)
    expect(anywhere.bubbles).to_have_count(5)
    sent = server.sent("POST /webhooks/web/message")[1]
    assert sent["payload"] == '/list_clusters_at_level{"level":"gce"}'
    assert sent["title"] == "Hva med GCE?"
    assert "text" not in sent


def test_lists_and_bold_text(somewhere: ChatPage) -> None:
    bubble = somewhere.get_answer("Hvilke klynger er i Arena Pro?")
    expect(bubble.get_by_role("listitem")).to_have_count(len(ARENA_PRO))
    expect(bubble.locator("strong")).to_have_text(f"{len(ARENA_PRO)} klynger")


def test_there_is_space_above_what_follows_a_list(somewhere: ChatPage) -> None:
    bubble = somewhere.get_answer("Nevn to av dem")
    listed = bubble.get_by_role("list").bounding_box()
    below = bubble.get_by_text("Spør gjerne").bounding_box()
    assert listed
    assert below
    assert below["y"] - (listed["y"] + listed["height"]) >= 8


def test_tables_have_header_cells_and_can_be_scrolled(somewhere: ChatPage) -> None:
    bubble = somewhere.get_answer("Vis en tabell")
    expect(bubble.get_by_role("region", name=somewhere.t["table"])).to_be_visible()
    expect(bubble.get_by_role("columnheader")).to_have_text(["Nivå", "Klynger"])
    expect(bubble.get_by_role("row")).to_have_count(7)


def test_links_open_in_a_new_tab_and_say_so(somewhere: ChatPage) -> None:
    somewhere.get_answer("Gi meg to svar")
    link = somewhere.host.get_by_role("link", name=re.compile("en lenke"))
    expect(link).to_have_attribute("target", "_blank")
    expect(link).to_have_attribute("rel", "noopener noreferrer")
    expect(link).to_have_accessible_name(
        re.compile(r"en lenke \((åpnes i ny fane|opens in a new tab)\)")
    )


def test_an_image_is_shown_with_its_description(visit: Opener, server: FakeServer) -> None:
    chat = visit(url=f"{server.url}/").open()
    bubble = chat.get_answer("Vis et bilde")
    image = bubble.get_by_role("img", name="Søyler for hvert nivå")
    expect(image).to_be_visible()
    assert image.evaluate("image => image.decode().then(() => image.naturalWidth)") == 320


def test_an_image_of_a_third_party_is_a_link_and_is_not_fetched(somewhere: ChatPage) -> None:
    bubble = somewhere.get_answer("Bilde utenfra")
    expect(bubble.get_by_role("img")).to_have_count(0)
    expect(bubble.get_by_role("link", name=somewhere.t["open_image"])).to_be_visible()
    expect(bubble).to_contain_text("Et bilde hos andre")


def test_the_source_line_opens_to_tell_where_the_answer_is_from(anywhere: ChatPage) -> None:
    anywhere.get_answer("Hvilke klynger er i Arena Pro?")
    line = anywhere.host.get_by_text(anywhere.t["source"])
    expect(anywhere.host.get_by_text("Årsrapport 2022, siden «Klynger»")).to_be_hidden()
    line.click()
    expect(anywhere.host.get_by_text("Årsrapport 2022, siden «Klynger»")).to_be_visible()
    expect(anywhere.host.locator("dt").get_by_text(anywhere.t["publisher"])).to_be_visible()
    link = anywhere.host.get_by_role("link", name=anywhere.t["open_source"])
    expect(link).to_have_attribute("href", "https://arsrapport.innovasjonnorge.no/2022/no/klynger")


def test_several_messages_are_several_bubbles_with_tools_for_the_whole(somewhere: ChatPage) -> None:
    somewhere.get_answer("Gi meg to svar")
    assert [line[:4] for line in somewhere.said()] == ["bot:", "you:", "bot:", "bot:"]
    expect(somewhere.host.get_by_text(somewhere.t["sources"])).to_be_visible()
    expect(somewhere.button("copy")).to_have_count(1)


def test_an_unknown_custom_message_is_its_text(somewhere: ChatPage) -> None:
    expect(somewhere.get_answer("Vis en globus")).to_have_text("Teksten som forklarer kartet.")


def test_a_known_custom_message_is_drawn_by_its_renderer(visit: Opener) -> None:
    chat = visit().open()
    chat.page.evaluate(
        """() => window.klyngebot.registerRenderer('globe', (custom) => {
             const figure = document.createElement('figure');
             figure.textContent = `Kart med ${custom.points.length} punkt`;
             return figure;
           })"""
    )
    expect(chat.get_answer("Vis en globus").locator("figure")).to_have_text("Kart med 1 punkt")


def test_a_message_has_the_language_it_is_in(visit: Opener) -> None:
    chat = visit().open()
    bubble = chat.get_answer("How about value creation?")
    expect(bubble).to_have_attribute("lang", "en")
    expect(chat.dialog.locator("xpath=ancestor-or-self::*[@lang][1]")).to_have_attribute(
        "lang", "nb"
    )


def test_copying_gives_the_whole_answer_as_plain_text(visit: Opener) -> None:
    chat = visit(permissions=["clipboard-read", "clipboard-write"]).open()
    chat.get_answer("Gi meg to svar")
    chat.button("copy").click()
    expect(chat.status).to_have_text(chat.t["copied"])
    copied = chat.page.evaluate("navigator.clipboard.readText()")
    assert copied.startswith(
        "Først ett svar, med en lenke (https://example.org/side).\n\nSå ett til."
    )
    assert "Kilde: Nettstedet, GCE NODE, 2024. https://arsrapport" in copied


def test_thumbs_with_words_are_sent_and_can_be_withdrawn(
    anywhere: ChatPage, server: FakeServer
) -> None:
    anywhere.get_answer("Hei")
    anywhere.button("down").click()
    expect(anywhere.button("down")).to_have_attribute("aria-pressed", "true")
    anywhere.host.get_by_role("textbox", name=anywhere.t["comment_down"]).fill("Feil tall")
    anywhere.button("comment_send").click()
    expect(anywhere.host.locator(".feedback")).to_have_text(anywhere.t["thanks"])
    anywhere.button("down").click()
    expect(anywhere.button("down")).to_have_attribute("aria-pressed", "false")
    expect(anywhere.status).to_have_text(anywhere.t["withdrawn"])
    until_sync(lambda: len(server.sent("POST /webhooks/web/feedback")) == 3)
    bodies = server.sent("POST /webhooks/web/feedback")
    assert [(body["value"], body["comment"]) for body in bodies] == [
        ("down", None),
        ("down", "Feil tall"),
        (None, None),
    ]
    (conversation,) = server.conversations.values()
    assert {body["message"] for body in bodies} == {conversation.messages[-1]["id"]}


def test_a_long_answer_is_read_from_its_beginning(somewhere: ChatPage) -> None:
    bubble = somewhere.get_answer("Et langt svar")
    expect(bubble.locator("p").first).to_be_in_viewport()
    expect(somewhere.bubbles.nth(1)).to_be_in_viewport()


def test_markup_from_anyone_stays_text(somewhere: ChatPage) -> None:
    question = '<img src=x onerror="window.pwned=1"> xss'
    somewhere.get_answer(question)
    assert somewhere.said()[1] == f"you: {question}"
    somewhere.host.locator("summary").click()
    assert somewhere.host.locator("img, script, b").count() == 0
    expect(somewhere.bubbles.last).to_contain_text('<img src=x onerror="window.pwned=1">')
    expect(somewhere.host.locator(".reply")).to_contain_text("<script>window.pwned=1</script>")
    expect(somewhere.host.locator("dl")).to_contain_text("<script>window.pwned=1</script>")
    assert somewhere.host.locator("a[href^=javascript]").count() == 0
    somewhere.host.locator(".reply").click()
    somewhere.page.reload()
    somewhere.host.wait_for(state="attached")
    assert somewhere.page.evaluate("window.pwned") is None


@pytest.mark.parametrize("language", ["nb", "en"])
def test_the_switch_changes_the_language_of_everything_and_is_remembered(
    visit: Opener, language: str
) -> None:
    other = {"nb": "en", "en": "nb"}[language]
    chat = visit(language=language).open()
    chat.get_answer("Hvilke klynger er i Arena Pro?")
    chat.button("other_language").click()
    switched = ChatPage(chat.page, other)
    expect(switched.bubbles.first).to_have_text(switched.t["greeting"])
    expect(switched.field).to_be_visible()
    for key in ["close", "menu", "copy", "up", "down", "send", "other_language"]:
        expect(switched.button(key)).to_be_visible()
    expect(switched.host.get_by_text(switched.t["source"])).to_be_visible()
    chat.page.reload()
    expect(ChatPage(chat.page, other).bubbles.first).to_have_text(switched.t["greeting"])


def test_answers_that_come_while_it_is_closed_are_counted_on_the_launcher(
    visit: Opener, server: FakeServer
) -> None:
    for language in ["nb", "en"]:
        server.behaviour.delay = HELD
        chat = visit(language=language).open()
        chat.ask("Gi meg to svar")
        chat.button("close").click()
        server.behaviour.delay = 0.0
        expect(chat.launcher).to_have_accessible_name(chat.t["unread"])
        chat.open()
        chat.button("close").click()
        expect(chat.launcher).to_have_accessible_name(chat.t["launcher"])
