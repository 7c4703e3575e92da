"""What a question about names looks for when its form doesn't say."""

from __future__ import annotations

from typing import Optional, Tuple

import pytest

from bot.knowledge import KnowledgeBase
from bot.knowledge.needle import find_needle


@pytest.mark.parametrize(
    ("text", "needle"),
    [
        ("with W?", ("starts", "w")),
        ("Og med V?", ("starts", "v")),
        ("only the ones with an initial N", ("starts", "n")),
        ("Which of them begin with the word Norwegian?", ("starts", "norwegian")),
        ('Names ending in "klyngen"', ("ends", "klyngen")),
        ("noen som slutter på r?", ("ends", "r")),
        ("klyngenavn med Wood", ("contains", "wood")),
        ("Something with wood, what was it called again?", ("contains", "wood")),
        ("which have a & in the name", ("contains", "&")),
        ("Har nokon «circular» i namnet?", ("contains", "circular")),
        ("which names are the funniest?", None),
        ("hva heter de?", None),
    ],
)
def test_what_is_looked_for(
    text: str, needle: Optional[Tuple[str, str]], knowledge: KnowledgeBase
) -> None:
    assert find_needle(text, [str(cluster.name) for cluster in knowledge.clusters]) == needle
