"""When a question is a search by theme or place, and what a follow-up of one means."""

from __future__ import annotations

import pytest

from actions.question import Context, Question
from actions.resolving import resolve
from bot.knowledge import KnowledgeBase
from tests.unit.contexts import after

NOTHING = Context()
SHIPS = ("Autonomiklyngen", "Ocean Hyway Cluster", "GCE NODE", "GCE Blue Maritime")


@pytest.mark.parametrize(
    "taken_for", ["list_clusters_at_level", "list_all_clusters", "about_cluster", "ask_theme"]
)
def test_a_theme_makes_a_search_of_it(taken_for: str, knowledge: KnowledgeBase) -> None:
    question = Question(
        taken_for, "Arena-klynger innen helse", levels=("arena",), sectors=("health",)
    )
    meant = resolve(question, NOTHING, knowledge)
    assert (meant.intent, meant.levels) == ("clusters_by_theme", ("arena",))


def test_a_place_makes_a_search_of_it(knowledge: KnowledgeBase) -> None:
    meant = resolve(
        Question("ask_location", "noe i Bergen", places=("bergen",)), NOTHING, knowledge
    )
    assert (meant.intent, meant.places) == ("clusters_by_place", ("bergen",))


def test_a_count_stays_a_count(knowledge: KnowledgeBase) -> None:
    question = Question("count_clusters", "hvor mange i Agder", places=("agder",))
    assert resolve(question, NOTHING, knowledge) == question


def test_questions_on_other_subjects_stay_what_they_are(knowledge: KnowledgeBase) -> None:
    question = Question("out_of_scope", "været i Bergen", places=("bergen",))
    assert resolve(question, NOTHING, knowledge) == question


def test_near_a_town(knowledge: KnowledgeBase) -> None:
    question = Question("clusters_by_place", "near Stavanger", places=("stavanger",))
    assert resolve(question, NOTHING, knowledge).near


def test_a_named_cluster_in_a_place_is_asked_where_it_is(knowledge: KnowledgeBase) -> None:
    question = Question(
        "check_cluster_in_programme",
        "Is NCE Media in Oslo?",
        clusters=("NCE Media",),
        places=("oslo",),
    )
    assert resolve(question, NOTHING, knowledge).intent == "ask_location"


def test_and_in_bergen_keeps_the_theme_while_something_is_found(knowledge: KnowledgeBase) -> None:
    question = Question("follow_up", "og i Bergen?", places=("bergen",))
    meant = resolve(question, after("clusters_by_theme", sectors=("seafood",)), knowledge)
    assert (meant.intent, meant.sectors, meant.places) == (
        "clusters_by_theme",
        ("seafood",),
        ("bergen",),
    )


def test_and_in_bergen_drops_a_theme_that_nobody_there_has(knowledge: KnowledgeBase) -> None:
    question = Question("follow_up", "og i Bergen?", places=("bergen",))
    meant = resolve(question, after("clusters_by_theme", sectors=("hydrogen",)), knowledge)
    assert (meant.intent, meant.sectors) == ("clusters_by_place", ())


def test_another_place_takes_the_place_of_the_first(knowledge: KnowledgeBase) -> None:
    question = Question("follow_up", "og Agder?", places=("agder",))
    meant = resolve(question, after("count_clusters", places=("vestland",)), knowledge)
    assert (meant.intent, meant.places) == ("count_clusters", ("agder",))


def test_only_the_arena_ones_narrows(knowledge: KnowledgeBase) -> None:
    question = Question("list_clusters_at_level", "only the Arena ones", levels=("arena",))
    meant = resolve(question, after("clusters_by_theme", sectors=("health",)), knowledge)
    assert (meant.intent, meant.sectors, meant.levels) == (
        "clusters_by_theme",
        ("health",),
        ("arena",),
    )


def test_how_many_is_that_counts_what_was_found(knowledge: KnowledgeBase) -> None:
    meant = resolve(
        Question("count_clusters", "how many are that?"),
        after("clusters_by_theme", sectors=("health",)),
        knowledge,
    )
    assert (meant.intent, meant.sectors) == ("count_clusters", ("health",))


def test_which_of_them_looks_in_the_last_list(knowledge: KnowledgeBase) -> None:
    question = Question("clusters_by_place", "which of them are in Florø?", places=("floro",))
    meant = resolve(question, after("clusters_by_theme", SHIPS, sectors=("maritime",)), knowledge)
    assert meant.among == SHIPS


@pytest.mark.parametrize(
    ("question", "picked"),
    [
        (Question("about_cluster", "what's with the one in Florø?", places=("floro",)), SHIPS[1]),
        (Question("ask_theme", "what does the hydrogen one do", sectors=("hydrogen",)), SHIPS[1]),
        (Question("ask_location", "hvor er den med olje", sectors=("oil_gas",)), SHIPS[2]),
    ],
)
def test_a_description_picks_from_the_last_list(
    question: Question, picked: str, knowledge: KnowledgeBase
) -> None:
    meant = resolve(question, after("clusters_by_theme", SHIPS, sectors=("maritime",)), knowledge)
    assert (meant.intent, meant.clusters) == (question.intent, (picked,))


def test_where_is_the_second_one(knowledge: KnowledgeBase) -> None:
    question = Question("ask_location", "where is the second one?", ordinals=(2,))
    meant = resolve(question, after("clusters_by_theme", SHIPS, sectors=("maritime",)), knowledge)
    assert (meant.intent, meant.clusters) == ("ask_location", (SHIPS[1],))


def test_its_website_is_of_the_cluster_talked_about(knowledge: KnowledgeBase) -> None:
    context = after("ask_location", clusters=("NCE Media",))
    meant = resolve(Question("ask_website", "and its website?"), context, knowledge)
    assert meant.clusters == ("NCE Media",)


def test_another_like_it(knowledge: KnowledgeBase) -> None:
    context = after("about_cluster", clusters=("NCE Eyde",))
    meant = resolve(Question("similar_clusters", "is there another like it?"), context, knowledge)
    assert meant.clusters == ("NCE Eyde",)


def test_where_of_a_search(knowledge: KnowledgeBase) -> None:
    meant = resolve(
        Question("list_levels", "hvor da?"),
        after("clusters_by_theme", SHIPS, sectors=("maritime",)),
        knowledge,
    )
    assert (meant.intent, meant.clusters) == ("ask_location", SHIPS)


def test_its_county_is_that_of_the_cluster_talked_about(knowledge: KnowledgeBase) -> None:
    context = after("ask_location", clusters=("NCE iKuben",))
    question = Question("clusters_by_place", "what others are in the same county?")
    assert resolve(question, context, knowledge).places == ("more_og_romsdal",)


def test_them_on_a_map(knowledge: KnowledgeBase) -> None:
    meant = resolve(
        Question("ask_map", "show them on a map"),
        after("clusters_by_theme", SHIPS, sectors=("maritime",)),
        knowledge,
    )
    assert meant.clusters == SHIPS


def test_one_that_is_on_no_map_is_asked_where_it_is(knowledge: KnowledgeBase) -> None:
    question = Question("ask_map", "why isn't it on the map?", clusters=("NF&TA",))
    assert resolve(question, NOTHING, knowledge).intent == "ask_location"


def test_what_is_not_meant_is_left_out() -> None:
    text = "boats rather than salmon"
    parse = {
        "text": text,
        "intent": {"name": "clusters_by_theme"},
        "entities": [
            {"entity": "sector", "value": "maritime", "start": 0, "end": 5},
            {"entity": "sector", "value": "aquaculture", "start": 18, "end": 24},
        ],
    }
    assert Question.from_parse(parse).sectors == ("maritime",)


@pytest.mark.parametrize("text", ["Hvilke er ikke med på kartet?", "what is missing from the map"])
def test_what_is_not_on_the_map_is_without_a_place(text: str, knowledge: KnowledgeBase) -> None:
    question = Question("ask_map", text)
    assert resolve(question, Context(), knowledge).intent == "clusters_without_place"


def test_why_not_a_map_is_a_map(knowledge: KnowledgeBase) -> None:
    question = Question("ask_map", "why not show me a map?")
    assert resolve(question, Context(), knowledge).intent == "ask_map"


FOUND = after("count_clusters", ("NCE Aquatech", "Cod Cluster"), places=("trondelag",))


@pytest.mark.parametrize("text", ["kva heiter dei?", "what are they called", "names?"])
def test_what_they_are_called_lists_what_was_found(text: str, knowledge: KnowledgeBase) -> None:
    meant = resolve(Question("list_clusters_at_level", text), FOUND, knowledge)
    assert (meant.intent, meant.places) == ("clusters_by_place", ("trondelag",))


def test_all_of_them_are_all(knowledge: KnowledgeBase) -> None:
    meant = resolve(Question("list_all_clusters", "all of them, please"), FOUND, knowledge)
    assert meant.intent == "list_all_clusters"


def test_their_level_is_that_of_each_found(knowledge: KnowledgeBase) -> None:
    meant = resolve(Question("ask_level_of_cluster", "hvilket nivå er de på?"), FOUND, knowledge)
    assert meant.clusters == FOUND.listed


@pytest.mark.parametrize(
    ("intent", "text"),
    [
        ("clusters_by_place", "What other clusters share that town?"),
        ("similar_clusters", "hvilke andre er i den byen?"),
    ],
)
def test_that_town_is_the_clusters(intent: str, text: str, knowledge: KnowledgeBase) -> None:
    context = after("ask_location", clusters=("Nordic Edge",))
    meant = resolve(Question(intent, text), context, knowledge)
    assert (meant.intent, meant.places) == ("clusters_by_place", ("stavanger",))


def test_elsewhere_in_a_county_is_a_search(knowledge: KnowledgeBase) -> None:
    context = after("ask_theme", clusters=("NCE iKuben",))
    question = Question("follow_up", "Og ellers i Møre og Romsdal?", places=("more_og_romsdal",))
    assert resolve(question, context, knowledge).intent == "clusters_by_place"


@pytest.mark.parametrize("taken_for", ["follow_up", "ask_theme", "clusters_by_theme"])
def test_whether_they_work_with_something_is_asked_of_the_one_talked_about(
    taken_for: str, knowledge: KnowledgeBase
) -> None:
    context = after("ask_theme", clusters=("Nordic Edge",))
    question = Question(taken_for, "Jobber de med hydrogen?", sectors=("hydrogen",))
    meant = resolve(question, context, knowledge)
    assert (meant.intent, meant.clusters) == ("ask_theme", ("Nordic Edge",))
    assert meant.sectors == ("hydrogen",)


def test_where_all_of_them_are_is_the_map(knowledge: KnowledgeBase) -> None:
    question = Question("ask_location", "Show where in Norway they all are")
    assert resolve(question, NOTHING, knowledge).intent == "ask_map"
    talked_about = after("clusters_by_theme", SHIPS, sectors=("maritime",))
    assert resolve(question, talked_about, knowledge).clusters == SHIPS


@pytest.mark.parametrize(
    ("name", "intent"),
    [("NCE Systems Engineering", "ask_theme"), ("Kongsberg", "clusters_by_place")],
)
def test_an_unknown_name_with_a_place(name: str, intent: str, knowledge: KnowledgeBase) -> None:
    asked = Question(
        "ask_theme",
        f"Hva driver {name} på Kongsberg med?",
        places=("kongsberg",),
        unknown_names=(name,),
    )
    assert resolve(asked, Context(), knowledge).intent == intent
