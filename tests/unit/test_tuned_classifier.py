"""The tuned encoder's opinion on the intent is mixed into the ranking."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Dict, List, Optional, Sequence

import numpy as np
import pytest
from rasa.shared.core.events import SlotSet
from rasa.shared.core.slots import AnySlot
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.shared.nlu.constants import INTENT, INTENT_RANKING_KEY
from rasa.shared.nlu.training_data.message import Message

from bot.nlu.tuned_classifier import TunedIntentClassifier
from bot.nlu.tuned_layers import Head

FIXTURES = Path(__file__).resolve().parents[1] / "fixtures"
#: A direction for each intent, of which it is then sure.
HEAD = Head(("greet", "ask_goal"), np.eye(2) * 50, np.zeros(2))


class Encoder:
    def __init__(self) -> None:
        self.asked: List[str] = []

    def query(self, texts: Sequence[str]) -> Any:
        self.asked += texts
        return np.array([[1.0, 0.0] if "hei" in text else [0.0, 1.0] for text in texts])


def classifier(encoder: Optional[Encoder], **config: Any) -> TunedIntentClassifier:
    defaults = TunedIntentClassifier.get_default_config()
    return TunedIntentClassifier({**defaults, **config}, encoder, HEAD)


def ranked(text: str, **confidences: float) -> Message:
    ranking = [{"name": name, "confidence": value} for name, value in confidences.items()]
    return Message({"text": text, INTENT_RANKING_KEY: ranking, INTENT: ranking[0]})


def result(message: Message) -> Dict[str, float]:
    return {entry["name"]: entry["confidence"] for entry in message.get(INTENT_RANKING_KEY)}


def test_the_mean_of_both_opinions_decides() -> None:
    message = ranked("hva er målet?", greet=0.6, ask_goal=0.4)
    classifier(Encoder()).process([message])
    assert result(message) == pytest.approx({"ask_goal": 0.64, "greet": 0.36})
    assert message.get(INTENT)["name"] == "ask_goal"
    assert list(result(message)) == ["ask_goal", "greet"]


def test_an_intent_taught_since_keeps_its_probability() -> None:
    message = ranked("noe nytt", brand_new=0.8, greet=0.15, ask_goal=0.05)
    classifier(Encoder()).process([message])
    assert message.get(INTENT) == {"name": "brand_new", "confidence": 0.8}
    assert sum(result(message).values()) == pytest.approx(1.0)


def test_without_an_encoder_the_ranking_is_only_shortened() -> None:
    message = ranked("hva er målet?", greet=0.6, ask_goal=0.3, thanks=0.1)
    classifier(None, ranking_length=2).process([message])
    assert result(message) == {"greet": 0.6, "ask_goal": 0.3}


def test_a_message_without_a_ranking_stays_without() -> None:
    message = Message({"text": "hei"})
    classifier(Encoder()).process([message])
    assert message.get(INTENT) is None


def test_what_is_sure_needs_no_second_opinion() -> None:
    encoder, message = Encoder(), ranked("hva er målet?", greet=0.95, ask_goal=0.05)
    classifier(encoder, sure=0.9).process([message])
    assert result(message) == {"greet": 0.95, "ask_goal": 0.05}
    assert not encoder.asked


def test_a_text_is_encoded_once() -> None:
    encoder = Encoder()
    tuned = classifier(encoder, cache_size=1)
    for text in ("hei", "hei", "målet", "hei"):
        tuned.process([ranked(text, greet=0.5)])
    assert encoder.asked == ["hei", "målet", "hei"]


@pytest.mark.parametrize(("knowledge", "asked"), [(None, True), ("fjordskole", False)])
def test_another_programme_with_its_own_phrases_has_no_second_opinion(
    knowledge: Optional[str], asked: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    encoder = Encoder()
    monkeypatch.setattr("bot.nlu.tuned_classifier.load_tuned_encoder", lambda: encoder)
    monkeypatch.setattr("bot.nlu.tuned_classifier.load_head", lambda: HEAD)
    monkeypatch.delenv("KLYNGEBOT_KNOWLEDGE", raising=False)
    if knowledge:
        monkeypatch.setenv("KLYNGEBOT_KNOWLEDGE", str(FIXTURES / knowledge))
    nothing: Any = None
    config = TunedIntentClassifier.get_default_config()
    tuned = TunedIntentClassifier.create(config, nothing, nothing, nothing)
    tuned.process([ranked("hei", greet=0.5)])
    assert bool(encoder.asked) is asked


def test_in_a_conversation_the_last_question_is_encoded_too() -> None:
    tracker = DialogueStateTracker("me", [AnySlot("question", [{}])])
    encoder = Encoder()
    tuned = classifier(encoder)
    tuned.process([ranked("og salg?", greet=0.5)], tracker)
    tracker.update(SlotSet("question", {"intent": "ask_effect"}))
    tuned.process([ranked("og salg?", greet=0.5)], tracker)
    assert encoder.asked == ["og salg?", "ask effect: og salg?"]
