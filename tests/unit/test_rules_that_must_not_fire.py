"""Ordinary questions in which a rule's words stand and mean something else."""

from __future__ import annotations

from typing import Any, Dict, List, Tuple

import pytest

from actions.question import Context, Question
from actions.resolving import resolve
from bot.knowledge import KnowledgeBase
from tests.unit.contexts import after, after_all

NODE, EYDE, BLUE, VIA = "GCE NODE", "NCE Eyde", "GCE Blue Maritime", "VIA Cluster"


COUNTED = after("count_clusters", levels=("arena",))
OF_NODE = after("ask_level_of_cluster", clusters=(NODE,))
OF_BRAND = after("ask_nce_status", levels=("nce",))


@pytest.mark.parametrize(
    ("intent", "text", "names", "context", "expected"),
    [
        (
            "explain_level",
            "How does GCE differ from the other levels?",
            {"levels": ("gce",)},
            Context(),
            "explain_level",
        ),
        ("count_clusters", "How many are at the other levels?", {}, COUNTED, "count_clusters"),
        ("ask_location", "Hvor i landet er Eyde?", {"clusters": (EYDE,)}, OF_NODE, "ask_location"),
        ("follow_up", "Same question for GCE", {"levels": ("gce",)}, COUNTED, "count_clusters"),
        (
            "follow_up",
            "Samme spørsmål for Arena Pro",
            {"levels": ("arena_pro",)},
            COUNTED,
            "count_clusters",
        ),
        ("ask_privacy", "Are you sure this data is not stored?", {}, COUNTED, "ask_privacy"),
        ("ask_source", "Are you sure the source is up to date?", {}, COUNTED, "ask_source"),
        (
            "ask_history",
            "Når ble Eyde GCE?",
            {"clusters": (EYDE,), "levels": ("gce",)},
            Context(),
            "ask_history",
        ),
        (
            "ask_application",
            "As a member of Eyde, can we apply for GCE?",
            {"clusters": (EYDE,), "levels": ("gce",)},
            Context(),
            "ask_application",
        ),
        (
            "clusters_by_county",
            "Which is the county with the most clusters?",
            {},
            OF_NODE,
            "clusters_by_county",
        ),
        (
            "list_clusters_at_level",
            "List the GCE clusters from top to bottom",
            {"levels": ("gce",)},
            Context(),
            "list_clusters_at_level",
        ),
        (
            "list_levels",
            "Hvilke nivåer har klyngeprogrammet, fra topp til bunn?",
            {},
            Context(),
            "list_levels",
        ),
        (
            "clusters_by_place",
            "Are there any more clusters in Rogaland and Vestland?",
            {"places": ("rogaland", "vestland")},
            Context(),
            "clusters_by_place",
        ),
        (
            "ask_theme",
            "What does NODE do that others don't?",
            {"clusters": (NODE,)},
            Context(),
            "ask_theme",
        ),
        (
            "ask_money",
            "Får Eyde mer penger i forhold til den?",
            {"clusters": (EYDE,)},
            OF_NODE,
            "ask_money",
        ),
        ("follow_up", "Og gi meg tallet for GCE", {"levels": ("gce",)}, COUNTED, "count_clusters"),
        (
            "ask_effect_details",
            "Do you have effect figures per level?",
            {},
            COUNTED,
            "ask_effect_details",
        ),
        (
            "clusters_by_county",
            "Hvilke fylker jobber klyngene i?",
            {"metrics": ("employment",)},
            Context(),
            "clusters_by_county",
        ),
        (
            "explain_level",
            "Hvem er det Arena er ment for?",
            {"levels": ("arena",)},
            Context(),
            "explain_level",
        ),
        (
            "ask_members",
            "Har NODE mange medlemmer der?",
            {"clusters": (NODE,)},
            after("list_clusters_at_level", levels=("gce",)),
            "ask_members",
        ),
        ("ask_owner", "Which agency is behind it all?", {}, OF_NODE, "ask_owner"),
        (
            "ask_contact",
            "e-postadressen til en klynge innen havvind",
            {"sectors": ("offshore_wind",)},
            Context(),
            "ask_contact",
        ),
        (
            "ask_programme",
            "Er det lønnsomt å være med i programmet?",
            {},
            OF_BRAND,
            "ask_programme",
        ),
        (
            "list_clusters_at_level",
            "Which are the most advanced?",
            {},
            after("compare_levels", levels=("arena", "gce")),
            "list_clusters_at_level",
        ),
        (
            "count_clusters",
            "What's the total for just Arena Pro?",
            {"levels": ("arena_pro",)},
            after("list_all_clusters"),
            "count_clusters",
        ),
        ("list_all_clusters", "Full list, please", {}, COUNTED, "list_all_clusters"),
        (
            "clusters_by_theme",
            "Which ones work with salmon, right?",
            {"sectors": ("aquaculture",)},
            OF_NODE,
            "clusters_by_theme",
        ),
        ("ask_new_programme", "Who came instead?", {}, Context(), "ask_new_programme"),
    ],
)
def test_the_intent_stays(
    intent: str,
    text: str,
    names: Dict[str, Any],
    context: Context,
    expected: str,
    knowledge: KnowledgeBase,
) -> None:
    assert resolve(Question(intent, text, **names), context, knowledge).intent == expected


@pytest.mark.parametrize(
    "text", ["Er de fleste klyngene på Arena?", "Are they all Arena?", "Er den høyeste GCE?"]
)
def test_they_are_no_cluster_of_long_ago(text: str, knowledge: KnowledgeBase) -> None:
    context = after_all(Question("about_cluster", clusters=(EYDE,)), Question("list_levels"))
    question = Question("check_level_of_cluster", text, levels=("arena",))
    assert resolve(question, context, knowledge).clusters == ()


@pytest.mark.parametrize("text", ["Hva er forskjellen på nivåene?", "and between all the levels?"])
def test_the_levels_are_all_levels(text: str, knowledge: KnowledgeBase) -> None:
    context = after("clusters_by_theme", listed=[NODE, BLUE], sectors=("maritime",))
    meant = resolve(Question("compare_levels", text), context, knowledge)
    assert meant.levels == ("arena", "arena_pro", "gce")


@pytest.mark.parametrize(
    ("text", "name", "kind", "id_"),
    [
        ("Hvilke klynger bygger skip i Bergen?", "Bergen", "place", "bergen"),
        ("Don't forget Oslo", "Oslo", "place", "oslo"),
        ("Skip til Bergen, da?", "Bergen", "place", "bergen"),
        ("Det står ikke noe om Tromsø, gjør det?", "Tromsø", "place", "tromso"),
    ],
)
def test_nothing_is_left_out(text: str, name: str, kind: str, id_: str) -> None:
    start = text.index(name)
    entity = {"entity": kind, "value": id_, "start": start, "end": start + len(name)}
    parse = {"text": text, "intent": {"name": "clusters_by_place"}, "entities": [entity]}
    question = Question.from_parse(parse)
    assert (question.places, question.not_places) == ((id_,), ())


def test_but_i_asked_about_another(knowledge: KnowledgeBase) -> None:
    text = "But I asked about VIA, not NODE"
    entities: List[Dict[str, Any]] = [
        {"entity": "cluster", "value": VIA, "start": 18, "end": 21},
        {"entity": "cluster", "value": NODE, "start": 27, "end": 31},
    ]
    parse = {"text": text, "intent": {"name": "correction"}, "entities": entities}
    assert Question.from_parse(parse).clusters == (VIA,)


def test_a_page_spoken_of_in_passing_is_not_asked_for(knowledge: KnowledgeBase) -> None:
    said = "Fin nettside! Hva er Nordic Edge?"
    question = Question(
        "about_cluster", "Hva er Nordic Edge?", said=said, clusters=("Nordic Edge",)
    )
    assert resolve(question, Context(), knowledge).intent == "about_cluster"


def test_the_second_of_the_levels_listed(knowledge: KnowledgeBase) -> None:
    context = after_all(Question("explain_level", levels=("gce",)), Question("list_levels"))
    question = Question("follow_up", "Hva med det andre?", ordinals=(2,))
    assert resolve(question, context, knowledge).levels == ("arena_pro",)


def test_the_first_figure_is_no_level(knowledge: KnowledgeBase) -> None:
    context = after_all(Question("explain_level", levels=("arena",)), Question("ask_effect"))
    question = Question("ask_effect", "The first figure you gave, what is it?")
    assert resolve(question, context, knowledge).levels == ()


FOUND: Tuple[Tuple[str, List[str]], ...] = (
    ("Jeg husker ikke navnet, men det har ordet blue", ["contains:blue"]),
    ("I'm not sure, but which ones have the word blue?", ["contains:blue"]),
)


@pytest.mark.parametrize(("text", "found"), FOUND)
def test_a_word_not_remembered_is_looked_for(text: str, found: List[str]) -> None:
    from bot.nlu.name_filters import find_name_filters

    assert [one["value"] for one in find_name_filters(text)] == found
