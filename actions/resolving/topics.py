"""Themes and places: when a question about clusters is a search, and whom of a list it describes.

"Arena clusters in Bergen" is a search whatever the model took it for; "only the Arena ones"
narrows the last search; "where is the seafood one?" picks a cluster of the last list.
"""

from __future__ import annotations

import re
from typing import Tuple

from actions.question import Context, Names, Question
from actions.resolving.areas import NEIGHBOURS, compares_counties, places_of_listed, with_area
from actions.resolving.conditions import (
    besides_a_theme,
    each_level_there,
    set_aside,
    theme_of_talked_about,
)
from actions.resolving.described import (
    alike_elsewhere,
    described_by_name,
    described_clusters,
    pick,
    where_that_one_is,
    whether_one_of_them,
)
from actions.resolving.directions import farthest, nearest, nearest_of_them
from actions.resolving.intents import (
    ABOUT_LEVELS,
    ABOUT_ONE_CLUSTER,
    FIND,
    KEEP_SEARCHING,
    MAY_SEARCH,
    PROFILE,
)
from actions.resolving.levels import levels_of_clusters
from actions.resolving.rules import Found, Rule, first_of
from actions.resolving.searches import (
    ANY,
    find_intent,
    levels_of_them,
    narrowed,
    only_leaves_out,
    only_narrows,
    without_topic,
)
from actions.resolving.topic_follow_ups import asks_of_talked_about, topic_follow_up
from actions.resolving.words import (
    ALL_OF_THOSE,
    ALSO,
    AMONG,
    BESIDES_THOSE,
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
_ANOTHER = re.compile(
    r"\b(?:is|are|er|finnes|fins|finst|noen|nokon|nokre|any)\b.{0,15}\b(?:another|others?|andre|annen|annan)\b"
    r"(?!\s+(?:fields?|themes?|things?|ting|område\w*|felt\w*|tema\w*))",
    re.IGNORECASE,
)


def topics(question: Question, context: Context, knowledge: KnowledgeBase) -> Question:
    """The question as a search, or about the cluster it describes; others come back as they are."""
    question = nearest(farthest(_most_exact(question, knowledge), context), context)
    question = nearest_of_them(question, context, knowledge)
    if question.farthest or (question.near and question.among):
        return question
    question = _without_hints(question, knowledge)
    if compares_counties(question, knowledge):
        return question.asking("clusters_by_county", unknown_names=())
    question = with_area(question, context, knowledge)
    return first_of(_RULES, question, context, knowledge) or question


def _most_exact(question: Question, knowledge: KnowledgeBase) -> Question:
    """Of themes told by things, those that are no wider ones: potatoes and cows are farming."""
    if not question.hinted or len(question.sectors) < 2:
        return question
    kept = {sector.id for sector in knowledge.narrowest(set(question.sectors))}
    sectors = tuple(id_ for id_ in question.sectors if id_ in kept)
    return question.having(sectors=sectors)


def _without_hints(question: Question, knowledge: KnowledgeBase) -> Question:
    """ "A rail ticket to Trøndelag" asks for no railways, as there are none there."""
    of_place = question.places and question.intent == "clusters_by_place"
    if not question.hinted or not of_place:
        return question
    found = search(question, knowledge)
    there = found or found.reaching  # "net pens in Northern Norway", to which one has members
    return question if there else question.having(sectors=(), hinted=False)


def _fewer_of_those(question: Question, context: Context, knowledge: KnowledgeBase) -> Found:
    """ "Only the one in Trondheim, please", "skip those in the capital": of those found."""
    only = only_narrows(question, context, knowledge)
    if context.last and (only or only_leaves_out(question, context, knowledge)):
        return topic_follow_up(question, context, knowledge)
    return None


def _described_against_named(
    question: Question, context: Context, knowledge: KnowledgeBase
) -> Found:
    """ "The one that builds ships, is it at the same level as iKuben?": both are compared."""
    compares = question.intent == "compare_clusters" and question.topical
    if not compares or len(question.clusters) != 1:
        return None
    one = described_clusters(question.having(clusters=()), context, knowledge)
    compared = tuple(dict.fromkeys((*one, *question.clusters)))
    return question.having(clusters=compared, sectors=(), places=()) if one else None


def _those_of_two_places(question: Question, context: Context, knowledge: KnowledgeBase) -> Found:
    """ "Compare the Mo i Rana crowd with the Stokmarknes crowd": the one cluster of each place."""
    two = len(question.places) == 2 and not question.clusters
    if not two or question.sectors or question.levels or not _COMPARE.search(question.text):
        return None
    there = [pick(question.having(places=(id_,)), None, knowledge) for id_ in question.places]
    if any(len(one) != 1 for one in there):
        return None
    both = tuple(one[0] for one in there)
    return question.asking("compare_clusters", clusters=both, places=(), unknown_names=())


_COMPARE = re.compile(r"\b(?:compare|sammenlig?n|sammenlikn|samanlikn)\w*", re.IGNORECASE)


def _of_a_cluster_named(question: Question, context: Context, knowledge: KnowledgeBase) -> Found:
    """ "Is NODE in Oslo?": of the cluster, whatever themes and places are named besides."""
    return _of_named(_placed_at_a_level(question, context)) if question.clusters else None


def _of_no_topic(question: Question, context: Context, knowledge: KnowledgeBase) -> Found:
    """ "How many is that?" after a search, or a cluster told by a word of its name."""
    if question.topical:
        return None
    by_name = described_by_name(question, context, knowledge)
    if by_name:
        return question.having(clusters=by_name)
    return without_topic(question, context, knowledge)


def _both_at_a_level(question: Question, context: Context, knowledge: KnowledgeBase) -> Found:
    """ "Are both of the health ones mature?", of a list: whether they are."""
    both = ALL_OF_THOSE.search(question.text) and YES_OR_NO.search(question.text)
    if not (both and question.levels and context.listed) or question.unknown_names:
        return None
    picked = pick(question, context.listed, knowledge)
    if not picked:
        return None
    return question.asking("check_level_of_cluster", clusters=picked, sectors=(), places=())


def _whether_listed_are_there(
    question: Question, context: Context, knowledge: KnowledgeBase
) -> Found:
    """ "Are both in Oslo?", of the two found: where they are."""
    if places_of_listed(question, context, knowledge):
        return question.asking("ask_location", clusters=context.listed)
    return None


def _of_one_described(question: Question, context: Context, knowledge: KnowledgeBase) -> Found:
    """ "Where is the seafood one?": of the cluster that a theme or place tells."""
    described = described_clusters(question, context, knowledge)
    if not described:
        return None
    intent = "about_cluster" if question.intent in FIND else question.intent
    also = ALSO.search(question.text) and YES_OR_NO.search(question.text)
    told = _level_told(context, knowledge)
    levels = question.levels
    if also and told:
        intent, levels = "check_level_of_cluster", told  # "is the timber one that too?"
    by_place = question.places and question.sectors and not PROGRAMME.search(question.text)
    if intent == "check_cluster_in_programme" and by_place:
        intent = "ask_theme"  # "isn't the one in Steinkjer something with forests?"
    if intent == "ask_level_of_cluster":
        levels = ()
    return question.asking(intent, clusters=described, sectors=(), places=(), levels=levels)


def _whether_it_is_so(question: Question, context: Context, knowledge: KnowledgeBase) -> Found:
    """ "Is it in Oslo?", of the cluster talked about: where it is, or what its field is."""
    if question.intent not in PROFILE | FIND or NEIGHBOURS.search(question.text):
        return None
    if not asks_of_talked_about(question, context, knowledge):
        return None
    intent = "ask_theme" if question.sectors else "ask_location"
    intent = question.intent if question.intent in PROFILE else intent
    return question.asking(intent, clusters=context.clusters)


def _what_a_level_is(question: Question, context: Context, knowledge: KnowledgeBase) -> Found:
    """ "What does Arena mean?" is of the level, though the word means a theme, too."""
    if question.intent == "explain_level" and question.levels and not question.places:
        return question.having(sectors=())
    return None


def _whether_at_a_level(question: Question, context: Context, knowledge: KnowledgeBase) -> Found:
    """ "The mayor of Arendal says they are NCE": whether the cluster talked about is."""
    if _checks_talked_about(question, context):
        return question.having(sectors=(), places=())
    return None


def _other_themes(question: Question, context: Context, knowledge: KnowledgeBase) -> Found:
    """ "What other fields are there, apart from clothes?" is no search."""
    return question if question.intent == "list_themes" and not question.sectors else None


def _any_search(question: Question, context: Context, knowledge: KnowledgeBase) -> Found:
    """ "Arena clusters in Bergen": a search, whatever it was taken for."""
    if question.intent in MAY_SEARCH and not _names_unknown(question):
        return _as_search(question, context)
    return None


def _counted_among_those(question: Question, context: Context, knowledge: KnowledgeBase) -> Found:
    """ "How many of them are in Oslo?": of those listed."""
    if question.intent in KEEP_SEARCHING and AMONG.search(question.text):
        of_level = levels_of_them(question, context)
        if of_level:
            return question.having(levels=of_level)
        return question.having(among=context.listed)
    return None


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
    of_level = levels_of_them(question, context)
    if of_level:  # "name them, but only those in Oslo" after what a level is
        question, among = question.having(levels=of_level), ()
    return question.asking(find_intent(question), among=among, unknown_names=())


_RULES: Tuple[Rule, ...] = (
    whether_one_of_them,
    alike_elsewhere,
    where_that_one_is,
    each_level_there,
    set_aside,
    besides_a_theme,
    theme_of_talked_about,
    narrowed,
    _fewer_of_those,
    _described_against_named,
    _those_of_two_places,
    _of_a_cluster_named,
    _of_no_topic,
    _both_at_a_level,
    _whether_listed_are_there,
    _of_one_described,
    _whether_it_is_so,
    _what_a_level_is,
    _whether_at_a_level,
    _other_themes,
    _any_search,
    _counted_among_those,
)
