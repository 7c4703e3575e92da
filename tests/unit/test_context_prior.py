"""Short messages go on with what the conversation is about."""

from __future__ import annotations

from typing import Any, Optional, Sequence

import pytest
from rasa.shared.core.events import SlotSet
from rasa.shared.core.slots import AnySlot
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.shared.nlu.training_data.message import Message

from bot.nlu.context_prior import ContextPrior

PRIOR = ContextPrior(
    {
        **ContextPrior.get_default_config(),
        "contextual": ["follow_up"],
        "families": [["ask_effect", "ask_effect_period"], ["ask_intake", "ask_timeline"]],
    }
)
RANKING = [
    {"name": "ask_timeline", "confidence": 0.5},
    {"name": "ask_effect_period", "confidence": 0.3},
    {"name": "follow_up", "confidence": 0.1},
]


def tracker_after(intent: Optional[str]) -> DialogueStateTracker:
    """A conversation whose last answered question had this intent."""
    tracker = DialogueStateTracker("me", [AnySlot("question", [{}])])
    if intent:
        tracker.update(SlotSet("question", {"intent": intent}))
    return tracker


def understood(text: str, last: Optional[str], entities: Sequence[Any] = ()) -> str:
    message = Message({"text": text, "entities": list(entities)})
    message.set("intent_ranking", [dict(entry) for entry in RANKING])
    (weighed,) = PRIOR.process([message], tracker_after(last))
    return str(weighed.get("intent")["name"])


@pytest.mark.parametrize(
    ("text", "last", "intent"),
    [
        ("since when?", "ask_effect", "ask_effect_period"),
        ("since when?", "ask_intake", "ask_timeline"),
        ("since when?", None, "ask_timeline"),
        ("since when?", "ask_owner", "ask_timeline"),
        ("and since when has it been going on like this", "ask_effect", "ask_timeline"),
    ],
)
def test_the_last_question_tells(text: str, last: Optional[str], intent: str) -> None:
    assert understood(text, last) == intent


def test_a_message_with_a_name_speaks_for_itself() -> None:
    level = {"entity": "level", "value": "gce"}
    assert understood("since when GCE?", "ask_effect", [level]) == "ask_timeline"


def test_confidences_stay_probabilities() -> None:
    message = Message({"text": "since when?"})
    message.set("intent_ranking", [dict(entry) for entry in RANKING])
    (weighed,) = PRIOR.process([message], tracker_after("ask_effect"))
    confidences = [entry["confidence"] for entry in weighed.get("intent_ranking")]
    assert confidences == sorted(confidences, reverse=True)
    assert 0 < sum(confidences) <= 1


def test_without_a_conversation_parsing_works() -> None:
    message = Message({"text": "hello"})
    message.set("intent_ranking", [dict(entry) for entry in RANKING])
    assert PRIOR.process([message])[0].get("intent")["name"] == "ask_timeline"
