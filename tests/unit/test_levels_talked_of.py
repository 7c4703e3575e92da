"""Levels that were listed, asked about or counted: "the second one", "the rest", "the seven"."""

from __future__ import annotations

from typing import Tuple

import pytest

from actions.question import Context, Question
from actions.resolving import resolve
from bot.knowledge import KnowledgeBase
from tests.unit.contexts import after, after_all, then

EDGE, EYDE, NODE = "Nordic Edge", "NCE Eyde", "GCE NODE"
SMART, ACT = "Norwegian Smart Care Cluster", "Arctic Cluster Team"


def levels_meant(
    question: Question, context: Context, knowledge: KnowledgeBase
) -> Tuple[str, Tuple[str, ...]]:
    meant = resolve(question, context, knowledge)
    return meant.intent, meant.levels


@pytest.mark.parametrize(
    ("text", "ordinal", "level"),
    [
        ("what is the second one?", 2, "arena_pro"),
        ("og den siste?", -1, "gce"),
        ("den i midten?", 0, "arena_pro"),
        ("tell me about the first", 1, "arena"),
    ],
)
@pytest.mark.parametrize("intent", ["about_cluster", "explain_level", "follow_up"])
def test_places_count_in_the_levels_just_listed(
    intent: str, text: str, ordinal: int, level: str, knowledge: KnowledgeBase
) -> None:
    question = Question(intent, text, ordinals=(ordinal,))
    assert levels_meant(question, after("list_levels"), knowledge) == ("explain_level", (level,))


def test_and_the_last_counts_in_the_same_levels(knowledge: KnowledgeBase) -> None:
    levels = after("list_levels")
    picked = resolve(Question("about_cluster", "the second one?", ordinals=(2,)), levels, knowledge)
    context = then(levels, picked)
    question = Question("follow_up", "and the last?", ordinals=(-1,))
    assert levels_meant(question, context, knowledge) == ("explain_level", ("gce",))


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("Hva innebærer det øverste av dem?", "gce"),
        ("kven er på det høgaste", "gce"),
        ("What does the lowest one of them mean? The lowest", "arena"),
    ],
)
def test_the_highest_of_levels_is_the_top_one(
    text: str, level: str, knowledge: KnowledgeBase
) -> None:
    question = Question("explain_level", text, ordinals=(1,))
    assert levels_meant(question, after("list_levels"), knowledge)[1] == (level,)


@pytest.mark.parametrize(("here", "there"), [("arena", "gce"), ("gce", "arena")])
@pytest.mark.parametrize("text", ["and the other end of the scale?", "og den andre enden, da?"])
def test_the_other_end(text: str, here: str, there: str, knowledge: KnowledgeBase) -> None:
    context = after("explain_level", levels=(here,))
    question = Question("follow_up", text)
    assert levels_meant(question, context, knowledge) == ("explain_level", (there,))


@pytest.mark.parametrize(
    ("text", "levels"),
    [
        ("Who's on a par with it?", ("arena_pro",)),
        ("hvem er i samme bås?", ("arena_pro",)),
        ("who is there, then?", ("gce",)),
    ],
)
def test_after_a_check_the_peers_are_those_of_the_cluster(
    text: str, levels: Tuple[str, ...], knowledge: KnowledgeBase
) -> None:
    context = after("check_level_of_cluster", clusters=(EDGE,), levels=("gce",))
    question = Question("list_clusters_at_level", text)
    assert levels_meant(question, context, knowledge) == ("list_clusters_at_level", levels)


def test_after_a_check_their_level_is_explained(knowledge: KnowledgeBase) -> None:
    context = after("check_level_of_cluster", clusters=(EDGE,), levels=("gce",))
    question = Question("explain_level", "what are they all supposed to have in place?")
    assert levels_meant(question, context, knowledge)[1] == ("arena_pro",)


@pytest.mark.parametrize(
    "text", ["hva kreves for å være der Eyde er?", "what's it like where Eyde is"]
)
def test_to_be_where_a_cluster_is(text: str, knowledge: KnowledgeBase) -> None:
    question = Question("explain_level", text, clusters=(EYDE,))
    assert levels_meant(question, Context(), knowledge) == ("explain_level", ("mature",))


def test_that_second_group_is_the_one_just_explained(knowledge: KnowledgeBase) -> None:
    context = after_all(
        Question("explain_level", levels=("arena",)),
        Question("explain_level", levels=("arena_pro",)),
    )
    question = Question(
        "list_clusters_at_level", "Could you put names to that second group?", ordinals=(2,)
    )
    assert levels_meant(question, context, knowledge)[1] == ("arena_pro",)


# --- What is left


@pytest.mark.parametrize("text", ["and the rest?", "og resten av dem?", "dei resterande?"])
def test_the_rest_of_a_list_by_name_is_what_it_left_out(
    text: str, knowledge: KnowledgeBase
) -> None:
    context = after("filter_clusters", levels=("arena",), name_filter="starts:c")
    meant = resolve(Question("follow_up", text), context, knowledge)
    assert (meant.intent, meant.levels) == ("filter_clusters", ("arena",))
    assert meant.name_filter == "not_starts:c"


def test_the_rest_after_one_cluster_are_those_of_its_level(knowledge: KnowledgeBase) -> None:
    context = after("ask_level_of_cluster", clusters=(EYDE,))
    question = Question("follow_up", "Resten av den gruppa?")
    assert levels_meant(question, context, knowledge) == ("list_clusters_at_level", ("mature",))


# --- Numbers that stand for a level


@pytest.mark.parametrize(
    ("text", "level"), [("Who are the seven?", "nce"), ("hvem er de fire?", "mature")]
)
def test_a_number_of_clusters_is_the_level_with_as_many(
    text: str, level: str, knowledge: KnowledgeBase
) -> None:
    question = Question("list_clusters_at_level", text)
    assert levels_meant(question, after("count_clusters"), knowledge)[1] == (level,)


def test_and_the_four_goes_on(knowledge: KnowledgeBase) -> None:
    context = after("list_clusters_at_level", text="Who are the seven?", levels=("nce",))
    meant = levels_meant(Question("follow_up", "And the four?"), context, knowledge)
    assert meant == ("list_clusters_at_level", ("mature",))


def test_a_number_no_level_has_names_none(knowledge: KnowledgeBase) -> None:
    question = Question("list_clusters_at_level", "Who are the nine?")
    assert levels_meant(question, after("count_clusters"), knowledge)[1] == ()


# --- Of two or three clusters


@pytest.mark.parametrize(
    "text", ["What separates those two labels?", "forskjellen på de to merkelappene"]
)
def test_two_labels_are_the_levels_of_the_two_clusters(text: str, knowledge: KnowledgeBase) -> None:
    listed = after("clusters_by_place", (EYDE, NODE), places=("agder",))
    of_eyde = then(listed, Question("ask_level_of_cluster", clusters=(EYDE,)))
    context = then(of_eyde, Question("ask_level_of_cluster", clusters=(NODE,)))
    meant = levels_meant(Question("compare_levels", text), context, knowledge)
    assert meant == ("compare_levels", ("mature", "gce"))


@pytest.mark.parametrize("text", ["same?", "samme da?", "likt nivå?"])
def test_same_of_two_asked_about_in_turn(text: str, knowledge: KnowledgeBase) -> None:
    context = after_all(
        Question("ask_level_of_cluster", clusters=(SMART,)),
        Question("ask_level_of_cluster", clusters=(ACT,)),
    )
    meant = resolve(Question("follow_up", text), context, knowledge)
    assert (meant.intent, meant.clusters) == ("compare_clusters", (SMART, ACT))


def test_all_three_are_those_compared_before(knowledge: KnowledgeBase) -> None:
    context = after_all(
        Question("compare_clusters", clusters=(EYDE, NODE, ACT)),
        Question("explain_level", levels=("gce",)),
    )
    question = Question("check_cluster_in_programme", "Fikk alle tre tjenester?")
    assert resolve(question, context, knowledge).clusters == (EYDE, NODE, ACT)


def test_the_latter_ones_are_the_other_level(knowledge: KnowledgeBase) -> None:
    context = after_all(
        Question("compare_levels", levels=("nodes", "mature")),
        Question("list_clusters_at_level", levels=("nodes",)),
    )
    meant = resolve(Question("follow_up", "og de sistnevnte?"), context, knowledge)
    assert (meant.intent, meant.levels) == ("list_clusters_at_level", ("mature",))


@pytest.mark.parametrize("text", ["nettsidene til begge to?", "the websites of both"])
def test_the_pages_of_both(text: str, knowledge: KnowledgeBase) -> None:
    about_eyde = after("about_cluster", clusters=(EYDE,))
    one_found = then(about_eyde, Question("clusters_by_theme", sectors=("robotics",)), (NODE,))
    context = then(one_found, Question("ask_location", clusters=(NODE,)))
    assert resolve(Question("ask_website", text), context, knowledge).clusters == (EYDE, NODE)


@pytest.mark.parametrize(
    ("text", "intent"), [("and pro?", "follow_up"), ("nei, Pro var det jeg mente", "correction")]
)
def test_the_last_word_of_a_level_will_do(text: str, intent: str, knowledge: KnowledgeBase) -> None:
    last = Question("count_clusters", "how many are Arena?", levels=("arena",))
    meant = resolve(Question(intent, text), after_all(last), knowledge)
    assert (meant.intent, meant.levels) == ("count_clusters", ("arena_pro",))


def test_the_name_of_a_level_is_no_last_word(knowledge: KnowledgeBase) -> None:
    last = Question("count_clusters", "how many are Arena Pro?", levels=("arena_pro",))
    question = Question("follow_up", "and arena?", levels=("arena",))
    assert resolve(question, after_all(last), knowledge).levels == ("arena",)


@pytest.mark.parametrize("text", ["Og antallet av hver?", "how many of each?"])
def test_how_many_of_each(text: str, knowledge: KnowledgeBase) -> None:
    last = Question("explain_level", "Arena?", levels=("arena",))
    context = after_all(Question("explain_level", levels=("nodes",)), last)
    meant = resolve(Question("count_clusters", text), context, knowledge)
    assert meant.levels == ("nodes", "arena")


@pytest.mark.parametrize("text", ["how many clusters does it have?", "Hvor mange klynger har det?"])
def test_how_many_it_has(text: str, knowledge: KnowledgeBase) -> None:
    last = Question("explain_level", "Arena?", levels=("arena",))
    meant = resolve(Question("count_clusters", text), after_all(last), knowledge)
    assert meant.levels == ("arena",)


def test_the_other_figures(knowledge: KnowledgeBase) -> None:
    last = Question("ask_effect", "sales?", metrics=("sales_revenue",))
    question = Question("follow_up", "And the other two figures?")
    meant = resolve(question, after_all(last), knowledge)
    assert meant.metrics == ("value_creation", "employment", "productivity")


def test_any_of_those_at_a_level(knowledge: KnowledgeBase) -> None:
    last = Question("clusters_by_place", "in Bergen?", places=("bergen",))
    context = then(Context(), last, ("NCE Media", "GCE Ocean Technology"))
    question = Question("check_level_of_cluster", "Any of those a GCE?", levels=("gce",))
    meant = resolve(question, context, knowledge)
    assert (meant.intent, meant.levels) == ("clusters_by_place", ("gce",))


def test_the_one_of_a_level_in_a_list(knowledge: KnowledgeBase) -> None:
    context = after("clusters_by_place", ("NCE Media", "GCE Ocean Technology"), places=("bergen",))
    question = Question("ask_website", "Of those, the GCE. Got a website?", levels=("gce",))
    assert resolve(question, context, knowledge).clusters == ("GCE Ocean Technology",)


LISTED = after("list_clusters_at_level", levels=("gce",))


@pytest.mark.parametrize(
    ("text", "cluster"),
    [
        ("the one at the top of that list?", "GCE NODE"),
        ("og den nederst på lista?", "GCE Ocean Technology"),
    ],
)
def test_the_ends_of_a_list(text: str, cluster: str, knowledge: KnowledgeBase) -> None:
    meant = resolve(Question("explain_level", text, levels=("gce",)), LISTED, knowledge)
    assert (meant.intent, meant.clusters) == ("about_cluster", (cluster,))


def test_where_the_one_in_the_middle_is(knowledge: KnowledgeBase) -> None:
    text = "den i midten, hvor holder de til"
    question = Question("ask_location", text, levels=("arena_pro",), ordinals=(0,))
    meant = resolve(question, LISTED, knowledge)
    assert (meant.intent, meant.clusters) == ("ask_location", ("GCE Blue Maritime",))


def test_who_is_in_the_first_of_levels_compared(knowledge: KnowledgeBase) -> None:
    last = Question("compare_levels", "arena or pro?", levels=("arena", "arena_pro"))
    question = Question("list_clusters_at_level", "og hvem er i den første?", ordinals=(1,))
    assert resolve(question, after_all(last), knowledge).levels == ("arena",)


def test_others_there_are_in_its_town(knowledge: KnowledgeBase) -> None:
    last = Question("ask_location", "where is it?", clusters=("NCE iKuben",))
    question = Question("clusters_by_place", "any others there?")
    meant = resolve(question, after_all(last), knowledge)
    assert (meant.intent, meant.places) == ("clusters_by_place", ("molde",))


def test_which_of_them_are_at_the_level_named(knowledge: KnowledgeBase) -> None:
    last = Question("count_clusters", "how many in 2022?")
    text = "and which of them are furthest up, the global ones I mean"
    meant = resolve(Question("compare_levels", text, levels=("gce",)), after_all(last), knowledge)
    assert (meant.intent, meant.levels) == ("list_clusters_at_level", ("gce",))


def test_how_many_they_each_have(knowledge: KnowledgeBase) -> None:
    context = after("compare_levels", levels=("arena", "arena_pro"))
    question = Question("count_clusters", "Kor mange klynger har de hver?")
    assert resolve(question, context, knowledge).levels == ("arena", "arena_pro")


def test_who_else_is_there_asks_of_its_town(knowledge: KnowledgeBase) -> None:
    last = Question("ask_location", "which city?", clusters=("NCE Finance Innovation",))
    question = Question("list_clusters_at_level", "Who else is there?")
    meant = resolve(question, after_all(last), knowledge)
    assert (meant.intent, meant.places) == ("clusters_by_place", ("bergen",))


def test_the_field_of_the_global_one_of_them(knowledge: KnowledgeBase) -> None:
    context = after("clusters_by_place", ("NCE Media", "GCE Ocean Technology"), places=("bergen",))
    question = Question("ask_theme", "Og hva er fagfeltet til den globale av dem?", levels=("gce",))
    meant = resolve(question, context, knowledge)
    assert (meant.intent, meant.clusters) == ("ask_theme", ("GCE Ocean Technology",))


def test_the_two_levels_of_one_name(knowledge: KnowledgeBase) -> None:
    text = "hva skiller de to Arena-trinnene fra hverandre?"
    meant = resolve(Question("compare_levels", text, levels=("arena",)), Context(), knowledge)
    assert meant.levels == ("arena", "arena_pro")


def test_a_place_beside_what_is_checked(knowledge: KnowledgeBase) -> None:
    last = Question("about_cluster", "Eyde?", clusters=(EYDE,))
    question = Question(
        "check_level_of_cluster",
        "Ordføreren i Arendal sier de fortsatt hører til NCE. Har han rett?",
        levels=("nce",),
        places=("arendal",),
    )
    meant = resolve(question, after_all(last), knowledge)
    assert (meant.intent, meant.clusters) == ("check_level_of_cluster", (EYDE,))
