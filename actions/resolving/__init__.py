"""From what was said to what was meant: follow-ups, pronouns, ordinals, and slips of the model.

`resolve` fills in from the conversation what a message leaves out, and puts the intent
right where the names in the message contradict it ("what level is GCE?" names no cluster,
so it asks what the level GCE is). It takes the steps of `STEPS`, one after the other. Which of them
changed a question is logged at level DEBUG, and shown by `python -m actions.resolving`.
"""

from __future__ import annotations

from typing import Dict, Tuple

from actions.question import Context, Question
from actions.resolving.areas import same_place
from actions.resolving.brands import programme, status, whether_a_level
from actions.resolving.checks import (
    check_level,
    level_claimed,
    named_without_level,
    presumed,
)
from actions.resolving.clusters import (
    contact,
    intake,
    members,
    owner,
    support,
)
from actions.resolving.comparisons import (
    above_or_below_it,
    compare_clusters,
    compared_with_one,
    same_level_as_one,
    same_level_of_those,
)
from actions.resolving.counts import added_up, count
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
from actions.resolving.follow_ups import follow_up, names_the_next, refuses_the_last
from actions.resolving.intents import ABOUT_ONE_CLUSTER, FIND, LIST, PROFILE
from actions.resolving.level_comparisons import compare_levels
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
    list_all,
    list_at_level,
    of_that_size,
    top_to_bottom,
)
from actions.resolving.maps import on_map
from actions.resolving.name_filters import asked_by_name, by_name
from actions.resolving.names import names_another_cluster, subject_as_name
from actions.resolving.one_cluster import one_cluster
from actions.resolving.ordinals import pick_listed
from actions.resolving.pairs import pick_of_pair
from actions.resolving.profiles import profile_of_one, search_again
from actions.resolving.ranked import pick_ranked, which_is_further
from actions.resolving.rules import Step, log_change
from actions.resolving.several import several
from actions.resolving.short_names import (
    named_by_a_word,
    named_like_a_cluster,
    named_like_a_level,
)
from actions.resolving.topics import topics
from actions.resolving.unknown import age, size
from actions.resolving.years import of_another_year
from bot.knowledge import KnowledgeBase

_RECONCILE: Dict[str, Step] = {
    **dict.fromkeys(ABOUT_ONE_CLUSTER, one_cluster),
    **dict.fromkeys(PROFILE, profile_of_one),
    **dict.fromkeys(FIND, search_again),
    "ask_map": on_map,
    "check_level_of_cluster": check_level,
    LIST: list_at_level,
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
            "ask_effect_comparison",
            "ask_effect_period",
            "ask_effect_significance",
            "ask_effect_previous_year",
        ),
        effect_method,
    ),
}


def reconciled(question: Question, context: Context, knowledge: KnowledgeBase) -> Question:
    """ "What level is GCE?", of no cluster: what GCE is. The names decide, by the intent."""
    reconcile = _RECONCILE.get(question.intent)
    return reconcile(question, context, knowledge) if reconcile else question


STEPS: Tuple[Step, ...] = (
    # what the words of the message say by themselves
    top_to_bottom,
    all_other_levels,
    level_by_last_word,
    named_by_a_word,
    named_like_a_cluster,
    named_like_a_level,
    size,
    age,
    which_is_further,
    added_up,
    extreme_figure,
    whether_a_level,
    named_without_level,
    level_claimed,
    above_or_below_it,
    # how it hangs together with the last question
    names_the_next,
    refuses_the_last,
    of_that_size,
    presumed,
    several,
    complete,
    same_level_of_those,
    one_of_two,
    of_that_level,
    step,
    # which of those listed or talked about it means
    pick_ranked,
    pick_of_pair,
    pick_listed,
    # what is asked of them
    asked_for_a_page,
    same_place,
    topics,
    follow_up,
    # where intent and names contradict each other
    same_level_as_one,
    asked_by_name,
    figure_of_what,
    subject_as_name,
    names_another_cluster,
    compared_with_one,
    reconciled,
    of_another_year,
)


def resolve(question: Question, context: Context, knowledge: KnowledgeBase) -> Question:
    """The question as it is meant in its conversation; needs no further context."""
    for one in STEPS:
        before, question = question, one(question, context, knowledge)
        if question is not before:
            log_change(one, before, question)
    return question
