"""Turns about two clusters, or about those just shown, that name neither."""

from __future__ import annotations

from typing import Tuple

import pytest

from actions.question import Context, Question
from actions.resolving import resolve
from bot.knowledge import KnowledgeBase
from tests.unit.contexts import after, after_all, then

EDGE, EYDE, NODE, AQUATECH = "Nordic Edge", "NCE Eyde", "GCE NODE", "NCE Aquatech"
STIIM, MARITIME, IKUBEN = "Stiim Aqua Cluster", "GCE Blue Maritime", "NCE iKuben"
NOTHING = Context()


def test_which_of_the_two_is_in_a_place(knowledge: KnowledgeBase) -> None:
    context = after("compare_clusters", clusters=(AQUATECH, STIIM))
    asked = Question("clusters_by_place", "which of the two is in Stavanger", places=("stavanger",))
    assert resolve(asked, context, knowledge).among == (AQUATECH, STIIM)


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("which r nce", "clusters_by_place"),
        ("hvem er NCE?", "clusters_by_place"),
        ("which clusters are NCE?", "list_clusters_at_level"),
    ],
)
def test_a_few_words_narrow_the_last_search(
    text: str, intent: str, knowledge: KnowledgeBase
) -> None:
    context = after("clusters_by_place", listed=(AQUATECH, STIIM), places=("bergen",))
    asked = Question("list_clusters_at_level", text, levels=("nce",))
    assert resolve(asked, context, knowledge).intent == intent


def test_neighbours_are_those_in_the_town(knowledge: KnowledgeBase) -> None:
    context = after("ask_location", clusters=(EDGE,))
    asked = Question("clusters_by_place", "Any neighbours of theirs in the programme?")
    assert resolve(asked, context, knowledge).places == ("stavanger",)


def test_those_at_a_level_in_that_town(knowledge: KnowledgeBase) -> None:
    context = after("ask_location", clusters=(EDGE,))
    asked = Question("list_clusters_at_level", "Hvem i den byen er på NCE-nivå?", levels=("nce",))
    found = resolve(asked, context, knowledge)
    assert (found.intent, found.places, found.levels) == (
        "clusters_by_place",
        ("stavanger",),
        ("nce",),
    )


def test_what_somebody_claims_of_the_place_of_the_one_talked_about(
    knowledge: KnowledgeBase,
) -> None:
    context = after("check_level_of_cluster", clusters=(EDGE,), levels=("arena",))
    asked = Question("ask_location", "And he also claims it's in Tromsø", places=("tromso",))
    assert resolve(asked, context, knowledge).clusters == (EDGE,)


@pytest.mark.parametrize("text", ["And the same level?", "er de på samme nivå?", "on one level?"])
def test_the_same_level_compares_the_two(text: str, knowledge: KnowledgeBase) -> None:
    last = Question("ask_theme", "and VIA?", clusters=(EDGE,))
    context = after_all(Question("ask_theme", clusters=(NODE,)), last)
    found = resolve(Question("follow_up", text), context, knowledge)
    assert (found.intent, found.clusters) == ("compare_clusters", (NODE, EDGE))


@pytest.mark.parametrize(
    ("text", "levels"),
    [("So neither of the two is Pro, got it?", ()), ("Er begge disse i Arena?", ("arena",))],
)
def test_both_are_checked(text: str, levels: Tuple[str, ...], knowledge: KnowledgeBase) -> None:
    last = Question("ask_level_of_cluster", "and Edge?", clusters=(EDGE,))
    context = after_all(Question("ask_level_of_cluster", clusters=(NODE,)), last)
    asked = Question("check_level_of_cluster", text, said=text, levels=levels)
    found = resolve(asked, context, knowledge)
    assert (found.intent, found.clusters) == ("check_level_of_cluster", (NODE, EDGE))
    assert found.levels == (levels or ("arena_pro",))


def test_the_level_of_each_of_those_two(knowledge: KnowledgeBase) -> None:
    last = Question("clusters_by_theme", "one for cod?", sectors=("cod_whitefish",))
    context = then(after("ask_theme", clusters=(NODE,)), last, (EDGE,))
    asked = Question("ask_level_of_cluster", "what level is each of those two on?")
    assert resolve(asked, context, knowledge).clusters == (NODE, EDGE)


def test_the_other_of_the_list_narrowed_to_one(knowledge: KnowledgeBase) -> None:
    last = Question("ask_website", "nettsida til den?", clusters=(NODE,))
    both = after("clusters_by_place", (NODE, EYDE), places=("agder",))
    narrowed = then(both, Question("clusters_by_theme", sectors=("robotics",)), (NODE,))
    context = then(narrowed, last)
    asked = Question("ask_location", "Og den andre, kvar er han?", ordinals=(2,))
    assert resolve(asked, context, knowledge).clusters == (EYDE,)


@pytest.mark.parametrize(("text", "intent"), [("link?", "ask_website"), ("source?", "ask_source")])
def test_a_link_is_that_of_the_cluster(text: str, intent: str, knowledge: KnowledgeBase) -> None:
    context = after("check_level_of_cluster", clusters=(EDGE,), levels=("nce",))
    assert resolve(Question("ask_source", text), context, knowledge).intent == intent


def test_a_page_in_passing_does_not_hide_what_is_checked(knowledge: KnowledgeBase) -> None:
    text = "På hjemmesidene ser det ut til at Eyde er NCE. Er de ført opp slik?"
    asked = Question("check_level_of_cluster", text, clusters=(EYDE,), levels=("nce",))
    assert resolve(asked, NOTHING, knowledge).intent == "check_level_of_cluster"


@pytest.mark.parametrize("text", ["name the Pro ones, all of them", "ramse opp Pro-klyngene"])
def test_a_level_by_its_last_word(text: str, knowledge: KnowledgeBase) -> None:
    asked = Question("list_clusters_at_level", text, said=text)
    assert resolve(asked, NOTHING, knowledge).levels == ("arena_pro",)


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("and who's in it?", "list_clusters_at_level"),
        ("hvem er der?", "list_clusters_at_level"),
        ("which companies are in it?", "ask_members"),
    ],
)
def test_who_is_at_a_level(text: str, intent: str, knowledge: KnowledgeBase) -> None:
    context = after("explain_level", levels=("arena",))
    assert resolve(Question("ask_members", text), context, knowledge).intent == intent


@pytest.mark.parametrize(
    ("intent", "text", "years", "meant"),
    [
        ("ask_other_years", "What was pencilled in for 2024?", (2024,), "ask_new_programme"),
        ("ask_application", "blir det mulig å søke i 2024 da", (2024,), "ask_new_programme"),
        ("ask_other_years", "which clusters were there in 2024?", (2024,), "ask_other_years"),
        ("ask_other_years", "Did any clusters get in during 2023?", (2023,), "ask_new_programme"),
        ("ask_other_years", "the effect in 2023?", (2023,), "ask_other_years"),
        ("ask_other_years", "and 2019?", (2019,), "ask_other_years"),
    ],
)
def test_years_with_plans(
    intent: str, text: str, years: Tuple[int, ...], meant: str, knowledge: KnowledgeBase
) -> None:
    assert resolve(Question(intent, text, years=years), NOTHING, knowledge).intent == meant


def test_where_in_the_ranking(knowledge: KnowledgeBase) -> None:
    asked = Question("ask_location", "NODE sits where, levelwise?", clusters=(NODE,))
    assert resolve(asked, NOTHING, knowledge).intent == "ask_level_of_cluster"


def test_an_article_is_no_name(knowledge: KnowledgeBase) -> None:
    context = after("explain_level", levels=("gce",))
    text = "The Arendal one, is it a GCE as well?"
    asked = Question("check_level_of_cluster", text, levels=("gce",), places=("arendal",))
    assert "H2Cluster" not in "".join(resolve(asked, context, knowledge).clusters)


def test_who_runs_it_after_a_comparison(knowledge: KnowledgeBase) -> None:
    context = after("compare_clusters", clusters=(EDGE, NODE))
    assert (
        resolve(Question("ask_owner", "Who runs it?"), context, knowledge).intent == "ask_leaders"
    )


def test_who_owns_a_cluster_is_no_question_about_the_programme(knowledge: KnowledgeBase) -> None:
    named = Question("ask_owner", "Who owns NODE?", clusters=(NODE,))
    assert resolve(named, NOTHING, knowledge).intent == "ask_leaders"
    text = "Who owns the programme that NODE is in?"
    programme = Question("ask_owner", text, clusters=(NODE,))
    assert resolve(programme, NOTHING, knowledge).intent == "ask_owner"


def test_one_named_against_one_of_the_list(knowledge: KnowledgeBase) -> None:
    context = after("clusters_by_place", listed=(EDGE, AQUATECH), places=("trondheim",))
    text = "hvilket nivå er Aquatech på, sammenlignet med den første?"
    names = {"clusters": (AQUATECH,), "ordinals": (1,)}
    found = resolve(Question("ask_level_of_cluster", text, **names), context, knowledge)
    assert found.clusters == (AQUATECH, EDGE)


def test_one_described_against_one_named(knowledge: KnowledgeBase) -> None:
    context = after("clusters_by_place", listed=(IKUBEN, MARITIME), places=("more_og_romsdal",))
    text = "den som bygger skip, er den på samme nivå som iKuben"
    names = {"clusters": (IKUBEN,), "sectors": ("shipbuilding",)}
    found = resolve(Question("compare_clusters", text, **names), context, knowledge)
    assert found.clusters == (MARITIME, IKUBEN)


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("My husband is an oncologist; could you name a cluster in his line?", "clusters_by_theme"),
        ("My husband is an oncologist; whom could he phone?", "ask_contact"),
    ],
)
def test_a_trade_told_is_a_theme_where_a_cluster_is_asked_for(
    text: str, intent: str, knowledge: KnowledgeBase
) -> None:
    asked = Question("ask_contact", text, sectors=("cancer",), hinted=True)
    assert resolve(asked, NOTHING, knowledge).intent == intent


def test_another_year_of_a_list_goes_on_about_lists(knowledge: KnowledgeBase) -> None:
    context = after("ask_other_years", levels=("arena",), years=(2019,))
    asked = Question("follow_up", "Og i 2023?", years=(2023,))
    assert resolve(asked, context, knowledge).intent == "ask_other_years"
