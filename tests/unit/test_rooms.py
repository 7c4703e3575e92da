"""Who imports whom: the rooms of the code keep to the table in docs/architecture.md.

Dependencies point one way. A crossing that stays is listed here, with its reason.
"""

from __future__ import annotations

import ast
import re
from pathlib import Path
from typing import Dict, Iterator, List, Set, Tuple

import pytest

ROOT = Path(__file__).resolve().parents[2]
FILES = sorted(
    path.relative_to(ROOT)
    for folder in ("bot", "actions")
    for path in (ROOT / folder).rglob("*.py")
    if "node_modules" not in path.parts
)

#: Imports that the table doesn't allow: (module, what it imports), and why they stay.
CROSSINGS: Dict[Tuple[str, str], str] = {
    ("bot.channels", "bot.knowledge.loading"): "the folder that wording of its own is in",
    (
        "bot.channels",
        "bot.knowledge.own_wording",
    ): "channels say some things before a model is there",
    ("bot.insights", "bot.nlu.encoder"): "likeness of questions; it needs no Rasa",
    ("bot.testing", "bot.knowledge.documents"): "lines of YAML files in error messages",
    ("bot.testing", "bot.knowledge.errors"): "error messages with file and line",
    ("bot.testing", "bot.server.agent"): "a model is loaded as the server does",
    ("actions", "bot.privacy.settings"): "people are told how many days conversations are kept",
    ("actions.serving", "bot.server"): "an action server of its own logs as the server does",
}
WITHOUT_RASA = ("bot", "bot.knowledge", "bot.insights")


def allowed() -> Dict[str, Set[str]]:
    """Rooms, with those that each may import, as the table has them."""
    text = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| `((?:bot|actions)[\w/]*)/` \|.*\| ([^|]*) \|$", text, re.MULTILINE)
    return {
        place.replace("/", "."): {
            one.replace("/", ".") for one in re.findall(r"`([\w/]+)`", others)
        }
        for place, others in rows
    }


ALLOWED = allowed()


def room_of(module: str) -> str:
    """The innermost room that a module is in; those that lie in `bot` itself are one, too."""
    rooms = [one for one in ALLOWED if one != "bot" and f"{module}.".startswith(f"{one}.")]
    return max(rooms, key=len, default="bot")


def name_of(file: Path) -> str:
    return ".".join(file.with_suffix("").parts).removesuffix(".__init__")


def imports(file: Path) -> Iterator[str]:
    """The modules that a file imports, wherever it does."""
    for node in ast.walk(ast.parse((ROOT / file).read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{file}: imports are absolute"
            for alias in node.names:  # `from bot import said` imports a module, too
                inner = f"{node.module}.{alias.name}".replace(".", "/")
                is_module = (ROOT / f"{inner}.py").exists() or (ROOT / inner).is_dir()
                yield f"{node.module}.{alias.name}" if is_module else str(node.module)


def crossings(file: Path) -> List[Tuple[str, str]]:
    """The imports of a file that its room may not have."""
    module = name_of(file)
    room = room_of(module)
    return [
        (module, other)
        for other in imports(file)
        if other.split(".")[0] in ("bot", "actions")
        and room_of(other) not in (room, "bot", *ALLOWED[room])
    ]


def explains(listed: Tuple[str, str], found: Tuple[str, str]) -> bool:
    return all(f"{one}.".startswith(f"{other}.") for one, other in zip(found, listed))


def test_the_table_has_all_rooms() -> None:
    folders = {path.parts[1] for path in FILES if path.parts[0] == "bot" and len(path.parts) > 2}
    assert {f"bot.{one}" for one in folders} | {"bot", "actions"} <= set(ALLOWED)


@pytest.mark.parametrize("room", ALLOWED)
def test_a_room_imports_what_it_may(room: str) -> None:
    found = [one for file in FILES if room_of(name_of(file)) == room for one in crossings(file)]
    assert [one for one in found if not any(explains(listed, one) for listed in CROSSINGS)] == []


def test_every_crossing_that_is_listed_is_there() -> None:
    found = [one for file in FILES for one in crossings(file)]
    assert [one for one in CROSSINGS if not any(explains(one, other) for other in found)] == []


@pytest.mark.parametrize("room", WITHOUT_RASA)
def test_no_rasa_in(room: str) -> None:
    files = [file for file in FILES if room_of(name_of(file)) == room]
    found = {str(file): {one.split(".")[0] for one in imports(file)} for file in files}
    assert found
    assert [file for file, packages in found.items() if packages & {"rasa", "rasa_sdk"}] == []
