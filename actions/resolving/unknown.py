"""What no source tells of clusters: how large and how old they are, and which is more so."""

from __future__ import annotations

import re

from actions.question import Context, Question
from actions.resolving.intents import ABOUT_CLUSTERS, FIND, FOLLOW_UPS, LIST
from actions.resolving.words import has_pronoun, refers_back, says_the_noun
from bot.knowledge import KnowledgeBase

_LARGE = r"(?:større|mindre|bigger|larger|smaller)"
_OTHER_THAN_SIZE = (
    r"(?!\s+(?:\w+\s+)?(?:niv\w*|trinn\w*|levels?|tiers?|effekt\w*|effects?|del|andel\w*|part|share|grad|utslag\w*|"
    r"forskjell\w*|difference|impact|verdiskap\w*|sal(?:es?|g)\w*|growth|vekst\w*|prosjekt\w*|projects?|vekt|betydning))"
)
_SIZE = re.compile(
    rf"\b{_LARGE}\s+(?:enn|than)\b|"
    rf"\b(?:er|e|is|are|var|was)\s+(?:(?:det|den|dei?|ho|han|it|they|that)\s+)?"
    rf"(?:(?!noe\b|noko\b|something\b|anything\b)\w+\s+)?(?:the\s+)?{_LARGE}\W*$|"
    rf"\b(?:hvor|kor|how)\s+(?:stor|store|stort|big|large)\b{_OTHER_THAN_SIZE}|"
    r"\b(?:størst|biggest|largest|smallest)\b(?=\W*$)|"
    r"\b(?:hvem|kven|kem|hvilken|which|who)\b(?:.{0,20}\b(?:av|of)\b.{0,12})?\s+(?:er|e|is)\s+(?:den\s+|the\s+)?"
    rf"(?:størst\w*|minst|biggest|largest|smallest)\b{_OTHER_THAN_SIZE}",
    re.IGNORECASE,
)
_AGE = re.compile(
    r"\b(?:eldst|yngst|oldest|youngest|newest)e?\b(?!\s+(?:niv\w*|trinn\w*|levels?|tiers?|labels?|merke\w*|mennesk\w*|"
    r"folk\w*|people|pasient\w*|patients?|generasj\w*|av\s+(?:oss|befolk\w*)))|"
    r"\b(?:eldre|yngre|nyere|nyare|older|younger|newer)\s+(?:enn|than)\b|"
    r"\b(?:how\s+old|(?:hvor|kor)\s+(?:gammel|gammal|gamal|gamle))\b",
    re.IGNORECASE,
)
_LEVELWISE = re.compile(
    r"\b(?:level|tier)-?\s?wise\b|\bnivåmessig\w*|\b(?:in|i|på)\s+(?:level|nivå)\b", re.IGNORECASE
)
_OF_LEVELS = frozenset({"explain_level", "list_levels"})
_OF_CLUSTERS = ABOUT_CLUSTERS | FIND | FOLLOW_UPS | _OF_LEVELS | {LIST, "ask_members", "ask_map"}


def size(question: Question, context: Context, knowledge: KnowledgeBase) -> Question:
    """ "Is it larger than the wind people?", "how big is it?": no source tells how large."""
    if not _is(_SIZE, question):
        return question
    return _as_unknown("ask_members", question, context, knowledge)


def age(question: Question, context: Context, knowledge: KnowledgeBase) -> Question:
    """ "Which of them is the oldest?": no source tells when clusters were founded."""
    if not _is(_AGE, question):
        return question
    return _as_unknown("ask_history", question, context, knowledge)


def _is(words: re.Pattern[str], question: Question) -> bool:
    of_levels = _LEVELWISE.search(question.text)  # "is it bigger, level-wise?"
    asks = question.intent in _OF_CLUSTERS and words.search(question.text)
    return bool(asks) and not of_levels


def _as_unknown(
    intent: str, question: Question, context: Context, knowledge: KnowledgeBase
) -> Question:
    """What is asked of clusters named, talked about or listed; not of levels and figures."""
    if question.intent in _OF_LEVELS and not context.clusters:
        return question
    if question.levels or question.metrics or question.years or question.name_filter:
        return question
    talked_of = context.clusters or context.listed or context.mentioned_clusters
    of_them = talked_of and (has_pronoun(question.text) or refers_back(question.text))
    of_clusters = question.clusters or of_them or says_the_noun(question.text, knowledge)
    if not of_clusters or question.placed:
        return question
    of_levels = context.levels and not context.clusters and not question.clusters
    if of_levels and not says_the_noun(question.text, knowledge) and not context.listed:
        return question  # "the younger of the two", of levels
    return question.asking(
        intent,
        clusters=question.clusters or context.clusters,
        sectors=(),
        ordinals=(),
        unknown_names=(),
        hinted=False,
    )
