"""What is said when the knowledge holds other facts: no figure, every figure, no groups."""

from __future__ import annotations

from pathlib import Path
from typing import List

import pytest
import yaml

from actions.effects import ActionEffect
from actions.levels import ActionExplainLevels
from actions.maps import ActionMap
from actions.overviews import ActionClustersWithoutPlace
from actions.question import Context, Question
from bot.knowledge import KnowledgeBase, load_knowledge
from bot.languages import CODES
from tests.unit.asking import text_of

NOTHING = Context()


def with_figures(folder: Path, value: object) -> KnowledgeBase:
    """The knowledge with one value for all metrics."""
    path = folder / "effects.yml"
    effects = yaml.safe_load(path.read_text(encoding="utf-8"))
    for metric in effects["metrics"]:
        metric["value"] = value
        metric.setdefault("unit", effects["metrics"][0]["unit"])
        metric.setdefault("direction", effects["metrics"][0]["direction"])
    path.write_text(yaml.safe_dump(effects, allow_unicode=True), encoding="utf-8")
    return load_knowledge(folder)


def responses(utterances: object) -> List[str]:
    return [one.response for one in utterances]  # type: ignore[attr-defined]


@pytest.mark.parametrize("metrics", [(), ("productivity",), ("sales",)])
def test_no_figure_is_told_where_there_is_none(metrics: tuple[str, ...], folder: Path) -> None:
    facts = with_figures(folder, None)
    known = tuple(one.id for one in facts.metrics[: len(metrics)])
    question = Question("ask_effect", metrics=known)
    answer = ActionEffect().answer(question, NOTHING, "nb", facts)
    assert responses(answer.utterances) == ["utter_effect_no_figures"]


@pytest.mark.parametrize("language", CODES)
def test_nothing_is_missing_where_every_figure_is_given(language: str, folder: Path) -> None:
    facts = with_figures(folder, 12.5)
    (said,) = ActionEffect().answer(Question("ask_effect"), NOTHING, language, facts).utterances
    assert said.response == "utter_effect_complete"
    text = text_of({"response": said.response, **said.variables}, language)
    assert "{" not in text
    assert not text.startswith(" ")


def test_levels_without_other_groups_are_all_there_is(
    knowledge: KnowledgeBase, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(KnowledgeBase, "other_groups", lambda self: [])
    answer = ActionExplainLevels().answer(Question("list_levels"), NOTHING, "nb", knowledge)
    assert responses(answer.utterances) == ["utter_levels_only"]


def test_only_what_lacks_a_place_is_listed(knowledge: KnowledgeBase) -> None:
    question = Question("clusters_without_place")
    answer = ActionClustersWithoutPlace().answer(question, NOTHING, "nb", knowledge)
    assert responses(answer.utterances) == [
        "utter_clusters_without_place",
        "utter_clusters_without_town",
    ]


def test_a_map_of_an_empty_level_says_so(
    knowledge: KnowledgeBase, monkeypatch: pytest.MonkeyPatch
) -> None:
    others = [one for one in knowledge.clusters if one.level != "gce"]
    monkeypatch.setattr(knowledge, "clusters", others)
    question = Question("ask_map", "a map of GCE", levels=("gce",))
    answer = ActionMap().answer(question, NOTHING, "nb", knowledge)
    assert responses(answer.utterances) == ["utter_no_clusters_at_level"]


def test_a_map_of_nothing_says_so(knowledge: KnowledgeBase) -> None:
    question = Question("ask_map", "a map of tourism", sectors=("tourism",))
    answer = ActionMap().answer(question, NOTHING, "nb", knowledge)
    assert responses(answer.utterances) == ["utter_no_clusters_by_theme"]
