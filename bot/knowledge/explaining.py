"""What pydantic finds wrong with a file, said so that an editor can mend it."""

from __future__ import annotations

from typing import Any, Iterator, Tuple, Union

from pydantic import ValidationError
from pydantic.utils import ROOT_KEY

from bot.knowledge.documents import Document
from bot.knowledge.errors import Problem
from bot.knowledge.schema import LANGUAGES, Strict


def explain(document: Document, model: type[Strict], error: ValidationError) -> Iterator[Problem]:
    """The mistakes in an error, each with the line of the field in the document."""
    for item in error.errors():
        location = tuple(part for part in item["loc"] if part != ROOT_KEY)
        field = _field(location)
        kind = item["type"]
        place = _describe(document, location)
        if kind == "value_error.missing":
            if field in LANGUAGES:
                of = f"'{_field(location[:-1])}': " if len(location) > 1 else ""
                what = f"{of}the text in '{field}' is missing; write it in every language"
            else:
                what = f"field '{field}' is missing; add it"
        elif kind == "value_error.extra":
            what = f"field '{field}' is not known here; check its spelling or remove it"
        elif kind == "value_error.any_str.min_length":
            what = f"'{field}' is empty; write a text"
        elif kind == "type_error.none.not_allowed":
            what = f"'{field}' has no value; write one, or remove the field if it may be left out"
        elif kind == "value_error.list.min_items":
            what = f"'{field}' is an empty list; write at least one entry"
        elif kind.startswith("type_error.str"):
            what = f"'{field}' must be a text; put it in quotes"
        elif kind in ("type_error.integer", "value_error.strictint"):
            what = f"'{field}' must be a whole number, without quotes"
        elif kind in ("value_error.strictbool", "type_error.bool"):
            what = f"'{field}' must be true or false"
        elif kind == "value_error.str.regex" and "https?" in item["ctx"]["pattern"]:
            what = (
                f"'{field}' does not have the right form; "
                "write a whole address such as https://www.example.no/page"
            )
        elif kind == "value_error.str.regex":
            what = f"'{field}' does not have the right form ({item['ctx']['pattern']})"
        elif kind == "type_error.list":
            what = f"'{field}' must be a list: one '- ' a line"
        elif kind == "type_error.dict":
            what = f"'{field}' must have fields of its own, such as nb:, nn: and en:"
        elif kind == "type_error.enum":
            allowed = ", ".join(value.value for value in item["ctx"]["enum_values"])
            what = f"'{field}' must be one of {allowed}"
        else:
            what = f"'{field}': {item['msg']}"
        yield Problem(document.file, document.line(location), f"{place}{what}")


def _field(location: Tuple[Union[str, int], ...]) -> str:
    """The field a location points at; an entry of a list goes by its number."""
    last = location[-1]
    if isinstance(last, int):
        return f"{location[-2]}, entry {last + 1}" if len(location) > 1 else f"entry {last + 1}"
    return last


_SINGULAR = {"counties": "county"}


def _describe(document: Document, location: Tuple[Union[str, int], ...]) -> str:
    """Name the entry a location lies in: "cluster 'NCE Eyde': "."""
    data: Any = document.data
    label = ""
    for index, part in enumerate(location):
        try:
            data = data[part]
        except (KeyError, IndexError, TypeError):
            break
        if isinstance(part, int) and isinstance(data, dict):
            group = str(location[index - 1]) if index else "entry"
            named = [data.get(field) for field in ("name", "cluster", "id", "title")]
            title = next((name for name in named if isinstance(name, str)), None)
            one = _SINGULAR.get(group, group[:-1] if group.endswith("s") else group)
            label = f"{one} '{title}': " if title else f"{one} number {part + 1}: "
    return label
