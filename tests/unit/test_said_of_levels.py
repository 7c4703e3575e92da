"""Levels and clusters that a message means without naming them: "one of those", "the first"."""

from __future__ import annotations

import pytest

from actions.question import Question
from actions.resolving import resolve
from bot.knowledge import KnowledgeBase
from tests.unit.contexts import after, after_all, then

NODE, EYDE, COD, HELGELAND = "GCE NODE", "NCE Eyde", "Cod Cluster", "Havbruksnettverk Helgeland"
HELSE = "HelseINN"


@pytest.mark.parametrize(
    "text",
    [
        "Er NODE det?",
        "is NODE one of those",
        "does NODE belong in this row",
        "er NODE i den gruppa?",
    ],
)
def test_whether_a_cluster_is_such_a_one(text: str, knowledge: KnowledgeBase) -> None:
    context = after("list_clusters_at_level", levels=("mature",))
    question = Question("check_cluster_in_programme", text, clusters=(NODE,))
    meant = resolve(question, context, knowledge)
    assert (meant.intent, meant.levels) == ("check_level_of_cluster", ("mature",))


def test_whether_a_cluster_is_there_too_after_one_clusters_level(knowledge: KnowledgeBase) -> None:
    context = after("ask_level_of_cluster", clusters=(COD,))
    question = Question("check_cluster_in_programme", "Er NODE òg der?", clusters=(NODE,))
    meant = resolve(question, context, knowledge)
    assert (meant.intent, meant.levels) == ("check_level_of_cluster", ("arena_pro",))


def test_whether_a_cluster_is_in_the_programme_stays_so(knowledge: KnowledgeBase) -> None:
    context = after("list_clusters_at_level", levels=("mature",))
    question = Question("check_cluster_in_programme", "Er NODE med i programmet?", clusters=(NODE,))
    assert resolve(question, context, knowledge).intent == "check_cluster_in_programme"


def test_what_is_it_then_of_a_level(knowledge: KnowledgeBase) -> None:
    context = after("list_clusters_at_level", levels=("gce",))
    meant = resolve(Question("about_cluster", "Så hva er det da?"), context, knowledge)
    assert (meant.intent, meant.levels) == ("explain_level", ("gce",))


@pytest.mark.parametrize("text", ["navnene på de første", "the names of the first ones"])
def test_the_first_ones_are_those_of_the_first_level(text: str, knowledge: KnowledgeBase) -> None:
    context = after("count_clusters", levels=("gce", "nce"))
    question = Question("list_clusters_at_level", text, ordinals=(1,))
    assert resolve(question, context, knowledge).levels == ("gce",)


def test_the_second_lot_is_the_other_level(knowledge: KnowledgeBase) -> None:
    context = after_all(
        Question("count_clusters", levels=("nodes",)), Question("count_clusters", levels=("gce",))
    )
    meant = resolve(Question("follow_up", "second lot?", ordinals=(2,)), context, knowledge)
    assert (meant.intent, meant.levels) == ("count_clusters", ("nodes",))


def test_an_ordinal_in_a_check_counts_in_the_list_shown(knowledge: KnowledgeBase) -> None:
    context = after("list_clusters_at_level", levels=("nodes",))
    question = Question(
        "check_level_of_cluster", "Den første, er den Arena?", levels=("arena",), ordinals=(1,)
    )
    meant = resolve(question, context, knowledge)
    assert (meant.clusters, meant.levels) == ((HELGELAND,), ("arena",))


def test_the_first_cluster_of_a_level_is_told_about(knowledge: KnowledgeBase) -> None:
    text = "Den første GCE-klyngen du nevnte, hva er det?"
    question = Question("explain_level", text, levels=("gce",), ordinals=(1,))
    meant = resolve(question, after("compare_levels", levels=("gce", "nce")), knowledge)
    assert (meant.intent, meant.clusters) == ("about_cluster", (NODE,))


def test_which_of_those_asked_about_are_at_a_level(knowledge: KnowledgeBase) -> None:
    context = after("check_cluster_in_programme", clusters=(COD, NODE))
    question = Question("list_clusters_at_level", "Hvem av dem er på GCE?", levels=("gce",))
    meant = resolve(question, context, knowledge)
    assert (meant.intent, meant.clusters) == ("check_level_of_cluster", (COD, NODE))


def test_those_two_levels_are_the_clusters_and_the_one_before(knowledge: KnowledgeBase) -> None:
    context = after_all(
        Question("explain_level", levels=("nce",)), Question("about_cluster", clusters=(NODE,))
    )
    question = Question("compare_levels", "Difference between those two levels?")
    assert resolve(question, context, knowledge).levels == ("nce", "gce")


def test_we_are_the_cluster_talked_about(knowledge: KnowledgeBase) -> None:
    context = after_all(
        Question("about_cluster", clusters=(EYDE,)), Question("count_clusters", levels=("mature",))
    )
    question = Question(
        "check_level_of_cluster", "I could have sworn that we were GCE", levels=("gce",)
    )
    assert resolve(question, context, knowledge).clusters == (EYDE,)


def test_the_words_are_read_with_their_slips_put_right() -> None:
    parse = {"text": "are thay on the saem level", "corrected_text": "are they on the same level"}
    assert Question.from_parse(parse).text == "are they on the same level"


def test_no_just_arena_corrects(knowledge: KnowledgeBase) -> None:
    context = after("list_clusters_at_level", levels=("arena_pro",))
    question = Question("check_level_of_cluster", "no, just Arena", levels=("arena",))
    meant = resolve(question, context, knowledge)
    assert (meant.intent, meant.levels) == ("list_clusters_at_level", ("arena",))


def test_whether_nce_is_a_programme_is_no_check_of_a_cluster(knowledge: KnowledgeBase) -> None:
    context = after("ask_level_of_cluster", clusters=(NODE,))
    question = Question("check_level_of_cluster", "er NCE et program?", levels=("nce",))
    assert resolve(question, context, knowledge).intent == "ask_nce_status"


@pytest.mark.parametrize("text", ["then what is NCE", "så ka e NCE da"])
def test_what_is_a_level_goes_on_with_nothing(text: str, knowledge: KnowledgeBase) -> None:
    context = after("check_level_of_cluster", clusters=(NODE,), levels=("mature",))
    meant = resolve(Question("follow_up", text, levels=("nce",)), context, knowledge)
    assert meant.intent == "ask_nce_status"


def test_why_it_is_not_at_a_level_is_a_check(knowledge: KnowledgeBase) -> None:
    context = after("check_level_of_cluster", clusters=(EYDE,), levels=("gce",))
    meant = resolve(
        Question("ask_nce_status", "why is it not NCE?", levels=("nce",)), context, knowledge
    )
    assert (meant.intent, meant.clusters) == ("check_level_of_cluster", (EYDE,))


def test_which_is_biggest_is_not_known(knowledge: KnowledgeBase) -> None:
    context = after("clusters_by_place", listed=(NODE, EYDE), places=("agder",))
    meant = resolve(Question("compare_clusters", "hvem av dem er størst?"), context, knowledge)
    assert meant.intent == "ask_members"


@pytest.mark.parametrize(
    ("intent", "text", "level"),
    [
        ("follow_up", "Og på det øverste trinnet?", "gce"),
        ("count_clusters", "at the lowest level?", "arena"),
    ],
)
def test_the_ends_of_the_scale(
    intent: str, text: str, level: str, knowledge: KnowledgeBase
) -> None:
    context = after_all(
        Question("list_clusters_at_level", levels=("nodes",)),
        Question("count_clusters", levels=("nodes",)),
    )
    meant = resolve(Question(intent, text, ordinals=(1,)), context, knowledge)
    assert (meant.intent, meant.levels) == ("count_clusters", (level,))


@pytest.mark.parametrize(
    "text", ["hvor mange blir det hvis jeg tar med GCE?", "and including GCE?"]
)
def test_a_count_with_another_level_is_of_both(text: str, knowledge: KnowledgeBase) -> None:
    context = after("count_clusters", levels=("arena",))
    meant = resolve(Question("count_clusters", text, levels=("gce",)), context, knowledge)
    assert meant.levels == ("arena", "gce")


def test_the_two_stages_are_those_of_the_two_clusters(knowledge: KnowledgeBase) -> None:
    context = then(
        after("clusters_by_theme", (COD, NODE), sectors=("ocean",)),
        Question("compare_clusters", clusters=(COD, NODE)),
    )
    question = Question("compare_levels", "what is the difference between the two stages?")
    meant = resolve(question, context, knowledge)
    assert (meant.intent, meant.levels) == ("compare_levels", ("arena_pro", "gce"))


def test_who_else_after_a_check_is_at_the_clusters_own_level(knowledge: KnowledgeBase) -> None:
    context = after("check_level_of_cluster", clusters=(EYDE,), levels=("nce",))
    question = Question("list_clusters_at_level", "hvem andre er i samme båt?")
    assert resolve(question, context, knowledge).levels == ("mature",)


def test_all_three_are_those_asked_about(knowledge: KnowledgeBase) -> None:
    context = after("compare_clusters", clusters=(COD, NODE, EYDE))
    question = Question("list_all_clusters", "Fikk alle tre tjenester i 2022?")
    meant = resolve(question, context, knowledge)
    assert (meant.intent, meant.clusters) == ("check_cluster_in_programme", (COD, NODE, EYDE))


def test_others_of_the_kind_explained_are_at_that_level(knowledge: KnowledgeBase) -> None:
    context = after("explain_level", levels=("nodes",))
    meant = resolve(
        Question("similar_clusters", "finst det andre av same slaget?"), context, knowledge
    )
    assert (meant.intent, meant.levels) == ("list_clusters_at_level", ("nodes",))


def test_the_latter_is_the_second_of_the_pair_whatever_came_between(
    knowledge: KnowledgeBase,
) -> None:
    context = after_all(
        Question("compare_clusters", clusters=(COD, NODE)), Question("ask_members", clusters=(COD,))
    )
    question = Question("ask_level_of_cluster", "and the latter's level?")
    assert resolve(question, context, knowledge).clusters == (NODE,)


def test_who_besides_a_cluster_is_at_its_level(knowledge: KnowledgeBase) -> None:
    question = Question("compare_clusters", "og hvem ved siden av Eyde?", clusters=(EYDE,))
    meant = resolve(question, after("count_clusters", levels=("mature",)), knowledge)
    assert (meant.intent, meant.levels) == ("list_clusters_at_level", ("mature",))


def test_the_second_ones_level_is_that_of_the_cluster(knowledge: KnowledgeBase) -> None:
    context = after_all(
        Question("explain_level", levels=("arena",)),
        Question("list_clusters_at_level", levels=("gce",)),
    )
    question = Question("ask_level_of_cluster", "Hvilket nivå er den andre på?", ordinals=(2,))
    assert resolve(question, context, knowledge).clusters == ("GCE Blue Maritime",)
