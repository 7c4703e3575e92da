"""The sheet that pictures are drawn on: size, colours, letters, and out as PNG."""

from __future__ import annotations

import io
import textwrap
from typing import Any, List

from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

DOTS = 200  # per inch: sharp on screens with two pixels a point
UNIT = 100.0  # of our measures, to the inch
LEADING = 1.45  # from line to line, in sizes of the letters
PAPER, INK, QUIET = "#ffffff", "#1e2b3c", "#5a6470"
ACCENT, LINE, TINT = "#0062ba", "#9db4ca", "#eef4fa"

#: As in bot/web/src/pictures/marks.ts: shape (of matplotlib) and colour, by mark.
_SHAPES = ("D", "o", "s", "^", "*", "H", "P", "v")
_SIZES = (0.9, 1.0, 0.95, 1.1, 1.5, 1.15, 1.15, 1.1)
_COLOURS = (
    "#8a6d3b", "#1f78d1", "#0f8554", "#c2570c", "#8457d6", "#d0316b", "#0d8390", "#6f7681",
)  # fmt: skip


class Sheet:
    """A sheet of so many units, the origin at the upper left, y downwards.

    Not by way of pyplot, whose figures are global: several threads may draw at a time.
    """

    def __init__(self, width: float, height: float) -> None:
        self.width, self.height = width, height
        figure = Figure(figsize=(width / UNIT, height / UNIT), dpi=DOTS, facecolor=PAPER)
        self._canvas = FigureCanvasAgg(figure)
        self.axes: Axes = figure.add_axes((0.0, 0.0, 1.0, 1.0))
        self.axes.set_xlim(0, width)
        self.axes.set_ylim(height, 0)
        self.axes.axis("off")

    def text(self, x: float, y: float, text: str, size: float = 13, **style: Any) -> None:
        """A line of text, its baseline at y; `size` in units."""
        options = {"color": INK, "va": "baseline", **style}
        # "$" would begin a formula.
        self.axes.text(x, y, text.replace("$", r"\$"), fontsize=size * 72 / UNIT, **options)

    def paragraph(self, y: float, lines: List[str], size: float, **style: Any) -> float:
        """Lines from a first baseline on; returns the next one."""
        for line in lines:
            self.text(20, y, line, size, **style)
            y += size * LEADING
        return y

    def mark(self, number: int, x: float, y: float, radius: float = 8) -> None:
        """The mark of a level."""
        place = number % len(_SHAPES)
        points = 2 * radius * _SIZES[place] * 72 / UNIT
        self.axes.plot(
            [x],
            [y],
            marker=_SHAPES[place],
            markersize=points,
            markerfacecolor=_COLOURS[place],
            markeredgecolor=PAPER,
            markeredgewidth=0.6,
        )

    def png(self) -> bytes:
        """The picture."""
        buffer = io.BytesIO()
        self._canvas.print_png(buffer, metadata={"Software": None})
        return buffer.getvalue()


def wrapped(text: str, width: float, size: float, bold: bool = False) -> List[str]:
    """A text in lines that fit a width, by the common width of a letter."""
    letter = size * (0.64 if bold else 0.56)
    return textwrap.wrap(text, max(8, int(width / letter))) or [""]
