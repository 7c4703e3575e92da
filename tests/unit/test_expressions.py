"""Years, ordinals and conditions on names, found by their form."""

from __future__ import annotations

from typing import List, Tuple

import pytest

from bot.nlu.expressions import find_expressions


def found(text: str, entity: str) -> List[str]:
    return [str(one["value"]) for one in find_expressions(text) if one["entity"] == entity]


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("Hva skjedde i 2021?", ["2021"]),
        ("2022-2024", ["2022", "2024"]),
        ("between 1999 and 2030", ["1999", "2030"]),
        ("12022 kroner", []),
        ("20221", []),
        ("2 022", []),
        ("i 1850", []),
    ],
)
def test_years(text: str, years: List[str]) -> None:
    assert found(text, "year") == years


@pytest.mark.parametrize(
    ("text", "ordinals"),
    [
        ("Den andre?", ["2"]),
        ("hva med den tredje klyngen", ["3"]),
        ("den fyrste", ["1"]),
        ("the second one", ["2"]),
        ("the 3rd", ["3"]),
        ("nummer 3", ["3"]),
        ("nr. 12", ["12"]),
        ("no. 4", ["4"]),
        ("#2", ["2"]),
        ("hva er # 2", ["2"]),
        ("den 2. klyngen", ["2"]),
        ("den siste", ["-1"]),
        ("samme nivå som han siste", ["-1"]),
        ("the last one", ["-1"]),
        ("den nest siste", ["-2"]),
        ("second to last", ["-2"]),
        ("den fjerde og den femte", ["4", "5"]),
    ],
)
def test_ordinals(text: str, ordinals: List[str]) -> None:
    assert found(text, "ordinal") == ordinals


@pytest.mark.parametrize(
    "text",
    [
        "de tre første årene",
        "the first three years",
        "det første året",
        "den siste tiden",
        "for the first time",
        "den andre gangen",
        "på den andre siden",
        "nummer 0",
        "den beste",
    ],
)
def test_what_is_no_place_in_a_list(text: str) -> None:
    assert found(text, "ordinal") == []


@pytest.mark.parametrize(
    ("text", "condition"),
    [
        ("Hvilke klynger begynner på N?", "starts:n"),
        ("starter med bokstaven B", "starts:b"),
        ("Which clusters start with the letter C?", "starts:c"),
        ("starting with Norwegian", "starts:norwegian"),
        ("byrjar på «Sol»", "starts:sol"),
        ("har forbokstav N", "starts:n"),
        ("begynner på Å", "starts:å"),
        ("slutter på cluster", "ends:cluster"),
        ("ending in 'AI'", "ends:ai"),
        ("slutter på -klyngen", "ends:klyngen"),
        ("any name with an ampersand?", "contains:&"),
        ("har blue i navnet", "contains:blue"),
        ("with ocean in their names", "contains:ocean"),
        ("med ordet energi", "contains:energi"),
        ("som heter noe med wood", "contains:wood"),
        ("names containing wind", "contains:wind"),
        ("navn som inneholder «hav»", "contains:hav"),
    ],
)
def test_conditions_on_names(text: str, condition: str) -> None:
    assert found(text, "name_filter") == [condition]


@pytest.mark.parametrize(
    "text",
    [
        "Når begynner det nye programmet?",
        "starter i 2024",
        "begynner i 2024",
        "We start in 2023",
        "har effekt i tall",
        "og på engelsk?",
        "hva slutter programmet med",
        "Hvilket navn har den?",
        "Jeg snublet over ordet node. Hva menes?",
        "Hva ligger i ordet «moden»?",
    ],
)
def test_what_is_no_condition(text: str) -> None:
    assert found(text, "name_filter") == []


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("Hva skjedde i 2021?", (14, 18)),
        ("og den andre da", (3, 12)),
        ("begynner på «Sol»", (13, 16)),
    ],
)
def test_places_are_those_of_the_text(text: str, span: Tuple[int, int]) -> None:
    (one,) = find_expressions(text)
    assert (one["start"], one["end"]) == span


@pytest.mark.parametrize(
    ("text", "place"), [("and seven", "7"), ("og tre?", "3"), ("enn 4", "4"), ("no 3 on it", "3")]
)
def test_numbers_after_and_or_no_are_places(text: str, place: str) -> None:
    found = [one for one in find_expressions(text) if one["entity"] == "ordinal"]
    assert [one["value"] for one in found] == [place]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("list all clusters that don't start with N", "not_starts:n"),
        ("hvilke begynner ikke med N?", "not_starts:n"),
        ("hvilke klynger har ikke blue i navnet?", "not_contains:blue"),
        ("aren't there any starting with N?", "starts:n"),
        ("which start with N", "starts:n"),
        ("Har noen av di Oslo i navnet sitt?", "contains:oslo"),
        ("do any of them have blue in their names", "contains:blue"),
    ],
)
def test_what_a_name_is_not_to_have(text: str, value: str) -> None:
    found = [one["value"] for one in find_expressions(text) if one["entity"] == "name_filter"]
    assert found == [value]
