"""Themes and places: when a question about clusters is a search, and whom of a list it describes.

"Arena clusters in Bergen" is a search whatever the model took it for; "only the Arena ones"
narrows the last search; "where is the seafood one?" picks a cluster of the last list.
"""

from __future__ import annotations

import re
from typing import Dict, Optional

from actions.question import Context, Names, Question
from actions.resolving.areas import compares_counties, with_area
from actions.resolving.described import (
    described_by_name,
    described_clusters,
    means_one,
    means_some,
    pick,
)
from actions.resolving.directions import farthest, nearest
from actions.resolving.intents import (
    ABOUT_LEVELS,
    ABOUT_ONE_CLUSTER,
    FIND,
    KEEP_SEARCHING,
    LIST,
    MAY_SEARCH,
    PROFILE,
)
from actions.resolving.words import (
    ALL_OF_THOSE,
    ALSO,
    AMONG,
    BESIDES_THOSE,
    BRIEF,
    EVERYTHING,
    LEFT_OUT,
    OTHERS,
    PROGRAMME,
    SAME,
    STANDS_WHERE,
    WHO_ELSE,
    YES_OR_NO,
    refers_back,
)
from actions.searching import search
from bot.knowledge import KnowledgeBase

ONLY = re.compile(
    r"\b(?:bare|kun|berre|bærre|only|just|narrow\w*|snevr\w*|filtrer\w*|filter|begrens\w*|limit)\b",
    re.IGNORECASE,
)
_WHERE_FROM = re.compile(
    r"\b(?:fylke\w*|county|hvilken\s+by|kva\s+by|(?:which|what)\s+(?:city|town))\b|"
    r"\b(?:hvor|kor|kvar)\b.*\bfra\b|\bwhere\b.*\bfrom\b|"
    r"^(?!.*\b(?:niv|trinn|rang|hierark|stige)).*\b(?:hører|høyrer)\b.*\b(?:hjemme|heime)\b",
    re.IGNORECASE,
)
_WHETHER = re.compile(
    r"^\W*(?:og\s+|and\s+|men\s+|but\s+)?(?:jobber|jobbar|arbeider|arbeidar|driver|driv|ligger|ligg|holder|"
    r"held|satser|satsar)\b",
    re.IGNORECASE,
)
_ANY = re.compile(r"\b(?:any|some|noen|nokon|nokre|nån)\b", re.IGNORECASE)
_WHICH_ONES = re.compile(r"\b(?:which|who|hvilke\w*|hvem|kven|kem|hem)\b", re.IGNORECASE)
_EXISTS = re.compile(
    r"\b(?:is|are)\s+there\s+(?:one|ones|some|others?|another|an?)\b|"
    r"\b(?:er|fins|finst|finnes)\s+det\s+(?:en|ei|ein|noen|nokon|nokre|andre|fler\w*|fleire)\b",
    re.IGNORECASE,
)
_TAG = re.compile(
    r"\b(?:isn['’]?t\s+it|aren['’]?t\s+they|right|correct|ikke\s+sant|ikkje\s+sant|stemmer\s+(?:ikke\s+)?det)\W*$",
    re.IGNORECASE,
)
_AT_A_PLACE = re.compile(r"\b(?:i|in|på|at|near|nær|from|fra)\s+([A-ZÆØÅ][a-zæøå]{2,})")
_ALL_OF_THEM = re.compile(
    r"\b(?:they|them|those|these|all|both|dem|de|dei|disse|desse|alle|begge|dæm)\b", re.IGNORECASE
)


def is_search(question: Optional[Question]) -> bool:
    """Whether a question was, or is, about clusters of a theme or a place."""
    if question is None or question.intent in PROFILE:
        return False
    return question.intent in FIND or (question.topical and question.intent in KEEP_SEARCHING)


def topics(question: Question, context: Context, knowledge: KnowledgeBase) -> Question:
    """The question as a search, or about the cluster it describes; others come back as they are."""
    question = nearest(farthest(question), context)
    if question.farthest:
        return question
    if question.hinted and question.places and question.intent == "clusters_by_place":
        if not search(question, knowledge):  # "a rail ticket to Trøndelag" asks for no railways
            question = question.asking(question.intent, sectors=(), hinted=False)
    if compares_counties(question, knowledge):
        return question.asking("clusters_by_county", unknown_names=())
    question = with_area(question, context, knowledge)
    narrowed = _narrowed(question, context, knowledge)
    if narrowed is not None:
        return narrowed
    if context.last and _only_leaves_out(question, context, knowledge):
        without = topic_follow_up(question, context.last, context, knowledge)
        if without is not None:  # "skip those in the capital"
            return without
    if question.clusters:
        return _of_named(_placed_at_a_level(question, context))
    if not question.topical:
        by_name = described_by_name(question, context, knowledge)
        if by_name:
            return question.asking(question.intent, clusters=by_name)
        return _without_topic(question, context, knowledge)
    described = described_clusters(question, context, knowledge)
    if described:
        intent = "about_cluster" if question.intent in FIND else question.intent
        also = ALSO.search(question.text) and YES_OR_NO.search(question.text)
        if also and context.levels and context.last and context.last.intent in ABOUT_LEVELS:
            intent = "check_level_of_cluster"  # "is the timber one that too?"
            question = question.asking(intent, levels=context.levels)
        levels = () if intent == "ask_level_of_cluster" else question.levels
        return question.asking(intent, clusters=described, sectors=(), places=(), levels=levels)
    if question.intent in PROFILE | FIND and _asks_of_talked_about(question, context, knowledge):
        intent = "ask_theme" if question.sectors else "ask_location"
        intent = question.intent if question.intent in PROFILE else intent
        return question.asking(intent, clusters=context.clusters)
    if question.intent == "explain_level" and question.levels and not question.places:
        return question.asking(question.intent, sectors=())  # "what does Arena mean?", of sports
    if _checks_talked_about(question, context):
        return question.asking(question.intent, sectors=(), places=())
    if question.intent in MAY_SEARCH and not _names_unknown(question):
        return _as_search(question, context)
    if question.intent in KEEP_SEARCHING and AMONG.search(question.text):
        return question.asking(question.intent, among=context.listed)
    return question


def topic_follow_up(
    question: Question, last: Question, context: Context, knowledge: KnowledgeBase
) -> Optional[Question]:
    """ "And in Bergen?", "what about hydrogen?": the last search with something else in it.

    What the last search had besides is kept as long as something is found. None when the
    follow-up is about nothing of the kind.
    """
    if question.clusters or question.metrics:
        return None
    topical = question.topical
    if not topical and not (question.levels and is_search(last)):
        return None
    if topical and not question.levels and _asks_of_talked_about(question, context, knowledge):
        intent = "ask_theme" if question.sectors else "ask_location"
        return question.asking(intent, clusters=context.clusters)
    others = OTHERS.search(question.text)
    of_one = last.intent in PROFILE or (
        last.intent in ABOUT_ONE_CLUSTER | {"check_level_of_cluster"}
        and means_some(question, knowledge)
    )
    of_limit = last.intent.startswith("ask_") and len(last.clusters) == 1
    of_one = of_one or (of_limit and means_one(question, knowledge))
    if of_one and topical and not question.levels and not others:
        picked = pick(question, context.listed, knowledge) or pick(
            question, context.earlier, knowledge
        )
        if not picked and means_some(question, knowledge):
            picked = pick(question, None, knowledge)
        if len(picked) == len(last.clusters) == 1 and SAME.search(question.text):
            return question.asking("compare_clusters", clusters=(*last.clusters, *picked))
        if 0 < len(picked) <= 2:
            return last.asking(last.intent, text=question.text, clusters=picked)
    intent = last.intent if last.intent in KEEP_SEARCHING else find_intent(question)
    fresh = question.asking(intent, ordinals=())
    kept: Dict[str, Names] = {}
    if is_search(last) or last.intent in (LIST, "count_clusters", "ask_map"):
        kept = {
            "sectors": question.sectors or last.sectors,
            "places": question.places or last.places,
            "levels": question.levels or last.levels,
            "not_sectors": question.not_sectors or last.not_sectors,
            "not_places": question.not_places or last.not_places,
        }
    joined = fresh.asking(intent, near=question.near or (last.near and not question.places), **kept)
    joined = joined.asking(intent if intent in KEEP_SEARCHING else find_intent(joined))
    if joined.near and joined.sectors and not question.sectors:
        return joined  # "near Oslo?" of a theme: if none is near, the nearest
    return joined if search(joined, knowledge) or not topical else fresh


def asks_whether(text: str) -> bool:
    """Whether a question wants yes or no: "is it in Oslo?", «jobber de med hydrogen?»."""
    return bool(YES_OR_NO.search(text) or _WHETHER.search(text) or _TAG.search(text))


def find_intent(question: Question) -> str:
    """The intent of a search: by theme where it has one."""
    by_theme = question.sectors or question.not_sectors
    return "clusters_by_theme" if by_theme else "clusters_by_place"


def profile_of_one(question: Question, context: Context, knowledge: KnowledgeBase) -> Question:
    """ "Where is it?": the cluster, or clusters, talked about."""
    if question.clusters:
        return question
    lowercase = all(name == name.lower() for name in question.unknown_names)
    if question.unknown_names and not (lowercase and refers_back(question.text)):
        return question
    if question.intent == "ask_location" and EVERYTHING.search(question.text):
        if not context.listed and not context.clusters:
            return question.asking("ask_map")  # "where are they all?"
    talked_about = context.clusters or context.listed or context.mentioned_clusters[-1:]
    last = context.last
    at_levels = [one.id for id_ in question.levels for one in knowledge.clusters_at(id_)]
    of_those = tuple(id_ for id_ in context.listed if id_ in at_levels)
    if of_those and question.intent != "similar_clusters":  # "the GCE one, where is it?"
        return question.asking(question.intent, clusters=of_those, levels=())
    if len(context.clusters) == 1 and ALL_OF_THOSE.search(question.said or question.text):
        two = context.listed if len(context.listed) == 2 else context.mentioned_clusters[-2:]
        talked_about = two if context.clusters[0] in two else context.clusters
    of_level = last is not None and last.intent in ("explain_level", LIST, "count_clusters")
    if question.intent == "similar_clusters" and of_level and context.levels:
        return question.asking(LIST, levels=context.levels)  # "are there others of that kind?"
    if question.intent == "similar_clusters":
        talked_about = talked_about[:1]
    return question.asking(question.intent, clusters=talked_about, unknown_names=())


def on_map(question: Question, context: Context, knowledge: KnowledgeBase) -> Question:
    """ "Show them on a map": those just listed. Of one without a known place, where it is.

    "Which are not on the map?" asks for those without a place.
    """
    if LEFT_OUT.search(question.text) and not question.clusters:
        return question.asking("clusters_without_place")
    if question.topical or question.levels:
        return question
    clusters = question.clusters
    if not clusters and refers_back(question.text):
        clusters = context.listed or context.clusters
    if len(clusters) == 1:
        profile = knowledge.profile(clusters[0])
        if profile is None or not profile.has_place:
            return question.asking("ask_location", clusters=clusters)
    return question.asking(question.intent, clusters=clusters)


def search_again(question: Question, context: Context, knowledge: KnowledgeBase) -> Question:
    """A search that names neither theme nor place: of what the conversation is about."""
    if question.topical or question.clusters:
        return question
    brief = len(question.text.split()) <= 6
    if brief and context.clusters and refers_back(question.text):
        intent = "ask_theme" if question.intent == "clusters_by_theme" else "ask_location"
        return question.asking(intent, clusters=context.clusters, unknown_names=())
    elsewhere = _AT_A_PLACE.search(question.text)
    if question.intent == "clusters_by_place" and elsewhere and not question.unknown_names:
        return question.asking(question.intent, unknown_names=(elsewhere.group(1),))
    return question


def _narrowed(question: Question, context: Context, knowledge: KnowledgeBase) -> Optional[Question]:
    """ "Only the Arena ones", "which of them are Arena Pro?": the last search at a level.

    "How many clusters are there at Arena?" is a whole question, and asks of all of them.
    """
    last = context.last
    if last is None or not question.levels or question.clusters or not is_search(last):
        return None
    if question.topical or question.unknown_names or question.intent == "ask_website":
        return None
    if question.intent in PROFILE and means_one(question, knowledge):
        return None  # "and the field of the global one of them?"
    if question.intent == "check_level_of_cluster" and _ALL_OF_THEM.search(question.text):
        if not _ANY.search(question.text) and not _WHICH_ONES.search(question.text):
            return question.asking(question.intent, clusters=context.listed)
        # "any of those a GCE?" asks which
    back = AMONG.search(question.text) or ONLY.search(question.text)
    counts = question.intent == "count_clusters"
    whole = bool(knowledge.vocabulary.word.search(question.text))
    if not back and (not counts or whole or not refers_back(question.text)):
        return None
    intent = question.intent if counts else find_intent(last)
    return last.asking(intent, text=question.text, levels=question.levels, clusters=())


def _only_leaves_out(question: Question, context: Context, knowledge: KnowledgeBase) -> bool:
    """Whether a search says nothing but what to leave out of the one before."""
    leaves = question.not_places or question.not_sectors
    positive = question.places or question.sectors or question.levels or question.clusters
    whole = knowledge.vocabulary.word.search(question.text)
    goes_on = question.intent in FIND and is_search(context.last)
    return bool(leaves) and goes_on and not positive and not whole


def _placed_at_a_level(question: Question, context: Context) -> Question:
    """ "And Eyde, where is that?" while levels are talked about: at which level."""
    last = context.last
    of_levels = last is not None and last.intent in _TELLS_A_LEVEL and not question.places
    if of_levels and question.intent == "ask_location" and STANDS_WHERE.search(question.text):
        return question.asking("ask_level_of_cluster")
    return question


_TELLS_A_LEVEL = frozenset({"ask_level_of_cluster", "check_level_of_cluster", "compare_clusters"})


def _of_named(question: Question) -> Question:
    """A search that names a cluster is about that cluster."""
    if question.intent == "ask_theme" and OTHERS.search(question.text) and not question.sectors:
        return question.asking("similar_clusters")  # "is there another doing what they do?"
    if question.intent in FIND:
        if SAME.search(question.text) or re.search(
            r"\b(?:samme|same|lik\w*|like)\b", question.text
        ):
            return question.asking("similar_clusters")
        by_theme = question.intent == "clusters_by_theme"
        return question.asking("ask_theme" if by_theme else "ask_location")
    if question.intent == "ask_level_of_cluster" and _WHERE_FROM.search(question.text):
        return question.asking("ask_location", levels=())
    if question.levels or question.intent not in (
        "check_cluster_in_programme",
        "check_level_of_cluster",
        "ask_level_of_cluster",
    ):
        return question
    if question.intent == "check_cluster_in_programme" and PROGRAMME.search(question.text):
        return question  # "did the hydrogen people, H2Cluster, get anything from the programme?"
    if question.places:
        return question.asking("ask_location")
    return question.asking("ask_theme") if question.sectors else question


def _without_topic(question: Question, context: Context, knowledge: KnowledgeBase) -> Question:
    """ "How many is that?", "what are they called?" after a search."""
    last = context.last
    if last is None or not is_search(last):
        return question
    if question.intent in (LIST, "list_all_clusters") and _lists_found(question, knowledge):
        return last.asking(find_intent(last), text=question.text, clusters=())
    if question.intent != "count_clusters":
        return question
    bare = not knowledge.vocabulary.word.search(question.text) or refers_back(question.text)
    if bare and not question.levels and not question.name_filter and not question.metrics:
        return last.asking("count_clusters", text=question.text, clusters=())
    return question


def _lists_found(question: Question, knowledge: KnowledgeBase) -> bool:
    """Whether "what are they called?" asks for what was found, and not for all, or other ones."""
    names = question.levels or question.clusters or question.name_filter or question.unknown_names
    others = EVERYTHING.search(question.text) or WHO_ELSE.search(question.text)
    whole = knowledge.vocabulary.word.search(question.text)
    brief = len(question.text.split()) <= BRIEF
    return not (names or others or whole) and (brief or refers_back(question.text))


def _asks_of_talked_about(question: Question, context: Context, knowledge: KnowledgeBase) -> bool:
    """ "Is it in Oslo?" of the cluster talked about; "are there any clusters?" is of all."""
    if _EXISTS.search(question.text):  # "is there one at the top level that builds ships?"
        return False
    of_any = _ANY.search(question.text) and knowledge.vocabulary.word.search(question.text)
    return not of_any and bool(
        context.clusters
        and len(context.clusters) == 1
        and asks_whether(question.text)
        and refers_back(question.text)
        and not OTHERS.search(question.text)
        and not AMONG.search(question.text)
    )


def _checks_talked_about(question: Question, context: Context) -> bool:
    """ "The mayor of Arendal says they are NCE": whether the cluster talked about is."""
    checks = question.intent == "check_level_of_cluster" and bool(question.levels)
    back = refers_back(question.text) and not AMONG.search(question.text)
    talked_about = context.clusters or context.mentioned_clusters[-1:]
    return checks and back and len(talked_about) == 1 and not _ANY.search(question.text)


def _names_unknown(question: Question) -> bool:
    """Whether a check is of a name nobody knows: "Is Bergen Shipping in the programme?"."""
    checks = ("check_level_of_cluster", "check_cluster_in_programme")
    return question.intent in checks and any(
        name != name.lower() for name in question.unknown_names
    )


def _as_search(question: Question, context: Context) -> Question:
    besides = BESIDES_THOSE.search(question.text)  # "any others than those?" is of all
    among = context.listed if AMONG.search(question.text) and not besides else ()
    return question.asking(find_intent(question), among=among, unknown_names=())
