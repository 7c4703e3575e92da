"""Questions about another year than the one the facts are of."""

from __future__ import annotations

import re
from typing import List, Set, Tuple

from actions.question import Context, Question
from actions.resolving.intents import LIST, OF_ONE_YEAR
from actions.resolving.rules import Found, Rule, first_of
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
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_CLAUSE_END = re.compile(r"[.!?:;,]\s")
_MAY_ASK_OF_EFFECTS = frozenset({"ask_other_years", "ask_intake", "ask_timeline"})


def of_another_year(question: Question, context: Context, knowledge: KnowledgeBase) -> Question:
    """Lists and figures are known for one year only; other years are a known limit."""
    return first_of(_OF_A_YEAR, question, context, knowledge) or question


def _others(question: Question, knowledge: KnowledgeBase) -> List[int]:
    """The years asked about that the facts are not of."""
    if _asks_of(knowledge.year, question.text):
        return []
    return [year for year in question.years if year != knowledge.year]


def _asks_of(year: int, text: str) -> bool:
    """Whether the last clause with a year names this one alone: "2017 is over. And in 2022?"."""
    *_, last = [one for one in _CLAUSE_END.split(text) if _YEAR.search(one)] or [""]
    goes_on = re.search(rf",\s+(?:and|og|or|eller)\b[^,]*{year}", text)  # "in 2021, and in 2022?"
    return set(_YEAR.findall(last)) == {str(year)} and not goes_on


def _planned(knowledge: KnowledgeBase) -> Set[int]:
    """The years that something is planned for."""
    return {event.year for event in knowledge.events if event.planned}


def _effect_the_year_before(
    question: Question, context: Context, knowledge: KnowledgeBase
) -> Found:
    """ "And the effect in 2021?": whether it can be compared with that of the year before."""
    of_effect = question.intent == "ask_effect" or (
        question.intent in _MAY_ASK_OF_EFFECTS and EFFECT_WORD.search(question.text)
    )
    if of_effect and _others(question, knowledge) == [knowledge.year - 1]:
        return question.asking("ask_effect_previous_year")
    return None


def _known_for_one_year(question: Question, context: Context, knowledge: KnowledgeBase) -> Found:
    """ "Who was a GCE in 2015?": no list is of that year."""
    if question.intent in OF_ONE_YEAR and _others(question, knowledge):
        return question.asking("ask_other_years")
    return None


def _of_the_known_year(question: Question, context: Context, knowledge: KnowledgeBase) -> Found:
    """ "And in 2022?", the year that the facts are of: the list."""
    only_known = question.years and not _others(question, knowledge)
    if question.intent == "ask_other_years" and only_known:
        return question.asking(LIST if question.levels else "list_all_clusters")
    return None


def _planned_for_then(question: Question, context: Context, knowledge: KnowledgeBase) -> Found:
    """ "What was pencilled in for 2024?": the new programme, if all was planned for that year."""
    others = _others(question, knowledge)
    if question.intent not in ("ask_other_years", "ask_application") or not others:
        return None
    of_something = question.clusters or question.levels or question.metrics
    plans = _GET_IN.search(question.text) or _OF_PLANS.search(question.text)
    if of_something or not set(others) <= _planned(knowledge) or not plans:
        return None
    return None if EFFECT_WORD.search(question.text) else question.asking("ask_new_programme")


def _and_since(question: Question, context: Context, knowledge: KnowledgeBase) -> Found:
    """ "And since? 2023, 2024?" after the intake: what was planned for then."""
    others = _others(question, knowledge)
    of_plans = context.last_intent in ("ask_intake", "ask_redesign", "ask_new_programme")
    names = question.names_something or question.intent != "ask_other_years"
    if of_plans and others and not names and set(others) <= _planned(knowledge):
        return question.asking("ask_new_programme")
    return None


def _taken_in_later(question: Question, context: Context, knowledge: KnowledgeBase) -> Found:
    """ "Did new ones get in afterwards?": what was planned, which is all that is known."""
    later = question.intent == "ask_intake" and _AFTERWARDS.search(question.text)
    return question.asking("ask_new_programme") if later and not question.years else None


_AFTERWARDS = re.compile(
    r"\b(?:afterwards?|since(?:\s+then)?\W*$|later(?:\s+on)?|etterpå|seinere|senere|seinare|siden\W*$|sidan\W*$)\b",
    re.IGNORECASE,
)


def _intake_planned(question: Question, context: Context, knowledge: KnowledgeBase) -> Found:
    """ "Were any taken in in 2024?": the new programme, if it was planned for that year."""
    others = _others(question, knowledge)
    if question.intent == "ask_intake" and others and set(others) <= _planned(knowledge):
        return question.asking("ask_new_programme")
    return None


def _nothing_known_of_then(question: Question, context: Context, knowledge: KnowledgeBase) -> Found:
    """ "What happened in 2005?": nothing that the source tells of."""
    of_events = question.intent in ("ask_timeline", "ask_intake")
    known = {event.year for event in knowledge.events} & set(question.years)
    if of_events and _others(question, knowledge) and not known:
        return question.asking("ask_other_years")
    return None


_OF_A_YEAR: Tuple[Rule, ...] = (
    _effect_the_year_before,
    _known_for_one_year,
    _of_the_known_year,
    _planned_for_then,
    _and_since,
    _taken_in_later,
    _intake_planned,
    _nothing_known_of_then,
)
