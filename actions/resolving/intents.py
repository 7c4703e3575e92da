"""Groups of intents that the resolving of questions treats alike."""

from __future__ import annotations

LIST = "list_clusters_at_level"


FOLLOW_UPS = frozenset({"follow_up", "correction"})


ABOUT_ONE_CLUSTER = frozenset(
    {"ask_level_of_cluster", "about_cluster", "check_cluster_in_programme"}
)


PROFILE = frozenset({"ask_theme", "ask_location", "ask_website", "similar_clusters"})


FIND = frozenset({"clusters_by_theme", "clusters_by_place"})


ABOUT_CLUSTERS = ABOUT_ONE_CLUSTER | PROFILE | {"check_level_of_cluster", "compare_clusters"}


ABOUT_LEVELS = frozenset({LIST, "count_clusters", "explain_level", "compare_levels"})


OF_ONE_YEAR = frozenset(
    {
        LIST,
        "list_all_clusters",
        "count_clusters",
        "ask_level_of_cluster",
        "check_level_of_cluster",
        "check_cluster_in_programme",
        "filter_clusters",
        "ask_effect",
    }
)


MAY_SEARCH = frozenset(
    {
        LIST,
        "list_all_clusters",
        "list_levels",
        "explain_level",
        "about_cluster",
        "check_level_of_cluster",
        "check_cluster_in_programme",
        "ask_level_of_cluster",
        "ask_theme",
        "ask_location",
        "clusters_without_place",
        "list_themes",
        *FIND,
    }
)
KEEP_SEARCHING = frozenset({"count_clusters", "ask_map"})
MAY_NAME_AN_AREA = (
    MAY_SEARCH | KEEP_SEARCHING | FOLLOW_UPS | {"similar_clusters", "clusters_by_county"}
)


#: Answered with what the source doesn't say: `ask_members` is topic `members` of `limits.yml`.
NOT_IN_SOURCE = frozenset(
    {
        "ask_members",
        "ask_leaders",
        "ask_money",
        "ask_contact",
        "ask_other_years",
        "ask_application",
        "ask_history",
        "ask_effect_details",
    }
)
