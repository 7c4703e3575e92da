"""The contexts that the tests of questions in a conversation start from."""

from __future__ import annotations

from importlib import import_module
from pkgutil import iter_modules
from typing import Any, Dict, Optional, Sequence, Tuple

import actions
from actions.answer import Answer
from actions.base import KnowledgeAction, knowledge
from actions.base import after as left_by
from actions.question import Context, Question
from actions.resolving import resolve
from actions.resolving.searches import is_search
from bot.knowledge import KnowledgeBase
from bot.languages import DEFAULT_LANGUAGE

Meant = Tuple[str, Tuple[str, ...], Tuple[str, ...]]  # intent, clusters, levels


_SHOW_SOME = frozenset({"ask_map", "filter_clusters"})

for module in iter_modules(actions.__path__):  # a family of actions is known once imported
    import_module(f"actions.{module.name}")


def after(intent: str, listed: Optional[Sequence[str]] = None, **names: Any) -> Context:
    """The context that an answered question leaves.

    The question is answered by its action, unless the test says which clusters are `listed`.
    """
    return then(Context(), Question(intent, **names), listed)


def after_all(*questions: Question) -> Context:
    """The context that questions leave, asked one after the other."""
    context = Context()
    for question in questions:
        context = then(context, question)
    return context


def then(context: Context, question: Question, listed: Optional[Sequence[str]] = None) -> Context:
    """The context once one more question, which leaves nothing out, has been answered."""
    family = next(
        (one for one in KnowledgeAction.__subclasses__() if question.intent in one.intents), None
    )
    if listed is not None:
        answer = _showing(listed, question)
    elif family is not None:
        answer = family().answer(question, context, DEFAULT_LANGUAGE, knowledge())
    else:
        answer = Answer((), question)
    return left_by(answer, context)


def _showing(listed: Sequence[str], question: Question) -> Answer:
    """An answer with a list; what is found alone is talked about then, as in actions/found.py."""
    found = is_search(question) and question.intent != "ask_map"
    assert found or question.intent in _SHOW_SOME, f"{question.intent} shows no list of some"
    if found:
        question = question.having(clusters=tuple(listed) if len(listed) == 1 else ())
    return Answer((), question, listed)


def meant(
    intent: str, text: str, context: Context, knowledge: KnowledgeBase, names: Dict[str, Any]
) -> Meant:
    """What a question with these names is taken to mean."""
    found = resolve(Question(intent, text, **names), context, knowledge)
    return found.intent, found.clusters, found.levels
