"""Names said by half, or with a slip: "Arena vs Pro?", "is Media still an NCE?", "ocaen"."""

from __future__ import annotations

from typing import Any, Dict

import pytest

from actions.question import Context, Question
from actions.resolving import resolve
from bot.knowledge import KnowledgeBase
from bot.knowledge.needle import put_right
from tests.unit.contexts import after, meant

NOTHING = Context()


@pytest.mark.parametrize(
    ("text", "levels"),
    [
        ("Arena vs Pro?", ("arena", "arena_pro")),
        ("forskjellen på Arena og Pro", ("arena", "arena_pro")),
        ("what sets GCE apart from Pro", ("gce", "arena_pro")),
        ("what sets Arena apart from Arena Pro", ("arena", "arena_pro")),
    ],
)
def test_a_level_by_the_end_of_its_name(text: str, levels: Any, knowledge: KnowledgeBase) -> None:
    named = levels if text.endswith("Arena Pro") else levels[:1]
    names: Dict[str, Any] = {"levels": named}
    assert meant("compare_levels", text, NOTHING, knowledge, names) == (
        "compare_levels",
        (),
        levels,
    )


@pytest.mark.parametrize(
    ("text", "clusters"),
    [
        ("Er Media framleis ei NCE-klynge?", ("NCE Media",)),
        ("Is Eyde an NCE?", ("NCE Eyde",)),
        ("is there any NCE for media people?", ()),
    ],
)
def test_a_cluster_by_the_rest_of_its_name(
    text: str, clusters: Any, knowledge: KnowledgeBase
) -> None:
    asked = Question("check_level_of_cluster", text, said=text, levels=("nce",))
    assert resolve(asked, NOTHING, knowledge).clusters == clusters


@pytest.mark.parametrize(
    ("intent", "text", "becomes"),
    [
        ("follow_up", "hva med NCE, er det et nivå det òg?", "ask_nce_status"),
        ("follow_up", "and NCE, is that a level too?", "ask_nce_status"),
        ("follow_up", "and NCE?", "list_clusters_at_level"),
        ("explain_level", "is NCE a programme?", "ask_nce_status"),
    ],
)
def test_whether_a_brand_is_a_level(
    intent: str, text: str, becomes: str, knowledge: KnowledgeBase
) -> None:
    context = after("list_clusters_at_level", levels=("gce",))
    assert meant(intent, text, context, knowledge, {"levels": ("nce",)})[0] == becomes


@pytest.mark.parametrize(
    ("written", "right"),
    [("ocaen", "ocean"), ("norwgian", "norwegian"), ("wool", "wool"), ("woodd", "wood")],
)
def test_a_slip_in_a_part_of_names(written: str, right: str, knowledge: KnowledgeBase) -> None:
    names = [str(cluster.name) for cluster in knowledge.clusters]
    assert put_right(written, names) == right


def test_names_are_searched_for_what_was_meant(knowledge: KnowledgeBase) -> None:
    asked = Question(
        "filter_clusters", "which have Ocaen in the name", name_filter="contains:ocaen"
    )
    assert resolve(asked, NOTHING, knowledge).name_filter == "contains:ocean"
