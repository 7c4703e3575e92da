"""How a message is understood, step by step.

    python -m actions.resolving "og iKuben?" --after explain_level "Hva er GCE?"

Names are found as in a message; what is found in other ways is given: `--entity ordinal=2`.
"""

from __future__ import annotations

import argparse
import logging
import sys
from dataclasses import fields
from importlib import import_module
from pkgutil import iter_modules
from typing import Optional, Sequence

import actions
from actions.base import after, answer_question, knowledge
from actions.question import Context, Question
from actions.resolving import resolve, rules
from bot.languages import DEFAULT_LANGUAGE


def main(arguments: Optional[Sequence[str]] = None) -> None:
    """Print the question, the steps that change it, and what it means."""
    parser = argparse.ArgumentParser(description="How a message is understood, step by step.")
    parser.add_argument("text", help="the message")
    parser.add_argument("--intent", default="follow_up", help="what it is taken for (%(default)s)")
    parser.add_argument("--entity", action="append", default=[], help="ordinal=2, …")
    parser.add_argument("--after", action="append", default=[], nargs=2, metavar=("INTENT", "TEXT"))
    given = parser.parse_args(arguments)
    for module in iter_modules(actions.__path__):  # a family of actions is known once imported
        import_module(f"actions.{module.name}")
    context = Context()
    for said in given.after:
        context = after(answer_question(read(*said), context, DEFAULT_LANGUAGE), context)
    logging.basicConfig(format="%(message)s", stream=sys.stdout)
    rules.logger.setLevel(logging.DEBUG)
    question = read(given.intent, given.text, given.entity)
    print("asked:", told(question))
    print("means:", told(resolve(question, context, knowledge())))


def read(intent: str, text: str, more: Sequence[str] = ()) -> Question:
    """A message with the names it holds; `more` are entities as "ordinal=2"."""
    found = [{"entity": one.entity, "value": one.id} for one in knowledge().names.find(text)]
    found += [dict(zip(("entity", "value"), one.split("=", 1))) for one in more]
    return Question.from_parse({"text": text, "intent": {"name": intent}, "entities": found})


def told(question: Question) -> str:
    """The fields of a question that say something: "explain_level, levels=('gce',)"."""
    said = {one.name: getattr(question, one.name) for one in fields(Question)[3:]}
    return ", ".join([question.intent, *(f"{name}={one}" for name, one in said.items() if one)])


if __name__ == "__main__":
    main()
