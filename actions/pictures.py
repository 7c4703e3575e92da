"""Pictures that go with an answer: bar chart, diagram of the levels, map. Drawn by the channel.

Each is a JSON object with everything the channel needs, texts in the answer's language included,
so that channels know nothing of clusters; docs/map.md has the fields. A channel that draws
nothing shows the answer's text, which says the same.
"""

from __future__ import annotations

from typing import Any, Dict, List, Optional, Sequence

from actions.picture_wording import say_on_picture
from actions.wording import capitalised, figure, join, number
from bot.knowledge import KnowledgeBase
from bot.knowledge.models import Level, Metric
from bot.knowledge.placing import Placed, levels_with_clusters, placed

Picture = Dict[str, Any]


def effect_chart(asked: Sequence[Metric], language: str, facts: KnowledgeBase) -> Optional[Picture]:
    """A bar for every metric with a figure, those asked for standing out; None without figures.

    One figure says little by itself, so the others are there to measure it against.
    """
    shown = facts.metrics_with_figures()
    if not shown:
        return None
    some = {metric.id for metric in asked} or {metric.id for metric in shown}
    bars = [{**_bar(metric, language), "asked": metric.id in some} for metric in shown]
    title = say_on_picture("effect_title", language)
    told = join([f"{bar['label']} {bar['text']}" for bar in bars], language)
    note = say_on_picture(
        "effect_note",
        language,
        unit=shown[0].unit_name(language),
        averaging=facts.method.averaging.get(language),
        period=facts.method.period.get(language),
        comparison=facts.method.comparison_group.get(language),
    )
    return {
        **_frame("bar_chart", title, language),
        "alt": say_on_picture("effect_alt", language, title=title, bars=told),
        "unit": shown[0].unit_name(language),
        "bars": bars,
        "columns": [
            say_on_picture("metric_column", language),
            capitalised(shown[0].unit_name(language)),
        ],
        "note": note,
    }


def level_diagram(language: str, facts: KnowledgeBase, asked: Optional[Level] = None) -> Picture:
    """The levels of the programme as steps, brands and groups beside them; `asked` stands out."""
    marks = {level.id: mark for mark, level in enumerate(levels_with_clusters(facts))}

    def box(level: Level) -> Dict[str, Any]:
        return {
            "name": level.name.get(language),
            "kind": say_on_picture(f"kind_{level.kind.value}", language),
            "count": len(facts.clusters_at(level.id)),
            "mark": marks.get(level.id, len(marks)),
            "asked": level == asked,
        }

    steps = [box(level) for level in facts.programme_levels()]
    beside = [box(level) for level in facts.other_groups()]
    told_steps = join([f"{one['name']} ({one['count']})" for one in steps], language)
    told_beside = join(
        [f"{one['name']} ({one['kind']}, {one['count']})" for one in beside], language
    )
    return {
        **_frame("levels", say_on_picture("levels_title", language), language),
        "alt": say_on_picture("levels_alt", language, steps=told_steps, beside=told_beside),
        "steps": steps,
        "steps_title": say_on_picture("levels_steps", language),
        "beside": beside,
        "beside_title": say_on_picture("levels_beside", language),
        "columns": [
            say_on_picture(f"{column}_column", language) for column in ("level", "kind", "count")
        ],
        "note": say_on_picture("levels_note", language, year=facts.year),
    }


def cluster_map(
    cluster_ids: Sequence[str], language: str, facts: KnowledgeBase
) -> Optional[Picture]:
    """The clusters on the map, those without a point named below it; None if none has a point."""
    clusters = [cluster for id_ in cluster_ids if (cluster := facts.cluster(id_))]
    all_placed = placed(facts, clusters)
    on_map = [one for one in all_placed if one.coordinates]
    if not on_map:
        return None
    unplaced = [one for one in all_placed if not one.coordinates]
    levels = levels_with_clusters(facts)
    used = {one.cluster.level for one in on_map}
    points = [_point(one, language, [level.id for level in levels]) for one in on_map]
    title = (
        say_on_picture("map_title_one", language, cluster=on_map[0].cluster.name)
        if len(on_map) == 1
        else say_on_picture("map_title", language, count=len(on_map))
    )
    told = [f"{point['cluster']}: {point['place']}" for point in points]
    return {
        **_frame("map", title, language),
        "alt": say_on_picture("map_alt", language, points="; ".join(told)),
        "clusters": [cluster.id for cluster in clusters],
        "points": points,
        "levels": [
            {"name": level.name.get(language), "mark": mark}
            for mark, level in enumerate(levels)
            if level.id in used
        ],
        "unplaced": [
            {"cluster": one.cluster.name, "place": _place(one, language)} for one in unplaced
        ],
        "columns": [
            say_on_picture(f"{column}_column", language) for column in ("cluster", "level", "place")
        ],
        "note": _unplaced(unplaced, language),
        "credit": say_on_picture("map_credit", language),
        "link": {"path": "map", "text": say_on_picture("whole_map", language)},
    }


def _frame(kind: str, title: str, language: str) -> Picture:
    return {
        "type": kind,
        "language": language,
        "title": title,
        "as_table": say_on_picture("as_table", language),
    }


def _bar(metric: Metric, language: str) -> Dict[str, Any]:
    assert metric.value is not None
    return {
        "label": capitalised(metric.name.get(language)),
        "value": metric.value,
        "short": number(metric.value, language),
        "text": figure(metric, language),
    }


def _point(one: Placed, language: str, levels: List[str]) -> Dict[str, Any]:
    assert one.coordinates is not None
    return {
        "cluster": one.cluster.name,
        "mark": levels.index(one.cluster.level),
        "place": _place(one, language),
        "latitude": one.coordinates.latitude,
        "longitude": one.coordinates.longitude,
    }


def _place(one: Placed, language: str) -> str:
    if not one.places:
        return say_on_picture("map_unknown", language)
    named = join([place.name.get(language) for place in one.places], language)
    return named if one.certain else say_on_picture("map_unsure", language, place=named)


def _unplaced(unplaced: Sequence[Placed], language: str) -> str:
    names = [one.cluster.name for one in unplaced]
    if not names:
        return ""
    return say_on_picture("map_unplaced", language, clusters=join(names, language))
