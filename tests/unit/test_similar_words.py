"""Similar words are those that a comparison with all words finds."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz import process
from rapidfuzz.distance import OSA

from bot.knowledge import KnowledgeBase
from bot.knowledge.similar import SimilarWords

LEAST = 0.79
WORDS = st.text(alphabet="abcdeø", min_size=1, max_size=12)


@given(st.lists(WORDS, max_size=40, unique=True), WORDS, st.integers(1, 5))
def test_none_is_missed_and_the_order_is_the_same(words: list[str], word: str, limit: int) -> None:
    of_all = process.extract(
        word, words, scorer=OSA.normalized_similarity, score_cutoff=LEAST, limit=limit
    )
    similar = SimilarWords(words, LEAST)
    expected = tuple((candidate, score) for candidate, score, _ in of_all)
    assert similar.like(word, limit) == expected
    assert similar.like(word, limit) == expected  # as remembered


def test_a_word_of_four_of_five_letters_is_suggested(knowledge: KnowledgeBase) -> None:
    """0.8 exactly, which rapidfuzz's cut-off takes for less."""
    assert [cluster.id for cluster in knowledge.suggest("Noder")] == ["GCE NODE"]


def test_words_that_many_clusters_hold_suggest_none(knowledge: KnowledgeBase) -> None:
    assert knowledge.suggest("Norwegian Cluster") == []


def test_the_best_suggestion_comes_first(knowledge: KnowledgeBase) -> None:
    found = [cluster.id for cluster in knowledge.suggest("circular pakaging")]
    assert found[0] == "Circular Packaging"
    assert "Circular Wave" in found
