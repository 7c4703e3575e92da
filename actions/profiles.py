"""One cluster or some: what it works with, where it is, its website, all from public pages."""

from __future__ import annotations

from typing import List, Tuple

from actions.answer import Answer, Utterance, from_pages, say
from actions.base import KnowledgeAction
from actions.cluster_levels import known, not_known, theme_of
from actions.question import Context, Question
from actions.resolving.topic_follow_ups import asks_whether
from actions.searching import NEAR_KM, PLACE_FACTS, pages
from actions.wording import bullets, join, likely, verdict, where
from actions.wording import not_known as place_not_known
from bot.knowledge import KnowledgeBase
from bot.knowledge.models import Cluster
from bot.knowledge.placing import placed
from bot.knowledge.profile_models import Confidence, Profile, RegionTells, Told

_SINGLY = 2  # more clusters than this are answered in one list


class ActionClusterProfile(KnowledgeAction):
    """Theme, place and website of clusters."""

    intents = frozenset({"ask_theme", "ask_location", "ask_website"})

    def name(self) -> str:
        """The name used in rules."""
        return "action_cluster_profile"

    def answer(
        self, question: Question, context: Context, language: str, facts: KnowledgeBase
    ) -> Answer:
        """A sentence a cluster, or a list of many."""
        clusters = known(question, facts)
        if not clusters:
            return not_known(question, facts)
        one = {"ask_theme": theme, "ask_location": location, "ask_website": website}
        if len(clusters) > _SINGLY:
            return Answer((_list(question.intent, clusters, language, facts),), question)
        utterances = [
            one[question.intent](cluster, question, language, facts) for cluster in clusters
        ]
        return Answer(tuple(utterances), question)


def theme(cluster: Cluster, question: Question, language: str, facts: KnowledgeBase) -> Utterance:
    """What a cluster works with, after yes or no when a theme is asked about."""
    profile = facts.profile(cluster.id)
    if profile is None:
        return say("utter_no_profile", cluster=cluster.name)
    begin = ""
    if question.sectors and asks_whether(question.text):
        works = bool(facts.clusters_in_sector(question.sectors, [cluster], in_all=True))
        begin = verdict(works, language)
    return theme_of(cluster, profile, language, facts, begin)


def location(
    cluster: Cluster, question: Question, language: str, facts: KnowledgeBase
) -> Utterance:
    """Where a cluster is, in words as sure as the pages are."""
    profile = facts.profile(cluster.id)
    cited = pages([cluster], PLACE_FACTS, facts)
    if profile is None or not profile.has_place:
        return say("utter_location_unknown", cluster=cluster.name)
    if profile.town:
        sure = profile.town_confidence is Confidence.STRONG
        response = "utter_location" if sure else "utter_location_likely"
        names = _town(profile, language, facts)
    elif profile.region and profile.region_tells is not RegionTells.BASE:
        members = profile.region_tells is RegionTells.MEMBERS
        response = "utter_location_members" if members else "utter_location_work"
        names = _places(profile.region, language, facts)
    else:
        response = "utter_location_area"
        names = _places(profile.region or [str(profile.county)], language, facts)
        county = facts.place(profile.county) if profile.region and profile.county else None
        names += f" ({county.name.get(language)})" if county else ""
    note = f" {profile.note.get(language)}" if profile.note else ""
    return from_pages(
        response,
        cited,
        cluster=cluster.name,
        where=names,
        note=note,
        verdict=_whether_there(cluster, question, language, facts),
    )


def website(cluster: Cluster, question: Question, language: str, facts: KnowledgeBase) -> Utterance:
    """The website of a cluster, where one is known."""
    profile = facts.profile(cluster.id)
    if profile is None or profile.website is None:
        return say("utter_website_unknown", cluster=cluster.name)
    cited = pages([cluster], [Told.WEBSITE], facts)
    return from_pages("utter_website", cited, cluster=cluster.name, url=profile.website)


def place_in_list(cluster: Cluster, language: str, facts: KnowledgeBase) -> str:
    """The town, or the county or area, of a cluster; "" when no place is known."""
    [one] = placed(facts, [cluster])
    names = join([place.name.get(language) for place in one.places], language)
    return names if one.certain or not names else likely(names, language)


def _list(intent: str, clusters: List[Cluster], language: str, facts: KnowledgeBase) -> Utterance:
    if intent == "ask_theme":
        told: Tuple[Told, ...] = (Told.THEME,)
        texts = [
            profile.theme.get(language) if (profile := facts.profile(one.id)) else ""
            for one in clusters
        ]
    elif intent == "ask_location":
        told = PLACE_FACTS
        texts = [place_in_list(one, language, facts) for one in clusters]
    else:
        told = (Told.WEBSITE,)
        texts = [
            str(profile.website) if (profile := facts.profile(one.id)) and profile.website else ""
            for one in clusters
        ]
    missing = "–" if intent != "ask_location" else place_not_known(language)
    listed = bullets(f"{one.name}: {text or missing}" for one, text in zip(clusters, texts))
    return from_pages(f"utter_many_{intent[4:]}", pages(clusters, told, facts), clusters=listed)


def _town(profile: Profile, language: str, facts: KnowledgeBase) -> str:
    town = facts.place(str(profile.town))
    assert town is not None
    phrase = where(town, language)
    county = facts.place(profile.county) if profile.county else None
    if county is None or county.id == town.id:
        return phrase
    return f"{phrase} ({county.name.get(language)})"


def _places(ids: List[str], language: str, facts: KnowledgeBase) -> str:
    named = [where(place, language) for id_ in ids if (place := facts.place(id_))]
    return join(named, language)


def _whether_there(
    cluster: Cluster, question: Question, language: str, facts: KnowledgeBase
) -> str:
    """ "Yes. " or "No. " to "is it in Oslo?"; nothing where neither is sure."""
    if not question.places or not asks_whether(question.text):
        return ""
    if question.near:
        return _whether_near(cluster, question, language, facts)
    inside = facts.clusters_in_place(question.places, [cluster])
    if inside.uncertain:
        return ""
    return verdict(bool(inside.certain), language)


def _whether_near(cluster: Cluster, question: Question, language: str, facts: KnowledgeBase) -> str:
    """ "Yes. " or "No. " to "is it near Fredrikstad?"; nothing where the distance is not known."""
    profile = facts.profile(cluster.id)
    if facts.clusters_in_place(question.places, [cluster]).certain:
        return verdict(True, language)
    if profile is None or not profile.town or profile.town_confidence is not Confidence.STRONG:
        return ""
    away = [facts.geography.distance(profile.town, place) for place in question.places]
    if any(km is not None and km <= NEAR_KM for km in away):
        return verdict(True, language)
    return "" if None in away else verdict(False, language)
