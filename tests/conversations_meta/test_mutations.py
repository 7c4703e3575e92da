"""A test of the tests: what is broken on purpose is caught by a script that stands here already.

Each test runs one script as it is, which passes, breaks the loaded assistant, and runs it again.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, Callable, Dict, Iterator, Set

import pytest
from rasa.shared.core.trackers import DialogueStateTracker

from bot.server.agent import load_agent
from bot.server.rasa_patches import action_executor
from bot.server.training import ensure_model
from bot.testing.in_process import InProcessChannel
from bot.testing.loading import load_scripts
from bot.testing.runner import CaseResult, run_case
from bot.testing.script import Case

SCRIPTS = Path(__file__).parents[1] / "conversations"
ENGLISH = "en"

Run = Callable[[str], CaseResult]


@pytest.fixture(scope="module")
def channel() -> Iterator[InProcessChannel]:
    """The trained model, loaded once; what a test breaks, monkeypatch mends."""
    channel = InProcessChannel(load_agent(ensure_model()))
    yield channel
    channel.close()


@pytest.fixture(scope="module")
def cases() -> Dict[str, Case]:
    """All test cases by name."""
    return {case.name: case for script in load_scripts([SCRIPTS]) for case in script.cases}


@pytest.fixture
def run(channel: InProcessChannel, cases: Dict[str, Case]) -> Run:
    """Hold the conversation of the test case with this name."""
    return lambda name: run_case(cases[name], channel)


def failed(result: CaseResult) -> Set[str]:
    """What the script says it missed."""
    return {check.what for check in result.failures}


COUNTS = "Antall på ett nivå, så på et annet, så i alt"
LIST = "Arena: hele listen, ingen fra andre nivåer"
FOLLOW_UPS = "Follow-ups in Norwegian: level after level, and a correction"
TALK = "Talk in English: nothing to repeat yet, then about the bot"
LANGUAGE = "Language, begun in Norwegian: to English on request and back"


def test_a_wrong_answer_is_caught(
    run: Run, channel: InProcessChannel, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert not failed(run(COUNTS))
    responses = channel.agent.domain.responses
    wrong = [
        {**variation, "text": variation["text"].replace("{count}", "99")}
        for variation in responses["utter_count_at_level"]
    ]
    monkeypatch.setitem(responses, "utter_count_at_level", wrong)
    assert "contains '7 klynger'" in failed(run(COUNTS))


def test_a_rule_that_runs_another_action_is_caught(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert not failed(run(LIST))
    actions = action_executor("actions").actions
    monkeypatch.setitem(actions, "action_list_clusters", actions["action_repeat"])
    assert "contains 'Construction City'" in failed(run(LIST))


@pytest.mark.parametrize(
    ("slot", "value", "name", "missed"),
    [
        ("question", None, FOLLOW_UPS, "utter utter_count_at_level"),
        ("language", "nb", LANGUAGE, "slot_was_set language: en"),
    ],
)
def test_a_slot_that_is_not_set_rightly_is_caught(
    run: Run, monkeypatch: pytest.MonkeyPatch, slot: str, value: Any, name: str, missed: str
) -> None:
    assert not failed(run(name))
    right = DialogueStateTracker._set_slot

    def wrong(tracker: DialogueStateTracker, key: str, given: Any) -> None:
        right(tracker, key, value if key == slot else given)

    monkeypatch.setattr(DialogueStateTracker, "_set_slot", wrong)
    assert missed in failed(run(name))


def test_a_missing_translation_is_caught(
    run: Run, channel: InProcessChannel, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The bot says goodbye in Norwegian; the slot still says English, so the words tell."""
    assert not failed(run(TALK))
    responses = channel.agent.domain.responses
    norwegian = [
        variation
        for variation in responses["utter_goodbye"]
        if all(condition["value"] != ENGLISH for condition in variation.get("condition", []))
    ]
    assert 0 < len(norwegian) < len(responses["utter_goodbye"])
    monkeypatch.setitem(responses, "utter_goodbye", norwegian)
    assert failed(run(TALK)) == {"language en"}
