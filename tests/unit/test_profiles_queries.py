"""What clusters do and where they are: the questions, and how sure the answers are."""

from __future__ import annotations

from typing import List, Optional

import pytest

from actions.question import Question
from actions.searching import search
from bot.knowledge import KnowledgeBase
from bot.knowledge.geography import kilometres
from bot.knowledge.profile_models import Coordinates

HYDROGEN = "H2Cluster - The Norwegian Hydrogen Cluster"


def names(clusters: object) -> List[str]:
    return [cluster.name for cluster in clusters]  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("sector", "expected"),
    [
        ("hydrogen", [HYDROGEN, "Ocean Hyway Cluster"]),
        ("solar", ["Solenergiklyngen"]),
        ("cancer", ["Oslo Cancer Cluster"]),
        ("finance", ["NCE Finance Innovation"]),
        ("smart_cities", ["Nordic Edge"]),
        ("process_industry", ["Arctic Cluster Team", "NCE Eyde"]),
        ("fisheries", ["Cod Cluster", "NCE Blue Legasea"]),  # cod is narrower
        ("tourism", []),  # a sector people ask for, and no cluster has it
        ("no_such_sector", []),
    ],
)
def test_clusters_in_a_sector(sector: str, expected: List[str], knowledge: KnowledgeBase) -> None:
    assert names(knowledge.clusters_in_sector([sector])) == expected


@pytest.mark.parametrize(
    ("wide", "narrow"),
    [
        ("energy", ["hydrogen", "solar", "offshore_wind", "oil_gas", "energy_transition"]),
        ("ocean", ["seafood", "aquaculture", "cod_whitefish", "maritime", "marine_environment"]),
        ("health", ["cancer", "health_technology"]),
        ("circular_economy", ["packaging", "recycling"]),
        ("digital", ["ai"]),
        ("construction", ["wood_construction"]),
    ],
)
def test_a_wide_sector_holds_the_clusters_of_its_narrower_ones(
    wide: str, narrow: List[str], knowledge: KnowledgeBase
) -> None:
    all_of_it = names(knowledge.clusters_in_sector([wide]))
    for sector in narrow:
        part = names(knowledge.clusters_in_sector([sector]))
        assert part
        assert set(part) <= set(all_of_it)


def test_a_narrow_sector_does_not_hold_those_of_the_wider_one(knowledge: KnowledgeBase) -> None:
    assert "Solenergiklyngen" not in names(knowledge.clusters_in_sector(["hydrogen"]))


def test_several_sectors_any_or_all(knowledge: KnowledgeBase) -> None:
    any_of = knowledge.clusters_in_sector(["hydrogen", "maritime"])
    all_of = knowledge.clusters_in_sector(["hydrogen", "maritime"], in_all=True)
    assert HYDROGEN in names(any_of)
    assert names(all_of) == ["Ocean Hyway Cluster"]
    assert knowledge.clusters_in_sector([]) == []
    assert knowledge.clusters_in_sector([], in_all=True) == []


def test_clusters_of_a_sector_at_a_level(knowledge: KnowledgeBase) -> None:
    gce = knowledge.clusters_at("gce")
    assert names(knowledge.clusters_in_sector(["maritime"], gce)) == [
        "GCE NODE",
        "GCE Blue Maritime",
    ]
    assert knowledge.clusters_in_sector(["health"], gce) == []


@pytest.mark.parametrize(
    ("place", "certain", "uncertain"),
    [
        # a town; one that is only indicated, and members there, are not certain
        (
            "oslo",
            ["Oslo Cancer Cluster", "Norway Health Tech"],
            ["Construction City", "Circular Packaging"],
        ),
        ("trondheim", ["NCE Aquatech"], ["Autonomiklyngen"]),
        ("fredrikstad", [], ["Circular Wave"]),
        # the county is known, the town isn't
        ("hamar", ["NCE HeidnerBiocluster"], ["HelseINN"]),
        # a town another town's cluster is not in, though the county is the same
        ("bodo", [], []),
        ("drammen", [], []),
        # a county: "i Trøndelag" is said of Autonomiklyngen, Haugesund is only indicated
        ("trondelag", ["Autonomiklyngen", "WoodWorks Cluster", "NCE Aquatech"], []),
        (
            "rogaland",
            [
                "Norwegian Smart Care Cluster",
                "VIA Cluster",
                "Nordic Edge",
                "Stiim Aqua Cluster",
                "Norwegian Energy Solutions",
            ],
            ["Norwegian Offshore Wind Cluster"],
        ),
        # areas: of whole counties, within a county, over a border of counties
        (
            "nord_norge",
            ["Marin Recycling Cluster", "Arctic Cluster Team", "Cod Cluster"],
            ["Havbruksnettverk Helgeland", "Energi i Nord"],
        ),
        ("helgeland", ["Arctic Cluster Team"], ["Havbruksnettverk Helgeland"]),
        ("vesteralen", ["Marin Recycling Cluster", "Cod Cluster"], []),
        ("lofoten", [], ["Marin Recycling Cluster"]),
        ("haugalandet", ["Norwegian Offshore Wind Cluster"], []),
        ("sunnmore", ["GCE Blue Maritime"], ["NCE Blue Legasea"]),
        # counties of other years
        ("ostfold", ["Cluster for applied AI"], ["Circular Wave"]),
        ("akershus", ["NCE Energy Technology"], ["Norway Health Tech"]),
        ("sogn_og_fjordane", ["Ocean Hyway Cluster"], []),
        ("finnmark", [], []),
        ("no_such_place", [], []),
    ],
)
def test_clusters_in_a_place(
    place: str, certain: List[str], uncertain: List[str], knowledge: KnowledgeBase
) -> None:
    found = knowledge.clusters_in_place([place])
    assert names(found.certain) == certain
    assert names(found.uncertain) == uncertain


def test_the_parts_of_the_country_hold_what_their_counties_hold(knowledge: KnowledgeBase) -> None:
    for area, counties in {
        "vestlandet": ["rogaland", "vestland", "more_og_romsdal"],
        "ostlandet": ["oslo", "viken", "innlandet", "vestfold_og_telemark"],
        "sorlandet": ["agder"],
        "midt_norge": ["trondelag"],
        "nord_norge": ["nordland", "troms_og_finnmark"],
    }.items():
        by_county = knowledge.clusters_in_place(counties)
        whole = knowledge.clusters_in_place([area])
        assert set(names(by_county.certain)) <= set(names(whole.certain))


def test_no_cluster_is_both_certain_and_uncertain(knowledge: KnowledgeBase) -> None:
    everywhere = list(knowledge.geography.places)
    for places in [*([one] for one in everywhere), everywhere]:
        found = knowledge.clusters_in_place(places)
        assert not set(names(found.certain)) & set(names(found.uncertain))


def test_clusters_of_a_place_at_a_level_and_in_a_sector(knowledge: KnowledgeBase) -> None:
    arena_pro = knowledge.clusters_at("arena_pro")
    assert names(knowledge.clusters_in_place(["stavanger"], arena_pro).certain) == [
        "Norwegian Smart Care Cluster",
        "Nordic Edge",
        "Stiim Aqua Cluster",
        "Norwegian Energy Solutions",
    ]
    health = knowledge.clusters_in_sector(["health"])
    assert names(knowledge.clusters_in_place(["stavanger"], health).certain) == [
        "Norwegian Smart Care Cluster"
    ]


def test_distances_are_as_the_crow_flies() -> None:
    oslo, bergen = Coordinates(59.9127, 10.7461), Coordinates(60.393, 5.3242)
    assert kilometres(oslo, bergen) == pytest.approx(305, abs=3)
    assert kilometres(bergen, oslo) == pytest.approx(kilometres(oslo, bergen))
    assert kilometres(oslo, oslo) == 0
    one_degree = kilometres(Coordinates(60, 10), Coordinates(61, 10))
    assert one_degree == pytest.approx(111.2, abs=0.1)


def test_clusters_near_a_town(knowledge: KnowledgeBase) -> None:
    near = knowledge.clusters_near("stavanger")
    assert [neighbour.cluster.name for neighbour in near.certain] == [
        "Norwegian Smart Care Cluster",
        "Nordic Edge",
        "Stiim Aqua Cluster",
        "Norwegian Energy Solutions",
    ]
    assert {neighbour.km for neighbour in near.certain} == {0.0}
    (haugesund,) = near.uncertain  # the town is only indicated
    assert haugesund.cluster.name == "Norwegian Offshore Wind Cluster"
    assert haugesund.km == pytest.approx(56, abs=1)
    assert names(near.unplaced) == ["VIA Cluster"]  # at Forus, which has no coordinates


def test_the_nearest_come_first(knowledge: KnowledgeBase) -> None:
    near = knowledge.clusters_near("lillehammer")
    assert [neighbour.cluster.name for neighbour in near.certain] == [
        "Norwegian Wood Cluster",
        "NCE HeidnerBiocluster",
    ]
    distances = [neighbour.km for neighbour in near.certain]
    assert distances == sorted(distances)
    assert names(near.unplaced) == ["HelseINN"]


def test_how_near_is_near(knowledge: KnowledgeBase) -> None:
    assert not knowledge.clusters_near("stavanger", km=50).uncertain
    far = [neighbour.cluster.name for neighbour in knowledge.clusters_near("oslo", 110).certain]
    assert "Cluster for applied AI" in far  # in Halden
    assert "NCE HeidnerBiocluster" in far  # in Hamar


@pytest.mark.parametrize("place", ["forus", "rogaland", "nord_norge", "no_such_place"])
def test_nothing_is_near_what_has_no_coordinates(place: str, knowledge: KnowledgeBase) -> None:
    assert knowledge.clusters_near(place) == ([], [], [])


def test_clusters_near_a_town_at_a_level(knowledge: KnowledgeBase) -> None:
    near = knowledge.clusters_near("bergen", among=knowledge.clusters_at("gce"))
    assert [neighbour.cluster.name for neighbour in near.certain] == ["GCE Ocean Technology"]


def test_nothing_near_tromso(knowledge: KnowledgeBase) -> None:
    assert knowledge.clusters_near("tromso") == ([], [], [])


@pytest.mark.parametrize(
    ("town", "cluster", "where"),
    [
        ("sandnes", "VIA Cluster", "fitting"),  # at Forus, on Jæren, as Sandnes is
        ("oslo", "NCE Energy Technology", "fitting"),  # at Fornebu in Bærum
        ("halden", "NCE Energy Technology", None),  # all of Bærum is too far
        ("lillehammer", "HelseINN", "reaching"),  # somewhere in Innlandet
    ],
)
def test_a_town_without_coordinates_is_as_near_as_its_area(
    town: str, cluster: str, where: Optional[str], knowledge: KnowledgeBase
) -> None:
    found = search(Question("clusters_by_place", places=(town,), near=True), knowledge)
    held = {
        name for name in ("fitting", "reaching") if cluster in names(list(getattr(found, name)))
    }
    assert held == ({where} if where else set())


def test_clusters_whose_place_nobody_knows(knowledge: KnowledgeBase) -> None:
    assert names(knowledge.clusters_without_place()) == ["ProptechInnovation", HYDROGEN, "NF&TA"]


@pytest.mark.parametrize(
    ("name", "first", "shared"),
    [
        ("NCE Eyde", "Arctic Cluster Team", ["process_industry"]),
        ("Norway Health Tech", "Norwegian Smart Care Cluster", ["health_technology"]),
        (HYDROGEN, "Ocean Hyway Cluster", ["hydrogen"]),
        ("Norwegian Wood Cluster", "WoodWorks Cluster", ["wood_construction"]),
        ("Construction City", "ProptechInnovation", ["construction", "property"]),
        ("Cod Cluster", "NCE Blue Legasea", ["fisheries"]),
    ],
)
def test_the_most_similar_cluster(
    name: str, first: str, shared: List[str], knowledge: KnowledgeBase
) -> None:
    similar = knowledge.similar_clusters(name)[0]
    assert similar.cluster.name == first
    assert [sector.id for sector in similar.sectors] == shared


def test_shared_sectors_are_the_narrowest_of_those_shared(knowledge: KnowledgeBase) -> None:
    by_name = {s.cluster.name: s.sectors for s in knowledge.similar_clusters("Solenergiklyngen")}
    assert [sector.id for sector in by_name[HYDROGEN]] == ["energy"]
    wind = by_name["Norwegian Offshore Wind Cluster"]
    assert [sector.id for sector in wind] == ["renewable_energy"]
    assert "NCE Media" not in by_name


def test_a_cluster_is_never_like_itself_and_likeness_goes_both_ways(
    knowledge: KnowledgeBase,
) -> None:
    alike = {
        (cluster.name, similar.cluster.name)
        for cluster in knowledge.clusters
        for similar in knowledge.similar_clusters(cluster.id)
    }
    assert all(one != other for one, other in alike)
    assert {(other, one) for one, other in alike} == alike


def test_ties_keep_the_order_of_the_source(knowledge: KnowledgeBase) -> None:
    similar = knowledge.similar_clusters("NCE Aquatech")[:3]
    assert names(one.cluster for one in similar) == [
        "Havbruksnettverk Helgeland",
        "Stiim Aqua Cluster",
        "NCE Seafood Innovation",
    ]
    assert knowledge.similar_clusters("NCE Aquatech")[:3] == similar


@pytest.mark.parametrize("name", ["NCE Media", "NF&TA", "NCE Raufoss"])
def test_some_are_like_no_other(name: str, knowledge: KnowledgeBase) -> None:
    assert knowledge.similar_clusters(name) == []


def test_what_is_not_there_is_none(knowledge: KnowledgeBase) -> None:
    assert knowledge.profile("NCE Raufoss") is None
    assert knowledge.sector("no_such_sector") is None
    assert knowledge.place("no_such_place") is None
    assert knowledge.sectors_of("NCE Raufoss") == []


def test_places_know_what_they_are(knowledge: KnowledgeBase) -> None:
    oslo, akershus = knowledge.place("oslo"), knowledge.place("akershus")
    assert oslo is not None
    assert akershus is not None
    assert oslo.kind.value == "county"
    assert oslo.coordinates is not None  # a town as well
    assert akershus.kind.value == "area"
    assert akershus.note is not None
    assert akershus.note.nb == "Akershus var i 2022 en del av Viken."
    assert akershus.coordinates is None
