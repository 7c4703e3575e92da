"""Which of those talked about a question means, and where: "are both?", "here in town"."""

from __future__ import annotations

from dataclasses import replace
from typing import Dict

import pytest

from actions.question import Context, Names, Question
from actions.resolving import resolve
from bot.knowledge import KnowledgeBase
from bot.knowledge.base import NameFilter
from tests.unit.contexts import after, meant

NODE, FINANCE, HEALTH = "GCE NODE", "NCE Finance Innovation", "HelseINN"
WAVE, PACKAGING = "Circular Wave", "Circular Packaging"
HYWAY, H2 = "Ocean Hyway Cluster", "H2Cluster - The Norwegian Hydrogen Cluster"
ARCTIC, EYDE, MEDIA, IKUBEN = "Arctic Cluster Team", "NCE Eyde", "NCE Media", "NCE iKuben"
CHECK, LIST, COUNT = "check_level_of_cluster", "list_clusters_at_level", "count_clusters"
BY_PLACE, BY_THEME = "clusters_by_place", "clusters_by_theme"


@pytest.mark.parametrize("intent", [LIST, CHECK])
@pytest.mark.parametrize("text", ["Er begge to på Arena?", "Are both of them Arena?"])
def test_whether_both_of_two_are_at_a_level(
    text: str, intent: str, knowledge: KnowledgeBase
) -> None:
    two = replace(after("ask_theme", clusters=(WAVE,)), listed=(WAVE, PACKAGING))
    found = meant(intent, text, two, knowledge, {"levels": ("arena",)})
    assert found == (CHECK, (WAVE, PACKAGING), ("arena",))


def test_which_are_at_a_level_is_no_check_of_two(knowledge: KnowledgeBase) -> None:
    two = replace(after("ask_theme", clusters=(WAVE,)), listed=(WAVE, PACKAGING))
    found = meant(LIST, "Which clusters are Arena?", two, knowledge, {"levels": ("arena",)})
    assert found[0] == LIST


@pytest.mark.parametrize(
    "text", ["Har vi flere i den klassen?", "Do we have any more at that level?"]
)
def test_any_more_at_that_level_asks_who(text: str, knowledge: KnowledgeBase) -> None:
    gce = after("explain_level", levels=("gce",))
    assert meant(COUNT, text, gce, knowledge, {}) == (LIST, (), ("gce",))


def test_how_many_more_at_that_level_asks_for_a_number(knowledge: KnowledgeBase) -> None:
    gce = after("explain_level", levels=("gce",))
    assert meant(COUNT, "How many more are there?", gce, knowledge, {})[0] == COUNT


@pytest.mark.parametrize("text", ["Hva med hele haugen?", "And the whole lot?"])
def test_the_whole_lot_after_a_number_is_all_of_them(text: str, knowledge: KnowledgeBase) -> None:
    counted = after(COUNT, levels=("arena",))
    assert meant("follow_up", text, counted, knowledge, {}) == (COUNT, (), ())


@pytest.mark.parametrize("text", ["Er ho i Molde ei av dei?", "Is the one in Molde one of them?"])
def test_whether_the_one_in_a_place_is_one_of_them(text: str, knowledge: KnowledgeBase) -> None:
    gce = after(COUNT, levels=("gce",))
    found = meant("ask_location", text, gce, knowledge, {"places": ("molde",)})
    assert found == (CHECK, (IKUBEN,), ("gce",))


def test_where_the_one_in_a_place_is_checks_no_level(knowledge: KnowledgeBase) -> None:
    gce = after(COUNT, levels=("gce",))
    asked = meant(
        "ask_location", "Where is the one in Molde?", gce, knowledge, {"places": ("molde",)}
    )
    assert asked[0] != CHECK


@pytest.mark.parametrize(
    "text", ["Hvem er det da den deler hylle med?", "And who does it share that shelf with?"]
)
def test_whom_it_shares_a_level_with_is_told_of_its_true_level(
    text: str, knowledge: KnowledgeBase
) -> None:
    checked = after(CHECK, clusters=(MEDIA,), levels=("nce",))
    assert meant(LIST, text, checked, knowledge, {}) == (LIST, (), ("mature",))


@pytest.mark.parametrize(
    "text",
    [
        "Ok, tilbake til dem i Florø. Hvor langt hadde de kommet, nivåmessig?",
        "Back to the ones in Florø. How far up are they?",
    ],
)
def test_back_to_those_in_a_place_talked_of_earlier(text: str, knowledge: KnowledgeBase) -> None:
    talked = replace(after("ask_website", clusters=(H2,)), mentioned_clusters=(HYWAY, H2))
    found = meant("ask_level_of_cluster", text, talked, knowledge, {"places": ("floro",)})
    assert found == ("ask_level_of_cluster", (HYWAY,), ())


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("Har sørlendingene noe tilsvarende?", BY_PLACE),
        ("Is there something similar in the far south?", "similar_clusters"),
    ],
)
def test_something_similar_in_a_place_has_a_theme_of_the_cluster(
    text: str, intent: str, knowledge: KnowledgeBase
) -> None:
    asked = Question(intent, text, places=("sorlandet",))
    found = resolve(asked, after("ask_theme", clusters=(ARCTIC,)), knowledge)
    assert (found.intent, found.sectors, found.places) == (
        BY_THEME,
        ("process_industry",),
        ("sorlandet",),
    )


def test_what_there_is_in_a_place_has_any_theme(knowledge: KnowledgeBase) -> None:
    asked = Question(BY_PLACE, "What is there in the far south?", places=("sorlandet",))
    assert resolve(asked, after("ask_theme", clusters=(ARCTIC,)), knowledge).sectors == ()


@pytest.mark.parametrize(
    "text",
    [
        "De vil vite hvor vindklyngen er basert.",
        "They want to know where the wind cluster is based.",
    ],
)
def test_where_the_cluster_of_a_theme_is_based(text: str, knowledge: KnowledgeBase) -> None:
    found = meant(BY_THEME, text, Context(), knowledge, {"sectors": ("offshore_wind",)})
    assert found == ("ask_location", ("Norwegian Offshore Wind Cluster",), ())


def test_where_a_cluster_of_a_theme_may_be_found_is_a_search(knowledge: KnowledgeBase) -> None:
    text = "Hvor finner jeg en klynge for vindkraft?"
    found = meant(BY_THEME, text, Context(), knowledge, {"sectors": ("offshore_wind",)})
    assert found[0] == BY_THEME


@pytest.mark.parametrize(
    "text", ["Hvem andre har vi her i byen?", "Who else is there here in town?"]
)
def test_here_in_town_is_the_town_of_the_cluster_talked_about(
    text: str, knowledge: KnowledgeBase
) -> None:
    bank = replace(after("ask_location", clusters=(FINANCE,)), mentioned_places=("vestlandet",))
    assert resolve(Question(BY_PLACE, text), bank, knowledge).places == ("bergen",)


@pytest.mark.parametrize(
    "text",
    ["Which clusters could I call on while I'm in town?", "Hvem kan jeg besøke mens jeg er der?"],
)
def test_while_there_is_in_the_place_that_was_mentioned(
    text: str, knowledge: KnowledgeBase
) -> None:
    visiting = Context(mentioned_places=("bergen",))
    assert resolve(Question(BY_PLACE, text), visiting, knowledge).places == ("bergen",)


@pytest.mark.parametrize(
    "text", ["Does it have neighbours in that county?", "Har den naboer i det fylket?"]
)
def test_neighbours_in_its_county_are_searched_for(text: str, knowledge: KnowledgeBase) -> None:
    asked = Question(BY_PLACE, text)
    found = resolve(asked, after("ask_location", clusters=(HEALTH,)), knowledge)
    assert (found.intent, found.places, found.clusters) == (BY_PLACE, ("innlandet",), ())


def test_of_these_two_is_of_those_listed(knowledge: KnowledgeBase) -> None:
    two = after(BY_THEME, listed=(HYWAY, H2), sectors=("hydrogen",))
    asked = Question(BY_THEME, "From these two, which is for ships?", sectors=("maritime",))
    assert resolve(asked, two, knowledge).among == (HYWAY, H2)


@pytest.mark.parametrize(
    ("text", "years", "intent"),
    [
        (
            "I have a brochure from 2017. How many clusters were served in 2022?",
            (2017, 2022),
            COUNT,
        ),
        ("Bortsett fra 2021: hvor mange klynger var med i 2022?", (2021, 2022), COUNT),
        ("How many were there in 2021, and in 2022?", (2021, 2022), "ask_other_years"),
        ("Var det flere i 2021 enn i 2022?", (2021, 2022), "ask_other_years"),
        ("Hvor mange var det i 2017?", (2017,), "ask_other_years"),
    ],
)
def test_a_year_told_beside_the_question_is_not_asked_about(
    text: str, years: tuple[int, ...], intent: str, knowledge: KnowledgeBase
) -> None:
    assert resolve(Question(COUNT, text, years=years), Context(), knowledge).intent == intent


@pytest.mark.parametrize(
    ("intent", "text", "means"),
    [
        (
            "ask_effect_comparison",
            "How much higher were sales than in the control group?",
            "ask_effect",
        ),
        ("ask_effect_comparison", "Kor mykje høgare var salet enn hjå dei andre?", "ask_effect"),
        (
            "ask_effect_comparison",
            "Whom are sales compared with, by how much?",
            "ask_effect_comparison",
        ),
        ("ask_effect_comparison", "Hvem er salget målt mot?", "ask_effect_comparison"),
        ("ask_effect_unit", "Lå ikke salget bare 8,6 prosentpoeng over?", "ask_effect"),
        ("ask_effect_unit", "Are sales in per cent or points?", "ask_effect_unit"),
    ],
)
def test_how_much_higher_a_metric_is_asks_for_its_figure(
    intent: str, text: str, means: str, knowledge: KnowledgeBase
) -> None:
    names: Dict[str, Names] = {"metrics": ("sales_revenue",)}
    assert meant(intent, text, Context(), knowledge, names)[0] == means


@pytest.mark.parametrize("intent", ["ask_effect", "ask_effect_details"])
def test_there_is_no_figure_of_a_county(intent: str, knowledge: KnowledgeBase) -> None:
    names: Dict[str, Names] = {"metrics": ("sales_revenue",), "places": ("agder",)}
    text = "How many points did sales grow in Agder?"
    assert meant(intent, text, Context(), knowledge, names)[0] == "ask_effect_details"


def test_letters_of_a_brand_are_a_word_of_their_own(knowledge: KnowledgeBase) -> None:
    found = [one.name for one in knowledge.filter_by_name(NameFilter("contains", "nce"))]
    assert "Oslo Cancer Cluster" not in found
    assert MEDIA in found
    part = [one.name for one in knowledge.filter_by_name(NameFilter("contains", "blue"))]
    assert "GCE Blue Maritime" in part


@pytest.mark.parametrize("text", ["Is any cluster a GCE?", "Er noen av klyngene GCE?"])
def test_whether_any_cluster_is_at_a_level_asks_who(text: str, knowledge: KnowledgeBase) -> None:
    found = meant(CHECK, text, Context(), knowledge, {"levels": ("gce",)})
    assert found == (LIST, (), ("gce",))


def test_whether_a_level_is_a_cluster_asks_what_it_is(knowledge: KnowledgeBase) -> None:
    found = meant(CHECK, "Is a GCE a cluster?", Context(), knowledge, {"levels": ("gce",)})
    assert found == ("explain_level", (), ("gce",))


@pytest.mark.parametrize("text", ["So together?", "Altså til sammen?"])
def test_together_after_the_number_at_one_level_is_all(text: str, knowledge: KnowledgeBase) -> None:
    arena = after(COUNT, levels=("arena",))
    assert meant(COUNT, text, arena, knowledge, {}) == (COUNT, (), ())


@pytest.mark.parametrize("text", ["Og hele bunten?", "And the entire lot?"])
def test_the_whole_lot_after_a_list_is_all_of_them(text: str, knowledge: KnowledgeBase) -> None:
    assert meant("follow_up", text, after(LIST, levels=("arena",)), knowledge, {}) == (
        "list_all_clusters",
        (),
        (),
    )


@pytest.mark.parametrize(
    ("text", "means"),
    [
        ("When was the NCE level brought back?", "ask_nce_status"),
        ("Når ble NCE-nivået gjeninnført?", "ask_nce_status"),
        ("When was NCE founded?", "ask_history"),
    ],
)
def test_a_brand_brought_back_is_put_right(text: str, means: str, knowledge: KnowledgeBase) -> None:
    assert meant("ask_history", text, Context(), knowledge, {"levels": ("nce",)})[0] == means


@pytest.mark.parametrize(
    "text",
    [
        "We need a URL per cluster. Which one does NODE have?",
        "Vi trenger en lenke. Hvilken har NODE?",
    ],
)
def test_which_one_it_has_after_a_page_was_spoken_of(text: str, knowledge: KnowledgeBase) -> None:
    asked = Question(BY_THEME, text.split(". ")[1], said=text, clusters=(NODE,))
    assert resolve(asked, Context(), knowledge).intent == "ask_website"


@pytest.mark.parametrize("text", ["What is that short for?", "Hva står forkortelsen for?"])
def test_letters_of_a_name_without_a_level_are_told_with_its_theme(
    text: str, knowledge: KnowledgeBase
) -> None:
    fashion = after("ask_theme", clusters=("NF&TA",))
    assert meant("explain_level", text, fashion, knowledge, {})[:2] == ("ask_theme", ("NF&TA",))
    node = after("ask_theme", clusters=(NODE,))
    assert meant("explain_level", text, node, knowledge, {})[0] == "explain_level"


@pytest.mark.parametrize("text", ["Which health clusters are there here?", "Hva finnes her?"])
def test_here_at_the_end_is_the_place_that_was_told(text: str, knowledge: KnowledgeBase) -> None:
    asked = Question(BY_THEME, text, sectors=("health",), told_places=("oslo",))
    assert resolve(asked, Context(), knowledge).places == ("oslo",)
