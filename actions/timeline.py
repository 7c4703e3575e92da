"""What happened to the programme, year by year, and what was planned."""

from __future__ import annotations

from actions.answer import Answer, fact
from actions.base import KnowledgeAction
from actions.question import Context, Question
from actions.wording import bullets, join
from bot.knowledge import KnowledgeBase


class ActionTimeline(KnowledgeAction):
    """The cut, the year without intake, the redesign, the new programme."""

    source = "timeline"
    intents = frozenset({"ask_timeline", "ask_intake", "ask_redesign", "ask_new_programme"})

    def name(self) -> str:
        """The name used in rules."""
        return "action_timeline"

    def answer(
        self, question: Question, context: Context, language: str, facts: KnowledgeBase
    ) -> Answer:
        """One event with its reason, or the whole timeline as a list."""
        redesign = facts.redesign
        if question.intent == "ask_redesign" and redesign is not None:
            consulted = [group.get(language) for group in redesign.consulted]
            utterance = fact(
                "utter_redesign",
                consulted=join(consulted, language),
                focus=redesign.focus.get(language),
            )
        elif question.intent in ("ask_timeline", "ask_redesign"):
            of_years = [event for event in facts.events if event.year in question.years]
            lines = [
                f"**{event.year}**: {event.text.get(language)}"
                for event in of_years or facts.events  # a year in which nothing is known to be
            ]
            utterance = fact("utter_timeline", lines=bullets(lines))
        else:
            utterance = fact(f"utter_{question.intent[len('ask_') :]}")
        return Answer((utterance,), question)
