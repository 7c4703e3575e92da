"""Reading one YAML field at a time: the value if it is right, else a line saying what to do."""

from __future__ import annotations

import difflib
import re
from typing import Any, Dict, Iterator, List, Optional, Sequence, Tuple, Union

from bot.knowledge.documents import Document
from bot.knowledge.errors import Problem

Place = Tuple[Union[str, int], ...]


class Fields:
    """The fields of one YAML document; every mistake met is kept in `problems`."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self.problems: List[Problem] = []

    @property
    def file(self) -> str:
        """How messages name the file."""
        return self._document.file

    def line(self, place: Place) -> int:
        """The line (from 1) of a field."""
        return self._document.line(place)

    def wrong(self, place: Place, message: str) -> None:
        """Note a mistake."""
        self.problems.append(Problem(self.file, self.line(place), message))

    def mapping(self, value: Any, place: Place, known: Sequence[str], what: str) -> Dict[str, Any]:
        """A mapping with known keys only; unknown ones are noted and left out."""
        if not isinstance(value, dict):
            self.wrong(place, f"{what} must have fields such as '{known[0]}:', not {shown(value)}")
            return {}
        if not value:
            self.wrong(place, f"{what} is empty; write fields such as '{known[0]}:'")
        for key in value:
            if key not in known:
                self.wrong((*place, key), f"'{key}' is not known in {what}; {_hint(key, known)}")
        return {key: value[key] for key in known if key in value}

    def items(self, value: Any, place: Place, what: str) -> Iterator[Tuple[Any, Place]]:
        """The entries of a list, each with its place; a list left empty is a mistake."""
        if not isinstance(value, list) or not value:
            self.wrong(place, f"'{what}' must be a list, one '- ' a line, not {shown(value)}")
            return
        for index, item in enumerate(value):
            yield item, (*place, index)

    def named(self, value: Any, place: Place, what: str) -> Iterator[Tuple[str, Any, Place]]:
        """The entries of a list of single fields, `- name: value`."""
        for item, where in self.items(value, place, what):
            if isinstance(item, dict) and len(item) == 1 and isinstance(next(iter(item)), str):
                name = next(iter(item))
                yield name, item[name], (*where, name)
            else:
                self.wrong(where, f"an entry of '{what}' must be '- name: …', not {shown(item)}")

    def text(self, value: Any, place: Place, what: str) -> Optional[str]:
        """A text that isn't empty."""
        if isinstance(value, str) and value.strip():
            return value
        if isinstance(value, str) or value is None:
            self.wrong(place, f"'{what}' is empty; write a text")
        elif isinstance(value, (dict, list)):
            self.wrong(place, f"'{what}' must be one text, not {shown(value)}; put it in quotes")
        else:
            self.wrong(place, f"'{what}' must be a text; put {shown(value)} in quotes")
        return None

    def texts(self, value: Any, place: Place, what: str) -> Tuple[str, ...]:
        """A list of texts, or a single one."""
        if not isinstance(value, list):
            one = self.text(value, place, what)
            return () if one is None else (one,)
        found = [self.text(item, where, what) for item, where in self.items(value, place, what)]
        return tuple(text for text in found if text is not None)

    def pattern(self, value: Any, place: Place, what: str) -> Optional[str]:
        """A regular expression."""
        text = self.text(value, place, what)
        if text is None:
            return None
        try:
            re.compile(text)
        except re.error as error:
            self.wrong(
                place,
                f"'{what}': {shown(text)} is not a regular expression ({error}); to look for "
                "plain text use 'contains'",
            )
            return None
        return text

    def count(self, value: Any, place: Place, what: str) -> Optional[int]:
        """A whole number, 0 or more."""
        if isinstance(value, int) and not isinstance(value, bool) and value >= 0:
            return value
        self.wrong(place, f"'{what}' must be a whole number such as 1, not {shown(value)}")
        return None


def shown(value: Any) -> str:
    """A value as the editor would know it again, in a few words."""
    if value is None:
        return "nothing"
    if isinstance(value, bool):
        return "yes/no (true or false)"
    if isinstance(value, list):
        return "a list" if value else "an empty list"
    if isinstance(value, dict):
        return "fields (" + ", ".join(f"{key}:" for key in value) + ")"
    text = str(value)
    return f"'{text[:37]}…'" if len(text) > 40 else f"'{text}'"


def _hint(key: Any, known: Sequence[str]) -> str:
    near = difflib.get_close_matches(str(key), known, n=1, cutoff=0.7)
    return f"did you mean '{near[0]}'?" if near else f"use one of {', '.join(known)}"
