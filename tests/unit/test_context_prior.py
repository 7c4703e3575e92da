"""What is likely after a question is learnt from phrases that tell which question they follow."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Dict, Optional, Sequence

import pytest
import yaml
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.engine.storage.resource import Resource
from rasa.shared.core.events import SlotSet
from rasa.shared.core.slots import AnySlot
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.nlu.context_prior import ContextPrior

CONFIG = {
    **ContextPrior.get_default_config(),
    "own_phrases": 2,
    "family_phrases": 2,
    "contextual": ["follow_up"],
    "families": [["ask_effect", "ask_effect_period"], ["ask_intake", "ask_timeline"]],
}
PHRASES = [
    *[("ask_effect", "ask_effect_period")] * 8,
    *[("ask_intake", "ask_timeline")] * 8,
    *[("ask_owner", "follow_up")] * 8,
]
RANKING = [
    {"name": "ask_timeline", "confidence": 0.5},
    {"name": "ask_effect_period", "confidence": 0.3},
    {"name": "follow_up", "confidence": 0.1},
]


def phrase(after: str, intent: str) -> Message:
    metadata = {"intent": {"after": after}}
    return Message({"text": "since when?", "intent": intent, "metadata": metadata})


@pytest.fixture(scope="module")
def prior(tmp_path_factory: pytest.TempPathFactory) -> ContextPrior:
    """A prior that was trained, written and read."""
    storage = LocalModelStorage(tmp_path_factory.mktemp("model"))
    plain = Message({"text": "since when?", "intent": "ask_timeline"})
    phrases = TrainingData([plain, *[phrase(*pair) for pair in PHRASES]])
    resource = ContextPrior(CONFIG, storage, Resource("prior")).train(phrases)
    return ContextPrior.load(CONFIG, storage, resource, None)  # type: ignore[arg-type]


def tracker_after(intent: Optional[str]) -> DialogueStateTracker:
    """A conversation whose last answered question had this intent."""
    tracker = DialogueStateTracker("me", [AnySlot("question", [{}])])
    if intent:
        tracker.update(SlotSet("question", {"intent": intent}))
    return tracker


def weighed(
    prior: ContextPrior, last: Optional[str], entities: Sequence[Any] = ()
) -> Dict[str, float]:
    """Confidences by intent, best first."""
    message = Message({"text": "since when?", "entities": list(entities)})
    message.set("intent_ranking", [dict(entry) for entry in RANKING])
    (result,) = prior.process([message], tracker_after(last))
    ranking = {entry["name"]: float(entry["confidence"]) for entry in result.get("intent_ranking")}
    assert result.get("intent")["name"] == next(iter(ranking))
    return ranking


@pytest.mark.parametrize(
    ("last", "intent"),
    [
        ("ask_effect", "ask_effect_period"),
        ("ask_effect_period", "ask_effect_period"),  # no phrase follows it, but its family
        ("ask_intake", "ask_timeline"),
        ("greet", "ask_timeline"),
        (None, "ask_timeline"),
    ],
)
def test_the_last_question_tells(prior: ContextPrior, last: Optional[str], intent: str) -> None:
    assert next(iter(weighed(prior, last))) == intent


def test_a_message_with_a_name_speaks_for_itself(prior: ContextPrior) -> None:
    level = {"entity": "level", "value": "gce"}
    bare, named = weighed(prior, "ask_effect"), weighed(prior, "ask_effect", [level])
    assert named["ask_effect_period"] < bare["ask_effect_period"]


def test_what_goes_on_with_nothing_is_unlikely(prior: ContextPrior) -> None:
    assert weighed(prior, None)["follow_up"] < weighed(prior, "greet")["follow_up"]


def test_confidences_stay_probabilities(prior: ContextPrior) -> None:
    confidences = list(weighed(prior, "ask_effect").values())
    assert confidences == sorted(confidences, reverse=True)
    assert 0 < sum(confidences) <= 1


def test_without_a_conversation_or_phrases_the_ranking_stays(tmp_path: Path) -> None:
    untaught = ContextPrior(CONFIG, LocalModelStorage(tmp_path), Resource("prior"))
    untaught.train(TrainingData([Message({"text": "hei", "intent": "greet"})]))
    assert list(weighed(untaught, "ask_effect")) == [entry["name"] for entry in RANKING]


def test_phrases_follow_intents_there_are() -> None:
    domain = yaml.safe_load(Path("domain.yml").read_text(encoding="utf-8"))
    blocks = [
        block
        for path in Path("data/nlu").glob("*/*.yml")
        for block in yaml.safe_load(path.read_text(encoding="utf-8"))["nlu"]
        if "metadata" in block
    ]
    assert len(blocks) > 1000
    assert {block["metadata"]["after"] for block in blocks} <= set(domain["intents"])
    assert {key for block in blocks for key in block["metadata"]} == {"after"}


def test_what_may_come_anytime_is_not_weighed(prior: ContextPrior, tmp_path: Path) -> None:
    config = {**CONFIG, "anytime": ["ask_timeline"]}
    talk = ContextPrior(config, LocalModelStorage(tmp_path), Resource("prior"))
    talk.train(TrainingData([phrase(*pair) for pair in PHRASES]))
    lifted, plain = weighed(prior, "ask_intake"), weighed(talk, "ask_intake")
    assert lifted["ask_timeline"] / lifted["follow_up"] > plain["ask_timeline"] / plain["follow_up"]
