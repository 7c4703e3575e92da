"""What a short message leaves out: "Which ones?", "and the rest?", "the home page?", "same level?".

What they ask is what the last answer leaves open.
"""

from __future__ import annotations

import re
from typing import Tuple

from actions.question import Context, Names, Question
from actions.resolving.described import names_page
from actions.resolving.intents import ABOUT_ONE_CLUSTER, FIND, FOLLOW_UPS, LIST, PROFILE
from actions.resolving.levels import levels_of, levels_of_clusters
from actions.resolving.question_words import WHERE_ALONE, WHICH_ALONE, WHICH_LEVEL_ALONE
from actions.resolving.reasons import (
    are_you_sure,
    how_known,
    why,
    why_is_it_not,
    why_not_there,
    why_those_letters,
)
from actions.resolving.rules import Found, Rule, first_of
from actions.resolving.searches import find_intent
from actions.resolving.words import (
    ALL_OF_THOSE,
    BRIEF,
    LENGTHS,
    MEANS,
    MORE,
    REST,
    SUPERLATIVE,
    THEIR_LEVEL,
    TOGETHER,
    WHO_ELSE,
    points_at_level,
    says_same,
)
from bot.knowledge import KnowledgeBase
from bot.knowledge.base import NOT


def complete(question: Question, context: Context, knowledge: KnowledgeBase) -> Question:
    """The whole question behind a short one after another; others come back as they are."""
    if context.last is None:
        return question
    found = first_of(_WITH_NAMES, question, context, knowledge)
    if found is not None:
        return found
    if question.unknown_names and _only_looks_like_a_name(question, context):
        question = question.having(unknown_names=())
    if question.names_something or question.years:
        return question
    return first_of(_WITHOUT_NAMES, question, context, knowledge) or question


def _only_looks_like_a_name(question: Question, context: Context) -> bool:
    """Whether "kainn du nævn dæm?", "Nettstaden òg?" holds no name, but a word nobody knows."""
    words = question.text.split()
    begins = all(words and words[0].startswith(name) for name in question.unknown_names)
    small = all(name == name.lower() for name in question.unknown_names)
    of_page = context.clusters and names_page(question.text)
    asks = _NAME_THEM.search(question.text) or of_page
    return bool((small or begins) and asks) and not question.clusters


def _is_brief(question: Question) -> bool:
    return question.words <= 2 * BRIEF


def _is_short(question: Question) -> bool:
    return question.words <= BRIEF


def _with_the_other_level(question: Question, context: Context, knowledge: KnowledgeBase) -> Found:
    """ "GCE", after a comparison of one level: with which other one."""
    last = context.previous
    waits = last.intent == "compare_levels" and len(last.levels) == 1
    if waits and len(question.levels) == 1 and question.words <= 2:
        return question.asking("follow_up")
    return None


def _extreme_name(question: Question, context: Context, knowledge: KnowledgeBase) -> Found:
    """ "And the shortest?", of names."""
    last = context.previous
    if last.intent != "filter_clusters" or not last.name_filter or not _is_brief(question):
        return None
    length = next((how for how, words in LENGTHS.items() if words.search(question.text)), None)
    return last.having(name_filter=f"{length}:", ordinals=()) if length else None


def _rest_of_names(question: Question, context: Context, knowledge: KnowledgeBase) -> Found:
    """ "And the rest?", of a list by name: those it left out."""
    last, how = context.previous, context.previous.name_filter
    if last.intent != "filter_clusters" or not how or not _asks_for_the_rest(question):
        return None
    if how.partition(":")[0] in LENGTHS or how.startswith(NOT):
        return None
    return last.having(text=question.text, name_filter=NOT + how, ordinals=())


def _rest_of_level(question: Question, context: Context, knowledge: KnowledgeBase) -> Found:
    """ "And the rest?", of one cluster: the others at its level."""
    last = context.previous
    of_level = last.intent in ABOUT_ONE_CLUSTER | {"check_level_of_cluster"}
    if not of_level or len(last.clusters) != 1 or not _asks_for_the_rest(question):
        return None
    if question.intent not in FOLLOW_UPS | {LIST}:
        return None
    return question.asking(LIST, levels=levels_of_clusters(last, knowledge), ordinals=())


def _asks_for_the_rest(question: Question) -> bool:
    return bool(REST.search(question.text)) and not question.ordinals


def _what_instead(question: Question, context: Context, knowledge: KnowledgeBase) -> Found:
    """ "What is it instead?" after a no: the right level, or what became of the brand."""
    last = context.previous
    instead = _INSTEAD.search(question.text) and last.intent in _SAYS_NO and _is_brief(question)
    if not instead or question.intent not in FOLLOW_UPS | _MISTAKEN_FOR_INSTEAD:
        return None
    if last.clusters:
        return question.asking("ask_level_of_cluster", clusters=last.clusters)
    return last.having(text=question.text)


_INSTEAD = re.compile(r"\b(?:instead|i\s?sted(?:et|en)?|i\s+staden)\b", re.IGNORECASE)
_MISTAKEN_FOR_INSTEAD = frozenset(
    [
        *("list_levels", "ask_level_of_cluster", "ask_new_programme", "explain_level"),
        *("ask_nce_status", "nlu_fallback", "out_of_scope"),
    ]
)
_SAYS_NO = frozenset({"check_level_of_cluster", "check_cluster_in_programme", "ask_nce_status"})


def _same_level(question: Question, context: Context, knowledge: KnowledgeBase) -> Found:
    """ "Same level?", of both found, or after one cluster and then another."""
    if not says_same(question.text) or context.last_intent not in ABOUT_ONE_CLUSTER | PROFILE:
        return None
    both = context.listed if ALL_OF_THOSE.search(question.text) else ()
    two_lately = len(context.mentioned_clusters) > 1 and len(context.clusters) == 1
    if len(both) != 2 and context.last_intent in ABOUT_ONE_CLUSTER and two_lately:
        both = context.mentioned_clusters[-2:]
    return question.asking("compare_clusters", clusters=both) if len(both) == 2 else None


def _which_is_most(question: Question, context: Context, knowledge: KnowledgeBase) -> Found:
    """ "And who are most of the two?" after a comparison of two levels: how many are at each."""
    compared = context.last_intent == "compare_levels" and len(context.levels) == 2
    asks = question.intent == LIST and _is_brief(question) and _MOST.search(question.text)
    if not compared or not asks:
        return None
    return question.asking("count_clusters", levels=context.levels, ordinals=())


_MOST = re.compile(
    r"\b(?:flest|fleire|flere|færrest|most(?!\s+\w+(?:ed|ent|ure)\b)|fewest)\b", re.IGNORECASE
)


def _more_at_one(question: Question, context: Context, knowledge: KnowledgeBase) -> Found:
    """ "So there are more at the upper one?" after numbers of two levels: both again."""
    counted = context.last_intent == "count_clusters" and len(context.mentioned_levels) > 1
    compares = question.intent in ("compare_clusters", "compare_levels", "count_clusters")
    if not counted or not compares or not MORE.search(question.text):
        return None
    levels = context.levels if len(context.levels) > 1 else context.mentioned_levels[-2:]
    return question.asking("count_clusters", levels=levels, ordinals=())


def _largest_effect(question: Question, context: Context, knowledge: KnowledgeBase) -> Found:
    """ "And the largest?" after effects: the figures once more."""
    last = context.previous
    asks = SUPERLATIVE.search(question.text) and _is_brief(question)
    if last.intent != "ask_effect" or not asks:
        return None
    metrics = last.metrics if len(last.metrics) > 1 else ()
    return question.asking(last.intent, metrics=metrics, ordinals=())


def _picks_by_place(question: Question, context: Context, knowledge: KnowledgeBase) -> Found:
    """ "The second one?" is left to `ordinals.py`."""
    return question if question.ordinals else None


def _who_else(question: Question, context: Context, knowledge: KnowledgeBase) -> Found:
    """ "Who else is there?", taken for a question about one: the clusters of the level."""
    of_its_town = context.last_intent == "ask_location" and points_at_level(question.text)
    mistaken = question.intent in _MISTAKEN_FOR_WHO_ELSE and not of_its_town
    if not mistaken or not WHO_ELSE.search(question.text):
        return None
    levels = levels_of(context, knowledge)
    return question.asking(LIST, levels=levels) if levels else question


_MISTAKEN_FOR_WHO_ELSE = frozenset(
    ["list_levels", "explain_level", "ask_level_of_cluster", "about_cluster", "compare_clusters"]
)


def _together(question: Question, context: Context, knowledge: KnowledgeBase) -> Found:
    """ "Together?" after numbers: how many that makes."""
    counted = context.last_intent == "count_clusters" and _is_short(question)
    return question.asking("count_clusters") if counted and TOGETHER.search(question.text) else None


def _levels_of_both(question: Question, context: Context, knowledge: KnowledgeBase) -> Found:
    """ "The level?" after a comparison of clusters, taken for what a level is: both again."""
    compared = context.last_intent == "compare_clusters" and bool(context.clusters)
    if not compared or question.intent != "explain_level" or not _is_short(question):
        return None
    if MEANS.search(question.text) or _ASKS_WHAT.search(question.text):
        return None
    return question.asking("compare_clusters", clusters=context.clusters)


_ASKS_WHAT = re.compile(r"\b(?:hva|kva|ka|va|what)\b", re.IGNORECASE)


def _their_level(question: Question, context: Context, knowledge: KnowledgeBase) -> Found:
    """ "And its level?": that of the clusters talked about."""
    asks = THEIR_LEVEL.search(question.text) and not MEANS.search(question.text)
    if not asks or not context.clusters or question.intent in _OF_A_WHOLE_LEVEL:
        return None
    return question.asking("ask_level_of_cluster", clusters=context.clusters)


_OF_A_WHOLE_LEVEL = frozenset({"compare_clusters", "count_clusters"})  # "how many on its level?"


def _home_page(question: Question, context: Context, knowledge: KnowledgeBase) -> Found:
    """ "And the home page?", of the cluster talked about."""
    clusters = _talked_about(context)
    brief = _is_short(question) or (question.intent in FOLLOW_UPS and _is_brief(question))
    if not (clusters and brief and _told_of_profiles(context)):
        return None
    if not names_page(question.text) or ALL_OF_THOSE.search(question.text):
        return None
    return question.asking("ask_website", clusters=clusters)


def _where(question: Question, context: Context, knowledge: KnowledgeBase) -> Found:
    """ "Where?", of the cluster talked about or those found."""
    if not _told_of_profiles(context) or not WHERE_ALONE.search(question.text):
        return None
    return question.asking("ask_location", clusters=_talked_about(context) or context.listed)


def _which_level(question: Question, context: Context, knowledge: KnowledgeBase) -> Found:
    """ "Which level?", "nivå?", of the cluster talked about."""
    clusters = _talked_about(context)
    if not clusters or not WHICH_LEVEL_ALONE.search(question.text):
        return None
    return question.asking("ask_level_of_cluster", clusters=clusters)


def _talked_about(context: Context) -> Names:
    """The clusters of the last question, else the one mentioned last if no level was."""
    return context.clusters or (() if context.levels else context.mentioned_clusters[-1:])


def _told_of_profiles(context: Context) -> bool:
    return context.last_intent in FIND | PROFILE | {"about_cluster"}


def _which_were_found(question: Question, context: Context, knowledge: KnowledgeBase) -> Found:
    """ "Which ones?" after the number of a search: those found."""
    last = context.previous
    return last.asking(find_intent(last)) if last.topical and _asks_which(question) else None


def _which_are_there(question: Question, context: Context, knowledge: KnowledgeBase) -> Found:
    """ "Which ones?" after a number or what a level is: the clusters of the level, or all."""
    last = context.previous
    if last.intent not in _LEAVES_NAMES_OPEN or not _asks_which(question):
        return None
    levels = levels_of(context, knowledge) if last.levels else ()
    if last.intent == "ask_nce_status":
        levels = tuple(level.id for level in knowledge.brands())
    return question.asking(LIST if levels else "list_all_clusters", levels=levels)


def _asks_which(question: Question) -> bool:
    asks_names = question.intent in FOLLOW_UPS and _NAME_THEM.search(question.text)
    return bool(asks_names or WHICH_ALONE.search(question.text))


_NAME_THEM = re.compile(
    r"\b(?:name|list|show|give\s+me|nevn|nemn|nævn|ramse?\s+opp|vis|gi\s+meg)\b.{0,25}"
    r"\b(?:them|names|dem|dei?|dæm|navn\w*|namn\w*)\b|"
    r"\b(?:asked\s+for|want(?:ed)?|ba\s+om|vil(?:le)?\s+ha)\s+(?:the\s+)?(?:names|navn\w*|namn\w*)\b",
    re.IGNORECASE,
)
_LEAVES_NAMES_OPEN = frozenset({"count_clusters", "explain_level", "ask_nce_status", LIST})

_WITH_NAMES: Tuple[Rule, ...] = (
    why_not_there,
    why_those_letters,
    why_is_it_not,
    how_known,
    are_you_sure,
    _with_the_other_level,
)
_WITHOUT_NAMES: Tuple[Rule, ...] = (
    _extreme_name,
    _rest_of_names,
    _rest_of_level,
    _what_instead,
    _same_level,
    _which_is_most,
    _more_at_one,
    _largest_effect,
    _picks_by_place,
    _who_else,
    why,
    _together,
    _levels_of_both,
    _their_level,
    _home_page,
    _where,
    _which_level,
    _which_were_found,
    _which_are_there,
)
