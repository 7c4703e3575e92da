"""Places that a question points at: "its county", "that town", what is near, counties compared."""

from __future__ import annotations

import re
from typing import Optional

from actions.question import Context, Question
from actions.resolving.intents import FIND, KEEP_SEARCHING, MAY_NAME_AN_AREA
from actions.resolving.words import OTHERS
from actions.searching import county_of
from bot.knowledge import KnowledgeBase
from bot.knowledge.profile_models import PlaceKind

_NEAR = re.compile(
    r"\b(?:nær(?:e|me\w*|t|heten|heita|leiken|mest\w*|ast\w*|liggende)?|rundt|omkring|i\s+nabolaget|"
    r"ikke\s+langt\s+fra|close\s+(?:to|by)|closest|near\w*|around|thereabouts|hereabouts|in\s+the\s+area|"
    r"i\s+området|i\s+traktene|på\s+(?:de|disse|våre)\s+kanter|"
    r"not\s+far\s+from|vicinity|surroundings|omegn|within\s+reach|kort(?:est)?\s+ve[ig]|"
    r"short(?:est)?\s+(?:way|drive|trip|ride|walk|distance|bus\s+ride))\b",
    re.IGNORECASE,
)
_COUNTY = re.compile(
    r"\b(?:samme|same|its|their|dets|deres|hele|heile|whole|entire|the|det|dette|that|this|sitt)\s+"
    r"(?:fylke\w*|county)\b(?!\s+(?:with|that|council|med|som)\b)"
    r"|\bfylket(?:\s+(?:der|deres|dens|sitt))?\b",
    re.IGNORECASE,
)
_ASKS_WHICH_COUNTY = re.compile(
    r"\b(?:which|what|hvilke\w*|kva|kva\s+for)\s+(?:fylke|county)", re.IGNORECASE
)
_OF_ALL_COUNTIES = re.compile(
    r"\b(?:most|flest|fewest|færrest|each|every|hvert?|kvart?)\b", re.IGNORECASE
)
_OTHER_ONES = re.compile(r"\b(?:andre|others?|fleire|flere|more)\b", re.IGNORECASE)
_TOWN = re.compile(
    r"\b(?:that|this|same|its|den|denne|samme|same)\s+(?:town|city|place|by(?:en)?|plass(?:en)?|sted(?:et)?)\b|"
    r"\b(?:byen|plassen|stedet|staden)\s+(?:der|deres|dens|sin)\b",
    re.IGNORECASE,
)
_THERE = re.compile(  # a place, not "is there another?"
    r"\bthere\b(?!\s+(?:is|are|was|were|another|any\w*|ones?|some|an?|others?)\b)|\b(?:der|dær)\b",
    re.IGNORECASE,
)
_NUMBERS_COMPARED = re.compile(
    r"\b(?:(?:flere|fleire|færre|more|fewer)\b.*\b(?:enn|than)|flest|most|fewest|beats?|slår|hver(?:t)?|kvar(?:t)?|"
    r"each|versus|vs)\b",
    re.IGNORECASE,
)


def compares_counties(question: Question, knowledge: KnowledgeBase) -> bool:
    """ "Does Vestland have more of them than Rogaland?": the numbers of several counties."""
    counties = [
        id_
        for id_ in question.places
        if (place := knowledge.place(id_)) and place.kind is PlaceKind.COUNTY
    ]
    asks = question.intent in FIND | {"count_clusters", "clusters_by_county"}
    return asks and len(counties) > 1 and bool(_NUMBERS_COMPARED.search(question.text))


def with_area(question: Question, context: Context, knowledge: KnowledgeBase) -> Question:
    """ "Its county", "that town" as a place, and whether places are meant with what is around."""
    if not question.places and question.intent in MAY_NAME_AN_AREA:
        area = _county_meant(question, context, knowledge) or _town_meant(
            question, context, knowledge
        )
        if area:
            keeps = question.intent in KEEP_SEARCHING
            intent = question.intent if keeps else "clusters_by_place"
            question = question.asking(intent, places=(area,), clusters=())
    if question.places and _NEAR.search(question.text):
        return question.asking(question.intent, near=True)
    return question


def _county_meant(question: Question, context: Context, knowledge: KnowledgeBase) -> Optional[str]:
    """The county of "others in its county": of the cluster, or the place, talked about.

    "Is that its county?" and "in which county?" ask for the county itself, and mean none.
    """
    if not _COUNTY.search(question.text) or _ASKS_WHICH_COUNTY.search(question.text):
        return None
    if question.intent == "clusters_by_county" and _OF_ALL_COUNTIES.search(question.text):
        return None
    if question.intent == "ask_location" and not _OTHER_ONES.search(question.text):
        return None
    named = question.clusters[:1] or context.clusters[-1:]
    counties = [county for id_ in named if (county := county_of(id_, knowledge))]
    if not named and context.last:
        places = [knowledge.place(id_) for id_ in context.last.places]
        counties = [id_ for one in places if one for id_ in (one.part_of or one.counties)]
    return counties[0] if counties else None


def _town_meant(question: Question, context: Context, knowledge: KnowledgeBase) -> Optional[str]:
    """The place of "what else is in that town?": that of the cluster talked about."""
    last = context.last
    there = last is not None and last.intent == "ask_location" and _THERE.search(question.text)
    others = there and OTHERS.search(question.text)  # "any others there?"
    if question.intent == "clusters_by_county" or not (others or _TOWN.search(question.text)):
        return None
    if not OTHERS.search(question.text) and question.intent not in FIND:
        return None
    named = question.clusters[:1] or context.clusters[-1:]
    profiles = [profile for id_ in named if (profile := knowledge.profile(id_))]
    return next((profile.town or profile.county for profile in profiles), None)
