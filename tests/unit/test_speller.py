"""Slips of the pen, put right by the training phrases."""

from __future__ import annotations

from pathlib import Path
from typing import Dict

import pytest
from rasa.nlu.constants import TOKENS_NAMES
from rasa.nlu.tokenizers.tokenizer import Token
from rasa.shared.nlu.constants import INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.knowledge.names import fold
from bot.nlu.heard_words import HeardWords
from bot.nlu.speller import Speller, Word
from bot.nlu.word_counts import EDGE, WordCounts

PHRASES = [
    *["how many are there"] * 20,
    *["and the first one"] * 20,
    *["list the first ones"] * 20,
    *["name them", "nevn dem", "what about that county", "hva er målt"] * 5,
    *["hvor mange av dem"] * 6,
    *["hvor mange er det", "tidslinja for klyngeprogrammet", "er det den siste"] * 5,
    *["the deadline is a frist"],
    *["where is their office", "ther it is"] * 5,
]
COUNTS = WordCounts.count([[fold(word) for word in phrase.split()] for phrase in PHRASES])
VOCABULARY = {fold(word): word for phrase in PHRASES for word in phrase.split()}
SPELLER = Speller(VOCABULARY, COUNTS, frozenset({"ther"}))
KNOWN = frozenset({"frist", "form", "si", *VOCABULARY}) - {"ther"}


def corrected(text: str) -> str:
    words = text.split()
    found = SPELLER.corrections([Word(word, fold(word) in KNOWN) for word in words])
    return " ".join(found.get(place, word) for place, word in enumerate(words))


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("nmae them", "name them"),
        ("howmany there", "how many there"),
        ("Hvormange er det", "hvor mange er det"),
        ("howfirst there", "howfirst there"),
        ("hvro mange", "hvor mange"),
        ("HVRO MANGE", "hvor MANGE"),
        ("hva er matl", "hva er målt"),  # å written as a
        ("tidslnja", "tidslinja"),
        ("klyngepogramet", "klyngeprogrammet"),
        ("adn the last", "and the last"),  # short, but letters changed about
        ("what about taht county", "what about that county"),
        ("er det dne siste", "er det den siste"),
        ("list the frist ones", "list the first ones"),  # a word, but not here
        ("a frist is a deadline", "a frist is a deadline"),
        ("howm any are there", "how many are there"),
        ("Adn the last", "and the last"),  # as telephones begin a sentence
        ("where is thier office", "where is their office"),  # rather a word of a dictionary
        ("name them", "name them"),
        ("si det", "si det"),
        ("Manyx are there", "Manyx are there"),  # may be a name
        ("the Frist ones", "the Frist ones"),
        ("klpp", "klpp"),  # like no word
        ("bevn dem", "bevn dem"),  # the first letter is seldom mistaken
        ("15,8 er målt", "15,8 er målt"),
    ],
)
def test_slips_are_put_right(text: str, meant: str) -> None:
    assert corrected(text) == meant


def test_counts_are_kept(tmp_path: Path) -> None:
    COUNTS.save(tmp_path / "counts.npz")
    loaded = WordCounts.load(tmp_path / "counts.npz")
    assert loaded.word("the") == COUNTS.word("the") == 41
    assert loaded.pair("how", "many") == 20
    assert loaded.pair("many", "how") == 0
    assert loaded.pair(EDGE, "how") == 20
    assert loaded.likelihood("and", "the", "first") > loaded.likelihood("and", "them", "first")


def test_nothing_is_known_without_phrases() -> None:
    empty: Dict[str, str] = {}
    speller = Speller(empty, WordCounts.count([]))
    assert speller.corrections([Word("hvro", False), Word("mange", True)]) == {}


def test_a_slip_that_many_phrases_hold_is_none_of_the_words_that_are_right() -> None:
    often = [f"is that number {place}" for place in range(160)]
    some = [f"is taht or dialekta number {place}" for place in range(8)]
    words = HeardWords.of(TrainingData([_phrase(text) for text in often + some]), frozenset())
    assert {"taht", "dialekta"} <= words.heard
    assert {"that", "dialekta"} <= words.right.keys()
    assert "taht" not in words.right


def _phrase(text: str) -> Message:
    tokens = [Token(word, text.index(word)) for word in text.split()]
    return Message({TEXT: text, INTENT: "follow_up", TOKENS_NAMES[TEXT]: tokens})
