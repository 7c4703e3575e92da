"""What typed text becomes before anything reads it."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.channels.text import clean, is_blank, without_command


@pytest.mark.parametrize(
    ("typed", "cleaned"),
    [
        ("  hei  ", "hei"),
        ("A\u030angstro\u0308m", "Ångström"),
        ("blå\x00bær\x1b[31m\x7f", "blåbær[31m"),
        ("en\r\nto\rtre", "en\nto\ntre"),
        ("en\tto", "en\tto"),
        ("\ud800lone\udfff", "lone"),
        ("\ufeffhei\u200b", "hei"),
        ("\u202egnp.exe\u202c", "gnp.exe"),
        ("👩\u200d🔬", "👩\u200d🔬"),
        ("NF&TA <b>", "NF&TA <b>"),
        ("\u00a0", ""),
    ],
)
def test_clean(typed: str, cleaned: str) -> None:
    assert clean(typed) == cleaned


@given(st.text(alphabet=st.characters()))
def test_cleaned_text_can_be_stored_and_sent(text: str) -> None:
    cleaned = clean(text)
    cleaned.encode("utf-8")
    assert unicodedata.is_normalized("NFC", cleaned)
    assert not any(
        unicodedata.category(char) == "Cc" for char in cleaned.replace("\n", "").replace("\t", "")
    )


@pytest.mark.parametrize("text", ["", "\u200d", "\ufe0f"])
def test_nothing_to_see(text: str) -> None:
    assert is_blank(text)


@pytest.mark.parametrize("text", ["?", "5", "a", "👍", "…"])
def test_something_to_see(text: str) -> None:
    assert not is_blank(text)


@pytest.mark.parametrize(
    ("typed", "read"),
    [("/greet", "greet"), ("// /greet", "greet"), ("1/2", "1/2"), (" /", ""), ("hei", "hei")],
)
def test_without_command(typed: str, read: str) -> None:
    assert without_command(typed) == read
