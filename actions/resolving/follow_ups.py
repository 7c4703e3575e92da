"""Follow-ups: "and GCE?", "no, I meant Arena"."""

from __future__ import annotations

import re
from typing import Dict, Optional, Tuple

from actions.question import Context, Question
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
from actions.resolving.rules import Found, Rule, first_of
from actions.resolving.searches import find_intent
from actions.resolving.topic_follow_ups import topic_follow_up
from actions.resolving.words import (
    ALL_OF_THOSE,
    ANOTHER_YEAR,
    AT_THEIRS,
    BRIEF,
    EVERYTHING,
    OTHERS,
    REST,
    SAME,
    TOGETHER,
    VERSUS,
    WHAT_IS,
    corrects,
    is_next,
    points_at_level,
    says_the_noun,
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
    """ "No, just Arena", "no, in Rogaland!" corrects the last question."""
    if not context.last or not corrects(question.text):
        return question
    of_place = question.placed and question.intent in FIND | {"deny", LIST, "list_all_clusters"}
    if of_place and context.levels and not question.sectors:
        return question.asking("correction")
    if question.intent in _MAY_CORRECT:
        if question.clusters or question.levels:
            return question.asking("correction")
    return question


def follow_up(question: Question, context: Context, knowledge: KnowledgeBase) -> Question:
    """ "And GCE?", "no, I meant Arena": the last question with what is new in it."""
    if question.intent not in FOLLOW_UPS:
        return question
    after = _AFTER_A_QUESTION if context.last else _AT_THE_START
    return first_of((*_WHOLE_IN_THEMSELVES, *after), question, context, knowledge) or question


def _one_against_the_other(question: Question, context: Context, knowledge: KnowledgeBase) -> Found:
    """ "And GCE versus NCE?": a comparison of the two."""
    if not VERSUS.search(question.text):
        return None
    if len(question.levels) == 2 and not question.clusters:
        return question.asking("compare_levels")
    return question.asking("compare_clusters") if len(question.clusters) == 2 else None


def _list_that_level(question: Question, context: Context, knowledge: KnowledgeBase) -> Found:
    """ "List that next tier": the clusters of the level."""
    if question.levels and not question.clusters and _LISTS.search(question.text):
        return question.asking(LIST)
    return None


_LISTS = re.compile(
    r"^\W*(?:(?:og|and|so|så|ok)\s+)?(?:list|name|nevn|nemn|ramse?\s+opp|gi\s+meg|give\s+me|show|vis)\b"
    r"(?!.*\b(?:tal\w*|number\w*|what|hva|kva|mean\w*|betyr|forskjell\w*|difference|kart\w*|map)\b)",
    re.IGNORECASE,
)


def _the_same_of_both_levels(
    question: Question, context: Context, knowledge: KnowledgeBase
) -> Found:
    """ "Did NCE have the same requirements?": how the level talked about and that one differ."""
    both = (*context.levels, *question.levels)
    if question.clusters or len(question.levels) != 1 or len(context.levels) != 1:
        return None
    if context.clusters or len(set(both)) != 2 or not _THE_SAME.search(question.text):
        return None
    return question.asking("compare_levels", levels=both)


_THE_SAME = re.compile(
    r"\b(?:samme|same)\s+(?:krav\w*|kriteri\w*|requirements?|criteria|støtt\w*|support|help|hjelp|mål\w*|goals?|"
    r"rettighet\w*|rights|oppgave\w*|tasks?|demands?)\b",
    re.IGNORECASE,
)


def _what_is_that_level(question: Question, context: Context, knowledge: KnowledgeBase) -> Found:
    """ "Then what is NCE?": what the level is."""
    if question.levels and not question.clusters and WHAT_IS.search(question.text):
        return question.asking(about_level(question, knowledge))
    return None


def _what_theirs_means(question: Question, context: Context, knowledge: KnowledgeBase) -> Found:
    """ "And where Eyde is?" after what a level means: what that cluster's level means."""
    if context.last_intent != "explain_level" or not AT_THEIRS.search(question.text):
        return None
    levels = levels_of_clusters(question, knowledge)
    return question.asking("explain_level", levels=levels, clusters=()) if levels else None


def _both_at_a_level(question: Question, context: Context, knowledge: KnowledgeBase) -> Found:
    """ "Both NCE?", of two found or talked about: whether they are."""
    two = context.listed if len(context.listed) == 2 else context.mentioned_clusters[-2:]
    if len(question.levels) != 1 or len(two) != 2 or not ALL_OF_THOSE.search(question.text):
        return None
    if question.clusters or question.words > BRIEF + 1:
        return None
    return question.asking("check_level_of_cluster", clusters=two)


def _with_a_word_in_names(question: Question, context: Context, knowledge: KnowledgeBase) -> Found:
    """ "And with ocean?" after names with another word, though it means a theme."""
    by_name = context.last_intent == "filter_clusters" and _may_be_a_name(question)
    return _with_another_needle(question, context, knowledge) if by_name else None


def _may_be_a_name(question: Question) -> bool:
    """Whether hardly more than a word is said, which names can hold though it means a theme."""
    brief = question.words <= BRIEF
    return brief and bool(question.sectors) and not (question.levels or question.clusters)


def _with_another_needle(question: Question, context: Context, knowledge: KnowledgeBase) -> Found:
    """ "And with W?" after names with another letter or word."""
    last = context.previous
    if last.intent != "filter_clusters":
        return None
    needle = _needle(question, last, knowledge)
    return last.having(text=question.text, name_filter=needle) if needle else None


def _needle(question: Question, last: Question, knowledge: KnowledgeBase) -> Optional[str]:
    """ "And with W?": looked for in the same way as before."""
    needle = needle_in(question.text, knowledge)
    if needle is None:
        return None
    how = (last.name_filter or "").partition(":")[0]
    if how in ("starts", "ends") and len(needle[1]) == 1:
        return f"{how}:{needle[1]}"
    return f"{needle[0]}:{needle[1]}"


def _others_there_than(question: Question, context: Context, knowledge: KnowledgeBase) -> Found:
    """ "Others in Trøndelag than that one?", which is named: those of the place."""
    if not question.clusters or not question.placed or not OTHERS.search(question.text):
        return None
    return question.asking("clusters_by_place", clusters=())


def _of_another_cluster(question: Question, context: Context, knowledge: KnowledgeBase) -> Found:
    """ "And Eyde?": the same of this cluster, or what both have to do with each other."""
    last = context.previous
    if not question.clusters:
        return None
    same = SAME.search(question.text) and len(last.clusters) == 1  # "same as Eyde?"
    if last.intent in ABOUT_CLUSTERS and not same:
        return _continue(last, question)
    if last.intent in FIND:  # "and the other two?", of places
        of_theme = last.intent == "clusters_by_theme"
        return question.asking("ask_theme" if of_theme else "ask_location")
    if same:
        both = (last.clusters[0], *question.clusters)
        return question.asking("compare_clusters", clusters=both)
    # "and Eyde?" after "who leads iKuben?"
    return question.asking(last.intent if last.clusters else "about_cluster")


def _of_another_level(question: Question, context: Context, knowledge: KnowledgeBase) -> Found:
    """ "And GCE?": the same of this level, or whether the cluster talked about is at it."""
    last = context.previous
    if not question.levels:
        return None
    if last.intent in ABOUT_LEVELS | {"check_level_of_cluster"}:
        return _continue(last, question)
    if last.intent in _LISTS_NAMES and not question.clusters:
        return question.asking(LIST)  # "and the mature ones?" after names with a word in them
    if last.intent not in ABOUT_ONE_CLUSTER:
        return question.asking("explain_level")
    checked = last.intent == "check_cluster_in_programme" or question.intent == "correction"
    if checked and len(last.clusters) == 1:
        return question.asking("check_level_of_cluster", clusters=last.clusters)
    return question.asking(LIST)


_LISTS_NAMES = frozenset({"filter_clusters", "list_all_clusters"})


def _of_another_figure(question: Question, context: Context, knowledge: KnowledgeBase) -> Found:
    """ "And in jobs?": the effect on that."""
    last = context.previous
    if not question.metrics:
        return None
    return (
        _continue(last, question) if last.intent == "ask_effect" else question.asking("ask_effect")
    )


def _of_an_unknown_name(question: Question, context: Context, knowledge: KnowledgeBase) -> Found:
    """ "And Raufoss?": the same of a name that is not in the programme."""
    last = context.previous
    if not question.unknown_names:
        return None
    if last.intent in ABOUT_CLUSTERS:
        return _continue(last, question)
    return question.asking("about_cluster")


def _the_other_figures(question: Question, context: Context, knowledge: KnowledgeBase) -> Found:
    """ "And the others?" after an effect: the figures that were not told."""
    last = context.previous
    others = _OTHER_FIGURES.search(question.text) or REST.search(question.text)
    if not others or not last.metrics or not last.intent.startswith("ask_effect"):
        return None
    metrics = tuple(one.id for one in knowledge.metrics if one.id not in last.metrics)
    return last.asking("ask_effect", text=question.text, metrics=metrics)


_OTHER_FIGURES = re.compile(  # and not "do they hire more?"
    r"\b(?:ellers|elles|else|others?|another|andre|annan|annen|(?:flere|fleire|more)\s+(?:tall?|figures?|numbers?))\b",
    re.IGNORECASE,
)


def _the_others_there(question: Question, context: Context, knowledge: KnowledgeBase) -> Found:
    """ "Are there others there?" after the level of a cluster: those at that level."""
    last = context.previous
    there = points_at_level(question.text) and OTHERS.search(question.text)
    if not there or last.intent not in _SAYS_ONE_LEVEL or question.names_something:
        return None
    return question.asking(LIST, levels=last.levels or levels_of_clusters(last, knowledge))


_SAYS_ONE_LEVEL = frozenset({"explain_level", "ask_level_of_cluster", "check_level_of_cluster"})


def _with_letters_in_names(question: Question, context: Context, knowledge: KnowledgeBase) -> Found:
    """ "And those that begin with N?": names at the level talked about."""
    if not question.name_filter:
        return None
    return question.asking("filter_clusters", levels=context.levels)


def _the_year_before(question: Question, context: Context, knowledge: KnowledgeBase) -> Found:
    """ "And the year before?": of effects it is told, of lists it is not known."""
    last = context.previous
    if last.intent not in OF_ONE_YEAR or not ANOTHER_YEAR.search(question.text):
        return None
    of_effect = last.intent == "ask_effect"
    intent = "ask_effect_previous_year" if of_effect else "ask_other_years"
    return last.asking(intent, text=question.text)


def _in_another_year(question: Question, context: Context, knowledge: KnowledgeBase) -> Found:
    """ "And in 2023?": what happened then, or lists and figures of that year."""
    last = context.previous
    if not question.years:
        return None
    of_events = {event.year for event in knowledge.events}
    of_lists = last.levels or last.clusters or says_the_noun(last.text, knowledge)
    told = last.intent in _NOT_OF_THE_YEAR and set(question.years) <= of_events
    told = told and not of_lists  # "which were in Arena in 2019?" goes on about lists
    intent = "ask_timeline" if told or last.intent in _ABOUT_TIME else last.intent
    if intent != "ask_timeline" and set(question.years) != {knowledge.year}:
        intent = "ask_other_years"
    return last.asking(intent, text=question.text, years=question.years)


_NOT_OF_THE_YEAR = frozenset({"ask_other_years", "ask_history"})
_ABOUT_TIME = frozenset(
    {"ask_timeline", "ask_intake", "ask_redesign", "ask_new_programme", "ask_money"}
)


def _once_more(question: Question, context: Context, knowledge: KnowledgeBase) -> Found:
    """ "And?": the last question as it was; "and the whole lot?" after a level: of all levels."""
    last = context.previous
    of_all = TOGETHER.search(question.text) or EVERYTHING.search(question.text)
    if last.intent == "count_clusters" and of_all:
        return last.having(text=question.text, levels=())
    if last.intent == LIST and EVERYTHING.search(question.text):
        return last.asking("list_all_clusters", text=question.text, levels=())
    return last.having(text=question.text)


def _of_what_is_named(question: Question, context: Context, knowledge: KnowledgeBase) -> Found:
    """ "What about GCE?" at the start of a conversation: what is known of it."""
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


_WHOLE_IN_THEMSELVES: Tuple[Rule, ...] = (
    _one_against_the_other,
    _list_that_level,
    _the_same_of_both_levels,
    _what_is_that_level,
)
_AFTER_A_QUESTION: Tuple[Rule, ...] = (
    _what_theirs_means,
    _both_at_a_level,
    _with_a_word_in_names,
    topic_follow_up,
    _others_there_than,
    _of_another_cluster,
    _of_another_level,
    _of_another_figure,
    _of_an_unknown_name,
    _the_other_figures,
    _the_others_there,
    _with_letters_in_names,
    _with_another_needle,
    _the_year_before,
    _in_another_year,
    _once_more,
)
_AT_THE_START: Tuple[Rule, ...] = (_of_what_is_named,)
