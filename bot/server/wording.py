"""`python -m bot.server.wording`: is every response in `domain.yml` there in every language?

A knowledge folder with wording of its own (`wording.yml`) is checked together with it, and whether
its limits can be asked for.

Rasa checks neither translations nor variables. This does: one line a mistake with file,
line and what to do, and exit code 1.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import Any, Dict, Iterator, List, Optional, Sequence

from bot.knowledge import KnowledgeBase, load_knowledge
from bot.knowledge.documents import Document
from bot.knowledge.errors import KnowledgeError, Problem
from bot.knowledge.loading import knowledge_directory
from bot.knowledge.own_wording import FILE as WORDING
from bot.knowledge.own_wording import language_of, load_wording
from bot.languages import CODES as LANGUAGES
from bot.languages import DEFAULT_LANGUAGE

LIMITS = "limits.yml"
_ASK = "ask_"  # the intent of topic `members` is `ask_members`
_LEVEL = re.compile(r'"level":\s*"(\w+)"')
_VARIABLE = re.compile(r"(?<!\{)\{(\w+)\}(?!\})")
_OF_ONE_LANGUAGE = re.compile(rf"^utter_language_({'|'.join(LANGUAGES)})$")


def check_wording(path: Path, knowledge: Optional[Path] = None) -> List[Problem]:
    """Every mistake in the responses of a domain file, in order.

    Args:
        path: the domain file.
        knowledge: folder of the knowledge files, which may have wording of its own; the one
            of the project when left out. It tells the languages there must be, and the levels
            that buttons may name.

    Raises:
        KnowledgeError: a file cannot be read at all.
    """
    document = Document(path, path.name)
    responses = document.data.get("responses") or {}
    knowledge = knowledge or knowledge_directory()
    facts = load_knowledge(knowledge)
    wording = load_wording(knowledge)
    problems: List[Problem] = []
    if wording is not None:
        own = Document(knowledge / WORDING, f"{knowledge.absolute().name}/{WORDING}")
        for name, variations in wording.responses.items():
            problems += _check_response(own, name, variations, facts)
            if name not in responses:
                message = f"{name}: no response of {path.name} has this name; check its spelling"
                problems.append(Problem(own.file, own.line(("responses", name)), message))
        responses = {name: one for name, one in responses.items() if name not in wording.responses}
    for name, variations in responses.items():
        problems += _check_response(document, name, variations, facts)
    problems += _check_limits(document, knowledge)
    return problems


def _check_limits(document: Document, knowledge: Path) -> Iterator[Problem]:
    """Every topic of `limits.yml` needs an intent, or nobody is ever told of it."""
    limits = Document(knowledge / LIMITS, f"{knowledge.absolute().name}/{LIMITS}")
    intents = set(document.data.get("intents") or ())
    for index, topic in enumerate(limits.data["topics"]):
        intent = f"{_ASK}{topic['id']}"
        if intent not in intents:
            message = (
                f"topic '{topic['id']}': {document.file} has no intent {intent}; "
                "add it (docs/knowledge.md, Limits), or remove the topic"
            )
            yield Problem(limits.file, limits.line(("topics", index, "id")), message)


def _check_response(
    document: Document, name: str, variations: List[Dict[str, Any]], facts: KnowledgeBase
) -> Iterator[Problem]:
    line = document.line(("responses", name))
    variables: Dict[str, set[str]] = {}
    for variation in variations or []:
        language = language_of(variation)
        text = str(variation.get("text") or "").strip()
        if not text:
            yield Problem(document.file, line, f"{name}: the text in '{language}' is empty")
        variables.setdefault(language, set()).update(_VARIABLE.findall(text))
        for button in variation.get("buttons") or ():
            for level in _LEVEL.findall(str(button.get("payload"))):
                if facts.level(level) is None:
                    message = f"{name}: a button names level '{level}', which levels.yml hasn't"
                    yield Problem(document.file, line, message)
    needed = () if _OF_ONE_LANGUAGE.match(name) else facts.vocabulary.languages
    for language in needed:
        if language not in variables:
            message = f"{name}: there is no text in '{language}'; write one"
            yield Problem(document.file, line, message)
    for language, used in variables.items():
        if language not in LANGUAGES:
            message = f"{name}: '{language}' is not one of {', '.join(LANGUAGES)}"
            yield Problem(document.file, line, message)
        different = used ^ variables.get(DEFAULT_LANGUAGE, used)
        if different:
            shown = ", ".join("{" + variable + "}" for variable in sorted(different))
            message = f"{name}: {shown} is not used in all languages"
            yield Problem(document.file, line, message)


def main(arguments: Sequence[str]) -> int:
    """Check the domain file named first, or `domain.yml`; returns the exit code."""
    path = Path(arguments[0]) if arguments else Path("domain.yml")
    try:
        problems = check_wording(path)
    except KnowledgeError as error:
        problems = list(error.problems)
    for problem in problems:
        print(problem, file=sys.stderr)
    if not problems:
        print("The wording is complete in every language.")
    return 1 if problems else 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
