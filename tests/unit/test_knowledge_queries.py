"""The facts that are easily got wrong, and the questions the knowledge base answers."""

from __future__ import annotations

import dataclasses
from typing import List

import pytest

from bot.knowledge import KnowledgeBase
from bot.knowledge.base import NameFilter


def names(clusters: object) -> List[str]:
    return [cluster.name for cluster in clusters]  # type: ignore[attr-defined]


def test_there_are_39_clusters_in_2022(knowledge: KnowledgeBase) -> None:
    assert len(knowledge.clusters) == 39
    assert len(set(names(knowledge.clusters))) == 39
    assert knowledge.year == 2022


def test_they_are_spread_over_the_levels_as_in_the_source(knowledge: KnowledgeBase) -> None:
    counts = {level.id: len(knowledge.clusters_at(level.id)) for level in knowledge.levels}
    assert counts == {"nodes": 2, "arena": 11, "arena_pro": 12, "nce": 7, "gce": 3, "mature": 4}
    assert list(counts) == ["nodes", "arena", "arena_pro", "nce", "gce", "mature"]
    assert sum(counts.values()) == 39


def test_the_programme_has_three_levels(knowledge: KnowledgeBase) -> None:
    assert [level.id for level in knowledge.programme_levels()] == ["arena", "arena_pro", "gce"]


def test_nce_is_a_brand_and_the_others_are_mere_groups(knowledge: KnowledgeBase) -> None:
    assert [level.id for level in knowledge.brands()] == ["nce"]
    assert [level.id for level in knowledge.other_groups()] == ["nodes", "nce", "mature"]
    nce = knowledge.level("nce")
    assert nce is not None
    assert nce.status is not None
    assert "ikke lenger et program" in nce.status.nb
    assert "no longer a programme" in nce.status.en


@pytest.mark.parametrize(
    "name", ["NCE Media", "NCE Eyde", "Oslo Cancer Cluster", "Norway Health Tech"]
)
def test_mature_clusters_are_mature_whatever_their_names_say(
    name: str, knowledge: KnowledgeBase
) -> None:
    cluster = knowledge.cluster(name)
    assert cluster is not None
    assert knowledge.level_of(cluster).id == "mature"
    assert name in names(knowledge.clusters_at("mature"))
    assert name not in names(knowledge.clusters_at("nce"))


@pytest.mark.parametrize(
    ("name", "level"),
    [
        ("HelseINN", "nodes"),
        ("Circular Wave", "arena"),
        ("VIA Cluster", "arena_pro"),
        ("NCE iKuben", "nce"),
        ("GCE NODE", "gce"),
    ],
)
def test_the_level_of_a_cluster(name: str, level: str, knowledge: KnowledgeBase) -> None:
    cluster = knowledge.cluster(name)
    assert cluster is not None
    assert knowledge.level_of(cluster).id == level


def test_what_is_not_there_is_none(knowledge: KnowledgeBase) -> None:
    assert knowledge.cluster("NCE Raufoss") is None
    assert knowledge.level("nce_pro") is None
    assert knowledge.metric("happiness") is None
    assert knowledge.clusters_at("nce_pro") == []


@pytest.mark.parametrize(
    ("metric", "value", "unit", "direction"),
    [
        ("value_creation", 15.8, "prosentpoeng", "høyere"),
        ("sales_revenue", 18.6, "prosentpoeng", "høyere"),
        ("employment", 3.6, "prosentpoeng", "flere"),
    ],
)
def test_figures_are_percentage_points(
    metric: str, value: float, unit: str, direction: str, knowledge: KnowledgeBase
) -> None:
    found = knowledge.metric(metric)
    assert found is not None
    assert found.value == value
    assert found.unit_name("nb") == unit
    assert found.unit_name("en") == "percentage points"
    assert found.direction.nb == direction


def test_productivity_is_measured_but_has_no_figure(knowledge: KnowledgeBase) -> None:
    assert [metric.id for metric in knowledge.metrics_without_figures()] == ["productivity"]
    assert len(knowledge.metrics_with_figures()) == 3


def test_how_the_figures_are_made(knowledge: KnowledgeBase) -> None:
    method = knowledge.method
    assert method.calculated_by == "Innovasjon Norge"
    assert method.significant is True
    assert "tre første årene" in method.period.nb
    assert "kontrollgruppe" in method.comparison_group.nb


def test_the_timeline_is_in_order_and_tells_plans_from_facts(knowledge: KnowledgeBase) -> None:
    years = [event.year for event in knowledge.events]
    assert years == sorted(years)
    assert set(years) == {2021, 2022, 2023, 2024}
    assert {event.year for event in knowledge.events if event.planned} == {2023, 2024}
    assert [event.id for event in knowledge.events if event.year == 2021] == ["budget_cut"]


def test_every_fact_has_a_source(knowledge: KnowledgeBase) -> None:
    assert knowledge.source.publisher == "Innovasjon Norge"
    assert knowledge.source.year == 2022
    assert knowledge.source.url.startswith("https://")
    assert all(level.source in knowledge.sources for level in knowledge.levels)


@pytest.mark.parametrize(
    ("how", "text", "expected"),
    [
        ("starts", "o", ["Ocean Hyway Cluster", "Oslo Cancer Cluster"]),
        ("starts", "S", ["Solenergiklyngen", "Stiim Aqua Cluster"]),
        ("starts", "gce", ["GCE NODE", "GCE Blue Maritime", "GCE Ocean Technology"]),
        ("ends", "technology", ["NCE Energy Technology", "GCE Ocean Technology"]),
        ("contains", "blue", ["NCE Blue Legasea", "GCE Blue Maritime"]),
        ("contains", "wood", ["Norwegian Wood Cluster", "WoodWorks Cluster"]),
        ("contains", "AI", ["Cluster for applied AI"]),  # not "Maritime", "Aqua", …
        ("contains", "nord", ["Energi i Nord", "Nordic Edge"]),
        ("starts", "z", []),
    ],
)
def test_clusters_by_name(
    how: str, text: str, expected: List[str], knowledge: KnowledgeBase
) -> None:
    assert names(knowledge.filter_by_name(NameFilter(how, text))) == expected


def test_clusters_by_name_among_some(knowledge: KnowledgeBase) -> None:
    arena = knowledge.clusters_at("arena")
    found = knowledge.filter_by_name(NameFilter("contains", "cluster"), arena)
    assert names(found) == [
        "Marin Recycling Cluster",
        "Norwegian Wood Cluster",
        "Cluster for applied AI",
        "H2Cluster - The Norwegian Hydrogen Cluster",
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("NCE Maritime CleanTech", "GCE Blue Maritime"),
        ("Circular Economy Cluster", "Circular Packaging"),
        ("Seafod Clutser", "NCE Seafood Innovation"),
    ],
)
def test_suggestions_share_a_telling_word(
    text: str, expected: str, knowledge: KnowledgeBase
) -> None:
    assert expected in names(knowledge.suggest(text))


@pytest.mark.parametrize("text", ["Norwegian Drone Cluster", "Cluster", "qwerty", ""])
def test_common_words_suggest_nothing(text: str, knowledge: KnowledgeBase) -> None:
    assert knowledge.suggest(text) == []


def test_at_most_as_many_suggestions_as_asked_for(knowledge: KnowledgeBase) -> None:
    assert len(knowledge.suggest("ocean blue energy circular wood", limit=2)) == 2


def test_facts_cannot_be_changed_by_accident(knowledge: KnowledgeBase) -> None:
    assert not dataclasses.is_dataclass(knowledge.clusters[0])
    with pytest.raises(TypeError):
        knowledge.clusters[0].level = "gce"  # type: ignore[misc]
