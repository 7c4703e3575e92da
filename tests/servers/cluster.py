"""Several bots behind nginx, with PostgreSQL, Redis and an action server, all on loopback.

Also what `make bench` measures with:

    with cluster(bots=2) as servers:
        ask(servers.url)
"""

from __future__ import annotations

import os
import shutil
import sys
import time
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Dict, Iterator, List, Mapping, Optional

import requests

from bot.server.training import ensure_model
from tests.servers.processes import ROOT, Nginx, Postgres, Redis, Server, new_folder
from tests.waiting import START_SECONDS

SECRET = "a secret of the tests, long enough to sign with"


class Bot(Server):
    """One server process of the assistant."""

    @property
    def url(self) -> str:
        """Where it listens itself, past nginx."""
        return f"http://127.0.0.1:{self.port}"

    def get(self, path: str) -> requests.Response:
        """What it answers."""
        return requests.get(f"{self.url}{path}", timeout=60)

    def wait_until(self, path: str, seconds: float = START_SECONDS) -> None:
        """Until it answers a path with 200."""
        deadline = time.monotonic() + seconds
        while True:
            assert self.is_running, f"the bot ended; see {self.log}"
            try:
                if self.get(path).status_code == 200:
                    return
            except requests.RequestException:
                pass
            assert time.monotonic() < deadline, f"{path} is not 200; see {self.log}"
            time.sleep(0.2)


@dataclass
class Cluster:
    """All servers. `actions` is `None` where actions run in the bots.

    `environment` is what the bots are set up by.
    """

    folder: Path
    postgres: Postgres
    redis: Redis
    actions: Optional[Server]
    bots: List[Bot]
    nginx: Nginx
    environment: Dict[str, str]

    @property
    def url(self) -> str:
        """Where users come to."""
        return f"http://127.0.0.1:{self.nginx.port}"

    @property
    def logs(self) -> str:
        """What all servers have said, for when something fails."""
        files = sorted(self.folder.glob("*.log"))
        return "\n".join(f"--- {file.name}\n{file.read_text(errors='replace')}" for file in files)


@contextmanager
def cluster(
    bots: int = 2,
    action_server: bool = True,
    environment: Optional[Mapping[str, str]] = None,
    rest: bool = False,
) -> Iterator[Cluster]:
    """Run everything until the block ends; it is ready when the block begins.

    Args:
        environment: for the bots and the action server, beside what they need.
        rest: whether nginx lets the REST channel through.
    """
    ensure_model()
    folder = new_folder()
    with ExitStack() as stack:
        stack.callback(shutil.rmtree, folder, ignore_errors=True)

        def run(server: Any) -> Any:
            server.start()
            stack.callback(server.stop)
            return server

        postgres, redis = run(Postgres(folder)), run(Redis(folder))
        settings = {
            **os.environ,
            "PYTHONPATH": str(ROOT),
            "RASA_TELEMETRY_ENABLED": "false",
            "TF_CPP_MIN_LOG_LEVEL": "3",
            "TRACKER_STORE_URL": postgres.url,
            "LOCK_STORE_URL": redis.url,
            "KLYNGEBOT_SECRET": SECRET,
            "KLYNGEBOT_RATE_CONVERSATION": "0",
            "KLYNGEBOT_RATE_ADDRESS": "0",
            "KLYNGEBOT_TRUSTED_PROXIES": "127.0.0.1",
            "SANIC_HOST": "127.0.0.1",
            **(environment or {}),
        }
        actions = None
        if action_server:
            actions = run(Server(_action_command, settings, log=folder / "actions.log"))
            settings["ACTION_ENDPOINT_URL"] = f"http://127.0.0.1:{actions.port}/webhook"
        running = [run(_bot(folder, number, settings)) for number in range(bots)]
        nginx = run(Nginx(folder, [one.port for one in running], rest))
        for server in (postgres, redis, nginx, *([actions] if actions else [])):
            server.wait_until_listening()
        for one in running:
            one.wait_until("/ready")
        yield Cluster(folder, postgres, redis, actions, running, nginx, settings)


def _action_command(port: int) -> List[str]:
    return [sys.executable, "-m", "rasa", "run", "actions", "--port", str(port)]


def _bot(folder: Path, number: int, settings: Dict[str, str]) -> Bot:
    bot = Bot(
        lambda port: [sys.executable, "-m", "bot.server"],
        dict(settings),
        log=folder / f"bot-{number}.log",
    )
    bot._environment["PORT"] = str(bot.port)
    return bot
