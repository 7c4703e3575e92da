"""Questions of hardly more than a question word."""

from __future__ import annotations

from typing import Any

import pytest

from actions.question import Question
from actions.resolving import resolve
from bot.knowledge import KnowledgeBase
from tests.unit.contexts import after, after_all


def meant(text: str, intent: str, last: str, knowledge: KnowledgeBase, **names: Any) -> Question:
    """What `text`, understood as `intent`, means right after an answered question `last`."""
    return resolve(Question(intent, text), after(last, **names), knowledge)


@pytest.mark.parametrize("text", ["Hvorfor ikke?", "why not", "Kvifor det?", "ok, how come?"])
@pytest.mark.parametrize(
    ("last", "reason"),
    [
        ("ask_intake", "ask_intake"),
        ("ask_timeline", "ask_intake"),
        ("ask_new_programme", "ask_redesign"),
        ("ask_members", "ask_source"),
        ("list_all_clusters", "ask_why"),
    ],
)
def test_why(text: str, last: str, reason: str, knowledge: KnowledgeBase) -> None:
    assert meant(text, "ask_purpose", last, knowledge).intent == reason


def test_why_a_cluster_is_where_it_is_is_what_its_level_means(knowledge: KnowledgeBase) -> None:
    question = meant("why?", "ask_why", "ask_level_of_cluster", knowledge, clusters=("GCE NODE",))
    assert (question.intent, question.levels) == ("explain_level", ("gce",))


@pytest.mark.parametrize("text", ["Hvem?", "which ones?", "Hvem da?", "names?", "they are?"])
@pytest.mark.parametrize("last", ["count_clusters", "explain_level"])
def test_which_ones_of_a_level(text: str, last: str, knowledge: KnowledgeBase) -> None:
    question = meant(text, "ask_owner", last, knowledge, levels=("gce",))
    assert (question.intent, question.levels) == ("list_clusters_at_level", ("gce",))


def test_which_ones_of_all(knowledge: KnowledgeBase) -> None:
    assert meant("Hvilke?", "ask_owner", "count_clusters", knowledge).intent == "list_all_clusters"


@pytest.mark.parametrize("text", ["Hvilket?", "Og trinnet?", "which level?", "nivå?"])
def test_which_level(text: str, knowledge: KnowledgeBase) -> None:
    question = meant(text, "ask_purpose", "about_cluster", knowledge, clusters=("NCE Eyde",))
    assert (question.intent, question.clusters) == ("ask_level_of_cluster", ("NCE Eyde",))


def test_a_question_of_its_own_stays_as_it_is(knowledge: KnowledgeBase) -> None:
    text = "Hvorfor finnes programmet?"
    assert meant(text, "ask_purpose", "ask_intake", knowledge).intent == "ask_purpose"


@pytest.mark.parametrize(
    ("intent", "text"),
    [
        ("correction", "No no no. NAMES. I asked for names"),
        ("follow_up", "Nemn dei for meg, er du snill"),
        ("follow_up", "kan du nevne dem, eller gi meg navnene?"),
    ],
)
def test_names_asked_for_after_a_number(intent: str, text: str, knowledge: KnowledgeBase) -> None:
    last = Question("count_clusters", "how many are mature?", levels=("mature",))
    meant = resolve(Question(intent, text), after_all(last), knowledge)
    assert (meant.intent, meant.levels) == ("list_clusters_at_level", ("mature",))
