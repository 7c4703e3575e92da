"""Levels said by their place: which way, and from where."""

from __future__ import annotations

from typing import Optional

import pytest

from actions.question import Context, Question
from actions.resolving import resolve
from bot.knowledge import KnowledgeBase
from bot.nlu.expressions import find_expressions
from tests.unit.contexts import after


def step_in(text: str) -> Optional[str]:
    return next((e["value"] for e in find_expressions(text) if e["entity"] == "level_step"), None)


@pytest.mark.parametrize(
    ("text", "step"),
    [
        ("and one tier up?", "1"),
        ("trinnet rett over Arena, hvem står der", "1"),
        ("og på nivået over?", "1"),
        ("the next level, then", "1"),
        ("hvem er ett hakk opp?", "1"),
        ("what about the rung below", "-1"),
        ("nivået under GCE", "-1"),
        ("et lavere trinn", "-1"),
        ("er GCE over NCE?", None),
        ("over how long?", None),
        ("the year before", None),
    ],
)
def test_which_way(text: str, step: Optional[str]) -> None:
    assert step_in(text) == step


@pytest.mark.parametrize(
    ("here", "step", "there"),
    [
        ("arena", 1, "arena_pro"),
        ("arena_pro", 1, "gce"),
        ("gce", -1, "arena_pro"),
        ("nce", 1, "gce"),
        ("nce", -1, "arena_pro"),
        ("nodes", 1, "arena"),
    ],
)
def test_steps_go_from_programme_level_to_programme_level(
    here: str, step: int, there: str, knowledge: KnowledgeBase
) -> None:
    level = knowledge.level_beside(here, step)
    assert level is not None
    assert level.id == there


@pytest.mark.parametrize(("here", "step"), [("gce", 1), ("arena", -1), ("nowhere", 1)])
def test_there_is_nothing_beyond_the_ends(here: str, step: int, knowledge: KnowledgeBase) -> None:
    assert knowledge.level_beside(here, step) is None


def test_a_step_from_the_level_talked_about(knowledge: KnowledgeBase) -> None:
    context = after("count_clusters", levels=("arena",))
    meant = resolve(Question("follow_up", "and one tier up?", level_step=1), context, knowledge)
    assert (meant.intent, meant.levels) == ("count_clusters", ("arena_pro",))


def test_a_step_from_the_level_named(knowledge: KnowledgeBase) -> None:
    question = Question("list_clusters_at_level", "over Arena?", levels=("arena",), level_step=1)
    assert resolve(question, Context(), knowledge).levels == ("arena_pro",)


def test_a_comparison_keeps_both_ends_of_a_step(knowledge: KnowledgeBase) -> None:
    question = Question("compare_levels", "Arena og nivået over?", levels=("arena",), level_step=1)
    assert resolve(question, Context(), knowledge).levels == ("arena", "arena_pro")
