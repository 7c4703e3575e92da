"""What the parts of resolving look like, and how they tell which of them decided."""

from __future__ import annotations

import logging
from dataclasses import fields
from typing import Any, Callable, Iterable, Optional

from actions.question import Context, Question
from bot.knowledge import KnowledgeBase

logger = logging.getLogger(__name__)

# What a question means in its conversation; the question itself where a step has nothing to say.
Step = Callable[[Question, Context, KnowledgeBase], Question]

# The same, one example of language a rule; None where it has nothing to say.
Found = Optional[Question]
Rule = Callable[[Question, Context, KnowledgeBase], Found]

_USERS_WORDS = ("text", "unknown_names", "name_filter")  # no log holds these


def log_change(decided: Callable[..., Any], before: Question, after: Question) -> None:
    """Tell the log, at level DEBUG, what a step made of a question; nothing if all is as it was."""
    if not logger.isEnabledFor(logging.DEBUG):
        return
    changes = [
        one.name
        if one.name in _USERS_WORDS
        else f"{one.name} {_shown(getattr(before, one.name))} → {_shown(getattr(after, one.name))}"
        for one in fields(Question)
        if one.compare and getattr(before, one.name) != getattr(after, one.name)
    ]
    if changes:
        logger.debug("%s: %s", decided.__name__, "; ".join(changes))


def _shown(value: Any) -> str:
    """ "gce, nce" of names, "–" of nothing."""
    names = value if isinstance(value, tuple) else (value,)
    return ", ".join(str(name) for name in names if name not in (None, "")) or "–"


def first_of(
    rules: Iterable[Rule], question: Question, context: Context, knowledge: KnowledgeBase
) -> Found:
    """What the first rule says that has something to say; None where none has."""
    for rule in rules:
        found = rule(question, context, knowledge)
        if found is not None:
            if found is not question:
                module = rule.__module__.rpartition(".")[2]
                logger.debug("rule %s.%s", module, rule.__name__)
            return found
    return None
