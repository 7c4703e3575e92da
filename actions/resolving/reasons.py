"""Reasons and doubts: "why?", "why isn't Eyde there?", "how do you know?", "are you sure?"."""

from __future__ import annotations

import re

from actions.question import Context, Question
from actions.resolving.intents import (
    ABOUT_CLUSTERS,
    ABOUT_ONE_CLUSTER,
    FIND,
    FOLLOW_UPS,
    NOT_IN_SOURCE,
    PROFILE,
)
from actions.resolving.levels import levels_of_clusters
from actions.resolving.question_words import WHY_ALONE
from actions.resolving.rules import Found
from actions.resolving.words import THE_LETTERS, points_at_level, refers_back
from actions.resolving.words import WHY as WHY_WORD
from bot.knowledge import KnowledgeBase

WHY = "ask_why"
_OF_REASONS = {
    "ask_timeline": "ask_intake",
    "ask_new_programme": "ask_redesign",
    **dict.fromkeys(("ask_programme", "ask_goal", "ask_support", "ask_owner"), "ask_purpose"),
    **{intent: intent for intent in ("ask_intake", "ask_redesign", "ask_purpose")},
}


def why_not_there(question: Question, context: Context, knowledge: KnowledgeBase) -> Found:
    """ "Why isn't Eyde there?": whether it is at that level."""
    if not question.clusters or not WHY_WORD.search(question.text):
        return None
    levels = question.levels or (context.levels if points_at_level(question.text) else ())
    return question.asking("check_level_of_cluster", levels=levels) if levels else None


def why_is_it_not(question: Question, context: Context, knowledge: KnowledgeBase) -> Found:
    """ "Why is it not NCE?", of the cluster talked about: whether it is."""
    of_it = question.levels and not question.clusters and len(context.clusters) == 1
    if not of_it or not WHY_WORD.search(question.text) or not refers_back(question.text):
        return None
    return question.asking("check_level_of_cluster", clusters=context.clusters)


def why_those_letters(question: Question, context: Context, knowledge: KnowledgeBase) -> Found:
    """ "Why do they keep those letters?", of a brand that was spoken of: what became of it."""
    brands = {level.id for level in knowledge.brands()}
    named = brands & set(question.levels)
    spoken_of = brands & {*context.levels, *context.mentioned_levels} or any(
        brand.name.nb in str(cluster.name).split()
        for id_ in context.clusters
        if (cluster := knowledge.cluster(id_))
        for brand in knowledge.brands()
    )
    if question.clusters or not (named or (spoken_of and _LETTERS.search(question.text))):
        return None
    asks_why = question.intent == WHY or (WHY_WORD.search(question.text) and not question.levels)
    return question.asking("ask_nce_status", levels=()) if asks_why else None


_LETTERS = re.compile(
    rf"\b(?:{THE_LETTERS}|acronym|"
    r"(?:in|i)\s+(?:the|their|its)?\s*(?:name|navn\w*|namn\w*)|(?:are|is|er)\s+(?:they|it|de|dei|den)\s+(?:still\s+)?called|"
    r"(?:heter|heiter)\s+(?:de|dei|den|ho|det)|kaller\s+(?:de|dem|seg))\b",
    re.IGNORECASE,
)


def how_known(question: Question, context: Context, knowledge: KnowledgeBase) -> Found:
    """ "How do you know?": where the facts come from."""
    if question.intent in FOLLOW_UPS and _HOW_KNOWN.search(question.text):
        return question.asking("ask_source")
    return None


_HOW_KNOWN = re.compile(
    r"\b(?:how\s+(?:do|would|can|d)\s*(?:you|u|ya)\s+know|says\s+who|who\s+says|"
    r"(?:hvordan|korleis|åssen|koss\w*|hvor|kor)\s+(?:vet|veit|vett)\s+du|hvem\s+sier\s+det|kven\s+seier\s+det)\b",
    re.IGNORECASE,
)


def are_you_sure(question: Question, context: Context, knowledge: KnowledgeBase) -> Found:
    """ "Are you sure?": the answer again; "are you sure it's not GCE?": of that level."""
    last = context.previous
    if last.intent not in _CAN_BE_SAID_AGAIN or not _only_doubts(question, last):
        return None
    if question.intent == "ask_effect_significance" and last.intent == "ask_effect":
        return None  # "is that certain, or just chance?"
    if question.levels and len(last.clusters) == 1:
        return question.asking("check_level_of_cluster", clusters=last.clusters)
    return last


_CAN_BE_SAID_AGAIN = ABOUT_ONE_CLUSTER | {
    *("check_level_of_cluster", "compare_clusters", "ask_nce_status", "count_clusters"),
    *("ask_effect", "list_levels", "ask_new_programme", "ask_timeline", "ask_intake"),
    "ask_redesign",
}


def _only_doubts(question: Question, last: Question) -> bool:
    """Whether "are you sure?" is all that is asked, or with a level that the cluster may be at."""
    names_new = question.clusters or question.metrics or question.topical or question.years
    other_level = question.levels and len(last.clusters) != 1
    doubts = _DOUBTS.search(question.text)
    if doubts is None or names_new or question.unknown_names or other_level:
        return False
    return not _GOES_ON_TO_ASK.search(question.text[doubts.end() :])


_DOUBTS = re.compile(
    r"\b(?:(?:are\s+you|you|u)\s+(?:quite\s+|really\s+|absolutely\s+)?(?:sure|certain)|"
    r"er\s+du\s+(?:helt\s+|heilt\s+)?(?:sikker|viss)|sikker\s+på\s+det|"
    r"(?:er|e)\s+(?:det|d)\s+(?:helt\s+|heilt\s+)?(?:sikkert|visst)|"
    r"is\s+(?:that|it)\s+(?:really\s+|quite\s+)?(?:for\s+)?(?:sure|certain))\b",
    re.IGNORECASE,
)
_GOES_ON_TO_ASK = re.compile(
    r"^\s*(?:på\s+at|that|about|the|this|om|of)\b|\b(?:what|hva|kva|which|hvilke\w*|how|hvordan|where|hvor)\b",
    re.IGNORECASE,
)


def why(question: Question, context: Context, knowledge: KnowledgeBase) -> Found:
    """ "Why?": reasons the source gives, else what a level means, else where the answer is from."""
    last = context.previous
    if question.intent != WHY and not WHY_ALONE.search(question.text):
        return None
    if last.intent in _OF_REASONS:
        return question.asking(_OF_REASONS[last.intent])
    if last.intent in FIND | PROFILE:
        return question.asking("ask_source")
    if last.intent in ABOUT_CLUSTERS:
        levels = levels_of_clusters(last, knowledge)
        if levels:
            intent = "compare_levels" if len(levels) > 1 else "explain_level"
            return question.asking(intent, levels=levels)
    if last.intent in NOT_IN_SOURCE:
        return question.asking("ask_source")
    return question.asking(WHY)
