"""The servers that are compared, each started as its users start it and watched while it runs."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import tempfile
import threading
import time
import urllib.error
import urllib.request
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any, Dict, Iterator, List, Optional

import psutil

from benchmarks import stock

ROOT = Path(__file__).resolve().parents[1]
_START_SECONDS = 900.0
_SAMPLE_SECONDS = 0.2


class Server:
    """Processes that answer at a port of this machine."""

    def __init__(self, port: int, processes: List[subprocess.Popen[bytes]]) -> None:
        self.port = port
        self.first_answer_seconds = 0.0
        self.peak_megabytes = 0.0
        self._processes = processes
        self._began = time.monotonic()
        self._stopped = threading.Event()
        self._watch = threading.Thread(target=self._sample, daemon=True)
        self._watch.start()

    @property
    def url(self) -> str:
        """Where it is."""
        return f"http://127.0.0.1:{self.port}"

    def ask(self, message: str, sender: str, timeout: float = 120.0) -> List[Dict[str, Any]]:
        """Send a message over the REST channel; returns the answers."""
        request = urllib.request.Request(
            f"{self.url}/webhooks/rest/webhook",
            data=json.dumps({"sender": sender, "message": message}).encode("utf-8"),
            headers={"Content-Type": "application/json"},
        )
        with urllib.request.urlopen(request, timeout=timeout) as response:
            answers: List[Dict[str, Any]] = json.load(response)
        return answers

    def wait(self) -> None:
        """Wait for the first answer of a custom action, and note how long it took."""
        while time.monotonic() - self._began < _START_SECONDS:
            if any(process.poll() is not None for process in self._processes):
                raise RuntimeError("a server ended before it answered")
            try:
                if self.ask("Hvor mange klynger er i GCE?", "first"):
                    self.first_answer_seconds = time.monotonic() - self._began
                    return
            except (OSError, urllib.error.URLError):
                pass
            time.sleep(0.1)
        raise RuntimeError(f"no answer within {_START_SECONDS:.0f} s")

    def cpu_seconds(self) -> float:
        """What the processes have computed so far; hardly minds what else the machine does."""
        return sum(_computed(process.pid) for process in self._processes)

    def stop(self) -> None:
        """End the processes."""
        self._stopped.set()
        for process in self._processes:
            process.terminate()
        for process in self._processes:
            try:
                process.wait(30)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()

    def _sample(self) -> None:
        while not self._stopped.wait(_SAMPLE_SECONDS):
            total = sum(_resident(process.pid) for process in self._processes)
            self.peak_megabytes = max(self.peak_megabytes, total / 2**20)


def _resident(pid: int) -> float:
    """Bytes of a process and its children."""
    try:
        family = [psutil.Process(pid), *psutil.Process(pid).children(recursive=True)]
        return float(sum(process.memory_info().rss for process in family))
    except psutil.Error:
        return 0.0


def _computed(pid: int) -> float:
    try:
        family = [psutil.Process(pid), *psutil.Process(pid).children(recursive=True)]
        return float(sum(sum(process.cpu_times()[:2]) for process in family))
    except psutil.Error:
        return 0.0


@contextmanager
def ours(knowledge: Optional[Path] = None, root: Path = ROOT) -> Iterator[Server]:
    """`python -m bot.server`, which is what `make run` runs, on a database of its own.

    Args:
        knowledge: another folder of knowledge files; the model stays the one trained on ours.
        root: another state of the project, to compare with.
    """
    port = free_port()
    with tempfile.TemporaryDirectory() as folder:
        environment = {
            **os.environ,
            "PYTHONPATH": str(root),
            "PORT": str(port),
            "KLYNGEBOT_DATABASE": str(Path(folder) / "conversations.db"),
            "RASA_TELEMETRY_ENABLED": "false",
            "KLYNGEBOT_RATE_CONVERSATION": "0",
            "KLYNGEBOT_RATE_ADDRESS": "0",
        }
        command = [sys.executable, "-m", "bot.server"]
        if knowledge is not None:
            environment["KLYNGEBOT_KNOWLEDGE"] = str(knowledge)
            model = root / "models" / "klyngebot.tar.gz"
            code = f"from bot.server.__main__ import serve; serve('{model}', '127.0.0.1', {port})"
            command = [sys.executable, "-c", code]
        with _running(port, [_start(command, root, environment)]) as server:
            yield server


@contextmanager
def stock_rasa(folder: Path = stock.FOLDER) -> Iterator[Server]:
    """`rasa run` beside `rasa run actions`, on the generated stock project."""
    port, actions = free_port(), free_port()
    endpoints = stock.endpoints(folder, actions)
    rasa = [sys.executable, "-m", "rasa", "run"]
    serve = ["-i", "127.0.0.1", "-p", str(port), "--endpoints", str(endpoints)]
    serve += ["-m", "models/stock.tar.gz", "--credentials", "credentials.yml"]
    environment = stock.environment()
    commands = [[*rasa, "actions", "--port", str(actions)], [*rasa, *serve]]
    with _running(port, [_start(command, folder, environment) for command in commands]) as server:
        yield server


@contextmanager
def _running(port: int, processes: List[subprocess.Popen[bytes]]) -> Iterator[Server]:
    server = Server(port, processes)
    with ExitStack() as stack:
        stack.callback(server.stop)
        server.wait()
        yield server


def _start(
    command: List[str], folder: Path, environment: Dict[str, str]
) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        command,
        cwd=folder,
        env={**environment, "TF_CPP_MIN_LOG_LEVEL": "3"},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


def free_port() -> int:
    """A port of this machine that nobody listens on."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])
