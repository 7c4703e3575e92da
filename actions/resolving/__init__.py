"""From what was said to what was meant: follow-ups, pronouns, ordinals, and slips of the model.

`resolve` fills in from the conversation what a message leaves out, and puts the intent
right where the names in the message contradict it ("what level is GCE?" names no cluster,
so it asks what the level GCE is).
"""

from __future__ import annotations

from typing import Callable, Dict

from actions.question import Context, Question
from actions.resolving.checks import check_level, status
from actions.resolving.clusters import intake, one_cluster, support
from actions.resolving.comparisons import compare_clusters, compare_levels
from actions.resolving.effects import effect, effect_details, effect_method
from actions.resolving.ellipsis import complete
from actions.resolving.follow_ups import follow_up, pick_listed
from actions.resolving.intents import ABOUT_ONE_CLUSTER, FOLLOW_UPS
from actions.resolving.levels import explain, overview, step
from actions.resolving.lists import by_name, count, list_all, list_at_level
from actions.resolving.names import names_another_cluster, subject_as_name
from actions.resolving.words import is_next
from actions.resolving.years import of_another_year
from bot.knowledge import KnowledgeBase


def resolve(question: Question, context: Context, knowledge: KnowledgeBase) -> Question:
    """The question as it is meant in its conversation; needs no further context."""
    if context.last and question.names_something and is_next(question.text):
        question = question.asking("follow_up")
    question = complete(question, context, knowledge)
    question = step(question, context, knowledge)
    question = pick_listed(question, context, knowledge)
    if question.intent in FOLLOW_UPS:
        question = follow_up(question, context, knowledge)
    question = subject_as_name(question, context)
    if names_another_cluster(question):
        question = question.asking("check_cluster_in_programme", levels=())
    reconcile = _RECONCILE.get(question.intent)
    if reconcile:
        question = reconcile(question, context, knowledge)
    return of_another_year(question, knowledge)


Reconcile = Callable[[Question, Context, KnowledgeBase], Question]


_RECONCILE: Dict[str, Reconcile] = {
    **dict.fromkeys(ABOUT_ONE_CLUSTER, one_cluster),
    "check_level_of_cluster": check_level,
    "list_clusters_at_level": list_at_level,
    "list_all_clusters": list_all,
    "count_clusters": count,
    "explain_level": explain,
    "compare_levels": compare_levels,
    "compare_clusters": compare_clusters,
    "ask_effect": effect,
    "ask_effect_details": effect_details,
    "filter_clusters": by_name,
    "ask_nce_status": status,
    "list_levels": overview,
    "ask_intake": intake,
    "ask_support": support,
    **dict.fromkeys(
        (
            "ask_effect_unit",
            "ask_effect_period",
            "ask_effect_significance",
            "ask_effect_previous_year",
        ),
        effect_method,
    ),
}
