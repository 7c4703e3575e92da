"""Rasa's own `rasa run` uses the same stores and the same action server as `make run`."""

from __future__ import annotations

import signal
import sys

from bot.server.training import model_path
from tests.servers.chat import WebChat
from tests.servers.cluster import Bot, Cluster
from tests.servers.test_several_servers import wait_for_waiting


def test_rasa_run_goes_on_with_a_conversation_of_the_bots(servers: Cluster) -> None:
    command = [sys.executable, "-m", "rasa", "run", "-i", "127.0.0.1", "--model"]
    stock = Bot(
        lambda port: [*command, str(model_path()), "--port", str(port)],
        servers.environment,
        log=servers.folder / "rasa-run.log",
    )
    first, second = servers.bots
    stock.start()
    try:
        chat = WebChat(first.url, "nb")
        assert chat.ask(first.url, "Hvilket nivå er iKuben på?").text
        stock.wait_until("/webhooks/rest/")
        assert servers.actions is not None
        servers.actions.signal(signal.SIGSTOP)
        try:  # it asks the action server, and has a place in the queue of the conversation
            pending = chat.ask_in_background(stock.url, "og NCE Eyde?")
            wait_for_waiting(servers, 1)
            following = chat.ask_in_background(second.url, "og GCE NODE?")
            wait_for_waiting(servers, 2)
        finally:
            servers.actions.signal(signal.SIGCONT)
        assert "Modne klynger" in pending.wait().text, servers.logs
        assert "GCE" in following.wait().text
        assert len(chat.history(stock.url)) == 6
    finally:
        stock.stop()
