"""Yes-or-no questions: is a cluster at a level, is a brand a level."""

from __future__ import annotations

import re

from actions.question import Context, Question
from actions.resolving.comparisons import compare_clusters
from actions.resolving.intents import LIST
from actions.resolving.levels import about_level, are_brands, levels_of
from actions.resolving.names import points_back
from actions.resolving.words import (
    ALL_OF_THOSE,
    BRIEF,
    FEW,
    FIRST_PERSON,
    PROGRAMME,
    SAME,
    has_pronoun,
    refers_back,
    says_such,
    says_the_noun,
)
from bot.knowledge import KnowledgeBase


def check_level(question: Question, context: Context, knowledge: KnowledgeBase) -> Question:
    if question.clusters and question.levels:
        return question
    if are_brands(question.levels, knowledge) and PROGRAMME.search(question.text):
        return question.asking("ask_nce_status")  # "er NCE et program?"
    if len(question.clusters) > 1:
        return question.asking("compare_clusters")
    if question.clusters:
        if SAME.search(question.text) and context.clusters:
            return compare_clusters(question.asking("compare_clusters"), context, knowledge)
        same_check = context.last_intent == "check_level_of_cluster"
        if (same_check or says_such(question.text)) and levels_of(context, knowledge):
            return question.having(levels=levels_of(context, knowledge))
        return question.asking("check_cluster_in_programme")
    if question.unknown_names and not points_back(question, context):
        return question
    two = context.mentioned_clusters[-2:]
    one_found = len(context.clusters) == 1 or len(context.listed) == 1
    if question.levels and one_found and len(two) == 2:
        # "so neither of the two is Pro?", not "is it both NCE and GCE?"
        of_two = _OF_TWO.search(question.text) and not _OF_IT.search(question.text)
        if of_two and len(question.levels) == 1:
            return question.having(clusters=two, unknown_names=())
    few = 1 < len(context.listed) <= FEW
    if question.levels and not context.clusters and few and ALL_OF_THOSE.search(question.text):
        return question.having(clusters=context.listed)  # "both of them Arena?"
    brief = question.words <= BRIEF
    if question.levels and context.clusters and (brief or refers_back(question.text)):
        return question.having(clusters=context.clusters, unknown_names=())
    after_levels = context.last_intent in _ABOUT_SEVERAL
    of_it = has_pronoun(question.text) and not after_levels and not _ALL.search(question.text)
    speaks_of_one = FIRST_PERSON.search(question.text) or of_it
    if question.levels and speaks_of_one and context.mentioned_clusters and not context.clusters:
        one = context.mentioned_clusters[-1:]  # "I could have sworn we were GCE"
        return question.having(clusters=one, unknown_names=())
    if question.levels and not says_the_noun(question.text, knowledge):
        return question.asking(about_level(question, knowledge))
    if context.clusters:
        return check_level(
            question.having(clusters=context.clusters, unknown_names=()),
            context,
            knowledge,
        )
    if question.levels and context.last_intent in ("list_all_clusters", LIST):
        return question.asking(LIST)
    return question.asking("explain_level") if question.levels else question


def level_claimed(question: Question, context: Context, knowledge: KnowledgeBase) -> Question:
    """ "They say Nosca was Arena Pro. What is right for 2022?" is no question for a timeline."""
    claimed = question.intent in _OF_NO_CLUSTER and not _WHEN.search(question.text)
    if len(question.clusters) == 1 and question.levels and claimed:
        return question.asking("check_level_of_cluster")
    return question


_OF_TWO = re.compile(
    r"\b(?:neither|both|begge|ingen\s+av\s+de(?:m|i)?(?:\s+to)?|each\s+of\s+(?:them|those)|(?:the|those|these)\s+two|"
    r"(?:de|dei|disse|desse)\s+to)\b",
    re.IGNORECASE,
)
_OF_NO_CLUSTER = frozenset({"ask_timeline"})
_OF_IT = re.compile(r"\b(?<!got\s)(?:it|den|denne)\b", re.IGNORECASE)
_WHEN = re.compile(
    r"\b(?:when|når|since|how\s+long|(?:hvor|kor)\s+lenge|which\s+year|hvilket\s+år)\b",
    re.IGNORECASE,
)
_A_PROGRAMME = re.compile(
    r"\b(?:et|eit|a|eget|eige|own|separate)\s+(?:\w+\s+)?program\w*|\bprogram\w*\s+(?:for\s+seg|of\s+its\s+own)",
    re.IGNORECASE,
)
_ABOUT_SEVERAL = frozenset({"list_levels", "list_all_clusters", LIST})
_ALL = re.compile(
    r"\b(?:all|alle|fleste|most|(?:den|det|the)\s+(?:h\w+este|h\w+aste|highest|top))\b",
    re.IGNORECASE,
)


_PRESUMES = re.compile(
    r"^\W*(?:siden|sidan|ettersom|since|given\s+that|now\s+that|seeing\s+(?:that|as))\b"
    r"(?!\s+(?:when|de\s+(?:fleste|andre|øvrige)|dei\s+(?:fleste|andre))\b)"
    r"(?![^,]*\b(?:ikke|ikkje|not|isn['’]t|aren['’]t)\b)",
    re.IGNORECASE,
)


def presumed(question: Question, context: Context, knowledge: KnowledgeBase) -> Question:
    """ "Since Eyde is a GCE, who …?": puts right what is presumed, before anything is answered."""
    clusters = question.clusters
    if not clusters and has_pronoun(question.text):  # "since they are a GCE, …?"
        clusters = context.clusters
    levels = {cluster.level for id_ in clusters if (cluster := knowledge.cluster(id_))}
    wrong = len(levels) == 1 and question.levels and not levels & set(question.levels)
    if wrong and _PRESUMES.search(question.text):
        return question.asking("check_level_of_cluster", clusters=clusters)
    return question


_A_LEVEL = re.compile(
    r"\b(?:er|is|are|var|was)\s+(?:(?:det|dette|den|it|that|this|they|\w+)\s+)?(?:even\s+|nå\s+|no\s+|now\s+)?"
    r"(?:et|eit|a|an|one\s+of\s+the|også\s+et|also\s+a)\s+(?:\w+\s+)?(?:niv\w*|levels?|tiers?|trinn|steg|program\w*)\b",
    re.IGNORECASE,
)


def whether_a_level(question: Question, context: Context, knowledge: KnowledgeBase) -> Question:
    """ "What about NCE, is that a level too?": what became of the brand."""
    of_brand = len(question.levels) == 1 and are_brands(question.levels, knowledge)
    if of_brand and not question.clusters and question.intent in _MAY_ASK_OF_A_BRAND:
        return question.asking("ask_nce_status") if _A_LEVEL.search(question.text) else question
    return question


_MAY_ASK_OF_A_BRAND = frozenset(
    {"follow_up", "correction", "list_levels", "explain_level", "check_level_of_cluster"}
)


def named_without_level(question: Question, context: Context, knowledge: KnowledgeBase) -> Question:
    """ "Is Media still an NCE?": the cluster whose name is the level's and that word."""
    checks = question.intent in ("check_level_of_cluster", "ask_level_of_cluster")
    if question.clusters or len(question.levels) != 1 or not checks:
        return question
    level = knowledge.level(question.levels[0])
    begin = {f"{text} " for text in level.name.texts} if level else set()
    found = [
        cluster.id
        for cluster in knowledge.clusters
        for first in begin
        if cluster.name.startswith(first)
        and re.search(rf"\b{re.escape(cluster.name[len(first) :])}\b", question.said)
    ]
    if len(set(found)) != 1:
        return question
    return question.having(clusters=(found[0],), sectors=())


_OF_THE_LETTERS = re.compile(  # "… yet one is called NCE iKuben. How does that fit?"
    r"\b(?:why|how\s+come|hvorfor|kvifor|letters?|bokstav\w*|abbreviation|forkortels\w*|forkorting\w*|"
    r"(?:henger|heng)\s+(?:det|dette|det\s+der)\s+(?:i\s+hop|sammen|saman)|(?:går|stemmer)\s+det\s+(?:i\s+hop|opp|overens)|"
    r"(?:does|do|can)\s+(?:that|this|it|they)\s+(?:fit|add\s+up|square|go\s+together|be)|(?:the|that)\s+story)\b",
    re.IGNORECASE,
)


def status(question: Question, context: Context, knowledge: KnowledgeBase) -> Question:
    brief = question.words < BRIEF
    if brief and question.levels and context.clusters and not question.clusters:
        return question.asking("check_level_of_cluster", clusters=context.clusters[-1:])
    if any(name != name.lower() for name in question.unknown_names) and not question.clusters:
        return question.asking("check_cluster_in_programme")
    if question.clusters and not _OF_THE_LETTERS.search(question.text):
        return check_level(question.asking("check_level_of_cluster"), context, knowledge)
    brands = {level.id for level in knowledge.brands()}
    if question.levels and not set(question.levels) & brands:
        return question.asking("explain_level")
    return question


def programme(question: Question, context: Context, knowledge: KnowledgeBase) -> Question:
    """ "But is it a programme of its own?" while a brand is talked about."""
    last = context.previous
    of_brand = last.intent == "ask_nce_status" or are_brands(last.levels, knowledge)
    asks = _A_PROGRAMME.search(question.text) and refers_back(question.text)
    if of_brand and asks:
        return last.asking("ask_nce_status", text=question.text, clusters=())
    return question
