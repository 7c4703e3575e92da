"""Questions of hardly more than a question word: "Why?", "Which ones?", "Hvem da?".

What they ask is what the last answer leaves open.
"""

from __future__ import annotations

import re

from actions.question import Context, Question
from actions.resolving.intents import ABOUT_CLUSTERS, LIST
from actions.resolving.levels import levels_of, levels_of_clusters
from bot.knowledge import KnowledgeBase

WHY = "ask_why"
_LEAD = r"^\W*(?:(?:og|and|men|but|so|så|ja|ok|okay|nei|no|hm+)\b[\s,.]*)*"
_TAIL = r"(?:[\s,]+(?:da|a|då|then|please|pls|takk|thanks|altså|egentlig|exactly|akkurat))*\W*$"
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
    + r"(?:names?|navn(?:ene)?|namn(?:a)?|(?:name|list|show)\s+them|they\s+are|de\s+er|"
    r"(?:nevn|ramse?\s+opp|list(?:e)?\s+opp)\s+(?:dem|de|dei))" + _TAIL,
    re.IGNORECASE,
)
_WHICH_LEVEL = re.compile(
    _LEAD + r"(?:(?:på\s+|at\s+|on\s+)?(?:hvilket|kva\s+for\s+eit|which|what)"
    r"(?:\s+(?:nivå|trinn|steg|level|tier|step|rung|one))?|nivå(?:et)?|trinn(?:et)?|level|what\s+then|"
    r"hva\s+da|hvor\s+da|where\s+then)" + _TAIL,
    re.IGNORECASE,
)
_OF_REASONS = {
    "ask_timeline": "ask_intake",
    "ask_new_programme": "ask_redesign",
    **dict.fromkeys(("ask_programme", "ask_goal", "ask_support", "ask_owner"), "ask_purpose"),
    **{intent: intent for intent in ("ask_intake", "ask_redesign", "ask_purpose")},
}
_NOT_KNOWN = frozenset(
    [
        "ask_members",
        "ask_leaders",
        "ask_money",
        "ask_contact",
        "ask_other_years",
        "ask_application",
        "ask_location",
        "ask_theme",
        "ask_history",
        "ask_effect_details",
    ]
)
_LEAVES_NAMES_OPEN = frozenset({"count_clusters", "explain_level", "ask_nce_status", LIST})


def complete(question: Question, context: Context, knowledge: KnowledgeBase) -> Question:
    """The whole question behind a question word; others come back as they are."""
    last = context.last
    if last is None or question.names_something or question.ordinals or question.years:
        return question
    if question.intent == WHY or _WHY.search(question.text):
        return _why(question, last, knowledge)
    clusters = last.clusters or (() if last.levels else context.mentioned_clusters[-1:])
    if _WHICH_LEVEL.search(question.text) and clusters:
        return question.asking("ask_level_of_cluster", clusters=clusters)
    if _WHICH.search(question.text) and last.intent in _LEAVES_NAMES_OPEN:
        levels = levels_of(context, knowledge) if last.levels else ()
        if last.intent == "ask_nce_status":
            levels = tuple(level.id for level in knowledge.brands())
        return question.asking(LIST if levels else "list_all_clusters", levels=levels)
    return question


def _why(question: Question, last: Question, knowledge: KnowledgeBase) -> Question:
    """Reasons the source gives, else what a level means, else where the answer came from."""
    if last.intent in _OF_REASONS:
        return question.asking(_OF_REASONS[last.intent])
    if last.intent in ABOUT_CLUSTERS:
        levels = levels_of_clusters(last, knowledge)
        if levels:
            intent = "compare_levels" if len(levels) > 1 else "explain_level"
            return question.asking(intent, levels=levels)
    if last.intent in _NOT_KNOWN:
        return question.asking("ask_source")
    return question.asking(WHY)
