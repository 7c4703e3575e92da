"""Letters in a drawing: axe cannot tell what lies under them, so their contrast is computed."""

from __future__ import annotations

from typing import Any, Dict, List

from playwright.sync_api import Locator

#: Letters, halo, and the surfaces they may lie on, as the browser has worked them out.
_COLOURS = """one => [...one.querySelectorAll('text')].map(text => {
  const style = getComputedStyle(text);
  const filled = [...one.querySelectorAll('.land, .box')].map(part => getComputedStyle(part).fill);
  let around = one;
  while (around && /rgba\\(.*, 0\\)/.test(getComputedStyle(around).backgroundColor)) {
    around = around.parentElement;
  }
  return {
    said: text.textContent, letters: style.fill,
    below: [...filled, getComputedStyle(around).backgroundColor],
  };
})"""


def faint(drawing: Locator) -> List[str]:
    """The texts of a drawing with less contrast than 4.5 : 1 to a surface they may lie on."""
    texts: List[Dict[str, Any]] = drawing.evaluate(_COLOURS)
    assert texts
    return [
        text["said"]
        for text in texts
        if any(contrast(text["letters"], colour) < 4.5 for colour in text["below"])
    ]


def judged(lines: List[str]) -> List[str]:
    """Findings of axe without those that it leaves open on letters in a drawing."""
    return [
        line
        for line in lines
        if not (line.startswith("incomplete color-contrast") and "<text " in line)
    ]


def contrast(one: str, other: str) -> float:
    """The contrast of two colours as browsers write them, "rgb(1, 2, 3)"."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    parts = [float(part) / 255 for part in colour[colour.index("(") + 1 : -1].split(",")[:3]]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
