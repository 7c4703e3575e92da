"""What users notice when a server is killed, or what it needs is away: an apology, never a loss."""

from __future__ import annotations

import signal
import time
from typing import Any, Dict, List

import pytest
import requests

from tests.servers.chat import WebChat
from tests.servers.cluster import Bot, Cluster
from tests.servers.test_several_servers import wait_for_waiting

AWAY_SECONDS = 20.0
SORRY = {
    "nb": "Beklager, jeg får ikke svart akkurat nå. Prøv igjen om et par minutter.",
    "en": "I’m sorry, I can’t answer right now. Please try again in a few minutes.",
}


def over_rest(bot: Bot, message: str, sender: str) -> List[str]:
    """What the bot says on the REST channel."""
    body = {"sender": sender, "message": message}
    answer = requests.post(f"{bot.url}/webhooks/rest/webhook", json=body, timeout=120)
    answer.raise_for_status()
    return [one["text"] for one in answer.json()]


def readiness(bot: Bot) -> Dict[str, Any]:
    """What `/ready` says is there."""
    answer = bot.get("/ready")
    body: Dict[str, Any] = answer.json()
    assert answer.status_code == (200 if body.pop("status") == "ok" else 503)
    return body


def test_a_killed_server_loses_nothing_that_was_answered(servers: Cluster) -> None:
    first, second = servers.bots
    chat = WebChat(first.url, "nb")
    assert "Arena Pro" in chat.ask(first.url, "Hvilket nivå er NF&TA på?").text
    before = chat.history(first.url)
    assert servers.actions is not None
    servers.actions.signal(signal.SIGSTOP)
    try:
        pending = chat.ask_in_background(first.url, "og NCE Eyde?")
        wait_for_waiting(servers, 1)
        first.kill()
    finally:
        servers.actions.signal(signal.SIGCONT)
    assert pending.wait().names == ["typing"]  # and then the connection broke off
    assert chat.history(second.url) == before  # nothing half
    again = chat.ask(servers.url, "og NCE Eyde?", pending.key)  # as the chat does by itself
    assert again.names == ["typing", "message", "done"], servers.logs
    assert "Modne klynger" in again.text
    assert chat.said(second.url) == ["Hvilket nivå er NF&TA på?", "og NCE Eyde?"]


def test_the_database_away_and_a_server_started_meanwhile(whole_cluster: Cluster) -> None:
    """`whole_cluster`: the server killed before is started here, without the database."""
    servers = whole_cluster
    starting, bot = servers.bots
    if starting.is_running:
        starting.kill()
    process = bot.process
    chat, sender = WebChat(bot.url, "nb"), "away-1"
    assert "Modne klynger" in chat.ask(bot.url, "Hvilket nivå er NCE Eyde på?").text
    assert over_rest(bot, "What level is iKuben at?", sender)
    assert servers.postgres.stop() == 0
    stopped = time.monotonic()
    starting.start()
    times = 0
    while time.monotonic() < stopped + AWAY_SECONDS or not times:
        norwegian = chat.ask(bot.url, "Hva er formålet med klyngeprogrammet?")
        assert norwegian.names == ["typing", "error", "done"], servers.logs
        assert norwegian.error == {"code": "internal", "message": SORRY["nb"]}
        english = chat.ask(bot.url, "What is the purpose of the cluster programme?")
        assert english.error["message"] == SORRY["en"]  # in the language of the message
        assert over_rest(bot, "Which clusters are in Arena Pro?", sender) == [SORRY["en"]]
        assert over_rest(bot, "Hvilke klynger er i GCE?", sender) == [SORRY["nb"]]
        history = chat.call("GET", bot.url, "history")
        assert history.status_code == 503
        assert history.json()["error"]["code"] == "unavailable"
        parts = {"model": True, "tracker_store": False, "lock_store": True, "action_server": True}
        assert readiness(bot) == parts
        assert bot.get("/health").json() == {"status": "ok"}
        times += 1
        time.sleep(1)
    starting.wait_until("/health")
    assert over_rest(starting, "Which clusters are in Arena Pro?", sender) == [SORRY["en"]]
    assert readiness(starting)["tracker_store"] is False
    servers.postgres.start()
    bot.wait_until("/ready")
    starting.wait_until("/ready")
    assert bot.process is process
    # Nothing of the meantime is there, and what was before is known.
    assert chat.said(bot.url) == ["Hvilket nivå er NCE Eyde på?"]
    assert "Arena Pro" in chat.ask(starting.url, "og NF&TA?").text
    assert len(over_rest(bot, "And NCE Eyde?", sender)) == 1


def test_redis_away(servers: Cluster) -> None:
    bot, other = servers.bots
    processes = [one.process for one in servers.bots]
    chat, sender = WebChat(bot.url, "en"), "away-2"
    assert "Mature clusters" in chat.ask(bot.url, "What level is NCE Eyde at?").text
    servers.redis.stop()
    stopped = time.monotonic()
    while time.monotonic() < stopped + AWAY_SECONDS:
        english = chat.ask(bot.url, "And NF&TA?")
        assert english.names == ["typing", "error", "done"], servers.logs
        assert english.error["message"] == SORRY["en"]
        assert over_rest(other, "Hvilke klynger er i Arena?", sender) == [SORRY["nb"]]
        assert readiness(bot)["lock_store"] is False
        assert bot.get("/health").status_code == 200
        time.sleep(2)
    servers.redis.start()
    for one in servers.bots:
        one.wait_until("/ready")
    assert [one.process for one in servers.bots] == processes
    assert "Arena Pro" in chat.ask(other.url, "And NF&TA?").text
    assert chat.said(bot.url) == ["What level is NCE Eyde at?", "And NF&TA?"]


def test_a_database_that_says_nothing_holds_nobody_up_for_long(servers: Cluster) -> None:
    bot = servers.bots[0]
    chat = WebChat(bot.url, "nb")
    assert chat.ask(bot.url, "Hva er Arena?").text
    servers.postgres.pause()
    try:
        pending = chat.ask_in_background(bot.url, "Hva er Arena Pro?")
        wait_for_waiting(servers, 1)
        assert bot.get("/health").status_code == 200  # while it waits, it does everything else
        assert pending.wait().error["message"] == SORRY["nb"], servers.logs
    finally:
        servers.postgres.go_on()
    assert "GCE" in chat.ask(bot.url, "Hva er GCE?").text


@pytest.mark.parametrize(
    ("question", "sorry"),
    [
        (
            "Hva er GCE?",
            "Beklager, noe gikk galt hos meg, så jeg fikk ikke svart. Prøv gjerne igjen.",
        ),
        (
            "What does Arena mean?",
            "I’m sorry, something went wrong on my side and I couldn’t answer. Please try again.",
        ),
    ],
)
def test_the_action_server_away(servers: Cluster, question: str, sorry: str) -> None:
    bot = servers.bots[0]
    assert servers.actions is not None
    servers.actions.kill()
    try:
        assert WebChat(bot.url).ask(bot.url, question).text == sorry
        assert over_rest(bot, question, f"away-{question}") == [sorry]
        assert readiness(bot)["action_server"] is False
    finally:
        servers.actions.start()
        bot.wait_until("/ready")
    assert sorry not in over_rest(bot, question, f"back-{question}")
