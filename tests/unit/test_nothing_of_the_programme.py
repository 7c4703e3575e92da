"""The code holds no fact of the programme: no name, level, figure or year of `knowledge/`.

Looked at are the texts in the code: string literals, but not docstrings, which give examples.
Names of intents and the like (`ask_nce_status`) are identifiers, with no meaning of their own.
"""

from __future__ import annotations

import ast
import re
from pathlib import Path
from typing import Iterator, List, Set, Tuple

import pytest

from bot.knowledge import KnowledgeBase

ROOT = Path(__file__).resolve().parents[2]
_DOCUMENTED = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)

# Words that a list of names holds and that mean something else in the code.
ORDINARY = {"via", "node", "nodes", "in the middle", "the top", "jobber", "jobbar"}
# The code's own words, of entities, fields and files; people are never shown them.
IDENTIFIERS = {"cluster", "clusters"}
WORDING = {"actions/picture_wording.py"}  # reworded by `wording.yml`, as `domain.yml` is


def texts_of(path: Path) -> Iterator[Tuple[int, str]]:
    """The string literals of a module with their lines, docstrings left out."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    documentation = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, _DOCUMENTED) and node.body and isinstance(node.body[0], ast.Expr)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            if id(node) not in documentation:
                yield node.lineno, node.value


def facts_of(knowledge: KnowledgeBase) -> Set[str]:
    """Every name, figure and year of the knowledge base, and the words for what is listed."""
    names = {
        name.text.lower()
        for name in knowledge.names.names
        if name.entity in ("cluster", "level", "programme", "owner", "metric")
    }
    names |= {form.lower() for form in knowledge.vocabulary.forms}
    figures = {str(metric.value) for metric in knowledge.metrics if metric.value is not None}
    figures |= {figure.replace(".", ",") for figure in figures}
    years = {str(event.year) for event in knowledge.events} | {str(knowledge.year)}
    sources = {
        text.lower()
        for source in knowledge.sources.values()
        for text in (*source.title.texts, source.publisher, source.url)
    }
    return names | figures | years | sources


def found_in(folder: str, knowledge: KnowledgeBase) -> List[str]:
    facts = sorted(facts_of(knowledge) - ORDINARY - IDENTIFIERS, key=len, reverse=True)
    pattern = re.compile(rf"(?<![\w.-])(?:{'|'.join(map(re.escape, facts))})(?![\w-]|\.\d)", re.I)
    return [
        f"{path.relative_to(ROOT)}:{line}: {match.group()!r} in {text[:60]!r}"
        for path in sorted((ROOT / folder).rglob("*.py"))
        if "node_modules" not in path.parts and str(path.relative_to(ROOT)) not in WORDING
        for line, text in texts_of(path)
        for match in pattern.finditer(text)
    ]


@pytest.mark.parametrize("folder", ["bot", "actions"])
def test_no_fact_of_the_programme_is_in_the_code(folder: str, knowledge: KnowledgeBase) -> None:
    assert found_in(folder, knowledge) == []


def test_neither_is_one_in_the_configuration(knowledge: KnowledgeBase) -> None:
    text = (ROOT / "config.yml").read_text(encoding="utf-8").lower()
    facts = facts_of(knowledge) - IDENTIFIERS
    assert not re.search(rf"(?<!\w)(?:{'|'.join(map(re.escape, facts))})(?!\w)", text)


def test_the_scan_finds_what_it_looks_for(tmp_path: Path, knowledge: KnowledgeBase) -> None:
    module = tmp_path / "module.py"
    module.write_text('"""NCE Eyde."""\nNAME = f"{1} of the NCE klynger"\n', encoding="utf-8")
    assert [text for _, text in texts_of(module)] == [" of the NCE klynger"]
    assert {"nce", "klynger", "15,8", "2022", "innovasjon norge"} <= facts_of(knowledge)
