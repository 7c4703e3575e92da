"""Test cases as pytest items, alone and in parallel; and over REST to a bot that is not Rasa."""

from __future__ import annotations

import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, Dict, Iterator, List, Mapping, Tuple

import pytest

from bot.testing.channel import Channel, ChannelError, Inside, Message, Reply
from bot.testing.loading import load_script
from bot.testing.rest import RestChannel
from bot.testing.runner import run_case
from bot.testing.script import Button

pytest_plugins = ["pytester"]

ROOT = Path(__file__).resolve().parents[2]
GOOD = """\
test_cases:
  - test_case: "parrot says hello"
    steps:
      - user: "hello"
        intent: parrot
      - bot: "You said hello"
  - test_case: "parrot says goodbye"
    steps:
      - user: "goodbye"
        assertions:
          - contains: "goodbye"
"""
BAD = """\
test_cases:
  - test_case: "parrot is asked too much"
    steps:
      - user: "one"
      - user: "two"
        assertions:
          - contains: ["three"]
      - bot: "You said three"
      - user: "four"
"""
CONFTEST = f"""
import sys
sys.path.insert(0, {str(ROOT)!r})
pytest_plugins = ["bot.testing.plugin"]

def pytest_conversation_channel(config):
    from tests.unit.test_testing_plugin import Parrot
    return Parrot()
"""


class Parrot(Channel):
    """A bot that says what it was told, and whose tracker can be read."""

    name = "parrot"

    def __init__(self) -> None:
        self.sent: List[Tuple[str, str, Dict[str, Any]]] = []
        self.slots: Dict[str, Any] = {}

    def begin(self, sender: str, slots: Mapping[str, Any]) -> None:
        """Remember the slots."""
        self.slots = dict(slots)

    def send(self, sender: str, text: str, metadata: Mapping[str, Any]) -> Reply:
        """Say it back."""
        self.sent.append((sender, text, dict(metadata)))
        message = Message(f"You said {text}", (Button("More", "/more"),), "utter_parrot", "en")
        return Reply((message,), Inside("parrot", 0.75, ("action_parrot",), dict(self.slots)))

    def domain(self) -> Mapping[str, Any]:
        """One intent and one action of two are in use."""
        responses = {"utter_parrot": [{"text": "You said {text}"}]}
        return {"intents": ["parrot", "cat"], "actions": ["action_parrot"], "responses": responses}


def write(path: Path, text: str) -> Path:
    """Write a script."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


@pytest.fixture
def project(pytester: pytest.Pytester) -> pytest.Pytester:
    """A project whose bot is a parrot."""
    pytester.makeconftest(CONFTEST)
    (pytester.path / "data").mkdir()
    return pytester


@pytest.fixture
def server() -> Iterator[str]:
    """URL of a bot whose REST channel says the message back and cuts it at empty lines."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self._answer({"status": "ok"} if self.path == "/webhooks/rest/" else None)

        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            buttons = [{"title": "More", "payload": "/more"}]
            texts = [{"text": text} for text in body["message"].split("\n\n")]
            self._answer([*texts, {"text": "And?", "buttons": buttons}])

        def _answer(self, data: Any) -> None:
            text = json.dumps(data).encode()
            self.send_response(404 if data is None else 200)
            self.send_header("Content-Length", str(len(text)))
            self.end_headers()
            self.wfile.write(text)

        def log_message(self, format: str, *args: Any) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as http:
        threading.Thread(target=http.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{http.server_address[1]}"
        http.shutdown()


def test_pytest_collects_chooses_and_reports(project: pytest.Pytester) -> None:
    write(project.path / "tests/conversations/good.yml", GOOD)
    write(project.path / "tests/conversations/bad.yml", BAD)
    write(project.path / "tests/other/not_ours.yml", BAD)

    all_of_them = project.runpytest_subprocess("-p", "no:cacheprovider")
    all_of_them.assert_outcomes(passed=2, failed=1)
    all_of_them.stdout.fnmatch_lines([">> user: two", "*bad.yml:7: contains 'three'"])
    all_of_them.stdout.no_fnmatch_line("*Traceback*")

    chosen = project.runpytest_subprocess("-k", "goodbye", "-p", "no:cacheprovider")
    chosen.assert_outcomes(passed=1, deselected=2)


def test_pytest_tells_a_wrong_script_in_one_line(project: pytest.Pytester) -> None:
    write(project.path / "tests/conversations/wrong.yml", GOOD.replace("contains", "contain"))

    result = project.runpytest_subprocess("-p", "no:cacheprovider")

    result.assert_outcomes(errors=1)
    result.stdout.fnmatch_lines(["*wrong.yml:11: 'contain' is not known*did you mean 'contains'?"])


@pytest.mark.parametrize("workers", ["0", "2"])
def test_pytest_merges_coverage_and_transcripts(project: pytest.Pytester, workers: str) -> None:
    write(project.path / "tests/conversations/good.yml", GOOD)
    options = ["-n", workers, "-p", "no:cacheprovider", "--update-transcripts"]

    result = project.runpytest_subprocess(*options, "--conversation-coverage", "--min-intents=100")

    result.assert_outcomes(passed=2)
    assert result.ret == pytest.ExitCode.TESTS_FAILED
    result.stdout.fnmatch_lines(
        [
            "*good.md: written",
            "intents: 1 of 2 (50 %)",
            "  not touched: cat",
            "actions: 1 of 1 (100 %)",
            "responses: 1 of 3 (33 %)",
            "coverage of intents is 50.0 %, below 100 %",
        ]
    )
    text = (project.path / "tests/conversations/transcripts/good.md").read_text(encoding="utf-8")
    assert text.index("says hello") < text.index("says goodbye")


def test_over_rest_texts_and_buttons_are_checked_and_the_rest_is_skipped(
    tmp_path: Path, server: str
) -> None:
    text = """\
fixtures:
  - english: [{language: en}]
test_cases:
  - test_case: "a"
    steps:
      - user: "first\\n\\nsecond"
        intent: parrot
        assertions:
          - bot_uttered:
              utter_name: utter_parrot
              buttons: [{title: More, payload: /more}]
      - bot: "first\\n\\nsecond"
      - bot: "Or?"
  - test_case: "b"
    fixtures: [english]
    steps: [{user: hi}]
"""
    script = load_script(write(tmp_path / "a.yml", text), "a.yml")
    channel = RestChannel(server)

    first, second = (run_case(case, channel) for case in script.cases)
    channel.close()

    assert [check.what for check in first.failures] == ["bot says exactly"]
    assert first.skipped_checks == 2
    assert second.not_possible == "fixtures cannot be set over REST"


def test_a_bot_that_does_not_answer_is_told(server: str) -> None:
    with pytest.raises(ChannelError, match="has no REST channel"):
        RestChannel(f"{server}/elsewhere")
    with pytest.raises(ChannelError, match=r"No bot answers at http://127\.0\.0\.1:9 "):
        RestChannel("http://127.0.0.1:9")
