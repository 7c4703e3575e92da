"""The cluster nearest a place, and the one farthest north, south, east or west."""

from __future__ import annotations

from typing import List, Optional, Tuple

from actions.answer import Answer, from_pages
from actions.question import Question
from actions.resolving.words import FEW
from actions.searching import PLACE_FACTS, pages, search
from actions.wording import direction, likely, where
from bot.knowledge import KnowledgeBase
from bot.knowledge.geography import Place
from bot.knowledge.models import Cluster
from bot.knowledge.profile_models import Confidence

FARTHEST_KM = 3000  # longer than Norway


def nearest(
    question: Question,
    around: str,
    language: str,
    facts: KnowledgeBase,
    km: float = FARTHEST_KM,
) -> Optional[Answer]:
    """The cluster nearest the place of a question, where nothing nearer was found.

    Args:
        around: where nothing was found, in words: "within 60 km of Narvik".
        km: how far away it may be.
    """
    pool = search(question.asking("", places=(), near=False), facts).fitting
    for place_id in question.places:
        near = facts.clusters_near(place_id, km, pool)
        found = sorted([*near.certain, *near.uncertain], key=lambda neighbour: neighbour.km)
        if found:
            cluster, away = found[0]
            told = {"around": around, "km": f"{away:.0f}"}
            return _answer("utter_nearest_cluster", cluster, question, language, facts, **told)
    return None


def nearest_of_few(question: Question, language: str, facts: KnowledgeBase) -> Optional[Answer]:
    """Which of a few clusters is nearest the place of a question; None where one's town lacks."""
    pool = search(question.asking("", places=(), near=False), facts).fitting
    (place_id,) = question.places
    place, near = facts.place(place_id), facts.clusters_near(place_id, FARTHEST_KM, pool)
    found = sorted([*near.certain, *near.uncertain], key=lambda neighbour: neighbour.km)
    if place is None or len(found) < len(pool) or not found:
        return None
    cluster, away = found[0]
    told = {"place": place.name.get(language), "km": f"{away:.0f}"}
    return _answer("utter_nearest_of_these", cluster, question, language, facts, **told)


def farthest(question: Question, language: str, facts: KnowledgeBase) -> Optional[Answer]:
    """The cluster farthest in the direction of a question, of those whose town is known.

    None where the town of one of the few asked about is not on the map: the others tell nothing.
    """
    pool = search(question, facts).fitting
    placed = [(town.coordinates, one) for one in pool if (town := _town_of(one, facts))]
    latitude_counts = question.farthest in ("north", "south")
    ahead = 1 if question.farthest in ("north", "east") else -1
    ranked: List[Tuple[float, Cluster]] = [
        (ahead * (at.latitude if latitude_counts else at.longitude), one)
        for at, one in placed
        if at is not None
    ]
    if not ranked:
        return None
    few = 0 < len(question.among) <= FEW
    if few and len(ranked) < len(pool):
        return None
    _, cluster = max(ranked, key=lambda one: one[0])
    towards = direction(str(question.farthest), language)
    response = "utter_farthest_of_these" if few else "utter_farthest_cluster"
    return _answer(response, cluster, question, language, facts, direction=towards)


def _answer(
    response: str,
    cluster: Cluster,
    question: Question,
    language: str,
    facts: KnowledgeBase,
    **told: str,
) -> Answer:
    """One cluster and its town; the conversation goes on about it."""
    cited = pages([cluster], PLACE_FACTS, facts)
    place = _town(cluster, language, facts)
    utterance = from_pages(response, cited, cluster=cluster.name, where=place, **told)
    about = question.having(clusters=(cluster.id,))
    return Answer((utterance,), about, [cluster.id])


def _town_of(cluster: Cluster, facts: KnowledgeBase) -> Optional[Place]:
    profile = facts.profile(cluster.id)
    return facts.place(profile.town) if profile and profile.town else None


def _town(cluster: Cluster, language: str, facts: KnowledgeBase) -> str:
    """ "i Molde"; "i Oslo, etter alt å dømme" where the pages only indicate it."""
    town, profile = _town_of(cluster, facts), facts.profile(cluster.id)
    assert town is not None
    assert profile is not None
    phrase = where(town, language)
    return phrase if profile.town_confidence is Confidence.STRONG else likely(phrase, language)
