"""Of two things talked about: "the former", "sistnevnte", "the other one", "the other two"."""

from __future__ import annotations

import re
from typing import Tuple

from actions.question import Context, Names, Question
from actions.resolving.intents import ABOUT_CLUSTERS, FOLLOW_UPS
from actions.resolving.words import FEW
from bot.knowledge import KnowledgeBase

_FORMER = re.compile(
    r"\b(?:(?:først|fyrst)(?:e)?\s?ne(?:v|m)n(?:te|de|d|t)|(?:the\s+)?former)\b", re.IGNORECASE
)
_LATTER = re.compile(
    r"\b(?:sist(?:e)?\s?ne(?:v|m)n(?:te|de|d|t)|(?:the\s+)?latter)\b", re.IGNORECASE
)
_OTHERS = re.compile(
    r"\b(?:(?:de|dei|dæm|dem)\s+(?:to|tre)\s+andre|(?:de|dei|dæm|dem)\s+andre\s+(?:to|tre)|"
    r"(?:the\s+)?other\s+(?:two|three|pair)|(?:the\s+)?(?:two|three)\s+others?)\b",
    re.IGNORECASE,
)
_OTHER = re.compile(
    r"\bthe\s+other(?:\s+one)?(?:'?s)?\b(?!\s+(?:way|day|hand|levels?|groups?|figures?))",
    re.IGNORECASE,
)
_SECOND_OR_OTHER = re.compile(r"\b(?:den|han|ho|hun|hain)\s+andre\b", re.IGNORECASE)
_OTHER_LEVEL = re.compile(
    r"(?<!er\s)\bdet\s+andre\b(?!\s+(?:niv|trinn|tal|av|klyng)\w*)", re.IGNORECASE
)
_THAN = re.compile(r"\b(?:enn|than|som|as)\s+(?:de|dei|dæm|dem|the)\b", re.IGNORECASE)
_OF_FIGURES = re.compile(
    r"\b(?:figures?|numbers?|tal(?:l|let|la|lene)?|things?|ting)\b", re.IGNORECASE
)
_FIRST_SAID = re.compile(
    r"\b(?:first|første?|fyrste?)\b.{0,12}?\b(?:I|we|you|jeg|eg|æ|vi|du)\s+"
    r"(?:mentioned|named|asked|said|told|gave|listed|nevnte|nemnde|spurte|sa|fortalte|ga)\b|"
    r"\b(?:(?:we|I)\s+(?:started|began)\s+with|(?:vi|jeg|eg)\s+(?:begynte|byrja|starta|startet)\s+med)\b|"
    r"\b(?:back\s+to|tilbake\s+til|attende\s+til)\s+(?:the|den|det|han|ho)\s+(?:very\s+)?(?:first|første|fyrste)\b",
    re.IGNORECASE,
)
_REMAINING = re.compile(
    r"\b(?:remaining(?!\s+(?:levels?|clusters|ones))|one\s+(?:that\s+is\s+|that's\s+)?left(?:\s+over)?|"
    r"yet\s+to\s+go|(?:som|der)\s+(?:gjenstår|står\s+igjen|er\s+igjen|er\s+att)|"
    r"gjenværende|gjenverande|siste\s+som\s+(?:er\s+igjen|gjenstår))\b",
    re.IGNORECASE,
)
_PLURAL = re.compile(r"\b(?:de|dei|dem|dæm)\s+(?:sist|først|fyrst)|\bones\b", re.IGNORECASE)
_COUNTS = {"to": 2, "two": 2, "pair": 2, "tre": 3, "three": 3}


def pick_of_pair(question: Question, context: Context, knowledge: KnowledgeBase) -> Question:
    """The cluster or level that such words stand for; other questions come back as they are."""
    if question.intent == "check_level_of_cluster" and question.clusters and not question.levels:
        return _at_former_or_latter(question, context)
    if question.clusters or question.levels or context.last is None:
        return question
    of_clusters = context.clusters or question.intent in ABOUT_CLUSTERS
    first_said = _FIRST_SAID.search(question.said or question.text)
    if question.intent.startswith("ask_effect") or _OF_FIGURES.search(question.text):
        first_said = None
    if of_clusters and context.mentioned_clusters and first_said:
        return _with(question, "clusters", context.mentioned_clusters[:1])
    if context.mentioned_levels and first_said:
        return _with(question, "levels", context.mentioned_levels[:1])
    of_one = question.intent in ABOUT_CLUSTERS | FOLLOW_UPS | {"ask_contact", "ask_leaders"}
    left = _not_asked_about(context)
    if left and of_one and _REMAINING.search(question.text):
        return _with(question, "clusters", left)
    for pattern, place in ((_FORMER, 0), (_LATTER, -1)):
        if pattern.search(question.text):
            kind, pair = _pair(context, question.intent in ABOUT_CLUSTERS, question.text)
            if kind == "levels" and len(pair) == 2 and context.levels == (pair[place],):
                place = -1 - place  # in the order of mention, the one asked about comes last
            return _with(question, kind, (pair[place],)) if pair else question
    others = _OTHERS.search(question.text)
    means_other = _means_other(question.text, knowledge)
    if others:
        wanted = next(n for word, n in _COUNTS.items() if word in others.group().lower().split())
        kind, names = _besides(context, wanted)
        names = names[-wanted:] if len(names) >= wanted else ()
    elif (
        _OTHER_LEVEL.search(question.text)
        and not context.clusters
        and context.last.intent != "list_levels"
    ):  # «nei, det andre»
        kind, names = _besides(context)
        names = names[-1:] if kind == "levels" else ()
    elif (means_other or _SECOND_OR_OTHER.search(question.text)) and (
        other := _other_of_two(context)
    ):
        kind, names = "clusters", other
    elif means_other:
        kind, names = _besides(context)
        names = names[-1:]
    else:
        return question
    if names and kind == "clusters" and _THAN.search(question.text):  # "higher than the other two"
        return _with(question.asking("compare_clusters"), kind, (*names, *context.clusters))
    return _with(question, kind, names) if names else question


def _at_former_or_latter(question: Question, context: Context) -> Question:
    """ "Does HelseINN belong to the latter?", of two levels talked about."""
    two = context.levels if len(context.levels) == 2 else context.mentioned_levels[-2:]
    for pattern, place in ((_FORMER, 0), (_LATTER, -1)):
        if len(two) == 2 and pattern.search(question.text):
            return question.having(levels=(two[place],))
    return question


def _means_other(text: str, knowledge: KnowledgeBase) -> bool:
    """Whether a text speaks of "the other one", and not of "the other clusters"."""
    word = knowledge.vocabulary.word
    return any(not word.match(text[found.end() :].lstrip()) for found in _OTHER.finditer(text))


def _other_of_two(context: Context) -> Names:
    """Of two clusters, the one that the last question was not about: «og den andre?»."""
    lists = (context.listed, context.earlier)
    two = next((one for one in lists if len(one) == 2), context.pair)
    here = context.clusters
    if len(two) != 2 or len(here) != 1 or here[0] not in two:
        return ()
    return tuple(name for name in two if name not in here)


def _not_asked_about(context: Context) -> Names:
    """The one of a short list that no question was about: "and the remaining one?"."""
    left = tuple(name for name in context.listed if name not in context.mentioned_clusters)
    return left if len(left) == 1 and len(context.listed) <= FEW else ()


def _pair(context: Context, of_clusters: bool, text: str) -> Tuple[str, Names]:
    """The two things talked about last: those of one question, else the last two mentioned."""
    last = context.last
    assert last is not None
    plural_levels = _PLURAL.search(text) and last.levels and not last.clusters
    if plural_levels and len(last.levels) == 1 and len(context.mentioned_levels) > 1:
        return "levels", context.mentioned_levels[-2:]
    for kind, names in (("clusters", last.clusters), ("levels", last.levels)):
        if len(names) > 1:
            return kind, names[:2]
    if last.clusters and len(context.pair) == 2 and set(last.clusters) <= set(context.pair):
        return "clusters", context.pair
    if len(context.listed) == 2 and not last.clusters:
        return "clusters", context.listed
    of_clusters = of_clusters and len(context.mentioned_clusters) > 1
    by_cluster = bool(last.clusters) or of_clusters or not context.mentioned_levels
    kind = "clusters" if by_cluster else "levels"
    names = context.mentioned_clusters if by_cluster else context.mentioned_levels
    return kind, names[-2:] if len(names) > 1 else ()


def _besides(context: Context, wanted: int = 0) -> Tuple[str, Names]:
    """What else was mentioned than what the last question was about, oldest first.

    Where just as many as wanted are left of the list that one was picked from, those.
    """
    last = context.last
    assert last is not None
    left = tuple(name for name in context.earlier if name not in context.listed)
    if not last.clusters and wanted and len(left) == wanted:
        return "clusters", left  # of the list that the last one was narrowed from
    if last.clusters:
        for listed in (context.listed, context.earlier):
            others = tuple(name for name in listed if name not in last.clusters)
            if set(last.clusters) < set(listed) and len(others) == wanted:
                return "clusters", others
        here, mentioned, kind = last.clusters, context.mentioned_clusters, "clusters"
        pair = next((one for one in (context.listed, context.earlier) if len(one) == 2), ())
        mentioned = tuple(dict.fromkeys((*pair, *mentioned)))
    else:
        here, mentioned, kind = last.levels, context.mentioned_levels, "levels"
    return kind, tuple(name for name in mentioned if name not in here)


def _with(question: Question, kind: str, names: Names) -> Question:
    if kind == "clusters":
        return question.having(clusters=names, unknown_names=(), ordinals=())
    return question.having(levels=names, unknown_names=(), ordinals=())
