"""Rules of resolving that few messages come to, each by what is said."""

from __future__ import annotations

from dataclasses import replace

import pytest

from actions.question import Context, Question
from actions.resolving import resolve
from bot.knowledge import KnowledgeBase
from tests.unit.contexts import after, meant

NODE, EYDE, VIA = "GCE NODE", "NCE Eyde", "VIA Cluster"
LEVEL, COMPARE = "ask_level_of_cluster", "compare_levels"


@pytest.mark.parametrize("text", ["And what level are they at?", "Og hvilket nivå er de på?"])
def test_what_level_are_they_at_after_a_question_that_was_declined(
    text: str, knowledge: KnowledgeBase
) -> None:
    declined = Context(mentioned_clusters=(EYDE, NODE))
    assert meant(LEVEL, text, declined, knowledge, {}) == (LEVEL, (NODE,), ())


def test_what_level_are_they_at_when_none_was_mentioned(knowledge: KnowledgeBase) -> None:
    asked = meant(LEVEL, "And what level are they at?", Context(), knowledge, {})
    assert asked == (LEVEL, (), ())


@pytest.mark.parametrize("text", ["What level are all three on?", "Hvilket nivå er alle tre på?"])
def test_what_level_are_all_three_on(text: str, knowledge: KnowledgeBase) -> None:
    together = replace(after("ask_location", clusters=(NODE,)), pair=(NODE, EYDE, VIA))
    assert meant(LEVEL, text, together, knowledge, {}) == (LEVEL, (NODE, EYDE, VIA), ())


def test_what_level_is_it_on_after_three_is_of_the_last(knowledge: KnowledgeBase) -> None:
    together = replace(after("ask_location", clusters=(NODE,)), pair=(NODE, EYDE, VIA))
    assert meant(LEVEL, "What level is it on?", together, knowledge, {})[1] == (NODE,)


@pytest.mark.parametrize("text", ["And who are most of the two?", "Og hvem er det flest av?"])
def test_who_are_most_of_the_two_levels_compared(text: str, knowledge: KnowledgeBase) -> None:
    compared = after(COMPARE, levels=("arena", "gce"))
    found = meant("list_clusters_at_level", text, compared, knowledge, {})
    assert found == ("count_clusters", (), ("arena", "gce"))


def test_who_are_most_of_those_at_one_level_compares_nothing(knowledge: KnowledgeBase) -> None:
    explained = after("explain_level", levels=("arena",))
    asked = Question("list_clusters_at_level", "And who are most of the two?")
    assert resolve(asked, explained, knowledge).intent == "list_clusters_at_level"


@pytest.mark.parametrize(
    "text",
    [
        "What does it take to get from Arena to Arena Pro?",
        "Hva skal til for å rykke opp fra Arena til Arena Pro?",
    ],
)
def test_what_it_takes_to_get_from_arena_to_arena_pro(text: str, knowledge: KnowledgeBase) -> None:
    names = {"levels": ("arena", "arena_pro")}
    assert meant(COMPARE, text, Context(), knowledge, names)[0] == "ask_application"


def test_how_far_it_is_from_arena_to_arena_pro_is_a_comparison(knowledge: KnowledgeBase) -> None:
    names = {"levels": ("arena", "arena_pro")}
    found = meant(COMPARE, "How far is it from Arena to Arena Pro?", Context(), knowledge, names)
    assert found == (COMPARE, (), ("arena", "arena_pro"))


@pytest.mark.parametrize(
    "text", ["What do those two levels differ in?", "Hva skiller de to nivåene?"]
)
def test_what_those_two_levels_differ_in_after_a_level_and_then_a_cluster(
    text: str, knowledge: KnowledgeBase
) -> None:
    context = Context(Question(LEVEL, clusters=(NODE,)), (), (NODE,), ("arena",))
    assert meant(COMPARE, text, context, knowledge, {}) == (COMPARE, (), ("arena", "gce"))


def test_what_those_two_levels_differ_in_where_the_cluster_is_at_the_one_before(
    knowledge: KnowledgeBase,
) -> None:
    context = Context(Question(LEVEL, clusters=(NODE,)), (), (NODE,), ("gce",))
    found = meant(COMPARE, "What do those two levels differ in?", context, knowledge, {})
    assert found == (COMPARE, (), ("arena", "arena_pro", "gce"))
