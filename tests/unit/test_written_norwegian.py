"""Bokmål or nynorsk: told by clear evidence only, and never against the conversation."""

from __future__ import annotations

import re
from typing import Any, Dict, Optional

import pytest
from rasa.shared.core.events import SlotSet
from rasa.shared.core.slots import TextSlot
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message

from actions.talk import requested_language
from bot.nlu.language import MASKED, LanguageIdentifier
from bot.nlu.tokenizer import BilingualSpacyTokenizer
from bot.nlu.written_norwegian import (
    BOKMÅL_ONLY,
    DIALECT_ONLY,
    NYNORSK_ONLY,
    NYNORSK_OR_DIALECT,
    written_form,
)
from tests.unit.sentences import BOKMÅL, DIALECT, EITHER, NYNORSK

NAMES = ("GCE NODE", "iKuben", "Energi i Nord", "Autonomiklyngen")


@pytest.mark.parametrize(("text", "form"), [*NYNORSK, *BOKMÅL, *EITHER, *DIALECT])
def test_the_form_that_norwegian_is_written_in(text: str, form: Optional[str]) -> None:
    assert written_form(re.findall(r"[^\W\d_]+", text.lower())) == form


def test_no_word_is_in_two_lists() -> None:
    lists = (NYNORSK_ONLY, NYNORSK_OR_DIALECT, DIALECT_ONLY, BOKMÅL_ONLY)
    assert len(frozenset().union(*lists)) == sum(map(len, lists))


@pytest.fixture(scope="module")
def identifier() -> LanguageIdentifier:
    """One that has learnt a few words only."""
    weights = {"=the": 2.0, "=is": 1.0, "=og": -2.0, "=kva": -0.3, "=hva": -2.0, "=målet": -2.0}
    weights["=klynger"] = -3.0
    config = LanguageIdentifier.get_default_config()
    return LanguageIdentifier(config, None, None, weights)  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def tokenizer() -> BilingualSpacyTokenizer:
    config = BilingualSpacyTokenizer.get_default_config()
    return BilingualSpacyTokenizer(config, None, None)  # type: ignore[arg-type]


def told(
    identifier: LanguageIdentifier,
    tokenizer: BilingualSpacyTokenizer,
    text: str,
    current: Optional[str] = None,
    metadata: Optional[Dict[str, Any]] = None,
) -> str:
    """The language of a message, in a conversation in a language or in a new one."""
    message = Message({TEXT: text, "metadata": metadata or {}})
    tokens = tokenizer.tokenize(message, TEXT)
    for token in tokens:
        token.set(MASKED, any(token.text in name for name in NAMES))
    message.set("text_tokens", tokens)
    tracker = DialogueStateTracker.from_events(
        "me", [SlotSet("language", current)], [TextSlot("language", [])]
    )
    identifier.process([message], tracker)
    (entity,) = [one for one in message.get("entities") if one["entity"] == "language"]
    return str(entity["value"])


@pytest.mark.parametrize(
    ("text", "current", "metadata", "language"),
    [
        ("Hva er målet", "nn", {}, "nb"),  # clearly bokmål
        ("Kva er målet", "nb", {}, "nn"),  # clearly nynorsk
        ("Kva med GCE NODE", "en", {}, "nn"),  # one word says enough
        ("og målet", "nn", {}, "nn"),  # Norwegian of either form: as before
        ("og målet", "nb", {}, "nb"),
        ("og målet", "en", {}, "nb"),
        ("og målet", None, {}, "nb"),
        ("og målet", None, {"locale": "nn-NO"}, "nn"),
        ("og målet", None, {"language": "en"}, "nb"),
        ("GCE NODE", "nn", {}, "nn"),  # tells nothing: as before
        ("GCE NODE", None, {"language": "nn"}, "nn"),
        ("GCE NODE", None, {"locale": "sv"}, "en"),
        ("GCE NODE", None, {}, "nb"),
        ("the goal is", "nn", {}, "en"),
        ("the klynger is there", "nb", {}, "en"),  # the noun is borrowed
        ("the klynger", None, {}, "nb"),  # too little else to tell
        ("the goal is «kva ikkje»", "nn", {}, "en"),  # quoted words are not the user's own
        ("og målet «ikkje»", "nb", {}, "nb"),
        ("og Energi i Nord", "nn", {}, "nn"),  # nor are those of names
    ],
)
def test_the_language_of_a_message_in_its_conversation(
    identifier: LanguageIdentifier,
    tokenizer: BilingualSpacyTokenizer,
    text: str,
    current: Optional[str],
    metadata: Dict[str, Any],
    language: str,
) -> None:
    assert told(identifier, tokenizer, text, current, metadata) == language


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("kan du svare på nynorsk?", "nn"),
        ("på nynorsk takk", "nn"),
        ("bokmål, takk", "nb"),
        ("bytt frå bokmål til nynorsk", "nn"),
        ("svar på bokmål, ikke på nynorsk", "nb"),
        ("heller bokmål i staden for nynorsk", "nb"),
        ("Answer in Nynorsk", "nn"),
        ("In English, please", "en"),
        ("På norsk, takk", "no"),  # in either form
        ("not English, Norwegian", "no"),
        ("eg forstår ikkje bokmål", None),
    ],
)
def test_the_language_that_is_asked_for(text: str, language: Optional[str]) -> None:
    assert requested_language(text) == language
