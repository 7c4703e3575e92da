"""Mistakes in profiles, sectors and places are said in one line that tells what to do."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import List

import pytest

from bot.knowledge import KnowledgeError, load_knowledge
from bot.knowledge.loading import DEFAULT_DIRECTORY


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
        load_knowledge(folder, strict=True)
    return str(caught.value).splitlines()


def test_a_renamed_cluster_is_known_although_its_profile_is_left_over(folder: Path) -> None:
    edit(folder, "clusters.yml", "name: Nordic Edge,", "name: Nordic Edge 2.0,")
    knowledge = load_knowledge(folder)
    assert knowledge.cluster("Nordic Edge 2.0")
    assert knowledge.profile("Nordic Edge 2.0") is None
    (line,) = complaints(folder)
    assert "profile 'Nordic Edge'" in line


HALDEN = "latitude: 59.1248\n    longitude: 11.3875"
LOFOTEN = "{id: lofoten, name: {nb: Lofoten, nn: Lofoten, en: Lofoten}, part_of: [nordland]}"

# file, what is replaced, by what, how many lines below the first the mistake is, what is said
MISTAKES = {
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
    "longitude outside Norway": (
        "places.yml",
        "latitude: 59.1248, longitude: 11.3875",
        "latitude: 59.1248, longitude: 113.875",
        0,
        ["town 'halden'", "'longitude'", "113.875 is not in Norway"],
    ),
    "coordinates in quotes": (
        "places.yml",
        "latitude: 59.1248,",
        'latitude: "59.1248",',
        0,
        ["town 'halden'", "'latitude'", "number of degrees"],
    ),
    "half a pair of coordinates": (
        "places.yml",
        "latitude: 60.6287, longitude: 6.4147",
        "latitude: 60.6287",
        0,
        ["town 'voss'", "'latitude' and 'longitude' go together"],
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
    "missing translation of a sector": (
        "sectors.yml",
        "name: {nb: kreft, nn: kreft, en: cancer}",
        "name: {nn: kreft, en: cancer}",
        0,
        ["sector 'cancer'", "'nb'", "missing", "every language"],
    ),
    "missing translation of a place": (
        "places.yml",
        "name: {nb: Viken, nn: Viken, en: Viken}",
        "name: {nb: Viken, nn: Viken}",
        0,
        ["county 'viken'", "'en'", "missing", "every language"],
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
    "unknown wider sector": (
        "sectors.yml",
        "broader: [digital]",
        "broader: [computers]",
        0,
        ["sector 'ai'", "broader 'computers'", "not one of ocean,"],
    ),
    "sectors wider than each other": (
        "sectors.yml",
        "broader: [industry]",
        "broader: [process_industry]",
        0,
        ["sector 'process_industry'", "itself narrower", "remove one"],
    ),
    "sector twice": (
        "sectors.yml",
        "id: space",
        "id: tourism",
        0,
        ["id 'tourism'", "used twice"],
    ),
    "town in an unknown county": (
        "places.yml",
        "en: Voss}, county: vestland",
        "en: Voss}, county: hordaland",
        0,
        ["town 'voss'", "county 'hordaland'", "not one of the counties"],
    ),
    "town in an unknown area": (
        "places.yml",
        "county: vestland, areas: [hordaland], latitude: 60.6287",
        "county: vestland, areas: [hordalandet], latitude: 60.6287",
        0,
        ["town 'voss'", "areas 'hordalandet'", "not one of the areas"],
    ),
    "area of an unknown county": (
        "places.yml",
        LOFOTEN,
        LOFOTEN.replace("[nordland]", "[nordlandet]"),
        0,
        ["area 'lofoten'", "part_of 'nordlandet'", "not one of the counties"],
    ),
    "area that lies nowhere": (
        "places.yml",
        LOFOTEN,
        "{id: lofoten, name: {nb: Lofoten, nn: Lofoten, en: Lofoten}}",
        0,
        ["area 'lofoten'", "write 'counties' or 'part_of'"],
    ),
    "area within itself": (
        "places.yml",
        LOFOTEN,
        LOFOTEN.replace("]}", "], areas: [lofoten]}"),
        0,
        ["area 'lofoten'", "lies itself in 'lofoten'", "remove one"],
    ),
    "place twice": (
        "places.yml",
        "{id: odda, name",
        "{id: voss, name",
        0,
        ["id 'voss'", "used twice"],
    ),
    "synonym of two sectors": (
        "sectors.yml",
        "synonyms: [kreften,",
        "synonyms: [helsa,",
        0,
        ["'kreft'", "'helsa'", "already means 'helse'", "remove it"],
    ),
    "synonym in another spelling": (
        "sectors.yml",
        "synonyms: [kreften,",
        "synonyms: [Life-Sciences,",
        0,
        ["'Life-Sciences'", "already means 'helse'"],
    ),
    "sector with the name of a cluster": (
        "sectors.yml",
        "synonyms: [kreften,",
        "synonyms: [Nordic Edge,",
        0,
        ["'kreft'", "already means 'Nordic Edge'", "remove it"],
    ),
    "sector with another name of a cluster": (
        "sectors.yml",
        "synonyms: [kreften,",
        "synonyms: [Cancer Cluster,",
        0,
        ["'kreft'", "already means 'Oslo Cancer Cluster'", "remove it"],
    ),
    "sector with the name of a level": (
        "sectors.yml",
        "synonyms: [kreften,",
        "synonyms: [arena,",
        0,
        ["'kreft'", "already means 'Arena'", "remove it"],
    ),
    "place with a word for a sector": (
        "places.yml",
        "aliases: [Romsdalen]",
        "aliases: [havet]",
        0,
        ["'Romsdal'", "'havet'", "already means 'havnæringer'", "remove it"],
    ),
    "place with the name of another": (
        "places.yml",
        "aliases: [Romsdalen]",
        "aliases: [molde]",
        None,  # said of the later one, the town
        ["'Molde'", "already means 'Romsdal'", "remove it"],
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
    file, old, new, below, said = MISTAKES[mistake]
    line = edit(folder, file, old, new)
    (found,) = complaints(folder)
    start, _, rest = found.partition(": ")
    name, _, number = start.rpartition(":")
    assert name == f"knowledge/{file}"
    if below is not None:
        assert int(number) == line + below
    for part in said:
        assert part in rest


def test_a_profile_without_sources(folder: Path) -> None:
    path = folder / "profiles.yml"
    lines = path.read_text(encoding="utf-8").splitlines()
    start = next(n for n, line in enumerate(lines) if line.endswith("cluster: HelseINN"))
    first = next(n for n in range(start, len(lines)) if lines[n].endswith("sources:"))
    end = next(n for n in range(first, len(lines)) if lines[n].startswith("  - cluster"))
    path.write_text("\n".join(lines[:first] + lines[end:]) + "\n", encoding="utf-8")
    (said,) = complaints(folder)
    assert said == (
        f"knowledge/profiles.yml:{start + 1}: profile 'HelseINN': "
        "field 'sources' is missing; add it"
    )


def test_a_part_of_a_cluster_name_may_be_a_word_for_a_sector(folder: Path) -> None:
    edit(folder, "sectors.yml", "synonyms: [kreften,", "synonyms: [legasea technology, edge,")
    assert load_knowledge(folder).sector("cancer")


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


def test_a_new_word_for_a_sector_needs_no_code(folder: Path) -> None:
    edit(folder, "sectors.yml", "synonyms: [reiselivet,", "synonyms: [nordlysturer, reiselivet,")
    (match,) = load_knowledge(folder).names.find("hvilke klynger arbeider med nordlysturer?")
    assert (match.entity, match.id) == ("sector", "tourism")


def test_a_new_sector_and_a_new_town_need_no_code(folder: Path) -> None:
    edit(
        folder,
        "sectors.yml",
        "  - id: tourism",
        "  - id: reindeer\n    name: {nb: reindrift, nn: reindrift, en: reindeer herding}\n"
        "  - id: tourism",
    )
    edit(
        folder,
        "places.yml",
        "towns:\n",
        "towns:\n  - {id: tana, name: {nb: Tana bru, nn: Tana bru, en: Tana bru}, "
        "county: troms_og_finnmark}\n",
    )
    knowledge = load_knowledge(folder)
    found = knowledge.names.find("reindeer herding clusters in Tana bru")
    assert [(match.entity, match.id) for match in found] == [
        ("sector", "reindeer"),
        ("place", "tana"),
    ]


def test_a_place_that_is_not_searched_for_may_be_named_like_anything(folder: Path) -> None:
    edit(
        folder, "places.yml", "{nb: Møre, nn: Møre, en: Møre}", "{nb: Molde, nn: Molde, en: Molde}"
    )
    assert load_knowledge(folder).place("more")


@pytest.mark.parametrize("file", ["clusters.yml", "sectors.yml", "places.yml"])
def test_a_file_that_cannot_be_read_causes_no_further_complaints(file: str, folder: Path) -> None:
    (folder / file).write_text("nonsense: true\n", encoding="utf-8")
    assert all(line.startswith(f"knowledge/{file}:") for line in complaints(folder))
