"""What actions remember from one question to the next, and what they do when something is amiss."""

from __future__ import annotations

import json
import logging
from typing import Any, Dict

import pytest
import yaml

from actions.cluster_levels import ActionClusterLevel, ActionCompareClusters
from actions.clusters import ActionCountClusters, ActionListClusters
from actions.effects import ActionEffect
from actions.fallback import ActionFallback
from actions.offers import CONFIRM_DELETION
from actions.privacy import ActionPrivacy
from actions.sources import ActionLimit, ActionSource
from actions.talk import (
    ActionAffirm,
    ActionChangeLanguage,
    ActionFollowUp,
    ActionRepeat,
    ActionSeveral,
    ActionStartOver,
)
from bot.knowledge import KnowledgeBase
from bot.responses import DELETED
from tests.unit.asking import (
    LANGUAGES,
    message,
    run,
    text_of,
)


def test_a_conversation_is_deleted_only_when_that_was_confirmed_at_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delenv("KLYNGEBOT_RETENTION_DAYS", raising=False)
    (kept,), _ = run(ActionPrivacy(), message("ask_privacy"), {"language": "nb"})
    assert (kept["response"], kept["days"]) == ("utter_privacy", 90)
    confirmed = message("delete_confirmed")
    (unasked,), _ = run(ActionPrivacy(), confirmed, {"language": "nb"})
    assert unasked["response"] == "utter_delete_conversation"
    _, slots = run(ActionPrivacy(), message("delete_conversation"), {"language": "nb"})
    asked = {"event": "bot", "data": {"buttons": [{"payload": CONFIRM_DELETION}]}}
    (deleted,), _ = run(ActionPrivacy(), confirmed, slots, [asked])
    assert deleted["response"] == DELETED


def test_every_topic_the_source_is_silent_on_has_an_action_and_an_answer(
    knowledge: KnowledgeBase,
) -> None:
    assert {f"ask_{topic}" for topic in knowledge.limits} == set(ActionLimit.intents)
    for topic in knowledge.limits:
        (said,), _ = run(ActionLimit(), message(f"ask_{topic}"), {"language": "nb"})
        assert said["response"] == "utter_not_in_source"


# --- Slots


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_fact_comes_with_its_source_and_language(language: str) -> None:
    latest = message("ask_effect", metric="employment")
    (said,), _ = run(ActionEffect(), latest, {"language": language})
    title = {"nb": "siden «Klynger»", "nn": "sida «Klynger»", "en": "page “Klynger”"}[language]
    (source,) = said["sources"]
    assert (said["language"], source["publisher"], source["year"]) == (
        language,
        "Innovasjon Norge",
        2022,
    )
    assert title in source["title"]
    assert source["url"].startswith("https://")


@pytest.mark.parametrize("intent", ["ask_members", "ask_level_of_cluster"])
def test_what_states_no_fact_names_no_source(intent: str) -> None:
    action = ActionLimit() if intent == "ask_members" else ActionClusterLevel()
    (said,), _ = run(action, message(intent), {"language": "nb"})
    assert said["sources"] == []


def test_a_list_is_remembered_in_its_order() -> None:
    _, slots = run(ActionListClusters(), message("list_clusters_at_level", level="gce"), {})
    assert slots["listed_clusters"] == ["GCE NODE", "GCE Blue Maritime", "GCE Ocean Technology"]
    assert slots["question"]["levels"] == ["gce"]


def test_the_second_one_of_a_list() -> None:
    _, slots = run(ActionListClusters(), message("list_clusters_at_level", level="gce"), {})
    (said, _), slots = run(ActionFollowUp(), message("follow_up", "den andre?", ordinal="2"), slots)
    assert said["cluster"] == "GCE Blue Maritime"
    assert slots["question"]["clusters"] == ["GCE Blue Maritime"]


def test_a_follow_up_asks_the_same_again() -> None:
    _, slots = run(ActionCountClusters(), message("count_clusters", level="arena"), {})
    (said,), _ = run(ActionFollowUp(), message("follow_up", "og GCE?", level="gce"), slots)
    assert (said["response"], said["count"]) == ("utter_count_at_level", 3)


def test_the_source_does_not_change_the_subject() -> None:
    _, slots = run(ActionClusterLevel(), message("about_cluster", cluster="VIA Cluster"), {})
    _, slots = run(ActionSource(), message("ask_source"), slots)
    (said,), _ = run(ActionClusterLevel(), message("ask_level_of_cluster", "den?"), slots)
    assert said["cluster"] == "VIA Cluster"


def test_yes_takes_up_the_first_suggestion() -> None:
    (said,), slots = run(
        ActionClusterLevel(), message("ask_level_of_cluster", unknown_name="Oslo Kreft Cancer"), {}
    )
    assert slots["offered"] == [button["payload"] for button in said["buttons"]]
    (said,), slots = run(ActionAffirm(), message("affirm", "ja"), slots)
    assert (said["response"], said["cluster"]) == ("utter_level_of_cluster", "Oslo Cancer Cluster")
    assert not slots["offered"]


def test_slots_are_plain_data() -> None:
    _, slots = run(
        ActionCompareClusters(), message("compare_clusters", cluster=["NCE Media", "NCE Eyde"]), {}
    )
    assert yaml.safe_load(yaml.safe_dump(slots)) == slots


# --- Several questions


@pytest.mark.parametrize("language", LANGUAGES)
def test_several_questions_are_answered_in_order(language: str) -> None:
    latest = message("ask_several")
    latest["parts"] = [
        message("ask_purpose"),
        message("count_clusters", level="gce"),
        message("list_clusters_at_level", "hvilke er det?"),
    ]
    said, slots = run(ActionSeveral(), latest, {"language": language})
    assert [one["response"] for one in said] == [
        "utter_purpose",
        "utter_count_at_level",
        "utter_clusters_at_level",
    ]
    assert said[2]["level"] == "GCE"
    assert len(slots["listed_clusters"]) == 3


def test_several_without_parts_are_not_understood() -> None:
    said, _ = run(ActionSeveral(), message("ask_several"), {})
    assert [one["response"] for one in said] == ["utter_not_understood"]


# --- Talk


@pytest.mark.parametrize(
    ("text", "current", "language"),
    [
        ("In English, please", "nb", "en"),
        ("På norsk, takk", "en", "nb"),
        ("engelsk", "nb", "en"),
        ("not English, Norwegian", "en", "nb"),
        ("bytt språk", "en", "en"),
    ],
)
def test_the_language_asked_for(text: str, current: str, language: str) -> None:
    (said,), slots = run(
        ActionChangeLanguage(), message("change_language", text), {"language": current}
    )
    assert said["response"] == f"utter_language_{language}"
    assert slots["language"] == language


def test_starting_over_forgets_all_but_the_language() -> None:
    _, slots = run(
        ActionListClusters(), message("list_clusters_at_level", level="gce"), {"language": "en"}
    )
    (said,), slots = run(ActionStartOver(), message("start_over"), slots)
    assert said["response"] == "utter_start_over"
    assert slots.pop("language") == "en"
    assert set(slots.values()) == {None}


METADATA = {"language": "nb", "sources": [{"year": 1}], "picture": {"alt": "A chart"}}


def test_repeating_says_the_last_answer_again() -> None:
    events = [
        {"event": "user", "text": "a"},
        {"event": "bot", "text": "old"},
        {"event": "user", "text": "b"},
        {"event": "bot", "text": "one"},
        {"event": "bot", "text": "two", "metadata": METADATA},
        {"event": "user", "text": "hæ?"},
    ]
    said, _ = run(ActionRepeat(), message("repeat"), {}, events)
    assert [one["text"] for one in said] == ["one", "two"]
    assert {name: said[1][name] for name in METADATA} == METADATA


def test_there_is_nothing_to_repeat_at_first() -> None:
    said, _ = run(ActionRepeat(), message("repeat"), {}, [{"event": "user", "text": "hæ?"}])
    assert [one["response"] for one in said] == ["utter_nothing_to_repeat"]


# --- Fallback


@pytest.mark.parametrize(
    ("language", "title"), [("nb", "Effekten i tall"), ("en", "The effect in numbers")]
)
def test_the_fallback_offers_what_is_likely(language: str, title: str) -> None:
    latest = message("nlu_fallback", "noe om tall og slikt da")
    latest["intent_ranking"] = [
        {"name": "ask_effect", "confidence": 0.4},
        {"name": "ask_purpose", "confidence": 0.2},
        {"name": "follow_up", "confidence": 0.2},
        {"name": "ask_goal", "confidence": 0.01},
    ]
    (said,), slots = run(ActionFallback(), latest, {"language": language})
    assert said["response"] == "utter_did_you_mean"
    assert said["buttons"][0]["title"] == title
    assert slots["offered"] == ["/ask_effect", "/ask_purpose"]


def test_the_fallback_offers_all_that_was_named() -> None:
    names = ["NCE iKuben", "GCE NODE"]
    latest = message("nlu_fallback", "iKuben og NODE altså, hva nå", cluster=names)
    latest["intent_ranking"] = [
        {"name": "compare_clusters", "confidence": 0.4},
        {"name": "ask_level_of_cluster", "confidence": 0.3},
    ]
    (said,), _ = run(ActionFallback(), latest, {"language": "nb"})
    offered = next(one["payload"] for one in said["buttons"] if "compare" in one["payload"])
    assert json.loads(offered.removeprefix("/compare_clusters"))["cluster"] == names


def test_the_fallback_takes_a_bare_name_as_a_question() -> None:
    said, _ = run(ActionFallback(), message("nlu_fallback", "iKuben?", cluster="NCE iKuben"), {})
    assert said[-1]["response"] == "utter_about_cluster"


@pytest.mark.parametrize(
    ("text", "theme", "response"),
    [
        ("floating windmills", 0.1, "utter_clusters_by_theme"),
        ("ferdighus i massivtre", 0.1, "utter_clusters_by_theme"),
        ("ferdighus i massivtre", 0.01, "utter_out_of_scope"),
        ("massivtre", 0.1, "utter_out_of_scope"),
        ("oppskrift på massivtre", 0.1, "utter_out_of_scope"),
    ],
)
def test_words_of_themes_and_nothing_else_ask_for_the_theme(
    text: str, theme: float, response: str
) -> None:
    latest = message("out_of_scope", text)
    latest["intent_ranking"] = [
        {"name": "out_of_scope", "confidence": 0.8},
        {"name": "clusters_by_theme", "confidence": theme},
    ]
    (said, *_), _ = run(ActionFallback(), latest, {})
    assert said["response"] == response


@pytest.mark.parametrize(
    ("ranked", "response"),
    [("clusters_by_place", "utter_clusters_by_theme_and_place"), ("greet", "utter_out_of_scope")],
)
def test_a_theme_and_a_place_are_looked_for(ranked: str, response: str) -> None:
    latest = message(
        "out_of_scope", "energi pluss Rogaland, hva får jeg da", sector="energy", place="rogaland"
    )
    latest["intent_ranking"] = [
        {"name": "out_of_scope", "confidence": 0.6},
        {"name": ranked, "confidence": 0.3},
    ]
    (said, *_), _ = run(ActionFallback(), latest, {})
    assert said["response"] == response


# --- Other readings


def unsure(confidence: float, **others: float) -> Dict[str, Any]:
    latest = message("check_cluster_in_programme", "skal de legge om hele ordningen?")
    latest["intent"]["confidence"] = confidence
    first = {"name": "check_cluster_in_programme", "confidence": confidence}
    rest = [{"name": name, "confidence": value} for name, value in others.items()]
    return {**latest, "intent_ranking": [first, *rest]}


@pytest.mark.parametrize(
    ("latest", "response"),
    [
        (unsure(0.4, ask_redesign=0.3), "utter_redesign"),
        (unsure(0.4, ask_level_of_cluster=0.3, ask_redesign=0.2), "utter_redesign"),
        (unsure(0.4, ask_redesign=0.05), "utter_ask_cluster"),
        (unsure(0.9, ask_redesign=0.3), "utter_ask_cluster"),
        (unsure(0.4, greet=0.3), "utter_ask_cluster"),
    ],
)
def test_before_asking_back_the_next_likely_reading_is_tried(
    latest: Dict[str, Any], response: str
) -> None:
    (said, *_), _ = run(ActionClusterLevel(), latest, {})
    assert said["response"] == response


# --- Failure


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_failure_apologises_and_the_conversation_goes_on(
    language: str, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(*_: Any) -> None:
        raise RuntimeError("broken")

    before = {"language": language}
    _, before = run(ActionCountClusters(), message("count_clusters", level="gce"), before)
    monkeypatch.setattr(ActionEffect, "answer", fail)
    with caplog.at_level(logging.ERROR):
        (said,), slots = run(ActionEffect(), message("ask_effect"), before)
    assert said["response"] == "utter_internal_error"
    assert text_of(said, language)
    assert "action_effect" in caplog.text
    assert slots == before  # nothing forgotten
    (said,), _ = run(ActionFollowUp(), message("follow_up", "og Arena?", level="arena"), slots)
    assert said["response"] == "utter_count_at_level"


@pytest.mark.parametrize(
    "value", [{"levels": ["gone"]}, {"clusters": ["Gone"]}, {"metrics": ["gone"]}]
)
@pytest.mark.parametrize(
    "intent", ["count_clusters", "list_clusters_at_level", "ask_level_of_cluster", "ask_effect"]
)
def test_a_slot_from_before_an_edit_of_the_knowledge_does_no_harm(
    intent: str, value: Dict[str, Any]
) -> None:
    slots = {"question": {"intent": intent, "text": "", **value}}
    (said, *_), _ = run(ActionFollowUp(), message("follow_up", "og de?"), slots)
    assert said["response"] != "utter_internal_error"


def test_what_each_of_several_questions_named_is_remembered() -> None:
    latest = message("ask_several")
    latest["parts"] = [
        message("about_cluster", cluster="NCE Eyde"),
        message("ask_level_of_cluster", cluster="GCE NODE"),
    ]
    _, slots = run(ActionSeveral(), latest, {"language": "nb"})
    assert slots["mentioned"]["clusters"] == ["NCE Eyde", "GCE NODE"]
