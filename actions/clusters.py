"""Lists and counts: which clusters are at a level, all clusters, clusters by name, how many."""

from __future__ import annotations

from typing import List, Sequence

from actions.answer import Answer, Utterance, ask, fact, from_pages, say
from actions.base import KnowledgeAction
from actions.found import answer_found, describe_places
from actions.question import Context, Question
from actions.resolving.words import SHARE
from actions.searching import PLACE_FACTS, pages, search
from actions.wording import bullets, join, payload
from bot.knowledge import KnowledgeBase
from bot.knowledge.base import NOT, NameFilter
from bot.knowledge.models import Cluster, Level


class ActionListClusters(KnowledgeAction):
    """The clusters at one or more levels, all of them, or those with a certain name."""

    source = "clusters"
    intents = frozenset({"list_clusters_at_level", "list_all_clusters", "filter_clusters"})

    def name(self) -> str:
        """The name used in rules."""
        return "action_list_clusters"

    def answer(
        self, question: Question, context: Context, language: str, facts: KnowledgeBase
    ) -> Answer:
        """A list as Markdown bullets; asks back when the level or the name is missing."""
        if question.intent == "filter_clusters":
            return _by_name(question, context, language, facts)
        if question.intent == "list_all_clusters":
            return _all(question, language, facts)
        levels = [level for id_ in question.levels if (level := facts.level(id_))]
        if not levels:
            buttons = level_buttons("list_clusters_at_level", language, facts)
            return Answer((ask("utter_ask_level", buttons),), question)
        listed = [cluster for level in levels for cluster in facts.clusters_at(level.id)]
        utterances = [_at_level(level, language, facts) for level in levels]
        return Answer(tuple(utterances), question, [cluster.id for cluster in listed])


class ActionCountClusters(KnowledgeAction):
    """How many clusters there are, at levels or in all."""

    source = "clusters"
    intents = frozenset({"count_clusters"})

    def name(self) -> str:
        """The name used in rules."""
        return "action_count_clusters"

    def answer(
        self, question: Question, context: Context, language: str, facts: KnowledgeBase
    ) -> Answer:
        """One number for one level; a line a level and the sum otherwise."""
        of_any_theme = not (question.sectors or question.not_sectors)
        if question.placed and of_any_theme and len(question.levels) > 1:
            return _count_there(question, language, facts)
        if question.topical:
            return answer_found(question, language, facts)
        named = [level for id_ in question.levels if (level := facts.level(id_))]
        if len(named) == 1:
            return Answer((_count_at(named[0], question, language, facts),), question)
        asked = named or list(facts.levels)
        counts = {level.id: len(facts.clusters_at(level.id)) for level in asked}
        lines = [f"{level.name.get(language)}: {counts[level.id]}" for level in asked]
        utterance = fact(
            "utter_count_several" if named else "utter_count_all",
            lines=bullets(lines),
            total=sum(counts[level.id] for level in asked),
            year=facts.year,
        )
        return Answer((utterance,), question)


def _count_at(level: Level, question: Question, language: str, facts: KnowledgeBase) -> Utterance:
    """How many clusters a level has, and of how many in all where a share is asked for."""
    count, total = len(facts.clusters_at(level.id)), len(facts.clusters)
    told = {"level": level.name.get(language), "count": count, "year": facts.year}
    if SHARE.search(question.text) and total:
        return fact("utter_count_share", total=total, percent=round(100 * count / total), **told)
    return fact("utter_count_at_level", **told)


def _count_there(question: Question, language: str, facts: KnowledgeBase) -> Answer:
    """How many clusters in a place are at each of some levels."""
    found = search(question, facts)
    asked = [level for id_ in question.levels if (level := facts.level(id_))]
    counts = [sum(one.level == level.id for one in found.fitting) for level in asked]
    lines = [f"{level.name.get(language)}: {count}" for level, count in zip(asked, counts)]
    utterance = from_pages(
        "utter_count_levels_there",
        pages(found.fitting, PLACE_FACTS, facts),
        facts.sources_of("clusters"),
        lines=bullets(lines),
        total=len(found.fitting),
        where=describe_places(question, language, facts),
        year=facts.year,
    )
    listed = [one.id for one in found.fitting]
    return Answer((utterance,), question.having(clusters=(), unknown_names=()), listed or None)


def level_buttons(intent: str, language: str, facts: KnowledgeBase) -> List[tuple[str, str]]:
    """A button for each level that asks `intent` about it."""
    return [(level.name.get(language), payload(intent, level=level.id)) for level in facts.levels]


def _at_level(level: Level, language: str, facts: KnowledgeBase) -> Utterance:
    clusters = facts.clusters_at(level.id)
    return fact(
        "utter_clusters_at_level" if clusters else "utter_no_clusters_at_level",
        level=level.name.get(language),
        clusters=_names(clusters),
        count=len(clusters),
        year=facts.year,
    )


def _all(question: Question, language: str, facts: KnowledgeBase) -> Answer:
    groups = [
        f"**{level.name.get(language)}** ({len(clusters)})\n{_names(clusters)}"
        for level in facts.levels
        if (clusters := facts.clusters_at(level.id))
    ]
    utterance = fact(
        "utter_all_clusters",
        clusters="\n".join(groups),
        total=len(facts.clusters),
        year=facts.year,
    )
    listed = [cluster.id for level in facts.levels for cluster in facts.clusters_at(level.id)]
    return Answer((utterance,), question, listed)


def _by_name(question: Question, context: Context, language: str, facts: KnowledgeBase) -> Answer:
    if not question.name_filter:
        return Answer((say("utter_ask_name_filter"),), question)
    how, _, text = question.name_filter.partition(":")
    among = [
        cluster
        for cluster in facts.clusters
        if (not question.levels or cluster.level in question.levels)
        and (not question.among or cluster.id in question.among)
    ]
    found = facts.filter_by_name(NameFilter(how, text), among)
    levels = [level.name.get(language) for id_ in question.levels if (level := facts.level(id_))]
    variables = {"part": text.upper() if len(text) == 1 else text, "year": facts.year}
    variables["clusters"] = _names(found)
    variables["count"] = str(len(found))
    variables["level"] = join(levels, language)
    variables["total"] = str(len(among))
    place = "_at_level" if levels else ""
    if how in ("longest", "shortest", "sorted"):
        response = f"utter_clusters_{how}"
    elif how.startswith(NOT):
        response = f"utter_other_clusters{place}" if found else "utter_no_other_clusters"
    elif found:
        response = f"utter_clusters_name_{how}{place}"
    else:
        response = f"utter_no_clusters_name_{how}{place}"
    return Answer((fact(response, **variables),), question, [cluster.id for cluster in found])


def _names(clusters: Sequence[Cluster]) -> str:
    return bullets(str(cluster.name) for cluster in clusters)
