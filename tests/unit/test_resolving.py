"""What a message means in its conversation."""

from __future__ import annotations

from typing import Any

import pytest

from actions.question import Context, Question
from actions.resolving import resolve
from bot.knowledge import KnowledgeBase
from tests.unit.contexts import after, then

NOTHING = Context()
IKUBEN, NODE, EYDE = "NCE iKuben", "GCE NODE", "NCE Eyde"


def test_a_complete_question_stays_as_it_is(knowledge: KnowledgeBase) -> None:
    question = Question("list_clusters_at_level", "Hvem er i Arena?", levels=("arena",))
    assert resolve(question, NOTHING, knowledge) == question


# --- Follow-ups


@pytest.mark.parametrize("intent", ["list_clusters_at_level", "count_clusters", "explain_level"])
def test_and_another_level_asks_the_same_of_it(intent: str, knowledge: KnowledgeBase) -> None:
    question = Question("follow_up", "og Arena Pro?", levels=("arena_pro",))
    meant = resolve(question, after(intent, levels=("gce",)), knowledge)
    assert (meant.intent, meant.levels) == (intent, ("arena_pro",))


@pytest.mark.parametrize("intent", ["ask_level_of_cluster", "about_cluster", "ask_leaders"])
def test_and_another_cluster_asks_the_same_of_it(intent: str, knowledge: KnowledgeBase) -> None:
    question = Question("follow_up", "enn Eyde?", clusters=(EYDE,))
    meant = resolve(question, after(intent, clusters=(IKUBEN,)), knowledge)
    assert (meant.intent, meant.clusters) == (intent, (EYDE,))


def test_and_another_metric_asks_the_same_of_it(knowledge: KnowledgeBase) -> None:
    question = Question("follow_up", "and in jobs?", metrics=("employment",))
    meant = resolve(question, after("ask_effect", metrics=("value_creation",)), knowledge)
    assert (meant.intent, meant.metrics) == ("ask_effect", ("employment",))


def test_another_cluster_is_checked_at_the_same_level(knowledge: KnowledgeBase) -> None:
    question = Question("follow_up", "og iKuben?", clusters=(IKUBEN,))
    context = after("check_level_of_cluster", clusters=(EYDE,), levels=("nce",))
    meant = resolve(question, context, knowledge)
    assert meant.intent == "check_level_of_cluster"
    assert (meant.clusters, meant.levels) == ((IKUBEN,), ("nce",))


@pytest.mark.parametrize(
    ("names", "intent"),
    [
        ({"clusters": (IKUBEN,)}, "about_cluster"),
        ({"levels": ("gce",)}, "explain_level"),
        ({"metrics": ("employment",)}, "ask_effect"),
        ({"years": (2021,)}, "ask_timeline"),
        ({"unknown_names": ("Raufoss",)}, "about_cluster"),
        ({}, ""),
    ],
)
def test_a_follow_up_to_nothing_asks_about_what_it_names(
    names: Any, intent: str, knowledge: KnowledgeBase
) -> None:
    assert resolve(Question("follow_up", "og det?", **names), NOTHING, knowledge).intent == intent


def test_how_many_are_they_counts_the_level_talked_about(knowledge: KnowledgeBase) -> None:
    context = after("list_clusters_at_level", levels=("gce",))
    meant = resolve(Question("count_clusters", "how many are they?"), context, knowledge)
    assert (meant.intent, meant.levels) == ("count_clusters", ("gce",))


def test_how_many_there_are_is_of_all_once_something_else_was_talked_of(
    knowledge: KnowledgeBase,
) -> None:
    question = Question("count_clusters", "How many clusters are there?")
    at_gce = after("list_clusters_at_level", levels=("gce",))
    assert resolve(question, at_gce, knowledge).levels == ("gce",)
    then_effect = then(at_gce, Question("ask_effect"))
    assert resolve(question, then_effect, knowledge).levels == ()


def test_how_many_clusters_in_all_forgets_the_level(knowledge: KnowledgeBase) -> None:
    context = after("list_clusters_at_level", levels=("gce",))
    question = Question("count_clusters", "Hvor mange klynger er det totalt?")
    assert resolve(question, context, knowledge).levels == ()


# --- Pronouns


@pytest.mark.parametrize(
    "intent", ["ask_level_of_cluster", "about_cluster", "check_cluster_in_programme"]
)
def test_a_pronoun_is_the_cluster_talked_about(intent: str, knowledge: KnowledgeBase) -> None:
    context = after("about_cluster", clusters=(NODE,))
    meant = resolve(Question(intent, "Hvilket nivå er den på?"), context, knowledge)
    assert (meant.intent, meant.clusters) == (intent, (NODE,))


def test_who_else_is_there_lists_the_level_of_the_cluster(knowledge: KnowledgeBase) -> None:
    context = after("ask_level_of_cluster", clusters=(EYDE,))
    meant = resolve(Question("list_clusters_at_level", "Hvem andre er der?"), context, knowledge)
    assert meant.levels == ("mature",)


def test_is_it_gce_checks_the_cluster_talked_about(knowledge: KnowledgeBase) -> None:
    context = after("about_cluster", clusters=(IKUBEN,))
    question = Question("check_level_of_cluster", "Er den GCE?", levels=("gce",))
    meant = resolve(question, context, knowledge)
    assert (meant.intent, meant.clusters) == ("check_level_of_cluster", (IKUBEN,))


def test_a_name_we_do_not_know_is_not_the_cluster_before(knowledge: KnowledgeBase) -> None:
    context = after("about_cluster", clusters=(IKUBEN,))
    question = Question("ask_level_of_cluster", "Og Raufoss?", unknown_names=("Raufoss",))
    assert resolve(question, context, knowledge).clusters == ()


# --- Ordinals


@pytest.mark.parametrize(
    ("ordinal", "name"),
    [
        (1, "GCE NODE"),
        (3, "GCE Ocean Technology"),
        (-1, "GCE Ocean Technology"),
        (-2, "GCE Blue Maritime"),
    ],
)
def test_a_place_in_the_list_shown(ordinal: int, name: str, knowledge: KnowledgeBase) -> None:
    context = after("list_clusters_at_level", levels=("gce",))
    meant = resolve(Question("follow_up", "den?", ordinals=(ordinal,)), context, knowledge)
    assert (meant.intent, meant.clusters) == ("about_cluster", (name,))


def test_a_place_beyond_the_list_picks_nothing(knowledge: KnowledgeBase) -> None:
    context = after("list_clusters_at_level", levels=("gce",))
    for ordinal in (4, 40, -4):
        question = Question("about_cluster", "den fjerde?", ordinals=(ordinal,))
        assert resolve(question, context, knowledge).clusters == ()


def test_a_name_outweighs_a_place(knowledge: KnowledgeBase) -> None:
    context = after("list_all_clusters")
    question = Question("about_cluster", "den første, iKuben", clusters=(IKUBEN,), ordinals=(1,))
    assert resolve(question, context, knowledge).clusters == (IKUBEN,)


# --- Corrections


def parsed(text: str, *names: str, entity: str = "level") -> Question:
    """A correction as the pipeline hands it over; names are (as written = id)."""
    entities = []
    for written in names:
        start = text.index(written)
        value = {"iKuben": IKUBEN, "Eyde": EYDE, "NODE": NODE}.get(written)
        value = value or written.lower().replace(" ", "_")
        entities.append(
            {"entity": entity, "value": value, "start": start, "end": start + len(written)}
        )
    return Question.from_parse(
        {"text": text, "intent": {"name": "correction"}, "entities": entities}
    )


@pytest.mark.parametrize(
    "text",
    [
        "Nei, jeg mente GCE, ikke NCE",
        "Nei, ikke NCE, men GCE",
        "no, not NCE but GCE",
        "I meant GCE, not NCE",
        "nei, eg meinte GCE, ikkje NCE",
    ],
)
def test_a_correction_leaves_out_what_is_negated(text: str, knowledge: KnowledgeBase) -> None:
    context = after("list_clusters_at_level", levels=("nce",))
    meant = resolve(parsed(text, "NCE", "GCE"), context, knowledge)
    assert (meant.intent, meant.levels) == ("list_clusters_at_level", ("gce",))


def test_a_correction_of_a_cluster(knowledge: KnowledgeBase) -> None:
    context = after("ask_level_of_cluster", clusters=(IKUBEN,))
    question = parsed("nei, ikke iKuben, jeg mente Eyde", "iKuben", "Eyde", entity="cluster")
    meant = resolve(question, context, knowledge)
    assert (meant.intent, meant.clusters) == ("ask_level_of_cluster", (EYDE,))


def test_a_negation_outside_a_correction_counts(knowledge: KnowledgeBase) -> None:
    parse = {
        "text": "Hvorfor er ikke Eyde i NCE?",
        "intent": {"name": "check_level_of_cluster"},
        "entities": [{"entity": "cluster", "value": EYDE, "start": 15, "end": 19}],
    }
    assert Question.from_parse(parse).clusters == (EYDE,)


# --- Other years


@pytest.mark.parametrize(
    "intent", ["list_clusters_at_level", "list_all_clusters", "count_clusters", "ask_effect"]
)
def test_lists_and_figures_of_another_year_are_not_known(
    intent: str, knowledge: KnowledgeBase
) -> None:
    question = Question(intent, "i 2019?", years=(2019,))
    assert resolve(question, NOTHING, knowledge).intent == "ask_other_years"


@pytest.mark.parametrize("intent", ["list_all_clusters", "count_clusters", "ask_effect"])
def test_the_year_of_the_source_is_known(intent: str, knowledge: KnowledgeBase) -> None:
    question = Question(intent, "i 2022?", years=(2022,))
    assert resolve(question, NOTHING, knowledge).intent == intent


def test_figures_of_the_year_before_are_compared(knowledge: KnowledgeBase) -> None:
    question = Question("ask_effect", "effekten i 2021?", years=(2021,))
    assert resolve(question, NOTHING, knowledge).intent == "ask_effect_previous_year"


@pytest.mark.parametrize(
    ("year", "intent"), [(2021, "ask_timeline"), (2024, "ask_timeline"), (1999, "ask_other_years")]
)
def test_the_timeline_has_its_own_years(year: int, intent: str, knowledge: KnowledgeBase) -> None:
    question = Question("ask_timeline", "hva skjedde?", years=(year,))
    assert resolve(question, NOTHING, knowledge).intent == intent


def test_intake_in_a_planned_year_is_the_new_call(knowledge: KnowledgeBase) -> None:
    question = Question("ask_intake", "opptak i 2024?", years=(2024,))
    assert resolve(question, NOTHING, knowledge).intent == "ask_new_programme"


# --- Slips of the model


@pytest.mark.parametrize(
    ("question", "intent"),
    [
        (Question("ask_level_of_cluster", "Hva er GCE?", levels=("gce",)), "explain_level"),
        (Question("about_cluster", "Hva er NCE?", levels=("nce",)), "ask_nce_status"),
        (
            Question("check_level_of_cluster", "Er Eyde med?", clusters=(EYDE,)),
            "check_cluster_in_programme",
        ),
        (Question("compare_levels", "", clusters=(EYDE, NODE)), "compare_clusters"),
        (Question("compare_clusters", "", levels=("nce", "gce")), "compare_levels"),
        (Question("explain_level", "", clusters=(EYDE,)), "about_cluster"),
        (Question("explain_level", "Hva betyr nivåene?"), "list_levels"),
        (Question("list_all_clusters", "", levels=("gce",)), "list_clusters_at_level"),
        (Question("count_clusters", "", name_filter="starts:n"), "filter_clusters"),
        (
            Question(
                "check_level_of_cluster",
                "Any GCE with GCE in its name?",
                levels=("gce",),
                name_filter="contains:gce",
            ),
            "filter_clusters",
        ),
        (Question("ask_effect", "", clusters=(EYDE,)), "ask_effect_details"),
        (Question("ask_effect_details", "", metrics=("productivity",)), "ask_effect"),
        (Question("ask_nce_status", "", levels=("gce",)), "explain_level"),
    ],
)
def test_names_in_a_message_put_its_intent_right(
    question: Question, intent: str, knowledge: KnowledgeBase
) -> None:
    assert resolve(question, NOTHING, knowledge).intent == intent


def test_a_question_survives_its_slot() -> None:
    question = Question(
        intent="x",
        text="y",
        clusters=(IKUBEN,),
        levels=("nce",),
        metrics=("employment",),
        years=(2022,),
        ordinals=(1,),
        neighbour=1,
        level_step=-1,
        name_filter="ends:a",
        among=(IKUBEN,),
        unknown_names=("Z",),
    )
    assert Question.from_slot(question.to_slot()) == question
    assert Question.from_slot(None) is None


def test_every_field_can_be_hashed_when_it_comes_back() -> None:
    """JSON has lists only; questions are members of sets (`actions.base.after`)."""
    kept = Question("ask_level_of_cluster").to_slot()
    listed = {name: ["x"] if isinstance(value, list) else value for name, value in kept.items()}
    question = Question.from_slot(listed)
    assert question is not None
    assert hash(question) == hash(Question.from_slot(question.to_slot()))


def test_the_words_of_a_message_are_not_kept_twice() -> None:
    kept = Question("ask_level", "of Eyde", said="Hi! of Eyde").to_slot()
    assert (kept["text"], kept.get("said")) == ("of Eyde", None)


@pytest.mark.parametrize(
    ("text", "intent", "metric"),
    [
        ("what is 15.8?", "ask_effect_unit", "value_creation"),
        ("18,6 hva da?", "ask_effect_unit", "sales_revenue"),
        ("which of the figures was 18.6 again", "ask_effect_comparison", "sales_revenue"),
        ("Dette med 15,8 – kva er det det måler?", "ask_effect_details", "value_creation"),
    ],
)
def test_a_figure_tells_what_it_is_of(
    text: str, intent: str, metric: str, knowledge: KnowledgeBase
) -> None:
    meant = resolve(Question(intent, text), Context(), knowledge)
    assert (meant.intent, meant.metrics) == ("ask_effect", (metric,))


def test_a_figure_and_what_it_is_said_to_be_of(knowledge: KnowledgeBase) -> None:
    text = "15,8 gjelder verdiskaping og ikke omsetning?"
    metrics = ("value_creation", "sales_revenue")
    meant = resolve(Question("ask_effect_unit", text, metrics=metrics), Context(), knowledge)
    assert (meant.intent, meant.metrics) == ("ask_effect", ("value_creation",))


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("Is 15.8 the growth itself, or the gap to somebody?", "ask_effect_unit"),
        ("is 15.8 per cent or percentage points?", "ask_effect_unit"),
        ("what is 99.9?", "ask_effect_unit"),
        ("which statisticians are behind the 18.6?", "ask_effect_calculated_by"),
    ],
)
def test_a_figure_in_another_question(text: str, intent: str, knowledge: KnowledgeBase) -> None:
    assert resolve(Question(intent, text), Context(), knowledge).intent == intent
