"""One or some of those shown, whatever the question was taken for."""

from __future__ import annotations

from typing import Any, Dict, Sequence, Tuple

import pytest

from actions.question import Context, Question
from actions.resolving import resolve
from bot.knowledge import KnowledgeBase

NOSCA, MEDIA, RECYCLING = "Nosca Clean Oceans", "NCE Media", "Marin Recycling Cluster"
WAVE, PACKAGING, AI = "Circular Wave", "Circular Packaging", "Cluster for applied AI"
WOOD, HEIDNER, HELSE = "Norwegian Wood Cluster", "NCE HeidnerBiocluster", "HelseINN"
HELGELAND, AQUATECH, STIIM = "Havbruksnettverk Helgeland", "NCE Aquatech", "Stiim Aqua Cluster"
SMART, HEALTH = "Norwegian Smart Care Cluster", "Norway Health Tech"
H2, HYWAY = "H2Cluster - The Norwegian Hydrogen Cluster", "Ocean Hyway Cluster"
EYDE, NODE, BLUE = "NCE Eyde", "GCE NODE", "GCE Blue Maritime"


def after(intent: str, listed: Sequence[str] = (), **names: Any) -> Context:
    """The context that an answered question leaves."""
    last = Question(intent, **names)
    return Context(last, tuple(listed), last.clusters, last.levels)


def meant(
    intent: str, text: str, context: Context, knowledge: KnowledgeBase, **names: Any
) -> Tuple[str, Tuple[str, ...], Tuple[str, ...]]:
    found = resolve(Question(intent, text, **names), context, knowledge)
    return found.intent, found.clusters, found.levels


@pytest.mark.parametrize(
    ("intent", "text", "names", "context", "expected"),
    [
        (
            "follow_up",
            "and the oil spill people?",
            {"sectors": ("marine_environment",)},
            after("check_level_of_cluster", [NOSCA, MEDIA], clusters=(MEDIA,), levels=("nce",)),
            ("check_level_of_cluster", (NOSCA,), ("nce",)),
        ),
        (
            "check_level_of_cluster",
            "Both of them Arena?",
            {"levels": ("arena",)},
            after("filter_clusters", [WAVE, PACKAGING], name_filter="contains:circular"),
            ("check_level_of_cluster", (WAVE, PACKAGING), ("arena",)),
        ),
        (
            "ask_theme",
            "is the timber one that too?",
            {"sectors": ("wood_construction",)},
            after("explain_level", [WOOD, HEIDNER, HELSE], levels=("nodes",)),
            ("check_level_of_cluster", (WOOD,), ("nodes",)),
        ),
        (
            "ask_level_of_cluster",
            "The Fredrikstad one, is that Arena or Arena Pro?",
            {"places": ("fredrikstad",), "levels": ("arena", "arena_pro")},
            after("clusters_by_place", [WAVE, AI], places=("ostfold",)),
            ("ask_level_of_cluster", (WAVE,), ()),
        ),
        (
            "ask_website",
            "og nettsida til dem på Helgeland?",
            {"places": ("helgeland",)},
            after("ask_level_of_cluster", [HELGELAND, STIIM, AQUATECH], clusters=(AQUATECH,)),
            ("ask_website", (HELGELAND,), ()),
        ),
        (
            "clusters_by_place",
            "Den i Stavanger, har de folk andre steder også?",
            {"places": ("stavanger",)},
            after("clusters_by_theme", [SMART, HEALTH], sectors=("health_technology",)),
            ("about_cluster", (SMART,), ()),
        ),
        (
            "ask_theme",
            "My employer is in NCE Eyde. Is there another cluster doing what they do?",
            {"clusters": (EYDE,)},
            Context(),
            ("similar_clusters", (EYDE,), ()),
        ),
        (
            "compare_levels",
            "Hva er forskjellen på de nivåene, kort sagt?",
            {},
            after("clusters_by_theme", [H2, HYWAY], sectors=("hydrogen",)),
            ("compare_levels", (), ("arena", "arena_pro")),
        ),
        (
            "follow_up",
            "list that next tier",
            {"levels": ("arena_pro",)},
            after("explain_level", levels=("arena",)),
            ("list_clusters_at_level", (), ("arena_pro",)),
        ),
        (
            "follow_up",
            "og de to andre?",
            {},
            Context(
                Question("clusters_by_place", clusters=(BLUE,)), (BLUE,), earlier=(NODE, BLUE, EYDE)
            ),
            ("ask_location", (NODE, EYDE), ()),
        ),
        (
            "count_clusters",
            "Den vi begynte med: er det flere enn fem der?",
            {},
            Context(
                Question("list_clusters_at_level", levels=("arena",)), (), (), ("gce", "arena")
            ),
            ("count_clusters", (), ("gce",)),
        ),
        (
            "ask_programme",
            "men er det et program for seg selv?",
            {},
            after("ask_nce_status", levels=("nce",)),
            ("ask_nce_status", (), ("nce",)),
        ),
        (
            "ask_programme",
            "men er det et program for seg selv?",
            {},
            after("explain_level", levels=("nce",)),
            ("ask_nce_status", (), ("nce",)),
        ),
        (
            "compare_levels",
            "Hva er forskjellen på de nivåene?",
            {},
            after("ask_level_of_cluster", clusters=(H2, HYWAY)),
            ("compare_levels", (), ("arena", "arena_pro")),
        ),
        (
            "clusters_by_theme",
            "I thought there was another one for wood as well",
            {"sectors": ("forest_wood",)},
            after("ask_location", clusters=("WoodWorks Cluster",)),
            ("clusters_by_theme", (), ()),
        ),
        (
            "follow_up",
            "What about the Stavanger one, same level?",
            {"places": ("stavanger",)},
            Context(
                Question("ask_contact", clusters=(AQUATECH,)),
                (AQUATECH,),
                (AQUATECH,),
                earlier=(HELGELAND, STIIM, AQUATECH),
            ),
            ("compare_clusters", (AQUATECH, STIIM), ()),
        ),
        (
            "check_level_of_cluster",
            "Er ho ei GCE?",
            {"levels": ("gce",)},
            after("clusters_by_place", [HYWAY], clusters=(HYWAY,)),
            ("check_level_of_cluster", (HYWAY,), ("gce",)),
        ),
        (
            "follow_up",
            "åssen vet du d",
            {},
            after("ask_owner"),
            ("ask_source", (), ()),
        ),
    ],
)
def test_what_is_meant_of_what_was_shown(
    intent: str,
    text: str,
    names: Dict[str, Any],
    context: Context,
    expected: Tuple[str, Tuple[str, ...], Tuple[str, ...]],
    knowledge: KnowledgeBase,
) -> None:
    assert meant(intent, text, context, knowledge, **names) == expected


def test_of_two_figures_the_metric_that_is_named(knowledge: KnowledgeBase) -> None:
    text = "Var det 15,8 eller 18,6 for verdiskaping?"
    question = Question("ask_effect_unit", text, metrics=("value_creation",))
    assert resolve(question, Context(), knowledge).metrics == ("value_creation",)


def test_what_a_programme_is_stays_what_it_is(knowledge: KnowledgeBase) -> None:
    found = resolve(Question("ask_programme", "Er det et program?"), after("ask_owner"), knowledge)
    assert found.intent == "ask_programme"
