"""Clusters described by theme or place instead of named: "the seafood one", «den i Florø»."""

from __future__ import annotations

import re
from typing import Optional

from actions.question import Context, Names, Question
from actions.resolving.intents import ABOUT_ONE_CLUSTER, FIND, PROFILE
from actions.resolving.rules import Found
from actions.resolving.words import AMONG, FEW, ONE_OF, YES_OR_NO
from actions.searching import search
from bot.knowledge import KnowledgeBase
from bot.knowledge.base import NameFilter
from bot.knowledge.needle import word_of_a_name

_THE_ONE = re.compile(
    r"\bthe\b.{0,30}\bone\b|\bone\s+(?:in|from|at|with|for|that)\b|\b(?:that|this|which)\s+one\b|"
    r"\b(?:den(?:ne|na)?|han|ho|hun|hin|hain|ain)\b|\w*gjengen\b",
    re.IGNORECASE,
)
_THE_PEOPLE = re.compile(
    r"\b(?:de|dei|dem|dæm|those|them|ones)\s+(?:med|som|i|på|with|who|in)\b|\w+folk(?:a|et|ene)?\b|"
    r"\bthe\b.{0,30}\b(?:people|lot|folks?|crowd|gang|bunch)\b",
    re.IGNORECASE,
)
_TELL = re.compile(
    r"\b(?:special|about|tell|spesielt|fortell|does|do|gjør|driver|driv|gjer)\b", re.IGNORECASE
)
_BEGINS_WITH_ONE = re.compile(
    r"^\W*(?:(?:og|and|men|but)\s+)?(?:den\s+(?:i|på|ved|med|fra|frå)\b|the\b.{1,30}\bone\s*,)",
    re.IGNORECASE,
)
_ABOUT_ONE = ABOUT_ONE_CLUSTER | PROFILE
_WEBSITE = re.compile(
    r"\b(?:sites?(?!\s+(?:visit|of\s+the))|web\s?(?:sites?|pages?|address)|home\s?pages?|sites?\s+of\s+their\s+own|(?:their|its|'s)\s+site|"
    r"(?:hjemme|heime|nett|web|internett)(?:side|siå|sida|sia|sid|stad|sted|adress)\w*|url(?:en)?|lenk[ea]\w*|"
    r"(?:hvor|kor|kvar|where)\b.{0,40}\b(?:på\s+nettet|on\s+the\s+(?:web|internet)|online))\b",
    re.IGNORECASE,
)
_WHAT_IS_IT = re.compile(
    r"^\W*(?:what(?:\s+is|['’]s)\s+(?:it|that)|hva\s+er\s+(?:den|det)|kva\s+er\s+(?:ho|han|det))\W*$|"
    r"^\W*(?:(?:which|what)(?:\s+one)?\s+(?:does|has)|which(?:\s+one)?\s+is|"
    r"(?:hvilken|kva\s+for\s+ein)\s+(?:har|er)|(?:hva|kva)\s+har)\b",
    re.IGNORECASE,
)
_MAY_BE_FOR_A_PAGE = _ABOUT_ONE | FIND | {"check_level_of_cluster", "ask_contact"}


_LINK = re.compile(
    r"^\W*(?:(?:and|og|any|en|ei|a|the)\s+)?(?:link|lenke?|lenka|url)\W*$", re.IGNORECASE
)


def asked_for_a_page(question: Question, context: Context, knowledge: KnowledgeBase) -> Question:
    """A question about a cluster that speaks of its web page is one for that page."""
    if question.intent == "ask_source" and context.clusters and _LINK.search(question.text):
        return question.asking("ask_website")
    if question.intent == "check_level_of_cluster" and question.levels and question.clusters:
        return question  # "on its home page NCE Media seems to be an NCE. Is it listed so?"
    of_cluster = question.clusters or question.sectors or question.places
    # "We need the URL of Nordic Edge. What is it?", "We need a URL. Which does Nordic Edge have?"
    text = question.said if _WHAT_IS_IT.search(question.text) else question.text
    if of_cluster and question.intent in _MAY_BE_FOR_A_PAGE and _WEBSITE.search(text):
        return question.asking("ask_website")
    return question


def names_page(text: str) -> bool:
    """Whether a text speaks of a web page."""
    return bool(_WEBSITE.search(text))


def described_clusters(question: Question, context: Context, knowledge: KnowledgeBase) -> Names:
    """The clusters that "the construction one" or "den i Florø" describes, of the last list."""
    if question.unknown_names:
        return ()
    one = means_one(question, knowledge)
    of_level = question.levels and question.intent == "ask_level_of_cluster"
    if one and (
        of_level or question.intent in _OF_ONE_AND_ANOTHER
    ):  # "is the packaging one at the same level?"
        picked = pick_listed_or_earlier(question, context, knowledge)
        if not picked:
            picked = pick(question, None, knowledge)  # "would the solar one be their equal?"
        return picked if len(picked) == 1 and picked != context.clusters else ()
    if question.intent not in _ABOUT_ONE | FIND or question.levels:
        return ()
    narrows = question.places and question.intent == "ask_location"  # "just those in Nordland"
    some = one or (context.mentioned_clusters and not narrows and means_some(question, knowledge))
    if some and question.intent in _ABOUT_ONE and not AMONG.search(question.text):
        picked = pick_listed_or_earlier(question, context, knowledge)
        picked = picked or _pick_mentioned(question, context, knowledge)
        if picked and (len(picked) < len(context.listed) or len(picked) == 1):
            return picked
    if question.intent in ABOUT_ONE_CLUSTER and _THERE_IS_ONE.search(question.text):
        picked = pick(question, None, knowledge)  # "there's a cod one too, isn't there?"
        return picked if len(picked) == 1 else ()
    tells = _TELL.search(question.text) or _BEGINS_WITH_ONE.search(question.text)
    if question.intent in FIND and one and tells and context.listed:
        picked = pick(question, context.listed, knowledge)
        return picked if len(picked) == 1 else ()
    if YES_OR_NO.search(question.text):
        return ()
    if question.intent == "ask_website":  # "the web page of the energy people at Fornebu"
        return pick(question, None, knowledge)
    if question.intent in ("ask_location", "similar_clusters") and not question.places:
        return pick(question, None, knowledge)
    return ()


_THERE_IS_ONE = re.compile(
    r"^\W*(?:(?:and|but|og|men)\s+)?(?:there(?:'s|’s|\s+is|\s+was)|(?:er|finnes|fins|finst|var)\s+det\s+(?:ikke|ikkje|jo|vel))\s+"
    r"(?:also\s+|også\s+)?(?:a|an|en|ei|ein)\b",
    re.IGNORECASE,
)
_SUPERLATIVE_ONE = re.compile(
    r"\b(?:beste?|most|meste?|flest|largest|biggest|smallest|smartest|strongest|størst\w*|minst\w*)\b",
    re.IGNORECASE,
)
_OF_ONE_AND_ANOTHER = frozenset({"compare_clusters", "check_level_of_cluster"})


def alike_elsewhere(question: Question, context: Context, knowledge: KnowledgeBase) -> Found:
    """ "Has the south something similar?" after a cluster: those there with a theme of its own.

    With all of its themes, if others have them, else with one of them, or a wider one.
    """
    if not question.places or question.sectors or question.clusters or question.levels:
        return None
    talked_of = context.clusters[-1:] or context.mentioned_clusters[-1:]
    profile = knowledge.profile(talked_of[0]) if talked_of else None
    asks = question.intent in FIND | {"similar_clusters", "follow_up"}
    if profile is None or not asks or not _ALIKE.search(question.text):
        return None
    found = question.asking("clusters_by_theme", sectors=tuple(profile.sectors), unknown_names=())
    wider = knowledge.with_broader(profile.sectors)
    single = [one.id for one in knowledge.sectors if one.id in profile.sectors]
    single += [one.id for one in knowledge.sectors if one.id in wider and one.id not in single]
    for sectors in (found.sectors, *((id_,) for id_ in single)):
        alike = search(found.having(sectors=sectors), knowledge).fitting
        if any(one.id not in talked_of for one in alike):
            return found.having(sectors=sectors)
    return found


def where_that_one_is(question: Question, context: Context, knowledge: KnowledgeBase) -> Found:
    """ "They ask where the wind cluster is based", taken for a search: where it is."""
    asks = question.intent in FIND and question.sectors and not question.places
    if not asks or question.clusters or not _WHERE_THE_ONE_IS.search(question.text):
        return None
    picked = pick(question, None, knowledge)
    if not 0 < len(picked) <= FEW:
        return None
    return question.asking("ask_location", clusters=picked, sectors=())


def whether_one_of_them(question: Question, context: Context, knowledge: KnowledgeBase) -> Found:
    """ "Is the one in Molde one of them?" of a level: whether that one is there."""
    of_them = YES_OR_NO.search(question.text) and ONE_OF.search(question.text)
    if not of_them or not context.levels or not (question.places or question.sectors):
        return None
    if question.levels or question.clusters or not means_one(question, knowledge):
        return None
    picked = pick(question, None, knowledge)
    if len(picked) != 1:
        return None
    asked = question.having(sectors=(), places=(), levels=context.levels)
    return asked.asking("check_level_of_cluster", clusters=picked)


_ALIKE = re.compile(
    r"\b(?:søsken|søsk(?:en|jen)\w*|slektning\w*|siblings?|sisters?|relatives?|lik(?:e|nar)\w*\s+(?:på|den|det)|tilsvarende|tilsvarande|lignende|liknende|liknande|maken|(?:noe|noko)\s+(?:slikt|sånt|i\s+den\s+dur)|"
    r"equivalents?|counterparts?|similar|comparable|of\s+(?:the|that)\s+(?:kind|sort)|like\s+(?:it|that|them|this))\b",
    re.IGNORECASE,
)
_WHERE_THE_ONE_IS = re.compile(
    r"\b(?:hvor|kor|kvar|where)\b.{0,12}(?:\w*klyng(?:en|a)\b|\bthe\s+(?:\w+\s+){1,2}(?:cluster|people|folks?)\b)"
    r".*\b(?:er|e|ligger|ligg|sitter|sit|holder|held|basert|hører|høyrer|is|are|sits?|based|located)\b",
    re.IGNORECASE,
)


def described_by_name(question: Question, context: Context, knowledge: KnowledgeBase) -> Names:
    """The one cluster of the last list whose name holds a word: "the arctic one, what is it?"."""
    asks = question.intent in _ABOUT_ONE | _OF_ONE_AND_ANOTHER
    if not asks or question.names_something or question.ordinals or len(context.listed) < 2:
        return ()
    if not means_one(question, knowledge) or _SUPERLATIVE_ONE.search(question.text):
        return ()
    listed = [cluster for id_ in context.listed if (cluster := knowledge.cluster(id_))]
    names = [str(cluster.name) for cluster in listed]
    said = word_of_a_name(question.text, names, knowledge.vocabulary.forms)
    found = knowledge.filter_by_name(NameFilter("contains", said), listed) if said else []
    return tuple(cluster.id for cluster in found) if len(found) == 1 else ()


def means_one(question: Question, knowledge: KnowledgeBase) -> bool:
    """Whether a text speaks of a certain one: "the seafood one", «den i Florø»."""
    the_one = _THE_ONE.search(question.text) or knowledge.vocabulary.the_one.search(question.text)
    return bool(the_one)


def means_some(question: Question, knowledge: KnowledgeBase) -> bool:
    """Whether a text speaks of certain ones, few or one: «dei med torsken», "the wind people"."""
    of_people = _THE_PEOPLE.search(question.text) or _THE_PEOPLE.search(question.said)
    return means_one(question, knowledge) or bool(of_people)


def pick_listed_or_earlier(question: Question, context: Context, knowledge: KnowledgeBase) -> Names:
    """Those of the last list, or else of the one it was narrowed from: "and the Stavanger one?"."""
    picked = pick(question, context.listed, knowledge)
    return picked or pick(question, context.earlier, knowledge)


def _pick_mentioned(question: Question, context: Context, knowledge: KnowledgeBase) -> Names:
    """The one of those talked about: "back to the ones in Florø"."""
    picked = pick(question, context.mentioned_clusters, knowledge)
    return picked if len(picked) == 1 else ()


def pick(question: Question, among: Optional[Names], knowledge: KnowledgeBase) -> Names:
    """The clusters of a theme or a place; of those of a list, where one is given."""
    if among is not None and not among:
        return ()
    found = search(question.asking("", among=among or (), levels=()), knowledge)
    there = found.fitting or (found.reaching if among else ())
    return tuple(one.id for one in there)
