"""Several things asked of one cluster in one sentence, each answered in the order asked."""

from __future__ import annotations

from typing import List

import pytest

from actions.aspects import aspects
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
