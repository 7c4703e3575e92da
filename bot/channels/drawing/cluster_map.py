"""`{"type": "map"}` as PNG: clusters on the outline of Norway, a list of them beside it.

A picture cannot be opened to show what lies beneath a point, so places have numbers, and the list
says which clusters are there.
"""

from __future__ import annotations

import math
from typing import Any, Dict, List, Mapping, Optional, Tuple

from matplotlib.patches import Polygon

from bot.channels.drawing.norway import norway
from bot.channels.drawing.sheet import INK, LINE, PAPER, QUIET, TINT, Sheet, wrapped

_LIST, _EDGE, _RADIUS = 430.0, 26.0, 6.0
_MAP, _LARGE_MAP, _MANY = 430.0, 680.0, 12  # many clusters need more room to lie apart
_LIST_MOST = 45  # clusters in the list; more would make a picture nobody reads
Point = Mapping[str, Any]


def cluster_map(picture: Mapping[str, Any]) -> Optional[bytes]:
    """The map; None when no cluster has a point."""
    points: List[Point] = list(picture.get("points") or [])
    if not points:
        return None
    wide = _MAP if len(points) <= _MANY else _LARGE_MAP
    land = norway(wide, _EDGE)
    places: Dict[Tuple[float, float], List[Point]] = {}
    for point in sorted(points, key=lambda one: -float(one["latitude"])):
        places.setdefault((point["latitude"], point["longitude"]), []).append(point)
    names = {int(one["mark"]): str(one["name"]) for one in picture.get("levels") or []}
    lines = _lines(list(places.values()), names)
    note = wrapped(str(picture.get("note") or ""), wide + _LIST - 40, 13)
    head = 60.0
    listed = head + 26 * len(lines) + 30
    body = max(head + land.height, listed)
    sheet = Sheet(wide + _LIST, body + 19 * len(note) + 44)
    for ring in land.rings:
        moved = [(x, y + head) for x, y in ring]
        sheet.axes.add_patch(Polygon(moved, facecolor=TINT, edgecolor=LINE, linewidth=0.7))
    sheet.text(20, 36, str(picture.get("title") or ""), 20, weight="bold")
    tags: List[Tuple[float, float]] = []
    for number, ((latitude, longitude), here) in enumerate(places.items(), 1):
        x, y = land.place(latitude, longitude)
        _spot(sheet, x, y + head, here, number, tags)
    y = head + 14
    for kind, text, mark in lines:
        if kind == "place":
            sheet.text(wide + 20, y, text, 15, weight="bold")
        else:
            if mark is not None:
                sheet.mark(mark, wide + 30, y - 5, 6)
            sheet.text(wide + 44, y, text, 14)
        y += 26
    for index, line in enumerate(note):
        sheet.text(20, body + 14 + 19 * index, line, 13, color=QUIET)
    low = body + 14 + 19 * len(note) + 4
    sheet.text(20, low, str(picture.get("credit") or ""), 12, color=QUIET)
    return sheet.png()


def _lines(
    places: List[List[Point]], names: Mapping[int, str]
) -> List[Tuple[str, str, Optional[int]]]:
    """The list beside the map: each place with its number, and the clusters there."""
    lines: List[Tuple[str, str, Optional[int]]] = []
    shown = 0
    for number, here in enumerate(places, 1):
        certain = min((str(one["place"]) for one in here), key=len)
        lines.append(("place", f"{number}  {certain}", None))
        for one in here:
            shown += 1
            if shown > _LIST_MOST:
                return [*lines[:-1], ("more", "…", None)]
            mark = int(one["mark"])
            unsure = "" if one["place"] == certain else f" – {one['place']}"
            level = f", {names[mark]}" if mark in names else ""
            text = wrapped(f"{one['cluster']}{level}{unsure}", _LIST - 60, 14)
            lines.append(("cluster", text[0], mark))
            lines += [("more", line, None) for line in text[1:]]
    return lines


def _spot(
    sheet: Sheet,
    x: float,
    y: float,
    here: List[Point],
    number: int,
    tags: List[Tuple[float, float]],
) -> None:
    """The marks of the clusters in one place, and its number: where it covers no other number."""
    far = 0.0 if len(here) == 1 else _RADIUS * 1.3 / math.sin(math.pi / len(here))
    for index, one in enumerate(here):
        angle = 2 * math.pi * index / len(here) + (math.pi / 2 if len(here) == 2 else 0.0)
        place = x + far * math.sin(angle), y - far * math.cos(angle)
        sheet.mark(int(one["mark"]), *place, _RADIUS)
    reach = far + _RADIUS + (12 if number > 9 else 8)
    sides = [(x + reach, y), (x - reach, y), (x, y + reach), (x, y - reach)]
    free = (side for side in sides if all(not _near(side, other) for other in tags))
    tag = next(free, sides[0])
    tags.append(tag)
    style = {"boxstyle": "round,pad=0.25", "facecolor": INK, "edgecolor": PAPER, "linewidth": 0.6}
    sheet.text(
        tag[0], tag[1] + 4, str(number), 12, color=PAPER, weight="bold", ha="center", bbox=style
    )


def _near(one: Tuple[float, float], other: Tuple[float, float]) -> bool:
    return abs(one[0] - other[0]) < 24 and abs(one[1] - other[1]) < 18
