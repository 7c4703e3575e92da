"""The steps from what was said to what was meant, and the trace of those that decided."""

from __future__ import annotations

import logging
from typing import List

import pytest

from actions.question import Context, Question
from actions.resolving import STEPS, resolve, rules
from actions.resolving.__main__ import main
from bot.knowledge import KnowledgeBase

NODE, EYDE = "GCE NODE", "NCE Eyde"
AFTER_NODE = Context(Question("ask_level_of_cluster", clusters=(NODE,)), (), (NODE,), ("gce",))


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
