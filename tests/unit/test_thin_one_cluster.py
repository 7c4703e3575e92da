"""Rules of questions about one cluster, each with what is like it and is not it."""

from __future__ import annotations

import pytest

from actions.question import Context, Question
from bot.knowledge import KnowledgeBase
from tests.unit.contexts import after, after_all, meant

NODE, EYDE, VIA = "GCE NODE", "NCE Eyde", "VIA Cluster"

OF_NODE = after("ask_level_of_cluster", clusters=(NODE,))
THREE_LISTED = after("clusters_by_place", listed=(NODE, EYDE, VIA))
EYDE_THEN_NODE = after_all(
    Question("ask_theme", clusters=(EYDE,)), Question("ask_theme", clusters=(NODE,))
)


@pytest.mark.parametrize("text", ["NCE Eyde too?", "NCE Eyde også?"])
def test_another_one_too(text: str, knowledge: KnowledgeBase) -> None:
    found = meant(
        "about_cluster",
        text,
        after("list_clusters_at_level", levels=("gce",)),
        knowledge,
        {"clusters": (EYDE,)},
    )
    assert found == ("check_level_of_cluster", (EYDE,), ("gce",))


def test_another_one_too_after_the_goal(knowledge: KnowledgeBase) -> None:
    found = meant(
        "about_cluster", "NCE Eyde too?", after("ask_goal"), knowledge, {"clusters": (EYDE,)}
    )
    assert found == ("about_cluster", (EYDE,), ())


@pytest.mark.parametrize("text", ["Is Eyde NCE?", "Er Eyde NCE?"])
def test_is_a_cluster_at_a_level(text: str, knowledge: KnowledgeBase) -> None:
    names = {"clusters": (EYDE,), "levels": ("nce",)}
    found = meant("ask_level_of_cluster", text, Context(), knowledge, names)
    assert found == ("check_level_of_cluster", (EYDE,), ("nce",))


def test_what_a_cluster_is_beside_a_level(knowledge: KnowledgeBase) -> None:
    names = {"clusters": (EYDE,), "levels": ("nce",)}
    found = meant("ask_level_of_cluster", "What is Eyde, NCE?", Context(), knowledge, names)
    assert found == ("ask_level_of_cluster", (EYDE,), ("nce",))


@pytest.mark.parametrize("text", ["NCE Eyde please", "NCE Eyde, takk"])
def test_nothing_but_a_name_at_the_start(text: str, knowledge: KnowledgeBase) -> None:
    found = meant("ask_level_of_cluster", text, Context(), knowledge, {"clusters": (EYDE,)})
    assert found == ("about_cluster", (EYDE,), ())


def test_nothing_but_a_name_after_another(knowledge: KnowledgeBase) -> None:
    found = meant(
        "ask_level_of_cluster", "NCE Eyde please", OF_NODE, knowledge, {"clusters": (EYDE,)}
    )
    assert found == ("ask_level_of_cluster", (EYDE,), ())


@pytest.mark.parametrize(
    "text",
    ["Which level is each cluster at, all in all?", "Hvilket nivå er hver klynge på, alle sammen?"],
)
def test_the_level_of_each_cluster(text: str, knowledge: KnowledgeBase) -> None:
    found = meant("ask_level_of_cluster", text, Context(), knowledge, {})
    assert found == ("list_all_clusters", (), ())


def test_the_level_of_a_cluster(knowledge: KnowledgeBase) -> None:
    found = meant("ask_level_of_cluster", "Which level is a cluster at?", Context(), knowledge, {})
    assert found == ("ask_level_of_cluster", (), ())


@pytest.mark.parametrize("text", ["Is Eyde at the same level?", "Er Eyde på samme nivå?"])
def test_whether_another_is_at_the_same_level(text: str, knowledge: KnowledgeBase) -> None:
    found = meant("ask_level_of_cluster", text, OF_NODE, knowledge, {"clusters": (EYDE,)})
    assert found == ("compare_clusters", (NODE, EYDE), ())


def test_whether_one_is_at_the_same_level_as_itself(knowledge: KnowledgeBase) -> None:
    found = meant(
        "ask_level_of_cluster",
        "Is NODE at the same level?",
        OF_NODE,
        knowledge,
        {"clusters": (NODE,)},
    )
    assert found == ("ask_level_of_cluster", (NODE,), ())


@pytest.mark.parametrize("text", ["What tiers have they got?", "Hvilke nivåer har de?"])
def test_which_levels_they_have(text: str, knowledge: KnowledgeBase) -> None:
    found = meant("ask_level_of_cluster", text, Context(), knowledge, {})
    assert found == ("list_levels", (), ())


def test_which_level_they_have(knowledge: KnowledgeBase) -> None:
    found = meant("ask_level_of_cluster", "What tier have they got?", Context(), knowledge, {})
    assert found == ("ask_level_of_cluster", (), ())


@pytest.mark.parametrize(
    "text", ["What level is each of those two on?", "Hvilket nivå er de to på?"]
)
def test_the_level_of_each_of_two(text: str, knowledge: KnowledgeBase) -> None:
    found = meant("ask_level_of_cluster", text, EYDE_THEN_NODE, knowledge, {})
    assert found == ("ask_level_of_cluster", (EYDE, NODE), ())


def test_the_level_of_the_last_of_two(knowledge: KnowledgeBase) -> None:
    found = meant("ask_level_of_cluster", "What level is it on?", EYDE_THEN_NODE, knowledge, {})
    assert found == ("ask_level_of_cluster", (NODE,), ())


@pytest.mark.parametrize("text", ["What level are they at?", "Hvilket nivå er de på?"])
def test_the_level_of_those_found(text: str, knowledge: KnowledgeBase) -> None:
    found = meant("ask_level_of_cluster", text, THREE_LISTED, knowledge, {})
    assert found == ("ask_level_of_cluster", (NODE, EYDE, VIA), ())


def test_the_level_of_a_cluster_after_a_search(knowledge: KnowledgeBase) -> None:
    found = meant(
        "ask_level_of_cluster",
        "What level is Eyde at?",
        THREE_LISTED,
        knowledge,
        {"clusters": (EYDE,)},
    )
    assert found == ("ask_level_of_cluster", (EYDE,), ())
