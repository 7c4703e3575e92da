"""Several of a list or a place: "the last two", "the three in Bergen", "which has come furthest?".

Such words stand for clusters; what is asked of them is where they are, their field or their level.
"""

from __future__ import annotations

import re
from typing import Tuple

from actions.aspects import first_aspect
from actions.question import Context, Names, Question
from actions.resolving.described import pick
from actions.resolving.directions import direction_meant
from actions.resolving.intents import (
    ABOUT_CLUSTERS,
    ABOUT_LEVELS,
    ABOUT_ONE_CLUSTER,
    FIND,
    FOLLOW_UPS,
    LIST,
    PROFILE,
)
from actions.resolving.rules import Found, Rule, first_of
from bot.knowledge import KnowledgeBase
from bot.knowledge.models import LevelKind
from bot.said import CARDINALS

_MOST = 8  # of a list that are told one by one
#: Who is first of several, by level.
_FIRST_BY_LEVEL = (
    r"\b(?:(?:best|mest|most|better)\s+(?:etablert\w*|established|avansert\w*|advanced|utvikl\w*|developed|"
    r"mod[en]\w+|matur\w+)|modnest\w*|"
    r"(?:kommet|kome|komen|komne|kommen|kommer|nådd|nått|nådde|når)\s+(?:\w+\s+)?lengst|"
    r"lengst\s+(?:frem|fram|fremme|framme|oppe|opp)|(?:furthest|farthest)\s+(?:along|ahead|up|on|advanced|developed)|"
    r"(?:come|got|gotten|gone|is|are)\s+(?:the\s+)?(?:furthest|farthest)(?!\s+(?:north|south|east|west|away|from))|"
    r"(?:høyest|høgast|highest)(?:\s+(?:opp|oppe|up|niv\w*|trinn\w*|level|tier|rung)|\W*$))\b"
)
_NUMBER = rf"(?:{'|'.join(word for word, number in CARDINALS.items() if number > 1)})"
_NO_OTHER_NOUN = (
    r"(?!\s+(?:(?:siste|første|fyrste|andre|last|first|other|høyeste|høgaste|highest|øverste)\s+)?"
    r"(?:niv\w*|trinn\w*|steg\w*|levels?|tiers?|steps?|rungs?|fylk\w*|count(?:y|ies)|by|byer|byane|byene|towns?|"
    r"cit(?:y|ies)|år\w*|years?|tal\w*|figures?|numbers?|ting|things?|grupp\w*|groups?|tema\w*|themes?|fields?|"
    r"område\w*|spørsmål\w*|questions?|merke\w*|labels?|brands?|måned\w*|months?|bransj\w*|industr\w*|"
    r"andre|others?|siste|første|fyrste|sist|først|fyrst)\b)"
)
_THE = r"(?:de|dei|dem|dæm|di|disse|desse|the|those|these)"
_EACH_OF = r"(?:hver|kvar|kvart|hvert|each|alle?)\s+(?:av|of)\s+"
_THAT_MANY = re.compile(
    rf"(?:\b{_EACH_OF}|(?<!av )(?<!of )(?<!among )(?<!blant )"
    r"(?<!from )(?<!fra )(?<!frå )(?<!enn )(?<!than ))"
    rf"\b{_THE}\s+(?P<number>{_NUMBER})\b{_NO_OTHER_NOUN}",
    re.IGNORECASE,
)
_FIRST = r"(?:første|fyrste|øverste|øvste|first|top)"
_LAST = r"(?:siste|nederste|nedste|last|bottom|final)"
_AT_AN_END = re.compile(
    rf"\b{_THE}\s+(?:aller\s+|very\s+)?(?:(?:(?P<first>{_FIRST})|{_LAST})\s+(?P<number>{_NUMBER})|"
    rf"(?P<count>{_NUMBER})\s+(?:(?P<start>{_FIRST})|{_LAST}))\b{_NO_OTHER_NOUN}",
    re.IGNORECASE,
)
_TOLD = re.compile(
    rf"\b(?:{_THE}|ones)\s+(?:(?P<number>{_NUMBER})\s+)?(?:ones\s+)?(?:klyng\w+\s+|clusters\s+)?"
    r"(?P<topic>(?:med|som|i|på|fra|frå|ved|with|who|that|in|from|at|on)\s+[^.?!,;:]+)",
    re.IGNORECASE,
)
_OF_LEVELS = re.compile(
    r"\b(?:niv\w*|nivo\w*|trinn\w*|steg|steget|levels?|tiers?|rungs?|topp?niv\w*|rangstig\w*)\b|"
    rf"{_FIRST_BY_LEVEL}",
    re.IGNORECASE,
)
_ABOVE_OR_BELOW = re.compile(
    r"\b(?:(?:høyere|høgare|lavere|lågare|higher|lower|lenger|lengre|further|farther)\b(?:\s+\w+){0,3}\s+(?:enn|than)|"
    r"over|ovenfor|under|above|below|beyond|ahead\s+of|behind|forbi)\b",
    re.IGNORECASE,
)
_OURS = re.compile(
    r"\b(?:(?:av|of)\s+(?:våre|våra|vårs|ours)|(?:av|of)\s+our\s+(?:own|clusters|ones|\w+)|"
    rf"våre\s+{_NUMBER}|our\s+{_NUMBER})\b",
    re.IGNORECASE,
)
_OF_THEM = re.compile(
    r"\b(?:hvem|hvilke\w*|kven|kem|kæm|kva|ka|which|who|any|noen|nokon|nokre|nån)(?:\s+for\s+\w+)?(?:\s+ones?)?\s+"
    r"(?:av|of|blant|among)\s+(?:dem|disse|desse|dei|de|dæm|them|these|those)\b"
    rf"(?:\s+(?P<number>{_NUMBER}))?",
    re.IGNORECASE,
)
_SEVERAL_THERE = re.compile(
    rf"\b(?:{_THE}|each|hver|kvar|noen|nokre|any)\b(?:\s+(?:av|of)\s+{_THE})?"
    rf"(?:\s+{_NUMBER})?(?:\s+ones)?\s+(?:i|in|på|from|fra|frå)\b",
    re.IGNORECASE,
)
_MAY_BE_OF_SEVERAL = ABOUT_CLUSTERS | FOLLOW_UPS | FIND | {LIST, "list_all_clusters"}
_MAY_BE_OF_SEVERAL |= {"ask_map", "clusters_by_county"}
_MAY_BE_OF_LEVELS = (_MAY_BE_OF_SEVERAL | ABOUT_LEVELS | {"list_levels", "filter_clusters"}) - {
    "count_clusters",
    "ask_map",
    "ask_website",
}
_OF_NO_LIST = (ABOUT_LEVELS - {LIST}) | {"list_levels", "ask_nce_status"}
_LEVEL = "ask_level_of_cluster"


def several(question: Question, context: Context, knowledge: KnowledgeBase) -> Question:
    """The clusters such words stand for; other questions come back as they are."""
    if question.clusters or question.metrics or question.years or question.name_filter:
        return question
    if context.last is None and not context.listed:
        return question
    return first_of(_RULES, question, context, knowledge) or question


def _at_an_end(question: Question, context: Context, knowledge: KnowledgeBase) -> Found:
    """ "Where are the last two?": of the list just shown."""
    end = _AT_AN_END.search(question.text)
    if end is None or question.topical or context.last_intent in _OF_NO_LIST:
        return None
    number = CARDINALS[(end["number"] or end["count"]).lower()]
    if not number <= len(context.listed) or number > _MOST:
        return None
    at_start = end["first"] or end["start"]
    picked = context.listed[:number] if at_start else context.listed[-number:]
    return _asked_of(picked, question, context)


def _of_those_told(question: Question, context: Context, knowledge: KnowledgeBase) -> Found:
    """ "The two with wood, where are they?": as many of the list have that theme, or are there."""
    told = _TOLD.search(question.said or question.text)
    if told is None or not told["number"] or question.levels:
        return None
    number = CARDINALS[told["number"].lower()]
    asked = _with_topic(question, told["topic"], knowledge)
    lists = (context.listed, context.earlier, None)
    if asked.topical:
        found = (pick(asked, one, knowledge) for one in lists)
    else:
        found = (_with_theme(told["topic"], one, knowledge) for one in lists[:2] if one)
    picked = next((one for one in found if len(one) == number <= _MOST), ())
    only_asks_who = question.intent in FIND | {LIST} and not first_aspect(question.text)
    return _asked_of(picked, question, context) if picked and not only_asks_who else None


def _of_that_many(question: Question, context: Context, knowledge: KnowledgeBase) -> Found:
    """ "Where are the three?" after a list of three of which one was talked about meanwhile."""
    many = _THAT_MANY.search(question.text)
    if many is None or question.topical or question.levels or question.ordinals:
        return None
    number, here = CARDINALS[many["number"].lower()], set(context.clusters)
    if number > _MOST or len(here) == number or context.last_intent in _OF_NO_LIST:
        return None
    if question.intent == "compare_clusters":
        return None  # see `comparisons`
    for shown in (context.listed, context.earlier):
        if len(shown) == number and here <= set(shown):
            return _asked_of(shown, question, context)
    return None


def _levels_there(question: Question, context: Context, knowledge: KnowledgeBase) -> Found:
    """ "How far have those in Innlandet come?", "is any of those in Rogaland at the top?"."""
    if not _asks_level(question) or question.sectors or len(question.levels) > 1:
        return None
    said = question.said or question.text
    if not _SEVERAL_THERE.search(said) or knowledge.vocabulary.word.search(question.text):
        return None
    there = question.having(places=question.places or question.told_places, levels=())
    if not there.places:
        return None
    listed = pick(there, context.listed, knowledge)
    if question.levels and len(listed) > 1:
        return None  # which of those listed are at that level, and there
    picked = listed if len(listed) > 1 else pick(there, None, knowledge)
    return _levels_of(picked, question, knowledge) if 1 < len(picked) <= _MOST else None


def _levels_of_ours(question: Question, context: Context, knowledge: KnowledgeBase) -> Found:
    """ "Is any of ours above Arena?": of those in the place that was told of first."""
    if question.topical or not context.mentioned_places or not _OURS.search(question.text):
        return None
    beside = _ABOVE_OR_BELOW.search(question.text) if question.levels else True
    if not _asks_level(question) or not beside:
        return None
    there = Question("", places=context.mentioned_places[:1])
    picked = pick(there, None, knowledge)
    return _levels_of(picked, question, knowledge) if 1 < len(picked) <= _MOST else None


def _levels_of_those_listed(
    question: Question, context: Context, knowledge: KnowledgeBase
) -> Found:
    """ "Which of these five is best established?", "is any of them above Arena?", of a list."""
    of_them = _OF_THEM.search(question.text) or _WHICH_IS_HIGHER.search(question.text)
    if of_them is None or question.topical or direction_meant(question.text):
        return None
    higher = _RANKS.search(question.text) or _WHICH_IS_HIGHER.search(question.text)
    ranks = higher and not question.levels
    beside = len(question.levels) == 1 and _ABOVE_OR_BELOW.search(question.text)
    if not (ranks or beside) or question.intent not in _MAY_BE_OF_LEVELS:
        return None
    told = of_them.groupdict().get("number")
    number = CARDINALS[told.lower()] if told else 0
    shown = context.clusters if len(context.clusters) > 1 else context.listed
    if number and len(shown) != number:
        shown = context.listed
    if not 1 < len(shown) <= _MOST or (number and len(shown) != number):
        return None
    return _levels_of(shown, question, knowledge)


_RANKS = re.compile(_FIRST_BY_LEVEL, re.IGNORECASE)
_WHICH_IS_HIGHER = re.compile(
    r"\b(?:which|hvilken|hvem|kva\s+for\s+ei[n]?|kven)\b.{0,20}\b(?:høyere|høgare|høyest|høgast|higher|highest)\s+"
    r"(?:niv\w*|trinn\w*|levels?|tiers?|rungs?)\b(?!\s+(?:than|enn))",
    re.IGNORECASE,
)
_RULES: Tuple[Rule, ...] = (
    _at_an_end,
    _of_those_told,
    _of_that_many,
    _levels_there,
    _levels_of_ours,
    _levels_of_those_listed,
)


def _asks_level(question: Question) -> bool:
    """Whether a level may be asked for, be it that it was taken for something else."""
    return question.intent in _MAY_BE_OF_LEVELS and bool(_OF_LEVELS.search(question.text))


def _levels_of(picked: Names, question: Question, knowledge: KnowledgeBase) -> Question:
    """The level of each; the highest first where that is asked, and groups beside them last."""
    if _RANKS.search(question.text):
        steps = [one.id for one in knowledge.levels if one.kind is not LevelKind.GROUP]
        at = {one.id: one.level for one in knowledge.clusters}
        height = {id_: steps.index(at[id_]) if at[id_] in steps else -1 for id_ in picked}
        picked = tuple(sorted(picked, key=lambda id_: -height[id_]))
    return _of(picked, question.asking(_LEVEL))


def _asked_of(picked: Names, question: Question, context: Context) -> Found:
    """What the message asks, of these clusters; of a bare "the last two", what was asked last."""
    intent = question.intent
    if intent in _KEPT:
        return _of(picked, question)
    if intent not in _MAY_BE_OF_SEVERAL | {"explain_level"}:
        return None
    asked = first_aspect(question.text)
    if asked is None and intent == "explain_level":
        return None
    last = context.last_intent
    goes_on = last if last in PROFILE | ABOUT_ONE_CLUSTER else "about_cluster"
    return _of(picked, question.asking(asked or goes_on))


_KEPT = ABOUT_CLUSTERS - {"similar_clusters"}


def _of(picked: Names, question: Question) -> Question:
    levels = question.levels if question.intent == "check_level_of_cluster" else ()
    return question.having(
        clusters=picked,
        levels=levels,
        sectors=(),
        places=(),
        ordinals=(),
        unknown_names=(),
        level_step=0,
        hinted=False,
    )


def _with_topic(question: Question, said: str, knowledge: KnowledgeBase) -> Question:
    """The question with the themes and places of what was said, where it has none of its own."""
    if question.topical:
        return question.having(levels=())
    found = knowledge.names.find(said)
    return Question(
        "",
        sectors=tuple(one.id for one in found if one.entity == "sector"),
        places=question.told_places or tuple(one.id for one in found if one.entity == "place"),
    )


def _with_theme(said: str, listed: Names, knowledge: KnowledgeBase) -> Names:
    """Those of a list whose field is told with a word that was said: "in wood"."""
    first, *rest = re.findall(r"\w+", said.lower())
    words = {word for word in rest if len(word) > _SMALL and not _TELL_NOTHING.fullmatch(word)}
    if not _BEFORE_A_FIELD.fullmatch(first):
        return ()
    return tuple(
        id_
        for id_ in listed
        if (profile := knowledge.profile(id_)) is not None
        if words & set(re.findall(r"\w+", " ".join(profile.theme.texts).lower()))
    )


_SMALL = 2  # letters of a word that tells no field
_BEFORE_A_FIELD = re.compile(r"med|i|with|in")
_TELL_NOTHING = re.compile(r"the|and|for|med|som|til|eller|alle?|he[ie]?le")
