"""What the encoder is tuned on: phrases with the question before them, some with slips."""

from __future__ import annotations

import random
from typing import List, Optional, Tuple

from bot.nlu.tuning.examples import in_conversations

Phrase = Tuple[str, str, Optional[str]]
FOLLOWING: List[Phrase] = [("since when?", "ask_effect_period", "ask_effect")] * 400
WHOLE: List[Phrase] = [("what does the programme aim for", "ask_goal", None)] * 400
SHORT: List[Phrase] = [("the goal", "ask_goal", None)] * 400
CONTEXTUAL: List[Phrase] = [("and GCE", "follow_up", None)] * 400


def examples(phrases: List[Phrase]) -> List[Tuple[str, str]]:
    return list(in_conversations(phrases, frozenset({"follow_up"}), random.Random(0)))


def share(found: List[Tuple[str, str]], beginning: str) -> float:
    return sum(text.startswith(beginning) for text, _ in found) / len(found)


def test_a_phrase_stands_after_the_question_it_follows() -> None:
    found = examples(FOLLOWING)
    with_question = [text for text, _ in found if text.startswith("ask effect: ")]
    assert len(with_question) == 400
    assert 0 < len(found) - 400 < 400  # some stand alone besides
    assert {intent for _, intent in found} == {"ask_effect_period"}


def test_a_whole_question_may_follow_any() -> None:
    found = [one for one in examples([*FOLLOWING, *WHOLE]) if one[1] == "ask_goal"]
    assert len(found) == 400
    assert 0.3 < share(found, "ask effect: ") < 0.7


def test_a_few_words_alone_follow_none() -> None:
    found = [one for one in examples([*FOLLOWING, *SHORT]) if one[1] == "ask_goal"]
    assert share(found, "ask effect: ") == 0


def test_what_goes_on_always_follows_something() -> None:
    found = [one for one in examples([*FOLLOWING, *CONTEXTUAL]) if one[1] == "follow_up"]
    assert share(found, "ask effect: ") == 1


def test_some_have_a_slip_within_a_word() -> None:
    texts = {text for text, _ in examples(WHOLE)}
    assert len(texts) > 5
    assert all(abs(len(text) - len(WHOLE[0][0])) <= 1 for text in texts)
