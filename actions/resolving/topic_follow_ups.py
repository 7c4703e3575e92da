"""Searches gone on with: "and in Bergen?", "what about hydrogen?", "is it in Oslo?"."""

from __future__ import annotations

import re
from typing import Dict, Tuple

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
from actions.resolving.rules import Found, Rule, first_of
from actions.resolving.searches import (
    ANY,
    find_intent,
    freed,
    is_search,
    levels_of_them,
)
from actions.resolving.words import (
    AMONG,
    OTHERS,
    SAME,
    YES_OR_NO,
    corrects,
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
    r"\b(?:is|are)\s+there\s+(?:one|ones|some\w*|any\w*|others?|another|an?)\b|"
    r"\b(?:er|fins|finst|finnes)\s+det\s+(?:noe|noko|en|ei|ein|noen|nokon|nokre|andre|fler\w*|fleire)\b",
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

    None when the follow-up is about nothing of the kind.
    """
    if question.clusters or question.metrics:
        return None
    if not question.topical and not (question.levels and is_search(context.previous)):
        return None
    return first_of(_RULES, question, context, knowledge)


def _of_the_one_talked_about(
    question: Question, context: Context, knowledge: KnowledgeBase
) -> Found:
    """ "Jobber de med hydrogen?" of the cluster talked about."""
    if question.levels or not asks_of_talked_about(question, context, knowledge):
        return None
    intent = "ask_theme" if question.sectors else "ask_location"
    return question.asking(intent, clusters=context.clusters)


def _of_one_there(question: Question, context: Context, knowledge: KnowledgeBase) -> Found:
    """ "And the one in Stavanger?" after a question about a cluster: the same of the one there.

    "And the Stavanger one, same level?": both are compared.
    """
    last = context.previous
    if (
        question.levels
        or OTHERS.search(question.text)
        or not _was_of_one(question, last, knowledge)
    ):
        return None
    picked = pick_listed_or_earlier(question, context, knowledge)
    if not picked and means_some(question, knowledge):
        picked = pick(question, None, knowledge)
    if len(picked) == len(last.clusters) == 1 and SAME.search(question.text):
        return question.asking("compare_clusters", clusters=(*last.clusters, *picked))
    return last.having(text=question.text, clusters=picked) if 0 < len(picked) <= 2 else None


def _was_of_one(question: Question, last: Question, knowledge: KnowledgeBase) -> bool:
    """Whether the last question was about one cluster, and may be asked of another one now."""
    if last.intent in PROFILE:
        return True
    if last.intent in ABOUT_ONE_CLUSTER | {"check_level_of_cluster"}:
        if means_some(question, knowledge):
            return True
    of_limit = last.intent.startswith("ask_") and len(last.clusters) == 1
    return of_limit and means_one(question, knowledge)


def _search_gone_on_with(question: Question, context: Context, knowledge: KnowledgeBase) -> Found:
    """ "And in Bergen?" after a search: what it had besides is kept, if anything is found then."""
    last = context.previous
    intent = last.intent if last.intent in KEEP_SEARCHING else find_intent(question)
    fresh = question.asking(intent, ordinals=())
    near = question.near or (last.near and not question.places)
    joined = fresh.having(near=near, **_kept(question, context, knowledge))
    joined = joined.asking(intent if intent in KEEP_SEARCHING else find_intent(joined))
    if joined.near and joined.sectors and not question.sectors:
        return joined  # "near Oslo?" of a theme: if none is near, the nearest
    told = joined.levels and corrects(question.text)  # "no, in Rogaland": if none, that is told
    return joined if told or search(joined, knowledge) or not question.topical else fresh


def _kept(question: Question, context: Context, knowledge: KnowledgeBase) -> Dict[str, Names]:
    """What a question that goes on with a search has from it, besides what it names itself."""
    last = context.previous
    kept: Dict[str, Names] = {"levels": question.levels or levels_of_them(question, context)}
    if is_search(last) or last.intent in (LIST, "count_clusters", "ask_map"):
        last = freed(last, question)
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
    return kept


_RULES: Tuple[Rule, ...] = (_of_the_one_talked_about, _of_one_there, _search_gone_on_with)


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
