"""Personal data in what people typed is replaced; questions stay as they are."""

from __future__ import annotations

import pytest

from bot.insights.masking import is_masked, mask


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("mail meg på kari.nordmann@example.no takk", "mail meg på [e-mail] takk"),
        ("ring 912 34 567", "ring [phone]"),
        ("ring 91234567.", "ring [phone]."),
        ("call +47 912 34 567 now", "call [phone] now"),
        ("jeg er født 01019949707", "jeg er født [id number]"),
        ("fnr 010199 49707", "fnr [id number]"),
        ("jeg heter Kari Nordmann og lurer på GCE", "jeg heter [name] og lurer på GCE"),
        ("hei jeg heter kari og lurer", "hei jeg heter [name] og lurer"),
        ("My name is John O'Brien-Smith, what is GCE?", "My name is [name], what is GCE?"),
        ("Hva er målet? Mvh Per Hansen", "Hva er målet? Mvh [name]"),
        ("Hilsen Ola", "Hilsen [name]"),
        ("se https://example.no/kari?x=1 nå", "se [link] nå"),
        ("konto 1234 56 78901 2345 678", "konto [number]"),
    ],
)
def test_personal_data_is_replaced(typed: str, kept: str) -> None:
    assert mask(typed) == kept
    assert is_masked(mask(typed))


@pytest.mark.parametrize(
    "typed",
    [
        "Hva skjedde i 2021, 2022 og 2023?",
        "tallene for 2021-2024",
        "hva er effekten, 15,8 eller 18,6 prosentpoeng?",
        "Er det NCE Eyde eller GCE NODE?",
        "I am from Arena Pro",
        "det er 39 klynger",
        "jeg er medlem",
        "hva heter klyngene?",
    ],
)
def test_questions_stay_as_they_are(typed: str) -> None:
    assert mask(typed) == typed
    assert not is_masked(mask(typed))


def test_lines_become_one() -> None:
    assert mask("  hva \n er\tmålet ") == "hva er målet"
