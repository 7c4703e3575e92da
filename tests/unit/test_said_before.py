"""What a message leaves to what was said before: one of two, those three, besides those."""

from __future__ import annotations

from typing import Dict, Tuple

import pytest

from actions.answer import Answer
from actions.base import after as left_by
from actions.question import Context, Question
from actions.resolving import resolve
from bot.knowledge import KnowledgeBase
from tests.unit.contexts import after, after_all, then

WAVE, PACKAGING, SMART = "Circular Wave", "Circular Packaging", "Norwegian Smart Care Cluster"
ACT, EYDE, COD = "Arctic Cluster Team", "NCE Eyde", "Cod Cluster"
NODE, BLUE, OCEAN = "GCE NODE", "GCE Blue Maritime", "GCE Ocean Technology"


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("Name the ones in the more developed group", "arena_pro"),
        ("hvem er på det høyeste av dem", "arena_pro"),
        ("and those of the lower one?", "arena"),
        ("kven er på det lågare trinnet", "arena"),
    ],
)
def test_the_upper_or_lower_of_two_levels(text: str, level: str, knowledge: KnowledgeBase) -> None:
    context = after("count_clusters", levels=("arena", "arena_pro"))
    meant = resolve(Question("list_clusters_at_level", text), context, knowledge)
    assert (meant.intent, meant.levels) == ("list_clusters_at_level", (level,))


def test_with_another_word_looks_for_it_in_the_names(knowledge: KnowledgeBase) -> None:
    context = after("filter_clusters", name_filter="contains:blue")
    question = Question("follow_up", "and with ocean", sectors=("ocean",))
    meant = resolve(question, context, knowledge)
    assert (meant.intent, meant.name_filter) == ("filter_clusters", "contains:ocean")


def test_a_theme_after_names_of_a_level_is_a_theme(knowledge: KnowledgeBase) -> None:
    context = after("list_clusters_at_level", levels=("arena",))
    meant = resolve(Question("follow_up", "and ocean?", sectors=("ocean",)), context, knowledge)
    assert meant.intent == "clusters_by_theme"


@pytest.mark.parametrize(
    ("text", "names", "intent"),
    [
        ("og GCE kontra NCE?", {"levels": ("gce", "nce")}, "compare_levels"),
        ("Eyde versus ACT?", {"clusters": (EYDE, ACT)}, "compare_clusters"),
        ("og GCE og NCE?", {"levels": ("gce", "nce")}, "count_clusters"),
    ],
)
def test_one_against_the_other_compares_them(
    text: str, names: Dict[str, Tuple[str, ...]], intent: str, knowledge: KnowledgeBase
) -> None:
    context = after("count_clusters", levels=("arena",))
    question = Question("follow_up", text, **names)  # type: ignore[arg-type]
    assert resolve(question, context, knowledge).intent == intent


@pytest.mark.parametrize("text", ["How do those three rank?", "hvem av de tre er høyest oppe"])
def test_those_three_are_the_three_listed(text: str, knowledge: KnowledgeBase) -> None:
    context = after("filter_clusters", listed=[NODE, BLUE, OCEAN])
    meant = resolve(Question("compare_clusters", text), context, knowledge)
    assert meant.clusters == (NODE, BLUE, OCEAN)


def test_those_three_are_no_two(knowledge: KnowledgeBase) -> None:
    context = after("filter_clusters", listed=[NODE, BLUE])
    meant = resolve(Question("compare_clusters", "those three?"), context, knowledge)
    assert meant.clusters != (NODE, BLUE, OCEAN)


def test_those_two_are_the_one_asked_about_and_the_one_found(knowledge: KnowledgeBase) -> None:
    context = after("similar_clusters", clusters=(ACT,))  # only Eyde is much like it
    question = Question("compare_clusters", "are the two on the same level")
    assert resolve(question, context, knowledge).clusters == (ACT, EYDE)


@pytest.mark.parametrize(
    ("text", "among"),
    [
        ("any more fish farming ones besides those?", ()),
        ("noen andre oppdrettsklynger enn disse?", ()),
        ("which of those do fish farming?", (COD, EYDE)),
    ],
)
def test_besides_those_is_of_all(
    text: str, among: Tuple[str, ...], knowledge: KnowledgeBase
) -> None:
    context = after("ask_map", listed=[COD, EYDE])
    question = Question("clusters_by_theme", text, sectors=("aquaculture",))
    assert resolve(question, context, knowledge).among == among


@pytest.mark.parametrize(
    ("intent", "text", "found"),
    [
        ("ask_theme", "the arctic one, what's its field?", (ACT,)),
        ("ask_website", "og nettsida til den med cod i?", (COD,)),
        ("ask_theme", "what do they all do?", ()),
    ],
)
def test_one_of_the_list_by_a_word_of_its_name(
    intent: str, text: str, found: Tuple[str, ...], knowledge: KnowledgeBase
) -> None:
    context = after("clusters_by_place", listed=[ACT, COD, EYDE])
    meant = resolve(Question(intent, text), context, knowledge)
    assert meant.clusters == (found or (ACT, COD, EYDE))


def test_the_packaging_one_is_compared_with_the_one_talked_about(
    knowledge: KnowledgeBase,
) -> None:
    context = then(
        after("filter_clusters", [WAVE, PACKAGING], name_filter="contains:circular"),
        Question("ask_theme", clusters=(WAVE,)),
    )
    text = "and the packaging one, is that at the same level?"
    meant = resolve(Question("compare_clusters", text, sectors=("packaging",)), context, knowledge)
    assert (meant.intent, meant.clusters) == ("compare_clusters", (WAVE, PACKAGING))


def test_is_it_this_or_that_asks_for_its_level(knowledge: KnowledgeBase) -> None:
    context = after("ask_location", clusters=(WAVE,))
    question = Question(
        "ask_level_of_cluster", "It is Arena or Arena Pro?", levels=("arena", "arena_pro")
    )
    meant = resolve(question, context, knowledge)
    assert (meant.intent, meant.clusters, meant.levels) == ("ask_level_of_cluster", (WAVE,), ())


@pytest.mark.parametrize(
    ("intent", "text", "compared"),
    [
        ("check_level_of_cluster", "Er den modnere enn Norwegian Smart Care Cluster?", True),
        ("follow_up", "is it further along than Norwegian Smart Care Cluster?", False),
        ("about_cluster", "higher than Norwegian Smart Care Cluster?", True),
        ("ask_members", "har den flere medlemmer enn Norwegian Smart Care Cluster?", False),
    ],
)
def test_more_than_another_compares_levels_only(
    intent: str, text: str, compared: bool, knowledge: KnowledgeBase
) -> None:
    context = after("ask_location", clusters=(WAVE,))
    meant = resolve(Question(intent, text, clusters=(SMART,)), context, knowledge)
    assert (meant.intent == "compare_clusters") is compared
    assert not compared or meant.clusters == (WAVE, SMART)


def test_the_one_in_the_middle_of_a_list_that_is_walked(knowledge: KnowledgeBase) -> None:
    context = after_all(
        Question("list_clusters_at_level", levels=("gce",)),
        Question("ask_location", clusters=(NODE,)),
    )
    question = Question("ask_theme", "den i midten?", levels=("arena_pro",), ordinals=(0,))
    assert resolve(question, context, knowledge).clusters == (BLUE,)


def test_which_of_these_by_name_are_of_the_level_counted(knowledge: KnowledgeBase) -> None:
    context = after("count_clusters", levels=("arena_pro",))
    text = "Og hvilke av disse har ordet Norwegian i navnet?"
    question = Question("filter_clusters", text, name_filter="contains:norwegian")
    assert resolve(question, context, knowledge).levels == ("arena_pro",)


def test_a_long_name_is_asked_about_and_not_looked_for_in_names(knowledge: KnowledgeBase) -> None:
    question = Question(
        "filter_clusters", "hvilket nvå har norwegian smart care", clusters=(SMART,)
    )
    assert resolve(question, Context(), knowledge).intent == "about_cluster"


def test_the_list_is_of_the_level_talked_about(knowledge: KnowledgeBase) -> None:
    context = after("explain_level", levels=("arena_pro",))
    meant = resolve(Question("list_all_clusters", "lista pls"), context, knowledge)
    assert (meant.intent, meant.levels) == ("list_clusters_at_level", ("arena_pro",))
    whole = resolve(Question("list_all_clusters", "alle sammen"), context, knowledge)
    assert whole.intent == "list_all_clusters"


def test_levels_without_a_cluster_are_all_levels(knowledge: KnowledgeBase) -> None:
    question = Question("ask_level_of_cluster", "what tiers have they got?")
    assert resolve(question, Context(), knowledge).intent == "list_levels"


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("hvor hører Circular Wave hjemme?", "ask_location"),
        ("hvor på stigen hører Circular Wave hjemme?", "ask_level_of_cluster"),
    ],
)
def test_where_it_belongs_is_a_place_unless_a_ladder_is_named(
    text: str, intent: str, knowledge: KnowledgeBase
) -> None:
    question = Question("ask_level_of_cluster", text, clusters=(WAVE,))
    assert resolve(question, Context(), knowledge).intent == intent


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("Does Vestland beat Rogaland, with more of them?", "clusters_by_county"),
        ("hvor mange er det i Vestland og Rogaland?", "count_clusters"),
    ],
)
def test_counties_compared_are_shown_by_county(
    text: str, intent: str, knowledge: KnowledgeBase
) -> None:
    question = Question("count_clusters", text, places=("vestland", "rogaland"))
    assert resolve(question, Context(), knowledge).intent == intent


@pytest.mark.parametrize(
    ("last", "text", "intent"),
    [
        ("check_level_of_cluster", "Ok, og hva skal det stå i stedet?", "ask_level_of_cluster"),
        ("ask_location", "Ok, og hva skal det stå i stedet?", "ask_new_programme"),
    ],
)
def test_instead_asks_for_what_is_right(
    last: str, text: str, intent: str, knowledge: KnowledgeBase
) -> None:
    context = after(last, clusters=(EYDE,), levels=("gce",))
    meant = resolve(Question("ask_new_programme", text), context, knowledge)
    assert meant.intent == intent
    assert intent != "ask_level_of_cluster" or meant.clusters == (EYDE,)


def test_what_a_brand_is_instead(knowledge: KnowledgeBase) -> None:
    context = after("ask_nce_status", levels=("nce",))
    meant = resolve(Question("ask_new_programme", "what is it instead"), context, knowledge)
    assert (meant.intent, meant.levels) == ("ask_nce_status", ("nce",))


@pytest.mark.parametrize(
    ("last", "text", "intent"),
    [
        # of three people who asked so after a level, two meant the place
        ("compare_clusters", "Takk! Og Circular Wave, hvor er de?", "ask_location"),
        ("compare_clusters", "And where does Circular Wave stand?", "ask_level_of_cluster"),
        ("compare_clusters", "Og hvor holder Circular Wave til?", "ask_location"),
        ("compare_clusters", "Hvor i landet er Circular Wave?", "ask_location"),
        ("compare_clusters", "Vent, hvor sto Circular Wave?", "ask_level_of_cluster"),
        ("ask_theme", "Takk! Og Circular Wave, hvor er de?", "ask_location"),
    ],
)
def test_where_one_is_while_levels_are_talked_about(
    last: str, text: str, intent: str, knowledge: KnowledgeBase
) -> None:
    context = after(last, clusters=(EYDE, ACT))
    question = Question("ask_location", text, clusters=(WAVE,))
    assert resolve(question, context, knowledge).intent == intent


@pytest.mark.parametrize(
    ("intent", "last", "text", "meant"),
    [
        ("ask_effect_details", "count_clusters", "is that broken down by level?", "count_clusters"),
        ("ask_effect_details", "ask_effect", "is it broken down by level?", "ask_effect_details"),
        (
            "clusters_by_county",
            "ask_effect_period",
            "Har de det fordelt på fylke?",
            "ask_effect_details",
        ),
        ("clusters_by_county", "ask_effect", "Og klyngene i hvert fylke?", "clusters_by_county"),
    ],
)
def test_finer_figures_are_of_what_was_talked_about(
    intent: str, last: str, text: str, meant: str, knowledge: KnowledgeBase
) -> None:
    assert resolve(Question(intent, text), after(last), knowledge).intent == meant


def test_which_belong_to_the_first_of_two_levels_explained(knowledge: KnowledgeBase) -> None:
    context = after_all(
        Question("list_clusters_at_level", levels=("gce",)),
        Question("compare_levels", levels=("arena", "gce")),
        Question("count_clusters", levels=("gce",)),
    )
    question = Question(
        "list_clusters_at_level", "Lovely. Which names belong to the first?", ordinals=(1,)
    )
    assert resolve(question, context, knowledge).levels == ("arena",)


@pytest.mark.parametrize(
    ("text", "levels"),
    [
        ("Hadde NCE-klyngene samme krav?", ("gce", "nce")),
        ("NCE, samme nivå?", ("nce",)),
        ("same for the NCE ones?", ("nce",)),
    ],
)
def test_the_same_of_another_level_compares_the_two(
    text: str, levels: Tuple[str, ...], knowledge: KnowledgeBase
) -> None:
    context = after("list_clusters_at_level", levels=("gce",))
    assert (
        resolve(Question("follow_up", text, levels=("nce",)), context, knowledge).levels == levels
    )


def test_compared_with_it_is_compared_with_the_one_talked_about(knowledge: KnowledgeBase) -> None:
    context = after("ask_theme", clusters=(EYDE,))
    question = Question("ask_theme", "og hva er Cod Cluster i forhold til den?", clusters=(COD,))
    meant = resolve(question, context, knowledge)
    assert (meant.intent, meant.clusters) == ("compare_clusters", (EYDE, COD))


def test_they_are_the_cluster_named_last_though_levels_were_talked_about(
    knowledge: KnowledgeBase,
) -> None:
    last = Question("explain_level", levels=("mature",))
    context = after_all(
        Question("ask_level_of_cluster", clusters=(NODE,)),
        Question("ask_level_of_cluster", clusters=(EYDE,)),
        last,
    )
    text = "Ordføreren i Arendal sier de fortsatt hører til NCE. Har han rett?"
    question = Question("check_level_of_cluster", text, levels=("nce",), places=("arendal",))
    meant = resolve(question, context, knowledge)
    assert (meant.intent, meant.clusters) == ("check_level_of_cluster", (EYDE,))


def test_their_level_after_a_question_that_was_declined(knowledge: KnowledgeBase) -> None:
    declined = Answer((), before=(Question("out_of_scope", clusters=(COD,)),))
    context = left_by(declined, Context())
    meant = resolve(Question("ask_level_of_cluster", "Nivået deres, da?"), context, knowledge)
    assert meant.clusters == (COD,)


def test_how_many_are_on_its_level_is_no_question_for_the_level(knowledge: KnowledgeBase) -> None:
    context = after("check_level_of_cluster", clusters=(WAVE,), levels=("arena_pro",))
    meant = resolve(Question("count_clusters", "how many are on its level"), context, knowledge)
    assert meant.intent == "count_clusters"
