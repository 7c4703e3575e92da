"""From what was said to what was meant: follow-ups, pronouns, ordinals, and slips of the model.

`resolve` fills in from the conversation what a message leaves out, and puts the intent
right where the names in the message contradict it ("what level is GCE?" names no cluster,
so it asks what the level GCE is).
"""

from __future__ import annotations

import re
from typing import Callable, Dict, Tuple

from actions.question import Context, Question
from bot.knowledge import KnowledgeBase

LIST = "list_clusters_at_level"
FOLLOW_UPS = frozenset({"follow_up", "correction"})
ABOUT_ONE_CLUSTER = frozenset(
    {"ask_level_of_cluster", "about_cluster", "check_cluster_in_programme"}
)
ABOUT_CLUSTERS = ABOUT_ONE_CLUSTER | {"check_level_of_cluster", "compare_clusters"}
ABOUT_LEVELS = frozenset(
    {"list_clusters_at_level", "count_clusters", "explain_level", "compare_levels"}
)
OF_ONE_YEAR = frozenset(
    {
        "list_clusters_at_level",
        "list_all_clusters",
        "count_clusters",
        "ask_level_of_cluster",
        "check_level_of_cluster",
        "check_cluster_in_programme",
        "filter_clusters",
        "ask_effect",
    }
)

_REFERENCE = re.compile(
    r"\b(?:den|det|denne|dette|disse|desse|de|dei|dem|deres|dens|dess|der|dit|han|begge|samme|same|"
    r"dæm|dom|dær|it|its|they|them|their|those|these|this|that|there|both|one|ones|the\s+two|de\s+to)\b",
    re.IGNORECASE,
)
_EFFECT_WORD = re.compile(r"\b(?:effekt\w*|effects?|impact)\b", re.IGNORECASE)
_SAME = re.compile(
    r"\b(?:samme\s+som|same\s+as|same\s+level|samme\s+nivå|nivå\s+med|linje\s+med|level\s+with)\b",
    re.IGNORECASE,
)
_TOGETHER = re.compile(
    r"\b(?:begge|both|til\s*sammen|tilsammen|te\s*sammen|sammenlagt|together|combined|"
    r"de\s+to|the\s+two)\b",
    re.IGNORECASE,
)
_MORE_THAN = re.compile(r"\b(?:flere|fleire|færre|mer|more|fewer|less)\s+(?:enn|than)\b", re.I)
_ONE_OF = re.compile(
    r"\b(?:en|ei|one|blant|among|del)\s+(?:av|of)?\s*(?:de|dem|them|the|those|dei)\b", re.I
)
_PLURAL = re.compile(
    r"\b(?:nivåer|nivåene|nivåa|nivåane|nivaer|levels|grupper|groups|alle|all)\b", re.IGNORECASE
)
_CLUSTER_WORD = re.compile(r"\b(?:klyng\w*|clusters?|nettverk\w*)\b", re.IGNORECASE)
_EVERYTHING = re.compile(
    r"\b(?:alle|totalt|i\s+alt|til\s+sammen|tilsammen|samlet|sammenlagt|hele|heile|programmet|all|total|"
    r"altogether|overall|whole|entire|every|in\s+all|programme?)\b",
    re.IGNORECASE,
)


def resolve(question: Question, context: Context, knowledge: KnowledgeBase) -> Question:
    """The question as it is meant in its conversation; needs no further context."""
    question = _pick_listed(question, context, knowledge)
    if question.intent in FOLLOW_UPS:
        question = _follow_up(question, context)
    question = _subject_as_name(question, context)
    if _names_another_cluster(question):
        question = question.asking("check_cluster_in_programme", levels=())
    reconcile = _RECONCILE.get(question.intent)
    if reconcile:
        question = reconcile(question, context, knowledge)
    return _of_another_year(question, knowledge)


_MAY_HIDE_A_NAME = frozenset(
    {
        "list_clusters_at_level",
        "explain_level",
        "compare_levels",
        "check_level_of_cluster",
        "ask_nce_status",
        "out_of_scope",
        "nlu_fallback",
    }
)
_CLUSTER_NAME = re.compile(
    r"(?:(?:cluster|klynge\w*|network|nettverk\w*)$|^(?:nce|gce)\b)", re.IGNORECASE
)


def _names_another_cluster(question: Question) -> bool:
    """Whether a question about levels is about something that calls itself a cluster."""
    return (
        not question.clusters
        and question.intent in _MAY_HIDE_A_NAME
        and any(_CLUSTER_NAME.search(name) for name in question.unknown_names)
    )


def refers_back(text: str) -> bool:
    """Whether a text holds a pronoun or the like that points at something said before."""
    return bool(_REFERENCE.search(text))


def _pick_listed(question: Question, context: Context, knowledge: KnowledgeBase) -> Question:
    """ "The second one": the cluster at that place of the last list."""
    if not question.ordinals or question.clusters:
        return question
    listed = _list_meant(question, context, knowledge)
    picked = [
        listed[position - 1 if position > 0 else position]
        for position in question.ordinals
        if abs(position) <= len(listed)
    ]
    if not picked:
        return question
    intent = question.intent
    if intent not in ABOUT_CLUSTERS and not intent.startswith("ask_"):
        last = context.last.intent if context.last else ""
        intent = last if last in ABOUT_ONE_CLUSTER else "about_cluster"
    return question.asking(intent, clusters=tuple(picked), levels=(), ordinals=())


def _list_meant(question: Question, context: Context, knowledge: KnowledgeBase) -> Tuple[str, ...]:
    """The list an ordinal counts in: the one shown last, or that of the level talked about."""
    listed = context.listed
    if question.levels:
        at_levels = [c.id for level in question.levels for c in knowledge.clusters_at(level)]
        return tuple(id_ for id_ in listed if id_ in at_levels) or tuple(at_levels)
    if not listed and len(context.levels) == 1:
        return tuple(cluster.id for cluster in knowledge.clusters_at(context.levels[0]))
    return listed


def _follow_up(question: Question, context: Context) -> Question:
    last = context.last
    if question.intent in FOLLOW_UPS and last is not None:
        for names, accepts, intent in (
            ("clusters", ABOUT_CLUSTERS, "about_cluster"),
            ("levels", ABOUT_LEVELS | {"check_level_of_cluster"}, "explain_level"),
            ("metrics", {"ask_effect"}, "ask_effect"),
            ("unknown_names", ABOUT_CLUSTERS, "about_cluster"),
        ):
            if not getattr(question, names):
                continue
            if last.intent in accepts and not _compares(last, question):
                return _continue(last, question)
            if last.intent in ABOUT_ONE_CLUSTER and names == "levels":
                if question.intent == "correction" and len(last.clusters) == 1:
                    return question.asking("check_level_of_cluster", clusters=last.clusters)
                return question.asking("list_clusters_at_level")
            if names == "clusters" and _SAME.search(question.text) and len(last.clusters) == 1:
                both = (last.clusters[0], *question.clusters)
                return question.asking("compare_clusters", clusters=both)
            return question.asking(_limit_or(last, question, intent))
        if question.name_filter:
            return question.asking("filter_clusters", levels=last.levels)
        if question.years:
            return question.asking("ask_timeline" if _is_about_time(last) else last.intent)
        levels = () if _TOGETHER.search(question.text) else last.levels
        if last.intent == "count_clusters":
            return last.asking(last.intent, text=question.text, levels=levels)
        return last.asking(last.intent, text=question.text)
    for names, intent in (
        ("clusters", "about_cluster"),
        ("levels", "explain_level"),
        ("metrics", "ask_effect"),
        ("unknown_names", "about_cluster"),
        ("years", "ask_timeline"),
    ):
        if getattr(question, names):
            return question.asking(intent)
    return question.asking("")


def _compares(last: Question, new: Question) -> bool:
    """ "Same as Eyde?" after a question about another cluster."""
    return bool(_SAME.search(new.text) and len(last.clusters) == 1 and new.clusters)


def _limit_or(last: Question, question: Question, intent: str) -> str:
    """ "And Eyde?" after "who leads iKuben?" asks the same of Eyde."""
    return (
        last.intent if last.clusters and question.clusters and intent == "about_cluster" else intent
    )


def _is_about_time(last: Question) -> bool:
    return last.intent in ("ask_timeline", "ask_intake", "ask_redesign", "ask_new_programme")


def _continue(last: Question, new: Question) -> Question:
    """The last question with what is new in place of what was."""
    changes: Dict[str, object] = {"text": new.text, "ordinals": ()}
    if new.clusters or new.unknown_names:
        changes.update(clusters=new.clusters, unknown_names=new.unknown_names)
        if last.intent == "compare_clusters" and len(new.clusters) == 1 and last.clusters:
            changes["clusters"] = (last.clusters[0], *new.clusters)
    if new.levels:
        levels = new.levels
        if last.intent == "compare_levels" and len(new.levels) == 1 and last.levels:
            levels = (last.levels[-1], *new.levels)
        changes["levels"] = levels
    if new.metrics:
        changes["metrics"] = new.metrics
    if new.years:
        changes["years"] = new.years
    return last.asking(last.intent, **changes)


def _of_another_year(question: Question, knowledge: KnowledgeBase) -> Question:
    """Lists and figures are known for one year only; other years are a known limit."""
    others = [year for year in question.years if year != knowledge.year]
    about_effect = question.intent == "ask_effect" or (
        question.intent == "ask_other_years" and _EFFECT_WORD.search(question.text)
    )
    if about_effect and others == [knowledge.year - 1]:
        return question.asking("ask_effect_previous_year")
    if question.intent in OF_ONE_YEAR and others:
        return question.asking("ask_other_years")
    if question.intent == "ask_other_years" and question.years and not others:
        return question.asking("list_clusters_at_level" if question.levels else "list_all_clusters")
    known_years = {event.year for event in knowledge.events}
    if question.intent == "ask_timeline" and others and not known_years & set(question.years):
        return question.asking("ask_other_years")
    if question.intent == "ask_intake" and others:
        planned = {event.year for event in knowledge.events if event.planned}
        if set(others) <= planned:
            return question.asking("ask_new_programme")
        if not known_years & set(question.years):
            return question.asking("ask_other_years")
    return question


def _one_cluster(question: Question, context: Context, knowledge: KnowledgeBase) -> Question:
    if question.clusters:
        if _SAME.search(question.text) and set(context.clusters) - set(question.clusters):
            return _compare_clusters(question.asking("compare_clusters"), context, knowledge)
        if question.intent == "check_cluster_in_programme":
            levels = question.levels or (
                context.levels if _ONE_OF.search(question.text) and not context.clusters else ()
            )
            if levels:
                return question.asking("check_level_of_cluster", levels=levels)
        return question
    if question.unknown_names and not _points_back(question, context):
        return question
    if question.levels:
        return question.asking(_about_level(question, knowledge))
    if context.clusters:
        return question.asking(question.intent, clusters=context.clusters, unknown_names=())
    if len(context.listed) == 1:
        return question.asking(question.intent, clusters=context.listed, unknown_names=())
    return question


def _points_back(question: Question, context: Context) -> bool:
    """A pronoun and a word in small letters: rather a slip of the pen than a name."""
    lowercase = all(name == name.lower() for name in question.unknown_names)
    return lowercase and bool(context.clusters) and refers_back(question.text)


_BRIEF = 4
_YES_OR_NO = re.compile(
    r"^\W*(?:og\s+|and\s+|men\s+|but\s+)?(?:skaper|øker|får|har|er|blir|gir|fikk|ble|vokser|tjener|"
    r"did|do|does|is|are|has|have|was|were|will)\b",
    re.IGNORECASE,
)
_SUBJECT = re.compile(
    r"^\W*(?:is|er|are|was|var)\s+((?:[^\W_]+\s+){1,4}?)(?=(?:an?|at|in|en|ei|eit|et|på|i|under|one|also)\s)",
    re.IGNORECASE,
)
_NOT_A_NAME = re.compile(
    r"\b(?:klyng\w*|clusters?|program\w*|nivå\w*|levels?|det|den|de|it|they|that|this|there|dette|vi|we|"
    r"nce|gce|arena|noder?|nodes?|my|min|vår|our|alle|all|the|du|you|jeg|noen|nokon|some|any|"
    r"bare|only|just|også|still|fortsatt|framleis|ikke|not|virkelig|really|egentlig)\b",
    re.IGNORECASE,
)


def _subject_as_name(question: Question, context: Context) -> Question:
    """ "Is norsk hydro a GCE?": small letters hide a name, but the sentence shows its place."""
    asked = ("check_level_of_cluster", "ask_nce_status", "check_cluster_in_programme")
    subject = _SUBJECT.search(question.text)
    if (
        question.intent not in asked
        or question.clusters
        or question.unknown_names
        or not subject
        or _is_reference(subject.group(1))
    ):
        return question
    return question.asking(
        "check_cluster_in_programme", unknown_names=(subject.group(1).strip(),), levels=()
    )


def _is_reference(subject: str) -> bool:
    """Whether the subject of a question is a pronoun or a common noun rather than a name."""
    return bool(_NOT_A_NAME.search(subject))


def _about_level(question: Question, knowledge: KnowledgeBase) -> str:
    brands = {level.id for level in knowledge.brands()}
    if set(question.levels) <= brands and question.intent != "ask_level_of_cluster":
        return "ask_nce_status"
    return "explain_level"


def _check_level(question: Question, context: Context, knowledge: KnowledgeBase) -> Question:
    if question.clusters and question.levels:
        return question
    if len(question.clusters) > 1:
        return question.asking("compare_clusters")
    if question.clusters:
        if _SAME.search(question.text) and context.clusters:
            return _compare_clusters(question.asking("compare_clusters"), context, knowledge)
        same_check = context.last and context.last.intent == "check_level_of_cluster"
        if (same_check or _points_at_level(question.text)) and _levels_of(context, knowledge):
            return question.asking(question.intent, levels=_levels_of(context, knowledge))
        return question.asking("check_cluster_in_programme")
    if question.unknown_names and not _points_back(question, context):
        return question
    brief = len(question.text.split()) <= _BRIEF
    if question.levels and context.clusters and (brief or refers_back(question.text)):
        return question.asking(question.intent, clusters=context.clusters, unknown_names=())
    if question.levels and not _CLUSTER_WORD.search(question.text):
        return question.asking(_about_level(question, knowledge))
    if context.clusters:
        return _check_level(
            question.asking(question.intent, clusters=context.clusters, unknown_names=()),
            context,
            knowledge,
        )
    if question.levels and context.last and context.last.intent in ("list_all_clusters", LIST):
        return question.asking(LIST)
    return question.asking("explain_level") if question.levels else question


def _list_at_level(question: Question, context: Context, knowledge: KnowledgeBase) -> Question:
    if question.name_filter:
        return question.asking("filter_clusters")
    if question.levels:
        return question
    if question.clusters:
        levels = tuple(
            cluster.level for id_ in question.clusters if (cluster := knowledge.cluster(id_))
        )
        return question.asking(question.intent, levels=levels, clusters=())
    levels = _levels_of(context, knowledge)
    everything = _EVERYTHING.search(question.text)
    if levels and not everything:
        return question.asking(question.intent, levels=levels)
    if context.last and context.last.intent in ("count_clusters", "list_all_clusters"):
        return question.asking("list_all_clusters")
    return question.asking("list_all_clusters") if everything else question


def _list_all(question: Question, context: Context, knowledge: KnowledgeBase) -> Question:
    if _points_at_level(question.text) and not question.levels:
        levels = _levels_of(context, knowledge)
        return question.asking(LIST, levels=levels) if levels else question
    if question.name_filter:
        return question.asking("filter_clusters")
    if question.levels:
        return question.asking("list_clusters_at_level")
    return question


def _count(question: Question, context: Context, knowledge: KnowledgeBase) -> Question:
    if question.name_filter:
        return question.asking("filter_clusters")
    if question.metrics and context.clusters and refers_back(question.text):
        return question.asking("ask_members", clusters=context.clusters)
    if _MORE_THAN.search(question.text) and len(question.levels) == 1 and context.levels:
        both = (*context.levels, *(id_ for id_ in question.levels if id_ not in context.levels))
        return question.asking(question.intent, levels=both)
    if question.levels or question.clusters:
        return _list_at_level(question, context, knowledge) if not question.levels else question
    last = context.last
    if last is not None and last.intent == "filter_clusters" and refers_back(question.text):
        return last.asking("filter_clusters", text=question.text)
    if _TOGETHER.search(question.text) and len(context.mentioned_levels) > 1:
        return question.asking(question.intent, levels=context.mentioned_levels)
    bare = not _CLUSTER_WORD.search(question.text)
    if not _EVERYTHING.search(question.text) and (bare or _points_at_level(question.text)):
        return question.asking(question.intent, levels=_levels_of(context, knowledge))
    return question


def _points_at_level(text: str) -> bool:
    return bool(
        re.search(r"\b(?:der|dær|there|det\s+nivået|that\s+level|dette\s+nivået)\b", text, re.I)
    )


def _levels_of(context: Context, knowledge: KnowledgeBase) -> Tuple[str, ...]:
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


def _explain(question: Question, context: Context, knowledge: KnowledgeBase) -> Question:
    if question.levels:
        return question
    if question.clusters:
        return question.asking("about_cluster")
    levels = _levels_of(context, knowledge)
    if levels:
        return question.asking(question.intent, levels=levels)
    return question.asking("list_levels")


def _compare_levels(question: Question, context: Context, knowledge: KnowledgeBase) -> Question:
    if len(question.clusters) > 1 and len(question.levels) < 2:
        return question.asking("compare_clusters")
    if len(question.levels) == 1:
        others = tuple(id_ for id_ in context.mentioned_levels if id_ not in question.levels)
        others = others or tuple(
            level for level in _levels_of(context, knowledge) if level not in question.levels
        )
        if others:
            return question.asking(question.intent, levels=(others[-1], *question.levels))
        return question
    if question.levels:
        return question
    if context.last and context.last.intent == "ask_effect":
        return question.asking("ask_effect")
    if context.last and context.last.intent == "count_clusters" and _TOGETHER.search(question.text):
        return question.asking("count_clusters", levels=context.mentioned_levels)
    if not context.clusters and len(context.mentioned_levels) > 1:
        return question.asking(question.intent, levels=context.mentioned_levels[-2:])
    if len(context.mentioned_clusters) > 1 and context.clusters:
        return question.asking("compare_clusters", clusters=context.mentioned_clusters[-2:])
    levels = tuple(level.id for level in knowledge.programme_levels())
    return question.asking(question.intent, levels=levels)


def _compare_clusters(question: Question, context: Context, knowledge: KnowledgeBase) -> Question:
    if question.unknown_names and len(question.clusters) < 2:
        return question.asking(question.intent, clusters=())
    if len(question.levels) > 1 and not question.clusters:
        return question.asking("compare_levels")
    if len(question.clusters) == 1:
        others = tuple(id_ for id_ in context.mentioned_clusters if id_ not in question.clusters)
        if others:
            return question.asking(question.intent, clusters=(others[-1], *question.clusters))
        if question.levels:
            return question.asking("check_level_of_cluster")
        return question.asking("ask_level_of_cluster")
    if question.clusters:
        return question
    about_effect = context.last is not None and context.last.intent == "ask_effect"
    if about_effect or (len(context.mentioned_levels) > 1 and not context.clusters):
        return _compare_levels(question.asking("compare_levels"), context, knowledge)
    if len(context.mentioned_clusters) > 1:
        return question.asking(question.intent, clusters=context.mentioned_clusters[-2:])
    return question


def _effect(question: Question, context: Context, knowledge: KnowledgeBase) -> Question:
    if question.clusters or question.levels:
        return question.asking("ask_effect_details")
    return question


def _effect_details(question: Question, context: Context, knowledge: KnowledgeBase) -> Question:
    without = {metric.id for metric in knowledge.metrics_without_figures()}
    if question.levels or question.clusters or not question.metrics:
        return question
    if set(question.metrics) <= without or _YES_OR_NO.search(question.text):
        return question.asking("ask_effect")
    return question


def _filter(question: Question, context: Context, knowledge: KnowledgeBase) -> Question:
    if not question.name_filter and refers_back(question.text):
        levels = question.levels or _levels_of(context, knowledge)
        return question.asking(LIST, levels=levels) if levels else question
    if question.levels or not refers_back(question.text) or not context.last:
        return question
    if context.last.intent in ("list_clusters_at_level", "filter_clusters", "count_clusters"):
        return question.asking(question.intent, levels=context.last.levels)
    return question


def _overview(question: Question, context: Context, knowledge: KnowledgeBase) -> Question:
    """ "Level?" after a question about a cluster asks for the level of that cluster."""
    if question.clusters:
        return question.asking("ask_level_of_cluster")
    short = len(question.text.split()) <= 4
    if short and context.clusters and not _PLURAL.search(question.text):
        return question.asking("ask_level_of_cluster", clusters=context.clusters[-1:])
    return question


def _status(question: Question, context: Context, knowledge: KnowledgeBase) -> Question:
    brief = len(question.text.split()) < _BRIEF
    if brief and question.levels and context.clusters and not question.clusters:
        return question.asking("check_level_of_cluster", clusters=context.clusters[-1:])
    if question.unknown_names and not question.clusters:
        return question.asking("check_cluster_in_programme")
    if question.clusters:
        return _check_level(question.asking("check_level_of_cluster"), context, knowledge)
    brands = {level.id for level in knowledge.brands()}
    if question.levels and not set(question.levels) & brands:
        return question.asking("explain_level")
    return question


def _intake(question: Question, context: Context, knowledge: KnowledgeBase) -> Question:
    """Whether a certain cluster was in: known for clusters, whatever the intake was."""
    return question.asking("check_cluster_in_programme") if question.clusters else question


def _support(question: Question, context: Context, knowledge: KnowledgeBase) -> Question:
    """Whether a certain cluster got services is whether it is in the list."""
    if question.clusters and _YES_OR_NO.search(question.text):
        return question.asking("check_cluster_in_programme")
    return question


def _effect_method(question: Question, context: Context, knowledge: KnowledgeBase) -> Question:
    """There is nothing to say on how a metric without a figure was arrived at."""
    without = {metric.id for metric in knowledge.metrics_without_figures()}
    if question.metrics and set(question.metrics) <= without:
        return question.asking("ask_effect")
    return question


Reconcile = Callable[[Question, Context, KnowledgeBase], Question]

_RECONCILE: Dict[str, Reconcile] = {
    **dict.fromkeys(ABOUT_ONE_CLUSTER, _one_cluster),
    "check_level_of_cluster": _check_level,
    "list_clusters_at_level": _list_at_level,
    "list_all_clusters": _list_all,
    "count_clusters": _count,
    "explain_level": _explain,
    "compare_levels": _compare_levels,
    "compare_clusters": _compare_clusters,
    "ask_effect": _effect,
    "ask_effect_details": _effect_details,
    "filter_clusters": _filter,
    "ask_nce_status": _status,
    "list_levels": _overview,
    "ask_intake": _intake,
    "ask_support": _support,
    **dict.fromkeys(
        (
            "ask_effect_unit",
            "ask_effect_period",
            "ask_effect_significance",
            "ask_effect_previous_year",
        ),
        _effect_method,
    ),
}
