"""What only looks like something else, and levels and places talked of before."""

from __future__ import annotations

from typing import Any, Dict

import pytest

from actions.question import Context, Question
from actions.resolving import resolve
from bot.knowledge import KnowledgeBase
from tests.unit.contexts import Meant, after, after_all, meant

AI = "Cluster for applied AI"
HELSE = "HelseINN"
SMART, HEALTH = "Norwegian Smart Care Cluster", "Norway Health Tech"
HYWAY = "Ocean Hyway Cluster"
EYDE, NODE, BLUE = "NCE Eyde", "GCE NODE", "GCE Blue Maritime"


@pytest.mark.parametrize(
    ("intent", "text", "names", "context", "expected"),
    [
        (
            "ask_level_of_cluster",
            "Jeg er lege på Toten. Hvilket nivå har HelseINN?",
            {"clusters": (HELSE,), "places": ("toten",)},
            Context(),
            ("ask_level_of_cluster", (HELSE,), ()),
        ),
        (
            "ask_leaders",
            "Who handles offshore wind?",
            {"sectors": ("offshore_wind",)},
            Context(),
            ("clusters_by_theme", (), ()),
        ),
        (
            "follow_up",
            "kainn du nævn dæm?",
            {"unknown_names": ("kainn",)},
            after("count_clusters", levels=("arena",)),
            ("list_clusters_at_level", (), ("arena",)),
        ),
        (
            "follow_up",
            "Nettstaden òg, om du har han.",
            {"unknown_names": ("Nettstaden",)},
            after("ask_location", clusters=(HYWAY,)),
            ("ask_website", (HYWAY,), ()),
        ),
        (
            "compare_levels",
            "how's the lowest of the three different from the middle one",
            {"levels": ("arena", "arena_pro"), "ordinals": (0,)},
            after("list_levels"),
            ("compare_levels", (), ("arena", "arena_pro")),
        ),
        (
            "explain_level",
            "OK so what does that level actually require of a cluster?",
            {},
            after("check_level_of_cluster", clusters=("Nordic Edge",), levels=("gce",)),
            ("explain_level", (), ("arena_pro",)),
        ),
        (
            "list_clusters_at_level",
            "who else has it",
            {},
            after("check_level_of_cluster", clusters=("Nordic Edge",), levels=("gce",)),
            ("list_clusters_at_level", (), ("arena_pro",)),
        ),
        (
            "ask_website",
            "Back to the one we started with, got a web address?",
            {},
            after_all(
                Question("ask_level_of_cluster", clusters=(EYDE,)),
                Question("list_clusters_at_level", levels=("gce",)),
            ),
            ("ask_website", (EYDE,), ()),
        ),
        (
            "ask_location",
            "er begge i Oslo?",
            {"places": ("oslo",)},
            after("clusters_by_theme", [SMART, HEALTH], sectors=("health_technology",)),
            ("ask_location", (SMART, HEALTH), ()),
        ),
        (
            "clusters_by_place",
            "Har dei kontor i Bergen òg?",
            {"places": ("bergen",)},
            after("clusters_by_theme", [SMART, HEALTH], sectors=("health_technology",)),
            ("ask_location", (SMART, HEALTH), ()),
        ),
        (
            "clusters_by_place",
            "Er det noen klynger i Bergen?",
            {"places": ("bergen",)},
            after("clusters_by_theme", [SMART, HEALTH], sectors=("health_technology",)),
            ("clusters_by_place", (), ()),
        ),
        (
            "list_clusters_at_level",
            "Which of the three has the global position?",
            {"levels": ("gce",)},
            after("clusters_by_place", [EYDE, BLUE, NODE], places=("more_og_romsdal",)),
            ("clusters_by_place", (), ("gce",)),
        ),
        (
            "ask_level_of_cluster",
            "er d arena eller arena pro",
            {"levels": ("arena", "arena_pro")},
            after("about_cluster", clusters=(HYWAY,)),
            ("ask_level_of_cluster", (HYWAY,), ()),
        ),
    ],
)
def test_what_is_meant(
    intent: str,
    text: str,
    names: Dict[str, Any],
    context: Context,
    expected: Meant,
    knowledge: KnowledgeBase,
) -> None:
    assert meant(intent, text, context, knowledge, names) == expected


def test_the_county_as_a_whole_is_that_of_the_place_before(knowledge: KnowledgeBase) -> None:
    context = after("clusters_by_place", [BLUE], clusters=(BLUE,), places=("alesund",))
    found = resolve(
        Question("follow_up", "And if you take the county as a whole?"), context, knowledge
    )
    assert found.places == ("more_og_romsdal",)


def test_anything_that_has_to_do_with_a_theme_is_left_out() -> None:
    text = "Leave out anything that has to do with forests"
    entity = {"entity": "sector", "value": "forest_wood", "start": 39, "end": 46}
    parse = {"text": text, "intent": {"name": "clusters_by_theme"}, "entities": [entity]}
    assert Question.from_parse(parse).not_sectors == ("forest_wood",)
