"""`{"type": "bar_chart"}` as PNG: a bar a figure, with the figure at its end."""

from __future__ import annotations

from typing import Any, Mapping, Optional

from matplotlib.patches import Rectangle

from bot.channels.drawing.sheet import ACCENT, LEADING, PAPER, QUIET, Sheet, wrapped

_WIDTH, _ROW, _BAR = 560.0, 62.0, 24.0
_ROOM = 110.0  # for the figure at the end of the longest bar


def bar_chart(picture: Mapping[str, Any]) -> Optional[bytes]:
    """The chart; None when there is nothing to show."""
    bars = [bar for bar in picture.get("bars") or [] if isinstance(bar.get("value"), (int, float))]
    most = max((abs(bar["value"]) for bar in bars), default=0)
    if not most:
        return None
    title = wrapped(str(picture.get("title") or ""), _WIDTH - 40, 18, bold=True)
    note = wrapped(str(picture.get("note") or ""), _WIDTH - 40, 13)
    sheet = Sheet(_WIDTH, 48 + LEADING * (18 * len(title) + 13 * len(note)) + _ROW * len(bars))
    y = sheet.paragraph(36, title, 18, weight="bold")
    for bar in bars:
        asked = bar.get("asked") is not False
        weight = "bold" if asked else "normal"
        sheet.text(20, y + 14, str(bar.get("label") or ""), 15, weight=weight)
        long = max(2.0, abs(bar["value"]) / most * (_WIDTH - 40 - _ROOM))
        fill = ACCENT if asked else PAPER
        sheet.axes.add_patch(
            Rectangle((20, y + 22), long, _BAR, facecolor=fill, edgecolor=ACCENT, linewidth=1.2)
        )
        figure = str(bar.get("short") or bar["value"])
        sheet.text(30 + long, y + 22 + _BAR * 0.74, figure, 18, weight=weight)
        y += _ROW
    sheet.paragraph(y + 14, note, 13, color=QUIET)
    return sheet.png()
