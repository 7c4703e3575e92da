"""The programme: what it is, who is behind it, its purposes and goal, the support it gives."""

from __future__ import annotations

from actions.answer import Answer, Utterance, fact
from actions.base import KnowledgeAction
from actions.question import Context, Question
from actions.wording import bullets, join
from bot.knowledge import KnowledgeBase


class ActionProgramme(KnowledgeAction):
    """Facts about the programme itself."""

    source = "programme"
    intents = frozenset({"ask_programme", "ask_owner", "ask_purpose", "ask_goal", "ask_support"})

    def name(self) -> str:
        """The name used in rules."""
        return "action_programme"

    def answer(
        self, question: Question, context: Context, language: str, facts: KnowledgeBase
    ) -> Answer:
        """The fact asked for, in one message."""
        return Answer((_UTTERANCES[question.intent](language, facts),), question)


def _programme(language: str, facts: KnowledgeBase) -> Utterance:
    programme = facts.programme
    return fact(
        "utter_programme",
        name=programme.name.get(language),
        summary=programme.summary.get(language),
        rationale=programme.rationale.get(language),
        levels=join([level.name.get(language) for level in facts.programme_levels()], language),
        total=len(facts.clusters),
        year=facts.year,
    )


def _owner(language: str, facts: KnowledgeBase) -> Utterance:
    note = facts.programme.owner_note.get(language)
    return fact("utter_owner", owner=facts.programme.owner, note=note)


def _purpose(language: str, facts: KnowledgeBase) -> Utterance:
    return fact(
        "utter_purpose",
        purposes=bullets(purpose.get(language) for purpose in facts.programme.purposes),
        rationale=facts.programme.rationale.get(language),
    )


def _goal(language: str, facts: KnowledgeBase) -> Utterance:
    return fact("utter_goal", goal=facts.programme.goal.get(language))


def _support(language: str, facts: KnowledgeBase) -> Utterance:
    support = [form.get(language) for form in facts.programme.support]
    return fact("utter_support", support=join(support, language))


_UTTERANCES = {
    "ask_programme": _programme,
    "ask_owner": _owner,
    "ask_purpose": _purpose,
    "ask_goal": _goal,
    "ask_support": _support,
}
