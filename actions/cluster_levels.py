"""One cluster or some: its level, whether it is at a level, what is known of it, comparisons."""

from __future__ import annotations

from typing import List, Optional, Tuple

from actions.answer import Answer, Utterance, ask, fact, from_pages, say
from actions.base import KnowledgeAction
from actions.question import Context, Question
from actions.searching import pages
from actions.wording import bullets, join, payload
from bot.knowledge import KnowledgeBase
from bot.knowledge.models import Cluster, Level
from bot.knowledge.profile_models import Profile, Told

_CHECKED_SINGLY = 3


class ActionClusterLevel(KnowledgeAction):
    """Which level a cluster is at, and what else is known of it."""

    source = "clusters"
    intents = frozenset({"ask_level_of_cluster", "about_cluster"})

    def name(self) -> str:
        """The name used in rules."""
        return "action_cluster_level"

    def answer(
        self, question: Question, context: Context, language: str, facts: KnowledgeBase
    ) -> Answer:
        """The level of each cluster asked about."""
        clusters = known(question, facts)
        if not clusters:
            return not_known(question, facts)
        if len(clusters) > 1:
            return Answer((levels_listed(clusters, language, facts),), question)
        cluster = clusters[0]
        if question.intent == "ask_level_of_cluster":
            level = _describe("utter_level_of_cluster", cluster, language, facts)
            return Answer((level,), question)
        about: Tuple[Utterance, ...] = (_describe("utter_about_cluster", cluster, language, facts),)
        profile = facts.profile(cluster.id)
        if profile is not None:
            about = (theme_of(cluster, profile, language, facts), *about)
        return Answer(about, question)


class ActionCheckLevel(KnowledgeAction):
    """Whether a cluster is at a level, or in the programme at all."""

    source = "clusters"
    intents = frozenset({"check_level_of_cluster", "check_cluster_in_programme"})

    def name(self) -> str:
        """The name used in rules."""
        return "action_check_level"

    def answer(
        self, question: Question, context: Context, language: str, facts: KnowledgeBase
    ) -> Answer:
        """Yes or no first, then the level it is at."""
        clusters = known(question, facts)
        if not clusters:
            return not_known(question, facts)
        if question.intent == "check_cluster_in_programme":
            utterances = tuple(
                _describe("utter_cluster_in_programme", cluster, language, facts)
                for cluster in clusters
            )
            return Answer(utterances, question)
        if not question.levels:
            cluster = clusters[0].id
            buttons = [
                (
                    level.name.get(language),
                    payload("check_level_of_cluster", level=level.id, cluster=cluster),
                )
                for level in facts.levels
            ]
            return Answer((ask("utter_ask_level", buttons),), question)
        if len(clusters) > _CHECKED_SINGLY:
            return Answer((levels_listed(clusters, language, facts),), question)
        utterances = tuple(_check(cluster, question, language, facts) for cluster in clusters)
        return Answer(utterances, question)


class ActionCompareClusters(KnowledgeAction):
    """Whether clusters are at the same level."""

    source = "clusters"
    intents = frozenset({"compare_clusters"})

    def name(self) -> str:
        """The name used in rules."""
        return "action_compare_clusters"

    def answer(
        self, question: Question, context: Context, language: str, facts: KnowledgeBase
    ) -> Answer:
        """The common level, or the level of each."""
        clusters = known(question, facts)
        if len(clusters) < 2:
            return not_known(question, facts)
        names = join([str(cluster.name) for cluster in clusters], language)
        if len({cluster.level for cluster in clusters}) == 1:
            utterance = fact(
                "utter_same_level",
                clusters=names,
                level=_level(clusters[0], language, facts),
                year=facts.year,
            )
        else:
            lines = [f"{cluster.name}: {_level(cluster, language, facts)}" for cluster in clusters]
            utterance = fact("utter_different_levels", lines=bullets(lines), year=facts.year)
        return Answer((utterance,), question)


def known(question: Question, facts: KnowledgeBase) -> List[Cluster]:
    """The clusters of a question that are in the knowledge base."""
    return [cluster for id_ in question.clusters if (cluster := facts.cluster(id_))]


def not_known(question: Question, facts: KnowledgeBase) -> Answer:
    """What to say when no cluster was named, or one that is not in the knowledge base."""
    if not question.unknown_names:
        return Answer((say("utter_ask_cluster"),), question)
    name = question.unknown_names[0]
    suggestions = facts.suggest(name)
    payloads = [payload(question.intent, cluster=cluster.id) for cluster in suggestions]
    buttons = [(str(cluster.name), p) for cluster, p in zip(suggestions, payloads)]
    response = "utter_unknown_cluster_suggest" if buttons else "utter_unknown_cluster"
    variables = {"name": name, "total": len(facts.clusters), "year": facts.year}
    utterance = Utterance(response, variables, tuple(buttons))
    return Answer((utterance,), question, offered=payloads)


def levels_listed(clusters: List[Cluster], language: str, facts: KnowledgeBase) -> Utterance:
    """The level of each of some clusters."""
    lines = [f"{cluster.name}: {_level(cluster, language, facts)}" for cluster in clusters]
    return fact("utter_levels_of_clusters", lines=bullets(lines), year=facts.year)


def theme_of(
    cluster: Cluster, profile: Profile, language: str, facts: KnowledgeBase, verdict: str = ""
) -> Utterance:
    """What a cluster works with, as public pages tell it."""
    return from_pages(
        "utter_theme_of_cluster",
        pages([cluster], [Told.THEME], facts),
        cluster=cluster.name,
        theme=profile.theme.get(language),
        verdict=verdict,
    )


def _level(cluster: Cluster, language: str, facts: KnowledgeBase) -> str:
    return facts.level_of(cluster).name.get(language)


def _describe(response: str, cluster: Cluster, language: str, facts: KnowledgeBase) -> Utterance:
    level = facts.level_of(cluster)
    misleading = _level_in_name(cluster, facts)
    return fact(
        f"{response}_despite_name" if misleading else response,
        cluster=cluster.name,
        level=level.name.get(language),
        named=misleading.name.get(language) if misleading else "",
        description=level.description.get(language),
        total=len(facts.clusters),
        year=facts.year,
    )


def _check(cluster: Cluster, question: Question, language: str, facts: KnowledgeBase) -> Utterance:
    asked = [level for id_ in question.levels if (level := facts.level(id_))]
    level = facts.level_of(cluster)
    misleading = _level_in_name(cluster, facts)
    if level in asked:
        response = "utter_check_level_yes"
    elif misleading in asked:
        response = "utter_check_level_no_despite_name"
    else:
        response = "utter_check_level_no"
    return fact(
        response,
        cluster=cluster.name,
        asked=join([one.name.get(language) for one in asked], language, alternatives=True),
        level=level.name.get(language),
        year=facts.year,
    )


def _level_in_name(cluster: Cluster, facts: KnowledgeBase) -> Optional[Level]:
    """The level that a cluster's name begins with although it is listed under another."""
    first = str(cluster.name).split()[0]
    for level in facts.levels:
        if first in level.name.texts and level.id != cluster.level:
            return level
    return None
