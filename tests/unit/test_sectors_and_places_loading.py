"""Mistakes in sectors and places are said in one line that tells what to do."""

from __future__ import annotations

from pathlib import Path
from typing import Dict

import pytest

from bot.knowledge import load_knowledge
from tests.unit.mistakes import Mistake, check_mistake, edit

LOFOTEN = "{id: lofoten, name: {nb: Lofoten, nn: Lofoten, en: Lofoten}, part_of: [nordland]}"

MISTAKES: Dict[str, Mistake] = {
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
    "English preposition that is none": (
        "places.yml",
        "english_preposition: at, name: {nb: Forus",
        "english_preposition: på, name: {nb: Forus",
        0,
        ["town 'forus'", "'english_preposition'", "must be one of in, on, at, by"],
    ),
    "English preposition without quotes": (
        "places.yml",
        'english_preposition: "on", name: {nb: Hitra',
        "english_preposition: on, name: {nb: Hitra",
        0,
        ["town 'hitra'", "'english_preposition'", 'write "on" in quotes'],
    ),
    "place twice": (
        "places.yml",
        "{id: odda, name",
        "{id: voss, name",
        0,
        ["id 'voss'", "used twice"],
    ),
    "hint of another sector's word": (
        "sectors.yml",
        "hints: [sjø,",
        "hints: [helsa,",
        None,  # the later one is complained of
        ["'helse'", "'helsa'", "already means 'havnæringer'", "remove it"],
    ),
    "synonym of two sectors": (
        "sectors.yml",
        "synonyms: [kreften,",
        "synonyms: [helsa,",
        0,
        ["'kreft'", "'helsa'", "already means 'helse'", "remove it"],
    ),
    "hint twice": (
        "sectors.yml",
        "hints: [sjø,",
        "hints: [sjø, sjø,",
        0,
        ["'havnæringer': hints: 'sjø'", "stands in 'hints' already", "remove it"],
    ),
    "hint that is a synonym": (
        "sectors.yml",
        "hints: [sjø,",
        "hints: [havet,",
        0,
        ["'havnæringer': hints: 'havet'", "stands in 'synonyms' already", "remove it"],
    ),
    "other name twice": (
        "places.yml",
        "aliases: [Romsdalen]",
        "aliases: [Romsdalen, Romsdalen]",
        0,
        ["'Romsdal': aliases: 'Romsdalen'", "stands in 'aliases' already", "remove it"],
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
}


@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_mistake_is_said_in_one_line_with_file_line_and_remedy(
    mistake: str, folder: Path
) -> None:
    check_mistake(folder, MISTAKES[mistake])


def test_a_part_of_a_cluster_name_may_be_a_word_for_a_sector(folder: Path) -> None:
    edit(folder, "sectors.yml", "synonyms: [kreften,", "synonyms: [legasea technology, edge,")
    assert load_knowledge(folder).sector("cancer")


def test_a_new_word_for_a_sector_needs_no_code(folder: Path) -> None:
    edit(folder, "sectors.yml", "synonyms: [reiselivet,", "synonyms: [nordlysturer, reiselivet,")
    (match,) = load_knowledge(folder).names.find("hvilke klynger arbeider med nordlysturer?")
    assert (match.entity, match.id) == ("sector", "tourism")


def test_a_new_sector_and_a_new_town_need_no_code(folder: Path) -> None:
    edit(
        folder,
        "sectors.yml",
        "  - id: tourism",
        "  - id: bells\n    name: {nb: klokkestøping, nn: klokkestøyping, en: bell founding}\n"
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
    found = knowledge.names.find("bell founding clusters in Tana bru")
    assert [(match.entity, match.id) for match in found] == [
        ("sector", "bells"),
        ("place", "tana"),
    ]


def test_a_place_that_is_not_searched_for_may_be_named_like_anything(folder: Path) -> None:
    edit(
        folder, "places.yml", "{nb: Møre, nn: Møre, en: Møre}", "{nb: Molde, nn: Molde, en: Molde}"
    )
    assert load_knowledge(folder).place("more")
