"""Pictures of answers as PNG, for channels that show images but run no scripts.

The same pictures as in the web chat (`bot/web/src/pictures`), from the same payloads, by
matplotlib, which Rasa brings along. It is imported when the first picture is drawn.
"""

from __future__ import annotations

from typing import Any, Mapping, Optional

__all__ = ["draw"]


def draw(picture: Mapping[str, Any]) -> Optional[bytes]:
    """A payload of `actions/pictures.py` as PNG; None for one that nothing here draws.

    Takes up to a second the first time; call it off the event loop.
    """
    from bot.channels.drawing.bars import bar_chart
    from bot.channels.drawing.cluster_map import cluster_map
    from bot.channels.drawing.levels import level_diagram

    kinds = {"bar_chart": bar_chart, "levels": level_diagram, "map": cluster_map}
    drawn = kinds.get(str(picture.get("type")))
    return drawn(picture) if drawn else None
