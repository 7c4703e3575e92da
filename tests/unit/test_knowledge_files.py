"""Knowledge files that are whole, missing, empty or not readable, and the command that checks."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from bot.knowledge import load_knowledge
from bot.knowledge.loading import DEFAULT_DIRECTORY
from bot.knowledge.models import FILES, PROFILE_FILES
from tests.unit.mistakes import complaints, edit

PROJECT = DEFAULT_DIRECTORY.parent


def test_the_files_of_the_project_are_in_order() -> None:
    assert load_knowledge(DEFAULT_DIRECTORY).clusters


def test_the_copy_is_in_order_before_any_mistake_is_made(folder: Path) -> None:
    assert load_knowledge(folder).clusters


def test_a_file_saved_in_another_encoding(folder: Path) -> None:
    path = folder / "levels.yml"
    text = path.read_text(encoding="utf-8")
    path.write_bytes(text.replace("“", '"').encode("latin-1", errors="replace"))
    (said,) = complaints(folder)
    first = next(number for number, line in enumerate(text.splitlines(), 1) if not line.isascii())
    assert said.startswith(f"knowledge/levels.yml:{first}: ")
    assert "save it again with the encoding UTF-8" in said


def test_a_byte_order_mark_does_no_harm(folder: Path) -> None:
    path = folder / "levels.yml"
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())
    assert load_knowledge(folder).levels


@pytest.mark.parametrize("file", FILES)
def test_a_missing_file(file: str, folder: Path) -> None:
    (folder / file).unlink()
    (said,) = complaints(folder)
    assert said.startswith(f"knowledge/{file}:1: ")
    assert "missing; put it back" in said


@pytest.mark.parametrize("content", ["", "# only a comment\n", "- a\n- b\n", "text\n"])
def test_a_file_without_fields(content: str, folder: Path) -> None:
    (folder / "levels.yml").write_text(content, encoding="utf-8")
    (said,) = complaints(folder)
    assert said.startswith("knowledge/levels.yml:1: ")
    assert "must hold fields" in said


@pytest.mark.parametrize("value", ["", " []"])
def test_a_file_without_clusters(value: str, folder: Path) -> None:
    text = f"year: 2022\nsource: annual_report_2022\nclusters:{value}\n"
    (folder / "clusters.yml").write_text(text, encoding="utf-8")
    (said,) = complaints(folder)
    assert said.startswith("knowledge/clusters.yml:3: 'clusters'")


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    found = complaints(tmp_path / "nowhere")
    assert len(found) == len(FILES) - len(PROFILE_FILES)  # may be left out
    assert all("check which folder was named" in line for line in found)


def check(*arguments: str, cwd: Path = PROJECT) -> subprocess.CompletedProcess[str]:
    """Run `python -m bot.knowledge` as an editor does."""
    command = [sys.executable, "-m", "bot.knowledge", *arguments]
    return subprocess.run(
        command, cwd=cwd, capture_output=True, text=True, encoding="utf-8", check=False
    )


def test_the_command_says_that_all_is_well() -> None:
    result = check()
    assert result.returncode == 0
    assert "39 clusters at 6 levels" in result.stdout


def test_the_command_lists_mistakes_without_a_traceback(folder: Path) -> None:
    edit(folder, "clusters.yml", "name: HelseINN, level: nodes", "name: HelseINN, level: nodez")
    edit(folder, "programme.yml", "nn: nettverk, en: networks}", "nn: nettverk}")
    result = check(str(folder))
    assert result.returncode == 1
    assert result.stdout == ""
    assert len(result.stderr.splitlines()) == 2
    assert "Traceback" not in result.stderr
