"""What is said and pressed in the web channel, its answer, history and feedback, over HTTP."""

from __future__ import annotations

import asyncio
import re
from typing import List

import pytest
from rasa.core.channels.channel import UserMessage
from rasa.shared.core.events import BotUttered

from tests.channels.web_server import Server, conversation_of, new_key, run

ISO_TIME = re.compile(r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$")


# --- POST /message


def test_the_events_of_an_answer() -> None:
    async def test(server: Server) -> None:
        chat, key = await server.chat("en"), new_key()
        answer = await chat.say("hello", key)
        assert answer.status == 200
        assert answer.headers["Content-Type"].startswith("text/event-stream")
        assert answer.headers["Cache-Control"] == "no-store"
        assert answer.headers["X-Accel-Buffering"] == "no"
        assert answer.names == ["typing", "message", "done"]
        assert [event.last_id for event in answer.events] == ["", "", ""]
        assert answer.events[0].json == {}
        assert answer.messages == [
            {
                "id": f"{key}.1",
                "text": "You said: hello",
                "language": "en",
                "buttons": [],
                "image": None,
                "sources": [],
                "custom": None,
            }
        ]
        assert answer.events[-1].json == {"language": "en"}
        assert b"\r" not in answer.raw
        assert all(line.count(b"data:") <= 1 for line in answer.raw.split(b"\n\n"))

    run(test)


def test_a_message_comes_whole_with_all_its_parts() -> None:
    text = "Tre nivåer:\n\n- **Arena**\n- Arena Pro\n\n| a | b |\n|---|---|\n| 1 | 2 |\r\n"
    source = {"title": "Klynger", "publisher": "IN", "year": 2022, "url": "https://x.no/k"}

    def everything(_: UserMessage) -> List[BotUttered]:
        data = {
            "buttons": [
                {"title": "Kilde", "payload": "/ask_source"},
                {"title": "GCE", "payload": '/explain_level{"level": "gce"}'},
            ],
            "image": "/charts/effect.svg",
            "attachment": "/charts/effect.svg",
            "custom": {"type": "map", "points": [1, 2]},
        }
        metadata = {
            "utter_action": "utter_x",
            "count": 3,
            "language": "en",
            "image_alt": "A chart",
            "sources": [source],
        }
        return [BotUttered(text, data, metadata), BotUttered("two")]

    async def test(server: Server) -> None:
        answer = await (await server.chat()).say("levels")
        assert len(answer.messages) == 2
        first = answer.messages[0]
        assert first.pop("id").endswith(".1")
        assert first == {
            "text": text,
            "language": "en",
            "buttons": [{"title": "GCE", "payload": '/explain_level{"level": "gce"}'}],
            "image": {"src": "/charts/effect.svg", "alt": "A chart"},
            "sources": [source],
            "custom": {"type": "map", "points": [1, 2]},
        }

    run(test, everything)


def test_a_waiting_stream_is_kept_alive_and_typing_comes_at_once() -> None:
    released = None

    async def slow(_: UserMessage) -> List[BotUttered]:
        await released.wait()
        return [BotUttered("late")]

    async def test(server: Server) -> None:
        nonlocal released
        released = asyncio.Event()
        chat = await server.chat()
        async with chat.request("POST", "/message", {"id": new_key(), "text": "x"}) as response:
            stream = response.content
            assert await stream.readuntil(b"\n\n") == b"event: typing\ndata: {}\n\n"
            assert await stream.readuntil(b"\n\n") == b": keep-alive\n\n"
            assert await stream.readuntil(b"\n\n") == b": keep-alive\n\n"
            released.set()
            rest = await stream.read()
        assert b"late" in rest
        assert rest.endswith(b'event: done\ndata: {"language": "nb"}\n\n')

    run(test, slow, keep_alive_seconds=0.02)


def test_markup_is_text_and_comes_back_as_it_was() -> None:
    text = "<script>alert('hei')</script> & **NF&TA** \"x\" \\n 👩\u200d🔬"

    async def test(server: Server) -> None:
        chat = await server.chat("en")
        answer = await chat.say(text)
        assert answer.texts == [f"You said: {text}"]
        assert [message["text"] for message in await chat.history()] == [text, *answer.texts]

    run(test)


def test_unicode_is_normalised_and_control_characters_are_gone() -> None:
    async def test(server: Server) -> None:
        chat = await server.chat("en")
        raw = '{"id": "' + new_key() + '", "text": " A\\u030a\\ud800\\u0000 \\u202e "}'
        async with chat.request("POST", "/message", raw) as response:
            assert response.status == 200
        assert server.processor.messages[0].text == "Å"

    run(test)


@pytest.mark.parametrize("text", ["", "   \n", "\u200b", "/", " // "])
def test_an_empty_message_gets_a_friendly_answer(text: str) -> None:
    async def test(server: Server) -> None:
        answer = await (await server.chat("nb")).say(text)
        assert answer.names == ["typing", "message", "done"]
        assert answer.texts == ["Meldingen var tom. Skriv gjerne et spørsmål om klyngeprogrammet."]
        assert server.processor.messages == []

    run(test)


def test_too_long_a_message_is_told_the_limit() -> None:
    async def test(server: Server) -> None:
        chat = await server.chat("en")
        assert (await chat.say("x" * 20)).names == ["typing", "message", "done"]
        answer = await chat.say("x" * 21)
        assert answer.names == ["typing", "error", "done"]
        assert answer.error["code"] == "too_long"
        assert "at most 20 characters, and this one has 21" in answer.error["message"]
        assert answer.events[-1].json == {"language": "en"}
        assert len(server.processor.messages) == 1

    run(test, message_length=20)


# --- Buttons


def test_a_pressed_button_is_its_payload_to_rasa_and_its_title_in_the_history() -> None:
    async def test(server: Server) -> None:
        chat = await server.chat()
        await chat.press('/explain_level{"level": "gce"}', "Hva er GCE?")
        assert server.processor.messages[0].text == '/explain_level{"level": "gce"}'
        assert (await chat.history())[0]["text"] == "Hva er GCE?"

    run(test)


def test_without_a_title_the_history_finds_that_of_the_button() -> None:
    def with_button(_: UserMessage) -> List[BotUttered]:
        return [BotUttered("x", {"buttons": [{"title": "Hjelp", "payload": "/help"}]})]

    async def test(server: Server) -> None:
        chat = await server.chat()
        await chat.say("hei")
        await chat.press("/help")
        assert [message["text"] for message in await chat.history()] == ["hei", "x", "Hjelp", "x"]

    run(test, with_button)


@pytest.mark.parametrize(
    "payload", ["/restart", "/unknown", '/help{"bad": "x"}', "/help and more", "help", "/"]
)
def test_a_payload_that_is_not_allowed_counts_as_typed(payload: str) -> None:
    async def test(server: Server) -> None:
        chat = await server.chat()
        await chat.press(payload, "Begynn på nytt")
        await chat.press(payload)
        read = [message.text for message in server.processor.messages]
        assert read[0] == "Begynn på nytt"
        assert all(not text.startswith("/") for text in read)

    run(test)


def test_typed_text_never_is_a_payload() -> None:
    async def test(server: Server) -> None:
        chat = await server.chat()
        await chat.say("/restart")
        await chat.say('// /help{"level": "gce"}')
        read = [message.text for message in server.processor.messages]
        assert read == ["restart", 'help{"level": "gce"}']
        shown = [m["text"] for m in await chat.history() if m["role"] == "user"]
        assert shown == ["/restart", '// /help{"level": "gce"}']

    run(test)


# --- Language


def test_the_language_reaches_rasa_from_message_session_or_browser() -> None:
    async def test(server: Server) -> None:
        chat = await server.chat("en")
        await chat.say("a", language="nb")
        await chat.say("b")
        plain = await server.chat()
        async with plain.request(
            "POST", "/message", {"id": new_key(), "text": "c"}, Accept_Language="nn-NO"
        ) as response:
            await response.read()
        await plain.say("d")
        told = [(message.metadata or {}).get("language") for message in server.processor.messages]
        assert told == ["nb", "en", "nn", None]

    run(test)


# --- GET and DELETE /history


def test_the_history_has_both_sides_with_times() -> None:
    async def test(server: Server) -> None:
        chat, key = await server.chat("en"), new_key()
        answer = await chat.say("hello", key)
        user, bot = await chat.history()
        assert ISO_TIME.match(user.pop("time"))
        assert ISO_TIME.match(bot.pop("time"))
        assert user == {"role": "user", "id": key, "text": "hello"}
        assert bot == {"role": "bot", **answer.messages[0]}

    run(test)


def test_the_history_has_the_last_200_messages() -> None:
    async def test(server: Server) -> None:
        chat = await server.chat()
        for number in range(103):
            await chat.say(f"number {number}")
        history = await chat.history()
        assert len(history) == 200
        assert history[0]["text"] == "number 3"
        assert history[-1]["text"] == "You said: number 102"

    run(test)


def test_nothing_is_left_of_a_deleted_conversation() -> None:
    async def test(server: Server) -> None:
        chat = await server.chat()
        await chat.say("hello")
        assert await chat.call("DELETE", "/history") == (204, None)
        assert await chat.history() == []
        assert await chat.call("DELETE", "/history") == (204, None)
        assert (await chat.say("again")).names == ["typing", "message", "done"]
        assert len(await chat.history()) == 2

    run(test)


# --- POST /feedback


def test_feedback_is_kept_with_the_conversation() -> None:
    async def test(server: Server) -> None:
        chat = await server.chat()
        first = (await chat.say("one")).messages[0]["id"]
        body = {"message": first, "value": "down", "comment": " Feil \x00nivå "}
        assert await chat.call("POST", "/feedback", body) == (204, None)
        await chat.say("two")
        assert (await chat.call("POST", "/feedback", {"message": first, "value": None}))[0] == 204
        tracker = await server.agent.tracker_store.retrieve_full_tracker(conversation_of(chat))
        kept = [event.value for event in tracker.events if getattr(event, "key", "") == "feedback"]
        assert [(k["message"], k["value"], k["comment"]) for k in kept] == [
            (first, "down", "Feil nivå"),
            (first, None, None),
        ]
        assert len(await chat.history()) == 4

    run(test)
