"""How much each word of a message tells of its language."""

from __future__ import annotations

from typing import Any, List, Sequence

import pytest
from rasa.nlu.constants import TOKENS_NAMES
from rasa.nlu.tokenizers.tokenizer import Token
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message

from bot.knowledge import load_knowledge
from bot.nlu.language import LanguageIdentifier, words_of_one_language

WEIGHTS = {
    "=institusjon": 1.0,
    "=the": 1.0,
    "=do": 1.0,
    "=effektberegning": -1.0,
    "ek": -1.0,
    "kt": -1.0,
    "gn": -1.0,
    "=torsk": 1.0,
}


def odds(text: str, languages: Sequence[str] = ()) -> float:
    nothing: Any = None
    config = LanguageIdentifier.get_default_config()
    identifier = LanguageIdentifier(config, nothing, nothing, WEIGHTS, ("nb", "nn", "en"))
    message = Message({TEXT: text})
    words, start = [], 0
    for word in text.split():
        words.append(Token(word, start, data={"languages": list(languages)}))
        start += len(word) + 1
    message.set(TOKENS_NAMES[TEXT], words)
    return identifier.log_odds(message)


def test_words_tell_a_language() -> None:
    assert odds("do the") == pytest.approx(2.0)
    assert odds("beregning") < 0


def test_no_word_outweighs_two_by_its_length() -> None:
    assert odds("effektberegning") == pytest.approx(-2.0)
    assert odds("do the effektberegning") == pytest.approx(0.0)


def test_a_word_said_twice_counts_once() -> None:
    assert odds("the the the") == odds("the")


@pytest.mark.parametrize(("languages", "expected"), [(["nb"], 0.0), (["nb", "en"], 1.0)])
def test_a_long_word_of_one_language_never_speaks_for_the_other(
    languages: List[str], expected: float
) -> None:
    assert odds("institusjon", languages) == pytest.approx(expected)
    assert odds("the", ["nb"]) == pytest.approx(1.0)


def test_a_word_of_the_knowledge_in_one_language_never_speaks_for_the_other() -> None:
    assert odds("torsk", ["nb", "en"]) <= 0  # English dictionaries know it, too
    assert words_of_one_language(load_knowledge())["seafood"] == "en"
