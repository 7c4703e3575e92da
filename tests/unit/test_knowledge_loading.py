"""Every mistake an editor can make in `knowledge/` is said in one line that tells what to do."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path
from typing import List

import pytest

from bot.knowledge import KnowledgeError, load_knowledge
from bot.knowledge.loading import DEFAULT_DIRECTORY
from bot.knowledge.models import FILES, PROFILE_FILES

PROJECT = DEFAULT_DIRECTORY.parent


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the knowledge files, to make mistakes in."""
    return Path(shutil.copytree(DEFAULT_DIRECTORY, tmp_path / "knowledge"))


def edit(folder: Path, file: str, old: str, new: str) -> int:
    """Replace `old`, which must be there, by `new`; returns the line it stood in."""
    path = folder / file
    text = path.read_text(encoding="utf-8")
    assert old in text, f"the test is out of date: {old!r} is not in {file}"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return text[: text.index(old)].count("\n") + 1


def complaints(folder: Path) -> List[str]:
    """The lines of the error that loading the folder raises."""
    with pytest.raises(KnowledgeError) as caught:
        load_knowledge(folder)
    return str(caught.value).splitlines()


def test_the_files_of_the_project_are_in_order() -> None:
    assert load_knowledge(DEFAULT_DIRECTORY).clusters


def test_the_copy_is_in_order_before_any_mistake_is_made(folder: Path) -> None:
    assert load_knowledge(folder).clusters


# file, what is replaced, by what, and what the one line must say (besides file and line)
MISTAKES = {
    "missing field": (
        "clusters.yml",
        "name: HelseINN, level: nodes,",
        "name: HelseINN,",
        ["cluster 'HelseINN'", "'level'", "missing", "add it"],
    ),
    "missing figure (no figure is written as null)": (
        "effects.yml",
        "    value: 15.8\n    unit",
        "    unit",
        ["metric 'value_creation'", "'value'", "missing", "add it"],
    ),
    "missing translation": (
        "programme.yml",
        "{nb: finansiering, nn: finansiering, en: funding}",
        "{nb: finansiering, nn: finansiering}",
        ["support number 1", "'en'", "missing", "write it in every language"],
    ),
    "one text instead of one a language": (
        "programme.yml",
        "{nb: finansiering, nn: finansiering, en: funding}",
        "finansiering",
        ["support, entry 1", "nb:, nn: and en:"],
    ),
    "empty text": (
        "programme.yml",
        "{nb: finansiering, nn: finansiering, en: funding}",
        '{nb: finansiering, nn: finansiering, en: ""}',
        ["support number 1", "'en'", "empty", "write a text"],
    ),
    "text of blanks": (
        "programme.yml",
        "{nb: finansiering, nn: finansiering, en: funding}",
        '{nb: "  ", nn: finansiering, en: funding}',
        ["'nb'", "empty", "write a text"],
    ),
    "unknown level": (
        "clusters.yml",
        "name: HelseINN, level: nodes",
        "name: HelseINN, level: nodez",
        ["cluster 'HelseINN'", "level 'nodez'", "not one of", "arena_pro"],
    ),
    "unknown source": (
        "levels.yml",
        "source: annual_report_2022",
        "source: annual_report_1999",
        ["source 'annual_report_1999'", "not one of annual_report_2022", "sources.yml"],
    ),
    "unknown source of a whole file": (
        "clusters.yml",
        "source: annual_report_2022",
        "source: annual_report_1999",
        ["source 'annual_report_1999'", "not one of annual_report_2022"],
    ),
    "unknown kind of level": (
        "levels.yml",
        "kind: group",
        "kind: grupp",
        ["level 'nodes'", "'kind'", "one of programme_level, brand, group"],
    ),
    "alias that means another cluster": (
        "clusters.yml",
        "aliases: [Blue Legasea, Legasea]",
        "aliases: [Blue Legasea, iKuben]",
        ["'NCE Blue Legasea'", "'iKuben'", "already means 'NCE iKuben'", "remove it"],
    ),
    "alias of another file, spelt otherwise": (
        "effects.yml",
        "aliases: [verdiskapingen,",
        "aliases: [ARENA-pro,",
        ["'verdiskaping'", "'ARENA-pro'", "already means 'Arena Pro'", "remove it"],
    ),
    "alias in small letters of a level in capitals": (
        "clusters.yml",
        "aliases: [Blue Legasea, Legasea]",
        "aliases: [Blue Legasea, Nce]",
        ["'NCE Blue Legasea'", "'Nce'", "already means 'NCE'", "remove it"],
    ),
    "alias that is the long name of a level": (
        "clusters.yml",
        "aliases: [Blue Legasea, Legasea]",
        "aliases: [Blue Legasea, Global Centres of Expertise (GCE)]",
        ["'NCE Blue Legasea'", "already means 'GCE'", "remove it"],
    ),
    "alias without a letter": (
        "clusters.yml",
        "aliases: [Blue Legasea, Legasea]",
        'aliases: ["!!"]',
        ["'NCE Blue Legasea'", "'!!'", "no letters or digits"],
    ),
    "number in quotes": (
        "effects.yml",
        "value: 15.8",
        'value: "15.8"',
        ["metric 'value_creation'", "'value'", "must be a number such as 12.5"],
    ),
    "number with a comma": (
        "effects.yml",
        "value: 15.8",
        "value: 15,8",
        ["metric 'value_creation'", "'value'", "with a point"],
    ),
    "not a number at all": (
        "effects.yml",
        "value: 15.8",
        "value: .nan",
        ["metric 'value_creation'", "'value'", "must be a number"],
    ),
    "text where a number belongs": (
        "clusters.yml",
        "year: 2022",
        "year: tjuetjueto",
        ["'year'", "whole number", "without quotes"],
    ),
    "year in quotes": (
        "timeline.yml",
        "year: 2021",
        'year: "2021"',
        ["event 'budget_cut'", "'year'", "whole number", "without quotes"],
    ),
    "text where true or false belongs": (
        "timeline.yml",
        "planned: false",
        "planned: nei",
        ["event 'budget_cut'", "'planned'", "true or false"],
    ),
    "text where a list belongs": (
        "clusters.yml",
        "aliases: [iKuben]",
        "aliases: iKuben",
        ["cluster 'NCE iKuben'", "'aliases'", "must be a list"],
    ),
    "number where a text belongs": (
        "clusters.yml",
        "aliases: [iKuben]",
        "aliases: [2022]",
        ["cluster 'NCE iKuben'", "aliases, entry 1", "must be a text", "quotes"],
    ),
    "list without entries": (
        "clusters.yml",
        "aliases: [iKuben]",
        "aliases:",
        ["cluster 'NCE iKuben'", "'aliases'", "no value", "remove the field"],
    ),
    "unknown field": (
        "clusters.yml",
        "name: HelseINN,",
        "name: HelseINN, nettside: helseinn.no,",
        ["cluster 'HelseINN'", "'nettside'", "not known", "spelling"],
    ),
    "name without a value": (
        "clusters.yml",
        "name: HelseINN,",
        "name: ,",
        ["cluster number 2", "'name'", "no value", "write one"],
    ),
    "name that YAML reads as null": (
        "clusters.yml",
        "name: HelseINN,",
        "name: null,",
        ["cluster number 2", "'name'", "no value", "write one"],
    ),
    "name that YAML reads as false": (
        "clusters.yml",
        "name: HelseINN,",
        "name: NO,",
        ["cluster number 2", "'name'", "must be a text", "quotes"],
    ),
    "field twice in one entry": (
        "clusters.yml",
        "name: HelseINN,",
        "name: HelseINN, level: gce,",
        ["'level'", "twice", "remove one"],
    ),
    "address that is none": (
        "sources.yml",
        "url: https://",
        "url: www.",
        ["source 'annual_report_2022'", "'url'", "right form", "https"],
    ),
    "identifier used twice": (
        "limits.yml",
        "id: leaders",
        "id: members",
        ["id 'members'", "used twice", "give it another"],
    ),
    "bracket forgotten": (
        "clusters.yml",
        "aliases: [iKuben]}",
        "aliases: [iKuben}",
        ["not valid YAML", "check"],
    ),
    "colon too many": (
        "levels.yml",
        "name: {nb: Noder, nn: Nodar, en: Nodes}",
        "name: nb: Noder",
        ["not valid YAML", "check", "colons"],
    ),
    "tab as indentation": (
        "levels.yml",
        "    kind: group",
        "\tkind: group",
        ["not valid YAML", "\\t", "check indentation"],
    ),
}


@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_mistake_is_said_in_one_line_with_file_line_field_and_remedy(
    mistake: str, folder: Path
) -> None:
    file, old, new, said = MISTAKES[mistake]
    line = edit(folder, file, old, new)
    found = complaints(folder)
    assert len(found) == 1, found
    start, _, rest = found[0].partition(": ")
    name, _, number = start.rpartition(":")
    assert name == f"knowledge/{file}"
    if "is missing" in rest:  # the line of the entry that lacks the field
        assert line - 3 <= int(number) <= line
    elif "YAML" in rest:  # an open bracket may be missed a line later
        assert line <= int(number) <= line + 1
    else:
        assert int(number) == line
    for part in said:
        assert part in rest


def test_a_cluster_listed_twice(folder: Path) -> None:
    line = edit(
        folder,
        "clusters.yml",
        "  - {name: HelseINN,",
        "  - {name: HelseINN, level: arena}\n  - {name: HelseINN,",
    )
    (said,) = complaints(folder)
    assert said == (
        f"knowledge/clusters.yml:{line + 1}: cluster 'HelseINN' is listed twice; "
        "remove one of the entries"
    )


def test_a_cluster_listed_twice_in_another_spelling(folder: Path) -> None:
    edit(
        folder,
        "clusters.yml",
        "  - {name: NCE iKuben,",
        "  - {name: nce i-kuben, level: nce}\n  - {name: NCE iKuben,",
    )
    (said,) = complaints(folder)
    assert "the name 'NCE iKuben' already means 'nce i-kuben'" in said


def test_a_quotation_mark_forgotten_is_found_later_but_tells_where_it_began(folder: Path) -> None:
    line = edit(folder, "sources.yml", '(in Norwegian)"', "(in Norwegian)")
    (said,) = complaints(folder)
    assert said.startswith("knowledge/sources.yml:")
    assert f"begins in line {line}" in said


def test_a_field_twice_at_the_top(folder: Path) -> None:
    line = edit(folder, "clusters.yml", "year: 2022", "year: 2022\nyear: 2023")
    (said,) = complaints(folder)
    assert said == (
        f"knowledge/clusters.yml:{line + 1}: field 'year' stands here twice; remove one of them"
    )


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


def test_several_mistakes_are_all_listed_in_the_order_of_the_files(folder: Path) -> None:
    edit(folder, "clusters.yml", "name: HelseINN, level: nodes", "name: HelseINN, level: nodez")
    edit(folder, "clusters.yml", "name: GCE NODE, level: gce", "name: GCE NODE, level: gcee")
    edit(folder, "effects.yml", "value: 15.8", 'value: "15.8"')
    edit(folder, "effects.yml", "value: 18.6", 'value: "18.6"')
    (folder / "limits.yml").unlink()
    edit(folder, "programme.yml", "nn: nettverk, en: networks}", "nn: nettverk}")
    found = complaints(folder)
    assert len(found) == 6, found
    assert [line.split(":")[0].removeprefix("knowledge/") for line in found] == [
        "clusters.yml",
        "clusters.yml",
        "effects.yml",
        "effects.yml",
        "limits.yml",
        "programme.yml",
    ]


def test_a_mistake_of_form_and_one_of_meaning_in_the_same_file_are_both_listed(
    folder: Path,
) -> None:
    edit(folder, "clusters.yml", "name: HelseINN, level: nodes", "name: HelseINN, level: nodez")
    edit(folder, "clusters.yml", "name: GCE NODE,", "name: GCE NODE, by: Kristiansand,")
    said = "\n".join(complaints(folder))
    assert "'by' is not known" in said
    assert "'nodez'" in said


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
