"""The mainland of Norway as lines to draw, and where a place is on it.

The outline (Natural Earth) is the one that `make web` puts into `bot/web/dist/norway.json`. The
projection is that of the web chat: Lambert's conformal conic on a sphere.
"""

from __future__ import annotations

import json
import math
from functools import lru_cache
from pathlib import Path
from typing import List, NamedTuple, Tuple

OUTLINE = Path(__file__).resolve().parents[2] / "web" / "dist" / "norway.json"
#: Degrees, as in bot/web/src/pictures/norway.ts.
PARALLELS, MERIDIAN = (60.0, 69.0), 15.0

Point = Tuple[float, float]


class Norway(NamedTuple):
    """The map in units of a sheet: its height, the rings of the land, and how it was fitted."""

    height: float
    rings: List[List[Point]]
    scale: float
    left: float
    top: float

    def place(self, latitude: float, longitude: float) -> Point:
        """Where a place is, in degrees, on the sheet."""
        x, y = projected(latitude, longitude)
        return self.left + x * self.scale, self.top - y * self.scale


def norway(width: float, edge: float) -> Norway:
    """The map over a width, as high as it must be, with an edge round it."""
    rings = _projected_rings()
    across = [x for ring in rings for x, _ in ring]
    upwards = [y for ring in rings for _, y in ring]
    scale = (width - 2 * edge) / (max(across) - min(across))
    left, top = edge - min(across) * scale, edge + max(upwards) * scale
    height = (max(upwards) - min(upwards)) * scale + 2 * edge
    fitted = [[(left + x * scale, top - y * scale) for x, y in ring] for ring in rings]
    return Norway(height, fitted, scale, left, top)


def projected(latitude: float, longitude: float) -> Point:
    """Lambert's conformal conic projection, in radii of the earth, y northwards."""
    south, north = (math.radians(parallel) for parallel in PARALLELS)
    cone = math.log(math.cos(south) / math.cos(north)) / math.log(_pull(north) / _pull(south))
    factor = math.cos(south) * _pull(south) ** cone / cone
    radius = factor / _pull(math.radians(latitude)) ** cone
    angle = cone * math.radians(longitude - MERIDIAN)
    return radius * math.sin(angle), factor - radius * math.cos(angle)


def _pull(latitude: float) -> float:
    return math.tan(math.pi / 4 + latitude / 2)


@lru_cache(maxsize=1)
def _projected_rings() -> List[List[Point]]:
    polygons = json.loads(OUTLINE.read_text(encoding="utf-8"))
    return [
        [projected(latitude, longitude) for longitude, latitude in ring]
        for rings in polygons
        for ring in rings
    ]
