"""Which names are found in a text, however they are written, and which are not."""

from __future__ import annotations

from typing import List, Tuple

import pytest

from bot.knowledge import KnowledgeBase
from bot.nlu.lexicon import Lexicon

Found = List[Tuple[str, str]]


@pytest.fixture(scope="module")
def find(knowledge: KnowledgeBase, lexicon: Lexicon):  # type: ignore[no-untyped-def]
    """Names in a text as (entity, id), with ordinary words known from the lexicon."""

    def found(text: str) -> Found:
        return [(match.entity, match.id) for match in knowledge.names.find(text, lexicon.is_word)]

    return found


OFFICIAL = {  # official name: the same with one slip of the finger
    "Havbruksnettverk Helgeland": "Havbruksnetverk Helgeland",
    "HelseINN": "HelsseINN",
    "Construction City": "Constuction City",
    "Marin Recycling Cluster": "Marin Recycling Clutser",
    "Autonomiklyngen": "Autonomiklynegn",
    "Nosca Clean Oceans": "Nosca Clean Ocaens",
    "ProptechInnovation": "ProptechInovation",
    "Circular Packaging": "Circular Packagin",
    "Norwegian Wood Cluster": "Norwegan Wood Cluster",
    "Cluster for applied AI": "Cluster for aplied AI",
    "H2Cluster - The Norwegian Hydrogen Cluster": "H2Cluster - The Norwegian Hydrogen Clusterr",
    "Energi i Nord": "Enegri i Nord",
    "Circular Wave": "Cirkular Wave",
    "WoodWorks Cluster": "WoodWorsk Cluster",
    "Norwegian Smart Care Cluster": "Norwegain Smart Care Cluster",
    "VIA Cluster": "VIA Clutser",
    "Solenergiklyngen": "Solenergiklyngn",
    "Arctic Cluster Team": "Artic Cluster Team",
    "Cod Cluster": "Codd Cluster",
    "NF&TA": "NF&TAA",
    "Nordic Edge": "Nordik Edge",
    "Norwegian Offshore Wind Cluster": "Norwegian Ofshore Wind Cluster",
    "Stiim Aqua Cluster": "Stiim Aqua Cluter",
    "Ocean Hyway Cluster": "Ocean Hywya Cluster",
    "Norwegian Energy Solutions": "Norwegian Energy Soluttions",
    "NCE Seafood Innovation": "NCE Seafod Innovation",
    "NCE Aquatech": "NCE Aquatehc",
    "NCE Energy Technology": "NCE Energy Tecnology",
    "NCE iKuben": "NCE iKubben",
    "NCE Finance Innovation": "NCE Finance Inovation",
    "NCE HeidnerBiocluster": "NCE HeidnerBioclutser",
    "NCE Blue Legasea": "NCE Blue Legasae",
    "GCE NODE": "GCE NODEE",
    "GCE Blue Maritime": "GCE Blue Martime",
    "GCE Ocean Technology": "GCE Ocean Technolgy",
    "NCE Media": "NCE Meida",
    "NCE Eyde": "NCE Eydde",
    "Oslo Cancer Cluster": "Oslo Canser Cluster",
    "Norway Health Tech": "Norway Helth Tech",
}


def test_the_list_of_official_names_is_complete(knowledge: KnowledgeBase) -> None:
    assert sorted(OFFICIAL) == sorted(cluster.name for cluster in knowledge.clusters)


@pytest.mark.parametrize("name", OFFICIAL)
def test_an_official_name_in_any_case(name: str, find) -> None:  # type: ignore[no-untyped-def]
    assert find(name) == [("cluster", name)]
    assert find(name.lower()) == [("cluster", name)]
    assert find(name.upper()) == [("cluster", name)]


@pytest.mark.parametrize("name", OFFICIAL)
def test_an_official_name_within_a_sentence(name: str, find) -> None:  # type: ignore[no-untyped-def]
    assert ("cluster", name) in find(f"Hvilket nivå er {name} på?")
    assert ("cluster", name) in find(f"what level is {name.lower()} at")


@pytest.mark.parametrize(("name", "typo"), OFFICIAL.items())
def test_an_official_name_with_one_typo(name: str, typo: str, find) -> None:  # type: ignore[no-untyped-def]
    assert find(typo) == [("cluster", name)]
    assert ("cluster", name) in find(f"hva er {typo.lower()}?")


def test_every_alias_is_found_and_means_its_owner(knowledge: KnowledgeBase) -> None:
    wrong = [
        (cluster.name, alias, found)
        for cluster in knowledge.clusters
        for alias in cluster.aliases
        if (found := [(m.entity, m.id) for m in knowledge.names.find(f"om {alias}, takk")])
        != [("cluster", cluster.name)]
    ]
    assert wrong == []


@pytest.mark.parametrize(
    ("text", "entity", "id_"),
    [
        # inflected
        ("iKubens", "cluster", "NCE iKuben"),
        ("Eydes nivå", "cluster", "NCE Eyde"),
        ("GCE-er", "level", "gce"),
        ("nodenes", "level", "nodes"),
        # compounds
        ("NCE-klyngene", "level", "nce"),
        ("Arenanivå", "level", "arena"),
        ("Arena Pro-klyngene", "level", "arena_pro"),
        ("GCE-status", "level", "gce"),
        ("Eyde-klynga", "cluster", "NCE Eyde"),
        ("VIA-klyngen", "cluster", "VIA Cluster"),
        # misspelt
        ("Arean Pro", "level", "arena_pro"),
        ("salgsinntketer", "metric", "sales_revenue"),
        ("verdiskapnig", "metric", "value_creation"),
        ("nce finace inovation", "cluster", "NCE Finance Innovation"),
        ("NCE Midea", "cluster", "NCE Media"),
        ("construction caty", "cluster", "Construction City"),
        ("solenergiklynga", "cluster", "Solenergiklyngen"),
        ("Norwegian Energy Solution", "cluster", "Norwegian Energy Solutions"),
        # without Norwegian letters
        ("arsverk", "metric", "employment"),
        ("aarsverk", "metric", "employment"),
        ("Havbruksnettverket pa Helgeland", "cluster", "Havbruksnettverk Helgeland"),
        ("sjomatklyngen", "cluster", "NCE Seafood Innovation"),
        ("sjoematklyngen", "cluster", "NCE Seafood Innovation"),
        # split and joined
        ("arenapro", "level", "arena_pro"),
        ("arena-pro", "level", "arena_pro"),
        ("sol energi klyngen", "cluster", "Solenergiklyngen"),
        ("nordicedge", "cluster", "Nordic Edge"),
        ("i kuben", "cluster", "NCE iKuben"),
        ("helse inn", "cluster", "HelseINN"),
        ("nf & ta", "cluster", "NF&TA"),
        ("GCENODE", "cluster", "GCE NODE"),
        ("blue lega sea", "cluster", "NCE Blue Legasea"),
        # one telling word
        ("Hyway", "cluster", "Ocean Hyway Cluster"),
        ("Legasea", "cluster", "NCE Blue Legasea"),
    ],
)
def test_other_ways_to_write_a_name(text: str, entity: str, id_: str, find) -> None:  # type: ignore[no-untyped-def]
    assert find(text) == [(entity, id_)]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Hva er NODE?", "GCE NODE"),
        ("Er VIA i Arena Pro?", "VIA Cluster"),
        ("hva med ACT", "Arctic Cluster Team"),
        ("VIAs nivå", "VIA Cluster"),
        ("fortell om COD", "Cod Cluster"),
        ("VIA?", "VIA Cluster"),  # alone: no other word tells whether someone is shouting
        ("OCC", "Oslo Cancer Cluster"),
        ("HVILKET NIVÅ ER OCC PÅ?", "Oslo Cancer Cluster"),  # no word of any language
    ],
)
def test_names_in_capitals(text: str, name: str, find) -> None:  # type: ignore[no-untyped-def]
    assert ("cluster", name) in find(text)


@pytest.mark.parametrize(
    "text",
    [
        "via e-post",
        "Send det via e-post",
        "we must act now",
        "an act",
        "cod and chips",
        "KAN DU SENDE DET VIA E-POST?",
        "WE MUST ACT NOW",
    ],
)
def test_the_same_words_as_words_are_no_names(text: str, find) -> None:  # type: ignore[no-untyped-def]
    assert find(text) == []


@pytest.mark.parametrize("text", ["en node", "Hva er en node?", "noder", "HVA ER EN NODE?"])
def test_a_node_is_the_level(text: str, find) -> None:  # type: ignore[no-untyped-def]
    assert find(text) == [("level", "nodes")]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("whats nordic egde", [("cluster", "Nordic Edge")]),
        ("whats cod custer", [("cluster", "Cod Cluster")]),
        ("Whats Stim Aqau", [("cluster", "Stiim Aqua Cluster")]),
        ("hvor mange er det i Arena por", [("level", "arena_pro")]),
        ("what would I gain from joining a cluster?", []),
        ("and NODE's", [("cluster", "GCE NODE")]),
        ("iKuben’s level", [("cluster", "NCE iKuben")]),
        ("is Arena for energy?", [("level", "arena"), ("sector", "energy")]),
        ("Norwegian Offshore Wind: level?", [("cluster", "Norwegian Offshore Wind Cluster")]),
    ],
)
def test_a_slip_that_makes_another_word(text: str, found: Found, find) -> None:  # type: ignore[no-untyped-def]
    assert find(text) == found


def test_a_word_after_a_name_is_no_ending(knowledge: KnowledgeBase) -> None:
    (match,) = knowledge.names.find("Norwegian Offshore Wind: level?")
    assert match.text == "Norwegian Offshore Wind"


@pytest.mark.parametrize(
    "text",
    [
        "Norwegian Drone Cluster",
        "Norwegian Food Cluster",
        "Norwegian Wool Cluster",
        "Oslo Shipping Cluster",
        "Nordic Innovation",
        "Arctic",
        "cluster",
        "Hva koster en pizza?",
        "what is the weather like",
    ],
)
def test_what_only_resembles_a_name_is_none(text: str, find) -> None:  # type: ignore[no-untyped-def]
    assert find(text) == []


def test_a_maritime_cluster_that_is_not_ours_keeps_but_its_level(knowledge: KnowledgeBase) -> None:
    found = knowledge.names.find("NCE Maritime CleanTech", {"maritime"}.__contains__)
    assert [(match.entity, match.text) for match in found] == [("level", "NCE")]


@pytest.mark.parametrize("text", ["NCE Raufoss", "NCE er et merkenavn", "GCE Subsea", "nce edge"])
def test_a_level_before_another_word_is_a_level(text: str, find) -> None:  # type: ignore[no-untyped-def]
    assert [entity for entity, _ in find(text)] == ["level"]


def test_names_are_found_in_order_with_their_places(knowledge: KnowledgeBase) -> None:
    text = "Er Arena Pro, iKuben og GCE NODE like?"
    found = knowledge.names.find(text)
    assert [match.id for match in found] == ["arena_pro", "NCE iKuben", "GCE NODE"]
    assert [text[match.start : match.end] for match in found] == ["Arena Pro", "iKuben", "GCE NODE"]


def test_a_misspelt_long_name_is_one_match(knowledge: KnowledgeBase) -> None:
    (match,) = knowledge.names.find("Hva er NCE Blue Legsea?")
    assert match.text == "NCE Blue Legsea"


@pytest.mark.parametrize("text", ["", " ", "?!", "😀", "…", "12345", "a" * 5000])
def test_odd_texts_do_no_harm(text: str, knowledge: KnowledgeBase) -> None:
    assert knowledge.names.find(text) == []
