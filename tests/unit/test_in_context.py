"""What a message means after what was said before: "there", "also", "their level", "who else"."""

from __future__ import annotations

import pytest

from actions.question import Context, Question
from actions.resolving import resolve
from actions.talk import same_of_all
from bot.knowledge import KnowledgeBase
from tests.unit.contexts import after, after_all, then

IKUBEN, NODE, EYDE, COD = "NCE iKuben", "GCE NODE", "NCE Eyde", "Cod Cluster"


@pytest.mark.parametrize("text", ["why isn't Eyde there?", "HVORFOR ER IKKE EYDE DER"])
def test_why_a_cluster_is_not_there_checks_the_level(text: str, knowledge: KnowledgeBase) -> None:
    context = after("list_clusters_at_level", levels=("nce",))
    meant = resolve(Question("ask_purpose", text, clusters=(EYDE,)), context, knowledge)
    assert (meant.intent, meant.levels) == ("check_level_of_cluster", ("nce",))


@pytest.mark.parametrize("last", ["count_clusters", "explain_level", "list_clusters_at_level"])
@pytest.mark.parametrize("text", ["Er Stiim også det?", "is NODE there too?"])
def test_also_asks_of_the_level_talked_about(
    last: str, text: str, knowledge: KnowledgeBase
) -> None:
    context = after(last, levels=("arena_pro",))
    meant = resolve(
        Question("check_cluster_in_programme", text, clusters=(NODE,)), context, knowledge
    )
    assert (meant.intent, meant.levels) == ("check_level_of_cluster", ("arena_pro",))


@pytest.mark.parametrize("intent", ["ask_level_of_cluster", "compare_clusters"])
@pytest.mark.parametrize("text", ["Who else is at the level NODE is at?", "hvem andre er med NODE"])
def test_who_else_lists_the_level_of_the_cluster(
    intent: str, text: str, knowledge: KnowledgeBase
) -> None:
    question = Question(intent, text, clusters=(NODE,))
    meant = resolve(question, Context(), knowledge)
    assert (meant.intent, meant.levels) == ("list_clusters_at_level", ("gce",))


@pytest.mark.parametrize("text", ["Nivået deres, kan du si det?", "and their level?"])
def test_their_level_is_the_level_of_the_cluster(text: str, knowledge: KnowledgeBase) -> None:
    context = after("about_cluster", clusters=(COD,))
    meant = resolve(Question("explain_level", text), context, knowledge)
    assert (meant.intent, meant.clusters) == ("ask_level_of_cluster", (COD,))


def test_what_their_level_means_is_an_explanation(knowledge: KnowledgeBase) -> None:
    context = after("about_cluster", clusters=(COD,))
    meant = resolve(Question("explain_level", "hva betyr nivået deres?"), context, knowledge)
    assert (meant.intent, meant.levels) == ("explain_level", ("arena_pro",))


def test_level_after_a_comparison_compares_again(knowledge: KnowledgeBase) -> None:
    context = after("compare_clusters", clusters=(COD, NODE))
    meant = resolve(Question("explain_level", "men nivåmessig?"), context, knowledge)
    assert (meant.intent, meant.clusters) == ("compare_clusters", (COD, NODE))


@pytest.mark.parametrize("intent", ["compare_clusters", "compare_levels"])
def test_more_of_two_levels_counts_both(intent: str, knowledge: KnowledgeBase) -> None:
    context = after_all(
        Question("count_clusters", levels=("arena",)),
        Question("count_clusters", levels=("arena_pro",)),
    )
    meant = resolve(Question(intent, "så det er flere på det øverste?"), context, knowledge)
    assert (meant.intent, meant.levels) == ("count_clusters", ("arena", "arena_pro"))


def test_a_sum_after_numbers_counts(knowledge: KnowledgeBase) -> None:
    context = after_all(
        Question("count_clusters", levels=("gce",)), Question("count_clusters", levels=("nce",))
    )
    meant = resolve(Question("ask_members", "altså ti til sammen?"), context, knowledge)
    assert (meant.intent, meant.levels) == ("count_clusters", ("gce", "nce"))


def test_the_one_and_the_other_count_in_no_list(knowledge: KnowledgeBase) -> None:
    listed = after("clusters_by_theme", ("NCE Aquatech", EYDE), sectors=("environment",))
    about_cod = then(listed, Question("about_cluster", clusters=(COD,)))
    context = then(about_cod, Question("about_cluster", clusters=(IKUBEN,)))
    question = Question("compare_clusters", "er en av dem over den andre?", ordinals=(2,))
    assert resolve(question, context, knowledge).clusters == (COD, IKUBEN)


@pytest.mark.parametrize("text", ["og nordsjø tang cluster?", "what about north sea kelp network?"])
def test_a_name_in_small_letters_after_and_is_looked_for(
    text: str, knowledge: KnowledgeBase
) -> None:
    meant = resolve(Question("out_of_scope", text), Context(), knowledge)
    assert meant.intent == "check_cluster_in_programme"
    assert [name.split()[-1] in ("cluster", "network") for name in meant.unknown_names] == [True]


@pytest.mark.parametrize("text", ["og neste klynge?", "what about the other cluster?"])
def test_a_pointer_is_no_name(text: str, knowledge: KnowledgeBase) -> None:
    context = after("about_cluster", clusters=(COD,))
    assert not resolve(Question("follow_up", text), context, knowledge).unknown_names


@pytest.mark.parametrize("text", ["For example who?", "hvem, for eksempel?", "hvem f.eks.?"])
def test_examples_are_the_clusters_of_the_level(text: str, knowledge: KnowledgeBase) -> None:
    context = after("explain_level", levels=("nce",))
    meant = resolve(Question("ask_effect_comparison", text), context, knowledge)
    assert (meant.intent, meant.levels) == ("list_clusters_at_level", ("nce",))


def test_who_it_applies_to_are_the_clusters_of_the_level(knowledge: KnowledgeBase) -> None:
    context = after("explain_level", levels=("nodes",))
    meant = resolve(Question("ask_effect_calculated_by", "Hvem gjelder det?"), context, knowledge)
    assert (meant.intent, meant.levels) == ("list_clusters_at_level", ("nodes",))


def test_the_lowest_after_figures_is_one_of_the_figures(knowledge: KnowledgeBase) -> None:
    meant = resolve(
        Question("ask_location", "which of them is lowest?"), after("ask_effect"), knowledge
    )
    assert meant.intent == "ask_effect"


def test_why_no_figure_asks_of_the_same_metric(knowledge: KnowledgeBase) -> None:
    context = after("ask_effect", metrics=("productivity",))
    meant = resolve(Question("ask_effect", "Hvorfor finnes ikke noe tall?"), context, knowledge)
    assert meant.metrics == ("productivity",)


def test_which_others_can_say_the_same_are_those_of_the_level(knowledge: KnowledgeBase) -> None:
    context = after("explain_level", levels=("gce",))
    question = Question("list_levels", "hvilke andre er det som kan si det samme?")
    meant = resolve(question, context, knowledge)
    assert (meant.intent, meant.levels) == ("list_clusters_at_level", ("gce",))


@pytest.mark.parametrize("text", ["hva slags nivå ligger de på", "what level are they on, please"])
def test_the_level_they_are_on_is_that_of_the_cluster(text: str, knowledge: KnowledgeBase) -> None:
    meant = resolve(
        Question("list_levels", text), after("about_cluster", clusters=(COD,)), knowledge
    )
    assert (meant.intent, meant.clusters) == ("ask_level_of_cluster", (COD,))


def test_all_of_the_named_are_checked(knowledge: KnowledgeBase) -> None:
    question = Question("list_all_clusters", "er alle med i programmet?", clusters=(COD, NODE))
    meant = resolve(question, Context(), knowledge)
    assert (meant.intent, meant.clusters) == ("check_cluster_in_programme", (COD, NODE))


def test_all_clusters_talked_about_are_compared(knowledge: KnowledgeBase) -> None:
    context = after("check_cluster_in_programme", clusters=(COD, NODE, EYDE))
    meant = resolve(Question("compare_clusters", "hvem er lengst?"), context, knowledge)
    assert meant.clusters == (COD, NODE, EYDE)


def test_what_several_questions_share_is_what_the_conversation_is_about() -> None:
    both = same_of_all([Question("count_clusters", levels=(one,)) for one in ("gce", "nodes")])
    assert both is not None
    assert both.levels == ("gce", "nodes")
    assert same_of_all([Question("count_clusters"), Question("ask_owner")]) is None


@pytest.mark.parametrize("text", ["samme som Eyde?", "on a par with Eyde?", "på høyde med Eyde?"])
def test_same_as_another_compares_whatever_it_was_taken_for(
    text: str, knowledge: KnowledgeBase
) -> None:
    context = after("about_cluster", clusters=(COD,))
    question = Question("ask_effect_previous_year", text, clusters=(EYDE,))
    meant = resolve(question, context, knowledge)
    assert (meant.intent, meant.clusters) == ("compare_clusters", (COD, EYDE))


def test_what_that_level_means_after_a_comparison_is_explained(knowledge: KnowledgeBase) -> None:
    context = after("compare_clusters", clusters=(COD, "VIA Cluster"))
    meant = resolve(Question("explain_level", "hva btyr det nivået"), context, knowledge)
    assert (meant.intent, meant.levels) == ("explain_level", ("arena_pro",))
