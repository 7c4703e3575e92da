"""Reading conversation scripts, or saying in one line each what is wrong with them."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Dict, List, Optional, Sequence

import yaml

from bot.knowledge.documents import Document
from bot.knowledge.errors import KnowledgeError, Problem
from bot.testing.reading import ScriptReader
from bot.testing.script import Script

_SCRIPT_TOP = re.compile(r"^test_cases\s*:", re.MULTILINE)
_OTHER_TOP = re.compile(r"^(stories|rules|nlu|version)\s*:", re.MULTILINE)


class ScriptError(Exception):
    """Scripts that cannot be run; one line `file:line: what to do` for each mistake."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(sorted(set(problems), key=lambda p: (p.file, p.line, p.message)))
        super().__init__("\n".join(str(problem) for problem in self.problems))


class Names:
    """The names of test cases so far: a name may be used once over all files."""

    def __init__(self) -> None:
        self._places: Dict[str, str] = {}

    def clashes(self, script: Script) -> List[Problem]:
        """Take in a script's names; a problem for each that another case has already."""
        problems = []
        for case in script.cases:
            place = self._places.setdefault(case.name, f"{case.file}:{case.line}")
            if place != f"{case.file}:{case.line}":
                message = f"test case '{case.name}' has the same name as {place}; give it another"
                problems.append(Problem(case.file, case.line, message))
        return problems


def is_script(path: Path) -> bool:
    """Whether a file is meant as a script: any YAML file but one of Rasa's own kinds."""
    if path.suffix not in (".yml", ".yaml"):
        return False
    text = path.read_text(encoding="utf-8", errors="replace")
    return bool(_SCRIPT_TOP.search(text)) or not _OTHER_TOP.search(text)


def find_scripts(path: Path) -> List[Path]:
    """The script files of a folder and its subfolders, in order; or the file itself.

    Raises:
        ScriptError: there is no such file or folder, or it holds no script.
    """
    if path.is_file():
        return [path]
    if not path.is_dir():
        raise ScriptError([Problem(str(path), 1, "there is no such file or folder")])
    found = [file for file in sorted(path.rglob("*.y*ml")) if is_script(file)]
    if not found:
        message = "no conversation scripts here; write one as README.md shows"
        raise ScriptError([Problem(str(path), 1, message)])
    return found


def load_scripts(paths: Sequence[Path], base: Optional[Path] = None) -> List[Script]:
    """Load the scripts in files and folders; file names are shown relative to `base`.

    Raises:
        ScriptError: with every mistake in every file.
    """
    scripts: List[Script] = []
    problems: List[Problem] = []
    names = Names()
    files = [file for path in paths for file in find_scripts(path)]
    for file in dict.fromkeys(file.resolve() for file in files):
        try:
            script = load_script(file, _shown_as(file, base))
        except ScriptError as error:
            problems.extend(error.problems)
        else:
            problems.extend(names.clashes(script))
            scripts.append(script)
    if problems:
        raise ScriptError(problems)
    return scripts


def load_script(path: Path, shown_as: str) -> Script:
    """Load one file; `shown_as` names it in messages.

    Raises:
        ScriptError: with every mistake found.
    """
    try:
        document = Document(path, shown_as)
    except KnowledgeError as error:
        raise ScriptError(_reworded(path, error.problems)) from None
    reader = ScriptReader(document)
    cases = reader.cases()
    script = Script(path, shown_as, tuple(cases))
    problems = reader.fields.problems or Names().clashes(script)
    if problems:
        raise ScriptError(problems)
    return script


def _shown_as(file: Path, base: Optional[Path]) -> str:
    try:
        return file.relative_to((base or Path.cwd()).resolve()).as_posix()
    except ValueError:
        return str(file)


def _reworded(path: Path, problems: Sequence[Problem]) -> List[Problem]:
    """`Document` explains an empty file or a bare list by the example of a knowledge file."""
    try:
        bare = not isinstance(yaml.safe_load(path.read_text(encoding="utf-8")), dict)
    except (OSError, ValueError, yaml.YAMLError):
        bare = False
    if not bare:
        return list(problems)
    message = "the file must begin with 'test_cases:'; it is empty, a bare list or a text"
    return [Problem(problem.file, problem.line, message) for problem in problems]
