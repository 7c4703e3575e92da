"""From what was said to what was meant: follow-ups, pronouns, ordinals, and slips of the model.

`resolve` fills in from the conversation what a message leaves out, and puts the intent
right where the names in the message contradict it ("what level is GCE?" names no cluster,
so it asks what the level GCE is).
"""

from __future__ import annotations

from typing import Callable, Dict

from actions.question import Context, Question
from actions.resolving.areas import same_place
from actions.resolving.checks import (
    check_level,
    level_claimed,
    named_without_level,
    presumed,
    programme,
    status,
    whether_a_level,
)
from actions.resolving.clusters import (
    contact,
    intake,
    members,
    one_cluster,
    owner,
    support,
)
from actions.resolving.comparisons import (
    compare_clusters,
    compare_levels,
    is_compared,
    same_level_of_those,
)
from actions.resolving.described import asked_for_a_page
from actions.resolving.effects import (
    by_county,
    effect,
    effect_details,
    effect_method,
    extreme_figure,
    figure_of_what,
)
from actions.resolving.ellipsis import complete
from actions.resolving.follow_ups import follow_up, pick_listed
from actions.resolving.intents import ABOUT_ONE_CLUSTER, FIND, FOLLOW_UPS, LIST, PROFILE
from actions.resolving.levels import (
    all_other_levels,
    explain,
    level_by_last_word,
    of_that_level,
    one_of_two,
    overview,
    step,
)
from actions.resolving.lists import (
    added_up,
    asked_by_name,
    by_name,
    count,
    list_all,
    list_at_level,
    of_that_size,
    top_to_bottom,
)
from actions.resolving.maps import on_map
from actions.resolving.names import names_another_cluster, subject_as_name
from actions.resolving.pairs import pick_of_pair
from actions.resolving.ranked import pick_ranked, which_is_further
from actions.resolving.short_names import named_by_a_word, named_like_a_cluster
from actions.resolving.topics import profile_of_one, search_again, topics
from actions.resolving.words import SAME_LEVEL, corrects, is_next
from actions.resolving.years import of_another_year
from bot.knowledge import KnowledgeBase


def resolve(question: Question, context: Context, knowledge: KnowledgeBase) -> Question:
    """The question as it is meant in its conversation; needs no further context."""
    question = all_other_levels(top_to_bottom(question, knowledge), knowledge)
    question = level_by_last_word(question, context, knowledge)
    question = named_by_a_word(question, context, knowledge)
    question = named_like_a_cluster(question, knowledge)
    question = added_up(which_is_further(question, context), context)
    question = extreme_figure(question, context, knowledge)
    question = named_without_level(whether_a_level(question, knowledge), knowledge)
    question = level_claimed(question)
    if context.last and question.names_something and is_next(question.text):
        question = question.asking("follow_up")
    if context.last and question.intent in _MAY_CORRECT and corrects(question.text):
        if question.clusters or question.levels:
            question = question.asking("correction")
    if question.intent in FOLLOW_UPS | {LIST} and not question.names_something:
        numbered = of_that_size(question, context, knowledge)
        question = question.asking(LIST, levels=numbered) if numbered else question
    question = complete(presumed(question, context, knowledge), context, knowledge)
    question = same_level_of_those(question, context)
    question = of_that_level(one_of_two(question, context, knowledge), context, knowledge)
    question = step(question, context, knowledge)
    question = pick_of_pair(pick_ranked(question, context, knowledge), context, knowledge)
    question = pick_listed(question, context, knowledge)
    question = same_place(asked_for_a_page(question, context), context)
    question = topics(question, context, knowledge)
    if question.intent in FOLLOW_UPS:
        question = follow_up(question, context, knowledge)
    if question.intent == "similar_clusters" and SAME_LEVEL.search(question.text):
        question = question.asking("compare_clusters")  # "who else is at the same level as NODE?"
    if asked_by_name(question, knowledge):
        question = question.asking("filter_clusters", unknown_names=())
    question = figure_of_what(question, knowledge)
    question = subject_as_name(question, context, knowledge)
    if names_another_cluster(question, knowledge):
        question = question.asking("check_cluster_in_programme", levels=())
    if is_compared(question, context):
        question = question.asking("compare_clusters")
    reconcile = _RECONCILE.get(question.intent)
    if reconcile:
        question = reconcile(question, context, knowledge)
    return of_another_year(question, knowledge)


_MAY_CORRECT = frozenset({"check_level_of_cluster", "explain_level", "about_cluster", "deny"})


Reconcile = Callable[[Question, Context, KnowledgeBase], Question]


_RECONCILE: Dict[str, Reconcile] = {
    **dict.fromkeys(ABOUT_ONE_CLUSTER, one_cluster),
    **dict.fromkeys(PROFILE, profile_of_one),
    **dict.fromkeys(FIND, search_again),
    "ask_map": on_map,
    "check_level_of_cluster": check_level,
    "list_clusters_at_level": list_at_level,
    "list_all_clusters": list_all,
    "count_clusters": count,
    "explain_level": explain,
    "compare_levels": compare_levels,
    "compare_clusters": compare_clusters,
    "ask_effect": effect,
    "ask_effect_details": effect_details,
    "clusters_by_county": by_county,
    "filter_clusters": by_name,
    "ask_nce_status": status,
    "list_levels": overview,
    "ask_intake": intake,
    **dict.fromkeys(("ask_support", "ask_purpose"), support),
    "ask_owner": owner,
    "ask_members": members,
    "ask_programme": programme,
    "ask_contact": contact,
    "ask_leaders": contact,
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
