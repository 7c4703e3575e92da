"""Mistakes in profiles are said in one line that tells what to do."""

from __future__ import annotations

from pathlib import Path
from typing import Dict

import pytest

from bot.knowledge import load_knowledge
from tests.unit.mistakes import Mistake, check_mistake, complaints, edit


def test_a_renamed_cluster_is_known_although_its_profile_is_left_over(folder: Path) -> None:
    edit(folder, "clusters.yml", "name: Nordic Edge,", "name: Nordic Edge 2.0,")
    knowledge = load_knowledge(folder)
    assert knowledge.cluster("Nordic Edge 2.0")
    assert knowledge.profile("Nordic Edge 2.0") is None
    (line,) = complaints(folder, strict=True)
    assert "profile 'Nordic Edge'" in line


HALDEN = "latitude: 59.1248\n    longitude: 11.3875"

MISTAKES: Dict[str, Mistake] = {
    "profile of a cluster that is none": (
        "profiles.yml",
        "cluster: HelseINN",
        "cluster: HelseInn",
        0,
        ["profile 'HelseInn'", "no cluster has this official name", "as in clusters.yml"],
    ),
    "two profiles of one cluster": (
        "profiles.yml",
        "cluster: HelseINN",
        "cluster: Havbruksnettverk Helgeland",
        0,
        ["profile 'Havbruksnettverk Helgeland'", "has a profile already", "remove one"],
    ),
    "unknown sector": (
        "profiles.yml",
        "sectors: [ai]",
        "sectors: [robots]",
        0,
        ["profile 'Cluster for applied AI'", "sector 'robots'", "not one of ocean,"],
    ),
    "no sector": (
        "profiles.yml",
        "sectors: [ai]",
        "sectors: []",
        0,
        ["profile 'Cluster for applied AI'", "'sectors'", "empty list", "at least one"],
    ),
    "unknown county": (
        "profiles.yml",
        "county: innlandet\n    website: https://helseinn.no/",
        "county: hedmark\n    website: https://helseinn.no/",
        0,
        ["profile 'HelseINN'", "county 'hedmark'", "not one of agder, innlandet"],
    ),
    "unknown town": (
        "profiles.yml",
        "town: halden",
        "town: haldn",
        0,
        ["profile 'Cluster for applied AI'", "town 'haldn'", "not a town", "add it there"],
    ),
    "a county that is no town, as a town": (
        "profiles.yml",
        "town: halden",
        "town: rogaland",
        0,
        ["town 'rogaland'", "not a town of places.yml"],
    ),
    "unknown region": (
        "profiles.yml",
        "region: [helgeland]",
        "region: [helgelandet]",
        0,
        ["profile 'Havbruksnettverk Helgeland'", "region 'helgelandet'", "not a place"],
    ),
    "another county than the town's": (
        "profiles.yml",
        f"county: viken\n    website: https://caai.no/\n    {HALDEN}",
        f"county: oslo\n    website: https://caai.no/\n    {HALDEN}",
        0,
        ["profile 'Cluster for applied AI'", "county of 'halden' is 'viken'", "county: viken"],
    ),
    "other coordinates than the town's": (
        "profiles.yml",
        HALDEN,
        "latitude: 59.1249\n    longitude: 11.3875",
        0,
        ["coordinates of 'halden' in places.yml are 59.1248, 11.3875"],
    ),
    "coordinates without a town": (
        "profiles.yml",
        "website: https://helseinn.no/",
        "website: https://helseinn.no/\n    latitude: 60.7957\n    longitude: 10.6916",
        1,
        ["profile 'HelseINN'", "there is no town"],
    ),
    "coordinates outside Norway": (
        "profiles.yml",
        HALDEN,
        "latitude: 55.6761\n    longitude: 11.3875",
        0,
        ["profile 'Cluster for applied AI'", "'latitude'", "55.6761 is not in Norway", "57.9"],
    ),
    "address that is none": (
        "profiles.yml",
        "website: https://helseinn.no/",
        "website: helseinn.no",
        0,
        ["profile 'HelseINN'", "'website'", "whole address such as https://"],
    ),
    "address without a domain": (
        "profiles.yml",
        "website: https://helseinn.no/",
        "website: https://helseinn",
        0,
        ["profile 'HelseINN'", "'website'", "whole address"],
    ),
    "address of a source that is none": (
        "profiles.yml",
        'url: "https://www.bygg.no/article/1413907"',
        'url: "bygg.no/article/1413907"',
        0,
        ["source 'bygg.no'", "'url'", "whole address"],
    ),
    "town without a confidence": (
        "profiles.yml",
        "town: halden\n    town_confidence: strong\n",
        "town: halden\n",
        0,
        ["'town' and 'town_confidence' go together"],
    ),
    "region without telling what it tells": (
        "profiles.yml",
        "region: [helgeland]\n    region_tells: work\n",
        "region: [helgeland]\n",
        0,
        ["'region' and 'region_tells' go together"],
    ),
    "unknown confidence": (
        "profiles.yml",
        "town: halden\n    town_confidence: strong",
        "town: halden\n    town_confidence: sure",
        1,
        ["'town_confidence'", "one of strong, medium"],
    ),
    "missing translation of a theme": (
        "profiles.yml",
        'theme: {nb: "solenergi", nn: "solenergi", en: "solar energy"}',
        'theme: {nb: "solenergi", nn: "solenergi"}',
        0,
        ["profile 'Solenergiklyngen'", "'en'", "missing", "every language"],
    ),
    "a fact that no source tells": (
        "profiles.yml",
        'helseinn.no/vi-apner-verksted-pa-gjovik/", tells: [theme, website]',
        'helseinn.no/vi-apner-verksted-pa-gjovik/", tells: [theme]',
        -7,
        ["profile 'HelseINN'", "no source tells the website", "add one to 'sources'"],
    ),
    "a source for a fact that is missing": (
        "profiles.yml",
        'helseinn.no/vi-apner-verksted-pa-gjovik/", tells: [theme, website]',
        'helseinn.no/vi-apner-verksted-pa-gjovik/", tells: [theme, website, town]',
        0,
        ["profile 'HelseINN'", "a source tells the town", "field 'town' is missing"],
    ),
    "a source that tells nothing": (
        "profiles.yml",
        'url: "https://www.bygg.no/article/1413907", tells: [town]',
        'url: "https://www.bygg.no/article/1413907", tells: []',
        0,
        ["source 'bygg.no'", "'tells'", "empty list"],
    ),
    "unknown field": (
        "profiles.yml",
        "website: https://helseinn.no/",
        "nettside: https://helseinn.no/",
        0,
        ["profile 'HelseINN'", "'nettside'", "not known", "spelling"],
    ),
}


@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_mistake_is_said_in_one_line_with_file_line_and_remedy(
    mistake: str, folder: Path
) -> None:
    check_mistake(folder, MISTAKES[mistake])


def test_a_profile_without_sources(folder: Path) -> None:
    path = folder / "profiles.yml"
    lines = path.read_text(encoding="utf-8").splitlines()
    start = next(n for n, line in enumerate(lines) if line.endswith("cluster: HelseINN"))
    first = next(n for n in range(start, len(lines)) if lines[n].endswith("sources:"))
    end = next(n for n in range(first, len(lines)) if lines[n].startswith("  - cluster"))
    path.write_text("\n".join(lines[:first] + lines[end:]) + "\n", encoding="utf-8")
    (said,) = complaints(folder, strict=True)
    assert said == (
        f"knowledge/profiles.yml:{start + 1}: profile 'HelseINN': "
        "field 'sources' is missing; add it"
    )


def test_a_cluster_may_be_without_a_profile(folder: Path) -> None:
    """Who adds a cluster edits one file."""
    edit(
        folder,
        "clusters.yml",
        "  - {name: HelseINN,",
        "  - {name: Fjordlyst Klynge, level: arena}\n  - {name: HelseINN,",
    )
    knowledge = load_knowledge(folder)
    assert knowledge.cluster("Fjordlyst Klynge")
    assert knowledge.profile("Fjordlyst Klynge") is None
    assert knowledge.similar_clusters("Fjordlyst Klynge") == []
    assert "Fjordlyst Klynge" in [c.name for c in knowledge.clusters_without_place()]


@pytest.mark.parametrize("file", ["clusters.yml", "sectors.yml", "places.yml"])
def test_a_file_that_cannot_be_read_causes_no_further_complaints(file: str, folder: Path) -> None:
    (folder / file).write_text("nonsense: true\n", encoding="utf-8")
    assert all(line.startswith(f"knowledge/{file}:") for line in complaints(folder, strict=True))
