"""Clusters described by theme or place, and their web pages asked for in so many words."""

from __future__ import annotations

from typing import Any, Dict

import pytest

from actions.question import Context, Question
from actions.resolving import resolve
from bot.knowledge import KnowledgeBase
from tests.unit.contexts import after, after_all, then

NOTHING = Context()


@pytest.mark.parametrize(
    ("taken_for", "text", "named", "clusters"),
    [
        (
            "clusters_by_theme",
            "Back to the wind people: what's their site?",
            {"sectors": ("offshore_wind",)},
            ("Norwegian Offshore Wind Cluster",),
        ),
        (
            "ask_website",
            "The energy people out at Fornebu, where do they live on the internet?",
            {"sectors": ("energy",), "places": ("fornebu",)},
            ("NCE Energy Technology",),
        ),
        (
            "clusters_by_place",
            "heimesida til den i Florø",
            {"places": ("floro",)},
            ("Ocean Hyway Cluster",),
        ),
        (
            "check_level_of_cluster",
            "Har dæm i Arctic Cluster Team ei heimesia æ kan kikke på?",
            {"clusters": ("Arctic Cluster Team",)},
            ("Arctic Cluster Team",),
        ),
    ],
)
def test_a_web_page_asked_for(
    taken_for: str,
    text: str,
    named: Dict[str, Any],
    clusters: Any,
    knowledge: KnowledgeBase,
) -> None:
    meant = resolve(Question(taken_for, text, **named), NOTHING, knowledge)
    assert (meant.intent, meant.clusters) == ("ask_website", clusters)


@pytest.mark.parametrize("text", ["Who works with online media?", "medier på nettet, hvem da?"])
def test_a_theme_of_the_net_is_no_question_for_a_page(text: str, knowledge: KnowledgeBase) -> None:
    question = Question("clusters_by_theme", text, sectors=("media",))
    assert resolve(question, NOTHING, knowledge).intent == "clusters_by_theme"


def test_a_web_page_of_nobody_is_no_question_for_one(knowledge: KnowledgeBase) -> None:
    question = Question("ask_contact", "Har dere en nettside?")
    assert resolve(question, NOTHING, knowledge).intent == "ask_contact"


def test_the_same_of_those_who_work_with_a_theme(knowledge: KnowledgeBase) -> None:
    last = Question("ask_location", "Hvor er NCE Aquatech?", clusters=("NCE Aquatech",))
    context = after_all(last)
    question = Question("follow_up", "å dæm med torsken?", sectors=("cod_whitefish",))
    meant = resolve(question, context, knowledge)
    assert (meant.intent, meant.clusters) == ("ask_location", ("Cod Cluster",))


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("Er det noen andre som driver med det samme som NCE Eyde?", "similar_clusters"),
        ("Who does the same as NCE Eyde?", "similar_clusters"),
        ("Who else is on the same level as NCE Eyde?", "list_clusters_at_level"),
    ],
)
def test_the_same_work_is_not_the_same_level(
    text: str, intent: str, knowledge: KnowledgeBase
) -> None:
    question = Question("similar_clusters", text, clusters=("NCE Eyde",))
    assert resolve(question, NOTHING, knowledge).intent == intent


@pytest.mark.parametrize(("asked", "meant"), [(0, 1), (1, 0)])
def test_den_andre_of_two_is_the_other(asked: int, meant: int, knowledge: KnowledgeBase) -> None:
    two = ("Autonomiklyngen", "NCE Aquatech")
    last = Question("ask_website", "nettsida?", clusters=(two[asked],))
    question = Question("follow_up", "og den andre?", ordinals=(2,))
    listed = after("clusters_by_place", two, places=("trondheim",))
    found = resolve(question, then(listed, last), knowledge)
    assert (found.intent, found.clusters) == ("ask_website", (two[meant],))


def test_den_andre_of_more_is_the_second(knowledge: KnowledgeBase) -> None:
    listed = ("GCE NODE", "GCE Blue Maritime", "GCE Ocean Technology")
    last = Question("ask_website", "nettsida?", clusters=(listed[2],))
    question = Question("follow_up", "og den andre?", ordinals=(2,))
    context = then(after("list_clusters_at_level", levels=("gce",)), last)
    found = resolve(question, context, knowledge)
    assert found.clusters == (listed[1],)


def test_who_else_is_there_where_it_is_not(knowledge: KnowledgeBase) -> None:
    text = "Since Oslo Cancer Cluster is a Global Centre of Expertise, who are its peers?"
    named = {"clusters": ("Oslo Cancer Cluster",), "levels": ("gce",)}
    question = Question("list_clusters_at_level", text, **named)
    meant = resolve(question, NOTHING, knowledge)
    assert (meant.intent, meant.levels) == ("check_level_of_cluster", ("gce",))


def test_who_else_is_there_where_it_is(knowledge: KnowledgeBase) -> None:
    named = {"clusters": ("GCE NODE",), "levels": ("gce",)}
    question = Question("list_clusters_at_level", "Which GCE besides GCE NODE?", **named)
    assert resolve(question, NOTHING, knowledge).intent == "list_clusters_at_level"
