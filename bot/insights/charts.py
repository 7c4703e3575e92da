"""The numbers of a chart, worked out; `templates/report.html` draws it as SVG and as a table."""

from __future__ import annotations

from dataclasses import dataclass
from typing import List, Mapping, Sequence, Tuple

HEIGHT = 180.0
WIDTH = 760.0
_GAP = 0.25  # of a bar's place


@dataclass(frozen=True)
class Piece:
    """A coloured part of a bar: `series` counts from 0; lengths in units of the SVG."""

    series: int
    y: float
    height: float
    value: int


@dataclass(frozen=True)
class Bar:
    """A bar with the parts it is made of, from below."""

    label: str
    x: float
    width: float
    total: int
    pieces: Tuple[Piece, ...]


@dataclass(frozen=True)
class StackedBars:
    """Bars side by side; `ticks` are (value, y)."""

    series: Tuple[str, ...]
    bars: Tuple[Bar, ...]
    ticks: Tuple[Tuple[int, float], ...]


def stacked_bars(
    labels: Sequence[str], series: Sequence[str], values: Mapping[Tuple[str, ...], int]
) -> StackedBars:
    """A bar for each label, made of its value for each series, all to one scale."""
    totals = {label: sum(values.get((label, one), 0) for one in series) for label in labels}
    top = _round_up(max(totals.values(), default=0))
    place = WIDTH / max(len(labels), 1)
    bars: List[Bar] = []
    for number, label in enumerate(labels):
        pieces, y = [], HEIGHT
        for index, one in enumerate(series):
            value = values.get((label, one), 0)
            height = HEIGHT * value / top
            y -= height
            if value:
                pieces.append(Piece(index, round(y, 2), round(height, 2), value))
        x = place * (number + _GAP / 2)
        bars.append(
            Bar(label, round(x, 2), round(place * (1 - _GAP), 2), totals[label], tuple(pieces))
        )
    steps = sorted({top * part // 4 for part in range(5)})
    ticks = tuple((value, round(HEIGHT - HEIGHT * value / top, 2)) for value in steps)
    return StackedBars(tuple(series), tuple(bars), ticks)


def _round_up(value: int) -> int:
    """The next of 4, 8, 20, 40, 80, 200 …, which quarter well."""
    scales = [base * 10**power for power in range(9) for base in (4, 8, 20)]
    return int(min(scale for scale in scales if scale >= value))
