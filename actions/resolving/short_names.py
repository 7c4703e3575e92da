"""Clusters by one word of their names, where clusters are talked about: "and Cod?"."""

from __future__ import annotations

import re
from collections import defaultdict
from functools import lru_cache
from typing import Dict, Mapping, Pattern, Set, Tuple

from actions.question import Context, Question
from actions.resolving.intents import (
    ABOUT_CLUSTERS,
    ABOUT_LEVELS,
    ABOUT_ONE_CLUSTER,
    FIND,
    FOLLOW_UPS,
    PROFILE,
)
from bot.knowledge import KnowledgeBase
from bot.knowledge.vocabulary import one_of

_MAY_NAME_ONE = ABOUT_ONE_CLUSTER | FOLLOW_UPS | {"check_level_of_cluster", "compare_clusters"}
_TALKED_OF = ABOUT_CLUSTERS | ABOUT_LEVELS | {"list_all_clusters", "ask_nce_status", "list_levels"}
_LEAD = re.compile(
    r"^\W*(?:(?:og|and|men|but|så|so|ok|hva\s+med|kva\s+med|ka\s+med|what\s+about|how\s+about|samme\s+med|same\s+with)"
    r"\W+)+",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W\d_]+")
_LEAST = 3  # letters
_NO_NAMES = "is are was does do the a an er var har hva hvem which what who kva any noen"
_NO_NAME = frozenset(_NO_NAMES.split())
_ASKS_OF_ONE = ABOUT_ONE_CLUSTER | {"check_level_of_cluster"}


def named_by_a_word(question: Question, context: Context, knowledge: KnowledgeBase) -> Question:
    """The cluster that a word in capitals is told by; other questions come back as they are.

    In small letters "media" and "cod" are themes, and so they are in a search.
    """
    last = context.last
    if last is None or last.intent not in _TALKED_OF or question.intent not in _MAY_NAME_ONE:
        return question
    if question.clusters or question.name_filter or question.text.isupper():
        return question
    own = _own_words(tuple((one.id, str(one.name)) for one in knowledge.clusters))
    text = _LEAD.sub("", question.said or question.text)
    led = text != (question.said or question.text)
    words = [word.group() for word in _WORD.finditer(text)]
    spoken = words if led else words[1:]
    longer = {  # "Maritime CleanTech" is not the cluster that "Maritime" tells
        word
        for name in question.unknown_names
        if len(name.split()) > 1
        for word in _WORD.findall(name)
    }
    found = {
        own[word]
        for word in spoken
        if word in own and word not in longer and not _is_where(word, question)
    }
    if len(found) != 1:
        return question
    named = question.having(clusters=tuple(found), sectors=(), unknown_names=())
    return named.asking("follow_up") if led and len(words) <= 2 else named


def _is_where(word: str, question: Question) -> bool:
    """ "Is it in Oslo?" names a place, and no cluster that is called after it."""
    place = re.search(rf"\b(?:in|at|near|i|på|ved|from|fra|frå)\s+{word}\b", question.text)
    return bool(question.places and place)


def named_like_a_cluster(
    question: Question, context: Context, knowledge: KnowledgeBase
) -> Question:
    """ "Is the Life Science Cluster in Arena Pro?": a name of none, though its words are themes."""
    if question.clusters or question.unknown_names or question.intent not in _ASKS_OF_ONE:
        return question
    if not question.sectors or question.text.isupper():
        return question
    found = _name_of_none(tuple(knowledge.vocabulary.forms)).search(question.said)
    words = found.group(1).split() if found else []
    while words and words[0].lower() in _NO_NAME:
        words = words[1:]
    if len(words) < 2:
        return question
    name = (" ".join(words),)
    return question.having(unknown_names=name, sectors=(), places=())


def named_like_a_level(question: Question, context: Context, knowledge: KnowledgeBase) -> Question:
    """ "What does Node do, and where is it?" after a list with GCE NODE in it: that cluster."""
    if question.clusters or len(question.levels) != 1 or question.intent not in _ASKS_OF_IT:
        return question
    level = knowledge.level(question.levels[0])
    if level is None or _A_LEVEL.search(question.text):
        return question
    called = {text.lower() for text in level.name.texts}
    found = {}
    for id_ in (*context.listed, *context.mentioned_clusters, *context.clusters):
        cluster = knowledge.cluster(id_)
        word = str(cluster.name).split()[-1].lower() if cluster else ""
        if len(word) >= _LEAST and any(text != word and text.startswith(word) for text in called):
            found[id_] = word
    if len(found) != 1:
        return question
    ((id_, word),) = found.items()
    if not re.search(rf"\b{re.escape(word)}\b", question.text, re.IGNORECASE):
        return question
    asks = question.intent if question.intent in _ASKS_OF_IT - FIND else "ask_theme"
    asks = "about_cluster" if asks == "explain_level" else asks
    return question.asking(asks, clusters=(id_,), levels=(), unknown_names=())


_A_LEVEL = re.compile(
    r"\b(?:a|an|en|ein|ei|slik|sånn|level|tier|niv\w*|trinn\w*)\s+(?:en\s+|ein\s+)?node\b|"
    r"\bnode(?:-?\s?)(?:level|tier|niv\w*|trinn\w*|status\w*|klyng\w*|clusters?)",
    re.IGNORECASE,
)
_ASKS_OF_IT = PROFILE | FIND | {"about_cluster", "explain_level", "ask_level_of_cluster"}


@lru_cache(maxsize=4)
def _name_of_none(forms: Tuple[str, ...]) -> Pattern[str]:
    """Words in capitals that end as names of clusters do: "Life Science Cluster"."""
    ends = f"{one_of(form.capitalize() for form in forms)}|Network|Nettverk|Norway|Norge|Noreg"
    return re.compile(rf"\b((?:[A-ZÆØÅ][\w&-]*\s+){{1,4}}(?:{ends}))\b")


@lru_cache(maxsize=4)
def _own_words(names: Tuple[Tuple[str, str], ...]) -> Mapping[str, str]:
    """The words that one official name alone holds, as written there, with the cluster's id."""
    holders: Dict[str, Set[str]] = defaultdict(set)
    for id_, name in names:
        for word in _WORD.findall(name):
            holders[word].add(id_)
    return {
        word: next(iter(ids))
        for word, ids in holders.items()
        if len(ids) == 1 and len(word) >= _LEAST and word[0].isupper()
        if word.lower() not in _NO_NAME
    }
