"""Conditions of a search that were talked about: kept, set aside, or asked for themselves."""

from __future__ import annotations

import re

from actions.question import Context, Question
from actions.resolving.intents import (
    ABOUT_LEVELS,
    FIND,
    FOLLOW_UPS,
    KEEP_SEARCHING,
    LIST,
    MAY_NAME_AN_AREA,
)
from actions.resolving.rules import Found
from actions.resolving.searches import ANY_THEME, find_intent, freed, is_search
from actions.resolving.words import AMONG, BRIEF, OF_EACH, refers_back, says_the_noun
from bot.knowledge import KnowledgeBase


def each_level_there(question: Question, context: Context, knowledge: KnowledgeBase) -> Found:
    """ "Which of the two has most in Rogaland?" after two levels: how many of each are there."""
    levels = question.levels or context.levels
    last = context.previous
    of_levels = last.intent in ABOUT_LEVELS and not (last.clusters or last.topical)
    if question.clusters or question.sectors or len(levels) < 2:
        return None
    if question.intent not in _MAY_COUNT:
        return None
    if question.placed and (question.levels or of_levels):
        each = _BY_LEVEL.search(question.text) or OF_EACH.search(question.text)
        each = each or (AMONG.search(question.text) and _MOST.search(question.text))
        return question.asking("count_clusters", levels=levels) if each else None
    of_search = is_search(last) and last.placed and not last.sectors
    if of_search and question.levels and _BY_LEVEL.search(question.text) and not question.topical:
        return last.asking("count_clusters", text=question.text, levels=levels, clusters=())
    return None


_MAY_COUNT = MAY_NAME_AN_AREA | {"compare_levels", "compare_clusters"}
_BY_LEVEL = re.compile(
    r"\b(?:fordel\w*|fordeling\w*|delt|splitt\w*|split|divided|broken\s+down|distributed|spread|separately|"
    r"hver\s+for\s+seg|kvar\s+for\s+seg|(?:per|pr\.?|etter|by)\s+(?:level|tier|nivå|trinn))\b",
    re.IGNORECASE,
)
_MOST = re.compile(r"\b(?:flest|færrest|most|fewest|flere|fleire|more|fewer)\b", re.IGNORECASE)


def set_aside(question: Question, context: Context, knowledge: KnowledgeBase) -> Found:
    """ "No, all industries", "forget fintech" after a search by theme and place: all there."""
    last = context.last
    if last is None or not is_search(last) or (question.names_something and not question.placed):
        return None
    any_theme = ANY_THEME.search(question.text)
    if question.sectors or question.levels or question.clusters or question.intent not in _GOES_ON:
        return None
    if not any_theme and (question.placed or not question.dropped):
        return None
    if question.intent == "list_themes" and _LISTS.search(question.text):
        return None  # "what are all the fields?"
    places = question.places or last.places
    rest = freed(last, question).having(text=question.text, clusters=(), places=places)
    intent = last.intent if last.intent in KEEP_SEARCHING else find_intent(rest)
    gone = rest.sectors != last.sectors or rest.levels != last.levels
    return rest.asking(intent) if rest.topical and gone else None


_GOES_ON = FIND | FOLLOW_UPS | {"list_themes", "list_all_clusters", "deny", LIST}
_LISTS = re.compile(
    r"^\W*(?:(?:og|and|ok)\s+)?(?:what|which|list|show|name|hvilke\w*|hva|kva|vis|nevn|nemn)\b",
    re.IGNORECASE,
)


def besides_a_theme(question: Question, context: Context, knowledge: KnowledgeBase) -> Found:
    """ "Anything apart from cod?": of the wider theme it belongs to, not of all there are."""
    narrowed = question.sectors or question.placed or question.levels
    if question.intent not in FIND or narrowed or not question.not_sectors:
        return None
    if says_the_noun(question.text, knowledge):
        return None  # "which clusters do anything but cod?"
    left_out = [knowledge.sector(id_) for id_ in question.not_sectors]
    wider = tuple(dict.fromkeys(id_ for one in left_out if one for id_ in one.broader))
    return question.having(sectors=wider) if wider else None


def theme_of_talked_about(question: Question, context: Context, knowledge: KnowledgeBase) -> Found:
    """ "Which industry is that?", of the cluster talked about: what it works with."""
    if question.names_something or question.intent not in _OF_A_THEME:
        return None
    if not _WHICH_INDUSTRY.search(question.text):
        return None
    if _EXIST.search(question.text):  # "which industries are there?"
        return question.asking("list_themes") if question.intent in FIND else None
    if len(context.clusters) != 1 or not (refers_back(question.text) or question.words <= BRIEF):
        return None
    return question.asking("ask_theme", clusters=context.clusters)


_OF_A_THEME = FIND | FOLLOW_UPS | {"list_themes", "ask_theme", "about_cluster"}
_WHICH_INDUSTRY = re.compile(
    r"\b(?:which|what|hvilke[nt]?|kva|ka|hva\s+slags)\s+(?:(?:for\s+)?(?:ein|ei|en|slags)\s+|"
    r"(?:kind|type|sort|line)\s+of\s+)?(?:industri\w*|industry|næring\w*|bransje\w*|sektor\w*|sector|trade|field|business)\b",
    re.IGNORECASE,
)
_EXIST = re.compile(
    r"\b(?:are|is)\s+there\b|\b(?:finnes|fins|finst)\b|\b(?:har|have|kjenner|know|dekker|dekkjer|covers?)\s+(?:du|dere|de\s+fleste|you)\b|"
    r"\b(?:do|can)\s+you\b|\b(?:flest|most|fleste)\b",
    re.IGNORECASE,
)
