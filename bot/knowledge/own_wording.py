"""`wording.yml` beside the knowledge files: what a programme says otherwise than `domain.yml`.

`words` takes the place of words and phrases in all responses ("klynger" becomes "skoler");
`responses` takes the place of whole ones. Without the file `domain.yml` is all there is.
"""

from __future__ import annotations

import copy
import re
from pathlib import Path
from typing import Any, Dict, List, Mapping, Optional

from pydantic import Field, ValidationError

from bot.knowledge.documents import Document
from bot.knowledge.errors import KnowledgeError
from bot.knowledge.explaining import explain
from bot.knowledge.schema import Strict, Text
from bot.knowledge.vocabulary import one_of
from bot.languages import DEFAULT_LANGUAGE
from bot.slots import LANGUAGE_SLOT

FILE = "wording.yml"

Responses = Mapping[str, List[Dict[str, Any]]]


class OwnWording(Strict):
    """`wording.yml`: words by language, and responses as in a domain file."""

    words: Dict[Text, Dict[Text, Text]] = Field(default_factory=dict)
    responses: Dict[Text, List[Dict[Text, Any]]] = Field(default_factory=dict)

    def applied_to(self, responses: Responses) -> Dict[str, List[Dict[str, Any]]]:
        """The responses of a domain with this wording; those given stay as they are."""
        reworded = {
            name: [self._reworded(variation) for variation in variations]
            for name, variations in responses.items()
        }
        return {**reworded, **copy.deepcopy(dict(self.responses))}

    def in_text(self, text: str, language: str) -> str:
        """A text with the words of this wording."""
        return _replaced(text, self.words.get(language, {}))

    def _reworded(self, variation: Dict[str, Any]) -> Dict[str, Any]:
        changed = copy.deepcopy(variation)
        language = language_of(variation)
        if "text" in changed:
            changed["text"] = self.in_text(changed["text"], language)
        for button in changed.get("buttons") or ():
            button["title"] = self.in_text(button["title"], language)
        return changed


def load_wording(directory: Path) -> Optional[OwnWording]:
    """The wording beside the knowledge files in `directory`; None when there is none.

    Raises:
        KnowledgeError: with every mistake found, each with file, line and what to do.
    """
    path = directory / FILE
    if not path.exists():
        return None
    document = Document(path, f"{directory.absolute().name}/{FILE}")
    try:
        return OwnWording.parse_obj(document.data)
    except ValidationError as error:
        raise KnowledgeError(list(explain(document, OwnWording, error))) from None


def language_of(variation: Mapping[str, Any]) -> str:
    """The language that a variation of a response is for: that of its condition."""
    for condition in variation.get("condition") or []:
        if condition.get("name") == LANGUAGE_SLOT:
            return str(condition.get("value"))
    return DEFAULT_LANGUAGE


def _replaced(text: str, words: Mapping[str, str]) -> str:
    """The text with words replaced, longest first; a capital stays a capital.

    Variables (`{clusters}`) and commands (`/klynge`) stay as they are.
    """
    if not words:
        return text
    pattern = re.compile(rf"(?<![\w{{/])(?:{one_of(words)})(?![\w}}])", re.IGNORECASE)
    small = {word.lower(): other for word, other in words.items()}

    def put(match: re.Match[str]) -> str:
        other = small[match.group().lower()]
        return other[:1].upper() + other[1:] if match.group()[0].isupper() else other

    return pattern.sub(put, text)
