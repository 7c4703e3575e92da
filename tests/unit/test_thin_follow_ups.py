"""Rules of follow-ups, short messages and reasons, each with what is like it and is not it."""

from __future__ import annotations

import pytest

from actions.question import Question
from actions.resolving import resolve
from bot.knowledge import KnowledgeBase
from tests.unit.contexts import after, meant

NODE, EYDE, VIA = "GCE NODE", "NCE Eyde", "VIA Cluster"

OF_NODE = after("ask_level_of_cluster", clusters=(NODE,))
LOCATED = after("ask_location", clusters=(NODE,))
COMPARED = after("compare_clusters", clusters=(NODE, EYDE))
OF_GCE = after("explain_level", levels=("gce",))


@pytest.mark.parametrize("text", ["Name the Arena ones", "Nevn de i Arena"])
def test_a_level_that_is_to_be_listed(text: str, knowledge: KnowledgeBase) -> None:
    found = meant("follow_up", text, OF_GCE, knowledge, {"levels": ("arena",)})
    assert found == ("list_clusters_at_level", (), ("arena",))


def test_what_a_level_is_lists_nothing(knowledge: KnowledgeBase) -> None:
    found = meant(
        "follow_up", "And Arena, what does it mean?", OF_GCE, knowledge, {"levels": ("arena",)}
    )
    assert found == ("explain_level", (), ("arena",))


@pytest.mark.parametrize("text", ["Others in Oslo than VIA?", "Andre i Oslo enn VIA?"])
def test_others_in_a_place_than_one_that_is_named(text: str, knowledge: KnowledgeBase) -> None:
    names = {"clusters": (VIA,), "places": ("oslo",)}
    found = meant("follow_up", text, after("ask_owner"), knowledge, names)
    assert found == ("clusters_by_place", (), ())


def test_one_that_is_named_in_a_place(knowledge: KnowledgeBase) -> None:
    found = meant("follow_up", "And VIA?", LOCATED, knowledge, {"clusters": (VIA,)})
    assert found == ("ask_location", (VIA,), ())


@pytest.mark.parametrize("text", ["And are there others there?", "Og er det andre der?"])
def test_the_others_at_its_level(text: str, knowledge: KnowledgeBase) -> None:
    found = meant("follow_up", text, OF_NODE, knowledge, {})
    assert found == ("list_clusters_at_level", (), ("gce",))


def test_the_others_in_its_town(knowledge: KnowledgeBase) -> None:
    found = meant("follow_up", "And are there others there?", LOCATED, knowledge, {})
    assert found == ("clusters_by_place", (), ())


@pytest.mark.parametrize("text", ["Did NCE have the same requirements?", "Hadde NCE samme krav?"])
def test_the_same_requirements_at_another_level(text: str, knowledge: KnowledgeBase) -> None:
    found = meant("follow_up", text, OF_GCE, knowledge, {"levels": ("nce",)})
    assert found == ("compare_levels", (), ("gce", "nce"))


def test_another_level_has_no_requirements_told(knowledge: KnowledgeBase) -> None:
    found = meant("follow_up", "And NCE?", OF_GCE, knowledge, {"levels": ("nce",)})
    assert found == ("explain_level", (), ("nce",))


@pytest.mark.parametrize("text", ["And with ocean?", "Og med ocean?"])
def test_another_word_in_names_that_is_a_theme(text: str, knowledge: KnowledgeBase) -> None:
    asked = Question("follow_up", text, sectors=("ocean",))
    found = resolve(asked, after("filter_clusters", name_filter="contains:blue"), knowledge)
    assert (found.intent, found.name_filter) == ("filter_clusters", "contains:ocean")


def test_another_theme_after_a_theme(knowledge: KnowledgeBase) -> None:
    asked = Question("follow_up", "And with ocean?", sectors=("ocean",))
    found = resolve(
        asked, after("clusters_by_theme", listed=(NODE, EYDE), sectors=("health",)), knowledge
    )
    assert (found.intent, found.name_filter) == ("clusters_by_theme", None)


@pytest.mark.parametrize("text", ["And level-wise?", "Og nivåmessig?"])
def test_the_level_of_two_compared(text: str, knowledge: KnowledgeBase) -> None:
    found = meant("explain_level", text, COMPARED, knowledge, {})
    assert found == ("compare_clusters", (NODE, EYDE), ())


def test_what_a_level_is_after_two_compared(knowledge: KnowledgeBase) -> None:
    found = meant("explain_level", "What is a level?", COMPARED, knowledge, {})
    assert found == ("list_levels", (), ())


@pytest.mark.parametrize("text", ["And the rest of that group?", "Og resten av den gruppa?"])
def test_the_rest_of_its_group(text: str, knowledge: KnowledgeBase) -> None:
    found = meant("follow_up", text, OF_NODE, knowledge, {})
    assert found == ("list_clusters_at_level", (), ("gce",))


def test_the_rest_after_two(knowledge: KnowledgeBase) -> None:
    found = meant("follow_up", "And the rest of that group?", COMPARED, knowledge, {})
    assert found == ("compare_clusters", (NODE, EYDE), ())


@pytest.mark.parametrize("text", ["Where?", "Hvor?"])
def test_where_alone(text: str, knowledge: KnowledgeBase) -> None:
    found = meant("follow_up", text, after("ask_theme", clusters=(NODE,)), knowledge, {})
    assert found == ("ask_location", (NODE,), ())


def test_where_alone_after_a_level(knowledge: KnowledgeBase) -> None:
    found = meant("follow_up", "Where?", OF_GCE, knowledge, {})
    assert found[0] != "ask_location"


@pytest.mark.parametrize(
    "text", ["Which others can say the same?", "Hvilke andre kan si det samme?"]
)
def test_who_else_can_say_so(text: str, knowledge: KnowledgeBase) -> None:
    found = meant("about_cluster", text, OF_NODE, knowledge, {})
    assert found == ("list_clusters_at_level", (), ("gce",))


def test_who_can_say_so(knowledge: KnowledgeBase) -> None:
    found = meant("about_cluster", "Can they say the same?", OF_NODE, knowledge, {})
    assert found == ("about_cluster", (NODE,), ())


@pytest.mark.parametrize("text", ["How do you know that?", "Hvordan vet du det?"])
def test_how_that_is_known(text: str, knowledge: KnowledgeBase) -> None:
    found = meant("follow_up", text, OF_NODE, knowledge, {})
    assert found == ("ask_source", (), ())


def test_how_it_is_known_to_others(knowledge: KnowledgeBase) -> None:
    found = meant("ask_history", "How do you know when it began?", OF_NODE, knowledge, {})
    assert found == ("ask_history", (), ())


@pytest.mark.parametrize("text", ["Why is it not NCE?", "Hvorfor er den ikke NCE?"])
def test_why_it_is_not_at_a_level(text: str, knowledge: KnowledgeBase) -> None:
    found = meant("follow_up", text, OF_NODE, knowledge, {"levels": ("nce",)})
    assert found == ("check_level_of_cluster", (NODE,), ("nce",))


def test_why_another_is_not_at_a_level(knowledge: KnowledgeBase) -> None:
    names = {"clusters": (EYDE,), "levels": ("nce",)}
    found = meant("follow_up", "And why is Eyde not NCE?", OF_NODE, knowledge, names)
    assert found == ("check_level_of_cluster", (EYDE,), ("nce",))
