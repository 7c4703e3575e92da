"""Short turns that go on with what was asked: the rest of the figures, years, doubts, lists."""

from __future__ import annotations

from typing import Any, Dict

import pytest

from actions.question import Context, Question
from actions.resolving import resolve
from bot.knowledge import KnowledgeBase
from tests.unit.contexts import after, meant, then


@pytest.mark.parametrize("last", ["ask_effect", "ask_effect_unit", "ask_effect_comparison"])
def test_the_rest_of_the_figures(last: str, knowledge: KnowledgeBase) -> None:
    context = after(last, metrics=("sales_revenue",))
    asked = Question("follow_up", "Right you are. And the rest?")
    found = resolve(asked, context, knowledge)
    assert found.intent == "ask_effect"
    assert found.metrics == ("value_creation", "employment", "productivity")


def test_more_of_something_is_no_rest(knowledge: KnowledgeBase) -> None:
    context = after("ask_effect", metrics=("productivity",))
    asked = Question("follow_up", "og folk, blir det flere?", metrics=("employment",))
    assert resolve(asked, context, knowledge).metrics == ("employment",)


@pytest.mark.parametrize(
    ("last", "year", "becomes"),
    [
        ("ask_other_years", 2024, "ask_timeline"),
        ("ask_history", 2021, "ask_timeline"),
        ("ask_other_years", 2019, "ask_other_years"),
    ],
)
def test_years_that_are_told_of(
    last: str, year: int, becomes: str, knowledge: KnowledgeBase
) -> None:
    names: Dict[str, Any] = {"years": (year,)}
    found = meant("follow_up", f"Ok. {year} da?", after(last), knowledge, names)
    assert found[0] == becomes


@pytest.mark.parametrize(
    ("last", "text"),
    [
        ("ask_new_programme", "er det helt sikkert?"),
        ("ask_intake", "e det heilt sikkert?"),
        ("ask_timeline", "is that for sure?"),
    ],
)
def test_a_doubt_about_what_is_planned(last: str, text: str, knowledge: KnowledgeBase) -> None:
    assert meant("ask_effect_significance", text, after(last), knowledge, {})[0] == last


def test_a_place_among_those_found(knowledge: KnowledgeBase) -> None:
    fish = ("Stiim Aqua Cluster", "NCE Aquatech", "Havbruksnettverk Helgeland")
    last = Question("clusters_by_place", "hvem av dem er i Trondheim?", places=("trondheim",))
    context = then(
        after("clusters_by_theme", fish, sectors=("aquaculture",)),
        last.having(among=fish),
        ("NCE Aquatech",),
    )
    asked = Question("follow_up", "Og i Stavanger?", places=("stavanger",))
    assert resolve(asked, context, knowledge).among == fish
    whole = Question("follow_up", "Noen klynger i Stavanger?", places=("stavanger",))
    assert resolve(whole, context, knowledge).among == ()


def test_the_other_two_of_the_list_before(knowledge: KnowledgeBase) -> None:
    found = ("Oslo Cancer Cluster", "Norway Health Tech")
    others = ("HelseINN", "Norwegian Smart Care Cluster")
    last = Question("clusters_by_place", places=("oslo",))
    health = after("clusters_by_theme", (*others, *found), sectors=("health",))
    context = then(health, last, found)
    asked = Question("ask_location", "og de to andre, hvor er de?")
    assert resolve(asked, context, knowledge).clusters == others


def test_based_there_too_of_the_one_found(knowledge: KnowledgeBase) -> None:
    last = Question("clusters_by_theme", sectors=("health",), levels=("arena_pro",))
    context = then(Context(), last, ("Norwegian Smart Care Cluster",))
    asked = Question("follow_up", "Based in Oslo as well?", places=("oslo",))
    found = resolve(asked, context, knowledge)
    assert (found.intent, found.clusters) == ("ask_location", ("Norwegian Smart Care Cluster",))


def test_this_county_is_that_of_the_cluster(knowledge: KnowledgeBase) -> None:
    context = after("ask_location", clusters=("GCE Blue Maritime",))
    asked = Question("clusters_by_place", "One more: the other clusters of this county?")
    assert resolve(asked, context, knowledge).places == ("more_og_romsdal",)


def test_one_too_of_the_level_talked_about(knowledge: KnowledgeBase) -> None:
    context = after("about_cluster", clusters=("GCE Blue Maritime",))
    names: Dict[str, Any] = {"clusters": ("NCE iKuben",)}
    found = meant("check_level_of_cluster", "ikubn is one to no?", context, knowledge, names)
    assert found == ("check_level_of_cluster", ("NCE iKuben",), ("gce",))


@pytest.mark.parametrize(
    ("text", "theme"),
    [("Only the one in Trondheim, please", "aquaculture"), ("bare de i Trondheim", "aquaculture")],
)
def test_only_those_in_a_place(text: str, theme: str, knowledge: KnowledgeBase) -> None:
    context = after("clusters_by_theme", ("NCE Aquatech", "Stiim Aqua Cluster"), sectors=(theme,))
    asked = Question("clusters_by_place", text, places=("trondheim",))
    assert resolve(asked, context, knowledge).sectors == (theme,)


def test_the_others_there_are_those_of_the_level(knowledge: KnowledgeBase) -> None:
    context = after("explain_level", levels=("mature",))
    assert meant("follow_up", "og de andre der?", context, knowledge, {})[::2] == (
        "list_clusters_at_level",
        ("mature",),
    )


@pytest.mark.parametrize(
    ("intent", "text"),
    [
        ("ask_level_of_cluster", "hvor langt er de kommet, de på det nivået?"),
        ("ask_level_of_cluster", "Kva seier den statusen?"),
        ("about_cluster", "Ka dem e for nokka, dem på det nivået?"),
        ("ask_level_of_cluster", "what does that badge tell me"),
    ],
)
def test_what_that_level_means(intent: str, text: str, knowledge: KnowledgeBase) -> None:
    context = after("check_level_of_cluster", clusters=("NCE iKuben",), levels=("nce",))
    assert meant(intent, text, context, knowledge, {})[::2] == ("explain_level", ("nce",))


def test_all_the_levels_put_together(knowledge: KnowledgeBase) -> None:
    context = after("list_clusters_at_level", levels=("arena",))
    text = "What's the figure for all the levels put together?"
    assert meant("count_clusters", text, context, knowledge, {}) == ("count_clusters", (), ())


def test_where_the_few_of_a_level_are(knowledge: KnowledgeBase) -> None:
    names: Dict[str, Any] = {"levels": ("gce",)}
    found = meant("ask_location", "Hvor i landet sitter GCE-ene?", Context(), knowledge, names)
    assert found == ("ask_location", ("GCE NODE", "GCE Blue Maritime", "GCE Ocean Technology"), ())


def test_what_all_this_does_for_a_cluster_is_whether_it_is_in(knowledge: KnowledgeBase) -> None:
    names: Dict[str, Any] = {"clusters": ("VIA Cluster",)}
    text = "Er det noe det offentlige faktisk støtter?"
    found = meant("ask_purpose", text, Context(), knowledge, names)
    assert found[0] == "check_cluster_in_programme"
