"""Clusters by theme, by place, by both, with or without a level: the list, with its number."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Dict, List, Sequence, Tuple

from actions.answer import Answer, Utterance, from_pages, say
from actions.base import KnowledgeAction, answer_question
from actions.distances import FARTHEST_KM, farthest, nearest, nearest_of_few
from actions.question import Context, Question
from actions.resolving.words import FEW
from actions.searching import (
    NEAR_KM,
    PLACE_FACTS,
    Found,
    are_alternatives,
    pages,
    places_of,
    search,
    sectors_of,
    wider_places,
)
from actions.wording import (
    bullets,
    but_not,
    capitalised,
    join,
    likely,
    other_than,
    outside,
    payload,
    where,
    within,
)
from bot.knowledge import KnowledgeBase
from bot.knowledge.models import Cluster
from bot.knowledge.profile_models import PlaceKind, Told

DETAILED = 6  # lists of more clusters than this name them only
NEIGHBOUR_KM = 100  # how far the nearest cluster may be to be told of when none is in a town
_SUGGESTIONS = 3


class ActionFindClusters(KnowledgeAction):
    """Who works with hydrogen, what there is in Rogaland, and both at once."""

    intents = frozenset({"clusters_by_theme", "clusters_by_place"})

    def name(self) -> str:
        """The name used in rules."""
        return "action_find_clusters"

    def answer(
        self, question: Question, context: Context, language: str, facts: KnowledgeBase
    ) -> Answer:
        """The list; without a known theme or place, what can be asked for."""
        if question.farthest:
            told = farthest(question, language, facts)
            return told or _where_they_are(question, language)
        if question.near and question.among and len(question.places) == 1:
            told = nearest_of_few(question, language, facts)
            return told or _where_they_are(question, language)
        if question.topical:
            return answer_found(question, language, facts)
        if question.intent == "clusters_by_place":
            if question.unknown_names:
                name = question.unknown_names[0]
                return Answer((say("utter_unknown_place", place=capitalised(name)),), question)
            return Answer((say("utter_ask_place"),), question)
        themes = [sector for sector in facts.sectors if not sector.broader]
        known = [one for one in themes if facts.clusters_in_sector([one.id])]
        names = join([one.name.get(language) for one in known], language)
        return Answer((say("utter_unknown_theme", themes=names),), question)


def _where_they_are(question: Question, language: str) -> Answer:
    """Where those are of which the farthest was asked for; or a question back."""
    if not 0 < len(question.among) <= FEW:
        return Answer((say("utter_ask_place"),), question)
    where_each_is = Question("ask_location", clusters=question.among)
    return answer_question(where_each_is, Context(), language)


def answer_found(question: Question, language: str, facts: KnowledgeBase) -> Answer:
    """What a search found, in words, and what the conversation is about after it."""
    found = search(question, facts)
    variables = _heading(question, language, facts)
    if not found and not found.reaching and (question.near or _is_of_one_town(question, facts)):
        km = FARTHEST_KM if question.near else NEIGHBOUR_KM
        answer = nearest(question, variables["where"], language, facts, km)
        if answer is not None:
            return answer
    sources = facts.sources_of("clusters") if question.levels else ()
    told = _told(question)
    utterances: List[Utterance] = []
    buttons: List[Tuple[str, str]] = []
    if found:
        utterances.append(
            from_pages(
                f"utter_clusters_by_{_kind(question)}",
                pages(found.fitting, told, facts),
                sources,
                **variables,
                count=len(found.fitting),
                clusters=bullets(lines(found, question, language, facts)),
            )
        )
    elif question.among:
        utterances.append(say("utter_none_among"))
    else:
        buttons = [] if found.reaching else _instead(question, language, facts)
        response = f"utter_no_clusters_by_{_kind(question)}"
        utterances.append(Utterance(response, variables, tuple(buttons)))
    if found.reaching and not (found and question.intent == "count_clusters"):
        names = join([str(one.name) for one in found.reaching], language)
        cited = pages(found.reaching, PLACE_FACTS, facts)
        utterances.append(
            from_pages("utter_clusters_reaching", cited, clusters=names, where=variables["where"])
        )
    if found.perhaps:
        names = join([str(one.name) for one in found.perhaps], language)
        utterances.append(say("utter_clusters_perhaps", clusters=names))
    shown = found.fitting or found.reaching
    only = tuple(one.id for one in shown) if len(shown) == 1 else ()
    return Answer(
        tuple(utterances),
        question.having(clusters=only, unknown_names=()),
        [one.id for one in shown] or None,
        offered=[payload for _, payload in buttons],
    )


def _is_of_one_town(question: Question, facts: KnowledgeBase) -> bool:
    """Whether a search is for clusters in a town, and nothing else."""
    places = places_of(question, facts)
    only = question.asking("", text="", said="", places=(), unknown_names=(), ordinals=())
    return (
        len(places) == 1
        and places[0].kind is PlaceKind.TOWN
        and not places[0].note
        and only == Question("")
    )


def lines(found: Found, question: Question, language: str, facts: KnowledgeBase) -> List[str]:
    """A line a cluster: with its town when a place is asked for, with its theme in short lists."""
    detailed = len(found.fitting) <= DETAILED
    return [_line(one, found, question, detailed, language, facts) for one in found.fitting]


def _line(
    cluster: Cluster,
    found: Found,
    question: Question,
    detailed: bool,
    language: str,
    facts: KnowledgeBase,
) -> str:
    profile = facts.profile(cluster.id)
    text = str(cluster.name)
    if profile is None:
        return text
    if question.placed:
        town = facts.place(profile.town) if profile.town else None
        name = "" if town is None else town.name.get(language)
        if cluster.id in found.km and found.km[cluster.id] >= 1:
            name = f"{name}, {found.km[cluster.id]:.0f} km"
        if cluster in found.likely:
            name = likely(name, language)
        elif town is not None and list(question.places) == [town.id] and not question.near:
            name = ""
        text += f" ({name})" if name else ""
    if question.sectors and detailed:
        text += f": {profile.theme.get(language)}"
    return text


def describe_places(question: Question, language: str, facts: KnowledgeBase) -> str:
    """ "i Rogaland", "in Molde or in Ålesund", "mindre enn 60 km fra Hamar"."""
    named = []
    for place in places_of(question, facts):
        name = place.name.get(language)
        near = question.near and place.coordinates is not None
        phrase = within(name, NEAR_KM, language) if near else ""
        named.append(phrase or where(place, language))
    inside = join(named, language, alternatives=True)
    left_out = [one for id_ in question.not_places if (one := facts.place(id_))]
    if not left_out:
        return inside
    if not inside:
        names = [one.name.get(language) for one in left_out]
        return outside(join(names, language), language)
    others = [where(one, language) for one in left_out]
    return but_not(inside, join(others, language, alternatives=True), language)


def describe_themes(question: Question, language: str, facts: KnowledgeBase) -> str:
    """ "hydrogen", "sjømat eller maritim næring", "energi, men ikke hydrogen"."""
    names = [sector.name.get(language) for sector in sectors_of(question, facts)]
    themes = join(names, language, alternatives=are_alternatives(question, facts))
    left_out = [sector for id_ in question.not_sectors if (sector := facts.sector(id_))]
    if not left_out:
        return themes
    others = join([one.name.get(language) for one in left_out], language, alternatives=True)
    return but_not(themes, others, language) if themes else other_than(others, language)


def describe_levels(question: Question, language: str, facts: KnowledgeBase) -> str:
    """ "Arena", "Arena or Arena Pro"."""
    names = [level.name.get(language) for id_ in question.levels if (level := facts.level(id_))]
    return join(names, language, alternatives=True)


def _heading(question: Question, language: str, facts: KnowledgeBase) -> Dict[str, Any]:
    notes = [place.note.get(language) for place in places_of(question, facts) if place.note]
    return {
        "theme": describe_themes(question, language, facts),
        "where": describe_places(question, language, facts),
        "level": describe_levels(question, language, facts),
        "year": facts.year,
        "note": "".join(f" {note}" for note in notes),
    }


def _kind(question: Question) -> str:
    """ "theme", "place_at_level", "theme_and_place": how the names of responses end."""
    kinds = [
        kind
        for kind, asked in (
            ("theme", question.sectors or question.not_sectors),
            ("place", question.placed),
        )
        if asked
    ]
    level = "_at_level" if question.levels else ""
    return f"{'_and_'.join(kinds)}{level}"


def _told(question: Question) -> Sequence[Told]:
    theme = (Told.THEME,) if question.sectors or question.not_sectors else ()
    return (*theme, *PLACE_FACTS) if question.placed else theme


def _instead(question: Question, language: str, facts: KnowledgeBase) -> List[Tuple[str, str]]:
    """Buttons for wider searches that find something: each leaves out or widens a condition."""
    free = question.asking("", levels=(), near=False, not_sectors=(), not_places=())
    wider = [free] if question.levels and free.topical else []
    wider += [replace(free, places=(place.id,)) for place in wider_places(question, facts)]
    if question.sectors and question.places:
        wider.append(replace(free, places=()))
    for sector in sectors_of(question, facts):
        wider += [replace(free, sectors=(id_,), places=()) for id_ in sector.broader]
    buttons: List[Tuple[str, str]] = []
    for one in wider:
        if not search(one, facts):
            continue
        if one.sectors:
            parts = (describe_themes(one, language, facts), describe_places(one, language, facts))
            label = capitalised(" ".join(part for part in parts if part))
        else:
            label = places_of(one, facts)[0].name.get(language)
        entities = {
            **({"sector": list(one.sectors)} if one.sectors else {}),
            **({"place": list(one.places)} if one.places else {}),
        }
        intent = "clusters_by_theme" if one.sectors else "clusters_by_place"
        button = (label, payload(intent, **entities))
        if button not in buttons:
            buttons.append(button)
    return buttons[:_SUGGESTIONS]
