"""Conditions of a search set aside, kept or asked for: "forget fintech", "none at Arena?"."""

from __future__ import annotations

from typing import Any, Dict, List

import pytest

from actions.base import answer_question
from actions.clusters import ActionCountClusters
from actions.profiles import ActionClusterProfile
from actions.question import Context, Question
from actions.resolving import resolve
from actions.talk import _asked
from bot.knowledge import KnowledgeBase
from tests.unit.contexts import after, after_all, then

AI, ARCTIC, CANCER = "Cluster for applied AI", "Arctic Cluster Team", "Oslo Cancer Cluster"
CARE, FINANCE = "Norwegian Smart Care Cluster", "NCE Finance Innovation"
BY_PLACE, BY_THEME, COUNT = "clusters_by_place", "clusters_by_theme", "count_clusters"
GOES_ON = [BY_PLACE, BY_THEME, "follow_up", "correction"]
BOTH = ("arena", "arena_pro")


def parse(text: str, intent: str, knowledge: KnowledgeBase) -> Dict[str, Any]:
    entities = [
        {"entity": one.entity, "value": one.id, "start": one.start, "end": one.end}
        for one in knowledge.names.find(text)
    ]
    return {"text": text, "intent": {"name": intent}, "entities": entities}


def read(text: str, intent: str, knowledge: KnowledgeBase) -> Question:
    return Question.from_parse(parse(text, intent, knowledge))


def told(text: str, intent: str, context: Context, knowledge: KnowledgeBase) -> Question:
    return resolve(read(text, intent, knowledge), context, knowledge)


def fintech_in_bergen() -> Context:
    return after(BY_THEME, sectors=("finance",), places=("bergen",))


@pytest.mark.parametrize(
    "text",
    [
        "Glem fintech",
        "Forget about fintech.",
        "Gløym det med fintech",
        "Never mind fintech",
        "Dropp finans",
    ],
)
def test_what_is_to_be_forgotten_is_dropped(text: str, knowledge: KnowledgeBase) -> None:
    question = read(text, BY_THEME, knowledge)
    assert (question.sectors, question.not_sectors) == ((), ())
    assert question.dropped == ("finance",)


@pytest.mark.parametrize(
    "text",
    [
        "Don't forget fintech",
        "Ikke glem fintech",
        "Har du glemt fintech?",
    ],
)
def test_what_is_not_to_be_forgotten_is_meant(text: str, knowledge: KnowledgeBase) -> None:
    assert read(text, BY_THEME, knowledge).sectors == ("finance",)


@pytest.mark.parametrize(
    "text",
    [
        "Er det flere i Bergen hvis vi ikke tenker på helse?",
        "e det fleire i byen, hvis me ikkje tenke på helse?",
        "Are there more in Bergen if we don't count health?",
        "Finst det fleire, bortsett frå helse?",
        "Is there anything apart from health?",
        "What is left if we forget health?",
    ],
)
def test_what_is_not_thought_of_is_left_out(text: str, knowledge: KnowledgeBase) -> None:
    question = read(text, BY_THEME, knowledge)
    assert (question.sectors, question.not_sectors) == ((), ("health",))


def test_if_they_work_with_a_theme_leaves_out_nothing(knowledge: KnowledgeBase) -> None:
    question = read("Do you know if they think about health?", "ask_theme", knowledge)
    assert (question.sectors, question.not_sectors) == (("health",), ())


def test_a_part_that_only_sets_a_theme_aside_is_no_question(knowledge: KnowledgeBase) -> None:
    parts = ["Glem fintech.", "List alt som ligger i Bergen."]
    asked = _asked([parse(text, "follow_up", knowledge) for text in parts])
    assert [question.text for question in asked] == parts[1:]
    found = resolve(asked[0], fintech_in_bergen(), knowledge)
    assert (found.intent, found.sectors, found.places) == (BY_PLACE, (), ("bergen",))


@pytest.mark.parametrize(
    "parts",
    [
        ["Glem Oslo, hva er en klynge?", "Og hvor mange er det?"],
        ["Hva er NCE?", "Og hva er GCE?"],
        ["Glem fintech."],
    ],
)
def test_parts_that_ask_something_are_questions(parts: List[str], knowledge: KnowledgeBase) -> None:
    asked = _asked([parse(text, "explain_level", knowledge) for text in parts])
    assert [question.text for question in asked] == parts


@pytest.mark.parametrize("intent", GOES_ON)
@pytest.mark.parametrize(
    "text",
    ["Nei, alle bransjer, men i Bergen", "All industries, please", "Uansett tema", "Glem fintech"],
)
def test_of_any_theme_keeps_the_place(text: str, intent: str, knowledge: KnowledgeBase) -> None:
    found = told(text, intent, fintech_in_bergen(), knowledge)
    assert (found.intent, found.sectors, found.places) == (BY_PLACE, (), ("bergen",))


def test_which_themes_there_are_is_no_search(knowledge: KnowledgeBase) -> None:
    asked = told("What are all the themes?", "list_themes", fintech_in_bergen(), knowledge)
    assert asked.intent == "list_themes"


@pytest.mark.parametrize("intent", [BY_PLACE, BY_THEME, "follow_up", COUNT, "clusters_by_county"])
@pytest.mark.parametrize(
    "text",
    ["hvilken av dem har flest i Rogaland da", "Which of the two has most of them in Rogaland?"],
)
def test_which_of_two_levels_has_most_in_a_place(
    text: str, intent: str, knowledge: KnowledgeBase
) -> None:
    counted = after(COUNT, levels=BOTH)
    found = told(text, intent, counted, knowledge)
    assert (found.intent, found.levels, found.places) == (COUNT, BOTH, ("rogaland",))


def test_what_there_is_in_a_place_is_of_all_levels(knowledge: KnowledgeBase) -> None:
    found = told("Hva finnes i Rogaland?", BY_PLACE, after(COUNT, levels=BOTH), knowledge)
    assert (found.intent, found.levels) == (BY_PLACE, ())


@pytest.mark.parametrize("intent", [*GOES_ON, COUNT, "compare_levels"])
@pytest.mark.parametrize(
    "text",
    ["men fordelt på arena og arena pro, mente jeg", "Divided between Arena and Arena Pro, I mean"],
)
def test_a_search_by_place_divided_by_levels(
    text: str, intent: str, knowledge: KnowledgeBase
) -> None:
    found = told(text, intent, after(BY_PLACE, places=("rogaland",)), knowledge)
    assert (found.intent, found.levels, found.places) == (COUNT, BOTH, ("rogaland",))


def test_the_number_at_each_level_in_a_place(knowledge: KnowledgeBase) -> None:
    question = Question(COUNT, levels=BOTH, places=("rogaland",))
    answer = ActionCountClusters().answer(question, Context(), "nb", knowledge)
    [said] = answer.utterances
    assert said.response == "utter_count_levels_there"
    assert "Arena: 0" in said.variables["lines"]
    assert "Arena Pro: 6" in said.variables["lines"]
    assert said.variables["total"] == 6


@pytest.mark.parametrize("intent", [COUNT, "list_clusters_at_level", "follow_up"])
@pytest.mark.parametrize("text", ["så null på arena altså?", "So none at Arena, then?"])
def test_none_at_a_level_is_said_of_the_place(
    text: str, intent: str, knowledge: KnowledgeBase
) -> None:
    found = told(text, intent, after(BY_PLACE, places=("rogaland",)), knowledge)
    assert (found.levels, found.places) == (("arena",), ("rogaland",))


def test_how_many_clusters_are_at_a_level_is_of_all(knowledge: KnowledgeBase) -> None:
    rogaland = after(BY_PLACE, places=("rogaland",))
    found = told("How many clusters are there at Arena?", COUNT, rogaland, knowledge)
    assert (found.levels, found.places) == (("arena",), ())


@pytest.mark.parametrize("intent", [*GOES_ON, "deny"])
@pytest.mark.parametrize("text", ["nei i rogaland!!", "No, in Rogaland"])
def test_a_place_corrected_keeps_the_level(
    text: str, intent: str, knowledge: KnowledgeBase
) -> None:
    found = told(text, intent, after(COUNT, levels=("arena",)), knowledge)
    assert (found.intent, found.levels, found.places) == (COUNT, ("arena",), ("rogaland",))


@pytest.mark.parametrize("intent", [BY_PLACE, "ask_location", "follow_up"])
@pytest.mark.parametrize("text", ["er nokon av dei på Sørlandet?", "Any of them in Sørlandet?"])
def test_of_them_is_of_the_level_talked_about(
    text: str, intent: str, knowledge: KnowledgeBase
) -> None:
    mature = after("explain_level", levels=("mature",))
    found = told(text, intent, mature, knowledge)
    assert (found.intent, found.levels, found.places) == (BY_PLACE, ("mature",), ("sorlandet",))


@pytest.mark.parametrize("intent", [BY_THEME, "list_clusters_at_level"])
@pytest.mark.parametrize(
    "text",
    ["Nevn dem, men bare de som har med fisk å gjøre", "Name them, but only those with fish"],
)
def test_only_those_of_a_theme_of_a_brand(text: str, intent: str, knowledge: KnowledgeBase) -> None:
    brand = after_all(Question("ask_nce_status", levels=("nce",)))
    found = told(text, intent, brand, knowledge)
    assert (found.intent, found.levels, found.sectors) == (BY_THEME, ("nce",), ("seafood",))


def test_clusters_of_a_theme_after_a_level_are_of_all_levels(knowledge: KnowledgeBase) -> None:
    mature = after("explain_level", levels=("mature",))
    assert told("Who works with fish?", BY_THEME, mature, knowledge).levels == ()


@pytest.mark.parametrize("intent", GOES_ON)
@pytest.mark.parametrize(
    "text",
    [
        "Er det flere klynger i byen vi burde kjenne til som bank?",
        "Are there more clusters in that town we should know, as a bank?",
    ],
)
def test_more_in_town_than_the_one_found(text: str, intent: str, knowledge: KnowledgeBase) -> None:
    context = then(fintech_in_bergen(), Question("ask_website", clusters=(FINANCE,)))
    found = told(text, intent, context, knowledge)
    assert (found.intent, found.sectors, found.places) == (BY_PLACE, (), ("bergen",))


def test_more_in_town_with_a_theme_keeps_it(knowledge: KnowledgeBase) -> None:
    context = after("ask_theme", clusters=(CANCER,))
    found = told("Er det flere i byen som jobber med helse?", BY_THEME, context, knowledge)
    assert (found.sectors, found.places) == (("health",), ("oslo",))


def test_the_town_that_the_user_lives_in_is_not_that_of_the_cluster(
    knowledge: KnowledgeBase,
) -> None:
    context = after("ask_theme", clusters=(CANCER,))
    found = told("Er det flere i byen jeg bor i?", BY_PLACE, context, knowledge)
    assert found.places == ()


@pytest.mark.parametrize("intent", ["similar_clusters", BY_PLACE, BY_THEME])
@pytest.mark.parametrize(
    "text",
    ["Finnes det søsken av den i samme by?", "Is there anything similar in the same town?"],
)
def test_similar_ones_in_its_town(text: str, intent: str, knowledge: KnowledgeBase) -> None:
    found = told(text, intent, after("ask_theme", clusters=(CANCER,)), knowledge)
    assert (found.sectors, found.places) == (("health",), ("oslo",))


@pytest.mark.parametrize(
    ("text", "cluster", "verdict"),
    [
        ("har de kontor i nærheten av fredrikstad", AI, "Ja. "),
        ("Are they near Fredrikstad?", AI, "Ja. "),
        ("Are they near Bergen?", AI, "Nei. "),
        ("Are they in Fredrikstad?", AI, "Nei. "),
        ("Are they near Vestlandet?", AI, ""),
    ],
)
def test_whether_it_is_near(
    text: str, cluster: str, verdict: str, knowledge: KnowledgeBase
) -> None:
    question = told(text, "ask_location", after("ask_theme", clusters=(cluster,)), knowledge)
    answer = ActionClusterProfile().answer(question, Context(), "nb", knowledge)
    assert answer.utterances[0].variables["verdict"] == verdict


@pytest.mark.parametrize("intent", [BY_THEME, "list_themes", "ask_theme", "follow_up"])
@pytest.mark.parametrize(
    "text",
    ["hvilken industri er det snakk om?", "What industry are they in?", "Kva næring er dei i?"],
)
def test_which_industry_it_is_in(text: str, intent: str, knowledge: KnowledgeBase) -> None:
    found = told(text, intent, after(BY_PLACE, places=("mo_i_rana",)), knowledge)
    assert (found.intent, found.clusters, found.sectors) == ("ask_theme", (ARCTIC,), ())


@pytest.mark.parametrize(
    ("text", "sectors"),
    [("Which industry clusters are there?", ("industry",)), ("Which industries are there?", ())],
)
def test_which_industries_there_are(
    text: str, sectors: tuple[str, ...], knowledge: KnowledgeBase
) -> None:
    found = told(text, BY_THEME, after("ask_theme", clusters=(CARE,)), knowledge)
    assert (found.sectors, found.clusters) == (sectors, ())
    assert answer_question(found, Context(), "en").utterances


@pytest.mark.parametrize("text", ["Drop Stavanger, we've been there", "Dropp Stavanger"])
def test_a_town_dropped_is_left_out_of_its_county(text: str, knowledge: KnowledgeBase) -> None:
    question = read(text, BY_PLACE, knowledge)
    assert (question.places, question.not_places) == ((), ("stavanger",))
