"""What adaptive testers asked in vain: what comes after, how it was measured, all but one theme."""

from __future__ import annotations

import pytest

from actions.question import Context, Question
from actions.resolving import resolve
from bot.knowledge import KnowledgeBase
from tests.unit.contexts import after, meant

NODE, EYDE, WAVE, MARIN = "GCE NODE", "NCE Eyde", "Circular Wave", "Marin Recycling Cluster"
ARCTIC = "Arctic Cluster Team"
BY_THEME, BY_PLACE, COMPARE = "clusters_by_theme", "clusters_by_place", "compare_clusters"
INTAKE, DETAILS = "ask_intake", "ask_effect_details"


@pytest.mark.parametrize("intent", [COMPARE, "ask_level_of_cluster"])
@pytest.mark.parametrize("text", ["Which one is at a higher level?", "Hvilken er på høyest nivå?"])
def test_which_is_higher_is_of_those_listed(
    text: str, intent: str, knowledge: KnowledgeBase
) -> None:
    listed = after(BY_THEME, listed=(WAVE, NODE, EYDE), sectors=("industry",))
    found = meant(intent, text, listed, knowledge, {})
    assert set(found[1]) == {WAVE, NODE, EYDE}


@pytest.mark.parametrize("text", ["How many in each level?", "Hvor mange er det på hvert nivå?"])
def test_how_many_in_each_level_asks_for_numbers(text: str, knowledge: KnowledgeBase) -> None:
    assert meant("list_levels", text, Context(), knowledge, {})[0] == "count_clusters"


def test_what_each_level_is_asks_for_no_number(knowledge: KnowledgeBase) -> None:
    found = meant("list_levels", "What is each of the levels?", Context(), knowledge, {})
    assert found[0] == "list_levels"


@pytest.mark.parametrize("text", ["And since? 2023, 2024?", "Og siden? 2023, 2024?"])
def test_years_after_the_intake_are_those_of_the_plans(text: str, knowledge: KnowledgeBase) -> None:
    asked = Question("ask_other_years", text, years=(2023, 2024))
    assert resolve(asked, after(INTAKE), knowledge).intent == "ask_new_programme"
    assert resolve(asked, after("list_all_clusters"), knowledge).intent == "ask_other_years"


@pytest.mark.parametrize("text", ["so did new ones get in afterwards?", "kom det inn noen senere?"])
def test_who_got_in_later_is_only_planned(text: str, knowledge: KnowledgeBase) -> None:
    assert meant(INTAKE, text, after(INTAKE), knowledge, {})[0] == "ask_new_programme"
    assert meant(INTAKE, "did new ones get in?", after(INTAKE), knowledge, {})[0] == INTAKE


@pytest.mark.parametrize("intent", ["ask_theme", "ask_location", "about_cluster"])
@pytest.mark.parametrize("text", ["Compare it with Circular Wave", "Sammenlign den med Wave"])
def test_compare_it_with_another(text: str, intent: str, knowledge: KnowledgeBase) -> None:
    found = meant(
        intent, text, after("ask_theme", clusters=(MARIN,)), knowledge, {"clusters": (WAVE,)}
    )
    assert found[0] == COMPARE
    assert set(found[1]) == {MARIN, WAVE}


@pytest.mark.parametrize(
    "text", ["Compare the Mo i Rana crowd with the Stokmarknes crowd", "Sammenlign de to stedene"]
)
def test_the_only_clusters_of_two_places_are_compared(text: str, knowledge: KnowledgeBase) -> None:
    asked = Question("follow_up", text, places=("mo_i_rana", "stokmarknes"))
    found = resolve(asked, Context(), knowledge)
    assert (found.intent, found.clusters) == (COMPARE, (ARCTIC, MARIN))


def test_what_there_is_in_two_places_compares_nothing(knowledge: KnowledgeBase) -> None:
    asked = Question(
        BY_PLACE, "What is in Mo i Rana and Stokmarknes?", places=("mo_i_rana", "stokmarknes")
    )
    assert resolve(asked, Context(), knowledge).intent == BY_PLACE


@pytest.mark.parametrize(
    ("text", "left_out"),
    [
        ("is there anything on fishing, not fish farms?", True),
        ("er det noe om fiske, ikke oppdrett?", True),
        ("is there anything on fishing or fish farms?", False),
    ],
)
def test_a_theme_after_but_not_is_left_out(text: str, left_out: bool) -> None:
    word = "fish farms" if "farms" in text else "oppdrett"
    start = text.index(word)
    farms = {"entity": "sector", "value": "aquaculture", "start": start, "end": start + len(word)}
    parse = {"text": text, "intent": {"name": BY_THEME}, "entities": [farms]}
    assert bool(Question.from_parse(parse).not_sectors) is left_out


@pytest.mark.parametrize("text", ["anything apart from cod?", "noe annet enn torsk?"])
def test_all_but_a_theme_is_of_the_wider_theme(text: str, knowledge: KnowledgeBase) -> None:
    asked = Question(BY_THEME, text, not_sectors=("cod_whitefish",))
    assert resolve(asked, Context(), knowledge).sectors == ("fisheries",)
    whole = asked.having(text="which clusters focus on anything but cod?")
    assert resolve(whole, Context(), knowledge).sectors == ()


@pytest.mark.parametrize(
    ("intent", "text"),
    [
        ("ask_effect", "What counts as a full-time equivalent?"),
        (DETAILS, "How is employment defined?"),
        ("ask_effect", "Hva teller dere egentlig som årsverk?"),
    ],
)
def test_no_source_defines_a_metric(intent: str, text: str, knowledge: KnowledgeBase) -> None:
    names = {"metrics": ("employment",)}
    assert meant(intent, text, Context(), knowledge, names)[0] == DETAILS
    figure = meant("ask_effect", "How many full-time equivalents?", Context(), knowledge, names)
    assert figure[0] == "ask_effect"


@pytest.mark.parametrize("text", ["How did they measure the effect?", "Hvordan er effekten målt?"])
def test_how_the_effect_was_measured(text: str, knowledge: KnowledgeBase) -> None:
    assert meant(DETAILS, text, Context(), knowledge, {})[0] == "ask_effect_comparison"
    assert meant(DETAILS, "The effect per county?", Context(), knowledge, {})[0] == DETAILS


@pytest.mark.parametrize("text", ["is anyone technical there?", "finnes det noe teknisk der?"])
def test_there_is_the_place_told_before_the_question(text: str, knowledge: KnowledgeBase) -> None:
    asked = Question(BY_PLACE, text, told_places=("halden", "trondheim"))
    talked = after("ask_location", clusters=("Cluster for applied AI",))
    assert resolve(asked, talked, knowledge).places == ("trondheim",)


@pytest.mark.parametrize("intent", [BY_PLACE, "follow_up", COMPARE])
@pytest.mark.parametrize("text", ["which one is closer to Oslo?", "hvem av dem er nærmest Oslo?"])
def test_which_is_nearer_is_of_the_two_listed(
    text: str, intent: str, knowledge: KnowledgeBase
) -> None:
    listed = after(BY_THEME, listed=(WAVE, MARIN), sectors=("circular_economy",))
    found = resolve(Question(intent, text, places=("oslo",)), listed, knowledge)
    assert (found.intent, found.near, found.among) == (BY_PLACE, True, (WAVE, MARIN))


def test_which_clusters_are_nearest_is_of_all(knowledge: KnowledgeBase) -> None:
    listed = after(BY_THEME, listed=(WAVE, MARIN), sectors=("circular_economy",))
    asked = Question(BY_PLACE, "Which clusters are nearest to Oslo?", places=("oslo",))
    assert resolve(asked, listed, knowledge).among == ()


@pytest.mark.parametrize("text", ["Is it bigger than it, level-wise?", "Er den større nivåmessig?"])
def test_larger_in_level_is_no_size(text: str, knowledge: KnowledgeBase) -> None:
    talked = after("ask_theme", clusters=(MARIN,))
    names = {"clusters": (WAVE,)}
    assert meant(COMPARE, text, talked, knowledge, names)[0] == COMPARE
    size = meant(COMPARE, "Is it bigger than Wave?", talked, knowledge, names)
    assert size[0] == "ask_members"
