"""Clusters by one word of their names ("and Cod?"), and names that are none."""

from __future__ import annotations

from typing import Any, Dict

import pytest

from actions.question import Context, Question
from actions.resolving import resolve
from bot.knowledge import KnowledgeBase
from tests.unit.contexts import after

EYDE, COD, MEDIA = "NCE Eyde", "Cod Cluster", "NCE Media"


def asked(intent: str, text: str, **names: Any) -> Question:
    return Question(intent, text, said=text, **names)


@pytest.mark.parametrize(
    ("text", "intent", "names", "cluster"),
    [
        ("Og Cod?", "follow_up", {}, COD),
        ("Samme med Media altså?", "follow_up", {"sectors": ("media",)}, MEDIA),
        ("isn't Media missing there?", "check_level_of_cluster", {"sectors": ("media",)}, MEDIA),
    ],
)
def test_a_word_in_capitals_names_a_cluster(
    text: str, intent: str, names: Dict[str, Any], cluster: str, knowledge: KnowledgeBase
) -> None:
    context = after("ask_level_of_cluster", clusters=(EYDE,))
    found = resolve(asked(intent, text, **names), context, knowledge)
    assert (found.clusters, found.sectors) == ((cluster,), ())


@pytest.mark.parametrize(
    ("last", "text", "intent"),
    [
        ("ask_level_of_cluster", "og media?", "follow_up"),
        ("clusters_by_theme", "And Media?", "follow_up"),
        ("ask_level_of_cluster", "Media companies, who has them?", "clusters_by_theme"),
        ("ask_level_of_cluster", "OG MEDIA?", "follow_up"),
    ],
)
def test_elsewhere_it_is_a_theme(
    last: str, text: str, intent: str, knowledge: KnowledgeBase
) -> None:
    context = after(last, clusters=(EYDE,) if last.startswith("ask") else ())
    found = resolve(asked(intent, text, sectors=("media",)), context, knowledge)
    assert MEDIA not in found.clusters


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Is the Life Science Cluster in Arena Pro?", "Life Science Cluster"),
        ("Er Battery Norway en GCE?", "Battery Norway"),
    ],
)
def test_a_name_of_none_is_no_theme(text: str, name: str, knowledge: KnowledgeBase) -> None:
    question = asked("check_level_of_cluster", text, sectors=("health",), levels=("gce",))
    found = resolve(question, Context(), knowledge)
    assert (found.intent, found.unknown_names) == ("check_cluster_in_programme", (name,))


def test_a_theme_in_small_letters_stays_one(knowledge: KnowledgeBase) -> None:
    question = asked("check_level_of_cluster", "is a health cluster in Arena Pro?")
    found = resolve(question.asking(question.intent, sectors=("health",)), Context(), knowledge)
    assert not found.unknown_names


@pytest.mark.parametrize(
    ("text", "names", "level"),
    [
        ("Has Construction City gone Pro yet?", {"clusters": ("Construction City",)}, "arena_pro"),
        ("Hva kjennetegner dem som har fått «Pro» bak Arena?", {"levels": ("arena",)}, "arena_pro"),
    ],
)
def test_pro_alone(text: str, names: Dict[str, Any], level: str, knowledge: KnowledgeBase) -> None:
    intent = "check_level_of_cluster" if "clusters" in names else "explain_level"
    assert resolve(asked(intent, text, **names), Context(), knowledge).levels == (level,)
