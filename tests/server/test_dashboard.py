"""Grafana's dashboard asks for numbers that there are, by labels that they have."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any, Dict, Iterator, List, Set, Tuple

import pytest
from prometheus_client import REGISTRY

from bot.channels import deliveries
from bot.insights.outcomes import Outcome
from bot.server import metrics

DASHBOARD: Dict[str, Any] = json.loads(Path("deploy/grafana/klyngebot.json").read_text("utf-8"))
PANELS: List[Dict[str, Any]] = DASHBOARD["panels"]
NAME = re.compile(r"\bklyngebot_\w+")
_BY = re.compile(r"\bby \(([^)]*)\)")
_MATCHED = re.compile(r'(\w+)(?:!=|=~|!~|=)"([^"]*)"')


def exported() -> Dict[str, Set[str]]:
    """The labels of each series that `GET /metrics` may show, by its name there."""
    assert deliveries.DELIVERED  # both have made theirs when they were imported
    assert metrics.TOKEN_VARIABLE
    found: Dict[str, Set[str]] = {}
    for collector in list(REGISTRY._collector_to_names):
        labels = set(getattr(collector, "_labelnames", ()))
        for name in REGISTRY._collector_to_names[collector]:
            if name.startswith("klyngebot_"):
                found[name] = labels | ({"le"} if name.endswith("_bucket") else set())
    return found


def queries() -> Iterator[Tuple[str, str]]:
    for panel in PANELS:
        for target in panel["targets"]:
            yield panel["title"], target["expr"]


@pytest.mark.parametrize(("title", "query"), list(queries()))
def test_a_panel_asks_for_numbers_that_there_are(title: str, query: str) -> None:
    series, names = exported(), NAME.findall(query)
    assert names, query
    for name in names:
        assert name in series, name
    common = set.intersection(*(series[name] for name in names))
    wanted = {label.strip() for found in _BY.findall(query) for label in found.split(",")}
    matched = dict(_MATCHED.findall(query))
    assert wanted | set(matched) <= common
    if "outcome" in matched:
        assert matched["outcome"] in {one.value for one in Outcome}


def test_a_legend_names_labels_that_the_query_keeps() -> None:
    for panel in PANELS:
        for target in panel["targets"]:
            kept = {
                one.strip() for found in _BY.findall(target["expr"]) for one in found.split(",")
            }
            assert set(re.findall(r"\{\{(\w+)\}\}", target["legendFormat"])) <= kept


def test_every_number_has_a_panel_and_a_line_in_the_docs() -> None:
    shown = {name for _, query in queries() for name in NAME.findall(query)}
    documented = Path("docs/insights.md").read_text("utf-8")
    for name in exported():
        family = re.sub(r"_(bucket|count|sum|created|total)$", "", name)
        assert any(one.startswith(family) for one in shown), family
        assert f"`{family}" in documented, family


def test_panels_do_not_lie_on_each_other() -> None:
    assert len({panel["id"] for panel in PANELS}) == len(PANELS)
    taken: Set[Tuple[int, int]] = set()
    for place in (panel["gridPos"] for panel in PANELS):
        cells = {
            (x, y)
            for x in range(place["x"], place["x"] + place["w"])
            for y in range(place["y"], place["y"] + place["h"])
        }
        assert not cells & taken
        assert max(x for x, _ in cells) < 24
        taken |= cells
