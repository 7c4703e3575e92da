"""Questions about the effect figures."""

from __future__ import annotations

import re
from typing import Set, Tuple

from actions.question import Context, Question
from actions.resolving.rules import Found, Rule, first_of
from actions.resolving.words import (
    EFFECT_WORD,
    HOW_MUCH,
    IN_DETAIL,
    WHICH_FIGURES,
    WHY,
    YES_OR_NO,
    says_the_noun,
)
from bot.knowledge import KnowledgeBase

_NUMBER = r"\d+[.,]\d+"
_OF_WHAT = re.compile(
    rf"^\W*(?:\w+\W+){{0,4}}{_NUMBER}(?:\W+(?:of|hva|kva|ka|da|då|what|which)){{0,3}}\W*$|"
    r"\b(?:which|hvilke\w*|kva\s+for)\s+(?:(?:of|av)\s+\w+\s+)?(?:figures?|numbers?|ones?|tall\w*|tal\w*)?\s*"
    rf"(?:was|is|were|er|var)\b.*{_NUMBER}|"
    rf"{_NUMBER}.*\b(?:måler|målar|måle|measures?|stands?\s+for|står\s+for|refers?\s+to|viser\s+til)\b",
    re.IGNORECASE,
)


_LARGEST = re.compile(
    r"\b(?:størst\w*|høyest\w*|høgast\w*|sterkest\w*|sterkast\w*|mest|biggest|largest|highest|greatest|"
    r"strongest|most)\b",
    re.IGNORECASE,
)
_SMALLEST = re.compile(
    r"\b(?:minst\w*|lavest\w*|lågast\w*|svakest\w*|svakast\w*|smallest|lowest|weakest|least)\b",
    re.IGNORECASE,
)
_FIGURE = re.compile(
    r"\b(?:figures?|numbers?|tall(?:et|ene|a)?|tal(?:et|a)?|effekt\w*|effects?|utslag\w*|gains?|differences?|"
    r"forskjell\w*|skilnad\w*|impact|gevinst\w*)\b",
    re.IGNORECASE,
)
_OF_SOME = re.compile(
    r"\b(?:at\s+(?:least|most)|i\s+det\s+minste|mest\s+mulig|minst\s+mulig|"
    r"(?:most|mest|least|minst)\s+(?!effe|utsl|impact|gain|gev)\w+|fylke\w*|count(?:y|ies)|bransje\w*|industr\w*|"
    r"sectors?|bedrift\w*|compan\w+|firms?|members?|medlem\w*|levels?|nivå\w*|years?|år\w*|hvem|who)\b",
    re.IGNORECASE,
)
_OF_FIGURES = frozenset(
    {"count_clusters", "follow_up", "ask_effect_unit", "compare_clusters", "compare_levels"}
)


def extreme_figure(question: Question, context: Context, knowledge: KnowledgeBase) -> Question:
    """ "Which of the three numbers is the smallest?" of the effect: the metric that has it."""
    large = bool(_LARGEST.search(question.text))
    if large == bool(_SMALLEST.search(question.text)) or not _FIGURE.search(question.text):
        return question
    of_effect = context.last_intent.startswith("ask_effect")
    about_it = question.intent in ("ask_effect", "ask_effect_details") or (
        of_effect and question.intent in _OF_FIGURES
    )
    others = question.clusters or question.levels or question.topical or len(question.metrics) == 1
    of_some = _OF_SOME.search(question.text) or says_the_noun(question.text, knowledge)
    if not about_it or others or of_some:
        return question
    figures = [(one.value, one.id) for one in knowledge.metrics if one.value is not None]
    if not figures:
        return question
    _, metric = max(figures) if large else min(figures)
    return question.asking("ask_effect", metrics=(metric,))


_MAY_ASK_OF_WHAT = frozenset(
    {"ask_effect", "ask_effect_unit", "ask_effect_comparison", "ask_effect_details"}
)


def figure_of_what(question: Question, context: Context, knowledge: KnowledgeBase) -> Question:
    """ "15.8 of what?", "15.8 is value creation, not sales?": the metric that has this figure."""
    asked = question.metrics or _OF_WHAT.search(question.text)
    if question.intent not in _MAY_ASK_OF_WHAT or not asked:
        return question
    numbers = _numbers(question.text)
    if question.metrics and len(numbers) > 1:  # "was it 15.8 or 18.6 for value creation?"
        return question.asking("ask_effect")
    metrics = tuple(one.id for one in knowledge.metrics if one.value in numbers)
    return question.asking("ask_effect", metrics=metrics) if metrics else question


def effect(question: Question, context: Context, knowledge: KnowledgeBase) -> Question:
    """ "What is the effect?": of what; the figures are of the whole programme."""
    return first_of(_OF_WHICH_FIGURES, question, context, knowledge) or question


def _of_a_part(question: Question, context: Context, knowledge: KnowledgeBase) -> Found:
    """ "What is the effect for GCE NODE?": finer than the figures there are."""
    finer = question.clusters or question.levels or question.placed
    return question.asking("ask_effect_details") if finer else None


def _of_the_metric_before(question: Question, context: Context, knowledge: KnowledgeBase) -> Found:
    """ "Why is there no figure?", "is there any?": of the metric that was asked about before."""
    last = context.previous
    again = last.intent == question.intent and not question.metrics and last.metrics
    if again and (WHY.search(question.text) or _ANY_FIGURE.search(question.text)):
        return question.having(metrics=last.metrics)
    return None


_ANY_FIGURE = re.compile(
    r"\b(?:any|a|an|noe|noko|et|eit|nokre)\s+(?:\w+\s+)?(?:figure|number|tall|tal)\b(?!\s+(?:for|of|på|av|om)\b)",
    re.IGNORECASE,
)


def _what_a_metric_is(question: Question, context: Context, knowledge: KnowledgeBase) -> Found:
    """ "What counts as a full-time equivalent?": no source defines it."""
    defines = question.metrics and _DEFINES.search(question.text)
    return question.asking("ask_effect_details") if defines else None


_DEFINES = re.compile(
    r"\b(?:defin\w+|(?:counts?|regnes|reknast|teller|tel)\b.{0,20}\b(?:as|som)|"
    r"what\s+(?:do|does|is)\b.{0,25}\bmean\w*|(?:hva|kva)\s+(?:mener|menes|meiner|meinast))\b",
    re.IGNORECASE,
)
_OF_WHICH_FIGURES: Tuple[Rule, ...] = (
    _what_a_metric_is,
    _of_a_part,
    _of_the_metric_before,
)


def effect_details(question: Question, context: Context, knowledge: KnowledgeBase) -> Question:
    """What asks for the figures there are, and for nothing finer, is answered with them."""
    without = {metric.id for metric in knowledge.metrics_without_figures()}
    if question.levels or question.clusters or question.placed:
        return question
    counted = context.last_intent in _OF_NUMBERS
    of_effect = question.metrics or EFFECT_WORD.search(question.text)
    if counted and not of_effect and _BY_LEVEL.search(question.text):
        return question.asking("count_clusters")  # "does it break that down by level?"
    if _NOT_MEASURED.search(question.text) or (question.metrics and _DEFINES.search(question.text)):
        return question
    if not question.metrics and _HOW_MEASURED.search(question.text):
        return question.asking("ask_effect_comparison")
    asks = HOW_MUCH if question.metrics else WHICH_FIGURES
    higher = question.metrics and _HOW_HIGH.search(question.text)
    plain = (asks.search(question.text) or higher) and not IN_DETAIL.search(question.text)
    known = question.metrics and (
        YES_OR_NO.search(question.text) or set(question.metrics) <= without
    )
    return question.asking("ask_effect") if plain or known else question


_HOW_MEASURED = re.compile(
    r"\b(?:how|hvordan|korleis|åssen)\b.{0,25}\b(?:measur\w+|calculat\w+|work(?:ed)?\s+out|målt\w*|måler|regnet\s+ut|"
    r"rekna\s+ut|beregn\w+|kom(?:met)?\s+frem\s+til)\b",
    re.IGNORECASE,
)
_NOT_MEASURED = re.compile(  # "were the staff paid better as well?"
    r"\b(?:lønn\w*|løn(?:a|ni?ngar)?|wages?|salar\w+|paid|pay|profit\w*|overskudd\w*|overskot\w*|eksport\w*|exports?|"
    r"skatt\w*|tax\w*|patent\w*|konkurs\w*|bankrupt\w*|surviv\w*|overlev\w*)\b",
    re.IGNORECASE,
)
_HOW_HIGH = re.compile(
    r"\b(?:hvor|kor|how)\b.{0,20}\b(?:høyere|høgare|higher|bedre|betre|better|flere|fleire|mer|meir|more)\b",
    re.IGNORECASE,
)
_THE_MOST = re.compile(r"\b(?:most|flest|mest|least|færrest)\b", re.IGNORECASE)
_OF_NUMBERS = frozenset({"count_clusters", "list_all_clusters"})
_BY_LEVEL = re.compile(
    r"\b(?:by|per|pr\.?|på|for|etter|each|hver[t]?|kvar[t]?)\s+(?:hver[t]?\s+|kvar[t]?\s+|each\s+)?"
    r"(?:levels?|nivå\w*|tiers?|trinn\w*|steg\w*)\b",
    re.IGNORECASE,
)


def by_county(question: Question, context: Context, knowledge: KnowledgeBase) -> Question:
    """ "Do they have it by county?" after an effect figure asks for finer figures."""
    noun = says_the_noun(question.text, knowledge)
    if (question.metrics and not noun) or re.search(_NUMBER, question.text):
        return question.asking("ask_effect_details")  # "split the 18.6 by county"
    of_effect = context.last_intent.startswith("ask_effect")
    ranks = _THE_MOST.search(question.text)  # "which county has the most?", of clusters
    if of_effect and not ranks and not question.topical and not noun:
        return question.asking("ask_effect_details")
    return question


def effect_method(question: Question, context: Context, knowledge: KnowledgeBase) -> Question:
    """How figures were arrived at; of a metric without one there is nothing to say.

    "How much higher were sales than in the control group?" asks for the figure, and "weren't sales
    only 8 points higher?" is put right by it.
    """
    without = {metric.id for metric in knowledge.metrics_without_figures()}
    if question.metrics and set(question.metrics) <= without:
        return question.asking("ask_effect")
    asks_for_it = HOW_MUCH.search(question.text) or _HOW_HIGH.search(question.text)
    figure = bool(asks_for_it) or _gives_another_figure(question, knowledge)
    of_difference = question.intent in _OF_A_DIFFERENCE and not _WITH_WHOM.search(question.text)
    if question.metrics and figure and of_difference:
        return question.asking("ask_effect")
    return question.asking("ask_effect_details") if question.clusters else question


def _numbers(text: str) -> Set[float]:
    """ "15.8 of what?", «15,8 av hva?»: {15.8}."""
    return {float(one.replace(",", ".")) for one in re.findall(_NUMBER, text)}


def _gives_another_figure(question: Question, knowledge: KnowledgeBase) -> bool:
    """Whether a number is named that no metric has."""
    numbers = _numbers(question.text)
    return bool(numbers) and not numbers & {one.value for one in knowledge.metrics}


_WITH_WHOM = re.compile(
    r"\b(?:whom?|hvem|kven|kem|(?:to|with|enn|than|med)\s+(?:what|hva|kva)|which\s+(?:firms|companies)|"
    r"hvilke\s+(?:bedrifter|firmaer|selskaper)|kva\s+(?:bedrifter|verksemder))\b",
    re.IGNORECASE,
)
_OF_A_DIFFERENCE = frozenset({"ask_effect_comparison", "ask_effect_unit"})
