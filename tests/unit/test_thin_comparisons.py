"""Rules of comparisons, each with what is like it and is not it."""

from __future__ import annotations

import pytest

from actions.question import Context, Question
from bot.knowledge import KnowledgeBase
from tests.unit.contexts import after, after_all, meant

NODE, EYDE, VIA, EDGE, IKUBEN = "GCE NODE", "NCE Eyde", "VIA Cluster", "Nordic Edge", "NCE iKuben"

OF_NODE = after("ask_level_of_cluster", clusters=(NODE,))
OF_ARENA, OF_GCE = (after("explain_level", levels=(one,)) for one in ("arena", "gce"))
THREE_LISTED = after("clusters_by_place", listed=(NODE, EYDE, VIA))
EYDE_THEN_NODE = after_all(
    Question("ask_theme", clusters=(EYDE,)), Question("ask_theme", clusters=(NODE,))
)
ARENA_THEN_GCE = after_all(
    Question("explain_level", levels=("arena",)), Question("explain_level", levels=("gce",))
)


@pytest.mark.parametrize("text", ["Are all three at the same level?", "Er alle tre på samme nivå?"])
def test_whether_all_three_listed_are_at_the_same_level(
    text: str, knowledge: KnowledgeBase
) -> None:
    found = meant("compare_clusters", text, THREE_LISTED, knowledge, {})
    assert found == ("compare_clusters", (NODE, EYDE, VIA), ())


def test_whether_all_three_are_at_the_same_level_of_five(knowledge: KnowledgeBase) -> None:
    found = meant(
        "compare_clusters",
        "Are all three at the same level?",
        after("clusters_by_place", listed=(NODE, EYDE, VIA, EDGE, IKUBEN)),
        knowledge,
        {},
    )
    assert found == ("compare_clusters", (), ())


@pytest.mark.parametrize("text", ["Are those three at the same level?", "Er de tre på samme nivå?"])
def test_whether_those_three_listed_are_at_the_same_level(
    text: str, knowledge: KnowledgeBase
) -> None:
    found = meant("compare_clusters", text, THREE_LISTED, knowledge, {})
    assert found == ("compare_clusters", (NODE, EYDE, VIA), ())


def test_whether_those_two_are_at_the_same_level_of_three(knowledge: KnowledgeBase) -> None:
    found = meant(
        "compare_clusters", "Are those two at the same level?", THREE_LISTED, knowledge, {}
    )
    assert found == ("compare_clusters", (), ())


@pytest.mark.parametrize("text", ["What sets them apart?", "Hva skiller dem?"])
def test_what_the_difference_is_while_levels_are_talked_about(
    text: str, knowledge: KnowledgeBase
) -> None:
    found = meant("compare_clusters", text, ARENA_THEN_GCE, knowledge, {})
    assert found == ("compare_levels", (), ("arena", "gce"))


def test_what_sets_clusters_apart_after_levels_and_clusters(knowledge: KnowledgeBase) -> None:
    found = meant(
        "compare_clusters",
        "What sets them apart?",
        after_all(
            Question("explain_level", levels=("arena",)),
            Question("ask_theme", clusters=(EYDE,)),
            Question("ask_theme", clusters=(NODE,)),
        ),
        knowledge,
        {},
    )
    assert found == ("compare_clusters", (EYDE, NODE), ())


@pytest.mark.parametrize(
    "text", ["Is NODE on a par with the GCEs?", "Er NODE på linje med GCE-ene?"]
)
def test_whether_a_cluster_is_on_a_par_with_a_level(text: str, knowledge: KnowledgeBase) -> None:
    names = {"clusters": (NODE,), "levels": ("gce",)}
    found = meant("compare_clusters", text, Context(), knowledge, names)
    assert found == ("check_level_of_cluster", (NODE,), ("gce",))


def test_whether_two_clusters_are_on_a_par(knowledge: KnowledgeBase) -> None:
    found = meant(
        "compare_clusters",
        "Is NODE on a par with Eyde?",
        Context(),
        knowledge,
        {"clusters": (NODE, EYDE)},
    )
    assert found == ("compare_clusters", (NODE, EYDE), ())


@pytest.mark.parametrize(
    "text", ["Is NODE at the same level as Raufoss?", "Er NODE på samme nivå som Raufoss?"]
)
def test_a_comparison_with_a_name_nobody_knows(text: str, knowledge: KnowledgeBase) -> None:
    names = {"clusters": (NODE,), "unknown_names": ("Raufoss",)}
    found = meant("compare_clusters", text, Context(), knowledge, names)
    assert found == ("compare_clusters", (), ())


def test_a_comparison_with_a_known_name(knowledge: KnowledgeBase) -> None:
    found = meant(
        "compare_clusters",
        "Is NODE at the same level as Eyde?",
        Context(),
        knowledge,
        {"clusters": (NODE, EYDE)},
    )
    assert found == ("compare_clusters", (NODE, EYDE), ())


@pytest.mark.parametrize("text", ["How does NODE compare?", "Hvordan ligger NODE an?"])
def test_how_a_cluster_compares_at_the_start(text: str, knowledge: KnowledgeBase) -> None:
    found = meant("compare_clusters", text, Context(), knowledge, {"clusters": (NODE,)})
    assert found == ("ask_level_of_cluster", (NODE,), ())


def test_how_a_cluster_compares_after_another(knowledge: KnowledgeBase) -> None:
    found = meant(
        "compare_clusters",
        "How does NODE compare?",
        after("ask_theme", clusters=(EYDE,)),
        knowledge,
        {"clusters": (NODE,)},
    )
    assert found == ("compare_clusters", (EYDE, NODE), ())


@pytest.mark.parametrize(
    "text", ["And what do the two of them make together?", "Og hva blir det for de to til sammen?"]
)
def test_what_two_levels_make_together(text: str, knowledge: KnowledgeBase) -> None:
    found = meant(
        "compare_levels",
        text,
        after_all(
            Question("count_clusters", levels=("arena",)),
            Question("count_clusters", levels=("gce",)),
        ),
        knowledge,
        {},
    )
    assert found == ("count_clusters", (), ("arena", "gce"))


def test_two_levels_together_after_what_they_mean(knowledge: KnowledgeBase) -> None:
    found = meant(
        "compare_levels",
        "And what do the two of them make together?",
        ARENA_THEN_GCE,
        knowledge,
        {},
    )
    assert found == ("compare_levels", (), ("arena", "gce"))


@pytest.mark.parametrize("text", ["And what is the difference?", "Og hva er forskjellen?"])
def test_the_difference_between_one_cluster_and_then_another(
    text: str, knowledge: KnowledgeBase
) -> None:
    found = meant("compare_levels", text, EYDE_THEN_NODE, knowledge, {})
    assert found == ("compare_clusters", (EYDE, NODE), ())


def test_the_difference_after_one_cluster(knowledge: KnowledgeBase) -> None:
    found = meant("compare_levels", "And what is the difference?", OF_NODE, knowledge, {})
    assert found == ("compare_levels", (), ("arena", "arena_pro", "gce"))


@pytest.mark.parametrize("text", ["So what is the difference?", "Så hva er forskjellen?"])
def test_the_difference_to_the_level_it_is_not_at(text: str, knowledge: KnowledgeBase) -> None:
    found = meant(
        "compare_levels",
        text,
        after("check_level_of_cluster", clusters=(NODE,), levels=("arena",)),
        knowledge,
        {},
    )
    assert found == ("compare_levels", (), ("gce", "arena"))


def test_the_difference_after_a_yes(knowledge: KnowledgeBase) -> None:
    found = meant(
        "compare_levels",
        "So what is the difference?",
        after("check_level_of_cluster", clusters=(NODE,), levels=("gce",)),
        knowledge,
        {},
    )
    assert found == ("compare_levels", (), ("arena", "arena_pro", "gce"))


@pytest.mark.parametrize("text", ["Which differs most?", "Hva er mest forskjellig?"])
def test_which_figure_differs_most(text: str, knowledge: KnowledgeBase) -> None:
    found = meant("compare_levels", text, after("ask_effect"), knowledge, {})
    assert found == ("ask_effect", (), ())


def test_which_differs_most_after_levels(knowledge: KnowledgeBase) -> None:
    found = meant("compare_levels", "Which differs most?", ARENA_THEN_GCE, knowledge, {})
    assert found == ("compare_levels", (), ("arena", "gce"))


@pytest.mark.parametrize("text", ["What is the difference?", "Hva er forskjellen?"])
def test_the_difference_between_three_levels_asked_about(
    text: str, knowledge: KnowledgeBase
) -> None:
    found = meant(
        "compare_levels",
        text,
        after("count_clusters", levels=("nodes", "arena", "gce")),
        knowledge,
        {},
    )
    assert found == ("compare_levels", (), ("nodes", "arena", "gce"))


def test_the_difference_where_one_level_was_asked_about(knowledge: KnowledgeBase) -> None:
    found = meant(
        "compare_levels",
        "What is the difference?",
        after("count_clusters", levels=("nodes",)),
        knowledge,
        {},
    )
    assert found == ("compare_levels", (), ("arena", "arena_pro", "gce"))


@pytest.mark.parametrize("text", ["What is the difference?", "Hva er forskjellen?"])
def test_the_difference_between_one_level_and_then_another(
    text: str, knowledge: KnowledgeBase
) -> None:
    found = meant("compare_levels", text, ARENA_THEN_GCE, knowledge, {})
    assert found == ("compare_levels", (), ("arena", "gce"))


def test_the_difference_after_one_level(knowledge: KnowledgeBase) -> None:
    found = meant("compare_levels", "What is the difference?", OF_GCE, knowledge, {})
    assert found == ("compare_levels", (), ("arena", "arena_pro", "gce"))


@pytest.mark.parametrize("text", ["Is one of them ahead?", "Er en av dem foran?"])
def test_which_of_two_at_a_level_is_further(text: str, knowledge: KnowledgeBase) -> None:
    found = meant(
        "compare_levels", text, after("list_clusters_at_level", levels=("nodes",)), knowledge, {}
    )
    assert found == ("compare_clusters", ("Havbruksnettverk Helgeland", "HelseINN"), ())


def test_which_of_three_at_a_level_is_further(knowledge: KnowledgeBase) -> None:
    found = meant(
        "compare_levels",
        "Is one of them ahead?",
        after("list_clusters_at_level", levels=("gce",)),
        knowledge,
        {},
    )
    assert found == ("compare_levels", (), ("arena", "arena_pro", "gce"))


@pytest.mark.parametrize("text", ["How does GCE differ?", "Hvordan skiller GCE seg ut?"])
def test_how_a_level_differs_from_the_one_before(text: str, knowledge: KnowledgeBase) -> None:
    found = meant("compare_levels", text, OF_ARENA, knowledge, {"levels": ("gce",)})
    assert found == ("compare_levels", (), ("arena", "gce"))


def test_how_a_level_differs_at_the_start(knowledge: KnowledgeBase) -> None:
    found = meant(
        "compare_levels", "How does GCE differ?", Context(), knowledge, {"levels": ("gce",)}
    )
    assert found == ("compare_levels", (), ("gce",))
