"""Whole questions that the classifier takes for another: the form, or a fact in them, tells."""

from __future__ import annotations

from typing import Any, Dict

import pytest

from actions.question import Context, Question
from actions.resolving import resolve
from bot.knowledge import KnowledgeBase

NOTHING = Context()
SOLAR, EYDE = "Solenergiklyngen", "NCE Eyde"


@pytest.mark.parametrize(
    ("intent", "text", "names", "meant"),
    [
        (
            "list_clusters_at_level",
            "ramse opp hele gjengen fra øverst til nederst",
            {"levels": ("gce", "arena")},
            "list_all_clusters",
        ),
        (
            "list_levels",
            "run through the clusters from top to bottom, leaving none out",
            {},
            "list_all_clusters",
        ),
        ("list_levels", "explain it from top to bottom", {}, "list_levels"),
        (
            "follow_up",
            "Arena is one of them. And the rest of the levels?",
            {"levels": ("arena",)},
            "list_levels",
        ),
        (
            "explain_level",
            "Noder – hvilke er det snakk om?",
            {"levels": ("nodes",)},
            "list_clusters_at_level",
        ),
        ("explain_level", "Noder – hva er det?", {"levels": ("nodes",)}, "explain_level"),
        ("clusters_by_county", "Split the 18.6 by county", {}, "ask_effect_details"),
        (
            "clusters_by_county",
            "employment by county, please",
            {"metrics": ("employment",)},
            "ask_effect_details",
        ),
        (
            "ask_effect_previous_year",
            "Is it as good as two years ago for Eyde?",
            {"clusters": (EYDE,)},
            "ask_effect_details",
        ),
        (
            "ask_support",
            "Teller vår klynge blant dem som fikk hjelp?",
            {"clusters": (EYDE,)},
            "check_cluster_in_programme",
        ),
        (
            "ask_members",
            "Siden Solenergiklyngen har rykket opp til GCE, hvem er de i selskap med der?",
            {"clusters": (SOLAR,), "levels": ("gce",)},
            "check_level_of_cluster",
        ),
        (
            "ask_members",
            "Since Solenergiklyngen is an Arena Pro cluster, who are its members?",
            {"clusters": (SOLAR,), "levels": ("arena_pro",)},
            "ask_members",
        ),
    ],
)
def test_the_form_or_a_fact_tells_what_is_asked(
    intent: str, text: str, names: Dict[str, Any], meant: str, knowledge: KnowledgeBase
) -> None:
    assert resolve(Question(intent, text, **names), NOTHING, knowledge).intent == meant


def test_two_levels_named_are_compared_and_no_step_is_taken(knowledge: KnowledgeBase) -> None:
    question = Question(
        "compare_levels", "A GCE is one rung below an NCE?", levels=("gce", "nce"), level_step=-1
    )
    assert resolve(question, NOTHING, knowledge).levels == ("gce", "nce")


def test_the_highest_programme_is_no_first_of_a_list(knowledge: KnowledgeBase) -> None:
    text = "Siden NCE er det øverste programmet, hvordan sikrer dere kvaliteten der?"
    question = Question("ask_nce_status", text, levels=("nce",), ordinals=(1,))
    meant = resolve(question, NOTHING, knowledge)
    assert (meant.intent, meant.clusters) == ("ask_nce_status", ())
