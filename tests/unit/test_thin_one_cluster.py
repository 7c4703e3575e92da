"""Rules of questions about one cluster, each with what is like it and is not it."""

from __future__ import annotations

import pytest

from actions.question import Context
from bot.knowledge import KnowledgeBase
from tests.unit.contexts import after, meant

NODE, EYDE = "GCE NODE", "NCE Eyde"

OF_NODE = after("ask_level_of_cluster", clusters=(NODE,))


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
