"""Which words for sectors and places are found in a text, and when they are part of a name."""

from __future__ import annotations

from typing import List, Tuple

import pytest

from bot.knowledge import KnowledgeBase
from bot.nlu.lexicon import Lexicon

Found = List[Tuple[str, str]]
HYDROGEN = "H2Cluster - The Norwegian Hydrogen Cluster"


@pytest.fixture(scope="module")
def find(knowledge: KnowledgeBase, lexicon: Lexicon):  # type: ignore[no-untyped-def]
    """Names in a text as (entity, id), with ordinary words known from the lexicon."""

    def found(text: str) -> Found:
        return [(match.entity, match.id) for match in knowledge.names.find(text, lexicon.is_word)]

    return found


def test_every_word_for_a_sector_finds_it(knowledge: KnowledgeBase, find) -> None:  # type: ignore[no-untyped-def]
    wrong = [
        (sector.id, word, found)
        for sector in knowledge.sectors
        for word in (sector.name.nb, sector.name.en, *sector.synonyms)
        for text in (word, f"hvilke klynger arbeider med {word}?", f"{word}, please")
        if (found := find(text)) != [("sector", sector.id)]
    ]
    assert wrong == []


def test_every_hint_tells_its_sector_and_is_no_name(knowledge: KnowledgeBase, find) -> None:  # type: ignore[no-untyped-def]
    wrong = [
        (sector.id, hint, found)
        for sector in knowledge.sectors
        for hint in sector.hints
        for found in [{match.id for match in knowledge.hints.find(f"noe med {hint}?")}]
        if found != {sector.id}
    ]
    assert wrong == []
    assert find("Say cheese!") == []


def test_every_name_of_a_place_finds_it(knowledge: KnowledgeBase, find) -> None:  # type: ignore[no-untyped-def]
    wrong = [
        (place.id, name, found)
        for place in knowledge.geography.places.values()
        for name in (place.name.nb, place.name.en, *place.aliases)
        for text in (name, name.lower(), f"hvilke klynger er i {name}?", f"near {name}, please")
        if place.searched and (found := find(text)) != [("place", place.id)]
    ]
    assert wrong == []


@pytest.mark.parametrize(
    ("text", "id_"),
    [
        # inflected, compound, with a word of its own for "cluster"
        ("helseklynger", "health"),
        ("havbruksklynger", "aquaculture"),
        ("energiklynger", "energy"),
        ("medieklynger", "media"),
        ("hydrogenklyngene", "hydrogen"),
        ("energy clusters", "energy"),
        ("hydrogen clusters", "hydrogen"),
        ("media clusters", "media"),
        ("solar clusters", "solar"),
        ("fintech-klynger", "finance"),
        ("maritime klynger", "maritime"),
        ("AI-klynger", "ai"),
        ("havvindklynger", "offshore_wind"),
        ("offshore wind clusters", "offshore_wind"),
        ("offshore wind power", "offshore_wind"),
        # nynorsk
        ("kvitfisk", "cod_whitefish"),
        ("eigedom", "property"),
        ("samferdsle", "transport"),
        ("attvinning", "recycling"),
        ("sjølvkøyrande", "autonomy"),
        # without Norwegian letters, split, misspelt
        ("sjomat", "seafood"),
        ("biookonomi", "bioeconomy"),
        ("sol energi", "solar"),
        ("fiske oppdrett", "aquaculture"),
        ("kunstig inteligens", "ai"),
        ("emballasj", "packaging"),
        ("akvakultr", "aquaculture"),
        ("hydorgen", "hydrogen"),
        ("artificial inteligence", "ai"),
    ],
)
def test_other_ways_to_write_a_sector(text: str, id_: str, find) -> None:  # type: ignore[no-untyped-def]
    assert find(text) == [("sector", id_)]


@pytest.mark.parametrize(
    ("text", "id_"),
    [
        ("Oslos", "oslo"),
        ("OSLO", "oslo"),
        ("tromso", "tromso"),
        ("Tromsoe", "tromso"),
        ("alesund", "alesund"),
        ("Aalesund", "alesund"),
        ("Stavangr", "stavanger"),
        ("tronheim", "trondheim"),
        ("Bergn", "bergen"),
        ("Nord Norge", "nord_norge"),
        ("nordnorge", "nord_norge"),
        ("northern norway", "nord_norge"),
        ("More og Romsdal", "more_og_romsdal"),
        ("Osloklynger", "oslo"),
        ("Trondheimsklyngene", "trondheim"),
        ("Vestland", "vestland"),
        ("Vestlandet", "vestlandet"),
        ("Troms og Finnmark", "troms_og_finnmark"),
        ("Troms", "troms"),
    ],
)
def test_other_ways_to_write_a_place(text: str, id_: str, find) -> None:  # type: ignore[no-untyped-def]
    assert find(text) == [("place", id_)]


def test_names_of_clusters_win_over_the_words_in_them(
    knowledge: KnowledgeBase,
    find,  # type: ignore[no-untyped-def]
) -> None:
    """Oslo in Oslo Cancer Cluster, energy in NCE Energy Technology, and all the others."""
    wrong = [
        (text, found)
        for cluster in knowledge.clusters
        for name in (cluster.name, *cluster.aliases)
        for text in (name, f"Hva gjør {name}?", f"what level is {name} at")
        if (found := find(text)) != [("cluster", cluster.id)]
    ]
    assert wrong == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Havbruksnettverk Helgeland", [("cluster", "Havbruksnettverk Helgeland")]),
        ("Havbruksnetverk Helgeland", [("cluster", "Havbruksnettverk Helgeland")]),
        ("Oslo Canser Cluster", [("cluster", "Oslo Cancer Cluster")]),
        ("solenergiklynga", [("cluster", "Solenergiklyngen")]),
        ("solenergiklyngen", [("cluster", "Solenergiklyngen")]),
        ("hydrogenklynga", [("cluster", HYDROGEN)]),
        ("the hydrogen cluster", [("cluster", HYDROGEN)]),
        ("hvor holder Matklyngen til", []),  # a name of none, not the sector of food
        ("hvem er i havbruksklyngen", [("sector", "aquaculture")]),
        ("kreftklynga", [("cluster", "Oslo Cancer Cluster")]),
        ("Energi i Nord", [("cluster", "Energi i Nord")]),
        ("NCE Seafood", [("cluster", "NCE Seafood Innovation")]),
        # the word alone, or in other company, is the sector or the place
        ("Helgeland", [("place", "helgeland")]),
        ("klynger på Helgeland", [("place", "helgeland")]),
        ("Via Oslo", [("place", "oslo")]),
        ("maritime", [("sector", "maritime")]),
        ("ocean", [("sector", "ocean")]),
        ("havbruk på Helgeland", [("sector", "aquaculture"), ("place", "helgeland")]),
        ("energi i Nord-Norge", [("sector", "energy"), ("place", "nord_norge")]),
        ("energi i Nord-Trøndelag", [("sector", "energy"), ("place", "nord_trondelag")]),
        ("cancer research in Oslo", [("sector", "cancer"), ("place", "oslo")]),
        ("NCE-klynger innen energi", [("level", "nce"), ("sector", "energy")]),
        ("Arena clusters in Bergen", [("level", "arena"), ("place", "bergen")]),
        (
            "Er Oslo Cancer Cluster i Oslo?",
            [("cluster", "Oslo Cancer Cluster"), ("place", "oslo")],
        ),
        (
            "which GCE clusters near Stavanger work with ocean energy",
            [("level", "gce"), ("place", "stavanger"), ("sector", "ocean"), ("sector", "energy")],
        ),
    ],
)
def test_names_and_topics_in_one_text(text: str, expected: Found, find) -> None:  # type: ignore[no-untyped-def]
    assert find(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "havn",  # a harbour, no "hav"
        "klyngen bygger noe nytt",  # builds
        "et møte",  # a meeting, no "mote"
        "er du klar",  # ready, no "klær"
        "is there some cluster for us",  # no sewing («søm»)
        "tell me more",  # no "Møre"
        "for de klyngene",  # no "Førde"
        "for us",  # no "Forus"
        "mot en klynge",
        "these as well",
        "tre klynger",  # three, no wood
        "på vei",
        "no halde eg fram",
        "vi møtes",
        "hva er en median",
    ],
)
def test_words_that_only_look_like_it(text: str, find) -> None:  # type: ignore[no-untyped-def]
    assert [one for one in find(text) if one[0] in ("sector", "place")] == []


@pytest.mark.parametrize(
    "text",
    [
        "Oslo Shipping Cluster",
        "What is Oslo Shipping Cluster?",
        "Norwegian Food Cluster",
        "er Bergen Drone Klynge med",
        "Fortell om Maritime CleanTech",
        "GCE Subsea",
        "NCE Maritime CleanTech",
    ],
)
def test_words_in_names_nobody_knows_mean_nothing(text: str, find) -> None:  # type: ignore[no-untyped-def]
    assert [one for one in find(text) if one[0] in ("sector", "place")] == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("I Oslo", [("place", "oslo")]),
        ("Klynger Bergen", [("place", "bergen")]),
        ("Bergen Norway", [("place", "bergen")]),
        ("Energy Clusters in Bergen", [("sector", "energy"), ("place", "bergen")]),
        ("What are the Solar Clusters?", [("sector", "solar")]),
        ("Rogaland Fylkeskommune", [("place", "rogaland")]),
        ("HVILKE KLYNGER ER I OSLO?", [("place", "oslo")]),
        ("Which Clusters Are There In Oslo Then", [("place", "oslo")]),
        ("Hei. Oslo!", [("place", "oslo")]),
    ],
)
def test_capitals_that_make_no_name(text: str, expected: Found, find) -> None:  # type: ignore[no-untyped-def]
    assert find(text) == expected
