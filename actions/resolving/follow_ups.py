"""Follow-ups: "and GCE?", "the second one", "no, I meant Arena"."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Dict, Optional, Tuple

from actions.question import Context, Names, Question
from actions.resolving.intents import (
    ABOUT_CLUSTERS,
    ABOUT_LEVELS,
    ABOUT_ONE_CLUSTER,
    FIND,
    FOLLOW_UPS,
    LIST,
    OF_ONE_YEAR,
    PROFILE,
)
from actions.resolving.levels import about_level, levels_of_clusters
from actions.resolving.searches import find_intent
from actions.resolving.topics import topic_follow_up
from actions.resolving.words import (
    ALL_OF_THOSE,
    ANOTHER_YEAR,
    AT_THEIRS,
    BRIEF,
    OTHERS,
    REST,
    SAME,
    TOGETHER,
    TOGETHER_LEVELS,
    VERSUS,
    WHAT_IS,
    is_reciprocal,
    points_at_level,
)
from bot.knowledge import KnowledgeBase
from bot.knowledge.needle import needle_in


def pick_listed(question: Question, context: Context, knowledge: KnowledgeBase) -> Question:
    """ "The second one": the cluster at that place of the last list."""
    if len(question.clusters) == 1 and question.ordinals and VERSUS.search(question.text):
        beside = _at(question.ordinals, context.listed)
        if beside:  # "what level is Aquatech at compared with the first?"
            both = tuple(dict.fromkeys((*question.clusters, *beside)))
            return question.asking("compare_clusters", clusters=both, ordinals=())
    if question.clusters:
        return question
    if question.neighbour:
        return _beside(question, context)
    if context.listed and (end := _end_of_list(question.text)):
        question = question.asking("about_cluster", levels=(), ordinals=(end,))
    if not question.ordinals or is_reciprocal(question.text):
        return replace(question, ordinals=())
    named = len(question.levels) > 1 or TOGETHER_LEVELS.search(question.text)
    if question.intent == "compare_levels" and named:
        return replace(question, ordinals=())  # "what has the first of the two levels …?"
    if question.ordinals == (0,) and question.levels and len(context.listed) % 2:
        of_list = set(context.clusters) & set(context.listed)
        if context.last and (of_list or context.last.intent in _LISTS_CLUSTERS):
            intent = question.intent if question.intent in PROFILE else "about_cluster"
            question = question.asking(intent, levels=())  # a level is in the middle, too
    if context.last is None and question.levels and question.intent in _OF_A_LEVEL_ITSELF:
        return replace(question, ordinals=())  # "since NCE is the highest, how …?"
    of_overview = _of_overview(question, context, knowledge)
    if of_overview:
        intent = question.intent if question.intent in ABOUT_LEVELS else "explain_level"
        return question.asking(intent, levels=of_overview)  # ordinals stay: "and the last?"
    levels = _levels_picked(question, context)
    if levels:
        return question.asking(question.intent, levels=levels, ordinals=())
    checks = question.intent == "check_level_of_cluster" and bool(context.listed)
    listed = context.listed if checks else _list_meant(question, context, knowledge)
    picked = _at(question.ordinals, listed)
    if not picked:
        return question
    intent = question.intent
    if intent == "explain_level" and question.levels:  # "the first GCE cluster, what is that?"
        return question.asking("about_cluster", clusters=picked, levels=(), ordinals=())
    if intent == "explain_level":  # "the second one's level, what does it mean?"
        levels = levels_of_clusters(question.asking(intent, clusters=picked), knowledge)
        return question.asking(intent, levels=levels, ordinals=())
    if intent not in ABOUT_CLUSTERS and not intent.startswith("ask_"):
        last = context.last.intent if context.last else ""
        intent = last if last in ABOUT_ONE_CLUSTER | PROFILE else "about_cluster"
    levels = question.levels if question.intent == "check_level_of_cluster" else ()
    return question.asking(intent, clusters=picked, levels=levels, ordinals=())


def _beside(question: Question, context: Context) -> Question:
    """ "The one before": in the last list, beside the cluster talked about."""
    here = next((id_ for id_ in context.clusters[-1:] if id_ in context.listed), None)
    if here is None:
        return question
    place = context.listed.index(here) + question.neighbour
    if not 0 <= place < len(context.listed):
        return question
    last = context.last.intent if context.last else ""
    intent = question.intent if question.intent in ABOUT_CLUSTERS else last
    return question.asking(intent, clusters=(context.listed[place],), levels=(), neighbour=0)


def _end_of_list(text: str) -> int:
    """1 for "the one at the top of that list", -1 for the bottom, else 0."""
    return next((place for place, words in _ENDS_OF_LIST if words.search(text)), 0)


_THE_LIST = (
    r"(?:(?:of|on|in|i|på)\s+)?(?:(?:the|that|this|your|den|denne)\s+)?"
    r"(?:list|lista|listen|rekka)\b"
)
_ENDS_OF_LIST = (
    (1, re.compile(rf"\b(?:top|øverste?|øvste?)\s+{_THE_LIST}", re.IGNORECASE)),
    (-1, re.compile(rf"\b(?:bottom|nederste?|nedste?)\s+{_THE_LIST}", re.IGNORECASE)),
)


def _of_overview(question: Question, context: Context, knowledge: KnowledgeBase) -> Tuple[str, ...]:
    """ "What is the second one?" after the list of levels, and "and the last?" after that."""
    last = context.last
    if last is None or question.levels or last.clusters:
        return ()
    picked_before = last.intent in ABOUT_LEVELS and len(last.levels) == 1 and bool(last.ordinals)
    of_brand = last.intent == "ask_nce_status" and question.intent in ABOUT_LEVELS
    if last.intent != "list_levels" and not picked_before and not of_brand:
        return ()
    if picked_before and question.intent not in FOLLOW_UPS | {"explain_level"}:
        return ()
    if question.intent not in _OF_LEVELS_OR_CLUSTERS:
        return ()
    return _at(question.ordinals, tuple(level.id for level in knowledge.programme_levels()))


_LISTS_CLUSTERS = FIND | {LIST, "filter_clusters", "list_all_clusters"}
_OF_LEVELS_OR_CLUSTERS = ABOUT_LEVELS | FOLLOW_UPS | {"about_cluster", "list_levels"}


_OF_A_LEVEL_ITSELF = frozenset({"ask_nce_status", "list_levels", "compare_levels"})


_GROUP = re.compile(
    r"\b(?:lot|group|bunch|batch|level|tier|set|grupp\w*|gjeng\w*|nivå\w*|trinn\w*|kategori\w*)\b",
    re.IGNORECASE,
)
_THAT_GROUP = re.compile(
    r"\b(?:that|this|denne|den)\s+(?:second|last|andre|siste)\b", re.IGNORECASE
)
_ONES = re.compile(
    r"\b(?:de|dei)\s+(?:første|fyrste|andre|siste)\b|\bthe\s+(?:first|second|last)\s+ones\b",
    re.IGNORECASE,
)


def _levels_picked(question: Question, context: Context) -> Tuple[str, ...]:
    """ "How many in the second lot?" after an answer about two levels or more."""
    levels = context.levels
    if _ONES.search(question.text) and len(levels) > 1 and question.intent in ABOUT_LEVELS:
        return _at(question.ordinals, levels)
    of_levels = question.intent in ABOUT_LEVELS | FOLLOW_UPS
    if of_levels and len(levels) == 1 and len(context.mentioned_levels) == 2:
        if (
            not question.levels
            and _GROUP.search(question.text)
            and question.ordinals in ((2,), (-1,))
        ):
            if _THAT_GROUP.search(question.text):
                return context.mentioned_levels[-1:]
            return tuple(one for one in context.mentioned_levels if one not in levels)
    last = context.last
    told_of_levels = last is not None and last.intent in ABOUT_LEVELS - {LIST} and not last.clusters
    asks_of_one = question.intent in {LIST, "count_clusters", "explain_level"}
    in_turn = len(levels) == 1 and len(context.mentioned_levels) == 2
    if in_turn and told_of_levels and question.intent == LIST and not question.levels:
        return _at(question.ordinals, context.mentioned_levels)  # "which belong to the first?"
    if len(levels) < 2 or question.levels:
        return ()
    if not _GROUP.search(question.text) and not (told_of_levels and asks_of_one):
        return ()
    return _at(question.ordinals, levels)


def _at(ordinals: Tuple[int, ...], names: Tuple[str, ...]) -> Tuple[str, ...]:
    """The names at some places; place 0 is the middle, where there is one."""
    picked = []
    for position in ordinals:
        if position == 0 and len(names) % 2:
            picked.append(names[len(names) // 2])
        elif position and abs(position) <= len(names):
            picked.append(names[position - 1 if position > 0 else position])
    return tuple(picked)


def _list_meant(question: Question, context: Context, knowledge: KnowledgeBase) -> Tuple[str, ...]:
    """The list an ordinal counts in: the one shown last, or that of the level talked about."""
    listed = context.listed
    if len(context.clusters) > 1 and max(map(abs, question.ordinals)) <= len(context.clusters):
        return context.clusters  # "Nosca or Hyway?", then "the second one"
    if question.levels:
        at_levels = [c.id for level in question.levels for c in knowledge.clusters_at(level)]
        return tuple(id_ for id_ in listed if id_ in at_levels) or tuple(at_levels)
    if not listed and len(context.levels) == 1:
        return tuple(cluster.id for cluster in knowledge.clusters_at(context.levels[0]))
    return listed


def follow_up(question: Question, context: Context, knowledge: KnowledgeBase) -> Question:
    last = context.last
    compared = _compared(question)
    if compared:  # "and GCE versus NCE?"
        return question.asking(compared)
    if question.levels and not question.clusters and _LISTS.search(question.text):
        return question.asking(LIST)  # "list that next tier"
    alike = _other_level_alike(question, context)
    if alike:
        return question.asking("compare_levels", levels=alike)
    if question.levels and not question.clusters and WHAT_IS.search(question.text):
        return question.asking(about_level(question, knowledge))  # "then what is NCE?"
    if last is not None and last.intent == "explain_level" and AT_THEIRS.search(question.text):
        at_theirs = levels_of_clusters(question, knowledge)
        if at_theirs:  # "and where Eyde is?"
            return question.asking(last.intent, levels=at_theirs, clusters=())
    if last is not None:
        two = context.listed if len(context.listed) == 2 else context.mentioned_clusters[-2:]
        if len(question.levels) == 1 and len(two) == 2 and ALL_OF_THOSE.search(question.text):
            if not question.clusters and len(question.text.split()) <= BRIEF + 1:  # "both NCE?"
                return question.asking("check_level_of_cluster", clusters=two)
        if last.intent == "filter_clusters" and _may_be_a_name(question):
            needle = _needle(question, last, knowledge)
            if needle:  # "and with ocean", of names
                return last.asking(last.intent, text=question.text, name_filter=needle)
        about_topic = topic_follow_up(question, last, context, knowledge)
        if about_topic is not None:
            return about_topic
        for names, accepts, intent in (
            ("clusters", ABOUT_CLUSTERS, "about_cluster"),
            ("levels", ABOUT_LEVELS | {"check_level_of_cluster"}, "explain_level"),
            ("metrics", {"ask_effect"}, "ask_effect"),
            ("unknown_names", ABOUT_CLUSTERS, "about_cluster"),
        ):
            if not getattr(question, names):
                continue
            if last.intent in accepts and not _compares(last, question):
                return _continue(last, question)
            if last.intent in ABOUT_ONE_CLUSTER and names == "levels":
                checked = last.intent == "check_cluster_in_programme"
                corrected = question.intent == "correction"
                if (checked or corrected) and len(last.clusters) == 1:
                    return question.asking("check_level_of_cluster", clusters=last.clusters)
                return question.asking("list_clusters_at_level")
            if names == "clusters" and last.intent in FIND:  # "and the other two?", of places
                of_theme = last.intent == "clusters_by_theme"
                return question.asking("ask_theme" if of_theme else "ask_location")
            if names == "clusters" and SAME.search(question.text) and len(last.clusters) == 1:
                both = (last.clusters[0], *question.clusters)
                return question.asking("compare_clusters", clusters=both)
            return question.asking(_limit_or(last, question, intent))
        others = _OTHER_FIGURES.search(question.text) or REST.search(question.text)
        if last.intent.startswith("ask_effect") and last.metrics and others:
            others_than = [one.id for one in knowledge.metrics if one.id not in last.metrics]
            return last.asking("ask_effect", text=question.text, metrics=tuple(others_than))
        there = points_at_level(question.text) and OTHERS.search(question.text)
        if there and last.intent in _SAYS_ONE_LEVEL and not question.names_something:
            return question.asking(LIST, levels=last.levels or levels_of_clusters(last, knowledge))
        if question.name_filter:
            return question.asking("filter_clusters", levels=last.levels)
        if last.intent == "filter_clusters" and (needle := _needle(question, last, knowledge)):
            return last.asking(last.intent, text=question.text, name_filter=needle)
        if ANOTHER_YEAR.search(question.text) and last.intent in OF_ONE_YEAR:
            is_effect = last.intent == "ask_effect"
            return last.asking(
                "ask_effect_previous_year" if is_effect else "ask_other_years", text=question.text
            )
        if question.years:
            of_events = {event.year for event in knowledge.events}
            of_lists = last.levels or last.clusters or knowledge.vocabulary.word.search(last.text)
            told = last.intent in _NOT_OF_THE_YEAR and set(question.years) <= of_events
            told = told and not of_lists  # "which were in Arena in 2019?" goes on about lists
            about_time = told or last.intent in _ABOUT_TIME
            intent = "ask_timeline" if about_time else last.intent
            if intent != "ask_timeline" and set(question.years) != {knowledge.year}:
                intent = "ask_other_years"
            return last.asking(intent, text=question.text, years=question.years)
        levels = () if TOGETHER.search(question.text) else last.levels
        if last.intent == "count_clusters":
            return last.asking(last.intent, text=question.text, levels=levels)
        return last.asking(last.intent, text=question.text)
    if question.topical and not question.clusters:
        return question.asking(find_intent(question))
    for names, intent in (
        ("clusters", "about_cluster"),
        ("levels", "explain_level"),
        ("metrics", "ask_effect"),
        ("unknown_names", "about_cluster"),
        ("years", "ask_timeline"),
    ):
        if getattr(question, names):
            return question.asking(intent)
    return question.asking("")


def _other_level_alike(question: Question, context: Context) -> Names:
    """The level talked about and that of "did NCE have the same requirements?"; () for others."""
    if question.clusters or len(question.levels) != 1 or len(context.levels) != 1:
        return ()
    both = (*context.levels, *question.levels)
    asks = _THE_SAME.search(question.text) and not context.clusters
    return both if asks and len(set(both)) == 2 else ()


_LISTS = re.compile(
    r"^\W*(?:(?:og|and|so|så|ok)\s+)?(?:list|name|nevn|nemn|ramse?\s+opp|gi\s+meg|give\s+me|show|vis)\b"
    r"(?!.*\b(?:tal\w*|number\w*|what|hva|kva|mean\w*|betyr|forskjell\w*|difference|kart\w*|map)\b)",
    re.IGNORECASE,
)
_THE_SAME = re.compile(
    r"\b(?:samme|same)\s+(?:krav\w*|kriteri\w*|requirements?|criteria|støtt\w*|support|help|hjelp|mål\w*|goals?|"
    r"rettighet\w*|rights|oppgave\w*|tasks?|demands?)\b",
    re.IGNORECASE,
)


def _compared(question: Question) -> str:
    """The intent of a comparison of two that a message names; "" where it names none."""
    if not VERSUS.search(question.text):
        return ""
    if len(question.levels) == 2 and not question.clusters:
        return "compare_levels"
    return "compare_clusters" if len(question.clusters) == 2 else ""


def _may_be_a_name(question: Question) -> bool:
    """Whether hardly more than a word is said, which names can hold though it means a theme."""
    brief = len(question.text.split()) <= BRIEF
    return brief and bool(question.sectors) and not (question.levels or question.clusters)


def _needle(question: Question, last: Question, knowledge: KnowledgeBase) -> Optional[str]:
    """ "And with W?": looked for in the same way as before."""
    needle = needle_in(question.text, knowledge)
    if needle is None:
        return None
    how = (last.name_filter or "").partition(":")[0]
    if how in ("starts", "ends") and len(needle[1]) == 1:
        return f"{how}:{needle[1]}"
    return f"{needle[0]}:{needle[1]}"


def _compares(last: Question, new: Question) -> bool:
    """ "Same as Eyde?" after a question about another cluster."""
    return bool(SAME.search(new.text) and len(last.clusters) == 1 and new.clusters)


def _limit_or(last: Question, question: Question, intent: str) -> str:
    """ "And Eyde?" after "who leads iKuben?" asks the same of Eyde."""
    return (
        last.intent if last.clusters and question.clusters and intent == "about_cluster" else intent
    )


_SAYS_ONE_LEVEL = frozenset({"explain_level", "ask_level_of_cluster", "check_level_of_cluster"})
_NOT_OF_THE_YEAR = frozenset({"ask_other_years", "ask_history"})
_OTHER_FIGURES = re.compile(  # and not "do they hire more?"
    r"\b(?:ellers|elles|else|others?|another|andre|annan|annen|(?:flere|fleire|more)\s+(?:tall?|figures?|numbers?))\b",
    re.IGNORECASE,
)
_ABOUT_TIME = frozenset(
    {"ask_timeline", "ask_intake", "ask_redesign", "ask_new_programme", "ask_money"}
)


def _continue(last: Question, new: Question) -> Question:
    """The last question with what is new in place of what was."""
    changes: Dict[str, object] = {"text": new.text, "ordinals": ()}
    if new.clusters or new.unknown_names:
        changes.update(clusters=new.clusters, unknown_names=new.unknown_names)
        if last.intent == "compare_clusters" and len(new.clusters) == 1 and last.clusters:
            changes["clusters"] = (last.clusters[0], *new.clusters)
    if new.levels:
        levels = new.levels
        if last.intent == "compare_levels" and len(new.levels) == 1 and last.levels:
            levels = (last.levels[-1], *new.levels)
        changes["levels"] = levels
    if new.metrics:
        changes["metrics"] = new.metrics
    if new.years:
        changes["years"] = new.years
    return last.asking(last.intent, **changes)
