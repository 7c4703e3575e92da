"""What each family of actions says and remembers, in both languages."""

from __future__ import annotations

import asyncio
import inspect
import logging
from pathlib import Path
from string import Formatter
from typing import Any, Dict, List, Optional, Tuple

import pytest
import yaml
from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

import actions
from actions import base
from actions.cluster_levels import ActionCheckLevel, ActionClusterLevel, ActionCompareClusters
from actions.clusters import ActionCountClusters, ActionListClusters
from actions.effects import ActionEffect, ActionEffectMethod
from actions.fallback import ActionFallback
from actions.levels import ActionCompareLevels, ActionExplainLevels
from actions.programme import ActionProgramme
from actions.sources import ActionLimit, ActionSource
from actions.talk import (
    ActionAffirm,
    ActionChangeLanguage,
    ActionFollowUp,
    ActionRepeat,
    ActionSeveral,
    ActionStartOver,
)
from actions.timeline import ActionTimeline
from bot.knowledge import KnowledgeBase

ROOT = Path(actions.__file__).resolve().parents[1]
DOMAIN: Dict[str, Any] = yaml.safe_load((ROOT / "domain.yml").read_text(encoding="utf-8"))
LANGUAGES = ("nb", "en")
Said = List[Dict[str, Any]]
Slots = Dict[str, Any]


def message(intent: str, text: str = "", **names: Any) -> Dict[str, Any]:
    """A parsed message in Rasa's format."""
    entities = [
        {"entity": entity, "value": value}
        for entity, values in names.items()
        for value in (values if isinstance(values, (list, tuple)) else [values])
    ]
    return {"text": text, "intent": {"name": intent, "confidence": 0.9}, "entities": entities}


def tracker(latest: Dict[str, Any], slots: Slots, events: Optional[List[Any]] = None) -> Tracker:
    return Tracker("me", slots, latest, events or [], False, None, {}, None)


def run(
    action: Any, latest: Dict[str, Any], slots: Slots, events: Any = None
) -> Tuple[Said, Slots]:
    """What an action says, and the slots after it."""
    dispatcher = CollectingDispatcher()
    result = asyncio.run(action.run(dispatcher, tracker(latest, slots, events), DOMAIN))
    return dispatcher.messages, {**slots, **{event["name"]: event["value"] for event in result}}


def text_of(said: Dict[str, Any], language: str) -> str:
    """The text a user reads: the response in a language with its variables filled in."""
    variations = DOMAIN["responses"][said["response"]]
    wanted = [v for v in variations if bool(v.get("condition")) == (language == "en")]
    needed = {name for _, name, _, _ in Formatter().parse(wanted[0]["text"]) if name}
    missing = needed - set(said)
    assert not missing, f"{said['response']} lacks {missing}"
    return str(wanted[0]["text"].format(**{name: said[name] for name in needed}))


CASES = [
    # action, message, slots, responses, what a reader must find in nb and in en
    (
        ActionListClusters,
        message("list_clusters_at_level", level="gce"),
        ["utter_clusters_at_level"],
        ["GCE Blue Maritime", "3", "2022"],
        ["GCE Blue Maritime", "2022"],
    ),
    (
        ActionListClusters,
        message("list_clusters_at_level", level=["nodes", "gce"]),
        ["utter_clusters_at_level"] * 2,
        ["HelseINN", "Noder"],
        ["HelseINN", "Nodes"],
    ),
    (
        ActionListClusters,
        message("list_clusters_at_level"),
        ["utter_ask_level"],
        ["nivå"],
        ["level"],
    ),
    (
        ActionListClusters,
        message("list_all_clusters"),
        ["utter_all_clusters"],
        ["39", "Modne klynger** (4)"],
        ["39", "Mature clusters** (4)"],
    ),
    (
        ActionListClusters,
        message("filter_clusters", name_filter="starts:o"),
        ["utter_clusters_name_starts"],
        ["2 av 39", "«O»"],
        ["2 of 39", "“O”"],
    ),
    (
        ActionListClusters,
        message("filter_clusters", name_filter="contains:zzz"),
        ["utter_no_clusters_name_contains"],
        ["«zzz»"],
        ["“zzz”"],
    ),
    (
        ActionListClusters,
        message("filter_clusters", name_filter="ends:cluster", level="arena"),
        ["utter_clusters_name_ends_at_level"],
        ["av 11", "Arena"],
        ["of 11", "Arena"],
    ),
    (ActionListClusters, message("filter_clusters"), ["utter_ask_name_filter"], ["navn"], ["name"]),
    (
        ActionCountClusters,
        message("count_clusters", level="arena_pro"),
        ["utter_count_at_level"],
        ["12", "Arena Pro"],
        ["12", "Arena Pro"],
    ),
    (
        ActionCountClusters,
        message("count_clusters", level=["nce", "gce"]),
        ["utter_count_several"],
        ["10"],
        ["10"],
    ),
    (
        ActionCountClusters,
        message("count_clusters", "hvor mange klynger"),
        ["utter_count_all"],
        ["39", "Noder: 2"],
        ["39", "Nodes: 2"],
    ),
    (
        ActionClusterLevel,
        message("ask_level_of_cluster", cluster="GCE NODE"),
        ["utter_level_of_cluster"],
        ["GCE NODE", "2022"],
        ["GCE NODE", "2022"],
    ),
    (
        ActionClusterLevel,
        message("ask_level_of_cluster", cluster="NCE Eyde"),
        ["utter_level_of_cluster_despite_name"],
        ["Modne klynger", "ikke under NCE"],
        ["Mature clusters", "not under NCE"],
    ),
    (
        ActionClusterLevel,
        message("ask_level_of_cluster", cluster=["NCE Media", "GCE NODE"]),
        ["utter_levels_of_clusters"],
        ["NCE Media: Modne klynger"],
        ["NCE Media: Mature clusters"],
    ),
    (
        ActionClusterLevel,
        message("about_cluster", cluster="VIA Cluster"),
        ["utter_about_cluster"],
        ["Arena Pro", "39"],
        ["Arena Pro", "39"],
    ),
    (
        ActionClusterLevel,
        message("about_cluster", cluster="NCE Media"),
        ["utter_about_cluster_despite_name"],
        ["Modne klynger"],
        ["Mature clusters"],
    ),
    (
        ActionClusterLevel,
        message("about_cluster", unknown_name="Raufoss"),
        ["utter_unknown_cluster"],
        ["«Raufoss»"],
        ["“Raufoss”"],
    ),
    (
        ActionClusterLevel,
        message("about_cluster", unknown_name="Circular Economy"),
        ["utter_unknown_cluster_suggest"],
        ["«Circular Economy»"],
        ["“Circular Economy”"],
    ),
    (ActionClusterLevel, message("about_cluster"), ["utter_ask_cluster"], ["klynge"], ["cluster"]),
    (
        ActionCheckLevel,
        message("check_level_of_cluster", cluster="NCE iKuben", level="nce"),
        ["utter_check_level_yes"],
        ["Ja"],
        ["Yes"],
    ),
    (
        ActionCheckLevel,
        message("check_level_of_cluster", cluster="NCE iKuben", level="gce"),
        ["utter_check_level_no"],
        ["Nei", "GCE", "NCE"],
        ["No"],
    ),
    (
        ActionCheckLevel,
        message("check_level_of_cluster", cluster="NCE Media", level="nce"),
        ["utter_check_level_no_despite_name"],
        ["Nei", "Modne klynger"],
        ["No", "Mature clusters"],
    ),
    (
        ActionCheckLevel,
        message("check_cluster_in_programme", cluster="Nordic Edge"),
        ["utter_cluster_in_programme"],
        ["Ja"],
        ["Yes"],
    ),
    (
        ActionCheckLevel,
        message("check_cluster_in_programme", cluster="NCE Eyde"),
        ["utter_cluster_in_programme_despite_name"],
        ["Ja", "Modne"],
        ["Yes", "Mature"],
    ),
    (
        ActionCompareClusters,
        message("compare_clusters", cluster=["NCE Media", "NCE Eyde"]),
        ["utter_same_level"],
        ["NCE Media og NCE Eyde", "Modne"],
        ["NCE Media and NCE Eyde", "Mature"],
    ),
    (
        ActionCompareClusters,
        message("compare_clusters", cluster=["NCE Media", "NCE iKuben"]),
        ["utter_different_levels"],
        ["Modne klynger", "NCE"],
        ["Mature clusters"],
    ),
    (
        ActionExplainLevels,
        message("explain_level", level="arena"),
        ["utter_explain_programme_level"],
        ["Arena", "11"],
        ["Arena", "11"],
    ),
    (
        ActionExplainLevels,
        message("explain_level", level="nce"),
        ["utter_explain_brand"],
        ["ikke lenger et program", "7"],
        ["no longer a programme", "7"],
    ),
    (
        ActionExplainLevels,
        message("explain_level", level="mature"),
        ["utter_explain_group"],
        ["ikke et eget nivå"],
        ["not a level"],
    ),
    (
        ActionExplainLevels,
        message("list_levels", "hvilke nivåer finnes"),
        ["utter_levels"],
        ["Arena Pro", "Noder", "3"],
        ["Arena Pro", "Nodes", "3"],
    ),
    (
        ActionExplainLevels,
        message("ask_nce_status", level="nce"),
        ["utter_brand_status"],
        ["Arena, Arena Pro og GCE"],
        ["Arena, Arena Pro and GCE"],
    ),
    (
        ActionCompareLevels,
        message("compare_levels", level=["arena", "gce"]),
        ["utter_compare_levels"],
        ["**Arena**", "**GCE**"],
        ["**Arena**", "**GCE**"],
    ),
    (
        ActionCompareLevels,
        message("compare_levels", level="gce"),
        ["utter_ask_other_level"],
        ["GCE"],
        ["GCE"],
    ),
    (
        ActionEffect,
        message("ask_effect"),
        ["utter_effect"],
        ["15,8 prosentpoeng høyere", "18,6", "3,6 prosentpoeng flere", "Produktivitet"],
        ["15.8 percentage points higher", "18.6", "3.6 percentage points more", "Productivity"],
    ),
    (
        ActionEffect,
        message("ask_effect", metric="employment"),
        ["utter_effect_metric"],
        ["Årsverk", "3,6"],
        ["Full-time equivalents", "3.6"],
    ),
    (
        ActionEffect,
        message("ask_effect", metric=["employment", "productivity"]),
        ["utter_effect_metric", "utter_effect_no_figure"],
        ["3,6", "produktivitet"],
        ["3.6", "productivity"],
    ),
    (
        ActionEffectMethod,
        message("ask_effect_comparison"),
        ["utter_effect_comparison"],
        ["kontrollgruppe"],
        ["control group"],
    ),
    (
        ActionEffectMethod,
        message("ask_effect_period"),
        ["utter_effect_period"],
        ["tre første årene"],
        ["first three years"],
    ),
    (
        ActionEffectMethod,
        message("ask_effect_calculated_by"),
        ["utter_effect_calculated_by"],
        ["Innovasjon Norge", "hvert år"],
        ["Innovasjon Norge", "every year"],
    ),
    (
        ActionEffectMethod,
        message("ask_effect_significance"),
        ["utter_effect_significance"],
        ["signifikante"],
        ["significant"],
    ),
    (
        ActionEffectMethod,
        message("ask_effect_previous_year"),
        ["utter_effect_previous_year"],
        ["året før"],
        ["the year before"],
    ),
    (
        ActionEffectMethod,
        message("ask_effect_unit"),
        ["utter_effect_unit"],
        ["prosentpoeng"],
        ["percentage points"],
    ),
    (
        ActionProgramme,
        message("ask_programme"),
        ["utter_programme"],
        ["Norwegian Innovation Clusters"],
        ["Norwegian Innovation Clusters"],
    ),
    (
        ActionProgramme,
        message("ask_owner"),
        ["utter_owner"],
        ["Innovasjon Norge"],
        ["Innovasjon Norge"],
    ),
    (ActionProgramme, message("ask_purpose"), ["utter_purpose"], ["verdiskaping"], ["value"]),
    (ActionProgramme, message("ask_goal"), ["utter_goal"], ["klynger"], ["clusters"]),
    (
        ActionProgramme,
        message("ask_support"),
        ["utter_support"],
        ["finansiering", "og nettverk"],
        ["funding", "and networks"],
    ),
    (
        ActionTimeline,
        message("ask_timeline"),
        ["utter_timeline"],
        ["**2021**", "**2024**"],
        ["**2021**"],
    ),
    (ActionTimeline, message("ask_intake"), ["utter_intake"], ["2022"], ["2022"]),
    (ActionTimeline, message("ask_redesign"), ["utter_redesign"], ["eiere"], ["owners"]),
    (ActionTimeline, message("ask_new_programme"), ["utter_new_programme"], ["2024"], ["2024"]),
    (
        ActionSource,
        message("ask_source"),
        ["utter_source"],
        ["Innovasjon Norge", "https://"],
        ["Innovasjon Norge", "https://"],
    ),
    (ActionLimit, message("ask_members"), ["utter_not_in_source"], ["bedrifter"], ["companies"]),
    (ActionLimit, message("ask_money"), ["utter_not_in_source"], ["kroner"], ["money"]),
    (ActionFollowUp, message("follow_up", "hva?"), ["utter_not_understood"], [""], [""]),
    (ActionAffirm, message("affirm", "ja"), ["utter_affirm"], [""], [""]),
    (ActionFallback, message("nlu_fallback", "asdf"), ["utter_not_understood"], [""], [""]),
]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "case", CASES, ids=lambda case: f"{case[1]['intent']['name']}-{case[2][0]}"
)
def test_a_question_gets_its_response_with_every_variable(case: Any, language: str) -> None:
    action, latest, responses, nb, en = case
    said, _ = run(action(), latest, {"language": language})
    assert [one["response"] for one in said] == responses
    text = "\n".join(text_of(one, language) for one in said)
    for part in nb if language == "nb" else en:
        assert part in text


def test_every_family_of_actions_is_tested_above(knowledge: KnowledgeBase) -> None:
    tested = {case[0] for case in CASES}
    assert tested >= set(base._families.values())


def test_every_topic_the_source_is_silent_on_has_an_action_and_an_answer(
    knowledge: KnowledgeBase,
) -> None:
    assert {f"ask_{topic}" for topic in knowledge.limits} == set(ActionLimit.intents)
    for topic in knowledge.limits:
        (said,), _ = run(ActionLimit(), message(f"ask_{topic}"), {"language": "nb"})
        assert said["response"] == "utter_not_in_source"


def test_variables_do_not_take_the_names_of_the_dispatcher() -> None:
    taken = set(inspect.signature(CollectingDispatcher.utter_message).parameters)
    taken -= {"self", "kwargs", "template", "response"}
    for _, _, responses, _, _ in CASES:
        for response in responses:
            for variation in DOMAIN["responses"][response]:
                names = {name for _, name, _, _ in Formatter().parse(variation["text"]) if name}
                assert not names & taken


# --- Slots


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_fact_comes_with_its_source_and_language(language: str) -> None:
    latest = message("ask_effect", metric="employment")
    (said,), _ = run(ActionEffect(), latest, {"language": language})
    title = {"nb": "siden «Klynger»", "en": "page “Klynger”"}[language]
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
    (said,), slots = run(ActionFollowUp(), message("follow_up", "den andre?", ordinal="2"), slots)
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


def test_repeating_says_the_last_answer_again() -> None:
    events = [
        {"event": "user", "text": "a"},
        {"event": "bot", "text": "old"},
        {"event": "user", "text": "b"},
        {"event": "bot", "text": "one"},
        {"event": "bot", "text": "two", "metadata": {"language": "nb", "sources": [{"year": 1}]}},
        {"event": "user", "text": "hæ?"},
    ]
    said, _ = run(ActionRepeat(), message("repeat"), {}, events)
    assert [one["text"] for one in said] == ["one", "two"]
    assert (said[1]["language"], said[1]["sources"]) == ("nb", [{"year": 1}])


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


def test_the_fallback_takes_a_bare_name_as_a_question() -> None:
    (said,), _ = run(ActionFallback(), message("nlu_fallback", "iKuben?", cluster="NCE iKuben"), {})
    assert said["response"] == "utter_about_cluster"


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
