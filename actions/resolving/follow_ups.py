"""Follow-ups: "and GCE?", "no, I meant Arena"."""

from __future__ import annotations

import re
from typing import Dict, Optional

from actions.question import Context, Names, Question
from actions.resolving.intents import (
    ABOUT_CLUSTERS,
    ABOUT_LEVELS,
    ABOUT_ONE_CLUSTER,
    FIND,
    FOLLOW_UPS,
    LIST,
    OF_ONE_YEAR,
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
    VERSUS,
    WHAT_IS,
    corrects,
    is_next,
    points_at_level,
)
from bot.knowledge import KnowledgeBase
from bot.knowledge.needle import needle_in

_MAY_CORRECT = frozenset({"check_level_of_cluster", "explain_level", "about_cluster", "deny"})


def names_the_next(question: Question, context: Context, knowledge: KnowledgeBase) -> Question:
    """ "And what about GCE?" goes on from the last question, whatever it was taken for."""
    if context.last and question.names_something and is_next(question.text):
        return question.asking("follow_up")
    return question


def refuses_the_last(question: Question, context: Context, knowledge: KnowledgeBase) -> Question:
    """ "No, just Arena" corrects the last question."""
    if context.last and question.intent in _MAY_CORRECT and corrects(question.text):
        if question.clusters or question.levels:
            return question.asking("correction")
    return question


def follow_up(question: Question, context: Context, knowledge: KnowledgeBase) -> Question:
    """ "And GCE?", "no, I meant Arena": the last question with what is new in it."""
    if question.intent not in FOLLOW_UPS:
        return question
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
            if not question.clusters and question.words <= BRIEF + 1:  # "both NCE?"
                return question.asking("check_level_of_cluster", clusters=two)
        if last.intent == "filter_clusters" and _may_be_a_name(question):
            needle = _needle(question, last, knowledge)
            if needle:  # "and with ocean", of names
                return last.having(text=question.text, name_filter=needle)
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
            return last.having(text=question.text, name_filter=needle)
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
            return last.having(text=question.text, levels=levels)
        return last.having(text=question.text)
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
    brief = question.words <= BRIEF
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
    return last.having(**changes)
