"""`python -m bot.server.wording`: is every response in `domain.yml` there in every language?

Rasa checks neither translations nor variables. This does: one line a mistake with file,
line and what to do, and exit code 1.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import Any, Dict, Iterator, List, Sequence

from bot.knowledge.documents import Document
from bot.knowledge.errors import KnowledgeError, Problem
from bot.knowledge.models import LANGUAGES

DEFAULT_LANGUAGE = "nb"
_VARIABLE = re.compile(r"(?<!\{)\{(\w+)\}(?!\})")
_OF_ONE_LANGUAGE = re.compile(rf"^utter_language_({'|'.join(LANGUAGES)})$")


def check_wording(path: Path) -> List[Problem]:
    """Every mistake in the responses of a domain file, in order.

    Raises:
        KnowledgeError: the file cannot be read at all.
    """
    document = Document(path, path.name)
    responses = document.data.get("responses") or {}
    return [
        problem
        for name, variations in responses.items()
        if not _OF_ONE_LANGUAGE.match(name)
        for problem in _check_response(document, name, variations)
    ]


def language_of(variation: Dict[str, Any]) -> str:
    """The language that a variation of a response is for: that of its condition."""
    for condition in variation.get("condition") or []:
        if condition.get("name") == "language":
            return str(condition.get("value"))
    return DEFAULT_LANGUAGE


def _check_response(
    document: Document, name: str, variations: List[Dict[str, Any]]
) -> Iterator[Problem]:
    line = document.line(("responses", name))
    variables: Dict[str, set[str]] = {}
    for variation in variations or []:
        language = language_of(variation)
        text = str(variation.get("text") or "").strip()
        if not text:
            yield Problem(document.file, line, f"{name}: the text in '{language}' is empty")
        variables.setdefault(language, set()).update(_VARIABLE.findall(text))
    for language in LANGUAGES:
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
