"""Themes and places: when a question about clusters is a search, and whom of a list it describes.

"Arena clusters in Bergen" is a search whatever the model took it for; "only the Arena ones"
narrows the last search; "where is the seafood one?" picks a cluster of the last list.
"""

from __future__ import annotations

import re
from typing import Dict

from actions.question import Context, Names, Question
from actions.resolving.areas import compares_counties, places_of_listed, with_area
from actions.resolving.described import (
    described_by_name,
    described_clusters,
    means_one,
    means_some,
    pick,
    pick_listed_or_earlier,
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
from actions.resolving.levels import levels_of_clusters
from actions.resolving.rules import Found
from actions.resolving.searches import (
    ANY,
    find_intent,
    is_search,
    narrowed,
    only_leaves_out,
    only_narrows,
    without_topic,
)
from actions.resolving.words import (
    ALL_OF_THOSE,
    ALSO,
    AMONG,
    BESIDES_THOSE,
    EVERYTHING,
    FEW,
    MEANS,
    OTHERS,
    PROGRAMME,
    SAME,
    STANDS_WHERE,
    WHAT_LEVEL,
    YES_OR_NO,
    refers_back,
)
from actions.searching import search
from bot.knowledge import KnowledgeBase

_WHERE_FROM = re.compile(
    r"\b(?:fylke\w*|county|hvilken\s+by|kva\s+by|(?:which|what)\s+(?:city|town))\b|"
    r"\b(?:hvor|kor|kvar)\b.*\bfra\b|\bwhere\b.*\bfrom\b|"
    r"^(?!.*\b(?:niv|trinn|rang|hierark|stige|grupp|system|kategori|klasse)).*\b(?:hører|høyrer)\b.*\b(?:hjemme|heime)\b",
    re.IGNORECASE,
)
_WHETHER = re.compile(
    r"^\W*(?:og\s+|and\s+|men\s+|but\s+)?(?:jobber|jobbar|arbeider|arbeidar|driver|driv|ligger|ligg|holder|"
    r"held|satser|satsar)\b",
    re.IGNORECASE,
)
_EXISTS = re.compile(
    r"\b(?:is|are)\s+there\s+(?:one|ones|some|others?|another|an?)\b|"
    r"\b(?:er|fins|finst|finnes)\s+det\s+(?:en|ei|ein|noen|nokon|nokre|andre|fler\w*|fleire)\b",
    re.IGNORECASE,
)
_TAG = re.compile(
    r"\b(?:isn['’]?t\s+it|aren['’]?t\s+they|right|correct|ikke\s+sant|ikkje\s+sant|stemmer\s+(?:ikke\s+)?det)\W*$",
    re.IGNORECASE,
)
_ANOTHER = re.compile(
    r"\b(?:is|are|er|finnes|fins|finst|noen|nokon|nokre|any)\b.{0,15}\b(?:another|others?|andre|annen|annan)\b"
    r"(?!\s+(?:fields?|themes?|things?|ting|område\w*|felt\w*|tema\w*))",
    re.IGNORECASE,
)
_QUESTION_WORD = re.compile(
    r"\W*(?:which|what|who|where|how|hvilke\w*|hva|hvem|hvor|kva|kven|kor|kvar)\b", re.IGNORECASE
)
_AT_A_PLACE = re.compile(r"\b(?:i|in|på|at|near|nær|from|fra)\s+([A-ZÆØÅ][a-zæøå]{2,})")


def topics(question: Question, context: Context, knowledge: KnowledgeBase) -> Question:
    """The question as a search, or about the cluster it describes; others come back as they are."""
    question = nearest(farthest(_most_exact(question, knowledge)), context)
    if question.farthest:
        return question
    if question.hinted and question.places and question.intent == "clusters_by_place":
        if not search(question, knowledge):  # "a rail ticket to Trøndelag" asks for no railways
            question = question.having(sectors=(), hinted=False)
    if compares_counties(question, knowledge):
        return question.asking("clusters_by_county", unknown_names=())
    question = with_area(question, context, knowledge)
    narrower = narrowed(question, context, knowledge)
    if narrower is not None:
        return narrower
    if context.last and only_narrows(question, context, knowledge):
        fewer = topic_follow_up(question, context, knowledge)
        if fewer is not None:  # "only the one in Trondheim, please"
            return fewer
    if context.last and only_leaves_out(question, context, knowledge):
        without = topic_follow_up(question, context, knowledge)
        if without is not None:  # "skip those in the capital"
            return without
    if len(question.clusters) == 1 and question.intent == "compare_clusters" and question.topical:
        apart = question.having(clusters=())
        one = described_clusters(apart, context, knowledge)
        if one:  # "the one that builds ships, is it at the same level as iKuben?"
            compared = tuple(dict.fromkeys((*one, *question.clusters)))
            return question.having(clusters=compared, sectors=(), places=())
    if question.clusters:
        return _of_named(_placed_at_a_level(question, context))
    if not question.topical:
        by_name = described_by_name(question, context, knowledge)
        if by_name:
            return question.having(clusters=by_name)
        return without_topic(question, context, knowledge)
    both = ALL_OF_THOSE.search(question.text) and YES_OR_NO.search(question.text)
    if both and question.levels and context.listed and not question.unknown_names:
        picked = pick(question, context.listed, knowledge)
        if picked:  # "are both of the health ones mature?"
            checks = question.asking("check_level_of_cluster", sectors=(), places=())
            return checks.having(clusters=picked)
    if places_of_listed(question, context, knowledge):  # "are both in Oslo?", of the two found
        return question.asking("ask_location", clusters=context.listed)
    described = described_clusters(question, context, knowledge)
    if described:
        intent = "about_cluster" if question.intent in FIND else question.intent
        also = ALSO.search(question.text) and YES_OR_NO.search(question.text)
        levels = _level_told(context, knowledge)
        if also and levels:
            intent = "check_level_of_cluster"  # "is the timber one that too?"
            question = question.asking(intent, levels=levels)
        by_place = question.places and question.sectors and not PROGRAMME.search(question.text)
        if intent == "check_cluster_in_programme" and by_place:
            intent = "ask_theme"  # "isn't the one in Steinkjer something with forests?"
        levels = () if intent == "ask_level_of_cluster" else question.levels
        return question.asking(intent, clusters=described, sectors=(), places=(), levels=levels)
    if question.intent in PROFILE | FIND and _asks_of_talked_about(question, context, knowledge):
        intent = "ask_theme" if question.sectors else "ask_location"
        intent = question.intent if question.intent in PROFILE else intent
        return question.asking(intent, clusters=context.clusters)
    if question.intent == "explain_level" and question.levels and not question.places:
        return question.having(sectors=())  # "what does Arena mean?", of sports
    if _checks_talked_about(question, context):
        return question.having(sectors=(), places=())
    if question.intent == "list_themes" and not question.sectors:
        return question  # "what other fields are there, apart from clothes?"
    if question.intent in MAY_SEARCH and not _names_unknown(question):
        return _as_search(question, context)
    if question.intent in KEEP_SEARCHING and AMONG.search(question.text):
        return question.having(among=context.listed)
    return question


def topic_follow_up(question: Question, context: Context, knowledge: KnowledgeBase) -> Found:
    """ "And in Bergen?", "what about hydrogen?": the last search with something else in it.

    What the last search had besides is kept as long as something is found. None when the
    follow-up is about nothing of the kind.
    """
    last = context.previous
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
        picked = pick_listed_or_earlier(question, context, knowledge)
        if not picked and means_some(question, knowledge):
            picked = pick(question, None, knowledge)
        if len(picked) == len(last.clusters) == 1 and SAME.search(question.text):
            return question.asking("compare_clusters", clusters=(*last.clusters, *picked))
        if 0 < len(picked) <= 2:
            return last.having(text=question.text, clusters=picked)
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
    among = last.among if is_search(last) and not question.levels else ()
    if (
        among
        and not ANY.search(question.text)
        and not knowledge.vocabulary.word.search(question.text)
    ):
        kept["among"] = among  # "and in Stavanger?", of those that "which of them" was asked of
    joined = fresh.asking(intent, near=question.near or (last.near and not question.places), **kept)
    joined = joined.asking(intent if intent in KEEP_SEARCHING else find_intent(joined))
    if joined.near and joined.sectors and not question.sectors:
        return joined  # "near Oslo?" of a theme: if none is near, the nearest
    return joined if search(joined, knowledge) or not topical else fresh


def _most_exact(question: Question, knowledge: KnowledgeBase) -> Question:
    """Of themes told by things, those that are no wider ones: potatoes and cows are farming."""
    if not question.hinted or len(question.sectors) < 2:
        return question
    kept = {sector.id for sector in knowledge.narrowest(set(question.sectors))}
    sectors = tuple(id_ for id_ in question.sectors if id_ in kept)
    return question.having(sectors=sectors)


def asks_whether(text: str) -> bool:
    """Whether a question wants yes or no: "is it in Oslo?", «jobber de med hydrogen?»."""
    tag = _TAG.search(text) and not _QUESTION_WORD.match(text)
    return bool(YES_OR_NO.search(text) or _WHETHER.search(text) or tag)


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
    last = context.previous
    at_levels = [one.id for id_ in question.levels for one in knowledge.clusters_at(id_)]
    of_those = tuple(id_ for id_ in context.listed if id_ in at_levels)
    of_few = 0 < len(at_levels) <= FEW and not of_those and not question.topical
    if of_few and question.intent in ("ask_location", "ask_website", "ask_theme"):
        return question.having(clusters=tuple(at_levels), levels=())
    if of_those and question.intent != "similar_clusters":  # "the GCE one, where is it?"
        return question.having(clusters=of_those, levels=())
    if len(context.clusters) == 1 and ALL_OF_THOSE.search(question.said or question.text):
        two = context.listed if len(context.listed) == 2 else context.mentioned_clusters[-2:]
        talked_about = two if context.clusters[0] in two else context.clusters
    of_level = last.intent in ("explain_level", LIST, "count_clusters")
    if question.intent == "similar_clusters" and of_level and context.levels:
        return question.asking(LIST, levels=context.levels)  # "are there others of that kind?"
    if question.intent == "similar_clusters":
        talked_about = talked_about[:1]
    return question.having(clusters=talked_about, unknown_names=())


def search_again(question: Question, context: Context, knowledge: KnowledgeBase) -> Question:
    """A search that names neither theme nor place: of what the conversation is about."""
    if question.topical or question.clusters:
        return question
    if question.levels:  # "which would be the beginners?", taken for a theme
        return question.asking("explain_level" if MEANS.search(question.text) else LIST)
    brief = question.words <= 6
    if brief and context.clusters and refers_back(question.text):
        intent = "ask_theme" if question.intent == "clusters_by_theme" else "ask_location"
        return question.asking(intent, clusters=context.clusters, unknown_names=())
    elsewhere = _AT_A_PLACE.search(question.text)
    if question.intent == "clusters_by_place" and elsewhere and not question.unknown_names:
        return question.having(unknown_names=(elsewhere.group(1),))
    return question


_CLAIMS = re.compile(  # "and he also claims it's in Tromsø"
    r"\b(?:says?|said|claims?|claimed|thinks?|believes?|insists?|swears?|told\s+me|sier|seier|sa|påstår|påstod|mener|"
    r"meiner|trur|tror|hevder|hevdar|svor|sverger)\b.{0,20}\b(?:(?:it|they)(?:['’]s|['’]re|\s+(?:is|are|sits?|has|have)\b)|"
    r"(?:den|de|dei|ho|han)\s+(?:er|ligg\w*|hold\w*|held|har)\b)(?!\s+(?:en|ei|noen|some|any)\b)",
    re.IGNORECASE,
)


def _level_told(context: Context, knowledge: KnowledgeBase) -> Names:
    """The levels that the last answer was about; () where it was about something else."""
    last = context.last
    if last is None:
        return ()
    if last.intent in _TELLS_A_LEVEL and last.clusters:
        return last.levels or levels_of_clusters(last, knowledge)
    return context.levels if last.intent in ABOUT_LEVELS else ()


def _placed_at_a_level(question: Question, context: Context) -> Question:
    """ "And Eyde, where is that?" while levels are talked about: at which level."""
    last = context.previous
    if question.intent == "ask_location" and _LEVELWISE.search(question.text):
        return question.asking("ask_level_of_cluster")  # "where does it sit, levelwise?"
    of_levels = last.intent in _TELLS_A_LEVEL and not question.places
    if of_levels and question.intent == "ask_location" and STANDS_WHERE.search(question.text):
        return question.asking("ask_level_of_cluster")
    return question


_LEVELWISE = re.compile(
    r"\b(?:(?:level|tier|rank)(?:-?wise)\b|nivåmessig\w*|in\s+(?:the\s+)?(?:hierarchy|ranking|pecking\s+order)|"
    r"på\s+(?:rang|nivå)?stigen)",
    re.IGNORECASE,
)
_TELLS_A_LEVEL = frozenset({"ask_level_of_cluster", "check_level_of_cluster", "compare_clusters"})


def _of_named(question: Question) -> Question:
    """A search that names a cluster is about that cluster."""
    if question.intent == "ask_theme" and _ANOTHER.search(question.text) and not question.sectors:
        return question.asking("similar_clusters")  # "is there another doing what they do?"
    if question.intent in FIND:
        if SAME.search(question.text) or re.search(
            r"\b(?:samme|same|lik\w*|like)\b", question.text
        ):
            return question.asking("similar_clusters")
        by_theme = question.intent == "clusters_by_theme"
        return question.asking("ask_theme" if by_theme else "ask_location")
    if question.intent == "ask_level_of_cluster" and WHAT_LEVEL.search(question.text):
        return question  # "I'm a doctor in Oslo. Which level is HelseINN at?"
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


def _asks_of_talked_about(question: Question, context: Context, knowledge: KnowledgeBase) -> bool:
    """ "Is it in Oslo?" of the cluster talked about; "are there any clusters?" is of all."""
    if _EXISTS.search(question.text):  # "is there one at the top level that builds ships?"
        return False
    of_any = ANY.search(question.text) and knowledge.vocabulary.word.search(question.text)
    return not of_any and bool(
        context.clusters
        and len(context.clusters) == 1
        and (asks_whether(question.text) or _CLAIMS.search(question.text))
        and refers_back(question.text)
        and not OTHERS.search(question.text)
        and not AMONG.search(question.text)
    )


def _checks_talked_about(question: Question, context: Context) -> bool:
    """ "The mayor of Arendal says they are NCE": whether the cluster talked about is."""
    checks = question.intent == "check_level_of_cluster" and bool(question.levels)
    back = refers_back(question.text) and not AMONG.search(question.text)
    talked_about = context.clusters or context.mentioned_clusters[-1:]
    return checks and back and len(talked_about) == 1 and not ANY.search(question.text)


def _names_unknown(question: Question) -> bool:
    """Whether a check is of a name nobody knows: "Is Bergen Shipping in the programme?".

    Of other questions about a cluster, a name of two words or more: "NCE Systems Engineering på
    Kongsberg, what does it do?".
    """
    checks = ("check_level_of_cluster", "check_cluster_in_programme")
    if question.intent in checks:
        return any(name != name.lower() for name in question.unknown_names)
    asks = question.intent in ABOUT_ONE_CLUSTER | PROFILE
    return asks and any(
        len([word for word in name.split() if word[:1].isupper()]) > 1
        for name in question.unknown_names
    )


def _as_search(question: Question, context: Context) -> Question:
    besides = BESIDES_THOSE.search(question.text)  # "any others than those?" is of all
    shown = context.clusters if len(context.clusters) > 1 else context.listed
    among = shown if AMONG.search(question.text) and not besides else ()
    return question.asking(find_intent(question), among=among, unknown_names=())
