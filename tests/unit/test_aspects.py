"""Several things asked of one cluster in one sentence, each answered in the order asked."""

from __future__ import annotations

from typing import List

import pytest

from actions.aspects import aspects, compared_in
from actions.cluster_levels import ActionCompareClusters
from actions.clusters import ActionListClusters
from actions.found import ActionFindClusters
from actions.profiles import ActionClusterProfile
from actions.question import Question
from tests.unit.asking import message, run

EDGE = "Nordic Edge"


@pytest.mark.parametrize(
    ("intent", "text", "expected"),
    [
        (
            "ask_website",
            "level and website please?",
            ["ask_level_of_cluster", "ask_website"],
        ),
        ("ask_website", "hva er nettsiden og fylket?", ["ask_website", "ask_location"]),
        (
            "ask_location",
            "Website then, and which part of the country are they in?",
            ["ask_website", "ask_location"],
        ),
        (
            "ask_theme",
            "fagfelt, nivå og nettside",
            ["ask_theme", "ask_level_of_cluster", "ask_website"],
        ),
        ("ask_location", "which town is it in?", []),
        ("ask_location", "which town and county is it in?", []),
        ("ask_level_of_cluster", "what level is the one in that town at?", []),
        ("ask_level_of_cluster", "hvor mange og hvilket nivå?", []),
        ("ask_effect", "level and website please?", []),
    ],
)
def test_what_is_asked_besides(intent: str, text: str, expected: List[str]) -> None:
    assert aspects(Question(intent, text, clusters=(EDGE,))) == expected


def test_nothing_is_added_without_a_cluster() -> None:
    assert aspects(Question("ask_website", "level and website please?")) == []


def test_both_are_told_in_the_order_asked() -> None:
    asked = message("ask_website", "level and website of Nordic Edge?", cluster=EDGE)
    said, _ = run(ActionClusterProfile(), asked, {"language": "en"})
    assert [one["response"] for one in said] == ["utter_level_of_cluster", "utter_website"]


@pytest.mark.parametrize(
    ("text", "response"),
    [
        ("Forklar Arena Pro nærare", "utter_explain_programme_level"),
        ("which would be the halfway ones?", "utter_clusters_at_level"),
    ],
)
def test_a_level_taken_for_a_theme_is_listed_or_explained(text: str, response: str) -> None:
    said, _ = run(
        ActionFindClusters(),
        message("clusters_by_theme", text, level="arena_pro"),
        {"language": "nb"},
    )
    assert [one["response"] for one in said] == [response]


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("which ones are GCE, with towns if you have them", True),
        ("hvilke er GCE, og hvor holder de til?", True),
        ("who is at GCE, and how many are they?", False),
        ("hvilke er GCE, og hvor mange er det?", False),
    ],
)
def test_a_list_may_be_asked_for_with_places(text: str, places: bool) -> None:
    asked = message("list_clusters_at_level", text, level="gce")
    said, _ = run(ActionListClusters(), asked, {"language": "en"})
    expected = ["utter_clusters_at_level", *(["utter_many_location"] if places else [])]
    assert [one["response"] for one in said] == expected


@pytest.mark.parametrize("text", ["Is there anything in Oslo?", "Er det noe i Oslo?"])
def test_whether_there_is_anything_is_not_of_the_cluster_talked_about(text: str) -> None:
    asked = message("clusters_by_place", text, place="oslo")
    slots = {"language": "en", "question": Question("ask_theme", clusters=(EDGE,)).to_slot()}
    said, _ = run(ActionFindClusters(), asked, slots)
    assert said[0]["response"] == "utter_clusters_by_place"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Compare NODE and Eyde for me", ["ask_theme"]),
        ("Hva er forskjellen på NODE og Eyde?", ["ask_theme"]),
        ("Compare their topic and place", ["ask_theme", "ask_location"]),
        ("Er det forskjell på nivået?", []),
        ("Are they at the same level?", []),
        ("Hvem av dem er lengst oppe?", []),
    ],
)
def test_a_comparison_is_of_what_clusters_do_unless_levels_are_meant(
    text: str, expected: List[str]
) -> None:
    both = ("GCE NODE", "NCE Eyde")
    assert compared_in(Question("compare_clusters", text, clusters=both)) == expected


def test_a_comparison_tells_what_each_does() -> None:
    asked = message("compare_clusters", "Compare NODE and Eyde", cluster=["GCE NODE", "NCE Eyde"])
    said, _ = run(ActionCompareClusters(), asked, {"language": "en"})
    themes = ["utter_theme_of_cluster"] * 2
    assert [one["response"] for one in said] == ["utter_different_levels", *themes]
