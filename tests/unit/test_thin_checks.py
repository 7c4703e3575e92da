"""Rules of checks, levels, brands, figures and years, each with what is like it and is not it."""

from __future__ import annotations

import pytest

from actions.question import Context, Question
from actions.resolving import resolve
from bot.knowledge import KnowledgeBase
from tests.unit.contexts import after, after_all, meant

NODE, EYDE = "GCE NODE", "NCE Eyde"

OF_NODE = after("ask_level_of_cluster", clusters=(NODE,))
EYDE_THEN_NODE = after_all(
    Question("ask_theme", clusters=(EYDE,)), Question("ask_theme", clusters=(NODE,))
)


@pytest.mark.parametrize("text", ["Is Raufoss still an NCE?", "Er Raufoss fortsatt NCE?"])
def test_whether_a_name_nobody_knows_is_still_an_nce(text: str, knowledge: KnowledgeBase) -> None:
    names = {"levels": ("nce",), "unknown_names": ("Raufoss",)}
    found = meant("ask_nce_status", text, Context(), knowledge, names)
    assert found == ("check_cluster_in_programme", (), ("nce",))


def test_a_slip_of_the_pen_is_no_name(knowledge: KnowledgeBase) -> None:
    names = {"levels": ("nce",), "unknown_names": ("stil",)}
    found = meant("ask_nce_status", "Is NCE stil around?", Context(), knowledge, names)
    assert found == ("ask_nce_status", (), ("nce",))


@pytest.mark.parametrize("text", ["Still NCE?", "Fortsatt NCE?"])
def test_whether_the_one_talked_about_is_an_nce(text: str, knowledge: KnowledgeBase) -> None:
    found = meant("ask_nce_status", text, OF_NODE, knowledge, {"levels": ("nce",)})
    assert found == ("check_level_of_cluster", (NODE,), ("nce",))


def test_still_nce_at_the_start_is_of_the_brand(knowledge: KnowledgeBase) -> None:
    found = meant("ask_nce_status", "Still NCE?", Context(), knowledge, {"levels": ("nce",)})
    assert found == ("ask_nce_status", (), ("nce",))


@pytest.mark.parametrize("text", ["Is Eyde still an NCE?", "Er Eyde fortsatt en NCE?"])
def test_whether_a_cluster_is_still_an_nce(text: str, knowledge: KnowledgeBase) -> None:
    names = {"clusters": (EYDE,), "levels": ("nce",)}
    found = meant("ask_nce_status", text, Context(), knowledge, names)
    assert found == ("check_level_of_cluster", (EYDE,), ("nce",))


def test_why_a_cluster_is_called_nce_is_of_the_brand(knowledge: KnowledgeBase) -> None:
    names = {"clusters": (EYDE,), "levels": ("nce",)}
    found = meant("ask_nce_status", "Why is it called NCE Eyde?", Context(), knowledge, names)
    assert found == ("ask_nce_status", (EYDE,), ("nce",))


@pytest.mark.parametrize("text", ["What is Arena now?", "Hva er Arena nå?"])
def test_what_arena_is_now(text: str, knowledge: KnowledgeBase) -> None:
    found = meant("ask_nce_status", text, Context(), knowledge, {"levels": ("arena",)})
    assert found == ("explain_level", (), ("arena",))


def test_what_nce_is_now_is_of_the_brand(knowledge: KnowledgeBase) -> None:
    found = meant("ask_nce_status", "What is NCE now?", Context(), knowledge, {"levels": ("nce",)})
    assert found == ("ask_nce_status", (), ("nce",))


@pytest.mark.parametrize("text", ["Is Raufoss a GCE?", "Er Raufoss GCE?"])
def test_whether_a_name_nobody_knows_is_a_gce(text: str, knowledge: KnowledgeBase) -> None:
    names = {"levels": ("gce",), "unknown_names": ("Raufoss",)}
    found = meant("check_level_of_cluster", text, OF_NODE, knowledge, names)
    assert found == ("check_level_of_cluster", (), ("gce",))


def test_whether_it_is_a_gce_with_a_slip_of_the_pen(knowledge: KnowledgeBase) -> None:
    names = {"levels": ("gce",), "unknown_names": ("realy",)}
    found = meant("check_level_of_cluster", "Is it realy GCE?", OF_NODE, knowledge, names)
    assert found == ("check_level_of_cluster", (NODE,), ("gce",))


@pytest.mark.parametrize("text", ["Are NODE and Eyde equals?", "Er NODE og Eyde likestilte?"])
def test_whether_two_named_are_on_the_same_rung(text: str, knowledge: KnowledgeBase) -> None:
    found = meant("check_level_of_cluster", text, Context(), knowledge, {"clusters": (NODE, EYDE)})
    assert found == ("compare_clusters", (NODE, EYDE), ())


def test_whether_two_named_are_gces(knowledge: KnowledgeBase) -> None:
    names = {"clusters": (NODE, EYDE), "levels": ("gce",)}
    found = meant("check_level_of_cluster", "Are NODE and Eyde GCEs?", Context(), knowledge, names)
    assert found == ("check_level_of_cluster", (NODE, EYDE), ("gce",))


@pytest.mark.parametrize("text", ["Is it one of those?", "Er den en av dem?"])
def test_whether_the_one_talked_about_is_such_a_one(text: str, knowledge: KnowledgeBase) -> None:
    found = meant(
        "check_level_of_cluster",
        text,
        after("check_level_of_cluster", clusters=(NODE,), levels=("arena",)),
        knowledge,
        {},
    )
    assert found == ("check_level_of_cluster", (NODE,), ("arena",))


def test_is_it_one_of_those_at_the_start(knowledge: KnowledgeBase) -> None:
    found = meant("check_level_of_cluster", "Is it one of those?", Context(), knowledge, {})
    assert found == ("check_level_of_cluster", (), ())


@pytest.mark.parametrize("text", ["Is NODE at the same level?", "Er NODE på samme nivå?"])
def test_whether_the_one_talked_about_is_at_the_same_level_as_the_one_before(
    text: str, knowledge: KnowledgeBase
) -> None:
    found = meant("check_level_of_cluster", text, EYDE_THEN_NODE, knowledge, {"clusters": (NODE,)})
    assert found == ("compare_clusters", (EYDE, NODE), ())


def test_whether_node_is_there_is_of_the_level(knowledge: KnowledgeBase) -> None:
    found = meant(
        "check_level_of_cluster",
        "Is NODE up there?",
        EYDE_THEN_NODE,
        knowledge,
        {"clusters": (NODE,)},
    )
    assert found == ("check_level_of_cluster", (NODE,), ("gce",))


@pytest.mark.parametrize(
    "text", ["Do they still run NCE as a programme?", "Driver de fortsatt NCE som eget program?"]
)
def test_whether_nce_is_still_a_programme(text: str, knowledge: KnowledgeBase) -> None:
    found = meant("check_level_of_cluster", text, OF_NODE, knowledge, {"levels": ("nce",)})
    assert found == ("ask_nce_status", (), ("nce",))


def test_whether_gce_is_still_a_programme_is_of_the_level(knowledge: KnowledgeBase) -> None:
    found = meant(
        "check_level_of_cluster",
        "Do they still run GCE as a programme?",
        Context(),
        knowledge,
        {"levels": ("gce",)},
    )
    assert found == ("explain_level", (), ("gce",))


@pytest.mark.parametrize("text", ["Is any cluster a GCE?", "Er noen klynge GCE?"])
def test_whether_any_cluster_of_the_list_is_a_gce(text: str, knowledge: KnowledgeBase) -> None:
    found = meant(
        "check_level_of_cluster", text, after("list_all_clusters"), knowledge, {"levels": ("gce",)}
    )
    assert found == ("list_clusters_at_level", (), ("gce",))


def test_whether_the_one_talked_about_is_a_gce(knowledge: KnowledgeBase) -> None:
    found = meant(
        "check_level_of_cluster",
        "Is the cluster a GCE, would they say?",
        OF_NODE,
        knowledge,
        {"levels": ("gce",)},
    )
    assert found == ("check_level_of_cluster", (NODE,), ("gce",))


@pytest.mark.parametrize("text", ["And who was there in 2022?", "Og hvem var med i 2022?"])
def test_the_year_that_is_known(text: str, knowledge: KnowledgeBase) -> None:
    found = meant("ask_other_years", text, Context(), knowledge, {"years": (2022,)})
    assert found == ("list_all_clusters", (), ())


def test_a_year_that_is_not_known(knowledge: KnowledgeBase) -> None:
    found = meant(
        "ask_other_years", "And who was there in 2019?", Context(), knowledge, {"years": (2019,)}
    )
    assert found == ("ask_other_years", (), ())


@pytest.mark.parametrize("text", ["And the effect in 2021?", "Og effekten i 2021?"])
def test_the_effect_the_year_before(text: str, knowledge: KnowledgeBase) -> None:
    found = meant("ask_effect", text, Context(), knowledge, {"years": (2021,)})
    assert found == ("ask_effect_previous_year", (), ())


def test_the_effect_two_years_before(knowledge: KnowledgeBase) -> None:
    found = meant("ask_effect", "And the effect in 2020?", Context(), knowledge, {"years": (2020,)})
    assert found == ("ask_other_years", (), ())


@pytest.mark.parametrize("text", ["Were any taken in in 2024?", "Ble noen tatt opp i 2024?"])
def test_an_intake_that_was_planned(text: str, knowledge: KnowledgeBase) -> None:
    found = meant("ask_intake", text, Context(), knowledge, {"years": (2024,)})
    assert found == ("ask_new_programme", (), ())


def test_an_intake_of_the_known_year(knowledge: KnowledgeBase) -> None:
    found = meant(
        "ask_intake", "Were any taken in in 2022?", Context(), knowledge, {"years": (2022,)}
    )
    assert found == ("ask_intake", (), ())


@pytest.mark.parametrize("text", ["What happened in 2005?", "Hva skjedde i 2005?"])
def test_what_happened_in_a_year_nobody_tells_of(text: str, knowledge: KnowledgeBase) -> None:
    found = meant("ask_timeline", text, Context(), knowledge, {"years": (2005,)})
    assert found == ("ask_other_years", (), ())


def test_what_happened_in_a_year_that_is_told_of(knowledge: KnowledgeBase) -> None:
    found = meant(
        "ask_timeline", "What happened in 2021?", Context(), knowledge, {"years": (2021,)}
    )
    assert found == ("ask_timeline", (), ())


@pytest.mark.parametrize("text", ["Why is there no figure?", "Hvorfor finnes det ikke noe tall?"])
def test_why_there_is_no_figure(text: str, knowledge: KnowledgeBase) -> None:
    asked = Question("ask_effect", text)
    found = resolve(asked, after("ask_effect", metrics=("productivity",)), knowledge)
    assert (found.intent, found.metrics) == ("ask_effect", ("productivity",))


def test_that_there_is_a_figure_is_no_question_why(knowledge: KnowledgeBase) -> None:
    asked = Question("ask_effect", "Is there any figure?")
    found = resolve(asked, after("ask_effect", metrics=("productivity",)), knowledge)
    assert (found.intent, found.metrics) == ("ask_effect", ("productivity",))


@pytest.mark.parametrize("text", ["What is the effect for NODE?", "Hva er effekten for NODE?"])
def test_the_effect_of_one_cluster(text: str, knowledge: KnowledgeBase) -> None:
    found = meant("ask_effect", text, Context(), knowledge, {"clusters": (NODE,)})
    assert found == ("ask_effect_details", (NODE,), ())


def test_the_effect_after_one_cluster(knowledge: KnowledgeBase) -> None:
    found = meant("ask_effect", "What is the effect?", OF_NODE, knowledge, {})
    assert found == ("ask_effect", (), ())


@pytest.mark.parametrize("text", ["What is NODE?", "Hva er NODE?"])
def test_what_a_cluster_is(text: str, knowledge: KnowledgeBase) -> None:
    found = meant("explain_level", text, Context(), knowledge, {"clusters": (NODE,)})
    assert found == ("about_cluster", (NODE,), ())


def test_what_it_takes_to_be_where_a_cluster_is(knowledge: KnowledgeBase) -> None:
    found = meant(
        "explain_level",
        "What does it take to be where NODE is?",
        Context(),
        knowledge,
        {"clusters": (NODE,)},
    )
    assert found == ("explain_level", (), ("gce",))


@pytest.mark.parametrize(
    "text", ["What does it take to be where NODE is?", "Hva skal til for å være der NODE er?"]
)
def test_what_it_takes_to_be_where_one_is(text: str, knowledge: KnowledgeBase) -> None:
    found = meant("explain_level", text, Context(), knowledge, {"clusters": (NODE,)})
    assert found == ("explain_level", (), ("gce",))


def test_what_a_cluster_is_tells_no_level(knowledge: KnowledgeBase) -> None:
    found = meant("explain_level", "What is NODE?", Context(), knowledge, {"clusters": (NODE,)})
    assert found == ("about_cluster", (NODE,), ())


@pytest.mark.parametrize("text", ["Nodes: which ones are they?", "Noder: hvilke er det?"])
def test_which_ones_are_at_a_level(text: str, knowledge: KnowledgeBase) -> None:
    found = meant("explain_level", text, Context(), knowledge, {"levels": ("nodes",)})
    assert found == ("list_clusters_at_level", (), ("nodes",))


def test_which_requirements_a_level_has(knowledge: KnowledgeBase) -> None:
    found = meant(
        "explain_level",
        "Nodes: which rules are there?",
        Context(),
        knowledge,
        {"levels": ("nodes",)},
    )
    assert found == ("explain_level", (), ("nodes",))
