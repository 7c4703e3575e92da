"""The nearest cluster, and the one farthest north: what is meant, and what is said."""

from __future__ import annotations

from typing import Any, Optional

import pytest

from actions.found import ActionFindClusters
from actions.question import Context, Question
from actions.resolving import resolve
from actions.resolving.directions import direction_meant
from bot.knowledge import KnowledgeBase
from tests.unit.asking import message, run, text_of
from tests.unit.contexts import after


@pytest.mark.parametrize(
    ("text", "direction"),
    [
        ("Hvilken klynge ligger lengst nord?", "north"),
        ("den nordligste", "north"),
        ("Which is the southernmost cluster?", "south"),
        ("kven er lengst mot aust", "east"),
        ("the one furthest to the west", "west"),
        ("hva finnes i Nord-Norge?", None),
        ("clusters on the west coast", None),
    ],
)
def test_a_direction_is_read(text: str, direction: Optional[str]) -> None:
    assert direction_meant(text) == direction


@pytest.mark.parametrize("intent", ["clusters_by_place", "follow_up", "ask_location"])
def test_farthest_is_a_search_of_its_own(intent: str, knowledge: KnowledgeBase) -> None:
    meant = resolve(Question(intent, "og sørligst?"), Context(), knowledge)
    assert (meant.intent, meant.farthest) == ("clusters_by_place", "south")


@pytest.mark.parametrize("text", ["Ka e nærmast da?", "Which would be closest, then?"])
@pytest.mark.parametrize("intent", ["follow_up", "similar_clusters"])
def test_nearest_is_of_the_place_asked_about(
    intent: str, text: str, knowledge: KnowledgeBase
) -> None:
    context = after("clusters_by_place", places=("narvik",))
    meant = resolve(Question(intent, text), context, knowledge)
    assert (meant.intent, meant.places, meant.near) == ("clusters_by_place", ("narvik",), True)


def said(language: str, text: str, **names: Any) -> str:
    slots = {"language": language}
    messages, _ = run(ActionFindClusters(), message("clusters_by_place", text, **names), slots)
    return text_of(messages[0], language)


def test_farthest_in_each_direction_is_told() -> None:
    assert "**Marin Recycling Cluster** is furthest north: in Stokmarknes" in said(
        "en", "farthest north"
    )
    assert "lengst sør: i Kristiansand" in said("nb", "hvem er lengst sør?")


def test_where_none_is_within_reach_the_nearest_is_told_with_its_distance() -> None:
    answer = said("nb", "klynger i nærheten av Alta", place="alta")
    assert "mindre enn 60 km fra Alta" in answer
    assert "Nærmest er **Marin Recycling Cluster** på Stokmarknes" in answer
    assert "km unna i luftlinje" in answer


def test_what_was_told_is_what_goes_on() -> None:
    slots = {"language": "en"}
    asked = message("clusters_by_place", "the northernmost?")
    _, after = run(ActionFindClusters(), asked, slots)
    assert after["question"]["clusters"] == ["Marin Recycling Cluster"]
    assert after["listed_clusters"] == ["Marin Recycling Cluster"]
