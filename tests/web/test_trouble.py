"""When things go wrong: told plainly, nothing typed is lost, and trying again asks only once."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.web.chat_page import ChatPage
from tests.web.conftest import Opener, Watch
from tests.web.fake_server import HELD, FakeServer


def keys(server: FakeServer) -> int:
    """How many different keys the server was sent."""
    return len({body["id"] for body in server.sent("POST /webhooks/web/message")})


def test_a_server_error_is_told_and_can_be_tried_again_with_the_same_key(
    somewhere: ChatPage, server: FakeServer
) -> None:
    server.behaviour.statuses = [500]
    somewhere.ask("Hei")
    expect(somewhere.host.locator(".notice")).to_contain_text(somewhere.t["server"])
    expect(somewhere.bubbles.last).to_have_text("Hei")
    somewhere.button("retry").click()
    expect(somewhere.bubbles.last).to_have_text("Svar på: Hei")
    expect(somewhere.host.locator(".notice")).to_have_count(0)
    assert keys(server) == 1


def test_too_many_messages_tells_how_long_to_wait(somewhere: ChatPage, server: FakeServer) -> None:
    server.behaviour.statuses = [429]
    somewhere.ask("Hei")
    expect(somewhere.host.locator(".notice")).to_contain_text(somewhere.t["rate"])
    somewhere.button("retry").click()
    expect(somewhere.bubbles.last).to_have_text("Svar på: Hei")
    assert keys(server) == 1


def test_a_server_that_is_starting_is_waited_for(somewhere: ChatPage, server: FakeServer) -> None:
    server.behaviour.retry_after = 1
    server.behaviour.statuses = [503]
    somewhere.record_progress()
    somewhere.ask("Hei")
    somewhere.wait_for_progress("starting")
    expect(somewhere.bubbles.last).to_have_text("Svar på: Hei")


def test_the_same_turn_being_answered_elsewhere_is_waited_for(
    visit: Opener, server: FakeServer
) -> None:
    server.behaviour.statuses = [409]
    chat = visit().open()
    chat.ask("Hei")
    expect(chat.bubbles.last).to_have_text("Svar på: Hei")
    assert keys(server) == 1


def test_offline_is_told_and_the_message_goes_when_the_network_is_back(
    somewhere: ChatPage, server: FakeServer
) -> None:
    context = somewhere.page.context
    context.set_offline(True)
    expect(somewhere.host.get_by_text(somewhere.t["offline"], exact=True)).to_be_visible()
    somewhere.ask("Hei")
    expect(somewhere.host.locator(".notice")).to_contain_text(somewhere.t["fail_offline"])
    context.set_offline(False)
    expect(somewhere.bubbles.last).to_have_text("Svar på: Hei")
    expect(somewhere.host.get_by_text(somewhere.t["offline"], exact=True)).to_be_hidden()
    assert keys(server) == 1


def test_a_stream_that_breaks_is_taken_up_again_without_doubling(
    somewhere: ChatPage, server: FakeServer
) -> None:
    server.behaviour.drops = [1]
    somewhere.record_progress()
    somewhere.ask("Gi meg to svar")
    somewhere.wait_for_progress("reconnecting")
    expect(somewhere.host.locator(".tools")).to_have_count(1)
    assert len(somewhere.said()) == 4
    assert keys(server) == 1


def test_a_slow_answer_is_explained(visit: Opener, server: FakeServer) -> None:
    server.behaviour.delay = HELD
    chat = visit()
    chat.page.clock.install()
    chat.page.reload()
    chat.host.wait_for(state="attached")
    chat.open()
    chat.ask("Hei")
    expect(chat.log.locator(".working")).to_be_visible()
    chat.page.clock.fast_forward(9_000)
    expect(chat.log.locator(".working")).to_have_text(chat.t["slow"])
    server.behaviour.delay = 0.0
    chat.page.clock.resume()
    expect(chat.bubbles.last).to_have_text("Svar på: Hei")


def test_a_server_that_dies_and_comes_back(visit: Opener, watch: Watch) -> None:
    server = FakeServer()
    server.start()
    watch.allowed.append(f"127.0.0.1:{server.port}")
    try:
        chat = visit(url=f"{server.url}/").open()
        chat.get_answer("Hei")
        server.stop()
        chat.ask("Er du der?")
        expect(chat.host.locator(".notice")).to_contain_text(chat.t["unreachable"])
        expect(chat.bubbles.nth(3)).to_have_text("Er du der?")
        server.start()
        chat.button("retry").click()
        expect(chat.bubbles.last).to_have_text("Svar på: Er du der?")
        assert len(chat.said()) == 5
    finally:
        server.stop()


def test_what_was_not_sent_is_there_after_a_reload_and_is_sent(
    visit: Opener, server: FakeServer
) -> None:
    chat = visit().open()
    server.behaviour.statuses = [500]
    chat.ask("Ikke mist dette")
    expect(chat.button("retry")).to_be_visible()
    chat.page.reload()
    expect(chat.bubbles.last).to_have_text("Svar på: Ikke mist dette")
    assert keys(server) == 1


def test_an_origin_that_is_not_allowed_is_told_without_riddles(
    visit: Opener, server: FakeServer
) -> None:
    server.behaviour.forbidden = True
    chat = visit().open()
    chat.ask("Hei")
    expect(chat.host.locator(".notice")).to_contain_text(chat.t["unreachable"])


def test_a_turn_that_fails_gives_the_server_s_words_and_a_new_try_has_a_new_key(
    somewhere: ChatPage, server: FakeServer
) -> None:
    server.behaviour.error = "internal"
    somewhere.ask("Hei")
    expect(somewhere.host.locator(".notice")).to_contain_text("Noe gikk galt med spørsmålet.")
    somewhere.button("retry").click()
    expect(somewhere.bubbles.last).to_have_text("Svar på: Hei")
    assert keys(server) == 2


def test_a_refused_message_gives_the_words_back(somewhere: ChatPage, server: FakeServer) -> None:
    server.behaviour.error = "too_long"
    somewhere.ask("Et langt spørsmål")
    expect(somewhere.field).to_have_value("Et langt spørsmål")
    expect(somewhere.host.locator(".notice")).to_contain_text(somewhere.t["refused"])
    expect(somewhere.host.locator(".user")).to_have_count(0)


def test_the_length_is_counted_before_it_is_too_long_and_nothing_is_cut_off(
    somewhere: ChatPage, server: FakeServer
) -> None:
    somewhere.get_answer("Hei")  # the server's limit, 200, is known with the session
    somewhere.field.fill("x" * 160)
    expect(somewhere.host.locator("#counter")).to_have_text(somewhere.t["left"])
    somewhere.field.fill("x" * 205)
    expect(somewhere.host.locator("#counter")).to_have_text(somewhere.t["too_long"])
    expect(somewhere.field).to_have_attribute("aria-invalid", "true")
    somewhere.field.press("Enter")
    expect(somewhere.field).to_have_value("x" * 205)
    assert len(server.sent("POST /webhooks/web/message")) == 1


def test_history_that_cannot_be_fetched_is_told(visit: Opener, server: FakeServer) -> None:
    chat = visit().open()
    chat.get_answer("Hei")
    server.behaviour.forbidden = True
    chat.page.reload()
    expect(chat.log).to_contain_text(chat.t["history_failed"])


@pytest.mark.parametrize("language", ["nb", "en"])
def test_a_failed_suggestion_can_be_tried_again_too(
    visit: Opener, server: FakeServer, language: str
) -> None:
    server.behaviour.statuses = [500]
    chat = visit("phone", language).open()
    chat.host.get_by_role("button", name=chat.t["first_suggestion"]).click()
    chat.button("retry").click()
    expect(chat.host.locator(".tools")).to_have_count(1)
