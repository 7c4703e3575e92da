""" "That one", "the higher one": which of the clusters compared is meant."""

from __future__ import annotations

from typing import Tuple

import pytest

from bot.knowledge import KnowledgeBase
from tests.unit.contexts import after, meant

IKUBEN, NODE, EDGE, EYDE = "NCE iKuben", "GCE NODE", "Nordic Edge", "NCE Eyde"


@pytest.mark.parametrize(
    ("asked", "intent", "text", "cluster"),
    [
        ("which of the two is further?", "ask_location", "and where is that one?", NODE),
        ("hvem av dem er høyest?", "ask_website", "nettsiden til den?", NODE),
        ("which is lower?", "ask_theme", "what does it do?", EDGE),
        ("hvem er kommet kortest, altså lavest?", "follow_up", "fortell om den", EDGE),
        ("same level?", "ask_location", "where is the higher one?", NODE),
        ("same level?", "about_cluster", "fortell om den som er lengst", NODE),
    ],
)
def test_one_of_those_compared(
    asked: str, intent: str, text: str, cluster: str, knowledge: KnowledgeBase
) -> None:
    context = after("compare_clusters", clusters=(NODE, EDGE), text=asked)
    assert meant(intent, text, context, knowledge, {})[1] == (cluster,)


@pytest.mark.parametrize(
    ("clusters", "asked", "text"),
    [
        ((NODE, EDGE), "which is further?", "where are they?"),
        ((NODE, EDGE), "same level?", "where is it?"),
        ((NODE, EYDE), "which is further?", "where is that one?"),  # a group has no place in it
        ((IKUBEN, "NCE Aquatech"), "which is further?", "where is that one?"),
    ],
)
def test_none_picked(
    clusters: Tuple[str, ...], asked: str, text: str, knowledge: KnowledgeBase
) -> None:
    context = after("compare_clusters", clusters=clusters, text=asked)
    assert meant("ask_location", text, context, knowledge, {})[1] == clusters


@pytest.mark.parametrize(
    ("intent", "text"),
    [
        ("list_clusters_at_level", "Hvem av de to er på høyest nivå?"),
        ("explain_level", "which of them is further along?"),
    ],
)
def test_which_of_two_is_further(intent: str, text: str, knowledge: KnowledgeBase) -> None:
    context = after("compare_clusters", clusters=(NODE, EDGE))
    found = meant(intent, text, context, knowledge, {"levels": ("gce",)})
    assert found == ("compare_clusters", (NODE, EDGE), ())


def test_which_is_further_at_once_of_two_listed(knowledge: KnowledgeBase) -> None:
    context = after("clusters_by_theme", (NODE, EDGE), sectors=("ocean",))
    text = "Which is further along in the programme?"
    assert meant("ask_timeline", text, context, knowledge, {})[:2] == (
        "compare_clusters",
        (NODE, EDGE),
    )
    one_level = after("list_clusters_at_level", levels=("gce",))
    assert meant("ask_timeline", text, one_level, knowledge, {})[0] == "ask_timeline"
