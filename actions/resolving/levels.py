"""Questions about levels: which one is meant, and what is asked of it."""

from __future__ import annotations

import re
from typing import Tuple

from actions.question import Context, Names, Question
from actions.resolving.intents import ABOUT_LEVELS, FIND, FOLLOW_UPS, LIST
from actions.resolving.rules import Found, Rule, first_of
from actions.resolving.words import (
    ALL_LEVELS,
    AT_THEIRS,
    BRIEF,
    HIGHEST_OF_THEM,
    LOWEST_LEVEL,
    LOWEST_OF_THEM,
    OF_EACH,
    OTHER_END,
    PLURAL,
    SAME_LEVEL,
    THEY,
    TOP_LEVEL,
    WHICH_ARE,
    WHO_ELSE,
    has_pronoun,
)
from bot.knowledge import KnowledgeBase


def are_brands(levels: Names, knowledge: KnowledgeBase) -> bool:
    """Whether levels are named, and all of them are brands now and no levels of the programme."""
    return bool(levels) and set(levels) <= {level.id for level in knowledge.brands()}


def about_level(question: Question, knowledge: KnowledgeBase) -> str:
    """The intent of "what is NCE?": what became of a brand, else what the level means."""
    if are_brands(question.levels, knowledge) and question.intent != "ask_level_of_cluster":
        return "ask_nce_status"
    return "explain_level"


def levels_of(context: Context, knowledge: KnowledgeBase) -> Tuple[str, ...]:
    """The levels the conversation is about, be it through a cluster."""
    if context.levels:
        return context.levels
    clusters = [knowledge.cluster(id_) for id_ in context.clusters]
    levels = tuple(dict.fromkeys(cluster.level for cluster in clusters if cluster))
    if levels:
        return levels
    if context.mentioned_levels:
        return context.mentioned_levels[-1:]
    clusters = [knowledge.cluster(id_) for id_ in context.mentioned_clusters[-1:]]
    return tuple(cluster.level for cluster in clusters if cluster)


def level_by_last_word(question: Question, context: Context, knowledge: KnowledgeBase) -> Question:
    """ "And Pro?" where levels are talked about: the one whose name alone ends so."""
    about_levels = question.intent in FOLLOW_UPS | ABOUT_LEVELS
    beside_another = len(question.levels) == 1 and question.intent == "compare_levels"
    if beside_another and not question.clusters:  # "Arena vs Pro?"
        others = _by_last_word(question.text, knowledge)
        levels = tuple(dict.fromkeys((*question.levels, *others)))
        return question.having(levels=levels) if len(others) == 1 else question
    if _is_called(question) and (found := _by_last_word(question.said, knowledge)):
        return question.having(levels=found)  # "has VIA gone Pro yet?"
    if not about_levels or question.names_something:
        return question
    if not context.levels and not _ONES_SO_CALLED.search(question.said):
        return question  # "name the Pro ones"
    found = _by_last_word(question.text, knowledge)
    return question.having(levels=found) if len(found) == 1 else question


def _is_called(question: Question) -> bool:
    """Whether a level may be said by half: of a cluster, or with the half beside it in quotes."""
    of_cluster = question.clusters or _SAID_OF_TWO.search(question.said)
    if question.intent == "check_level_of_cluster" and of_cluster and not question.levels:
        return bool(_CAPITAL_END.search(question.said))
    one = len(question.levels) == 1 and not question.clusters
    return one and question.intent in ABOUT_LEVELS and bool(_QUOTED_END.search(question.said))


_SAID_OF_TWO = re.compile(r"\b(?:neither|both|begge|ingen\s+av)\b", re.IGNORECASE)
_ONES_SO_CALLED = re.compile(r"\b[A-ZÆØÅ][a-zæøå]+(?:\s+ones\b|-\w+)")
_CAPITAL_END = re.compile(r"\s[A-ZÆØÅ][a-zæøå]+\b")
_QUOTED_END = re.compile(r"[«\"“'‘][A-ZÆØÅ]?[a-zæøå]+[»\"”'’]")


def _by_last_word(text: str, knowledge: KnowledgeBase) -> Tuple[str, ...]:
    names = {text.lower() for level in knowledge.levels for text in level.name.texts}
    words = set(re.findall(r"\w+", text.lower())) - names
    return tuple(
        level.id
        for level in knowledge.programme_levels()
        if words & {name.split()[-1].lower() for name in level.name.texts}
    )


def all_other_levels(question: Question, context: Context, knowledge: KnowledgeBase) -> Question:
    """ "Which are not in Arena?": lists and counts of all levels but those to be left out.

    In other questions a level is what they are about, "not" before it or no.
    """
    if not question.not_levels:
        return question
    if question.intent not in _MAY_LEAVE_OUT:
        levels = (*question.levels, *question.not_levels)
        return question.having(levels=levels, not_levels=())
    others = tuple(
        level.id
        for level in knowledge.levels
        if level.id not in question.not_levels and knowledge.clusters_at(level.id)
    )
    return question.having(levels=question.levels or others, not_levels=())


_MAY_LEAVE_OUT = FOLLOW_UPS | FIND | {LIST, "list_all_clusters", "count_clusters", "ask_map"}


_ONE_OF_TWO = (
    r"\b(?:the|den|det|de|dei|d)\s+(?:{})(?:\s+(?:of\s+(?:the|those|them)|av\s+(?:dem|de|dei)|one|ones|two|"
    r"level|tier|group|stage|step|lot|nivå\w*|trinn\w*|grupp\w*|steg\w*)\b|\W*$)"
)
_UPPER_OF_TWO = re.compile(
    _ONE_OF_TWO.format(
        r"(?:more|most|mest)\s+(?:developed|advanced|matur\w+|established|experienced|utvikl\w+|mod[en]\w+|"
        r"avansert\w*|etablert\w*)|higher|upper|senior|høyere|høgare|høyeste|høgaste|modneste"
    ),
    re.IGNORECASE,
)
_LOWER_OF_TWO = re.compile(
    _ONE_OF_TWO.format(
        r"(?:less|least|minst)\s+(?:developed|advanced|matur\w+|established|experienced|utvikl\w+|mod[en]\w+|"
        r"avansert\w*|etablert\w*)|lower|earlier|younger|newer|lavere|lågare|yngste|tidligste|tidlegaste"
    ),
    re.IGNORECASE,
)


def one_of_two(question: Question, context: Context, knowledge: KnowledgeBase) -> Question:
    """ "Name those of the more advanced one", after an answer about two levels."""
    if question.names_something or context.clusters or question.intent not in _TAKE_A_STEP:
        return question
    lately = context.mentioned_levels[-2:]
    two = context.levels if len(context.levels) > 1 else lately
    of_programme = [level.id for level in knowledge.levels if level.id in two]
    if len(of_programme) != 2 or not set(context.levels) <= set(two):
        return question
    for words, place in ((_UPPER_OF_TWO, -1), (_LOWER_OF_TWO, 0)):
        if words.search(question.text):
            return _step_to(of_programme[place], question)
    return question


def step(question: Question, context: Context, knowledge: KnowledgeBase) -> Question:
    """ "One tier up": the level next to the one named, or talked about."""
    overview = FOLLOW_UPS | {"list_levels"}  # in others the other levels are what is asked about
    if question.intent in overview and ALL_LEVELS.search(question.text) and _is_rest(question):
        return question.asking("list_levels")  # "Arena is one. And the rest of the levels?"
    if not question.levels and not question.clusters and question.intent in _TAKE_A_STEP:
        programme = [level.id for level in knowledge.programme_levels()]
        ends = [(TOP_LEVEL, -1), (LOWEST_LEVEL, 0)]
        if _of_levels(context):
            ends += [(HIGHEST_OF_THEM, -1), (LOWEST_OF_THEM, 0)]
        for end, at in ends:
            if end.search(question.text):  # "and at the top level?"
                return _step_to(programme[at], question)
        if OTHER_END.search(question.text) and context.levels and programme:
            at_top = context.levels[-1] == programme[-1]
            return _step_to(programme[0 if at_top else -1], question)
    named_two = len(question.levels) > 1  # "a GCE is one rung below an NCE?"
    if not question.level_step or named_two or question.intent not in _TAKE_A_STEP:
        return question
    base = question.levels or levels_of(context, knowledge)
    stepped = knowledge.level_beside(base[-1], question.level_step) if base else None
    if stepped is None:
        return question
    levels = (base[-1], stepped.id) if question.intent == "compare_levels" else (stepped.id,)
    return question.having(levels=levels, level_step=0)


def _is_rest(question: Question) -> bool:
    """Whether the rest of the levels is asked for, and not compared with, counted or left out."""
    return not (question.not_levels or _BESIDE_OTHERS.search(question.text))


_BESIDE_OTHERS = re.compile(
    r"\b(?:differ\w*|skil\w*|than|enn|from|fra|frå|forhold|compared|how\s+many|(?:hvor|kor)\s+mange)\b",
    re.IGNORECASE,
)


def _step_to(level: str, question: Question) -> Question:
    intent = "explain_level" if question.intent == "list_levels" else question.intent
    if intent in FOLLOW_UPS or intent in ABOUT_LEVELS | {"check_level_of_cluster"}:
        return question.asking(intent, levels=(level,), ordinals=())
    return question


def _of_levels(context: Context) -> bool:
    """Whether the last answer was about levels, so that "the highest" is one."""
    return not context.clusters and context.last_intent in _ABOUT_SEVERAL_LEVELS


_ABOUT_SEVERAL_LEVELS = frozenset({"list_levels", "explain_level", "compare_levels"})
_TAKE_A_STEP = ABOUT_LEVELS | FOLLOW_UPS | {"check_level_of_cluster", "list_levels"}


def levels_of_clusters(question: Question, knowledge: KnowledgeBase) -> Tuple[str, ...]:
    """The levels of the clusters a question is about, each once."""
    clusters = [cluster for id_ in question.clusters if (cluster := knowledge.cluster(id_))]
    return tuple(dict.fromkeys(cluster.level for cluster in clusters))


_THAT_LEVEL = re.compile(
    r"\b(?:that|this|det|dette)\s+(?:level|tier|nivå\w*|trinn\w*)\b", re.IGNORECASE
)


_OF_THAT_LEVEL = re.compile(
    r"\b(?:de|dei|dem|dæm|dom|those|they|the\s+ones)\s+(?:som\s+er\s+|who\s+are\s+|that\s+are\s+)?(?:på|at|on|in)\s+"
    r"(?:det|that|this|the\s+same)\s+(?:niv\w*|trinn\w*|steg\w*|level|tier|step|stage)|"
    r"\b(?:hva|kva|ka|what)\b.{0,20}\b(?:den|det|denne|dette|that|this)\s+"
    r"(?:status\w*|niv\w*|trinn\w*|merke\w*|tittel\w*|level|tier|label|badge|title|rank)\b",
    re.IGNORECASE,
)
_TAKEN_FOR_A_CLUSTER = frozenset({"ask_level_of_cluster", "about_cluster", "ask_theme"})


def of_that_level(question: Question, context: Context, knowledge: KnowledgeBase) -> Question:
    """ "How far have they come, those at that level?": what the level talked about means."""
    taken = question.intent in _TAKEN_FOR_A_CLUSTER and not question.names_something
    if taken and context.last and _OF_THAT_LEVEL.search(question.text):
        levels = levels_of(context, knowledge)
        return question.asking("explain_level", levels=levels) if levels else question
    return question


def true_levels(question: Question, context: Context, knowledge: KnowledgeBase) -> Tuple[str, ...]:
    """After "is it GCE?" the level the cluster is at, where a question speaks of the cluster.

    "And who is on a par with it?"; "who is there, then?" asks of the level that was asked about.
    """
    last = context.last
    if last is None or last.intent != "check_level_of_cluster" or not last.clusters:
        return ()
    if question.intent == "explain_level":
        of_cluster = THEY.search(question.text) or _THAT_LEVEL.search(question.text)
    else:
        of_cluster = SAME_LEVEL.search(question.text) or WHO_ELSE.search(question.text)
    return levels_of_clusters(last, knowledge) if of_cluster else ()


def explain(question: Question, context: Context, knowledge: KnowledgeBase) -> Question:
    """ "What does that level mean?": which one is meant, or whether it is no level that is."""
    return first_of(_OF_MEANING, question, context, knowledge) or question


def _which_ones_are_there(question: Question, context: Context, knowledge: KnowledgeBase) -> Found:
    """ "Nodes: which ones are they?": the clusters at the level."""
    return question.asking(LIST) if question.levels and WHICH_ARE.search(question.text) else None


def _of_the_level_named(question: Question, context: Context, knowledge: KnowledgeBase) -> Found:
    """ "What does GCE mean?" needs nothing more."""
    return question if question.levels else None


def _of_the_level_of_one(question: Question, context: Context, knowledge: KnowledgeBase) -> Found:
    """ "What does it take to be where NODE is?": what the level of it means."""
    if question.clusters and AT_THEIRS.search(question.text):
        levels = levels_of_clusters(question, knowledge)
        return question.having(levels=levels, clusters=())
    return None


def _of_its_own_letters(question: Question, context: Context, knowledge: KnowledgeBase) -> Found:
    """ "What is that short for?" after NF&TA, whose name begins with no level: what it does."""
    one = context.clusters[0] if len(context.clusters) == 1 else ""
    brands = {text for level in knowledge.levels for text in level.name.texts}
    asks = one and not question.clusters and _SHORT_FOR.search(question.text)
    if not asks or one.split()[0] in brands:
        return None
    return question.asking("ask_theme", clusters=context.clusters)


_SHORT_FOR = re.compile(
    r"\b(?:short\s+for|abbreviat\w+|stands?\s+for|acronym|initials|forkort\w+|(?:står|stå|stend)\b.{0,25}\bfor)\b",
    re.IGNORECASE,
)


def _of_no_level_but_one(question: Question, context: Context, knowledge: KnowledgeBase) -> Found:
    """ "What is NODE?": all that is known of the cluster."""
    return question.asking("about_cluster") if question.clusters else None


def _of_the_level_talked_about(
    question: Question, context: Context, knowledge: KnowledgeBase
) -> Found:
    """ "What does that level mean?": the one talked about, or where the cluster really is."""
    levels = true_levels(question, context, knowledge) or levels_of(context, knowledge)
    return question.having(levels=levels) if levels else None


def _of_levels_in_general(question: Question, context: Context, knowledge: KnowledgeBase) -> Found:
    """ "What is a level?", whatever is talked about: which levels there are."""
    return question.asking("list_levels") if _A_LEVEL.search(question.text) else None


_A_LEVEL = re.compile(
    r"\b(?:a|et|eit|ett)\s+(?:level|tier|nivå|trinn|steg)\W*(?:(?:then|da|då|egentlig|eigentleg|anyway|here|her)\W*)?$",
    re.IGNORECASE,
)


def _of_all_levels(question: Question, context: Context, knowledge: KnowledgeBase) -> Found:
    """ "What does the level mean?" at the start of a conversation: which levels there are."""
    return question.asking("list_levels")


_OF_MEANING: Tuple[Rule, ...] = (
    _which_ones_are_there,
    _of_the_level_named,
    _of_its_own_letters,
    _of_the_level_of_one,
    _of_no_level_but_one,
    _of_levels_in_general,
    _of_the_level_talked_about,
    _of_all_levels,
)


def overview(question: Question, context: Context, knowledge: KnowledgeBase) -> Question:
    """ "Level?" after a question about a cluster asks for the level of that cluster.

    "How many are there in each level?" asks for numbers.
    """
    many = _HOW_MANY.search(question.text)
    if many and OF_EACH.search(question.text) and not question.clusters:
        return question.asking("count_clusters")
    if question.clusters:
        return question.asking("ask_level_of_cluster")
    short = question.words <= BRIEF or has_pronoun(question.text)
    if short and context.clusters and not PLURAL.search(question.text):
        return question.asking("ask_level_of_cluster", clusters=context.clusters[-1:])
    return question


_HOW_MANY = re.compile(
    r"\b(?:how\s+many|hvor\s+mange|kor\s+mange|antall\w*|number\w*)\b", re.IGNORECASE
)
