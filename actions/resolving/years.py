"""Questions about another year than the one the facts are of."""

from __future__ import annotations

import re

from actions.question import Context, Question
from actions.resolving.intents import LIST, OF_ONE_YEAR
from actions.resolving.words import EFFECT_WORD
from bot.knowledge import KnowledgeBase

_GET_IN = re.compile(  # "did any fresh clusters get in?"
    r"\b(?:get|gets|got|getting|let|taken|take|admit\w*|kom|kommer|kjem|slapp|slipp\w*|tatt|tekne?)\b.{0,40}"
    r"\b(?:in|into|up|on|inn|opp)\b(?!\s+(?:\d{4}|the\s+list))|\b(?:opptak\w*|intake|admission)\b",
    re.IGNORECASE,
)
_OF_PLANS = re.compile(
    r"\b(?:plan\w*|pencil\w*|penned|expected|scheduled|søk\w*|appl\w+|calls?|utlys\w*|nytt?|nye|new|"
    r"happen\w*|skje\w*|skulle|next)\b",
    re.IGNORECASE,
)
_MAY_ASK_OF_EFFECTS = frozenset({"ask_other_years", "ask_intake", "ask_timeline"})


def of_another_year(question: Question, context: Context, knowledge: KnowledgeBase) -> Question:
    """Lists and figures are known for one year only; other years are a known limit."""
    others = [year for year in question.years if year != knowledge.year]
    about_effect = question.intent == "ask_effect" or (
        question.intent in _MAY_ASK_OF_EFFECTS and EFFECT_WORD.search(question.text)
    )
    if about_effect and others == [knowledge.year - 1]:
        return question.asking("ask_effect_previous_year")
    if question.intent in OF_ONE_YEAR and others:
        return question.asking("ask_other_years")
    if question.intent == "ask_other_years" and question.years and not others:
        return question.asking(LIST if question.levels else "list_all_clusters")
    known_years = {event.year for event in knowledge.events}
    planned = {event.year for event in knowledge.events if event.planned}
    of_plans = others and set(others) <= planned and not question.clusters and not question.levels
    plans = _GET_IN.search(question.text) or _OF_PLANS.search(question.text)
    plans = None if question.metrics else plans
    if question.intent in ("ask_other_years", "ask_application") and of_plans and plans:
        if not EFFECT_WORD.search(question.text):  # "what was pencilled in for 2024?"
            return question.asking("ask_new_programme")
    if question.intent == "ask_timeline" and others and not known_years & set(question.years):
        return question.asking("ask_other_years")
    if question.intent == "ask_intake" and others:
        if set(others) <= planned:
            return question.asking("ask_new_programme")
        if not known_years & set(question.years):
            return question.asking("ask_other_years")
    return question
