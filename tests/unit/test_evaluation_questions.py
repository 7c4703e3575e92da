"""The evaluation questions are well labelled, and kept apart from what the model is taught."""

from __future__ import annotations

import re
from itertools import combinations
from pathlib import Path
from typing import Dict, Iterator, List, Mapping, Set

import pytest
import yaml

from bot.knowledge import KnowledgeBase, load_knowledge
from tests.evaluation.expectations import _CHECKS, ANSWERED_SINCE, LIMITS, SMALL_TALK
from tests.evaluation.running import SPLITS, load

ROOT = Path(__file__).resolve().parents[2]
KINDS = {
    *_CHECKS,
    *LIMITS,
    *ANSWERED_SINCE,
    *SMALL_TALK,
    "out_of_scope",
    "unknown_cluster",
    "noise",
}
KINDS |= {"change_language", "repeat"}
OF_PROFILES = {"clusters_by_theme", "clusters_by_place", "similar_clusters", "ask_website"}
OF_PROFILES |= {"unknown_theme", "unknown_place", "ask_map", "list_themes"}
OF_PROFILES |= {"clusters_without_place", "clusters_by_county"}
KINDS |= OF_PROFILES
MINIMUM_WORDS = 4  # shorter ones ("hei", "Og GCE?") are what everybody says


def normalised(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.casefold()))


def training_phrases() -> Set[str]:
    phrases = set()
    for path in (ROOT / "data" / "nlu").rglob("*.yml"):
        for entry in yaml.safe_load(path.read_text(encoding="utf-8"))["nlu"]:
            lines = str(entry.get("examples", "")).splitlines()
            phrases |= {normalised(line.lstrip("- ")) for line in lines if line.strip()}
    return phrases


def items(split: str) -> Iterator[Mapping[str, object]]:
    loaded = load(split)
    yield from loaded["questions"]
    for conversation in loaded["conversations"]:
        yield from conversation["turns"]


@pytest.mark.parametrize("split", SPLITS)
def test_no_question_is_a_training_phrase(split: str) -> None:
    taught = training_phrases()
    both = [
        str(item["text"])
        for item in items(split)
        if normalised(str(item["text"])) in taught
        and len(normalised(str(item["text"])).split()) >= MINIMUM_WORDS
    ]
    assert both == []


@pytest.mark.parametrize("split", SPLITS)
def test_labels_name_what_there_is(split: str) -> None:
    facts: KnowledgeBase = load_knowledge()
    for item in items(split):
        parts: List[Mapping[str, object]] = item.get("all_of") or [item]  # type: ignore[assignment]
        for part in parts:
            kinds = [part["kind"], *part.get("or_kinds", [])]  # type: ignore[misc]
            assert set(kinds) <= KINDS, item
            assert all(facts.level(level) for level in part.get("levels") or []), item  # type: ignore[attr-defined]
            assert all(facts.cluster(name) for name in part.get("clusters") or []), item  # type: ignore[attr-defined]
            assert all(facts.metric(name) for name in part.get("metrics") or []), item  # type: ignore[attr-defined]


@pytest.mark.parametrize("split", SPLITS)
def test_what_is_judged_by_profiles_says_so(split: str) -> None:
    for item in items(split):
        parts: List[Mapping[str, object]] = item.get("all_of") or [item]  # type: ignore[assignment]
        for part in parts:
            kinds = {part["kind"], *part.get("or_kinds", [])}  # type: ignore[misc]
            judged = kinds <= KINDS - OF_PROFILES
            assert judged or item.get("profiles") or part.get("profiles"), item


def test_there_are_enough() -> None:
    loaded = [load(split) for split in SPLITS]
    assert sum(len(one["questions"]) for one in loaded) >= 500
    assert sum(len(one["conversations"]) for one in loaded) >= 80


def test_the_sets_share_nothing() -> None:
    texts: Dict[str, Set[str]] = {
        split: {normalised(str(q["text"])) for q in load(split)["questions"]} for split in SPLITS
    }
    for one, other in combinations(SPLITS, 2):
        shared = {t for t in texts[one] & texts[other] if len(t.split()) >= MINIMUM_WORDS}
        assert shared == set(), (one, other)
