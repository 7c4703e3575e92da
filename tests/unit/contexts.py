"""The contexts that the tests of questions in a conversation start from."""

from __future__ import annotations

from typing import Any, Dict, Sequence, Tuple

from actions.question import Context, Question
from actions.resolving import resolve
from bot.knowledge import KnowledgeBase

Meant = Tuple[str, Tuple[str, ...], Tuple[str, ...]]  # intent, clusters, levels


def after(intent: str, listed: Sequence[str] = (), **names: Any) -> Context:
    """The context that an answered question leaves."""
    last = Question(intent, **names)
    return Context(last, tuple(listed), last.clusters, last.levels)


def meant(
    intent: str, text: str, context: Context, knowledge: KnowledgeBase, names: Dict[str, Any]
) -> Meant:
    """What a question with these names is taken to mean."""
    found = resolve(Question(intent, text, **names), context, knowledge)
    return found.intent, found.clusters, found.levels
