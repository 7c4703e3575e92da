"""The effect of the programme in numbers, and how the numbers are made."""

from __future__ import annotations

from typing import List, Tuple

from actions.answer import Answer, Utterance, fact
from actions.base import KnowledgeAction
from actions.pictures import effect_chart
from actions.question import Context, Question
from actions.wording import bullets, capitalised, figure, join
from bot.knowledge import KnowledgeBase
from bot.knowledge.models import Metric


class ActionEffect(KnowledgeAction):
    """The figures themselves: all, or those asked for."""

    source = "effects"
    intents = frozenset({"ask_effect"})

    def name(self) -> str:
        """The name used in rules."""
        return "action_effect"

    def answer(
        self, question: Question, context: Context, language: str, facts: KnowledgeBase
    ) -> Answer:
        """Figures with unit, comparison and period; metrics without a figure are named so."""
        asked = [metric for id_ in question.metrics if (metric := facts.metric(id_))]
        with_figure = [metric for metric in asked if metric.value is not None]
        without = [metric for metric in asked if metric.value is None]
        utterances: List[Utterance] = []
        if not asked:
            utterances.append(_overview(language, facts))
        elif with_figure:
            response = "utter_effect_metric" if len(with_figure) == 1 else "utter_effect_metrics"
            figures = _figures(response, with_figure, language, facts)
            utterances.append(figures.showing(effect_chart(with_figure, language, facts)))
        if without:
            utterances.append(_no_figure(without, language, facts))
        return Answer(tuple(utterances), question)


class ActionEffectMethod(KnowledgeAction):
    """How the figures are made: against whom, when, by whom, how sure."""

    source = "effects"
    intents = frozenset(
        {
            "ask_effect_comparison",
            "ask_effect_period",
            "ask_effect_calculated_by",
            "ask_effect_significance",
            "ask_effect_previous_year",
            "ask_effect_unit",
        }
    )

    def name(self) -> str:
        """The name used in rules."""
        return "action_effect_method"

    def answer(
        self, question: Question, context: Context, language: str, facts: KnowledgeBase
    ) -> Answer:
        """One property of the figures."""
        method = facts.method
        aspect = question.intent[len("ask_effect_") :]
        if aspect == "significance" and not method.significant:
            aspect = "no_significance"
        utterance = fact(
            f"utter_effect_{aspect}",
            calculated_by=method.calculated_by,
            frequency=method.frequency.get(language),
            comparison=method.comparison_group.get(language),
            period=method.period.get(language),
            averaging=method.averaging.get(language),
            previous_year=method.previous_year.get(language),
            metrics=join([metric.name.get(language) for metric in facts.metrics], language),
            year=facts.year,
        )
        told: Tuple[Utterance, ...] = (utterance,)
        of_effect = context.last_intent.startswith("ask_effect")
        if question.intent == "ask_effect_significance" and not of_effect:
            told = (_overview(language, facts), utterance)  # "is there hard evidence?"
        kept = context.previous if context.last_intent == "ask_effect" else question
        return Answer(told, question.having(metrics=kept.metrics))


def _overview(language: str, facts: KnowledgeBase) -> Utterance:
    """All figures there are, and what is measured without one."""
    given = facts.metrics_with_figures()
    if not given:
        return fact("utter_effect_no_figures")
    response = "utter_effect" if facts.metrics_without_figures() else "utter_effect_complete"
    figures = _figures(response, given, language, facts)
    return figures.showing(effect_chart([], language, facts))


def _figures(
    response: str, metrics: List[Metric], language: str, facts: KnowledgeBase
) -> Utterance:
    values = [figure(metric, language) for metric in metrics]
    missing = [metric.name.get(language) for metric in facts.metrics_without_figures()]
    return fact(
        response,
        metric=capitalised(metrics[0].name.get(language)),
        figure=values[0],
        lines=bullets(
            f"{metric.name.get(language)}: **{value}**" for metric, value in zip(metrics, values)
        ),
        missing=capitalised(join(missing, language)),
        comparison=facts.method.comparison_group.get(language),
        period=facts.method.period.get(language),
        averaging=facts.method.averaging.get(language),
    )


def _no_figure(metrics: List[Metric], language: str, facts: KnowledgeBase) -> Utterance:
    given = [metric.name.get(language) for metric in facts.metrics_with_figures()]
    if not given:
        return fact("utter_effect_no_figures")
    return fact(
        "utter_effect_no_figure",
        metric=join([metric.name.get(language) for metric in metrics], language),
        given=join(given, language),
    )
