"""How facts read within a sentence."""

from __future__ import annotations

import json
from typing import List, Union

import pytest

from actions.wording import bullets, capitalised, join, number, payload, where
from bot.knowledge import KnowledgeBase


@pytest.mark.parametrize(
    ("items", "nb", "en"),
    [
        ([], "", ""),
        (["a"], "a", "a"),
        (["a", "b"], "a og b", "a and b"),
        (["a", "b", "c"], "a, b og c", "a, b and c"),
    ],
)
def test_lists_in_a_sentence(items: List[str], nb: str, en: str) -> None:
    assert join(items, "nb") == nb
    assert join(items, "en") == en


@pytest.mark.parametrize(
    ("value", "nb", "en"),
    [
        (15.8, "15,8", "15.8"),
        (3.6, "3,6", "3.6"),
        (4, "4", "4"),
        (4.0, "4", "4"),
        (-0.5, "-0,5", "-0.5"),
    ],
)
def test_numbers(value: Union[int, float], nb: str, en: str) -> None:
    assert number(value, "nb") == nb
    assert number(value, "en") == en


def test_large_numbers_are_not_written_with_powers_of_ten() -> None:
    assert number(1234567, "en") == "1234567"
    assert number(1234567.5, "nb") == "1234567,5"


@pytest.mark.parametrize(
    ("place", "nb", "nn", "en"),
    [
        ("oslo", "i Oslo", "i Oslo", "in Oslo"),
        ("hamar", "på Hamar", "på Hamar", "in Hamar"),
        ("hitra", "på Hitra", "på Hitra", "on Hitra"),
        ("forus", "på Forus", "på Forus", "at Forus"),
        ("mjosa", "ved Mjøsa", "ved Mjøsa", "by Lake Mjøsa"),
        ("lista", "på Lista-halvøya", "på Lista-halvøya", "on the Lista peninsula"),
        ("more", "på Møre", "på Møre", "in Møre"),
    ],
)
def test_a_place_has_its_preposition_in_each_language(
    place: str, nb: str, nn: str, en: str, knowledge: KnowledgeBase
) -> None:
    meant = knowledge.place(place)
    assert meant is not None
    assert [where(meant, language) for language in ("nb", "nn", "en")] == [nb, nn, en]


def test_bullets_are_a_markdown_list() -> None:
    assert bullets(["a", "b"]) == "- a\n- b"
    assert bullets([]) == ""


def test_only_the_first_letter_becomes_a_capital() -> None:
    assert capitalised("verdiskaping i GCE") == "Verdiskaping i GCE"
    assert capitalised("årsverk") == "Årsverk"
    assert capitalised("") == ""


def test_payloads_are_in_the_format_of_rasa() -> None:
    assert payload("ask_effect") == "/ask_effect"
    text = payload("about_cluster", cluster='Havbruk "Å"')
    assert text.startswith("/about_cluster{")
    assert json.loads(text[len("/about_cluster") :]) == {"cluster": 'Havbruk "Å"'}
