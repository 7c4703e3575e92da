"""Where the facts come from, and what the source doesn't say."""

from __future__ import annotations

from actions.answer import Answer, say
from actions.base import KnowledgeAction
from actions.question import Context, Question
from bot.knowledge import KnowledgeBase

_PREFIX = "ask_"


class ActionSource(KnowledgeAction):
    """Title, publisher, year and address of the source."""

    intents = frozenset({"ask_source"})

    def name(self) -> str:
        """The name used in rules."""
        return "action_source"

    def answer(
        self, question: Question, context: Context, language: str, facts: KnowledgeBase
    ) -> Answer:
        """The source; the conversation stays with its topic."""
        source = facts.source
        utterance = say(
            "utter_source",
            title=source.title.get(language),
            publisher=source.publisher,
            year=source.year,
            url=source.url,
        )
        return Answer((utterance,), context.last or question)


class ActionLimit(KnowledgeAction):
    """What the source doesn't cover: intent `ask_members` is topic `members` of `limits.yml`."""

    intents = frozenset(
        f"{_PREFIX}{topic}"
        for topic in [
            "members",
            "leaders",
            "money",
            "contact",
            "other_years",
            "application",
            "location",
            "theme",
            "history",
            "effect_details",
            "why",
        ]
    )

    def name(self) -> str:
        """The name used in rules."""
        return "action_limit"

    def answer(
        self, question: Question, context: Context, language: str, facts: KnowledgeBase
    ) -> Answer:
        """What is missing, and what can be told instead."""
        limit = facts.limits.get(question.intent[len(_PREFIX) :])
        if limit is None:
            return Answer((say("utter_out_of_scope"),), question)
        utterance = say(
            "utter_not_in_source",
            topic=limit.name.get(language),
            instead=limit.instead.get(language),
        )
        clusters = question.clusters or context.clusters
        return Answer((utterance,), question.asking(question.intent, clusters=clusters))
