"""Ordinary questions after which a conversation goes on, and on which no rule may fire."""

from __future__ import annotations

from typing import Tuple

import pytest

from actions.aspects import aspects
from actions.question import Context, Question
from actions.resolving import resolve
from bot.knowledge import KnowledgeBase
from tests.unit.contexts import after, after_all

NODE, EDGE, EYDE = "GCE NODE", "Nordic Edge", "NCE Eyde"
NOTHING = Context()
HAMAR = after_all(Question("clusters_by_place", places=("hamar",)), Question("ask_programme"))
TWO_LISTED = after("clusters_by_place", listed=("NCE Media", "GCE Ocean Technology"))
EDGE_TALKED_OF = after_all(
    Question("ask_theme", clusters=(NODE,)),
    Question("ask_theme", "what does it do?", clusters=(EDGE,)),
)
COUNTED = after_all(
    Question("count_clusters", levels=("arena",)),
    Question("count_clusters", levels=("arena_pro",)),
    Question("count_clusters", "and the nodes?", levels=("nodes",)),
)


def asked(intent: str, text: str, **names: Tuple[str, ...]) -> Question:
    return Question(intent, text, **names)  # type: ignore[arg-type]


STAYS = [
    (NOTHING, Question("ask_other_years", "do you have data from 2023?", years=(2023,))),
    (NOTHING, Question("ask_other_years", "Hvem er med i 2023?", years=(2023,))),
    (EDGE_TALKED_OF, asked("ask_effect_significance", "Hvilket tall er mest usikkert?")),
    (EDGE_TALKED_OF, asked("ask_effect_unit", "are these numbers at least in per cent?")),
    (TWO_LISTED, asked("ask_leaders", "Hvem leder Arena?", levels=("arena",))),
    (TWO_LISTED, asked("ask_owner", "Who runs Arena?", levels=("arena",))),
    (NOTHING, asked("ask_contact", "Har dere kontor i Oslo?", places=("oslo",))),
    (
        NOTHING,
        asked("ask_timeline", "When did NODE become a GCE?", clusters=(NODE,), levels=("gce",)),
    ),
    (
        NOTHING,
        asked("compare_clusters", "NODE, Eyde: same place on the ladder?", clusters=(NODE, EYDE)),
    ),
    (EDGE_TALKED_OF, asked("ask_history", "hvem er lengst med?")),
    (EDGE_TALKED_OF, asked("ask_members", "Which is top in members?")),
    (HAMAR, asked("ask_application", "Hvordan kan en klynge hos oss søke?")),
    (HAMAR, asked("list_all_clusters", "Show all of the clusters right here in the chat")),
    (TWO_LISTED, asked("ask_intake", "Has any cluster left the programme?")),
    (COUNTED, asked("ask_map", "add them to the map")),
    (COUNTED, asked("ask_timeline", "når legges de ned?")),
]


@pytest.mark.parametrize(("context", "question"), STAYS, ids=[one.text for _, one in STAYS])
def test_a_question_stays_what_it_is(
    context: Context, question: Question, knowledge: KnowledgeBase
) -> None:
    found = resolve(question, context, knowledge)
    assert (found.intent, found.clusters) == (question.intent, question.clusters)


def test_more_at_a_level_are_not_compared(knowledge: KnowledgeBase) -> None:
    last = Question("list_clusters_at_level", levels=("gce",))
    about = [Question("about_cluster", clusters=(cluster,)) for cluster in (NODE, EDGE)]
    context = after_all(*about, last)
    found = resolve(asked("follow_up", "are there more on the same level?"), context, knowledge)
    assert found.intent == "list_clusters_at_level"


@pytest.mark.parametrize(
    ("intent", "text"),
    [
        ("ask_level_of_cluster", "Which of the two levels is it at?"),
        ("about_cluster", "What are the two main things they do?"),
    ],
)
def test_two_levels_or_things_are_no_two_clusters(
    intent: str, text: str, knowledge: KnowledgeBase
) -> None:
    found = resolve(asked(intent, text), EDGE_TALKED_OF, knowledge)
    assert (found.intent, found.clusters) == (intent, (EDGE,))


def test_what_a_boss_needs_is_searched_for(knowledge: KnowledgeBase) -> None:
    text = "My boss said they need somebody in Tromsø. Which cluster is there?"
    question = asked("clusters_by_place", text, places=("tromso",))
    assert resolve(question, EDGE_TALKED_OF, knowledge).intent == "clusters_by_place"


def test_leading_clusters_have_a_theme(knowledge: KnowledgeBase) -> None:
    question = asked("ask_leaders", "Who is leading in seafood?", sectors=("seafood",))
    assert resolve(question, NOTHING, knowledge).intent == "clusters_by_theme"


def test_the_county_with_the_most_is_one_of_all(knowledge: KnowledgeBase) -> None:
    text = "Is Rogaland the county with the most clusters?"
    question = asked("clusters_by_county", text, places=("rogaland",))
    assert resolve(question, NOTHING, knowledge).intent == "clusters_by_county"


def test_an_area_of_work_is_no_place_near_by(knowledge: KnowledgeBase) -> None:
    text = "Finnes det klynger i området helse i Oslo?"
    question = asked("clusters_by_theme", text, sectors=("health",), places=("oslo",))
    assert not resolve(question, NOTHING, knowledge).near


@pytest.mark.parametrize(
    ("intent", "text"),
    [
        ("ask_location", "Where is Nordic Edge and what is the link to Stavanger?"),
        ("ask_level_of_cluster", "What status and place does it have in the programme?"),
        ("ask_level_of_cluster", "Kor langt er ho kome, og på kva nivå?"),
        ("ask_website", "What's the website, and where do I find it?"),
    ],
)
def test_nothing_else_is_told(intent: str, text: str) -> None:
    assert aspects(asked(intent, text, clusters=(EDGE,))) == []
