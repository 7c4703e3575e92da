"""The levels: what they are, which there are, how they differ, what became of a brand."""

from __future__ import annotations

from actions.answer import Answer, Utterance, ask, fact
from actions.base import KnowledgeAction
from actions.clusters import level_buttons
from actions.pictures import level_diagram
from actions.question import Context, Question
from actions.wording import bullets, join
from bot.knowledge import KnowledgeBase
from bot.knowledge.models import Level


class ActionExplainLevels(KnowledgeAction):
    """What one level or several are, and which there are."""

    source = "levels"
    intents = frozenset({"explain_level", "list_levels", "ask_nce_status"})

    def name(self) -> str:
        """The name used in rules."""
        return "action_explain_levels"

    def answer(
        self, question: Question, context: Context, language: str, facts: KnowledgeBase
    ) -> Answer:
        """An explanation a level, or the overview."""
        levels = [level for id_ in question.levels if (level := facts.level(id_))]
        if question.intent == "ask_nce_status":
            brand = next((level for level in levels if level.status), None)
            brand = brand or next((level for level in facts.brands() if level.status), None)
            if brand is not None:
                return Answer((_status(brand, language, facts),), question)
        if question.intent == "list_levels" or not levels:
            overview = _overview(language, facts).showing(level_diagram(language, facts))
            return Answer((overview,), question)
        utterances = [_explain(level, language, facts) for level in levels]
        if len(levels) == 1:  # of several, each would have the same one
            utterances[0] = utterances[0].showing(level_diagram(language, facts, levels[0]))
        return Answer(tuple(utterances), question)


class ActionCompareLevels(KnowledgeAction):
    """How levels differ."""

    source = "levels"
    intents = frozenset({"compare_levels"})

    def name(self) -> str:
        """The name used in rules."""
        return "action_compare_levels"

    def answer(
        self, question: Question, context: Context, language: str, facts: KnowledgeBase
    ) -> Answer:
        """The levels side by side; asks for the other one when only one is named."""
        levels = [level for id_ in question.levels if (level := facts.level(id_))]
        if len(levels) == 1:
            named = levels[0].name.get(language)
            buttons = level_buttons("follow_up", language, facts)
            buttons = [button for button in buttons if button[0] != named]
            return Answer((ask("utter_ask_other_level", buttons, level=named),), question)
        lines = [
            f"**{level.name.get(language)}**: {level.description.get(language)}" for level in levels
        ]
        return Answer((fact("utter_compare_levels", lines=bullets(lines)),), question)


def _explain(level: Level, language: str, facts: KnowledgeBase) -> Utterance:
    return fact(
        f"utter_explain_{level.kind.value}",
        level=level.long_name.get(language),
        description=level.description.get(language),
        status=level.status.get(language) if level.status else "",
        count=len(facts.clusters_at(level.id)),
        year=facts.year,
    )


def _status(level: Level, language: str, facts: KnowledgeBase) -> Utterance:
    assert level.status is not None
    return fact(
        "utter_brand_status",
        level=level.name.get(language),
        status=level.status.get(language),
        count=len(facts.clusters_at(level.id)),
        levels=join([one.name.get(language) for one in facts.programme_levels()], language),
        year=facts.year,
    )


def _overview(language: str, facts: KnowledgeBase) -> Utterance:
    def lines(levels: list[Level]) -> str:
        return bullets(
            f"**{one.name.get(language)}**: {one.description.get(language)}" for one in levels
        )

    others = facts.other_groups()
    return fact(
        "utter_levels" if others else "utter_levels_only",
        count=len(facts.programme_levels()),
        levels=lines(facts.programme_levels()),
        others=lines(others),
        year=facts.year,
    )
