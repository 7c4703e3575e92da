"""What each family of actions says, in both languages."""

from __future__ import annotations

import inspect
from string import Formatter
from typing import Any

import pytest
from rasa_sdk.executor import CollectingDispatcher

from actions import base
from actions.cluster_levels import ActionCheckLevel, ActionClusterLevel, ActionCompareClusters
from actions.clusters import ActionCountClusters, ActionListClusters
from actions.effects import ActionEffect, ActionEffectMethod
from actions.fallback import ActionFallback
from actions.levels import ActionCompareLevels, ActionExplainLevels
from actions.maps import ActionMap
from actions.privacy import ActionPrivacy
from actions.programme import ActionProgramme
from actions.sources import ActionLimit, ActionSource
from actions.talk import ActionAffirm, ActionFollowUp
from actions.timeline import ActionTimeline
from bot.knowledge import KnowledgeBase
from tests.unit.asking import DOMAIN, LANGUAGES, check_case, message
from tests.unit.test_profile_actions import CASES as PROFILE_CASES

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
        message("count_clusters", "what share is it", level="gce"),
        ["utter_count_share"],
        ["3 av 39", "8 prosent"],
        ["3 of 39", "8 per cent"],
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
        ["utter_theme_of_cluster", "utter_about_cluster"],
        ["Arena Pro", "39", "transportinfrastruktur"],
        ["Arena Pro", "39", "transport infrastructure"],
    ),
    (
        ActionClusterLevel,
        message("about_cluster", cluster="NCE Media"),
        ["utter_theme_of_cluster", "utter_about_cluster_despite_name"],
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
        message("check_level_of_cluster", cluster="NCE iKuben", level=["arena", "gce"]),
        ["utter_check_level_no"],
        ["ikke oppført under Arena eller GCE, men under **NCE**"],
        ["not listed under Arena or GCE but under **NCE**"],
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
        ["utter_effect", "utter_effect_significance"],
        ["signifikante", "15,8"],
        ["significant", "15.8"],
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
    check_case(case, language)


def test_every_family_of_actions_is_tested(knowledge: KnowledgeBase) -> None:
    tested = {case[0] for case in (*CASES, *PROFILE_CASES)} | {ActionMap, ActionPrivacy}
    assert tested >= set(base._families.values())


def test_variables_do_not_take_the_names_of_the_dispatcher() -> None:
    taken = set(inspect.signature(CollectingDispatcher.utter_message).parameters)
    taken -= {"self", "kwargs", "template", "response"}
    for _, _, responses, _, _ in (*CASES, *PROFILE_CASES):
        for response in responses:
            for variation in DOMAIN["responses"][response]:
                names = {name for _, name, _, _ in Formatter().parse(variation["text"]) if name}
                assert not names & taken
