"""Two bots as if they were one: any of them can go on where the other was, in the right order."""

from __future__ import annotations

import signal
import time
from typing import List

import redis

from bot.server.redis_locks import PREFIX
from tests.servers.chat import WebChat
from tests.servers.cluster import Cluster
from tests.waiting import until_sync


def wait_for_waiting(servers: Cluster, count: int) -> None:
    """Until so many messages are being answered or wait for it, in all servers together."""
    client = redis.Redis.from_url(servers.redis.url)
    try:
        until_sync(lambda: _most_waiting(client) == count)
    except AssertionError:
        raise AssertionError(servers.logs) from None


def _most_waiting(client: redis.Redis[bytes]) -> int:
    return max((client.llen(key) for key in client.keys(f"{PREFIX}:*:queue")), default=0)


def test_a_conversation_moves_between_the_servers(servers: Cluster) -> None:
    first, second = (bot.url for bot in servers.bots)
    chat = WebChat(first, "nb")
    assert "GCE Blue Maritime" in chat.ask(first, "Hvilke klynger er i GCE?").text
    assert "11" in chat.ask(second, "og hvor mange er det i Arena?").text
    # «den andre» is the second of the list that the other server gave.
    assert "GCE" in chat.ask(second, "Hvilke klynger er i GCE?").text
    reply = chat.ask(first, "Hvilket nivå er den andre på?")
    assert "GCE Blue Maritime" in reply.text
    assert [message["role"] for message in chat.history(second)] == ["user", "bot"] * 4
    answer = chat.history(second)[-1]
    feedback = {"message": answer["id"], "value": "up", "comment": None}
    assert chat.call("POST", second, "feedback", feedback).status_code == 204
    assert chat.call("DELETE", second, "history").status_code == 204
    assert chat.history(first) == []


def test_through_nginx_both_servers_answer_and_events_come_at_once(servers: Cluster) -> None:
    chat = WebChat(servers.url, "en")
    questions = ["What level is NCE Eyde at?", "And iKuben?", "And GCE NODE?", "And NF&TA?"]
    for question in questions:
        reply = chat.ask(servers.url, question)
        assert reply.names == ["typing", "message", "done"], servers.logs
    assert chat.said(servers.url) == questions
    log = servers.nginx.access_log.read_text()
    assert all(f"127.0.0.1:{bot.port}" in log for bot in servers.bots)
    assert servers.actions is not None
    servers.actions.signal(signal.SIGSTOP)
    try:  # "typing" is there although the answer isn't
        pending = chat.ask_in_background(servers.url, "And NCE Media?")
        wait_for_waiting(servers, 1)
    finally:
        servers.actions.signal(signal.SIGCONT)
    assert pending.wait().names == ["typing", "message", "done"]


def test_messages_of_one_user_at_once_are_answered_in_order(servers: Cluster) -> None:
    first, second = (bot.url for bot in servers.bots)
    chat = WebChat(first, "nb")
    questions = ["Hvilket nivå er iKuben på?", "og NCE Eyde?", "og GCE NODE?", "og iKuben?"]
    pending = []
    assert servers.actions is not None
    servers.actions.signal(signal.SIGSTOP)  # so that all are there before the first is answered
    try:
        for count, question in enumerate(questions, 1):
            server = first if count % 2 else second
            pending.append(chat.ask_in_background(server, question))
            wait_for_waiting(servers, count)
    finally:
        servers.actions.signal(signal.SIGCONT)
    replies = [one.wait() for one in pending]
    assert [reply.error for reply in replies] == [{}] * 4, servers.logs
    assert [reply.names[-1] for reply in replies] == ["done"] * 4
    # Each is a question about a level only for those who know what was asked before.
    assert "Modne klynger" in replies[1].text
    assert "GCE" in replies[2].text
    history = chat.history(second)
    assert [message["text"] for message in history if message["role"] == "user"] == questions
    assert [message["role"] for message in history] == ["user", "bot"] * 4
    times: List[str] = [message["time"] for message in history]
    assert times == sorted(times)


def test_a_message_sent_to_both_servers_is_answered_once(servers: Cluster) -> None:
    first, second = (bot.url for bot in servers.bots)
    chat, key = WebChat(first, "en"), "the-same-message-0001"
    assert servers.actions is not None
    servers.actions.signal(signal.SIGSTOP)
    try:
        pending = chat.ask_in_background(first, "What level is NCE Eyde at?")
        wait_for_waiting(servers, 1)
        again = chat.ask_in_background(second, "What level is NCE Eyde at?", pending.key)
        wait_for_waiting(servers, 2)
    finally:
        servers.actions.signal(signal.SIGCONT)
    assert pending.wait().text == again.wait().text != ""
    assert len(chat.history(first)) == 2
    assert chat.ask(first, "And iKuben?", key).text == chat.ask(second, "And iKuben?", key).text
    assert len(chat.history(second)) == 4


def test_sigterm_finishes_what_was_begun(servers: Cluster) -> None:
    first, second = servers.bots
    chat = WebChat(first.url, "nb")
    assert servers.actions is not None
    servers.actions.signal(signal.SIGSTOP)
    try:
        pending = chat.ask_in_background(first.url, "Hvilket nivå er iKuben på?")
        wait_for_waiting(servers, 1)
        first.signal(signal.SIGTERM)
        time.sleep(1)
        assert first.is_running
    finally:
        servers.actions.signal(signal.SIGCONT)
    reply = pending.wait()
    assert reply.names == ["typing", "message", "done"], servers.logs
    assert first.stop() == 0
    # nginx goes on with the other server, and so does the conversation.
    assert "Modne klynger" in chat.ask(servers.url, "og NCE Eyde?").text
    assert chat.said(second.url) == ["Hvilket nivå er iKuben på?", "og NCE Eyde?"]
