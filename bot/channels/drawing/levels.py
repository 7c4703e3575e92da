"""`{"type": "levels"}` as PNG: programme levels as a stair, brands and groups beside it."""

from __future__ import annotations

from typing import Any, Dict, List, Mapping, Optional

from matplotlib.patches import FancyBboxPatch

from bot.channels.drawing.sheet import ACCENT, INK, LEADING, PAPER, QUIET, Sheet, wrapped

_WIDTH, _GAP, _STEP, _HEIGHT = 560.0, 18.0, 36.0, 92.0
Box = Dict[str, Any]


def level_diagram(picture: Mapping[str, Any]) -> Optional[bytes]:
    """The diagram; None when there is nothing to show."""
    steps: List[Box] = list(picture.get("steps") or [])
    beside: List[Box] = list(picture.get("beside") or [])
    if not steps:
        return None
    title = wrapped(str(picture.get("title") or ""), _WIDTH - 40, 18, bold=True)
    head = 14 + len(title) * 18 * LEADING
    foot = head + 42 + _STEP * (len(steps) - 1) + _HEIGHT
    end = foot + (50 + _HEIGHT if beside else 0)
    sheet = Sheet(_WIDTH, end + 44)
    sheet.paragraph(36, title, 18, weight="bold")
    sheet.text(20, head + 24, str(picture.get("steps_title") or ""), 14, color=QUIET)
    wide = _width(len(steps))
    for index, box in enumerate(steps):
        x, y = 20 + index * (wide + _GAP), head + 40 + _STEP * (len(steps) - 1 - index)
        _draw(sheet, box, x, y, wide, dashed=False)
        if index < len(steps) - 1:
            middle = x + wide + _GAP / 2
            across = [x + wide + 2, middle, middle, x + wide + _GAP - 2]
            up = [y + 26, y + 26, y + 26 - _STEP + 8, y + 26 - _STEP + 8]
            sheet.axes.plot(across, up, color=ACCENT, linewidth=1.2)
    if beside:
        sheet.text(20, foot + 32, str(picture.get("beside_title") or ""), 14, color=QUIET)
        narrow = _width(len(beside))
        for index, box in enumerate(beside):
            _draw(sheet, box, 20 + index * (narrow + _GAP), foot + 46, narrow, dashed=True)
    sheet.text(20, end + 26, str(picture.get("note") or ""), 13, color=QUIET)
    return sheet.png()


def _width(count: int) -> float:
    return (_WIDTH - 40 - _GAP * (count - 1)) / count


def _draw(sheet: Sheet, box: Box, x: float, y: float, width: float, dashed: bool) -> None:
    asked = bool(box.get("asked"))
    sheet.axes.add_patch(
        FancyBboxPatch(
            (x + 8, y + 8),
            width - 16,
            _HEIGHT - 16,
            boxstyle="round,pad=8,rounding_size=10",
            facecolor=PAPER,
            edgecolor=INK if asked else QUIET if dashed else ACCENT,
            linestyle="--" if dashed and not asked else "-",
            linewidth=2.6 if asked else 1.2,
        )
    )
    middle = x + width / 2
    sheet.mark(int(box.get("mark") or 0), middle - 20, y + 27, 9)
    sheet.text(middle, y + 35, str(box.get("count") or 0), 24, weight="bold")
    named = wrapped(str(box.get("name") or ""), width - 16, 15)[:2]
    for index, line in enumerate(named):
        low = y + (58 if len(named) > 1 else 68) + index * 19
        weight = "bold" if asked else "normal"
        sheet.text(middle, low, line, 15, ha="center", weight=weight)
