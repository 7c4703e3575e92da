"""Rules of resolving that few messages come to, each by what is said."""

from __future__ import annotations

from dataclasses import replace

import pytest

from actions.question import Context, Question
from actions.resolving import resolve
from bot.knowledge import KnowledgeBase
from tests.unit.contexts import after, meant, then

NODE, EYDE, VIA = "GCE NODE", "NCE Eyde", "VIA Cluster"
LEVEL, COMPARE = "ask_level_of_cluster", "compare_levels"
OF_ARENA = after("explain_level", levels=("arena",))
ARENA_LISTED = after("list_clusters_at_level", levels=("arena",))
THREE_LISTED = after("clusters_by_place", listed=(NODE, EYDE, VIA))


@pytest.mark.parametrize("text", ["And what level are they at?", "Og hvilket nivå er de på?"])
def test_what_level_are_they_at_after_a_question_that_was_declined(
    text: str, knowledge: KnowledgeBase
) -> None:
    declined = Context(mentioned_clusters=(EYDE, NODE))
    assert meant(LEVEL, text, declined, knowledge, {}) == (LEVEL, (NODE,), ())


def test_what_level_are_they_at_when_none_was_mentioned(knowledge: KnowledgeBase) -> None:
    asked = meant(LEVEL, "And what level are they at?", Context(), knowledge, {})
    assert asked == (LEVEL, (), ())


@pytest.mark.parametrize("text", ["What level are all three on?", "Hvilket nivå er alle tre på?"])
def test_what_level_are_all_three_on(text: str, knowledge: KnowledgeBase) -> None:
    together = replace(after("ask_location", clusters=(NODE,)), pair=(NODE, EYDE, VIA))
    assert meant(LEVEL, text, together, knowledge, {}) == (LEVEL, (NODE, EYDE, VIA), ())


def test_what_level_is_it_on_after_three_is_of_the_last(knowledge: KnowledgeBase) -> None:
    together = replace(after("ask_location", clusters=(NODE,)), pair=(NODE, EYDE, VIA))
    assert meant(LEVEL, "What level is it on?", together, knowledge, {})[1] == (NODE,)


@pytest.mark.parametrize("text", ["And who are most of the two?", "Og hvem er det flest av?"])
def test_who_are_most_of_the_two_levels_compared(text: str, knowledge: KnowledgeBase) -> None:
    compared = after(COMPARE, levels=("arena", "gce"))
    found = meant("list_clusters_at_level", text, compared, knowledge, {})
    assert found == ("count_clusters", (), ("arena", "gce"))


def test_who_are_most_of_those_at_one_level_compares_nothing(knowledge: KnowledgeBase) -> None:
    explained = after("explain_level", levels=("arena",))
    asked = Question("list_clusters_at_level", "And who are most of the two?")
    assert resolve(asked, explained, knowledge).intent == "list_clusters_at_level"


@pytest.mark.parametrize(
    "text",
    [
        "What does it take to get from Arena to Arena Pro?",
        "Hva skal til for å rykke opp fra Arena til Arena Pro?",
    ],
)
def test_what_it_takes_to_get_from_arena_to_arena_pro(text: str, knowledge: KnowledgeBase) -> None:
    names = {"levels": ("arena", "arena_pro")}
    assert meant(COMPARE, text, Context(), knowledge, names)[0] == "ask_application"


def test_how_far_it_is_from_arena_to_arena_pro_is_a_comparison(knowledge: KnowledgeBase) -> None:
    names = {"levels": ("arena", "arena_pro")}
    found = meant(COMPARE, "How far is it from Arena to Arena Pro?", Context(), knowledge, names)
    assert found == (COMPARE, (), ("arena", "arena_pro"))


@pytest.mark.parametrize(
    "text", ["What do those two levels differ in?", "Hva skiller de to nivåene?"]
)
def test_what_those_two_levels_differ_in_after_a_level_and_then_a_cluster(
    text: str, knowledge: KnowledgeBase
) -> None:
    context = Context(Question(LEVEL, clusters=(NODE,)), (), (NODE,), ("arena",))
    assert meant(COMPARE, text, context, knowledge, {}) == (COMPARE, (), ("arena", "gce"))


def test_what_those_two_levels_differ_in_where_the_cluster_is_at_the_one_before(
    knowledge: KnowledgeBase,
) -> None:
    context = Context(Question(LEVEL, clusters=(NODE,)), (), (NODE,), ("gce",))
    found = meant(COMPARE, "What do those two levels differ in?", context, knowledge, {})
    assert found == (COMPARE, (), ("arena", "arena_pro", "gce"))


@pytest.mark.parametrize("text", ["And the shortest?", "Og det korteste?"])
def test_the_shortest_name_after_the_longest(text: str, knowledge: KnowledgeBase) -> None:
    asked = Question("follow_up", text)
    found = resolve(asked, after("filter_clusters", name_filter="longest:"), knowledge)
    assert (found.intent, found.name_filter) == ("filter_clusters", "shortest:")


def test_the_rest_of_the_names_after_the_first_letter(knowledge: KnowledgeBase) -> None:
    asked = Question("follow_up", "And the rest?")
    found = resolve(asked, after("filter_clusters", name_filter="starts:e"), knowledge)
    assert (found.intent, found.name_filter) == ("filter_clusters", "not_starts:e")


@pytest.mark.parametrize("text", ["The second one, and its level?", "Den andre, og nivået dens?"])
def test_the_level_of_the_second_one(text: str, knowledge: KnowledgeBase) -> None:
    found = meant(
        "ask_level_of_cluster",
        text,
        then(THREE_LISTED, Question("ask_theme", clusters=(VIA,))),
        knowledge,
        {"ordinals": (2,)},
    )
    assert found == ("ask_level_of_cluster", (EYDE,), ())


def test_the_level_of_the_one_talked_about(knowledge: KnowledgeBase) -> None:
    found = meant(
        "ask_level_of_cluster",
        "And its level?",
        then(THREE_LISTED, Question("ask_theme", clusters=(VIA,))),
        knowledge,
        {},
    )
    assert found == ("ask_level_of_cluster", (VIA,), ())


@pytest.mark.parametrize("text", ["GCE, then", "GCE, da"])
def test_the_other_level_of_a_comparison(text: str, knowledge: KnowledgeBase) -> None:
    found = meant(
        "explain_level",
        text,
        after("compare_levels", levels=("arena",)),
        knowledge,
        {"levels": ("gce",)},
    )
    assert found == ("compare_levels", (), ("arena", "gce"))


def test_a_level_after_a_whole_comparison(knowledge: KnowledgeBase) -> None:
    found = meant(
        "explain_level",
        "GCE, then",
        after("compare_levels", levels=("arena", "arena_pro")),
        knowledge,
        {"levels": ("gce",)},
    )
    assert found == ("explain_level", (), ("gce",))


@pytest.mark.parametrize("text", ["And the year before?", "Og året før?"])
def test_the_year_before_an_effect(text: str, knowledge: KnowledgeBase) -> None:
    found = meant("follow_up", text, after("ask_effect"), knowledge, {})
    assert found == ("ask_effect_previous_year", (), ())


def test_an_effect_once_more(knowledge: KnowledgeBase) -> None:
    found = meant("follow_up", "And per year?", after("ask_effect"), knowledge, {})
    assert found == ("ask_effect", (), ())


@pytest.mark.parametrize("text", ["And where Eyde is?", "Og der Eyde er?"])
def test_what_the_level_of_another_means(text: str, knowledge: KnowledgeBase) -> None:
    found = meant("follow_up", text, OF_ARENA, knowledge, {"clusters": (EYDE,)})
    assert found == ("explain_level", (), ("mature",))


def test_another_cluster_after_what_a_level_means(knowledge: KnowledgeBase) -> None:
    found = meant("follow_up", "And Eyde?", OF_ARENA, knowledge, {"clusters": (EYDE,)})
    assert found == ("about_cluster", (EYDE,), ())


@pytest.mark.parametrize("text", ["And with W?", "Og med W?"])
def test_names_with_another_letter(text: str, knowledge: KnowledgeBase) -> None:
    asked = Question("follow_up", text)
    found = resolve(asked, after("filter_clusters", name_filter="starts:e"), knowledge)
    assert (found.intent, found.name_filter) == ("filter_clusters", "starts:w")


def test_a_level_after_names_with_a_letter(knowledge: KnowledgeBase) -> None:
    asked = Question("follow_up", "And GCE?", levels=("gce",))
    found = resolve(asked, after("filter_clusters", name_filter="starts:e"), knowledge)
    assert (found.intent, found.levels, found.name_filter) == (
        "list_clusters_at_level",
        ("gce",),
        None,
    )


@pytest.mark.parametrize("text", ["And those that begin with N?", "Og de som begynner på N?"])
def test_letters_in_names_at_the_level_talked_about(text: str, knowledge: KnowledgeBase) -> None:
    asked = Question("follow_up", text, name_filter="starts:n")
    found = resolve(asked, ARENA_LISTED, knowledge)
    assert (found.intent, found.levels, found.name_filter) == (
        "filter_clusters",
        ("arena",),
        "starts:n",
    )


def test_no_letters_after_a_list(knowledge: KnowledgeBase) -> None:
    asked = Question("follow_up", "And those in GCE?", levels=("gce",))
    found = resolve(asked, ARENA_LISTED, knowledge)
    assert (found.intent, found.levels, found.name_filter) == (
        "list_clusters_at_level",
        ("gce",),
        None,
    )


@pytest.mark.parametrize("text", ["And the one after it?", "Og den etter den?"])
def test_the_one_after_it(text: str, knowledge: KnowledgeBase) -> None:
    found = meant(
        "follow_up",
        text,
        then(THREE_LISTED, Question("ask_theme", clusters=(NODE,))),
        knowledge,
        {"neighbour": 1},
    )
    assert found == ("ask_theme", (EYDE,), ())


def test_another_one_after_a_list(knowledge: KnowledgeBase) -> None:
    found = meant(
        "follow_up",
        "And VIA?",
        then(THREE_LISTED, Question("ask_theme", clusters=(NODE,))),
        knowledge,
        {"clusters": (VIA,)},
    )
    assert found == ("ask_theme", (VIA,), ())


@pytest.mark.parametrize(
    "text", ["The second one's level, what does it mean?", "Nivået til den andre, hva betyr det?"]
)
def test_what_the_level_of_the_second_one_means(text: str, knowledge: KnowledgeBase) -> None:
    found = meant("explain_level", text, THREE_LISTED, knowledge, {"ordinals": (2,)})
    assert found == ("explain_level", (), ("mature",))


def test_what_the_level_of_the_fourth_of_three_means(knowledge: KnowledgeBase) -> None:
    found = meant(
        "explain_level",
        "The fourth one's level, what does it mean?",
        THREE_LISTED,
        knowledge,
        {"ordinals": (4,)},
    )
    assert found == ("list_levels", (), ())
