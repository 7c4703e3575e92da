""" "The former", "sistnevnte", "the other two": which of the things talked about is meant."""

from __future__ import annotations

import pytest

from actions.question import Context, Question
from actions.resolving import resolve
from bot.knowledge import KnowledgeBase
from tests.unit.contexts import after

IKUBEN, NODE, EYDE = "NCE iKuben", "GCE NODE", "NCE Eyde"


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("who's in the latter?", "gce"),
        ("og i førstnevnte?", "nce"),
        ("kven er i den sistnemnde", "gce"),
        ("list the former", "nce"),
    ],
)
def test_former_and_latter_of_two_levels(text: str, level: str, knowledge: KnowledgeBase) -> None:
    context = after("compare_levels", levels=("nce", "gce"))
    meant = resolve(Question("list_clusters_at_level", text), context, knowledge)
    assert (meant.intent, meant.levels) == ("list_clusters_at_level", (level,))


@pytest.mark.parametrize(
    ("text", "cluster"), [("nivået til sistnevnte?", NODE), ("level of the former", IKUBEN)]
)
def test_former_and_latter_of_two_clusters(
    text: str, cluster: str, knowledge: KnowledgeBase
) -> None:
    context = after("compare_clusters", clusters=(IKUBEN, NODE))
    meant = resolve(Question("ask_level_of_cluster", text), context, knowledge)
    assert meant.clusters == (cluster,)


@pytest.mark.parametrize(("place", "cluster"), [(1, IKUBEN), (2, NODE), (-1, NODE)])
def test_places_count_in_the_two_compared(
    place: int, cluster: str, knowledge: KnowledgeBase
) -> None:
    context = Context(
        Question("compare_clusters", clusters=(IKUBEN, NODE)), listed=("VIA Cluster",)
    )
    meant = resolve(
        Question("ask_level_of_cluster", "the second one", ordinals=(place,)), context, knowledge
    )
    assert meant.clusters == (cluster,)


def test_the_other_one_is_the_one_not_just_talked_about(knowledge: KnowledgeBase) -> None:
    context = Context(Question("about_cluster", clusters=(NODE,)), (), (IKUBEN, NODE), ())
    meant = resolve(Question("follow_up", "and the other one?"), context, knowledge)
    assert (meant.intent, meant.clusters) == ("about_cluster", (IKUBEN,))


@pytest.mark.parametrize("text", ["er den lavere enn de to andre", "lower than the other two?"])
def test_than_the_other_two_compares_with_both(text: str, knowledge: KnowledgeBase) -> None:
    context = Context(
        Question("ask_level_of_cluster", clusters=(EYDE,)), (), (IKUBEN, NODE, EYDE), ()
    )
    meant = resolve(Question("check_level_of_cluster", text), context, knowledge)
    assert (meant.intent, meant.clusters) == ("compare_clusters", (IKUBEN, NODE, EYDE))


def test_the_second_lot_is_the_second_of_the_levels(knowledge: KnowledgeBase) -> None:
    context = after("list_clusters_at_level", levels=("gce", "nodes"))
    meant = resolve(
        Question("count_clusters", "how many in the second lot", ordinals=(2,)), context, knowledge
    )
    assert (meant.intent, meant.levels) == ("count_clusters", ("nodes",))


def test_the_latter_of_nothing_stays_as_it_is(knowledge: KnowledgeBase) -> None:
    question = Question("explain_level", "the latter?")
    assert resolve(question, Context(), knowledge).intent == "list_levels"
