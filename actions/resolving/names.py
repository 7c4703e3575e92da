"""Names of clusters that the knowledge base doesn't hold, seen from the sentence."""

from __future__ import annotations

import re

from actions.question import Context, Question
from actions.resolving.words import refers_back

_MAY_HIDE_A_NAME = frozenset(
    {
        "list_clusters_at_level",
        "explain_level",
        "compare_levels",
        "check_level_of_cluster",
        "ask_nce_status",
        "out_of_scope",
        "nlu_fallback",
    }
)


_CLUSTER_NAME = re.compile(
    r"(?:(?:cluster|klynge\w*|network|nettverk\w*)$|^(?:nce|gce)\b)", re.IGNORECASE
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


def names_another_cluster(question: Question) -> bool:
    """Whether a question about levels is about something that calls itself a cluster.

    A name of several words in capitals counts too: "Biotech North, is it Arena or Arena Pro?"
    """
    if question.clusters or question.text.isupper():
        return False
    names = question.unknown_names
    if question.intent in _MAY_HIDE_A_NAME and any(_CLUSTER_NAME.search(name) for name in names):
        return True
    return question.intent in _MAY_HIDE_A_PROPER_NAME and any(
        _PROPER_NAME.search(name) for name in names
    )


def points_back(question: Question, context: Context) -> bool:
    """A pronoun and a word in small letters: rather a slip of the pen than a name."""
    lowercase = all(name == name.lower() for name in question.unknown_names)
    return lowercase and bool(context.clusters) and refers_back(question.text)


_SUBJECT = re.compile(
    r"^\W*(?:is|er|are|was|var)\s+((?:[^\W_]+\s+){1,4}?)(?=(?:an?|at|in|en|ei|eit|et|på|i|under|one|also)\s)",
    re.IGNORECASE,
)


_NOT_A_NAME = re.compile(
    r"\b(?:klyng\w*|clusters?|program\w*|nivå\w*|levels?|det|den|de|it|they|that|this|there|dette|vi|we|"
    r"nce|gce|arena|noder?|nodes?|my|min|vår|our|alle|all|the|du|you|jeg|noen|nokon|some|any|"
    r"bare|only|just|også|still|fortsatt|framleis|ikke|not|virkelig|really|egentlig)\b",
    re.IGNORECASE,
)


def subject_as_name(question: Question, context: Context) -> Question:
    """ "Is norsk hydro a GCE?": small letters hide a name, but the sentence shows its place."""
    asked = ("check_level_of_cluster", "ask_nce_status", "check_cluster_in_programme")
    subject = _SUBJECT.search(question.text)
    if (
        question.intent not in asked
        or question.clusters
        or question.unknown_names
        or not subject
        or _is_reference(subject.group(1))
    ):
        return question
    return question.asking(
        "check_cluster_in_programme", unknown_names=(subject.group(1).strip(),), levels=()
    )


def _is_reference(subject: str) -> bool:
    """Whether the subject of a question is a pronoun or a common noun rather than a name."""
    return bool(_NOT_A_NAME.search(subject))
