"""What a question about names looks for when its form doesn't say."""

from __future__ import annotations

from typing import Optional, Tuple

import pytest

from bot.knowledge import KnowledgeBase
from bot.knowledge.needle import find_needle, needle_in


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
        ("er'e no'n me wood i namnet?", ("contains", "wood")),
        ("any with 'blue' in it?", ("contains", "blue")),
    ],
)
def test_what_is_looked_for(
    text: str, needle: Optional[Tuple[str, str]], knowledge: KnowledgeBase
) -> None:
    assert needle_in(text, knowledge) == needle


def test_a_letter_after_its_preposition_is_looked_for_whatever_else_is_said() -> None:
    assert find_needle("nån av dæm på C?", ["Cod Cluster", "Nordic Edge"]) == ("starts", "c")
