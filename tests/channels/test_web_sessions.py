"""Sessions of the web channel and their tokens, over HTTP (docs/web-channel.md)."""

from __future__ import annotations

import re
import time
from typing import Any, Callable, Dict

import jwt
import pytest

from bot.channels.web.tokens import Session, Tokens
from tests.channels.web_server import SECRET, Chat, Server, conversation_of, new_key, run

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
