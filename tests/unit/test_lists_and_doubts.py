"""Lists that were narrowed, what is left out of them, doubts, and who of those shown is meant."""

from __future__ import annotations

from typing import Any, Dict, Tuple

import pytest

from actions.answer import Answer
from actions.base import after as context_after
from actions.question import Context, Question
from actions.resolving import resolve
from bot.knowledge import KnowledgeBase
from tests.unit.contexts import after, after_all, then

STIIM, AQUATECH, SEAFOOD = "Stiim Aqua Cluster", "NCE Aquatech", "NCE Seafood Innovation"
HELGELAND = "Havbruksnettverk Helgeland"
FARMS = (HELGELAND, STIIM, SEAFOOD, AQUATECH)
EYDE, NODE, WAVE = "NCE Eyde", "GCE NODE", "Circular Wave"


# --- The list before


def shown(context: Context, *clusters: str) -> Context:
    return then(context, Question("clusters_by_place"), clusters)


def test_the_list_that_was_narrowed_is_kept_until_another_is_shown() -> None:
    context = shown(shown(Context(), *FARMS), AQUATECH)
    assert (context.listed, context.earlier) == ((AQUATECH,), FARMS)
    assert context_after(Answer(()), context).earlier == FARMS
    assert shown(context, STIIM).earlier == FARMS
    assert shown(context, EYDE, NODE).earlier == ()


@pytest.mark.parametrize(
    ("intent", "text", "names", "clusters"),
    [
        (
            "ask_level_of_cluster",
            "what about the Stavanger one, which level?",
            {"places": ("stavanger",)},
            (STIIM,),
        ),
        (
            "ask_level_of_cluster",
            "Dei tre andre, kva nivå er dei på?",
            {},
            (HELGELAND, STIIM, SEAFOOD),
        ),
    ],
)
def test_one_of_the_list_before_it_was_narrowed(
    intent: str,
    text: str,
    names: Dict[str, Any],
    clusters: Tuple[str, ...],
    knowledge: KnowledgeBase,
) -> None:
    narrowed = shown(shown(Context(), *FARMS), AQUATECH)
    context = then(narrowed, Question("ask_website", clusters=(AQUATECH,)))
    assert resolve(Question(intent, text, **names), context, knowledge).clusters == clusters


def test_the_other_two_are_those_of_the_list_not_talked_about(knowledge: KnowledgeBase) -> None:
    before = after_all(
        Question("about_cluster", clusters=(EYDE,)), Question("about_cluster", clusters=(NODE,))
    )
    listed = shown(before, STIIM, AQUATECH, SEAFOOD)
    context = then(listed, Question("ask_theme", clusters=(AQUATECH,)))
    question = Question("compare_clusters", "The other two then, are they on an equal footing?")
    assert resolve(question, context, knowledge).clusters == (STIIM, SEAFOOD)


# --- Left out


@pytest.mark.parametrize("text", ["Hopp over dem i hovedstaden", "leave out those in Oslo"])
def test_what_is_left_out_is_left_out_of_the_search_before(
    text: str, knowledge: KnowledgeBase
) -> None:
    context = after("clusters_by_theme", sectors=("health",))
    question = Question("clusters_by_place", text, not_places=("oslo",))
    meant = resolve(question, context, knowledge)
    assert (meant.sectors, meant.not_places) == (("health",), ("oslo",))


@pytest.mark.parametrize(
    ("text", "place", "left_out"),
    [
        ("And outside Oslo, who does health?", "Oslo", True),
        ("Hopp over dem i Oslo", "Oslo", True),
        ("skip those in Oslo", "Oslo", True),
        ("Who in Oslo does health?", "Oslo", False),
    ],
)
def test_places_named_to_be_left_out(text: str, place: str, left_out: bool) -> None:
    entity = {
        "entity": "place",
        "value": "oslo",
        "start": text.index(place),
        "end": text.index(place) + len(place),
    }
    parse = {"text": text, "intent": {"name": "clusters_by_place"}, "entities": [entity]}
    question = Question.from_parse(parse)
    assert (question.not_places == ("oslo",)) is left_out


def test_the_one_that_is_not_about_fish() -> None:
    text = "Hva gjør den som ikke handler om fisk?"
    entity = {"entity": "sector", "value": "seafood", "start": 33, "end": 37}
    parse = {"text": text, "intent": {"name": "ask_theme"}, "entities": [entity]}
    assert Question.from_parse(parse).not_sectors == ("seafood",)


def test_near_a_place_keeps_the_theme_though_none_is_near(knowledge: KnowledgeBase) -> None:
    context = after("clusters_by_theme", sectors=("ai",))
    meant = resolve(Question("follow_up", "near Oslo?", places=("oslo",)), context, knowledge)
    assert (meant.sectors, meant.places, meant.near) == (("ai",), ("oslo",), True)


# --- Doubts


@pytest.mark.parametrize("text", ["are you quite sure?", "Er du sikker?", "u sure?"])
def test_a_doubt_gets_the_answer_again(text: str, knowledge: KnowledgeBase) -> None:
    context = after("check_level_of_cluster", clusters=(EYDE,), levels=("nce",))
    meant = resolve(Question("ask_source", text), context, knowledge)
    assert (meant.intent, meant.clusters) == ("check_level_of_cluster", (EYDE,))


def test_a_doubt_with_a_level_checks_that_level(knowledge: KnowledgeBase) -> None:
    context = after("ask_level_of_cluster", clusters=(EYDE,))
    question = Question("ask_source", "Er du sikker? Det står NCE i navnet.", levels=("nce",))
    meant = resolve(question, context, knowledge)
    assert (meant.intent, meant.levels) == ("check_level_of_cluster", ("nce",))


def test_a_doubt_that_names_another_is_a_question_for_that(knowledge: KnowledgeBase) -> None:
    context = after("check_level_of_cluster", clusters=(EYDE,), levels=("nce",))
    question = Question(
        "check_level_of_cluster", "Are you sure NODE is a GCE?", clusters=(NODE,), levels=("gce",)
    )
    assert resolve(question, context, knowledge).clusters == (NODE,)


def test_a_doubt_before_any_answer_is_about_the_source(knowledge: KnowledgeBase) -> None:
    assert (
        resolve(Question("ask_source", "are you sure?"), Context(), knowledge).intent
        == "ask_source"
    )


# --- Who is meant


@pytest.mark.parametrize(
    ("text", "intent"), [("who runs it?", "ask_leaders"), ("who runs the programme?", "ask_owner")]
)
def test_who_runs_it_is_of_the_cluster_talked_about(
    text: str, intent: str, knowledge: KnowledgeBase
) -> None:
    context = after("ask_level_of_cluster", clusters=(EYDE,))
    assert resolve(Question("ask_owner", text), context, knowledge).intent == intent


def test_whom_to_talk_to_about_a_theme(knowledge: KnowledgeBase) -> None:
    question = Question("ask_contact", "Who should I talk to?", sectors=("hydrogen",))
    assert resolve(question, Context(), knowledge).intent == "clusters_by_theme"
    named = Question("ask_contact", "Whom do I call at Eyde?", clusters=(EYDE,))
    assert resolve(named, Context(), knowledge).intent == "ask_contact"


def test_which_is_highest_of_a_few_found(knowledge: KnowledgeBase) -> None:
    context = after("clusters_by_place", listed=FARMS[:3], places=("trondelag",))
    meant = resolve(Question("compare_levels", "wich is highest"), context, knowledge)
    assert (meant.intent, meant.clusters) == ("compare_clusters", FARMS[:3])


def test_both_of_two_listed_are_checked(knowledge: KnowledgeBase) -> None:
    context = after("clusters_by_place", listed=[EYDE, NODE], places=("agder",))
    meant = resolve(Question("follow_up", "both NCE?", levels=("nce",)), context, knowledge)
    assert (meant.intent, meant.clusters) == ("check_level_of_cluster", (EYDE, NODE))


def test_who_of_them_is_of_a_level_narrows_the_search(knowledge: KnowledgeBase) -> None:
    context = after("clusters_by_place", listed=FARMS, places=("innlandet",))
    question = Question("check_level_of_cluster", "hem av de er arena", levels=("arena",))
    meant = resolve(question, context, knowledge)
    assert (meant.intent, meant.places, meant.levels) == (
        "clusters_by_place",
        ("innlandet",),
        ("arena",),
    )


@pytest.mark.parametrize("text", ["samme nivaa begge to?", "same level, both?"])
def test_the_same_of_both_listed(text: str, knowledge: KnowledgeBase) -> None:
    context = then(shown(Context(), NODE, EYDE), Question("ask_website", clusters=(EYDE,)))
    meant = resolve(Question("follow_up", text), context, knowledge)
    assert (meant.intent, meant.clusters) == ("compare_clusters", (NODE, EYDE))


def test_which_of_two_levels_has_most(knowledge: KnowledgeBase) -> None:
    context = after("compare_levels", levels=("arena", "arena_pro"))
    question = Question("list_clusters_at_level", "Og hvem er flest av de to?")
    meant = resolve(question, context, knowledge)
    assert (meant.intent, meant.levels) == ("count_clusters", ("arena", "arena_pro"))


@pytest.mark.parametrize(
    "text",
    ["Tilbake til den første jeg nevnte, nettadressen?", "the site of the one we started with"],
)
def test_the_first_that_was_mentioned(text: str, knowledge: KnowledgeBase) -> None:
    asked = [Question("ask_location", clusters=(cluster,)) for cluster in (EYDE, NODE, WAVE)]
    context = after_all(*asked)
    assert resolve(Question("ask_website", text), context, knowledge).clusters == (EYDE,)


def test_is_there_one_asks_of_all(knowledge: KnowledgeBase) -> None:
    context = after("ask_level_of_cluster", clusters=(WAVE,))
    text = "is there one at the top level that builds ships"
    meant = resolve(Question("clusters_by_theme", text, sectors=("maritime",)), context, knowledge)
    assert (meant.intent, meant.clusters) == ("clusters_by_theme", ())


def test_a_cluster_and_its_theme_in_the_programme(knowledge: KnowledgeBase) -> None:
    hydrogen = "H2Cluster - The Norwegian Hydrogen Cluster"
    text = "Did the hydrogen people, H2Cluster, get anything from the programme?"
    question = Question(
        "check_cluster_in_programme", text, clusters=(hydrogen,), sectors=("hydrogen",)
    )
    assert resolve(question, Context(), knowledge).intent == "check_cluster_in_programme"


@pytest.mark.parametrize(
    ("said", "text", "intent"),
    [
        ("We need the URL for the Nordic Edge logo. What is it?", "What is it?", "ask_website"),
        ("We met Nordic Edge. What is it?", "What is it?", "about_cluster"),
    ],
)
def test_a_page_asked_for_in_the_sentence_before(
    said: str, text: str, intent: str, knowledge: KnowledgeBase
) -> None:
    question = Question("about_cluster", text, said=said, clusters=("Nordic Edge",))
    assert resolve(question, Context(), knowledge).intent == intent


def test_levels_counted_in_the_list_of_levels_after_the_brand(knowledge: KnowledgeBase) -> None:
    context = after("ask_nce_status", levels=())
    question = Question(
        "compare_levels", "What separates the first from the second?", ordinals=(1, 2)
    )
    assert resolve(question, context, knowledge).levels == ("arena", "arena_pro")
