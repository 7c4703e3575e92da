"""Several of a list or of a place: "the last two", "the three in Bergen", "which is furthest?"."""

from __future__ import annotations

from dataclasses import replace

import pytest

from actions.question import Context, Names, Question
from actions.resolving import resolve
from bot.knowledge import KnowledgeBase
from tests.unit.contexts import after, after_all, meant, then

NODE, SHIPS, OCEAN = "GCE NODE", "GCE Blue Maritime", "GCE Ocean Technology"
HEALTH, WOOD, FARMS = "HelseINN", "Norwegian Wood Cluster", "NCE HeidnerBiocluster"
TIMBER, EDGE, ARCTIC = "WoodWorks Cluster", "Nordic Edge", "Arctic Cluster Team"
NORTH = "Energi i Nord"
LEVEL, CHECK, LIST = "ask_level_of_cluster", "check_level_of_cluster", "list_clusters_at_level"
BY_PLACE, BY_THEME = "clusters_by_place", "clusters_by_theme"
INNLANDET, GCE = (HEALTH, WOOD, FARMS), (NODE, SHIPS, OCEAN)


def in_viken() -> Context:
    """The clusters of Innlandet were listed, and then those of Viken."""
    return after_all(
        Question(BY_PLACE, places=("innlandet",)), Question(BY_PLACE, places=("viken",))
    )


def in_bergen() -> Context:
    """The five clusters of Bergen were listed."""
    return after_all(Question(BY_PLACE, places=("bergen",)))


def ships_of_three() -> Context:
    """Three were listed, and one of them was talked about."""
    return then(after(LIST, levels=("gce",)), Question("ask_theme", clusters=(SHIPS,)))


@pytest.mark.parametrize("intent", [LEVEL, "correction", BY_PLACE])
@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "Nei, jeg tenkte på de tre i Innlandet. Hvilket trinn er hver av dem på?",
            "Nei, jeg tenkte på de tre i Innlandet. Hvilket trinn er hver av dem på?",
        ),
        (
            "What level is each of them at?",
            "No, I meant the three in Innlandet. What level is each of them at?",
        ),
        ("kva for nokre av dei i Innlandet har nådd lengst?", ""),
        ("How far up are those in Innlandet, which level?", ""),
    ],
)
def test_the_levels_of_those_in_a_place(
    text: str, said: str, intent: str, knowledge: KnowledgeBase
) -> None:
    compared = then(in_viken(), Question("compare_levels", levels=("arena", "arena_pro")))
    asked = Question(intent, text, said=said, places=("innlandet",))
    found = resolve(asked, compared, knowledge)
    assert (found.intent, set(found.clusters), found.levels) == (LEVEL, set(INNLANDET), ())


@pytest.mark.parametrize("intent", ["compare_levels", CHECK, LIST])
@pytest.mark.parametrize(
    "text",
    [
        "Men hadde noen av våre et høyere trinn enn Arena?",
        "But were any of ours at a higher level than Arena?",
    ],
)
def test_whether_any_of_ours_is_above_a_level(
    text: str, intent: str, knowledge: KnowledgeBase
) -> None:
    found = resolve(Question(intent, text, levels=("arena",), level_step=1), in_viken(), knowledge)
    assert (found.intent, set(found.clusters), found.levels) == (LEVEL, set(INNLANDET), ())


@pytest.mark.parametrize("intent", [LEVEL, "about_cluster", "compare_clusters", BY_PLACE])
@pytest.mark.parametrize(
    "text",
    [
        "Hvem av disse fem er best etablert?",
        "Kven av dei har kome lengst?",
        "Which of those five is the most advanced?",
    ],
)
def test_which_of_those_listed_is_furthest(
    text: str, intent: str, knowledge: KnowledgeBase
) -> None:
    found = resolve(Question(intent, text), in_bergen(), knowledge)
    assert (found.intent, len(found.clusters), found.clusters[0]) == (LEVEL, 5, OCEAN)


@pytest.mark.parametrize(
    "text", ["Which of those five is furthest north?", "Hvem av disse fem ligger lengst vest?"]
)
def test_furthest_in_a_direction_is_no_level(text: str, knowledge: KnowledgeBase) -> None:
    assert resolve(Question(BY_PLACE, text), in_bergen(), knowledge).farthest


@pytest.mark.parametrize(
    "text",
    ["Er noen av dem i Rogaland på toppnivået?", "Are any of those in Rogaland at the top level?"],
)
def test_whether_any_there_is_at_the_top_after_one_was_found(
    text: str, knowledge: KnowledgeBase
) -> None:
    one = after(BY_THEME, listed=(EDGE,), sectors=("smart_cities",))
    asked = Question(CHECK, text, places=("rogaland",), levels=("gce",))
    found = resolve(asked, one, knowledge)
    assert (found.intent, len(found.clusters), found.levels) == (LEVEL, 6, ())


def test_whether_any_of_a_list_there_is_at_a_level_narrows_it(knowledge: KnowledgeBase) -> None:
    asked = Question(
        CHECK, "Are any of those in Bergen at NCE level?", places=("bergen",), levels=("nce",)
    )
    assert resolve(asked, in_bergen(), knowledge).intent in (BY_PLACE, CHECK)


@pytest.mark.parametrize("intent", [BY_PLACE, LIST])
@pytest.mark.parametrize("text", ["Hvem er de tre i Innlandet?", "Who are the three in Innlandet?"])
def test_who_those_are_is_a_search(text: str, intent: str, knowledge: KnowledgeBase) -> None:
    asked = Question(intent, text, places=("innlandet",))
    assert resolve(asked, in_viken(), knowledge).intent == BY_PLACE


@pytest.mark.parametrize("intent", ["ask_location", BY_PLACE, "follow_up", "ask_map"])
@pytest.mark.parametrize(
    "text", ["Og hvor i landet er de tre henne?", "And where are the three?", "Kvar er desse tre?"]
)
def test_that_many_are_those_listed(text: str, intent: str, knowledge: KnowledgeBase) -> None:
    assert meant(intent, text, ships_of_three(), knowledge, {}) == ("ask_location", GCE, ())


@pytest.mark.parametrize(
    "text",
    ["Hvor mange er på de tre nivåene?", "Where are the other two?", "Hva er de tre nivåene?"],
)
def test_that_many_of_something_else_are_not(text: str, knowledge: KnowledgeBase) -> None:
    found = resolve(Question("ask_location", text), ships_of_three(), knowledge)
    assert found.clusters != GCE


@pytest.mark.parametrize("intent", ["ask_location", BY_PLACE])
@pytest.mark.parametrize(
    ("text", "clusters"),
    [
        ("Kvar held dei to siste til?", (SHIPS, OCEAN)),
        ("Where are the last two?", (SHIPS, OCEAN)),
        ("Where are the first two?", (NODE, SHIPS)),
        ("Hvor ligger de to første?", (NODE, SHIPS)),
        ("Hvor er de tre første?", GCE),
    ],
)
def test_the_last_two_are_of_the_list(
    text: str, clusters: Names, intent: str, knowledge: KnowledgeBase
) -> None:
    found = meant(intent, text, ships_of_three(), knowledge, {})
    assert found == ("ask_location", clusters, ())


def test_the_last_two_years_are_no_clusters(knowledge: KnowledgeBase) -> None:
    text = "Hvor har det skjedd noe de to siste årene?"
    assert meant(BY_PLACE, text, ships_of_three(), knowledge, {})[1] == ()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Nei, eg spurde om dei to med tre. Kvar er kontora?", ""),
        ("Kvar er kontora?", "Nei, eg spurde om dei to med tre. Kvar er kontora?"),
        ("Where are the two in timber?", "Where are the two in timber?"),
    ],
)
@pytest.mark.parametrize("intent", ["ask_location", "correction"])
def test_the_two_of_a_theme(text: str, said: str, intent: str, knowledge: KnowledgeBase) -> None:
    listed = after(BY_THEME, listed=(FARMS, WOOD, TIMBER), sectors=("forest_wood",))
    talked = then(listed, Question("ask_location", clusters=(FARMS,)))
    found = resolve(Question(intent, text, said=said), talked, knowledge)
    assert (found.intent, found.clusters) == ("ask_location", (WOOD, TIMBER))


@pytest.mark.parametrize("intent", [LEVEL, "compare_clusters", CHECK])
@pytest.mark.parametrize(
    "text",
    [
        "Ligger Energi i Nord foran oss, nivåmessig?",
        "Is Energi i Nord ahead of us?",
        "Er Energi i Nord lenger framme enn den?",
        "Is Energi i Nord at a higher level than it?",
    ],
)
def test_one_named_beside_the_one_talked_about(
    text: str, intent: str, knowledge: KnowledgeBase
) -> None:
    nordland = then(
        after("ask_location", clusters=(ARCTIC,)), Question(BY_PLACE, places=("nordland",))
    )
    found = meant(intent, text, nordland, knowledge, {"clusters": (NORTH,)})
    assert (found[0], set(found[1])) == ("compare_clusters", {NORTH, ARCTIC})


def test_north_of_us_is_no_level(knowledge: KnowledgeBase) -> None:
    text = "Is Energi i Nord further north than us?"
    here = after("ask_location", clusters=(ARCTIC,))
    found = meant("ask_location", text, here, knowledge, {"clusters": (NORTH,)})
    assert found[0] == "ask_location"


def test_that_many_of_the_list_it_was_narrowed_from(knowledge: KnowledgeBase) -> None:
    one = replace(ships_of_three(), listed=(SHIPS,), earlier=GCE)
    found = meant("ask_theme", "And what do the three do?", one, knowledge, {})
    assert found == ("ask_theme", GCE, ())
