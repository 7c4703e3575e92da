"""Searches gone on with: "and in Bergen?", "what about hydrogen?", "is it in Oslo?"."""

from __future__ import annotations

import re
from typing import Dict

from actions.question import Context, Names, Question
from actions.resolving.described import (
    means_one,
    means_some,
    pick,
    pick_listed_or_earlier,
)
from actions.resolving.intents import (
    ABOUT_ONE_CLUSTER,
    KEEP_SEARCHING,
    LIST,
    PROFILE,
)
from actions.resolving.rules import Found
from actions.resolving.searches import (
    ANY,
    find_intent,
    is_search,
)
from actions.resolving.words import (
    AMONG,
    OTHERS,
    SAME,
    YES_OR_NO,
    refers_back,
    says_the_noun,
)
from actions.searching import search
from bot.knowledge import KnowledgeBase

_WHETHER = re.compile(
    r"^\W*(?:og\s+|and\s+|men\s+|but\s+)?(?:jobber|jobbar|arbeider|arbeidar|driver|driv|ligger|ligg|holder|"
    r"held|satser|satsar)\b",
    re.IGNORECASE,
)
_EXISTS = re.compile(
    r"\b(?:is|are)\s+there\s+(?:one|ones|some|others?|another|an?)\b|"
    r"\b(?:er|fins|finst|finnes)\s+det\s+(?:en|ei|ein|noen|nokon|nokre|andre|fler\w*|fleire)\b",
    re.IGNORECASE,
)
_TAG = re.compile(
    r"\b(?:isn['’]?t\s+it|aren['’]?t\s+they|right|correct|ikke\s+sant|ikkje\s+sant|stemmer\s+(?:ikke\s+)?det)\W*$",
    re.IGNORECASE,
)
_QUESTION_WORD = re.compile(
    r"\W*(?:which|what|who|where|how|hvilke\w*|hva|hvem|hvor|kva|kven|kor|kvar)\b", re.IGNORECASE
)
_CLAIMS = re.compile(  # "and he also claims it's in Tromsø"
    r"\b(?:says?|said|claims?|claimed|thinks?|believes?|insists?|swears?|told\s+me|sier|seier|sa|påstår|påstod|mener|"
    r"meiner|trur|tror|hevder|hevdar|svor|sverger)\b.{0,20}\b(?:(?:it|they)(?:['’]s|['’]re|\s+(?:is|are|sits?|has|have)\b)|"
    r"(?:den|de|dei|ho|han)\s+(?:er|ligg\w*|hold\w*|held|har)\b)(?!\s+(?:en|ei|noen|some|any)\b)",
    re.IGNORECASE,
)


def topic_follow_up(question: Question, context: Context, knowledge: KnowledgeBase) -> Found:
    """ "And in Bergen?", "what about hydrogen?": the last search with something else in it.

    What the last search had besides is kept as long as something is found. None when the
    follow-up is about nothing of the kind.
    """
    last = context.previous
    if question.clusters or question.metrics:
        return None
    topical = question.topical
    if not topical and not (question.levels and is_search(last)):
        return None
    if topical and not question.levels and asks_of_talked_about(question, context, knowledge):
        intent = "ask_theme" if question.sectors else "ask_location"
        return question.asking(intent, clusters=context.clusters)
    others = OTHERS.search(question.text)
    of_one = last.intent in PROFILE or (
        last.intent in ABOUT_ONE_CLUSTER | {"check_level_of_cluster"}
        and means_some(question, knowledge)
    )
    of_limit = last.intent.startswith("ask_") and len(last.clusters) == 1
    of_one = of_one or (of_limit and means_one(question, knowledge))
    if of_one and topical and not question.levels and not others:
        picked = pick_listed_or_earlier(question, context, knowledge)
        if not picked and means_some(question, knowledge):
            picked = pick(question, None, knowledge)
        if len(picked) == len(last.clusters) == 1 and SAME.search(question.text):
            return question.asking("compare_clusters", clusters=(*last.clusters, *picked))
        if 0 < len(picked) <= 2:
            return last.having(text=question.text, clusters=picked)
    intent = last.intent if last.intent in KEEP_SEARCHING else find_intent(question)
    fresh = question.asking(intent, ordinals=())
    kept: Dict[str, Names] = {}
    if is_search(last) or last.intent in (LIST, "count_clusters", "ask_map"):
        kept = {
            "sectors": question.sectors or last.sectors,
            "places": question.places or last.places,
            "levels": question.levels or last.levels,
            "not_sectors": question.not_sectors or last.not_sectors,
            "not_places": question.not_places or last.not_places,
        }
    among = last.among if is_search(last) and not question.levels else ()
    if among and not ANY.search(question.text) and not says_the_noun(question.text, knowledge):
        kept["among"] = among  # "and in Stavanger?", of those that "which of them" was asked of
    joined = fresh.asking(intent, near=question.near or (last.near and not question.places), **kept)
    joined = joined.asking(intent if intent in KEEP_SEARCHING else find_intent(joined))
    if joined.near and joined.sectors and not question.sectors:
        return joined  # "near Oslo?" of a theme: if none is near, the nearest
    return joined if search(joined, knowledge) or not topical else fresh


def asks_whether(text: str) -> bool:
    """Whether a question wants yes or no: "is it in Oslo?", «jobber de med hydrogen?»."""
    tag = _TAG.search(text) and not _QUESTION_WORD.match(text)
    return bool(YES_OR_NO.search(text) or _WHETHER.search(text) or tag)


def asks_of_talked_about(question: Question, context: Context, knowledge: KnowledgeBase) -> bool:
    """ "Is it in Oslo?" of the cluster talked about; "are there any clusters?" is of all."""
    if _EXISTS.search(question.text):  # "is there one at the top level that builds ships?"
        return False
    of_any = ANY.search(question.text) and says_the_noun(question.text, knowledge)
    return not of_any and bool(
        context.clusters
        and len(context.clusters) == 1
        and (asks_whether(question.text) or _CLAIMS.search(question.text))
        and refers_back(question.text)
        and not OTHERS.search(question.text)
        and not AMONG.search(question.text)
    )
