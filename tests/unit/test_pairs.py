""" "The former", "sistnevnte", "the other two": which of the things talked about is meant."""

from __future__ import annotations

import pytest

from actions.question import Context, Question
from actions.resolving import resolve
from bot.knowledge import KnowledgeBase
from tests.unit.contexts import after, after_all, then

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
    context = then(
        after("clusters_by_theme", ("VIA Cluster",), sectors=("tourism",)),
        Question("compare_clusters", clusters=(IKUBEN, NODE)),
    )
    meant = resolve(
        Question("ask_level_of_cluster", "the second one", ordinals=(place,)), context, knowledge
    )
    assert meant.clusters == (cluster,)


def test_the_other_one_is_the_one_not_just_talked_about(knowledge: KnowledgeBase) -> None:
    context = after_all(
        Question("about_cluster", clusters=(IKUBEN,)), Question("about_cluster", clusters=(NODE,))
    )
    meant = resolve(Question("follow_up", "and the other one?"), context, knowledge)
    assert (meant.intent, meant.clusters) == ("about_cluster", (IKUBEN,))


@pytest.mark.parametrize("text", ["er den lavere enn de to andre", "lower than the other two?"])
def test_than_the_other_two_compares_with_both(text: str, knowledge: KnowledgeBase) -> None:
    asked = [Question("ask_level_of_cluster", clusters=(one,)) for one in (IKUBEN, NODE, EYDE)]
    context = after_all(*asked)
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


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("Does HelseINN belong to the latter?", "nodes"),
        ("hører HelseINN til førstnevnte?", "mature"),
    ],
)
def test_a_cluster_at_the_former_or_latter_level(
    text: str, level: str, knowledge: KnowledgeBase
) -> None:
    context = after("compare_levels", levels=("mature", "nodes"))
    asked = Question("check_level_of_cluster", text, clusters=("HelseINN",))
    assert resolve(asked, context, knowledge).levels == (level,)


def test_the_other_of_two_that_one_was_found_of(knowledge: KnowledgeBase) -> None:
    wood = ("Norwegian Wood Cluster", "WoodWorks Cluster")
    both = after("clusters_by_theme", wood, sectors=("wood",))
    last = Question("clusters_by_place", places=("steinkjer",), among=wood)
    context = then(both, last, wood[1:])
    asked = Question("ask_location", "And the other one, where's that based?")
    assert resolve(asked, context, knowledge).clusters == wood[:1]


@pytest.mark.parametrize("text", ["And the other one, where's that?", "og den andre, hvor er den?"])
def test_the_other_of_two_listed_though_another_was_talked_about_before(
    text: str, knowledge: KnowledgeBase
) -> None:
    two = ("Autonomiklyngen", "NCE Aquatech")
    about_eyde = after("about_cluster", clusters=(EYDE,))
    listed = then(about_eyde, Question("clusters_by_place", places=("trondheim",)), two)
    context = then(listed, Question("ask_website", clusters=two[:1]))
    assert resolve(Question("ask_location", text), context, knowledge).clusters == two[1:]


def test_one_of_those_compared_is_checked_at_a_level(knowledge: KnowledgeBase) -> None:
    context = after("compare_clusters", clusters=(EYDE, IKUBEN, NODE))
    asked = Question(
        "check_level_of_cluster",
        "The second of them, is it Arena Pro?",
        levels=("arena_pro",),
        ordinals=(2,),
    )
    found = resolve(asked, context, knowledge)
    assert (found.clusters, found.levels) == ((IKUBEN,), ("arena_pro",))


def test_a_level_is_no_unknown_cluster(knowledge: KnowledgeBase) -> None:
    asked = Question("check_level_of_cluster", "Doesn't that put it under NCE?", levels=("nce",))
    found = resolve(asked, after("compare_clusters", clusters=(NODE, EYDE)), knowledge)
    assert not found.unknown_names
