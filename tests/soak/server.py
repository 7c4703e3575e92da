"""The assistant as its users start it, and what goes wrong with it: killed, its disk full, …"""

from __future__ import annotations

import asyncio
import json
import os
import resource
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path
from typing import Dict, List, Optional

import aiohttp

ROOT = Path(__file__).resolve().parents[2]
TOKEN = "the-token-of-the-soak-test"
_PAGE = os.sysconf("SC_PAGE_SIZE")
_START_SECONDS = 240.0
_UNLIMITED = resource.RLIM_INFINITY


class SoakedServer:
    """One server after the other on the same port and database."""

    def __init__(self, folder: Path, port: int) -> None:
        self.url = f"http://127.0.0.1:{port}"
        self.database = folder / "conversations.db"
        self.starts = 0
        self._folder = folder
        self._environment = {
            **os.environ,
            "PORT": str(port),
            "PYTHONPATH": str(ROOT),
            "PYTHONWARNINGS": "ignore",
            "KLYNGEBOT_DATABASE": str(self.database),
            "KLYNGEBOT_REST_TOKEN": TOKEN,
            "KLYNGEBOT_RATE_CONVERSATION": "0",
            "KLYNGEBOT_RATE_ADDRESS": "0",
            "RASA_TELEMETRY_ENABLED": "false",
        }
        self._process: Optional[subprocess.Popen[bytes]] = None

    async def start(self) -> None:
        """Start a server, and wait until it is up."""
        self.starts += 1
        log = (self._folder / "server.log").open("ab")
        self._process = subprocess.Popen(
            [sys.executable, "-m", "bot.server"],
            cwd=ROOT,
            env=self._environment,
            stdout=log,
            stderr=log,
        )
        await self.wait_until_up()

    async def wait_until_up(self) -> None:
        """Raises `RuntimeError` when it ends instead, or takes too long."""
        deadline = time.monotonic() + _START_SECONDS
        async with aiohttp.ClientSession() as http:
            while time.monotonic() < deadline:
                if self._process is None or self._process.poll() is not None:
                    raise RuntimeError("the server ended")
                try:
                    async with http.get(f"{self.url}/status") as answer:
                        if answer.status == 200:
                            return
                except (aiohttp.ClientError, OSError):
                    pass
                await asyncio.sleep(0.5)
        raise RuntimeError("the server did not come up")

    async def kill(self) -> None:
        """Killed at once, and started again as a supervisor would."""
        await self._end(signal.SIGKILL)
        await self.start()

    async def terminate(self) -> None:
        """Told to stop under load, and started again."""
        await self._end(signal.SIGTERM)
        await self.start()

    async def freeze(self) -> None:
        """Not running at all for some seconds, as on a machine that is out of breath."""
        self._signal(signal.SIGSTOP)
        await asyncio.sleep(6)
        self._signal(signal.SIGCONT)

    async def lock_database(self) -> None:
        """Another process holds the database for longer than SQLite waits for it."""
        holder = sqlite3.connect(self.database, isolation_level=None, timeout=30)
        holder.execute("BEGIN EXCLUSIVE")
        await asyncio.sleep(12)
        holder.execute("ROLLBACK")
        holder.close()

    async def fill_disk(self) -> None:
        """No file of the server may grow for a while: what it then gets is that of a full disk."""
        pid = self._pid()
        resource.prlimit(pid, resource.RLIMIT_FSIZE, (1024, _UNLIMITED))
        await asyncio.sleep(12)
        resource.prlimit(pid, resource.RLIMIT_FSIZE, (_UNLIMITED, _UNLIMITED))

    async def send_rubbish(self) -> None:
        """Requests that are none, bodies that are too large, and connections that say nothing."""
        port = int(self.url.rpartition(":")[2])
        silent = []
        for sent in (b"", b"GET", b"\x16\x03\x01\x02", b"POST /webhooks/web/message HTTP/1.1\r\n"):
            for _ in range(10):
                _, writer = await asyncio.open_connection("127.0.0.1", port)
                writer.write(sent)
                silent.append(writer)
        rubbish: List[bytes] = [b"{", b"[" * 50_000, os.urandom(5000), b"x" * 3_000_000]
        paths = ("/webhooks/rest/webhook", "/webhooks/web/message", "/webhooks/web/session", "/x")
        async with aiohttp.ClientSession() as http:
            for path in paths:
                for body in rubbish:
                    try:
                        async with http.post(f"{self.url}{path}", data=body) as answer:
                            if answer.status >= 500:
                                raise RuntimeError(f"{path} answered {answer.status}")
                    except (aiohttp.ClientError, OSError):
                        pass  # closed on us in the middle of a large body
        await asyncio.sleep(5)
        for writer in silent:
            writer.close()

    def memory(self) -> int:
        """What the server takes, in MB; 0 while it is away."""
        if self._process is None or self._process.poll() is not None:
            return 0
        try:
            statm = Path(f"/proc/{self._process.pid}/statm").read_text()
        except OSError:
            return 0
        return int(statm.split()[1]) * _PAGE // 1_000_000

    async def stop(self) -> int:
        """Stop for good; returns the exit code."""
        return await self._end(signal.SIGTERM)

    def stored_turns(self) -> Dict[str, List[str]]:
        """The message ids of all turns in the database, by conversation."""
        turns: Dict[str, List[str]] = {}
        with sqlite3.connect(self.database) as connection:
            rows = connection.execute(
                "SELECT sender_id, data FROM events WHERE type_name = 'user' ORDER BY id"
            )
            for sender, data in rows:
                turns.setdefault(sender, []).append(str(json.loads(data).get("message_id")))
        return turns

    def _pid(self) -> int:
        assert self._process is not None
        return self._process.pid

    def _signal(self, number: signal.Signals) -> None:
        assert self._process is not None
        self._process.send_signal(number)

    async def _end(self, number: signal.Signals) -> int:
        self._signal(number)
        assert self._process is not None
        return await asyncio.to_thread(self._process.wait, 60)
