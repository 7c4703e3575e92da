"""Where a message falls into several questions, and where it is only one."""

from __future__ import annotations

from typing import List

import pytest

from bot.nlu.sentences import split


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Hei! Hvilke klynger er i Arena?", ["Hei!", "Hvilke klynger er i Arena?"]),
        ("Hva er Arena? Og hva er GCE?", ["Hva er Arena?", "Og hva er GCE?"]),
        ("Hva er Arena og hva er GCE?", ["Hva er Arena", "hva er GCE?"]),
        ("What is Arena, and how many are there?", ["What is Arena", "how many are there?"]),
        ("Kva er Arena, og kven er der?", ["Kva er Arena", "kven er der?"]),
        ("Hei.\nHva er Arena?", ["Hei.", "Hva er Arena?"]),
        ("Hva er Arena; hva er GCE", ["Hva er Arena;", "hva er GCE"]),
        ("Takk! Hvem leder NCE Eyde?", ["Takk!", "Hvem leder NCE Eyde?"]),
        (
            "Fine, then just tell me which town it's in and give me the web page",
            ["Fine, then just tell me which town it's in", "give me the web page"],
        ),
    ],
)
def test_several_parts(text: str, parts: List[str]) -> None:
    assert split(text) == parts


@pytest.mark.parametrize(
    "text",
    [
        "",
        "   ",
        "...",
        "?!",
        "Hei",
        "Hva er NCE?!",
        "Hva er forskjellen på Arena og GCE?",
        "Which clusters are in Arena and in GCE?",
        "Er NF&TA og NCE Eyde på samme nivå?",
        "Hva er H2Cluster - The Norwegian Hydrogen Cluster?",
        "Hvor mange er det, ca. 12?",
        "Gjelder det bl.a. Arena?",
        "Hvem er med, f.eks. i Arena?",
        "Which clusters, e.g. in Arena?",
        "Hva er effekten på 15.8 prosent?",
    ],
)
def test_one_part_only(text: str) -> None:
    assert split(text) == []


def test_parts_are_never_empty_or_mere_punctuation() -> None:
    parts = split("Hei! ... ?? Hva er Arena? !!! :-)")
    assert parts == ["Hei!", "Hva er Arena?"]


def test_a_flood_of_questions_is_cut_off() -> None:
    assert len(split("Hva er Arena? " * 50)) == 5
