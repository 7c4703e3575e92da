"""Searches gone on with: narrowed to a level, without a place, or only counted or named."""

from __future__ import annotations

import re
from typing import Optional

from actions.question import Context, Names, Question
from actions.resolving.described import means_one
from actions.resolving.intents import FIND, KEEP_SEARCHING, LIST, MAY_SEARCH, PROFILE
from actions.resolving.words import (
    AMONG,
    BESIDES_THOSE,
    BRIEF,
    EVERYTHING,
    WHAT_IS,
    WHO_ELSE,
    refers_back,
    says_the_noun,
)
from bot.knowledge import KnowledgeBase

ONLY = re.compile(
    r"\b(?:bare|kun|berre|bærre|only|just|narrow\w*|snevr\w*|filtrer\w*|filter|begrens\w*|limit)\b",
    re.IGNORECASE,
)
_SO_NONE = re.compile(  # "so none at Arena?"
    r"^\W*(?:(?:ok\w*|ja|aha|hm+|greit)\W+)?(?:(?:så|so|altså|dvs|men|but|then)\W+)?(?:(?:det\s+er|there\s+are|that['’]s)\s+)?"
    r"(?:null|ingen|inga|zero|none|0|no(?:body|one)?)\b(?!\W*[,.!])",
    re.IGNORECASE,
)
_ALL_OF_THEM = re.compile(
    r"\b(?:they|them|those|these|all|both|dem|de|dei|disse|desse|alle|begge|dæm)\b", re.IGNORECASE
)
_WHICH_ONES = re.compile(r"\b(?:which|who|hvilke\w*|hvem|kven|kem|hem)\b", re.IGNORECASE)
_WHICH_ARE = re.compile(
    r"^\W*(?:(?:og|and)\s+)?(?:which|who|hvilke|hvem|kven|kem|hem)\s+(?:ones\s+)?(?:are|is|r|er|e)\b",
    re.IGNORECASE,
)
ANY = re.compile(r"\b(?:any|some|noen|nokon|nokre|nån)\b", re.IGNORECASE)


def is_search(question: Optional[Question]) -> bool:
    """Whether a question was, or is, about clusters of a theme or a place."""
    if question is None or question.intent in PROFILE:
        return False
    return question.intent in FIND or (question.topical and question.intent in KEEP_SEARCHING)


def freed(last: Question, question: Question) -> Question:
    """The last search without what is set aside now: "forget fintech", "all industries"."""
    dropped = question.dropped
    any_theme = ANY_THEME.search(question.text)
    return last.having(
        sectors=() if any_theme else tuple(id_ for id_ in last.sectors if id_ not in dropped),
        not_sectors=() if any_theme else last.not_sectors,
        places=tuple(id_ for id_ in last.places if id_ not in dropped),
        levels=tuple(id_ for id_ in last.levels if id_ not in dropped),
    )


_THEME_NOUN = (
    r"(?:bransje\w*|bransjar|næring\w*|tema\w*|fagfelt\w*|felt\w*|sektor\w*|fagområde\w*|industri(?:er|ar)|industr(?:y|ies)|"
    r"sectors?|fields?|themes?|trades?|topics?|lines?\s+of\s+business)"
)
ANY_THEME = re.compile(
    rf"\b(?:all(?:\s+(?:of\s+)?the|\s+kinds\s+of)?|alle(?:\s+(?:slags|mulige|moglege))?|samtlige|samtlege|any|every|"
    r"(?:hvilken|kva)\s+som\s+helst|whatever(?:\s+the)?|whichever|regardless\s+of(?:\s+the)?|"
    r"no\s+matter\s+(?:the|what|which)|uansett|same\s+(?:hvilken|kva|hva)|uavhengig\s+av|på\s+tvers\s+av)\s+"
    rf"{_THEME_NOUN}\b",
    re.IGNORECASE,
)


def levels_of_them(question: Question, context: Context) -> Names:
    """The level that "some of them" are at, where one was talked about and nothing listed."""
    last = context.previous
    of_level = last.intent in _OF_A_LEVEL and not (last.clusters or last.topical)
    if question.levels or not of_level or not AMONG.search(question.text):
        return ()
    if BESIDES_THOSE.search(question.text):
        return ()
    return last.levels or (context.mentioned_levels[-1:] if last.intent == "ask_nce_status" else ())


_OF_A_LEVEL = frozenset({"explain_level", "ask_nce_status", "count_clusters"})


def find_intent(question: Question) -> str:
    """The intent of a search: by theme where it has one."""
    by_theme = question.sectors or question.not_sectors
    return "clusters_by_theme" if by_theme else "clusters_by_place"


def narrowed(question: Question, context: Context, knowledge: KnowledgeBase) -> Optional[Question]:
    """ "Only the Arena ones", "which of them are Arena Pro?": the last search at a level.

    "How many clusters are there at Arena?" is a whole question, and asks of all of them.
    """
    last = context.last
    if last is None or not question.levels or question.clusters or not is_search(last):
        return None
    if question.topical or question.unknown_names or question.intent == "ask_website":
        return None
    if WHAT_IS.search(question.text) and question.intent in ("about_cluster", "explain_level"):
        return None  # "not to be mixed up with the nodes. What are those?"
    if question.intent in PROFILE and means_one(question, knowledge):
        return None  # "and the field of the global one of them?"
    if question.intent == "check_level_of_cluster" and _ALL_OF_THEM.search(question.text):
        if not ANY.search(question.text) and not _WHICH_ONES.search(question.text):
            return question.having(clusters=context.listed)
        # "any of those a GCE?" asks which
    whole = says_the_noun(question.text, knowledge)
    brief = question.words <= BRIEF and _WHICH_ARE.match(question.text) and not whole
    brief = brief and question.intent in MAY_SEARCH | {"count_clusters"}
    back = AMONG.search(question.text) or ONLY.search(question.text) or brief  # "which are NCE?"
    back = back or (last.placed and not whole and _SO_NONE.search(question.text))
    counts = question.intent == "count_clusters"
    if not back and (not counts or whole or not refers_back(question.text)):
        return None
    intent = question.intent if counts else find_intent(last)
    return last.asking(intent, text=question.text, levels=question.levels, clusters=())


def only_leaves_out(question: Question, context: Context, knowledge: KnowledgeBase) -> bool:
    """Whether a search says nothing but what to leave out of the one before."""
    leaves = question.not_places or question.not_sectors
    positive = question.places or question.sectors or question.levels or question.clusters
    whole = says_the_noun(question.text, knowledge)
    goes_on = question.intent in FIND and is_search(context.last)
    return bool(leaves) and goes_on and not positive and not whole


def only_narrows(question: Question, context: Context, knowledge: KnowledgeBase) -> bool:
    """Whether a search says nothing but which of those found before are wanted."""
    narrows = question.intent in FIND and question.topical and is_search(context.last)
    named = question.levels or question.clusters or question.unknown_names
    whole = says_the_noun(question.text, knowledge)
    return bool(narrows and not named and not whole and ONLY.search(question.text))


def without_topic(question: Question, context: Context, knowledge: KnowledgeBase) -> Question:
    """ "How many is that?", "what are they called?" after a search."""
    last = context.last
    if last is None or not is_search(last):
        return question
    if question.intent in (LIST, "list_all_clusters") and _lists_found(question, knowledge):
        return last.asking(find_intent(last), text=question.text, clusters=())
    if question.intent != "count_clusters":
        return question
    bare = not says_the_noun(question.text, knowledge) or refers_back(question.text)
    if bare and not question.levels and not question.name_filter and not question.metrics:
        return last.asking("count_clusters", text=question.text, clusters=())
    return question


def _lists_found(question: Question, knowledge: KnowledgeBase) -> bool:
    """Whether "what are they called?" asks for what was found, and not for all, or other ones."""
    names = question.levels or question.clusters or question.name_filter or question.unknown_names
    others = EVERYTHING.search(question.text) or WHO_ELSE.search(question.text)
    whole = says_the_noun(question.text, knowledge)
    brief = question.words <= BRIEF
    return not (names or others or whole) and (brief or refers_back(question.text))
