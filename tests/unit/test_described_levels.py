"""When a level may be described: surer where none is asked for as a rule, and later on."""

from __future__ import annotations

from typing import Optional

import pytest
from rasa.shared.nlu.training_data.message import Message

from bot.nlu.described_levels import DescribedLevelExtractor

TEXT = "those that stand there at the top or at the bottom"


@pytest.mark.parametrize(
    ("intent", "begun", "text", "needed"),
    [
        ("count_clusters", False, TEXT, 0.5),
        ("count_clusters", True, TEXT, 0.8),
        ("list_all_clusters", False, TEXT, 0.8),
        ("list_all_clusters", False, f"every single one of {TEXT}", None),
        ("ask_goal", False, TEXT, None),
        ("count_clusters", False, "they say that Norway has 42 innovation clusters", None),
        ("count_clusters", False, "the big ones", 0.8),
        ("count_clusters", False, "big ones", None),
        ("count_clusters", True, f"{TEXT}, and what do they need to get there?", None),
    ],
)
def test_how_sure_it_must_be(intent: str, begun: bool, text: str, needed: Optional[float]) -> None:
    config = {
        **DescribedLevelExtractor.get_default_config(),
        "intents": ["count_clusters", "list_all_clusters"],
        "wary": ["list_all_clusters"],
    }
    extractor = DescribedLevelExtractor(config, None, None)  # type: ignore[arg-type]
    message = Message({"text": text, "intent": {"name": intent, "confidence": 0.9}})
    assert extractor._certainty(message, begun) == needed


@pytest.mark.parametrize("entity", ["level", "cluster", "place", "sector"])
def test_what_is_named_needs_no_description(entity: str) -> None:
    config = {**DescribedLevelExtractor.get_default_config(), "intents": ["count_clusters"]}
    extractor = DescribedLevelExtractor(config, None, None)  # type: ignore[arg-type]
    named = {"entity": entity, "value": "x", "start": 0, "end": 1}
    intent = {"name": "count_clusters", "confidence": 0.9}
    message = Message({"text": TEXT, "intent": intent, "entities": [named]})
    assert extractor._certainty(message, False) is None
