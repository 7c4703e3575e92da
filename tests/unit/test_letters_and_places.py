"""Turns that wonder about letters in names, and that ask for places in the conversation's own."""

from __future__ import annotations

from typing import Any, Dict, Optional, Tuple

import pytest

from actions.question import Context, Question
from actions.resolving import resolve
from bot.knowledge import KnowledgeBase
from tests.unit.contexts import after

AI, AUTONOMY, EYDE, NODE, SOLUTIONS = (
    "Cluster for applied AI",
    "Autonomiklyngen",
    "NCE Eyde",
    "GCE NODE",
    "Norwegian Energy Solutions",
)
FINTECH, IKUBEN = "NCE Finance Innovation", "NCE iKuben"
CHECKED = {"clusters": (EYDE,), "levels": ("nce",)}


@pytest.mark.parametrize(
    ("last", "intent", "text", "levels"),
    [
        (CHECKED, "ask_why", "Then why do they keep those three letters in the name?", ()),
        (CHECKED, "ask_why", "Hvorfor heter de det da?", ()),
        ({"clusters": (IKUBEN,)}, "ask_why", "Why are those letters there, then?", ()),
        ({"levels": ("arena",)}, "ask_why", "Hvorfor står det NCE foran noen?", ("nce",)),
    ],
)
def test_why_those_letters(
    last: Dict[str, Any], intent: str, text: str, levels: Tuple[str, ...], knowledge: KnowledgeBase
) -> None:
    context = after("check_level_of_cluster", **last)
    found = resolve(Question(intent, text, levels=levels), context, knowledge)
    assert found.intent == "ask_nce_status"


@pytest.mark.parametrize(
    ("last", "text"),
    [
        (CHECKED, "Why?"),
        ({"clusters": (NODE,), "levels": ("gce",)}, "Why do they have those letters in the name?"),
    ],
)
def test_other_whys_are_not_about_the_brand(
    last: Dict[str, Any], text: str, knowledge: KnowledgeBase
) -> None:
    context = after("check_level_of_cluster", **last)
    assert resolve(Question("ask_why", text), context, knowledge).intent != "ask_nce_status"


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        (
            "There are three levels, yet one cluster is called NCE iKuben. How does that fit?",
            "ask_nce_status",
        ),
        ("Hvorfor heter det NCE iKuben når det bare er tre nivåer?", "ask_nce_status"),
        ("Is NCE iKuben an NCE?", "check_level_of_cluster"),
    ],
)
def test_how_a_name_fits_the_levels(text: str, intent: str, knowledge: KnowledgeBase) -> None:
    question = Question("ask_nce_status", text, clusters=(IKUBEN,), levels=("nce",))
    assert resolve(question, Context(), knowledge).intent == intent


def test_which_of_two_is_nearest_to_a_town(knowledge: KnowledgeBase) -> None:
    question = Question(
        "compare_clusters",
        "Hvem av WoodWorks og Norwegian Wood Cluster er nærmest Hamar?",
        clusters=("WoodWorks Cluster", "Norwegian Wood Cluster"),
        places=("hamar",),
    )
    found = resolve(question, Context(), knowledge)
    assert (found.intent, len(found.clusters)) == ("ask_location", 2)


@pytest.mark.parametrize(
    "text", ["Det er i Oslo, regner jeg med?", "It's in Oslo, I presume?", "in Oslo, I guess?"]
)
def test_the_one_found_is_presumed_to_be_in_a_place(text: str, knowledge: KnowledgeBase) -> None:
    context = after("clusters_by_theme", listed=(FINTECH,), sectors=("finance",))
    found = resolve(Question("ask_location", text, places=("oslo",)), context, knowledge)
    assert (found.intent, found.clusters) == ("ask_location", (FINTECH,))


def test_what_else_is_in_town(knowledge: KnowledgeBase) -> None:
    context = after("ask_level_of_cluster", clusters=(SOLUTIONS,))
    text = "OK, and what else is there in town besides that one?"
    found = resolve(Question("clusters_by_place", text), context, knowledge)
    profile = knowledge.profile(SOLUTIONS)
    assert profile
    assert found.places == (profile.town or profile.county,)


@pytest.mark.parametrize(
    ("intent", "text", "meant"),
    [
        ("clusters_by_place", "I know both, what is going on in each?", "clusters_by_place"),
        ("count_clusters", "How many are there in each?", "clusters_by_county"),
        ("clusters_by_place", "Which of the two has the most?", "clusters_by_county"),
    ],
)
def test_counties_are_compared_by_numbers_only_if_asked(
    intent: str, text: str, meant: str, knowledge: KnowledgeBase
) -> None:
    question = Question(intent, text, places=("trondelag", "viken"))
    assert resolve(question, Context(), knowledge).intent == meant


@pytest.mark.parametrize(
    ("last", "meant"),
    [
        ("filter_clusters", "list_clusters_at_level"),
        ("list_all_clusters", "list_clusters_at_level"),
        ("ask_intake", "explain_level"),
    ],
)
def test_and_those_of_a_level_after_names(last: str, meant: str, knowledge: KnowledgeBase) -> None:
    question = Question("follow_up", "Great. And the mature ones?", levels=("mature",))
    assert resolve(question, after(last), knowledge).intent == meant


def test_others_in_a_place_than_the_one_named(knowledge: KnowledgeBase) -> None:
    context = after("clusters_by_theme", listed=(AUTONOMY,), sectors=("autonomy",))
    question = Question(
        "follow_up",
        "Andre i Trøndelag enn Autonomiklyngen?",
        clusters=(AUTONOMY,),
        places=("trondelag",),
    )
    found = resolve(question, context, knowledge)
    assert (found.intent, found.places) == ("clusters_by_place", ("trondelag",))
    assert found.clusters == ()


def test_which_have_that_in_their_names(knowledge: KnowledgeBase) -> None:
    context = after("ask_nce_status", levels=("nce",))
    text = "Hvilke har det i navnet likevel?"
    question = Question("filter_clusters", text, name_filter="contains:det")
    found = resolve(question, context, knowledge)
    assert (found.intent, found.name_filter) == ("filter_clusters", "contains:nce")


@pytest.mark.parametrize(
    ("text", "clusters", "meant"),
    [
        ("Never mind. Is it Arena or Arena Pro?", (AI,), "ask_level_of_cluster"),
        ("Er den Arena eller Arena Pro, egentlig?", (AI,), "ask_level_of_cluster"),
        ("How do Arena and Arena Pro differ?", (AI,), "compare_levels"),
        ("Is it Arena or Arena Pro?", (), "compare_levels"),
    ],
)
def test_which_of_two_levels_it_is(
    text: str, clusters: Tuple[str, ...], meant: str, knowledge: KnowledgeBase
) -> None:
    context = after("ask_leaders", clusters=clusters)
    question = Question("compare_levels", text, levels=("arena", "arena_pro"))
    found = resolve(question, context, knowledge)
    assert found.intent == meant
    assert meant != "ask_level_of_cluster" or found.clusters == clusters


def test_near_us_is_where_the_message_itself_tells(knowledge: KnowledgeBase) -> None:
    context = Context(Question("ask_programme"), mentioned_places=("hamar",))
    text = "Is there a seafood cluster near us?"
    question = Question("clusters_by_theme", text, sectors=("seafood",), told_places=("lofoten",))
    assert resolve(question, context, knowledge).places == ("lofoten",)
    elsewhere = Question("clusters_by_theme", "Who does seafood?", told_places=("lofoten",))
    assert resolve(elsewhere, context, knowledge).places == ()


def test_hints_stay_where_a_cluster_reaches_the_place(knowledge: KnowledgeBase) -> None:
    text = "Net pens and smolt in northern Norway, which cluster would that be?"
    nets = Question(
        "clusters_by_place", text, sectors=("aquaculture",), places=("nord_norge",), hinted=True
    )
    assert resolve(nets, Context(), knowledge).sectors == ("aquaculture",)
    rails = nets.having(text="a rail ticket to Trøndelag", sectors=("transport",))
    assert resolve(rails.having(places=("trondelag",)), Context(), knowledge).sectors == ()


def test_a_longer_name_is_not_the_cluster_that_one_of_its_words_tells(
    knowledge: KnowledgeBase,
) -> None:
    context = after("ask_level_of_cluster", clusters=("GCE Blue Maritime",))
    text = "I was sure Maritime CleanTech was one too?"
    other = Question("check_level_of_cluster", text, unknown_names=("Maritime CleanTech",))
    found = resolve(other, context, knowledge)
    assert (found.clusters, found.unknown_names) == ((), ("Maritime CleanTech",))
    same = Question("check_level_of_cluster", "I was sure Maritime was one too?")
    assert resolve(same, context, knowledge).clusters == ("GCE Blue Maritime",)


@pytest.mark.parametrize(
    ("text", "clusters"),
    [
        ("Is it in Oslo?", (NODE,)),
        ("Ligger den i Oslo?", (NODE,)),
        ("Og Oslo?", ("Oslo Cancer Cluster",)),
    ],
)
def test_a_place_is_no_cluster_that_is_called_after_it(
    text: str, clusters: Tuple[str, ...], knowledge: KnowledgeBase
) -> None:
    context = after("about_cluster", clusters=(NODE,))
    found = resolve(Question("follow_up", text, places=("oslo",)), context, knowledge)
    assert found.clusters == clusters


@pytest.mark.parametrize(
    ("text", "direction"),
    [
        ("which is further south", "south"),
        ("hvem av dem ligger lengst nord?", "north"),
        ("Hvilken er nordligere?", "north"),
        ("which is further?", None),
        ("is there anything further south?", None),
    ],
)
def test_which_of_two_is_further_in_a_direction(
    text: str, direction: Optional[str], knowledge: KnowledgeBase
) -> None:
    context = after("ask_location", clusters=(NODE, EYDE))
    found = resolve(Question("clusters_by_place", text), context, knowledge)
    assert found.farthest == direction
    assert found.among == ((NODE, EYDE) if direction else ())


def test_the_farthest_of_all_is_of_all(knowledge: KnowledgeBase) -> None:
    context = after("ask_location", clusters=(NODE, EYDE))
    found = resolve(Question("clusters_by_place", "Which is furthest north?"), context, knowledge)
    assert (found.farthest, found.among) == ("north", ())


def test_whether_a_figure_is_certain_is_its_significance(knowledge: KnowledgeBase) -> None:
    context = after("ask_effect", metrics=("employment",))
    question = Question("ask_effect_significance", "er det sikkert eller bare tilfeldig")
    assert resolve(question, context, knowledge).intent == "ask_effect_significance"


@pytest.mark.parametrize(
    ("text", "near"),
    [
        ("Finst det noko i nærleiken for bedrifter som lagar båtar?", True),
        ("Is there anything nearby for boat builders?", True),
        ("Hvem bygger båter?", False),
    ],
)
def test_nearby_is_near_the_place_told(text: str, near: bool, knowledge: KnowledgeBase) -> None:
    question = Question(
        "clusters_by_theme", text, sectors=("maritime",), told_places=("sunnfjord",)
    )
    found = resolve(question, Context(), knowledge)
    assert (found.places, found.near) == ((("sunnfjord",), True) if near else ((), False))


def test_north_of_two_is_no_place(knowledge: KnowledgeBase) -> None:
    two = after("ask_location", clusters=("Nordic Edge", "GCE NODE"))
    asked = Question("clusters_by_place", "Kven av dei ligg lengst nord?", places=("nord_norge",))
    found = resolve(asked, two, knowledge)
    assert (found.farthest, found.places, found.among) == ("north", (), two.clusters)
