"""Slips of the pen, put right by the words of the training phrases."""

from __future__ import annotations

from typing import Optional

import pytest

from bot.nlu.speller import Speller

SPELLER = Speller(
    {
        word.replace("å", "a"): word
        for word in ("them", "name", "many", "tidslinja", "klyngeprogrammet", "is", "hvor", "målt")
    }
)


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        ("nmae", "name"),
        ("hvro", "hvor"),
        ("HVRO", "hvor"),
        ("matl", "målt"),
        ("tidslnja", "tidslinja"),
        ("klyngepogramet", "klyngeprogrammet"),
        ("name", None),  # right as it is
        ("si", None),  # too short to tell
        ("Manyx", None),  # may be a name
        ("klpp", None),  # like no word
        ("15,8", None),
    ],
)
def test_a_slip_is_put_right(word: str, meant: Optional[str]) -> None:
    assert SPELLER.correct(word) == meant
