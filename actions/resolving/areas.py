"""Places that a question points at: "its county", "that town", what is near, counties compared."""

from __future__ import annotations

import re
from typing import Optional

from actions.question import Context, Question
from actions.resolving.intents import ABOUT_CLUSTERS, FIND, KEEP_SEARCHING, LIST, MAY_NAME_AN_AREA
from actions.resolving.searches import ANY
from actions.resolving.words import ALL_OF_THOSE, FEW, OTHERS, says_the_noun
from actions.searching import county_of, search
from bot.knowledge import KnowledgeBase
from bot.knowledge.profile_models import PlaceKind

_NEAR = re.compile(
    r"\b(?:nær(?:e|me\w*|t|heten|heita|leiken|mest\w*|ast\w*|liggende)?|rundt|omkring|i\s+nabolaget|"
    r"ikke\s+langt\s+fra|close\s+(?:to|by)|closest|near\w*|around|thereabouts|hereabouts|in\s+the\s+area(?!\s+of)|"
    r"i\s+området(?!\s+\w)|i\s+traktene|på\s+(?:de|disse|våre)\s+kanter|"
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
_COUNTY_OF_IT = re.compile(  # "in the same county as Hamar", "shares the county with it"
    r"\b(?:same|samme|the|a|its|det)\s+(?:fylke\w*|county)\s+(?:as|som|with|med)\b"
    r"(?!\s+(?:the\s+)?(?:most|fewest|many|flest|færrest|har|others?)\b)",
    re.IGNORECASE,
)
_ASKS_WHICH_COUNTY = re.compile(
    r"\b(?:which|what|hvilke\w*|kva|kva\s+for)\s+(?:fylke|county)", re.IGNORECASE
)
_OF_ALL_COUNTIES = re.compile(
    r"\b(?:most|flest|fewest|færrest|each|every|hvert?|kvart?)\b", re.IGNORECASE
)
_HERE = re.compile(  # where the user said to be
    r"\b(?:up|down|over|out|around)\s+here\b|\b(?:near(?:est)?(?:\s+to)?|close(?:st)?\s+to|around)\s+(?:us|me|here)\b|"
    r"\bwhile\s+I(?:['’]m|\s+am)\s+(?:in\s+town|there|here|at\s+it)\b|\bmens\s+(?:jeg|eg)\s+er\s+(?:der|her|i\s+byen)\b|"
    r"\bin\s+(?:our|my)\s+(?:area|region|county|town|city|parts?)\b|\bwhere\s+(?:we|I)\s+(?:are|am|live)\b|"
    r"\b(?:her|hær)\s+(?:i\s+fylket|oppe|nede|borte|ute|inne|hos\s+oss|i\s+(?:området|distriktet|fylket|byen)|vi\s+er|der\s+vi)\b|"
    r"\b(?:hos|nær|rundt)\s+(?:oss|meg|her)\b|\bi\s+nær(?:heten|leiken)\b(?!\s+(?:av|til)\s+(?!oss|meg))|"
    r"\b(?:nearby|close\s+by|in\s+the\s+vicinity)\b(?!\s+(?:of|to)\b)|"
    r"\b(?:vårt|mitt|vår|min|vårt\s+eget)\s+(?:område|fylke|distrikt|by|region|kommune|landsdel|nærområde)\b|"
    r"\bder\s+(?:vi|jeg|eg|æ)\s+(?:er|bor|bur|holder\s+til|sitter)\b|\b(?:her|hær|here)\W*$",
    re.IGNORECASE,
)
_HERE_OF_ALL = re.compile(r"\b(?:chat\w*|norway|norge|noreg)\b", re.IGNORECASE)
_HOW = re.compile(r"\b(?:how|hvordan|korleis|apply|søk\w*|can|kan)\b", re.IGNORECASE)
_OTHER_ONES = re.compile(r"\b(?:andre|others?|fleire|flere|more)\b", re.IGNORECASE)
_TOWN = re.compile(
    r"\b(?:that|this|same|its|den|denne|samme)\s+(?:town|city|place|by(?:en)?|plass(?:en)?|sted(?:et)?)\b|"
    r"\bin\s+town\b|\bi\s+byen\b(?!\s+(?:min|vår|(?:jeg|eg|æ|vi|me|der\s+(?:jeg|eg|vi|me))\s+(?:er|e|bor|bur|kommer|kjem|hold\w*)\b))|"
    r"\b(?:byen|plassen|stedet|staden)\s+(?:der|deres|dens|sin)\b",
    re.IGNORECASE,
)
_THERE = re.compile(  # a place, not "is there another?"
    r"\bthere\b(?!\s+(?:is|are|was|were|another|any\w*|ones?|some|an?|others?)\b)|\b(?:der|dær)\b",
    re.IGNORECASE,
)
_NUMBERS_COMPARED = re.compile(
    r"\b(?:(?:flere|fleire|færre|more|fewer)\b.*\b(?:enn|than)|flest|most|fewest|beats?|slår|versus|vs)\b",
    re.IGNORECASE,
)
_EACH = re.compile(r"\b(?:hver(?:t)?|kvar(?:t)?|each)\b", re.IGNORECASE)
_HOW_MANY = re.compile(r"\b(?:how\s+many|numbers?|hvor\s+mange|kor\s+mange|antall|tal)\b", re.I)


def compares_counties(question: Question, knowledge: KnowledgeBase) -> bool:
    """ "Does Vestland have more of them than Rogaland?": the numbers of several counties."""
    counties = [
        id_
        for id_ in question.places
        if (place := knowledge.place(id_)) and place.kind is PlaceKind.COUNTY
    ]
    asks = question.intent in FIND | {"count_clusters", "clusters_by_county"}
    compared = _NUMBERS_COMPARED.search(question.text) or (
        _EACH.search(question.text) and _HOW_MANY.search(question.text)
    )
    return asks and len(counties) > 1 and bool(compared)


def same_place(question: Question, context: Context, knowledge: KnowledgeBase) -> Question:
    """ "Is that the same county as Nordic Edge?": where both are; others come back as they are."""
    before = context.clusters or context.mentioned_clusters[-1:]
    both = tuple(dict.fromkeys((*before, *question.clusters)))
    asks = question.intent in ABOUT_CLUSTERS - {"ask_theme", "ask_website"} and not question.places
    asks = asks and not _ASKS_FOR_ALL.search(question.text)
    shared = _SAME_PLACE.search(question.text) and not OTHERS.search(question.text)
    if asks and shared and len(question.clusters) <= 1 and len(both) == 2:
        return question.asking("ask_location", clusters=both, levels=(), unknown_names=())
    if asks and shared and len(question.clusters) > 1:
        return question.asking("ask_location", levels=())
    return question


_ASKS_FOR_ALL = re.compile(
    r"^\W*(?:og\s+|and\s+)?(?:which|who|hvilke|hvem|kven|is\s+there|are\s+there|finnes|fins|finst)\b",
    re.IGNORECASE,
)
_SAME_PLACE = re.compile(
    r"\b(?:same|samme|same\s+the)\s+(?:county|town|city|area|place|region|parts?|neck\s+of\s+the\s+woods|fylke\w*|"
    r"by(?:en)?|kant(?:en|er)?|sted(?:et)?|stad(?:en)?|område\w*|landsdel\w*|plass(?:en)?|trakter?)\b"
    r"(?!\s+(?:of|on|på)\b)",
    re.IGNORECASE,
)


def places_of_listed(question: Question, context: Context, knowledge: KnowledgeBase) -> bool:
    """Whether a question asks if the few clusters found are in a place."""
    few = 1 < len(context.listed) <= FEW and not context.clusters
    based = _BASED.search(question.text) or _PRESUMED.search(question.text)
    one = len(context.listed) == 1 and context.clusters in ((), context.listed) and based
    of_place = question.places and not (question.sectors or question.levels)
    asks = question.intent in ("ask_location", "clusters_by_place")
    whole = says_the_noun(question.text, knowledge) or ANY.search(question.text)
    whole = whole or OTHERS.search(question.text)
    meant = ALL_OF_THOSE.search(question.text) or _THEY_ARE.search(question.text)
    asks = asks or question.intent == "follow_up"
    return bool(of_place and asks and not whole and ((few and meant) or one))


_BASED = re.compile(  # "based in Oslo as well?", of the only one found
    r"^\W*(?:(?:og|and|men|but|so|så)\s+)?(?:(?:is|er|are)\s+(?:it|they|that|den|det|de)\s+)?"
    r"(?:based|located|situated|headquartered|lokalisert|plassert|holder\s+(?:den|de|til)|held\s+(?:ho|dei|til))\b",
    re.IGNORECASE,
)
_PRESUMED = re.compile(  # "in Oslo, I presume?"
    r"^\W*(?:(?:og|and|so|så|ok|okay|ah)\W+)?"
    r"(?:(?:(?:it|that|they)(?:['’]s|['’]re|\s+(?:is|are|sits?))|(?:det|den|de|dei)\s+(?:er|ligg\w*|hold\w*\s+til))\s+)?"
    r"(?:in|at|near|i|på|ved)\s+(?:\w+\W+){1,3}"
    r"(?:I\s+(?:presume|assume|suppose|guess|take\s+it|imagine|bet)|presumably|right|"
    r"(?:antar|regner|tipper|gjetter|vedder|reknar|tippar|går|gjettar)\s+(?:jeg|eg|æ)(?:\s+(?:ut\s+(?:fra|frå)|med|på))?|"
    r"vel|sikkert|ikke\s+sant|ikkje\s+sant)\W*$",
    re.IGNORECASE,
)
_THEY_ARE = re.compile(
    r"^\W*(?:(?:og|and|men|but)\s+)?(?:er|har|held|holder|ligger|ligg|are|have|do)\s+(?:de|dei|dem|they)\b",
    re.IGNORECASE,
)


def with_area(question: Question, context: Context, knowledge: KnowledgeBase) -> Question:
    """ "Its county", "that town" as a place, and whether places are meant with what is around."""
    question = _where_the_user_is(question, context, knowledge)
    if not question.places and question.intent in MAY_NAME_AN_AREA:
        area = _county_meant(question, context, knowledge) or _town_meant(
            question, context, knowledge
        )
        if area:
            keeps = question.intent in KEEP_SEARCHING
            intent = question.intent if keeps else "clusters_by_place"
            question = question.asking(intent, places=(area,), clusters=())
            question = _others_for_us(question, context, knowledge)
    elif len(question.places) == 1 and _COUNTY_OF_IT.search(question.text):
        named = (knowledge.place(id_) for id_ in question.places)
        counties = [id_ for place in named if place for id_ in (place.part_of or place.counties)]
        if question.intent in MAY_NAME_AN_AREA and counties:
            keeps = question.intent in KEEP_SEARCHING
            intent = question.intent if keeps else "clusters_by_place"
            return question.asking(intent, places=(counties[0],), clusters=())
    if question.places and _NEAR.search(question.text):
        return question.having(near=True)
    return question


def _others_for_us(question: Question, context: Context, knowledge: KnowledgeBase) -> Question:
    """ "More in town that we should know, as a bank?": of any theme, if no other has that one."""
    as_one = question.sectors and _AS_ONE.search(question.text) and OTHERS.search(question.text)
    if not as_one:
        return question
    found = search(question, knowledge).fitting
    new = any(one.id not in (*context.clusters, *context.listed) for one in found)
    return question if new else question.having(sectors=(), hinted=False)


_AS_ONE = re.compile(
    r"\b(?:som|as)\s+(?:an?\s+|en\s+|ei\s+|ein\s+|et\s+|eit\s+)?[\wæøå-]+\W*$", re.IGNORECASE
)


def _where_the_user_is(question: Question, context: Context, knowledge: KnowledgeBase) -> Question:
    """ "Is there a cluster up here that we could join?": in the place that was mentioned last."""
    here = question.told_places[-1:] or context.mentioned_places[-1:]
    told = question.told_places and _THERE.search(question.text)  # "Trondheim, then. Anyone there?"
    pointed = _HERE.search(question.text) or told
    if question.places or question.clusters or not here or not pointed:
        return question
    if _HERE_OF_ALL.search(question.text):
        return question
    if question.intent == "ask_application" and _HOW.search(question.text):
        return question
    of_clusters = question.intent in FIND | KEEP_SEARCHING
    if question.intent in MAY_NAME_AN_AREA | {"ask_application", "ask_contact"}:
        of_clusters = of_clusters or says_the_noun(question.text, knowledge)
    place = knowledge.place(here[0])
    if place and place.kind is not PlaceKind.TOWN and _TOWN.search(question.text):
        return question  # "here in town", of a cluster in Western Norway
    if place and _COUNTY_WORD.search(question.text):  # "here in the county?"
        here = (place.part_of or place.counties)[:1] or here
    keeps = question.intent in KEEP_SEARCHING or bool(question.sectors)
    intent = question.intent if keeps else "clusters_by_place"
    return question.asking(intent, places=here) if of_clusters else question


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
    if not named:
        places = [knowledge.place(id_) for id_ in context.previous.places]
        counties = [id_ for one in places if one for id_ in (one.part_of or one.counties)]
    return counties[0] if counties else None


def _town_meant(question: Question, context: Context, knowledge: KnowledgeBase) -> Optional[str]:
    """The place of "what else is in that town?": that of the cluster talked about."""
    there = context.last_intent == "ask_location" and _THERE.search(question.text)
    others = there and OTHERS.search(question.text)  # "any others there?"
    town = _TOWN.search(question.text) or NEIGHBOURS.search(question.text)
    if question.intent == "clusters_by_county" or not (others or town):
        return None
    asks = question.intent in FIND | {LIST, "similar_clusters"}
    if not OTHERS.search(question.text) and not asks:
        return None
    named = question.clusters[:1] or context.clusters[-1:]
    profiles = [profile for id_ in named if (profile := knowledge.profile(id_))]
    if not named and _TOWN.search(question.text):
        before = (knowledge.place(id_) for id_ in context.previous.places)
        return next((one.id for one in before if one and one.coordinates), None)
    if there and _COUNTY_WORD.search(context.previous.text):  # "in which county is that?"
        return next((profile.county for profile in profiles), None)
    return next((profile.town or profile.county for profile in profiles), None)


NEIGHBOURS = re.compile(r"\b(?:neighbou?rs?|nabo(?:er|ar|ene|ane)?)\b", re.IGNORECASE)
_COUNTY_WORD = re.compile(r"\b(?:fylke\w*|county)\b", re.IGNORECASE)
