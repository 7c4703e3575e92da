"""Every mistake an editor can make in `knowledge/` is said in one line that tells what to do."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.unit.mistakes import complaints, edit, parts_of

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
    name, number, rest = parts_of(found[0])
    assert name == f"knowledge/{file}"
    if "is missing" in rest:  # the line of the entry that lacks the field
        assert line - 3 <= number <= line
    elif "YAML" in rest:  # an open bracket may be missed a line later
        assert line <= number <= line + 1
    else:
        assert number == line
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
