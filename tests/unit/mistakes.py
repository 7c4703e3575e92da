"""Mistakes made in a copy of the knowledge files, and what loading them says."""

from __future__ import annotations

from pathlib import Path
from typing import List, Optional, Tuple

import pytest

from bot.knowledge import KnowledgeError, load_knowledge

# file, what is replaced, by what, how many lines below the first the mistake is (None: in another
# place), what is said
Mistake = Tuple[str, str, str, Optional[int], List[str]]


def edit(folder: Path, file: str, old: str, new: str) -> int:
    """Replace `old`, which must be there, by `new`; returns the line it stood in."""
    path = folder / file
    text = path.read_text(encoding="utf-8")
    assert old in text, f"the test is out of date: {old!r} is not in {file}"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return text[: text.index(old)].count("\n") + 1


def complaints(folder: Path, strict: bool = False) -> List[str]:
    """The lines of the error that loading the folder raises."""
    with pytest.raises(KnowledgeError) as caught:
        load_knowledge(folder, strict=strict)
    return str(caught.value).splitlines()


def parts_of(complaint: str) -> Tuple[str, int, str]:
    """File, line and text of a complaint."""
    start, _, rest = complaint.partition(": ")
    name, _, number = start.rpartition(":")
    return name, int(number), rest


def check_mistake(folder: Path, mistake: Mistake) -> None:
    """One line says it, with the file, the line and each of the words expected."""
    file, old, new, below, said = mistake
    line = edit(folder, file, old, new)
    found = complaints(folder, strict=True)
    assert len(found) == 1, found
    name, number, rest = parts_of(found[0])
    assert name == f"knowledge/{file}", found
    if below is not None:
        assert number == line + below, found
    for part in said:
        assert part in rest, found
