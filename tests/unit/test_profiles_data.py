"""What is known of each cluster is what the gathered sources say, and no more."""

from __future__ import annotations

import re
from typing import List, Optional

import pytest

from bot.knowledge import KnowledgeBase
from bot.knowledge.profile_models import Profile, Told
from tests.unit.known_profiles import KNOWN, REGIONS


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
    facts = (Told.THEME, Told.TOWN, Told.COUNTY, Told.REGION, Told.WEBSITE)
    telling = [sum(fact in source.tells for source in profile.sources) for fact in facts]
    assert tuple(telling) == known.pages


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
        ("GCE Blue Maritime", "maritime"),  # "design, building and operation"
        ("NCE HeidnerBiocluster", "food"),  # "food production", from more than farms
        ("NCE Seafood Innovation", "seafood"),  # "seafood and aquaculture"
        ("NCE Energy Technology", "energy"),  # energy technology of all kinds
        ("GCE NODE", "energy"),  # energy besides oil and gas
        ("GCE Ocean Technology", "energy"),
    }
