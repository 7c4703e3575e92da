"""What is known of each cluster is what the gathered sources say, and no more."""

from __future__ import annotations

import re
from typing import List, NamedTuple, Optional, Tuple

import pytest

from bot.knowledge import KnowledgeBase
from bot.knowledge.profile_models import Profile


class Known(NamedTuple):
    """One cluster in the material the profiles were made from; None was not found there."""

    town: Optional[str]
    confidence: Optional[str]
    coordinates: Optional[Tuple[float, float]]
    county: Optional[str]
    region: Optional[str]
    website: Optional[str]
    pages: Tuple[int, int, int, int, int]  # that tell theme, town, county, region, website


KNOWN = {
    "Havbruksnettverk Helgeland": Known(
        None,
        None,
        None,
        None,
        "Helgeland",
        "https://www.havbruksnettverkhelgeland.no/",
        (1, 0, 0, 1, 1),
    ),
    "HelseINN": Known(None, None, None, "Innlandet", None, "https://helseinn.no/", (1, 0, 1, 0, 1)),
    "Construction City": Known(
        "Oslo",
        "medium",
        (59.9127, 10.7461),
        "Oslo",
        None,
        "https://constructioncity.no/",
        (1, 2, 0, 0, 1),
    ),
    "Marin Recycling Cluster": Known(
        "Stokmarknes",
        "strong",
        (68.5646, 14.9108),
        "Nordland",
        "Vesterålen and Lofoten",
        "https://marinerecycling.no/",
        (1, 2, 1, 1, 1),
    ),
    "Autonomiklyngen": Known(
        "Trondheim",
        "medium",
        (63.4305, 10.3951),
        "Trøndelag",
        None,
        "https://oceanautonomy.no/",
        (1, 1, 1, 0, 2),
    ),
    "Nosca Clean Oceans": Known(
        "Bergen",
        "medium",
        (60.393, 5.3242),
        "Vestland",
        None,
        "https://www.nosca.no/",
        (1, 2, 0, 0, 1),
    ),
    "ProptechInnovation": Known(
        None, None, None, None, None, "https://proptechinnovation.com/", (1, 0, 0, 0, 1)
    ),
    "Circular Packaging": Known(
        None,
        None,
        None,
        None,
        "Oslo and Viken (most members)",
        "https://www.circularpackagingcluster.no/",
        (1, 0, 0, 1, 1),
    ),
    "Norwegian Wood Cluster": Known(
        "Brumunddal",
        "strong",
        (60.8809, 10.9395),
        "Innlandet",
        None,
        "https://nwcluster.no/",
        (1, 1, 1, 0, 1),
    ),
    "Cluster for applied AI": Known(
        "Halden", "strong", (59.1248, 11.3875), "Viken", None, "https://caai.no/", (1, 1, 0, 0, 1)
    ),
    "H2Cluster - The Norwegian Hydrogen Cluster": Known(
        None, None, None, None, None, None, (1, 0, 0, 0, 0)
    ),
    "Energi i Nord": Known(
        None, None, None, None, "Nord-Norge (Nordland, Troms og Finnmark)", None, (1, 0, 0, 1, 0)
    ),
    "Circular Wave": Known(
        "Fredrikstad",
        "medium",
        (59.2181, 10.9298),
        "Viken",
        "Oslofjord",
        "https://ncce.no/",
        (1, 2, 0, 1, 1),
    ),
    "WoodWorks Cluster": Known(
        "Steinkjer",
        "strong",
        (64.0149, 11.4954),
        "Trøndelag",
        None,
        "https://woodworkscluster.no/",
        (1, 1, 1, 0, 1),
    ),
    "Norwegian Smart Care Cluster": Known(
        "Stavanger",
        "strong",
        (58.9701, 5.7333),
        "Rogaland",
        None,
        "https://www.smartcarecluster.no/",
        (1, 1, 0, 0, 1),
    ),
    "VIA Cluster": Known(
        "Forus", "strong", None, "Rogaland", None, "https://www.viacluster.no/", (1, 1, 1, 0, 1)
    ),
    "Solenergiklyngen": Known(
        None,
        None,
        None,
        None,
        "Østlandet og Sørlandet (members)",
        "https://www.solenergiklyngen.no/",
        (1, 0, 0, 1, 1),
    ),
    "Arctic Cluster Team": Known(
        "Mo i Rana",
        "strong",
        (66.3128, 14.1428),
        "Nordland",
        None,
        "https://arcticclusterteam.no/",
        (1, 1, 1, 0, 1),
    ),
    "Cod Cluster": Known(
        None,
        None,
        None,
        None,
        "Vesterålen (led from)",
        "https://www.codcluster.no/",
        (1, 0, 0, 1, 1),
    ),
    "NF&TA": Known(None, None, None, None, None, None, (1, 0, 0, 0, 0)),
    "Nordic Edge": Known(
        "Stavanger",
        "strong",
        (58.9701, 5.7333),
        "Rogaland",
        None,
        "https://nordicedge.org/",
        (1, 1, 0, 0, 1),
    ),
    "Norwegian Offshore Wind Cluster": Known(
        "Haugesund",
        "medium",
        (59.4138, 5.268),
        "Rogaland",
        "Haugalandet",
        "https://offshore-wind.no/",
        (1, 1, 0, 1, 1),
    ),
    "Stiim Aqua Cluster": Known(
        "Stavanger",
        "strong",
        (58.9701, 5.7333),
        "Rogaland",
        None,
        "https://stiimaquacluster.no/",
        (1, 2, 0, 0, 1),
    ),
    "Ocean Hyway Cluster": Known(
        "Florø",
        "strong",
        (61.5996, 5.0328),
        "Vestland",
        "Sogn og Fjordane",
        "https://www.oceanhywaycluster.no/",
        (1, 1, 0, 1, 1),
    ),
    "Norwegian Energy Solutions": Known(
        "Stavanger",
        "strong",
        (58.9701, 5.7333),
        "Rogaland",
        None,
        "https://www.norwegianenergysolutions.no/",
        (1, 1, 0, 0, 1),
    ),
    "NCE Seafood Innovation": Known(
        "Bergen",
        "strong",
        (60.393, 5.3242),
        "Vestland",
        "Hordaland (former county)",
        "https://seafoodinnovation.no/",
        (1, 2, 0, 1, 1),
    ),
    "NCE Aquatech": Known(
        "Trondheim",
        "strong",
        (63.4305, 10.3951),
        "Trøndelag",
        None,
        "https://aquatechcluster.no/",
        (1, 1, 1, 0, 1),
    ),
    "NCE Energy Technology": Known(
        "Fornebu", "strong", None, "Viken", None, "https://energyvalley.no/", (1, 2, 0, 0, 2)
    ),
    "NCE iKuben": Known(
        "Molde",
        "strong",
        (62.7375, 7.1591),
        "Møre og Romsdal",
        None,
        "https://ikuben.no/",
        (1, 2, 1, 0, 1),
    ),
    "NCE Finance Innovation": Known(
        "Bergen",
        "strong",
        (60.393, 5.3242),
        "Vestland",
        None,
        "https://www.financeinnovation.no/",
        (1, 2, 0, 0, 1),
    ),
    "NCE HeidnerBiocluster": Known(
        "Hamar",
        "strong",
        (60.7945, 11.068),
        "Innlandet",
        None,
        "https://heidner.no/",
        (1, 1, 1, 0, 1),
    ),
    "NCE Blue Legasea": Known(
        None, None, None, "Møre og Romsdal", "Møre / Sunnmøre", None, (1, 0, 1, 1, 0)
    ),
    "GCE NODE": Known(
        "Kristiansand",
        "strong",
        (58.1467, 7.9956),
        "Agder",
        None,
        "https://gcenode.no/",
        (1, 1, 1, 0, 1),
    ),
    "GCE Blue Maritime": Known(
        "Ålesund",
        "strong",
        (62.4723, 6.1549),
        "Møre og Romsdal",
        None,
        "https://www.bluemaritimecluster.no/",
        (1, 1, 1, 0, 1),
    ),
    "GCE Ocean Technology": Known(
        "Bergen",
        "strong",
        (60.393, 5.3242),
        "Vestland",
        None,
        "https://www.gceocean.no/",
        (1, 1, 0, 0, 1),
    ),
    "NCE Media": Known(
        "Bergen",
        "strong",
        (60.393, 5.3242),
        "Vestland",
        None,
        "https://mediacitybergen.no/",
        (1, 1, 0, 0, 1),
    ),
    "NCE Eyde": Known(
        "Arendal",
        "strong",
        (58.4615, 8.7725),
        "Agder",
        None,
        "https://www.eydecluster.com/",
        (1, 1, 1, 0, 1),
    ),
    "Oslo Cancer Cluster": Known(
        "Oslo",
        "strong",
        (59.9127, 10.7461),
        "Oslo",
        None,
        "https://oslocancercluster.no/",
        (1, 2, 0, 0, 1),
    ),
    "Norway Health Tech": Known(
        "Oslo",
        "strong",
        (59.9127, 10.7461),
        "Oslo",
        "Oslo and Akershus",
        "https://www.norwayhealthtech.com/",
        (1, 1, 0, 1, 1),
    ),
}

# The regions in the words of the material, and the places they stand for. "Møre / Sunnmøre" is
# Møre only, since the page that is quoted says no more.
REGIONS = {
    "Helgeland": ["Helgeland"],
    "Vesterålen and Lofoten": ["Vesterålen", "Lofoten"],
    "Oslo and Viken (most members)": ["Oslo", "Viken"],
    "Nord-Norge (Nordland, Troms og Finnmark)": ["Nordland", "Troms og Finnmark"],
    "Oslofjord": ["Oslofjorden"],
    "Østlandet og Sørlandet (members)": ["Østlandet", "Sørlandet"],
    "Vesterålen (led from)": ["Vesterålen"],
    "Haugalandet": ["Haugalandet"],
    "Sogn og Fjordane": ["Sogn og Fjordane"],
    "Hordaland (former county)": ["Hordaland"],
    "Møre / Sunnmøre": ["Møre"],
    "Oslo and Akershus": ["Oslo", "Akershus"],
}


def profile_of(knowledge: KnowledgeBase, name: str) -> Profile:
    profile = knowledge.profile(name)
    assert profile is not None
    return profile


def place_name(knowledge: KnowledgeBase, place_id: Optional[str]) -> Optional[str]:
    if place_id is None:
        return None
    place = knowledge.place(place_id)
    assert place is not None
    return place.name.nb


def test_every_cluster_has_a_profile_and_every_profile_a_cluster(knowledge: KnowledgeBase) -> None:
    assert set(KNOWN) == {cluster.name for cluster in knowledge.clusters}
    assert all(knowledge.profile(name) for name in KNOWN)


def test_as_much_is_known_as_was_found(knowledge: KnowledgeBase) -> None:
    profiles = [profile_of(knowledge, name) for name in KNOWN]
    assert sum(bool(profile.theme) for profile in profiles) == 39
    assert sum(bool(profile.town) for profile in profiles) == 29
    assert sum(bool(profile.county) for profile in profiles) == 31
    assert sum(bool(profile.website) for profile in profiles) == 35


@pytest.mark.parametrize("name", KNOWN)
def test_the_facts_of_a_profile(name: str, knowledge: KnowledgeBase) -> None:
    profile, known = profile_of(knowledge, name), KNOWN[name]
    assert place_name(knowledge, profile.town) == known.town
    assert (profile.town_confidence and profile.town_confidence.value) == known.confidence
    assert profile.coordinates == known.coordinates
    assert place_name(knowledge, profile.county) == known.county
    assert profile.website == known.website
    regions: List[str] = REGIONS[known.region] if known.region else []
    assert [place_name(knowledge, region) for region in profile.region] == regions
    facts = ("theme", "town", "county", "region", "website")
    assert tuple(len(profile.sources_of(fact)) for fact in facts) == known.pages


@pytest.mark.parametrize("name", KNOWN)
def test_a_theme_reads_on_from_the_cluster_works_with(name: str, knowledge: KnowledgeBase) -> None:
    for text in (profile_of(knowledge, name).theme.nb, profile_of(knowledge, name).theme.en):
        assert text[0].islower()
        assert text[-1] not in ".!,;:"
        assert len(text) < 80


def test_no_theme_is_written_in_the_other_language(knowledge: KnowledgeBase) -> None:
    for name in KNOWN:
        theme = profile_of(knowledge, name).theme
        assert not re.search(r"\b(the|and|of)\b", theme.nb)
        assert not re.search(r"[æøå]|\b(og|til|av)\b", theme.en)


def test_what_is_left_open_stays_open(knowledge: KnowledgeBase) -> None:
    hydrogen = profile_of(knowledge, "H2Cluster - The Norwegian Hydrogen Cluster")
    assert (hydrogen.town, hydrogen.county, hydrogen.region) == (None, None, [])
    assert hydrogen.website is None
    assert not hydrogen.has_place


@pytest.mark.parametrize(
    ("name", "confidence"),
    [
        ("Autonomiklyngen", "strong"),  # town only indicated, but a page says "i Trøndelag"
        ("Construction City", "medium"),  # follows from a town that is only indicated
        ("Nosca Clean Oceans", "medium"),
        ("Circular Wave", "medium"),
        ("Norwegian Offshore Wind Cluster", "medium"),
        ("HelseINN", "strong"),
        ("Nordic Edge", "strong"),  # follows from a town that a page tells
    ],
)
def test_how_surely_a_county_is_known(name: str, confidence: str, knowledge: KnowledgeBase) -> None:
    found = profile_of(knowledge, name).county_confidence
    assert found is not None
    assert found.value == confidence


def test_what_a_region_tells(knowledge: KnowledgeBase) -> None:
    tells = {
        name: profile.region_tells.value
        for name in KNOWN
        if (profile := profile_of(knowledge, name)).region_tells
    }
    assert tells == {
        "Havbruksnettverk Helgeland": "work",
        "Marin Recycling Cluster": "base",
        "Circular Packaging": "members",
        "Energi i Nord": "members",
        "Circular Wave": "base",
        "Solenergiklyngen": "members",
        "Cod Cluster": "base",
        "Norwegian Offshore Wind Cluster": "base",
        "Ocean Hyway Cluster": "work",
        "NCE Seafood Innovation": "base",
        "NCE Blue Legasea": "base",
        "Norway Health Tech": "base",
    }


@pytest.mark.parametrize(
    ("name", "nb", "en"),
    [
        ("Autonomiklyngen", "ikke bekreftet", "not confirmed"),
        ("HelseINN", "fire kontorer", "four offices"),
        ("Circular Wave", "No Waste!", "No Waste!"),
        ("VIA Cluster", "2024", "2024"),
        ("Construction City", "ikke ferdig i 2022", "not finished in 2022"),
    ],
)
def test_reservations_are_kept(name: str, nb: str, en: str, knowledge: KnowledgeBase) -> None:
    note = profile_of(knowledge, name).note
    assert note is not None
    assert nb in note.nb
    assert en in note.en


def test_profiles_are_not_from_the_annual_report(knowledge: KnowledgeBase) -> None:
    origin = knowledge.profiles_origin
    assert "ikke fra årsrapporten" in origin.text.nb
    assert "not the annual report" in origin.text.en
    assert (origin.first_year, origin.last_year) == (2014, 2026)
    urls = {source.url for name in KNOWN for source in profile_of(knowledge, name).sources}
    assert knowledge.source.url not in urls


def test_every_sector_of_a_profile_is_the_narrowest(knowledge: KnowledgeBase) -> None:
    """A sector beside one of its own narrower ones would say nothing, but for stated doubles."""
    doubles = set()
    for name in KNOWN:
        own = profile_of(knowledge, name).sectors
        for sector in own:
            if sector in knowledge.with_broader([one for one in own if one != sector]):
                doubles.add((name, sector))
    assert doubles == {
        ("Circular Wave", "circular_economy"),  # besides waste
        ("WoodWorks Cluster", "forest_wood"),  # besides building
        ("NCE Seafood Innovation", "seafood"),  # "seafood and aquaculture"
        ("NCE Energy Technology", "energy"),  # energy technology of all kinds
        ("GCE NODE", "energy"),  # energy besides oil and gas
        ("GCE Ocean Technology", "energy"),
    }
