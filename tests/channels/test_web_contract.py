"""Every line of the protocol in docs/web-channel.md, over HTTP."""

from __future__ import annotations

import asyncio
import re
import time
from typing import Any, Awaitable, Callable, Dict, List

import jwt
import pytest
from rasa.core.channels.channel import UserMessage
from rasa.shared.core.events import BotUttered

from bot.channels.web.tokens import Session, Tokens
from tests.channels.web_server import SECRET, Chat, Server, new_key, serving

ISO_TIME = re.compile(r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$")


def run(test: Callable[[Server], Awaitable[None]], *args: Any, **settings: Any) -> None:
    async def whole() -> None:
        async with serving(*args, **settings) as server:
            await test(server)

    asyncio.run(whole())


# --- POST /session


def test_a_session_has_a_token_its_lifetime_and_the_limits() -> None:
    async def test(server: Server) -> None:
        status, body = await Chat(server).call("POST", "/session", {"language": "nb"})
        assert status == 200
        assert set(body) == {"token", "expires_in", "limits"}
        assert body["expires_in"] == 30 * 24 * 3600
        assert body["limits"] == {"message_length": 1000}

    run(test)


def test_a_session_needs_no_body() -> None:
    async def test(server: Server) -> None:
        assert (await Chat(server).call("POST", "/session", b""))[0] == 200
        assert (await Chat(server).call("POST", "/session", {"language": None}))[0] == 200

    run(test)


def test_each_session_is_a_conversation_of_its_own_that_cannot_be_guessed() -> None:
    async def test(server: Server) -> None:
        chats = [await server.chat() for _ in range(20)]
        ids = {conversation_of(chat) for chat in chats}
        assert len(ids) == 20
        assert all(re.fullmatch(r"web-[0-9a-f]{32}", name) for name in ids)

    run(test)


def conversation_of(chat: Chat) -> str:
    return str(jwt.decode(chat.token, options={"verify_signature": False})["sub"])


def test_a_session_is_renewed_with_its_token() -> None:
    async def test(server: Server) -> None:
        chat = await server.chat("en")
        await chat.say("hello")
        before = conversation_of(chat)
        await chat.open()
        assert conversation_of(chat) == before
        assert len(await chat.history()) == 2

    run(test)


def test_a_session_asked_for_with_an_expired_token_is_a_new_one() -> None:
    async def test(server: Server) -> None:
        chat = Chat(server)
        chat.token = token(conversation="web-old", age=40 * 24 * 3600)
        await chat.open()
        assert conversation_of(chat) != "web-old"

    run(test)


# --- Tokens


def token(
    conversation: str = "web-someone", age: int = 0, secret: str = SECRET, **claims: Any
) -> str:
    lifetime = 30 * 24 * 3600
    made = Tokens(secret, lifetime, clock=lambda: time.time() - age).issue(Session(conversation))
    if not claims:
        return made
    read = jwt.decode(made, secret, algorithms=["HS256"], audience="klyngebot-web")
    return jwt.encode({**read, **claims}, secret, algorithm="HS256")


def without(claim: str) -> str:
    read = jwt.decode(token(), SECRET, algorithms=["HS256"], audience="klyngebot-web")
    del read[claim]
    return jwt.encode(read, SECRET, algorithm="HS256")


BAD_TOKENS: Dict[str, Callable[[], str]] = {
    "none": lambda: "",
    "nonsense": lambda: "Bearer nonsense",
    "not a bearer": lambda: f"Basic {token()}",
    "empty": lambda: "Bearer ",
    "not ascii": lambda: "Bearer æøå",
    "signed by another": lambda: f"Bearer {token(secret='another secret, just as long as ours')}",
    "unsigned": lambda: (
        "Bearer " + jwt.encode({"sub": "web-x", "aud": "klyngebot-web"}, None, algorithm="none")
    ),
    "another algorithm": lambda: (
        "Bearer " + jwt.encode({"sub": "web-x"}, SECRET * 2, algorithm="HS512")
    ),
    "expired": lambda: f"Bearer {token(age=30 * 24 * 3600 + 120)}",
    "not yet": lambda: f"Bearer {token(age=-3600)}",
    "for something else": lambda: f"Bearer {token(aud='other')}",
    "for another channel": lambda: f"Bearer {token(conversation='slack-someone')}",
    "changed": lambda: f"Bearer {token()[:-6]}AAAAAA",
    "without expiry": lambda: f"Bearer {without('exp')}",
    "without conversation": lambda: f"Bearer {without('sub')}",
}


@pytest.mark.parametrize("case", BAD_TOKENS)
def test_a_bad_token_opens_nothing(case: str) -> None:
    async def test(server: Server) -> None:
        chat, header = Chat(server), BAD_TOKENS[case]()
        sent = {"Authorization": header} if header else {}
        for method, path, body in [
            ("POST", "/message", {"id": new_key(), "text": "hei"}),
            ("GET", "/history", None),
            ("DELETE", "/history", None),
            ("POST", "/feedback", {"message": "x.1", "value": "up"}),
        ]:
            status, answer = await chat.call(method, path, body, **sent)
            assert (status, answer["error"]["code"]) == (401, "unauthorized"), path
        assert server.processor.messages == []

    run(test)


def test_clocks_may_differ_a_little() -> None:
    async def test(server: Server) -> None:
        chat = Chat(server)
        for age in (-30, 30 * 24 * 3600 + 30):
            chat.token = token(age=age)
            assert (await chat.call("GET", "/history"))[0] == 200

    run(test)


def test_a_token_opens_its_own_conversation_only() -> None:
    async def test(server: Server) -> None:
        one, other = await server.chat(), await server.chat()
        answer = await one.say("my secret")
        assert await other.history() == []
        feedback = {"message": answer.messages[0]["id"], "value": "up"}
        assert (await other.call("POST", "/feedback", feedback))[0] == 404
        assert (await other.call("DELETE", "/history"))[0] == 204
        assert len(await one.history()) == 2

    run(test)


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


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"not json",
        b"\xff\xfe",
        b"[]",
        b"null",
        b"[" * 5000,
        {"text": "hei"},
        {"id": "short", "text": "hei"},
        {"id": "x" * 65, "text": "hei"},
        {"id": "with space", "text": "hei"},
        {"id": 12345678, "text": "hei"},
        {"id": "12345678"},
        {"id": "12345678", "text": None},
        {"id": "12345678", "text": 5},
        {"id": "12345678", "text": "x", "payload": "/help"},
        {"id": "12345678", "payload": ["/help"]},
        {"id": "12345678", "payload": "/help", "title": 1},
        {"id": "12345678", "text": "x", "language": "tlh"},
        {"id": "12345678", "text": "x", "language": ["nb"]},
    ],
    ids=lambda body: str(body)[:60],
)
def test_a_body_that_makes_no_sense_is_a_bad_request(body: Any) -> None:
    async def test(server: Server) -> None:
        status, answer = await (await server.chat("en")).call("POST", "/message", body)
        assert status == 400
        assert set(answer) == {"error"}
        assert answer["error"]["code"] == "bad_request"
        assert answer["error"]["message"].startswith("Something reached me that I can’t read.")
        assert answer["error"]["detail"]

    run(test)


@pytest.mark.parametrize("chunked", [False, True])
def test_too_large_a_body_is_refused(chunked: bool) -> None:
    async def parts() -> Any:
        for _ in range(40):
            yield b"x" * 1024

    async def test(server: Server) -> None:
        chat = await server.chat("nb")
        body: Any = parts() if chunked else b"x" * 40 * 1024
        url = f"{server.url}/webhooks/web/message"
        headers = {"Authorization": f"Bearer {chat.token}", "Accept-Language": "nb"}
        async with server.http.post(url, data=body, headers=headers) as response:
            assert response.status == 413
            error = (await response.json())["error"]
        assert error["code"] == "too_large"
        assert error["message"] == "Det ble for mye på én gang. Prøv med en kortere melding."

    run(test)


def test_the_largest_message_fits_in_the_body() -> None:
    async def test(server: Server) -> None:
        answer = await (await server.chat()).say("👩‍🔬" * 333)
        assert answer.names == ["typing", "message", "done"]

    run(test)


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


def test_errors_are_in_the_language_of_who_asks() -> None:
    async def test(server: Server) -> None:
        nobody = Chat(server)
        for header, text in [("en-GB", "has expired"), ("nb", "er utløpt"), ("fr", "er utløpt")]:
            _, answer = await nobody.call("GET", "/history", Accept_Language=header)
            assert text in answer["error"]["message"]

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


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ({"message": "12345678.1", "value": "up"}, 404),
        ({"message": "12345678", "value": "up"}, 400),
        ({"message": None, "value": "up"}, 400),
        ({"value": "up"}, 400),
        ({"message": "12345678.1", "value": "sideways"}, 400),
        ({"message": "12345678.1", "value": "up", "comment": 5}, 400),
        ({"message": "12345678.1", "value": "up", "comment": "x" * 2001}, 400),
        (b"nonsense", 400),
    ],
)
def test_feedback_that_makes_no_sense_is_refused(body: Any, status: int) -> None:
    async def test(server: Server) -> None:
        assert (await (await server.chat()).call("POST", "/feedback", body))[0] == status

    run(test)


# --- All else


def test_unknown_paths_and_methods() -> None:
    async def test(server: Server) -> None:
        chat = await server.chat("en")
        for method, path, status, code in [
            ("GET", "/", 404, "not_found"),
            ("GET", "/nowhere", 404, "not_found"),
            ("POST", "/history/1", 404, "not_found"),
            ("GET", "/message", 405, "method_not_allowed"),
            ("PUT", "/session", 405, "method_not_allowed"),
        ]:
            answer = await chat.call(method, path)
            assert (answer[0], answer[1]["error"]["code"]) == (status, code)

    run(test)


def test_without_a_model_it_says_that_it_is_starting() -> None:
    async def test(server: Server) -> None:
        chat = await server.chat("nb")
        server.agent.processor = None
        for method, path in [("POST", "/message"), ("GET", "/history"), ("DELETE", "/history")]:
            async with chat.request(method, path, {"id": new_key(), "text": "x"}) as response:
                assert response.status == 503
                assert int(response.headers["Retry-After"]) > 0
                error = (await response.json())["error"]
            assert (error["code"], error["message"]) == (
                "starting",
                "Assistenten starter nå. Prøv igjen om litt.",
            )
        server.agent.domain = None
        _, answer = await chat.call("GET", "/history", Accept_Language="nb")
        assert answer["error"]["message"] == "Assistenten starter nå. Prøv igjen om litt."

    run(test)
