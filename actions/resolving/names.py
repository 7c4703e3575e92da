"""Names of clusters that the knowledge base doesn't hold, seen from the sentence."""

from __future__ import annotations

import re

from actions.question import Context, Question
from actions.resolving.intents import LIST
from actions.resolving.words import refers_back
from bot.knowledge import KnowledgeBase
from bot.knowledge.vocabulary import Vocabulary

_MAY_HIDE_A_NAME = frozenset(
    {
        LIST,
        "explain_level",
        "compare_levels",
        "check_level_of_cluster",
        "ask_nce_status",
        "out_of_scope",
        "nlu_fallback",
    }
)


_MAY_HIDE_A_PROPER_NAME = _MAY_HIDE_A_NAME | {
    "ask_programme",
    "ask_timeline",
    "ask_effect_period",
    "ask_owner",
    "list_levels",
    "compare_clusters",
}
_PROPER_NAME = re.compile(r"^[A-ZÆØÅ]\S*(?:\s+(?:[a-zæøå]{1,3}\s+)?[A-ZÆØÅ0-9]\S*)+$")


def names_another_cluster(
    question: Question, context: Context, knowledge: KnowledgeBase
) -> Question:
    """ "Biotech North, is it Arena or Arena Pro?": whether that is in the programme at all.

    So are questions about levels that name what calls itself a cluster.
    """
    if question.clusters or question.name_filter or question.text.isupper():
        return question
    names, calls_itself_one = question.unknown_names, knowledge.vocabulary.own_name
    own = question.intent in _MAY_HIDE_A_NAME and any(map(calls_itself_one.search, names))
    proper = question.intent in _MAY_HIDE_A_PROPER_NAME and any(map(_PROPER_NAME.search, names))
    if not own and not proper:
        return question
    return question.asking("check_cluster_in_programme", levels=())


def points_back(question: Question, context: Context) -> bool:
    """A pronoun and a word in small letters: rather a slip of the pen than a name."""
    lowercase = all(name == name.lower() for name in question.unknown_names)
    mentioned = context.clusters or context.mentioned_clusters
    return lowercase and bool(mentioned) and refers_back(question.text)


_SUBJECT = re.compile(
    r"^\W*(?:is|er|are|was|var)\s+((?:[^\W_]+\s+){1,4}?)(?=(?:an?|at|in|en|ei|eit|et|på|i|under|one|also)\s)",
    re.IGNORECASE,
)


_NOT_A_NAME = re.compile(
    r"\b(?:program\w*|nivå\w*|levels?|det|den|de|ho|hun|hu|han|she|he|it|they|that|this|there|dette|vi|we|"
    r"my|min|vår|our|alle|all|the|du|you|jeg|noen|nokon|some|any|"
    r"hv\w+|kven|kva|kor|når|who|what|where|which|when|why|begge|both|neither|ingen|disse|desse|those|these|hver|each|every|annen|andre|other|another|neste|next|siste|last|første|first|samme|same|"
    r"bare|only|just|også|still|fortsatt|framleis|ikke|not|virkelig|really|egentlig)\b",
    re.IGNORECASE,
)


def subject_as_name(question: Question, context: Context, knowledge: KnowledgeBase) -> Question:
    """ "Is norsk hydro a GCE?": small letters hide a name, but the sentence shows its place."""
    vocabulary = knowledge.vocabulary
    named = vocabulary.next_name.search(question.text)
    if question.name_filter:
        return question
    of_level = named is not None and _is_a_level(named.group(1), knowledge)
    if of_level:
        return question
    if named and not question.names_something and not _is_reference(named.group(2), vocabulary):
        name = (named.group(1).strip(),)
        return question.asking("check_cluster_in_programme", unknown_names=name, levels=())
    asked = ("check_level_of_cluster", "ask_nce_status", "check_cluster_in_programme")
    subject = _SUBJECT.search(question.text)
    if (
        question.intent not in asked
        or question.clusters
        or question.unknown_names
        or not subject
        or _is_reference(subject.group(1), vocabulary)
        or _is_a_level(subject.group(1), knowledge)
    ):
        return question
    return question.asking(
        "check_cluster_in_programme", unknown_names=(subject.group(1).strip(),), levels=()
    )


def _is_a_level(name: str, knowledge: KnowledgeBase) -> bool:
    """Whether what looks like a cluster's name is that of a level: "under NCE"."""
    texts = {text.lower() for level in knowledge.levels for text in level.name.texts}
    return name.strip().lower() in texts


def _is_reference(subject: str, vocabulary: Vocabulary) -> bool:
    """Whether the subject of a question is a pronoun or a common noun rather than a name."""
    return bool(_NOT_A_NAME.search(subject) or vocabulary.no_name.search(subject))
