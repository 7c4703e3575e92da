"""Whether the figures are reliable: with the figures, where they have not been given yet."""

from __future__ import annotations

from actions.effects import ActionEffectMethod
from actions.question import Context, Question
from bot.knowledge import KnowledgeBase
from tests.unit.contexts import after


def responses(context: Context, knowledge: KnowledgeBase) -> list[str]:
    asked = Question("ask_effect_significance", "is there hard evidence?")
    answer = ActionEffectMethod().answer(asked, context, "en", knowledge)
    return [one.response for one in answer.utterances]


def test_figures_come_first_where_none_were_given(knowledge: KnowledgeBase) -> None:
    assert responses(Context(), knowledge) == ["utter_effect", "utter_effect_significance"]
    about_levels = after("list_levels")
    assert responses(about_levels, knowledge) == ["utter_effect", "utter_effect_significance"]


def test_they_are_not_given_twice(knowledge: KnowledgeBase) -> None:
    assert responses(after("ask_effect"), knowledge) == ["utter_effect_significance"]
    assert responses(after("ask_effect_unit"), knowledge) == ["utter_effect_significance"]
