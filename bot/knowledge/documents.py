"""YAML files read with the line of every field, so that a mistake can be pointed at."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Dict, Iterator, Sequence, Tuple, Union

import yaml

from bot.knowledge.errors import KnowledgeError, Problem

Location = Sequence[Union[str, int]]


class Document:
    """One YAML file: its data as plain Python, and where each part of it stands."""

    def __init__(self, path: Path, shown_as: str) -> None:
        """Read `path`; `shown_as` is the name used in messages.

        Raises:
            KnowledgeError: the file is missing, not UTF-8, not YAML, empty or has a key twice.
        """
        self.file = shown_as
        self._root = self._compose(self._read(path))
        duplicates = [
            Problem(shown_as, line, f"field '{key}' stands here twice; remove one of them")
            for key, line in _duplicate_keys(self._root)
        ]
        if duplicates:
            raise KnowledgeError(duplicates)
        try:
            self.data: Any = yaml.SafeLoader("").construct_document(self._root)
        except yaml.YAMLError as error:
            raise self._yaml_problem(error) from None
        except ValueError as error:  # a date such as 2022-99-99
            raise KnowledgeError([Problem(self.file, 1, f"is not valid YAML: {error}")]) from None

    def line(self, location: Location) -> int:
        """The line (from 1) of the field at `location`, or of the nearest part that exists."""
        node, line = self._root, self._root.start_mark.line + 1
        for part in location:
            step = _step(node, part)
            if step is None:
                break
            node, line = step
        return line

    def _read(self, path: Path) -> str:
        try:
            raw = path.read_bytes()
        except OSError as error:
            if path.exists():
                message = f"the file cannot be read ({error.strerror}); check who may read it"
            else:
                message = "the file is missing; put it back, or check which folder was named"
            raise KnowledgeError([Problem(self.file, 1, message)]) from None
        try:
            return raw.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            line = raw.count(b"\n", 0, error.start) + 1
            message = "the file is not saved as UTF-8; save it again with the encoding UTF-8"
            raise KnowledgeError([Problem(self.file, line, message)]) from None

    def _compose(self, text: str) -> yaml.Node:
        try:
            root = yaml.compose(text, Loader=yaml.SafeLoader)
        except yaml.YAMLError as error:
            raise self._yaml_problem(error) from None
        if not isinstance(root, yaml.MappingNode):
            message = "the file must hold fields such as 'clusters:'; it is empty or a bare list"
            raise KnowledgeError([Problem(self.file, 1, message)])
        return root

    def _yaml_problem(self, error: yaml.YAMLError) -> KnowledgeError:
        mark = getattr(error, "problem_mark", None)
        what = getattr(error, "problem", None) or "unexpected content"
        begin = getattr(error, "context_mark", None)
        if mark and begin and begin.line + 1 < mark.line:  # an open quote or bracket runs on
            what = f"{what}, in what begins in line {begin.line + 1}"
        message = (
            f"is not valid YAML: {what}; check indentation, quotes and colons on this line "
            "and the one before"
        )
        return KnowledgeError([Problem(self.file, mark.line + 1 if mark else 1, message)])


def _step(node: yaml.Node, part: Union[str, int]) -> Union[Tuple[yaml.Node, int], None]:
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            if key.value == part:
                return value, key.start_mark.line + 1
    if isinstance(node, yaml.SequenceNode) and isinstance(part, int) and part < len(node.value):
        item = node.value[part]
        return item, item.start_mark.line + 1
    return None


def _duplicate_keys(node: yaml.Node) -> Iterator[Tuple[str, int]]:
    if isinstance(node, yaml.MappingNode):
        seen: Dict[str, int] = {}
        for key, value in node.value:
            name = str(key.value)
            if name in seen:
                yield name, key.start_mark.line + 1
            seen[name] = key.start_mark.line
            yield from _duplicate_keys(value)
    elif isinstance(node, yaml.SequenceNode):
        for item in node.value:
            yield from _duplicate_keys(item)
