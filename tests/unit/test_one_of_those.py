"""One or some of those shown, whatever the question was taken for."""

from __future__ import annotations

from typing import Any, Dict

import pytest

from actions.question import Context, Question
from actions.resolving import resolve
from bot.knowledge import KnowledgeBase
from tests.unit.contexts import Meant, after, after_all, meant, then

NOSCA, MEDIA = "Nosca Clean Oceans", "NCE Media"
WAVE, PACKAGING, AI = "Circular Wave", "Circular Packaging", "Cluster for applied AI"
WOOD, HEIDNER, HELSE = "Norwegian Wood Cluster", "NCE HeidnerBiocluster", "HelseINN"
HELGELAND, AQUATECH, STIIM = "Havbruksnettverk Helgeland", "NCE Aquatech", "Stiim Aqua Cluster"
FARMS = (HELGELAND, STIIM, AQUATECH)
SMART, HEALTH = "Norwegian Smart Care Cluster", "Norway Health Tech"
H2, HYWAY = "H2Cluster - The Norwegian Hydrogen Cluster", "Ocean Hyway Cluster"
EYDE, NODE, BLUE = "NCE Eyde", "GCE NODE", "GCE Blue Maritime"


@pytest.mark.parametrize(
    ("intent", "text", "names", "context", "expected"),
    [
        (
            "follow_up",
            "and the oil spill people?",
            {"sectors": ("marine_environment",)},
            then(
                after("clusters_by_place", [NOSCA, MEDIA], places=("vestland",)),
                Question("check_level_of_cluster", clusters=(MEDIA,), levels=("nce",)),
            ),
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
            then(
                after("clusters_by_place", [WOOD, HEIDNER, HELSE], places=("innlandet",)),
                Question("explain_level", levels=("nodes",)),
            ),
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
            then(
                after("clusters_by_theme", FARMS, sectors=("aquaculture",)),
                Question("ask_level_of_cluster", clusters=(AQUATECH,)),
            ),
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
            then(
                after("clusters_by_theme", (NODE, BLUE, EYDE), sectors=("robotics",)),
                Question("clusters_by_place", among=(NODE, BLUE, EYDE), places=("alesund",)),
                (BLUE,),
            ),
            ("ask_location", (NODE, EYDE), ()),
        ),
        (
            "count_clusters",
            "Den vi begynte med: er det flere enn fem der?",
            {},
            after_all(
                Question("list_clusters_at_level", levels=("gce",)),
                Question("list_clusters_at_level", levels=("arena",)),
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
            then(
                then(
                    after(
                        "clusters_by_theme", (HELGELAND, STIIM, AQUATECH), sectors=("aquaculture",)
                    ),
                    Question("clusters_by_place", places=("trondheim",)),
                    (AQUATECH,),
                ),
                Question("ask_contact", clusters=(AQUATECH,)),
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
        (
            "follow_up",
            "and the higher?",
            {},
            after_all(
                Question("count_clusters", levels=("arena_pro",)),
                Question("count_clusters", levels=("arena",)),
            ),
            ("count_clusters", (), ("arena_pro",)),
        ),
        (
            "similar_clusters",
            "Is there another cluster doing something like it?",
            {},
            after("ask_location", clusters=(WOOD,)),
            ("similar_clusters", (WOOD,), ()),
        ),
        (
            "about_cluster",
            "Not to be mixed up with the nodes I suppose. What are those?",
            {"levels": ("nodes",)},
            after("clusters_by_place", [NODE], places=("kristiansand",)),
            ("explain_level", (), ("nodes",)),
        ),
        (
            "clusters_by_theme",
            "Are both of the health-related ones mature clusters?",
            {"sectors": ("health",), "levels": ("mature",)},
            after("clusters_by_place", [HEALTH, "Construction City", "Oslo Cancer Cluster"]),
            ("check_level_of_cluster", ("Oslo Cancer Cluster", HEALTH), ("mature",)),
        ),
        (
            "ask_theme",
            "Er den i mediebransjen også der?",
            {"sectors": ("media",)},
            then(
                after("clusters_by_place", [NOSCA, MEDIA], places=("vestland",)),
                Question("ask_level_of_cluster", clusters=(NOSCA,)),
            ),
            ("check_level_of_cluster", (MEDIA,), ("arena",)),
        ),
        (
            "ask_contact",
            "Ok, tilbake til oppdrettsklyngen. Hvem ringer jeg der?",
            {"sectors": ("aquaculture",)},
            Context(),
            ("ask_contact", (), ()),
        ),
        (
            "ask_history",
            "Siden de er GCE har de vel en global posisjon?",
            {"levels": ("gce",)},
            after("ask_theme", clusters=("Nordic Edge",)),
            ("check_level_of_cluster", ("Nordic Edge",), ("gce",)),
        ),
        (
            "list_all_clusters",
            "hvilke fantes i 2022",
            {"years": (2022,)},
            after("explain_level", levels=("nodes",)),
            ("list_clusters_at_level", (), ("nodes",)),
        ),
        (
            "list_all_clusters",
            "hvilke klynger fantes da",
            {},
            after("explain_level", levels=("nodes",)),
            ("list_all_clusters", (), ()),
        ),
        (
            "correction",
            "nei unnskyld, det andre mente jeg",
            {"ordinals": (2,)},
            after_all(
                Question("list_clusters_at_level", levels=("arena_pro",)),
                Question("list_clusters_at_level", levels=("arena",)),
            ),
            ("list_clusters_at_level", (), ("arena_pro",)),
        ),
        (
            "count_clusters",
            "Puh, det var mange. Bare nodene holder",
            {"levels": ("nodes",)},
            after("list_all_clusters"),
            ("list_clusters_at_level", (), ("nodes",)),
        ),
        (
            "check_level_of_cluster",
            "Eg meinte å hugse at ho var NCE?",
            {"levels": ("nce",), "unknown_names": ("hugse",)},
            after_all(
                Question("ask_theme", clusters=(HYWAY,)),
                Question("explain_level", levels=("gce",)),
            ),
            ("check_level_of_cluster", (HYWAY,), ("nce",)),
        ),
        (
            "follow_up",
            "E begge to Arena Pro?",
            {"levels": ("arena_pro",)},
            then(
                then(
                    after("clusters_by_theme", (NODE, BLUE, EYDE), sectors=("robotics",)),
                    Question("ask_website", clusters=(NODE,)),
                ),
                Question("ask_website", clusters=(EYDE,)),
            ),
            ("check_level_of_cluster", (NODE, EYDE), ("arena_pro",)),
        ),
        (
            "follow_up",
            "og heimesida?",
            {},
            after("ask_location", clusters=(HYWAY,)),
            ("ask_website", (HYWAY,), ()),
        ),
        (
            "ask_members",
            "er cod cluster med der",
            {"clusters": ("Cod Cluster",)},
            after("list_clusters_at_level", levels=("arena",)),
            ("check_level_of_cluster", ("Cod Cluster",), ("arena",)),
        ),
        (
            "ask_members",
            "er Equinor med i Cod Cluster",
            {"clusters": ("Cod Cluster",)},
            after("list_clusters_at_level", levels=("arena",)),
            ("ask_members", ("Cod Cluster",), ()),
        ),
    ],
)
def test_what_is_meant_of_what_was_shown(
    intent: str,
    text: str,
    names: Dict[str, Any],
    context: Context,
    expected: Meant,
    knowledge: KnowledgeBase,
) -> None:
    assert meant(intent, text, context, knowledge, names) == expected


def test_of_two_figures_the_metric_that_is_named(knowledge: KnowledgeBase) -> None:
    text = "Var det 15,8 eller 18,6 for verdiskaping?"
    question = Question("ask_effect_unit", text, metrics=("value_creation",))
    assert resolve(question, Context(), knowledge).metrics == ("value_creation",)


def test_what_a_programme_is_stays_what_it_is(knowledge: KnowledgeBase) -> None:
    found = resolve(Question("ask_programme", "Er det et program?"), after("ask_owner"), knowledge)
    assert found.intent == "ask_programme"


def test_those_that_are_based_somewhere_are_left_out() -> None:
    text = "Ta bort dem som holder til i Oslo"
    entity = {"entity": "place", "value": "oslo", "start": 29, "end": 33}
    parse = {"text": text, "intent": {"name": "clusters_by_place"}, "entities": [entity]}
    assert Question.from_parse(parse).not_places == ("oslo",)


@pytest.mark.parametrize("text", ["Hva driver NCE Eyde med ellers?", "What else does NCE Eyde do?"])
def test_what_else_one_does_is_its_theme(text: str, knowledge: KnowledgeBase) -> None:
    question = Question("ask_theme", text, clusters=(EYDE,))
    assert resolve(question, Context(), knowledge).intent == "ask_theme"
