"""Rules of lists, counts and names, each with what is like it and is not it."""

from __future__ import annotations

import pytest

from actions.question import Context, Question
from actions.resolving import resolve
from bot.knowledge import KnowledgeBase
from tests.unit.contexts import after, meant

NODE, EYDE, VIA = "GCE NODE", "NCE Eyde", "VIA Cluster"

OF_NODE = after("ask_level_of_cluster", clusters=(NODE,))
OF_GCE = after("explain_level", levels=("gce",))
ARENA_LISTED = after("list_clusters_at_level", levels=("arena",))
THREE_LISTED = after("clusters_by_place", listed=(NODE, EYDE, VIA))


@pytest.mark.parametrize(
    "text", ["How many have NCE in their names?", "Hvor mange har NCE i navnet?"]
)
def test_how_many_have_nce_in_their_names(text: str, knowledge: KnowledgeBase) -> None:
    asked = Question("count_clusters", text, name_filter="contains:nce")
    found = resolve(asked, Context(), knowledge)
    assert (found.intent, found.name_filter) == ("filter_clusters", "contains:nce")


def test_how_many_there_are_is_no_question_of_names(knowledge: KnowledgeBase) -> None:
    asked = Question("count_clusters", "How many are NCE?", levels=("nce",))
    found = resolve(asked, Context(), knowledge)
    assert (found.intent, found.levels, found.name_filter) == ("count_clusters", ("nce",), None)


@pytest.mark.parametrize(
    "text", ["How many jobs do they have?", "Hvor mange arbeidsplasser har de?"]
)
def test_how_many_jobs_a_cluster_has(text: str, knowledge: KnowledgeBase) -> None:
    found = meant("count_clusters", text, OF_NODE, knowledge, {"metrics": ("employment",)})
    assert found == ("ask_members", (NODE,), ())


def test_how_many_jobs_at_the_start(knowledge: KnowledgeBase) -> None:
    found = meant(
        "count_clusters",
        "How many jobs do they have?",
        Context(),
        knowledge,
        {"metrics": ("employment",)},
    )
    assert found == ("ask_effect", (), ())


@pytest.mark.parametrize(
    "text", ["So how many is that, all put together?", "Hvor mange blir det til sammen da?"]
)
def test_how_many_a_list_makes_together(text: str, knowledge: KnowledgeBase) -> None:
    found = meant("count_clusters", text, ARENA_LISTED, knowledge, {})
    assert found == ("count_clusters", (), ("arena",))


def test_how_many_clusters_there_are_together(knowledge: KnowledgeBase) -> None:
    found = meant(
        "count_clusters",
        "So how many clusters is that, all put together?",
        ARENA_LISTED,
        knowledge,
        {},
    )
    assert found == ("count_clusters", (), ())


@pytest.mark.parametrize("text", ["How many are they?", "Hvor mange er de?"])
def test_how_many_such_names_there_are(text: str, knowledge: KnowledgeBase) -> None:
    asked = Question("count_clusters", text)
    found = resolve(asked, after("filter_clusters", name_filter="contains:nce"), knowledge)
    assert (found.intent, found.name_filter) == ("filter_clusters", "contains:nce")


def test_how_many_clusters_after_names(knowledge: KnowledgeBase) -> None:
    asked = Question("count_clusters", "How many clusters in all?")
    found = resolve(asked, after("filter_clusters", name_filter="contains:nce"), knowledge)
    assert (found.intent, found.name_filter) == ("count_clusters", None)


@pytest.mark.parametrize("text", ["All at that level, please", "Alle på det nivået, takk"])
def test_all_at_that_level(text: str, knowledge: KnowledgeBase) -> None:
    found = meant(
        "list_all_clusters", text, after("ask_level_of_cluster", clusters=(NODE,)), knowledge, {}
    )
    assert found == ("list_clusters_at_level", (), ("gce",))


def test_all_of_them_after_a_cluster(knowledge: KnowledgeBase) -> None:
    found = meant(
        "list_all_clusters",
        "All of them, please",
        after("ask_level_of_cluster", clusters=(NODE,)),
        knowledge,
        {},
    )
    assert found == ("list_all_clusters", (), ())


@pytest.mark.parametrize(
    "text",
    ["Which GCE clusters have ocean in their names?", "Hvilke GCE-klynger har ocean i navnet?"],
)
def test_those_at_a_level_with_letters_in_their_names(text: str, knowledge: KnowledgeBase) -> None:
    asked = Question("list_clusters_at_level", text, levels=("gce",), name_filter="contains:ocean")
    found = resolve(asked, Context(), knowledge)
    assert (found.intent, found.levels, found.name_filter) == (
        "filter_clusters",
        ("gce",),
        "contains:ocean",
    )


def test_those_at_a_level_whatever_their_names(knowledge: KnowledgeBase) -> None:
    asked = Question(
        "list_clusters_at_level", "What are the names of the GCE clusters?", levels=("gce",)
    )
    found = resolve(asked, Context(), knowledge)
    assert (found.intent, found.levels, found.name_filter) == (
        "list_clusters_at_level",
        ("gce",),
        None,
    )


@pytest.mark.parametrize(
    "text", ["As a GCE, who are Eyde's peers?", "Som GCE, hvem er Eyde sammen med?"]
)
def test_the_peers_of_one_placed_wrongly(text: str, knowledge: KnowledgeBase) -> None:
    names = {"clusters": (EYDE,), "levels": ("gce",)}
    found = meant("list_clusters_at_level", text, Context(), knowledge, names)
    assert found == ("check_level_of_cluster", (EYDE,), ("gce",))


def test_the_peers_of_one_placed_right(knowledge: KnowledgeBase) -> None:
    names = {"clusters": (NODE,), "levels": ("gce",)}
    found = meant(
        "list_clusters_at_level", "As a GCE, who are NODE's peers?", Context(), knowledge, names
    )
    assert found == ("list_clusters_at_level", (NODE,), ("gce",))


@pytest.mark.parametrize(
    "text", ["Who else is there, all of them?", "Hvem andre er der, alle sammen?"]
)
def test_who_else_all_of_them(text: str, knowledge: KnowledgeBase) -> None:
    found = meant("list_clusters_at_level", text, OF_NODE, knowledge, {})
    assert found == ("list_clusters_at_level", (), ("gce",))


def test_all_of_them_is_of_all(knowledge: KnowledgeBase) -> None:
    found = meant("list_clusters_at_level", "Who is there, all of them?", OF_NODE, knowledge, {})
    assert found == ("list_all_clusters", (), ())


@pytest.mark.parametrize("text", ["Which of them begin with E?", "Hvilke av dem begynner på E?"])
def test_which_of_those_found_begin_with_e(text: str, knowledge: KnowledgeBase) -> None:
    asked = Question("filter_clusters", text, name_filter="starts:e")
    found = resolve(asked, THREE_LISTED, knowledge)
    assert (found.intent, found.name_filter, found.among) == (
        "filter_clusters",
        "starts:e",
        (NODE, EYDE, VIA),
    )


def test_which_clusters_begin_with_e(knowledge: KnowledgeBase) -> None:
    asked = Question("filter_clusters", "Which clusters begin with E?", name_filter="starts:e")
    found = resolve(asked, THREE_LISTED, knowledge)
    assert (found.intent, found.name_filter, found.among) == ("filter_clusters", "starts:e", ())


@pytest.mark.parametrize(
    "text", ["Something with wood, what was it called?", "Noe med wood, hva het det?"]
)
def test_something_with_wood(text: str, knowledge: KnowledgeBase) -> None:
    asked = Question("filter_clusters", text)
    found = resolve(asked, Context(), knowledge)
    assert (found.intent, found.name_filter) == ("filter_clusters", "contains:wood")


def test_what_they_are_called_looks_for_nothing(knowledge: KnowledgeBase) -> None:
    asked = Question("filter_clusters", "What are they called?")
    found = resolve(asked, OF_GCE, knowledge)
    assert (found.intent, found.levels, found.name_filter) == (
        "list_clusters_at_level",
        ("gce",),
        None,
    )


@pytest.mark.parametrize("text", ["What are they called?", "Hva heter de?"])
def test_what_they_are_called_at_that_level(text: str, knowledge: KnowledgeBase) -> None:
    asked = Question("filter_clusters", text)
    found = resolve(asked, OF_GCE, knowledge)
    assert (found.intent, found.levels, found.name_filter) == (
        "list_clusters_at_level",
        ("gce",),
        None,
    )


def test_what_begins_with_e_at_that_level(knowledge: KnowledgeBase) -> None:
    asked = Question("filter_clusters", "Which begin with E?", name_filter="starts:e")
    found = resolve(asked, OF_GCE, knowledge)
    assert (found.intent, found.name_filter) == ("filter_clusters", "starts:e")


@pytest.mark.parametrize(
    "text",
    [
        "Is there one called Norwegian Wood Cluster?",
        "Finnes det en som heter Norwegian Wood Cluster?",
    ],
)
def test_one_called_by_its_whole_name(text: str, knowledge: KnowledgeBase) -> None:
    asked = Question("filter_clusters", text, clusters=("Norwegian Wood Cluster",))
    found = resolve(asked, Context(), knowledge)
    assert (found.intent, found.name_filter) == ("about_cluster", None)


def test_one_with_a_word_of_a_name(knowledge: KnowledgeBase) -> None:
    asked = Question(
        "filter_clusters",
        "Is there one called something with Wood?",
        clusters=("WoodWorks Cluster",),
    )
    found = resolve(asked, Context(), knowledge)
    assert (found.intent, found.name_filter) == ("filter_clusters", "contains:wood")


@pytest.mark.parametrize("text", ["Which of them begin with N?", "Hvilke av dem begynner på N?"])
def test_which_of_those_at_a_level_begin_with_n(text: str, knowledge: KnowledgeBase) -> None:
    asked = Question("filter_clusters", text, name_filter="starts:n")
    found = resolve(asked, ARENA_LISTED, knowledge)
    assert (found.intent, found.levels, found.name_filter) == (
        "filter_clusters",
        ("arena",),
        "starts:n",
    )


def test_which_of_all_begin_with_n(knowledge: KnowledgeBase) -> None:
    asked = Question("filter_clusters", "Which clusters begin with N?", name_filter="starts:n")
    found = resolve(asked, ARENA_LISTED, knowledge)
    assert (found.intent, found.name_filter) == ("filter_clusters", "starts:n")


@pytest.mark.parametrize("text", ["How many of them are in Oslo?", "Hvor mange av dem er i Oslo?"])
def test_how_many_of_those_listed_are_in_a_place(text: str, knowledge: KnowledgeBase) -> None:
    asked = Question("count_clusters", text, places=("oslo",))
    found = resolve(asked, THREE_LISTED, knowledge)
    assert (found.intent, found.among) == ("count_clusters", (NODE, EYDE, VIA))


def test_how_many_clusters_are_in_a_place(knowledge: KnowledgeBase) -> None:
    asked = Question("count_clusters", "How many clusters are in Oslo?", places=("oslo",))
    found = resolve(asked, THREE_LISTED, knowledge)
    assert (found.intent, found.among) == ("count_clusters", ())


@pytest.mark.parametrize(
    "text", ["What fields are there, apart from seafood?", "Hvilke felt finnes utenom sjømat?"]
)
def test_what_other_fields_there_are(text: str, knowledge: KnowledgeBase) -> None:
    found = meant("list_themes", text, Context(), knowledge, {"not_sectors": ("seafood",)})
    assert found == ("list_themes", (), ())


def test_who_there_is_apart_from_a_field(knowledge: KnowledgeBase) -> None:
    found = meant(
        "list_all_clusters",
        "Who is there, apart from seafood?",
        Context(),
        knowledge,
        {"not_sectors": ("seafood",)},
    )
    assert found == ("clusters_by_theme", (), ())


@pytest.mark.parametrize(
    "text", ["What does Arena mean in health?", "Hva betyr Arena innen helse?"]
)
def test_what_a_level_means_whose_word_is_a_theme(text: str, knowledge: KnowledgeBase) -> None:
    names = {"levels": ("arena",), "sectors": ("health",)}
    found = meant("explain_level", text, Context(), knowledge, names)
    assert found == ("explain_level", (), ("arena",))


def test_what_a_level_means_in_a_place(knowledge: KnowledgeBase) -> None:
    names = {"levels": ("arena",), "places": ("bergen",)}
    found = meant("explain_level", "What is Arena in Bergen?", Context(), knowledge, names)
    assert found == ("clusters_by_place", (), ("arena",))
