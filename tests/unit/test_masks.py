"""What featurizers see of a name: a mask, unless they are to see the name itself."""

from __future__ import annotations

from typing import Any

import pytest
from rasa.nlu.constants import TOKENS_NAMES
from rasa.nlu.tokenizers.tokenizer import Token
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message

from bot.knowledge import KnowledgeBase
from bot.nlu.linker import MASKED_TEXT, KnowledgeLinker


@pytest.mark.parametrize(
    ("masking", "lemma", "embedded"),
    [(True, "xcluster", None), (False, "solenergiklyngen", "Hva er Solenergiklyngen?")],
)
def test_names_are_masked_unless_told_otherwise(
    masking: bool, lemma: str, embedded: Any, knowledge: KnowledgeBase
) -> None:
    nothing: Any = None
    config = {**KnowledgeLinker.get_default_config(), "masking": masking}
    linker = KnowledgeLinker(config, nothing, nothing, knowledge)
    message = Message({TEXT: "Hva er Solenergiklyngen?"})
    words = [("Hva", 0), ("er", 4), ("Solenergiklyngen", 7)]
    tokens = [Token(word, start, lemma=word.lower()) for word, start in words]
    message.set(TOKENS_NAMES[TEXT], tokens)
    (linked,) = linker.process([message])
    assert tokens[2].lemma == lemma
    seen = linked.get(MASKED_TEXT)
    assert (seen == embedded) if embedded else "Solenergiklyngen" not in seen
