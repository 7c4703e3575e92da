"""The server as its users start it: address, REST channel, status, clean stop, clear errors."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path
from typing import Any, Dict, Iterator, List

import pytest

from bot.server.kept_models import KeptModels
from bot.server.training import ensure_model
from tests.servers.processes import free_port
from tests.waiting import START_SECONDS, STOP_SECONDS, until_sync

ROOT = Path(__file__).resolve().parents[2]


def environment(tmp_path: Path, **extra: str) -> Dict[str, str]:
    return {
        **os.environ,
        "KLYNGEBOT_DATABASE": str(tmp_path / "conversations.db"),
        "PYTHONPATH": str(ROOT),
        "RASA_TELEMETRY_ENABLED": "false",
        **extra,
    }


def get(url: str) -> Dict[str, Any]:
    with urllib.request.urlopen(url, timeout=120) as response:
        loaded: Dict[str, Any] = json.load(response)
    return loaded


def post(port: int, message: str, sender: str) -> List[Dict[str, Any]]:
    request = urllib.request.Request(
        f"http://127.0.0.1:{port}/webhooks/rest/webhook",
        data=json.dumps({"sender": sender, "message": message}).encode("utf-8"),
        headers={"Content-Type": "application/json"},
    )
    with urllib.request.urlopen(request, timeout=120) as response:
        loaded: List[Dict[str, Any]] = json.load(response)
    return loaded


def wait_until_up(port: int, process: subprocess.Popen[bytes]) -> Dict[str, Any]:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        assert process.poll() is None, "the server ended before it was up"
        try:
            return get(f"http://127.0.0.1:{port}/")
        except (OSError, urllib.error.URLError):
            time.sleep(0.5)
    raise AssertionError("the server did not come up")


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Dict[str, Any]]:
    ensure_model()  # and the server keeps a copy, in models/kept
    port = free_port()
    folder = tmp_path_factory.mktemp("server")
    process = subprocess.Popen(
        [sys.executable, "-m", "bot.server"],
        cwd=ROOT,
        env=environment(folder, PORT=str(port)),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    status = wait_until_up(port, process)
    yield {"port": port, "status": status, "process": process, "folder": folder}
    if process.poll() is None:
        process.send_signal(signal.SIGTERM)
        process.wait(STOP_SECONDS)


def test_the_root_tells_that_it_is_up_and_with_which_model(server: Dict[str, Any]) -> None:
    assert server["status"]["status"] == "ok"
    live = KeptModels().live()
    assert live is not None
    assert server["status"]["model"] == f"{live.name}.tar.gz"
    assert server["status"]["models"] == {"state": "current"}


def test_the_rest_channel_answers_in_both_languages(server: Dict[str, Any]) -> None:
    norwegian = post(server["port"], "Hvilke klynger er i Arena Pro?", "one")
    assert "NF&TA" in norwegian[0]["text"]
    english = post(
        server["port"], "How much higher is value creation for cluster companies?", "two"
    )
    assert "15.8 percentage points" in english[0]["text"]


def test_conversations_are_kept_in_the_database(server: Dict[str, Any]) -> None:
    post(server["port"], "Hvilket nivå er iKuben på?", "three")
    answer = post(server["port"], "og Eyde?", "three")
    assert "Modne klynger" in answer[0]["text"]
    assert (server["folder"] / "conversations.db").stat().st_size > 0


def test_ctrl_c_stops_it_cleanly(server: Dict[str, Any]) -> None:
    server["process"].send_signal(signal.SIGINT)
    assert server["process"].wait(STOP_SECONDS) == 0


def test_a_broken_knowledge_file_is_named_at_start(tmp_path: Path) -> None:
    knowledge = tmp_path / "knowledge"
    shutil.copytree(ROOT / "knowledge", knowledge)
    clusters = knowledge / "clusters.yml"
    text = clusters.read_text(encoding="utf-8").replace("level: gce", "level: gze", 1)
    clusters.write_text(text, encoding="utf-8")
    result = subprocess.run(
        [sys.executable, "-m", "bot.server"],
        cwd=ROOT,
        env=environment(tmp_path, KLYNGEBOT_KNOWLEDGE=str(knowledge)),
        capture_output=True,
        text=True,
        timeout=START_SECONDS,
        check=False,
    )
    assert result.returncode == 1
    assert "knowledge/clusters.yml:" in result.stderr
    assert "level 'gze' is not one of nodes, arena" in result.stderr
    assert "Traceback" not in result.stderr


def test_a_wrong_port_is_refused(tmp_path: Path) -> None:
    result = subprocess.run(
        [sys.executable, "-m", "bot.server"],
        cwd=ROOT,
        env=environment(tmp_path, PORT="eighty"),
        capture_output=True,
        text=True,
        timeout=START_SECONDS,
        check=False,
    )
    assert result.returncode == 1
    assert "PORT must be a number" in result.stderr


def test_rasa_run_with_a_separate_action_server(tmp_path: Path) -> None:
    """The stock commands: `rasa run actions` in one process, `rasa run` in another."""
    actions, port = free_port(), free_port()
    endpoints = tmp_path / "endpoints.yml"
    endpoints.write_text(f"action_endpoint:\n  url: http://127.0.0.1:{actions}/webhook\n")
    settings = environment(tmp_path, SANIC_HOST="127.0.0.1")
    commands = (
        ["run", "actions", "--port", str(actions)],
        [
            "run",
            "-i",
            "127.0.0.1",
            "--port",
            str(port),
            "--endpoints",
            str(endpoints),
            "--model",
            str(ensure_model()),
        ],
    )
    processes = [
        subprocess.Popen(
            [sys.executable, "-m", "rasa", *command],
            cwd=ROOT,
            env=settings,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        for command in commands
    ]
    try:

        def answers() -> bool:
            """It says that it cannot answer while the action server is still starting."""
            try:
                answer = post(port, "Hvor mange klynger er i GCE?", "rasa-run")
            except (OSError, urllib.error.URLError):
                return False
            return "3 klynger" in answer[0]["text"] if answer else False

        until_sync(answers, START_SECONDS)
    finally:
        for process in processes:
            process.terminate()
        for process in processes:
            process.wait(STOP_SECONDS)
