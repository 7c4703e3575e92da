"""Turns that add up, presume, ask for the largest figure, or for the county of a place."""

from __future__ import annotations

from typing import Any, Dict, Tuple

import pytest

from actions.question import Context, Question
from actions.resolving import resolve
from actions.searching import are_alternatives
from bot.knowledge import KnowledgeBase
from tests.unit.contexts import after, after_all, then

NOTHING = Context()
EDGE, EYDE = "Nordic Edge", "NCE Eyde"
AI, NODE, NOSCA, SOLAR = (
    "Cluster for applied AI",
    "GCE NODE",
    "Nosca Clean Oceans",
    "Solenergiklyngen",
)


@pytest.mark.parametrize(
    ("text", "levels"),
    [
        ("Legg sammen de tre for meg", ("arena", "arena_pro", "nodes")),
        ("add those up", ("arena", "arena_pro", "nodes")),
        ("summer de to", ("arena_pro", "nodes")),
    ],
)
def test_counts_are_added_up(text: str, levels: Tuple[str, ...], knowledge: KnowledgeBase) -> None:
    last = Question("count_clusters", "nodene da", levels=("nodes",))
    before = [Question("count_clusters", levels=(level,)) for level in ("arena", "arena_pro")]
    context = after_all(*before, last)
    found = resolve(Question("list_clusters_at_level", text), context, knowledge)
    assert (found.intent, found.levels) == ("count_clusters", levels)


def test_nothing_is_added_up_where_nothing_was_counted(knowledge: KnowledgeBase) -> None:
    context = after("explain_level", levels=("arena",))
    found = resolve(Question("list_clusters_at_level", "add those to my list"), context, knowledge)
    assert found.intent == "list_clusters_at_level"


@pytest.mark.parametrize(
    ("intent", "text", "metrics"),
    [
        ("count_clusters", "Which of the three numbers is the smallest?", ("employment",)),
        ("follow_up", "og det høyeste tallet?", ("sales_revenue",)),
        ("ask_effect", "hvor er utslaget størst?", ("sales_revenue",)),
    ],
)
def test_the_largest_and_the_smallest_figure(
    intent: str, text: str, metrics: Tuple[str, ...], knowledge: KnowledgeBase
) -> None:
    found = resolve(Question(intent, text), after("ask_effect"), knowledge)
    assert (found.intent, found.metrics) == ("ask_effect", metrics)


def test_the_largest_number_of_clusters_is_no_figure(knowledge: KnowledgeBase) -> None:
    asked = Question("count_clusters", "which level has the largest number?")
    found = resolve(asked, after("count_clusters"), knowledge)
    assert found.intent == "count_clusters"


@pytest.mark.parametrize(
    "text", ["In Oslo, I presume?", "i Oslo, antar jeg?", "og på Oslo, ikke sant?"]
)
def test_a_place_presumed_of_the_one_found(text: str, knowledge: KnowledgeBase) -> None:
    context = after("clusters_by_theme", listed=(AI,), sectors=("ai",))
    found = resolve(Question("clusters_by_place", text, places=("oslo",)), context, knowledge)
    assert (found.intent, found.clusters) == ("ask_location", (AI,))


@pytest.mark.parametrize(
    ("text", "place", "meant"),
    [
        ("andre i samme fylke som Bergen?", "bergen", "vestland"),
        (
            "What other cluster shares the county with the Brumunddal one?",
            "brumunddal",
            "innlandet",
        ),
        ("clusters in Bergen?", "bergen", "bergen"),
    ],
)
def test_the_county_of_a_place(text: str, place: str, meant: str, knowledge: KnowledgeBase) -> None:
    found = resolve(Question("clusters_by_place", text, places=(place,)), NOTHING, knowledge)
    assert found.places == (meant,)


@pytest.mark.parametrize(
    ("question", "intent"),
    [
        (
            Question(
                "ask_contact", "touring Sunnmøre: on whose door to knock?", places=("sunnmore",)
            ),
            "clusters_by_place",
        ),
        (
            Question("ask_contact", "a phone number in Sunnmøre?", places=("sunnmore",)),
            "ask_contact",
        ),
        (
            Question("ask_leaders", "hvem er sjefen i torskegjengen?", sectors=("cod_whitefish",)),
            "ask_leaders",
        ),
        (
            Question("ask_leaders", "timber: who should I talk to?", sectors=("forest_wood",)),
            "clusters_by_theme",
        ),
        (
            Question(
                "ask_timeline",
                "They say Nosca was Arena Pro. What is right for 2022?",
                clusters=(NOSCA,),
                levels=("arena_pro",),
            ),
            "check_level_of_cluster",
        ),
        (
            Question(
                "ask_effect_details",
                "hvor mye høyere er verdiskapingen?",
                metrics=("value_creation",),
            ),
            "ask_effect",
        ),
    ],
)
def test_what_is_asked_after_all(question: Question, intent: str, knowledge: KnowledgeBase) -> None:
    assert resolve(question, NOTHING, knowledge).intent == intent


def test_one_described_is_compared_with_the_one_talked_of(knowledge: KnowledgeBase) -> None:
    context = after("ask_level_of_cluster", clusters=("Norwegian Offshore Wind Cluster",))
    asked = Question("compare_clusters", "Would the solar one be their equal?", sectors=("solar",))
    found = resolve(asked, context, knowledge)
    assert found.clusters == ("Norwegian Offshore Wind Cluster", SOLAR)


def test_things_of_a_narrower_theme_count_alone(knowledge: KnowledgeBase) -> None:
    names: Dict[str, Any] = {"sectors": ("food", "agriculture"), "hinted": True}
    asked = Question("clusters_by_theme", "noe for oss med potet og mjølkekyr?", **names)
    assert resolve(asked, NOTHING, knowledge).sectors == ("agriculture",)
    named = Question("clusters_by_theme", "mat eller landbruk?", sectors=("food", "agriculture"))
    assert resolve(named, NOTHING, knowledge).sectors == ("food", "agriculture")


@pytest.mark.parametrize(
    ("text", "either"),
    [
        ("hydrogen or maritime?", True),
        ("maritime, hydrogen", True),
        ("a ferry that is to swap its diesel, perhaps for hydrogen", False),
        ("both maritime and hydrogen", False),
    ],
)
def test_themes_joined_are_alternatives(text: str, either: bool, knowledge: KnowledgeBase) -> None:
    asked = Question("clusters_by_theme", text, sectors=("maritime", "hydrogen"))
    assert are_alternatives(asked, knowledge) is either


def test_a_map_of_the_six_before_the_list_was_narrowed(knowledge: KnowledgeBase) -> None:
    six = tuple(cluster.id for cluster in knowledge.clusters[:6])
    last = Question("clusters_by_place", "not in Stavanger", places=("rogaland",))
    context = then(after("clusters_by_place", six, places=("rogaland",)), last, six[:2])
    asked = Question("ask_map", "Could I have all six on a map instead?")
    assert resolve(asked, context, knowledge).clusters == six


@pytest.mark.parametrize(
    ("intent", "text", "meant", "place"),
    [
        (
            "ask_application",
            "Is there a cluster up here we could just join?",
            "clusters_by_place",
            "hamar",
        ),
        (
            "clusters_by_place",
            "finnes det noen klynger i nærheten av meg?",
            "clusters_by_place",
            "hamar",
        ),
        ("count_clusters", "hvor mange er det her i fylket?", "count_clusters", "innlandet"),
    ],
)
def test_here_is_the_place_mentioned_last(
    intent: str, text: str, meant: str, place: str, knowledge: KnowledgeBase
) -> None:
    context = after_all(
        Question("clusters_by_place", places=("oslo",)),
        Question("clusters_by_place", places=("hamar",)),
        Question("ask_programme"),
    )
    found = resolve(Question(intent, text), context, knowledge)
    assert (found.intent, found.places) == (meant, (place,))


def test_how_to_join_here_is_asked_without_a_place(knowledge: KnowledgeBase) -> None:
    context = after_all(Question("clusters_by_place", places=("hamar",)), Question("ask_programme"))
    asked = Question("ask_application", "how do we up here apply?")
    assert resolve(asked, context, knowledge).intent == "ask_application"


@pytest.mark.parametrize(
    ("intent", "text", "named", "clusters"),
    [
        ("compare_clusters", "Blue Legasea, er ikke den fra samme kant?", (EYDE,), (EDGE, EYDE)),
        ("ask_location", "Is that the same county as Eyde?", (EYDE,), (EDGE, EYDE)),
        ("check_level_of_cluster", "ligger Eyde i samme by?", (EYDE,), (EDGE, EYDE)),
        ("ask_location", "where is Eyde?", (EYDE,), (EYDE,)),
    ],
)
def test_the_same_place_is_told_of_both(
    intent: str,
    text: str,
    named: Tuple[str, ...],
    clusters: Tuple[str, ...],
    knowledge: KnowledgeBase,
) -> None:
    context = after("ask_location", clusters=(EDGE,))
    found = resolve(Question(intent, text, clusters=named), context, knowledge)
    assert (found.intent, found.clusters) == ("ask_location", clusters)


def test_others_in_the_same_county_are_searched_for(knowledge: KnowledgeBase) -> None:
    context = after("ask_location", clusters=(EDGE,))
    asked = Question("similar_clusters", "any others in the same county?")
    found = resolve(asked, context, knowledge)
    assert (found.intent, found.places) == ("clusters_by_place", ("rogaland",))


@pytest.mark.parametrize("text", ["Website of the remaining one?", "og den som gjenstår?"])
def test_the_one_not_asked_about_yet(text: str, knowledge: KnowledgeBase) -> None:
    three = tuple(cluster.id for cluster in knowledge.clusters_at("gce"))
    listed = after("list_clusters_at_level", levels=("gce",))
    of_first = then(listed, Question("ask_website", "the first one?", clusters=three[:1]))
    context = then(of_first, Question("ask_website", "the second one?", clusters=three[1:2]))
    found = resolve(Question("ask_website", text), context, knowledge)
    assert found.clusters == three[2:]


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("Fikk de ansatte høyere lønn også?", "ask_effect_details"),
        ("did exports rise, and employment?", "ask_effect_details"),
        ("er det flere ansatte?", "ask_effect"),
    ],
)
def test_what_is_not_measured_is_said_not_to_be(
    text: str, intent: str, knowledge: KnowledgeBase
) -> None:
    asked = Question("ask_effect_details", text, metrics=("employment",))
    assert resolve(asked, after("ask_effect"), knowledge).intent == intent


def test_one_told_by_its_place_is_asked_for_its_theme(knowledge: KnowledgeBase) -> None:
    wood = ("Norwegian Wood Cluster", "WoodWorks Cluster")
    context = after("clusters_by_theme", listed=wood, sectors=("timber_building",))
    names = {"places": ("steinkjer",), "sectors": ("forest_wood",)}
    text = "er ikke den i Steinkjer også noe med skog?"
    found = resolve(Question("check_cluster_in_programme", text, **names), context, knowledge)
    assert (found.intent, found.clusters) == ("ask_theme", ("WoodWorks Cluster",))


def test_there_is_one_tells_which_is_meant(knowledge: KnowledgeBase) -> None:
    context = after("clusters_by_place", listed=(EYDE,), places=("tromso",))
    text = "There's a seaweed one too, isn't there?"
    asked = Question("check_cluster_in_programme", text, sectors=("cod_whitefish",))
    assert resolve(asked, context, knowledge).clusters == ("Cod Cluster",)
