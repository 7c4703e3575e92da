"""The pictures that go with answers, and the facts of the map, in both languages."""

from __future__ import annotations

import asyncio
import json
from string import Formatter
from typing import Any, Dict, List, Optional

import pytest
from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.effects import ActionEffect
from actions.levels import ActionExplainLevels
from actions.picture_wording import TEXTS
from actions.pictures import cluster_map, effect_chart, level_diagram
from bot.knowledge import load_knowledge
from bot.knowledge.placing import levels_with_clusters, placed
from bot.languages import CODES
from bot.server.map_data import map_data

FACTS = load_knowledge()
LANGUAGES = CODES
ALL = [cluster.id for cluster in FACTS.clusters]


def said(action: Any, intent: str, metadata: Optional[Dict[str, Any]] = None, **names: str) -> Any:
    entities = [{"entity": name, "value": value} for name, value in names.items()]
    latest = {"text": "", "intent": {"name": intent, "confidence": 1.0}, "entities": entities}
    if metadata is not None:
        latest["metadata"] = metadata
    tracker = Tracker("me", {"language": "en"}, latest, [], False, None, {}, None)
    dispatcher = CollectingDispatcher()
    asyncio.run(action.run(dispatcher, tracker, {}))
    return dispatcher.messages


@pytest.mark.parametrize("name", TEXTS)
def test_every_text_is_there_in_all_languages_with_the_same_variables(name: str) -> None:
    texts = TEXTS[name]
    variables = [
        {field for _, field, _, _ in Formatter().parse(texts[language]) if field}
        for language in LANGUAGES
    ]
    assert all(texts[language].strip() for language in LANGUAGES)
    assert all(one == variables[0] for one in variables)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_chart_has_the_figures_of_the_knowledge_base(language: str) -> None:
    chart = effect_chart([], language, FACTS)
    assert chart is not None
    metrics = FACTS.metrics_with_figures()
    assert [bar["value"] for bar in chart["bars"]] == [metric.value for metric in metrics]
    assert all(bar["asked"] for bar in chart["bars"])
    for bar in chart["bars"]:
        assert bar["text"] in chart["alt"]
        assert bar["short"] in bar["text"]
    assert FACTS.method.comparison_group.get(language) in chart["note"]


def test_the_figure_asked_for_stands_out_among_the_others() -> None:
    metric = FACTS.metrics_with_figures()[1]
    chart = effect_chart([metric], "nb", FACTS)
    assert chart is not None
    assert [bar["asked"] for bar in chart["bars"]].count(True) == 1
    assert chart["bars"][1]["asked"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_diagram_keeps_levels_of_the_programme_apart_from_the_rest(language: str) -> None:
    diagram = level_diagram(language, FACTS, FACTS.level("gce"))
    steps = [box["name"] for box in diagram["steps"]]
    assert steps == [level.name.get(language) for level in FACTS.programme_levels()]
    boxes = diagram["steps"] + diagram["beside"]
    assert sum(box["count"] for box in boxes) == len(FACTS.clusters)
    assert sorted(box["mark"] for box in boxes) == list(range(len(FACTS.levels)))
    assert [box["name"] for box in boxes if box["asked"]] == ["GCE"]
    assert all(box["name"] in diagram["alt"] for box in boxes)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_map_has_points_for_towns_only_and_names_the_rest(language: str) -> None:
    picture = cluster_map(ALL, language, FACTS)
    assert picture is not None
    shown = {point["cluster"] for point in picture["points"]}
    beside = {one["cluster"] for one in picture["unplaced"]}
    assert shown | beside == set(ALL)
    assert not shown & beside
    for name in beside:
        profile = FACTS.profile(name)
        assert profile is None or profile.coordinates is None
        assert name in picture["note"]
    assert all(name in picture["alt"] for name in shown)
    assert "GeoNames" in picture["credit"]


def test_a_map_of_one_cluster_is_called_after_it() -> None:
    picture = cluster_map(["GCE NODE"], "nb", FACTS)
    assert picture is not None
    assert picture["title"] == "GCE NODE på kartet"
    assert [level["name"] for level in picture["levels"]] == ["GCE"]
    assert picture["note"] == ""


def test_there_is_no_map_of_clusters_without_a_point() -> None:
    assert cluster_map(["NF&TA", "no such cluster"], "en", FACTS) is None


def test_an_uncertain_place_is_worded_so() -> None:
    (construction,) = placed(FACTS, [c for c in FACTS.clusters if c.id == "Construction City"])
    assert not construction.certain
    for language, word in (("nb", "(usikkert)"), ("nn", "(usikkert)"), ("en", "(uncertain)")):
        picture = cluster_map(["Construction City"], language, FACTS)
        assert picture is not None
        assert word in picture["points"][0]["place"]


def test_places_that_only_members_are_in_are_not_certain() -> None:
    found = {one.cluster.id: one for one in placed(FACTS)}
    assert not found["Energi i Nord"].certain
    assert found["Cod Cluster"].certain
    assert found["NF&TA"].places == []


@pytest.mark.parametrize(
    ("action", "intent", "names", "kind"),
    [
        (ActionEffect(), "ask_effect", {}, "bar_chart"),
        (ActionEffect(), "ask_effect", {"metric": "employment"}, "bar_chart"),
        (ActionExplainLevels(), "list_levels", {}, "levels"),
        (ActionExplainLevels(), "explain_level", {"level": "gce"}, "levels"),
    ],
)
def test_the_picture_is_in_the_metadata_and_no_message_of_its_own(
    action: Any, intent: str, names: Dict[str, str], kind: str
) -> None:
    (message,) = said(action, intent, **names)
    assert message["picture"]["type"] == kind
    assert message["picture"]["language"] == "en"
    assert not message["custom"]
    json.dumps(message)


def test_a_metric_without_a_figure_has_no_chart() -> None:
    (message,) = said(ActionEffect(), "ask_effect", metric="productivity")
    assert "picture" not in message


def test_only_who_asks_for_it_gets_the_picture_as_a_message() -> None:
    plain = said(ActionEffect(), "ask_effect", {"rich": "yes"})
    rich = said(ActionEffect(), "ask_effect", {"rich": True})
    assert len(plain) == 1
    assert rich[0] == plain[0]
    assert rich[1]["custom"] == plain[0]["picture"]
    assert not rich[1].get("text")


def test_the_data_of_the_map_is_that_of_the_knowledge_base() -> None:
    data = map_data(FACTS)
    assert [cluster["name"] for cluster in data["clusters"]] == ALL
    assert [level["id"] for level in data["levels"]] == [
        level.id for level in levels_with_clusters(FACTS)
    ]
    sectors = {sector["id"] for sector in data["sectors"]}
    for cluster in data["clusters"]:
        profile = FACTS.profile(cluster["name"])
        assert profile is not None
        assert cluster["theme"] == {one: profile.theme.get(one) for one in CODES}
        assert cluster.get("website") == profile.website
        assert ("latitude" in cluster) == (profile.coordinates is not None)
        assert sectors & set(cluster["sectors"])
        assert cluster["sources"]
    json.dumps(data)


def test_facts_that_are_not_known_are_left_out_of_the_data() -> None:
    found: List[Dict[str, Any]] = map_data(FACTS)["clusters"]
    (unknown,) = [cluster for cluster in found if cluster["name"] == "NF&TA"]
    assert not {"latitude", "longitude", "kind", "county", "website"} & set(unknown)
    assert unknown["places"] == []
