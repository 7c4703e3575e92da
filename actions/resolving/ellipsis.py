"""Questions of hardly more than a question word: "Why?", "Which ones?", "Hvem da?".

What they ask is what the last answer leaves open.
"""

from __future__ import annotations

import re
from typing import Optional

from actions.question import Context, Question
from actions.resolving.described import names_page
from actions.resolving.intents import (
    ABOUT_CLUSTERS,
    ABOUT_ONE_CLUSTER,
    FIND,
    FOLLOW_UPS,
    LIST,
    NOT_IN_SOURCE,
    PROFILE,
)
from actions.resolving.levels import levels_of, levels_of_clusters
from actions.resolving.searches import find_intent
from actions.resolving.words import (
    ALL_OF_THOSE,
    BRIEF,
    LENGTHS,
    MEANS,
    MORE,
    REST,
    SUPERLATIVE,
    THEIR_LEVEL,
    TOGETHER,
    WHO_ELSE,
    points_at_level,
    refers_back,
    says_same,
)
from actions.resolving.words import WHY as WHY_WORD
from bot.knowledge import KnowledgeBase
from bot.knowledge.base import NOT

WHY = "ask_why"
_EXAMPLE = r"(?:for\s+(?:example|instance|eksempel)|f\.?\s?eks\.?|such\s+as)"
_LEAD = (
    r"^\W*(?:(?:og|å|n|and|men|but|so|så|ja|ok|okay|nei|no|hm+|" + _EXAMPLE + r")(?!\w)[\s,.?!]*)*"
)
_TAIL = (
    r"(?:[\s,]+(?:da|a|då|then|please|pls|takk|thanks|altså|egentlig|exactly|akkurat|"
    + _EXAMPLE
    + r"))*\W*$"
)
_WHY = re.compile(
    _LEAD + r"(?:hvorfor|kvifor|koffor|korfor|why|how\s+come|why\s+so)"
    r"(?:\s+(?:ikke|ikkje|itj|not|det|that|so|is\s+that|er\s+det|e\s+det|was\s+that|var\s+det|isn'?t\s+it))*"
    + _TAIL,
    re.IGNORECASE,
)
_WHICH = re.compile(
    _LEAD + r"(?:hvem|hvilke|hvilka|kven|kem|kæm|who|which(?:\s+ones?)?)"
    r"(?:\s+(?:er|e|are|is|var|were))?(?:\s+(?:det|de|dei|dem|dæm|they|it|those|these|disse))?"
    + _TAIL
    + "|"
    + _LEAD
    + r"(?:(?:hvem|kven|kem)\s+gjeld(?:er)?\s+det(?:te)?|"
    r"who\s+does\s+(?:that|this|it)\s+apply\s+to)"
    + _TAIL
    + "|"
    + _LEAD
    + r"(?:names?|navn(?:ene)?|namn(?:a)?|(?:name|list|show)\s+them|they\s+are|de\s+er|"
    r"(?:nevn|ramse?\s+opp|list(?:e)?\s+opp)\s+(?:dem|de|dei))" + _TAIL,
    re.IGNORECASE,
)
_WHICH_LEVEL = re.compile(
    _LEAD + r"(?:(?:på\s+|at\s+|on\s+)?(?:hvilket|kva\s+for\s+eit|which|what)"
    r"(?:\s+(?:nivå|trinn|steg|level|tier|step|rung|one))?|niv(?:å|aa|o)(?:et)?|trinn(?:et)?|level|lvl|what\s+then|"
    r"hva\s+da|hvor\s+da|where\s+then)" + _TAIL,
    re.IGNORECASE,
)
_WHERE = re.compile(
    _LEAD + r"(?:hvor|kor|kvar|where|whereabouts)(?:\s+(?:er|e|is|are))?"
    r"(?:\s+(?:det|den|de|it|that|they))?" + _TAIL,
    re.IGNORECASE,
)
_ASKS_WHAT = re.compile(r"\b(?:hva|kva|ka|va|what)\b", re.IGNORECASE)
_OF_REASONS = {
    "ask_timeline": "ask_intake",
    "ask_new_programme": "ask_redesign",
    **dict.fromkeys(("ask_programme", "ask_goal", "ask_support", "ask_owner"), "ask_purpose"),
    **{intent: intent for intent in ("ask_intake", "ask_redesign", "ask_purpose")},
}
_NAME_THEM = re.compile(
    r"\b(?:name|list|show|give\s+me|nevn|nemn|nævn|ramse?\s+opp|vis|gi\s+meg)\b.{0,25}"
    r"\b(?:them|names|dem|dei?|dæm|navn\w*|namn\w*)\b|"
    r"\b(?:asked\s+for|want(?:ed)?|ba\s+om|vil(?:le)?\s+ha)\s+(?:the\s+)?(?:names|navn\w*|namn\w*)\b",
    re.IGNORECASE,
)
_LEAVES_NAMES_OPEN = frozenset({"count_clusters", "explain_level", "ask_nce_status", LIST})


def complete(question: Question, context: Context, knowledge: KnowledgeBase) -> Question:
    """The whole question behind a question word; others come back as they are."""
    last = context.last
    if last is None:
        return question
    if question.clusters and WHY_WORD.search(question.text) and _may_ask_why_not(question, last):
        levels = question.levels or last.levels
        return question.asking("check_level_of_cluster", levels=levels)  # "why isn't Eyde there?"
    if question.levels and len(last.clusters) == 1 and not question.clusters:
        if WHY_WORD.search(question.text) and refers_back(question.text):  # "why is it not NCE?"
            return question.asking("check_level_of_cluster", clusters=last.clusters)
    if question.intent in FOLLOW_UPS and _HOW_KNOWN.search(question.text):
        return question.asking("ask_source")
    if _only_doubts(question, last) and last.intent in _CAN_BE_SAID_AGAIN:
        return _once_more(question, last)
    if _names_the_other_level(question, last):
        return question.asking("follow_up")
    if question.unknown_names and _only_looks_like_a_name(question, last):
        question = question.asking(question.intent, unknown_names=())
    if question.names_something or question.years:
        return question
    if last.intent == "filter_clusters" and last.name_filter and _is_brief(question):
        length = next((how for how, words in LENGTHS.items() if words.search(question.text)), None)
        if length:  # "and the shortest?", of names
            return last.asking(last.intent, name_filter=f"{length}:", ordinals=())
    if REST.search(question.text) and not question.ordinals:
        remaining = _rest(question, last, knowledge)
        if remaining is not None:
            return remaining
    brings_up = question.intent in FOLLOW_UPS | _MISTAKEN_FOR_INSTEAD
    instead = _INSTEAD.search(question.text) and last.intent in _SAYS_NO and _is_brief(question)
    if instead and brings_up:
        if last.clusters:  # "what should it say instead?"
            return question.asking("ask_level_of_cluster", clusters=last.clusters)
        return last.asking(last.intent, text=question.text)  # "what is it instead?", of a brand
    if says_same(question.text) and last.intent in ABOUT_ONE_CLUSTER | PROFILE:
        both = context.listed if ALL_OF_THOSE.search(question.text) else ()
        if len(both) != 2 and last.intent in ABOUT_ONE_CLUSTER and _two_lately(context):
            both = context.mentioned_clusters[-2:]  # "same level?" after one and then another
        if len(both) == 2:
            return question.asking("compare_clusters", clusters=both)
    if _more_of_two(question, context):
        levels = last.levels if len(last.levels) > 1 else context.mentioned_levels[-2:]
        return question.asking("count_clusters", levels=levels, ordinals=())
    if last.intent == "ask_effect" and SUPERLATIVE.search(question.text) and _is_brief(question):
        metrics = last.metrics if len(last.metrics) > 1 else ()
        return question.asking(last.intent, metrics=metrics, ordinals=())
    if question.ordinals:
        return question
    of_its_town = last.intent == "ask_location" and points_at_level(question.text)
    who_else = WHO_ELSE.search(question.text) and not of_its_town  # "who else is there?"
    if who_else and question.intent in _MISTAKEN_FOR_WHO_ELSE:
        levels = levels_of(context, knowledge)
        return question.asking(LIST, levels=levels) if levels else question
    if question.intent == WHY or _WHY.search(question.text):
        return _why(question, last, knowledge)
    if last.intent == "count_clusters" and TOGETHER.search(question.text) and _is_short(question):
        return question.asking(last.intent)
    if last.clusters and not MEANS.search(question.text):
        names_level = _is_short(question) and not _ASKS_WHAT.search(question.text)
        if last.intent == "compare_clusters" and question.intent == "explain_level" and names_level:
            return question.asking(last.intent, clusters=last.clusters)
        if THEIR_LEVEL.search(question.text) and question.intent not in _OF_A_WHOLE_LEVEL:
            return question.asking("ask_level_of_cluster", clusters=last.clusters)
    clusters = last.clusters or (() if last.levels else context.mentioned_clusters[-1:])
    of_profiles = last.intent in FIND | PROFILE or last.intent == "about_cluster"
    of_page = names_page(question.text) and not ALL_OF_THOSE.search(question.text)
    brief = _is_short(question) or (question.intent in FOLLOW_UPS and _is_brief(question))
    if of_profiles and clusters and brief and of_page:
        return question.asking("ask_website", clusters=clusters)  # "and the home page?"
    if of_profiles and _WHERE.search(question.text):
        return question.asking("ask_location", clusters=clusters or context.listed)
    if _WHICH_LEVEL.search(question.text) and clusters:
        return question.asking("ask_level_of_cluster", clusters=clusters)
    asks_names = question.intent in FOLLOW_UPS and _NAME_THEM.search(question.text)
    which = asks_names or _WHICH.search(question.text)
    if which and last.topical:
        return last.asking(find_intent(last))
    if which and last.intent in _LEAVES_NAMES_OPEN:
        levels = levels_of(context, knowledge) if last.levels else ()
        if last.intent == "ask_nce_status":
            levels = tuple(level.id for level in knowledge.brands())
        return question.asking(LIST if levels else "list_all_clusters", levels=levels)
    return question


def _why(question: Question, last: Question, knowledge: KnowledgeBase) -> Question:
    """Reasons the source gives, else what a level means, else where the answer came from."""
    if last.intent in _OF_REASONS:
        return question.asking(_OF_REASONS[last.intent])
    if last.intent in FIND | PROFILE:
        return question.asking("ask_source")
    if last.intent in ABOUT_CLUSTERS:
        levels = levels_of_clusters(last, knowledge)
        if levels:
            intent = "compare_levels" if len(levels) > 1 else "explain_level"
            return question.asking(intent, levels=levels)
    if last.intent in NOT_IN_SOURCE:
        return question.asking("ask_source")
    return question.asking(WHY)


def _rest(question: Question, last: Question, knowledge: KnowledgeBase) -> Optional[Question]:
    """ "And the rest?": of a list by name those it left out; of one cluster, its level's others."""
    if last.intent == "filter_clusters" and last.name_filter:
        how = last.name_filter
        if how.partition(":")[0] not in LENGTHS and not how.startswith(NOT):
            return last.asking(last.intent, text=question.text, name_filter=NOT + how, ordinals=())
    of_level = last.intent in ABOUT_ONE_CLUSTER | {"check_level_of_cluster"}
    if of_level and len(last.clusters) == 1 and question.intent in FOLLOW_UPS | {LIST}:
        return question.asking(LIST, levels=levels_of_clusters(last, knowledge), ordinals=())
    return None


_MISTAKEN_FOR_INSTEAD = frozenset(
    [
        *("list_levels", "ask_level_of_cluster", "ask_new_programme", "explain_level"),
        *("ask_nce_status", "nlu_fallback", "out_of_scope"),
    ]
)
_SAYS_NO = frozenset({"check_level_of_cluster", "check_cluster_in_programme", "ask_nce_status"})


def _only_looks_like_a_name(question: Question, last: Question) -> bool:
    """Whether "kainn du nævn dæm?", "Nettstaden òg?" holds no name, but a word nobody knows."""
    words = question.text.split()
    begins = all(words and words[0].startswith(name) for name in question.unknown_names)
    small = all(name == name.lower() for name in question.unknown_names)
    asks = _NAME_THEM.search(question.text) or (last.clusters and names_page(question.text))
    return bool((small or begins) and asks) and not question.clusters


_DOUBTS = re.compile(
    r"\b(?:(?:are\s+you|you|u)\s+(?:quite\s+|really\s+|absolutely\s+)?(?:sure|certain)|"
    r"er\s+du\s+(?:helt\s+|heilt\s+)?(?:sikker|viss)|sikker\s+på\s+det|"
    r"(?:er|e)\s+(?:det|d)\s+(?:helt\s+|heilt\s+)?(?:sikkert|visst)|"
    r"is\s+(?:that|it)\s+(?:really\s+|quite\s+)?(?:for\s+)?(?:sure|certain))\b",
    re.IGNORECASE,
)
_INSTEAD = re.compile(r"\b(?:instead|i\s?sted(?:et|en)?|i\s+staden)\b", re.IGNORECASE)
_HOW_KNOWN = re.compile(
    r"\b(?:how\s+(?:do|would|can|d)\s*(?:you|u|ya)\s+know|says\s+who|who\s+says|"
    r"(?:hvordan|korleis|åssen|koss\w*|hvor|kor)\s+(?:vet|veit|vett)\s+du|hvem\s+sier\s+det|kven\s+seier\s+det)\b",
    re.IGNORECASE,
)
_CAN_BE_SAID_AGAIN = ABOUT_ONE_CLUSTER | {
    *("check_level_of_cluster", "compare_clusters", "ask_nce_status", "count_clusters"),
    *(
        "ask_effect",
        "list_levels",
        "ask_new_programme",
        "ask_timeline",
        "ask_intake",
        "ask_redesign",
    ),
}


def _only_doubts(question: Question, last: Question) -> bool:
    """Whether "are you sure?" is all that is asked, or with a level that the cluster may be at."""
    names_new = question.clusters or question.metrics or question.topical or question.years
    other_level = question.levels and len(last.clusters) != 1
    doubts = _DOUBTS.search(question.text)
    if doubts is None or names_new or question.unknown_names or other_level:
        return False
    return not _GOES_ON_TO_ASK.search(question.text[doubts.end() :])


_GOES_ON_TO_ASK = re.compile(
    r"^\s*(?:på\s+at|that|about|the|this|om|of)\b|\b(?:what|hva|kva|which|hvilke\w*|how|hvordan|where|hvor)\b",
    re.IGNORECASE,
)


def _once_more(question: Question, last: Question) -> Question:
    """ "Are you sure?": the answer again, or of the level that is now named of the cluster."""
    if question.levels and len(last.clusters) == 1:
        return question.asking("check_level_of_cluster", clusters=last.clusters)
    return last


def _two_lately(context: Context) -> bool:
    return len(context.mentioned_clusters) > 1 and len(context.clusters) == 1


def _may_ask_why_not(question: Question, last: Question) -> bool:
    """Whether "why" with a cluster's name asks for a reason why it is not at a level."""
    return bool(question.levels or (last.levels and points_at_level(question.text)))


def _more_of_two(question: Question, context: Context) -> bool:
    """ "So there are more at the upper one?" after numbers of two levels."""
    last = context.last
    if last is None:
        return False
    compared = last.intent == "compare_levels" and len(last.levels) == 2
    if compared and question.intent == LIST and _is_brief(question):
        return bool(_MOST.search(question.text))  # "and who are most of the two?"
    return (
        last.intent == "count_clusters"
        and question.intent in ("compare_clusters", "compare_levels", "count_clusters")
        and len(context.mentioned_levels) > 1
        and bool(MORE.search(question.text))
    )


_MOST = re.compile(
    r"\b(?:flest|fleire|flere|færrest|most(?!\s+\w+(?:ed|ent|ure)\b)|fewest)\b", re.IGNORECASE
)

_MISTAKEN_FOR_WHO_ELSE = frozenset(
    ["list_levels", "explain_level", "ask_level_of_cluster", "about_cluster", "compare_clusters"]
)


_OF_A_WHOLE_LEVEL = frozenset({"compare_clusters", "count_clusters"})  # "how many on its level?"


def _names_the_other_level(question: Question, last: Question) -> bool:
    """Whether a message hardly more than "GCE" says with which level to compare the last one."""
    waits = last.intent == "compare_levels" and len(last.levels) == 1
    return waits and len(question.levels) == 1 and len(question.text.split()) <= 2


def _is_brief(question: Question) -> bool:
    return len(question.text.split()) <= 2 * BRIEF


def _is_short(question: Question) -> bool:
    return len(question.text.split()) <= BRIEF
