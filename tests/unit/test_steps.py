"""The steps from what was said to what was meant, and the trace of those that decided."""

from __future__ import annotations

import logging
from importlib import import_module
from pkgutil import iter_modules
from typing import Any, Dict, List

import pytest

import actions.resolving
from actions.question import Context, Question
from actions.resolving import STEPS, resolve, rules
from actions.resolving.__main__ import main
from bot.knowledge import KnowledgeBase
from tests.unit.contexts import after

NODE, EYDE = "GCE NODE", "NCE Eyde"
AFTER_NODE = after("ask_level_of_cluster", clusters=(NODE,))


@pytest.fixture
def trace(caplog: pytest.LogCaptureFixture) -> pytest.LogCaptureFixture:
    caplog.set_level(logging.DEBUG, logger=rules.logger.name)
    return caplog


def lines(trace: pytest.LogCaptureFixture) -> List[str]:
    return [record.getMessage() for record in trace.records if record.name == rules.logger.name]


def test_the_trace_names_the_step_that_decided_and_what_it_changed(
    trace: pytest.LogCaptureFixture, knowledge: KnowledgeBase
) -> None:
    resolve(Question("follow_up", "og Eyde?", clusters=(EYDE,)), AFTER_NODE, knowledge)
    assert "follow_up: intent follow_up → ask_level_of_cluster" in lines(trace)


def test_a_step_that_changes_nothing_is_not_told(
    trace: pytest.LogCaptureFixture, knowledge: KnowledgeBase
) -> None:
    resolve(Question("ask_purpose", "Hva er formålet?"), Context(), knowledge)
    assert lines(trace) == []


def test_the_trace_holds_no_words_of_the_user(
    trace: pytest.LogCaptureFixture, knowledge: KnowledgeBase
) -> None:
    secret = Question("follow_up", "enn Kari Nordmann?", unknown_names=("Kari Nordmann",))
    resolve(secret, AFTER_NODE, knowledge)
    resolve(Question("filter_clusters", "names with Kari in them"), AFTER_NODE, knowledge)
    assert lines(trace)
    assert "Kari" not in trace.text


def test_nothing_is_logged_above_debug(
    caplog: pytest.LogCaptureFixture, knowledge: KnowledgeBase
) -> None:
    caplog.set_level(logging.INFO)
    resolve(Question("follow_up", "og Eyde?", clusters=(EYDE,)), AFTER_NODE, knowledge)
    assert caplog.records == []


def lists_of_rules() -> Dict[str, Any]:
    """The lists of rules of all modules, by where they stand: "topics._RULES"."""
    names = [module.name for module in iter_modules(actions.resolving.__path__)]
    return {
        f"{name}.{constant}": value
        for name in names
        if not name.startswith("__")
        for constant, value in vars(import_module(f"actions.resolving.{name}")).items()
        if isinstance(value, tuple) and value and all(callable(one) for one in value)
    }


@pytest.mark.parametrize("where", lists_of_rules())
def test_every_rule_stands_once_and_holds_its_example(where: str) -> None:
    found = lists_of_rules()[where]
    assert len(set(found)) == len(found)
    assert [rule.__name__ for rule in found if '"' not in (rule.__doc__ or "")] == []


def test_the_trace_names_the_rule_that_decided(
    trace: pytest.LogCaptureFixture, knowledge: KnowledgeBase
) -> None:
    resolve(Question("follow_up", "Er du sikker?"), AFTER_NODE, knowledge)
    assert lines(trace)[0] == "rule reasons.are_you_sure"
    assert lines(trace)[1].startswith("complete: ")


def test_every_step_stands_once_and_says_what_it_does() -> None:
    assert len(set(STEPS)) == len(STEPS)
    assert [step.__name__ for step in STEPS if not step.__doc__] == []


def test_the_command_shows_what_a_message_means_after_others(
    trace: pytest.LogCaptureFixture, capsys: pytest.CaptureFixture[str]
) -> None:
    before = ["--after", "clusters_by_place", "Hvilke ligger i Bergen?"]
    main(["the second one?", "--intent", "ask_website", "--entity", "ordinal=2", *before])
    asked, means = capsys.readouterr().out.splitlines()
    assert asked == "asked: ask_website, ordinals=(2,)"
    assert means.startswith("means: ask_website, clusters=(")
    assert any(line.startswith("pick_listed: clusters – → ") for line in lines(trace))
