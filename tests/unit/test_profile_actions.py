"""What is said of themes, places, websites, alike clusters and the map, and where it comes from."""

from __future__ import annotations

from typing import Any, Dict, List

import pytest

from actions.found import ActionFindClusters
from actions.maps import ActionMap
from actions.overviews import (
    ActionClustersByCounty,
    ActionClustersWithoutPlace,
    ActionListThemes,
)
from actions.profiles import ActionClusterProfile
from actions.similar import ActionSimilarClusters
from actions.sources import ActionSource
from tests.unit.asking import LANGUAGES, check_case, message, run

CASES = [
    # action, message, responses, what a reader must find in nb and in en
    (
        ActionFindClusters,
        message("clusters_by_theme", sector="hydrogen"),
        ["utter_clusters_by_theme"],
        ["**2**", "Ocean Hyway Cluster: hydrogen- og", "ikke fra årsrapporten"],
        ["**2**", "Ocean Hyway Cluster: hydrogen and", "not from the annual report"],
    ),
    (
        ActionFindClusters,
        message("clusters_by_theme", sector="energy", level="arena_pro"),
        ["utter_clusters_by_theme_at_level"],
        ["Arena Pro", "Solenergiklyngen", "2022"],
        ["Arena Pro", "Solenergiklyngen", "2022"],
    ),
    (
        ActionFindClusters,
        message("clusters_by_place", place="ostlandet", level="gce"),
        ["utter_no_clusters_by_place_at_level"],
        ["på Østlandet", "GCE"],
        ["in Eastern Norway", "GCE"],
    ),
    (
        ActionFindClusters,
        message("clusters_by_place", place="bergen"),
        ["utter_clusters_by_place"],
        ["i Bergen: **5**", "Nosca Clean Oceans (Bergen, etter alt å dømme)"],
        ["in Bergen: **5**", "Nosca Clean Oceans (Bergen, probably)"],
    ),
    (
        ActionFindClusters,
        message("clusters_by_place", place="akershus"),
        ["utter_clusters_by_place", "utter_clusters_reaching"],
        ["NCE Energy Technology", "Akershus var i 2022 en del av Viken"],
        ["NCE Energy Technology", "In 2022 Akershus was part of Viken"],
    ),
    (
        ActionFindClusters,
        message("clusters_by_place", "noe nær Sandnes?", place="sandnes"),
        ["utter_clusters_by_place"],
        ["mindre enn 60 km fra Sandnes", "Nordic Edge (Stavanger, 13 km)", "VIA Cluster (Forus)"],
        ["within 60 km of Sandnes", "Nordic Edge (Stavanger, 13 km)"],
    ),
    (
        ActionFindClusters,
        message("clusters_by_theme", sector="aquaculture", place="trondelag"),
        ["utter_clusters_by_theme_and_place"],
        ["NCE Aquatech", "i Trøndelag"],
        ["NCE Aquatech", "in Trøndelag"],
    ),
    (
        ActionFindClusters,
        message("clusters_by_theme", sector="seafood", place="bergen", level="nce"),
        ["utter_clusters_by_theme_and_place_at_level"],
        ["NCE Seafood Innovation"],
        ["NCE Seafood Innovation"],
    ),
    (
        ActionFindClusters,
        message("clusters_by_theme", sector="tourism"),
        ["utter_no_clusters_by_theme"],
        ["reiseliv"],
        ["tourism"],
    ),
    (
        ActionFindClusters,
        message("clusters_by_place", unknown_name="stockholm"),
        ["utter_unknown_place"],
        ["Stockholm"],
        ["Stockholm"],
    ),
    (ActionFindClusters, message("clusters_by_place"), ["utter_ask_place"], ["sted"], ["place"]),
    (
        ActionFindClusters,
        message("clusters_by_theme"),
        ["utter_unknown_theme"],
        ["energi", "helse"],
        ["energy", "health"],
    ),
    (
        ActionClusterProfile,
        message("ask_theme", "Is Nordic Edge in health?", cluster="Nordic Edge", sector="health"),
        ["utter_theme_of_cluster"],
        ["Nei. ", "smarte byer"],
        ["No. ", "smart cities"],
    ),
    (
        ActionClusterProfile,
        message("ask_location", "Is it in Bergen?", cluster="NCE Media", place="bergen"),
        ["utter_location"],
        ["Ja. ", "i Bergen (Vestland)"],
        ["Yes. ", "in Bergen (Vestland)"],
    ),
    (
        ActionClusterProfile,
        message("ask_location", cluster="Construction City"),
        ["utter_location_likely"],
        ["etter alt å dømme", "i Oslo.", "ikke ferdig i 2022"],
        ["is probably based in Oslo.", "not finished in 2022"],
    ),
    (
        ActionClusterProfile,
        message("ask_location", cluster="Cod Cluster"),
        ["utter_location_area"],
        ["i Vesterålen"],
        ["in Vesterålen"],
    ),
    (
        ActionClusterProfile,
        message("ask_location", cluster="Energi i Nord"),
        ["utter_location_members"],
        ["i Nordland og i Troms og Finnmark"],
        ["in Nordland and in Troms og Finnmark"],
    ),
    (
        ActionClusterProfile,
        message("ask_location", cluster="Havbruksnettverk Helgeland"),
        ["utter_location_work"],
        ["på Helgeland"],
        ["in Helgeland"],
    ),
    (
        ActionClusterProfile,
        message("ask_location", cluster="NF&TA"),
        ["utter_location_unknown"],
        ["Jeg vet ikke hvor"],
        ["I don’t know where"],
    ),
    (
        ActionClusterProfile,
        message("ask_location", cluster=["NF&TA", "NCE Media", "Nosca Clean Oceans"]),
        ["utter_many_location"],
        ["NF&TA: stedet er ikke kjent", "Nosca Clean Oceans: Bergen, etter alt å dømme"],
        ["NF&TA: place not known", "Nosca Clean Oceans: Bergen, probably"],
    ),
    (
        ActionClusterProfile,
        message("ask_website", cluster=["NCE Media", "NF&TA"]),
        ["utter_website", "utter_website_unknown"],
        ["mediacitybergen.no", "ikke til noe nettsted for **NF&TA**"],
        ["mediacitybergen.no", "don’t know of a website for **NF&TA**"],
    ),
    (
        ActionSimilarClusters,
        message("similar_clusters", cluster="Ocean Hyway Cluster"),
        ["utter_similar"],
        ["H2Cluster", ": hydrogen"],
        ["H2Cluster", ": hydrogen"],
    ),
    (
        ActionSimilarClusters,
        message("similar_clusters", cluster="HelseINN"),
        ["utter_similar_wider"],
        ["Oslo Cancer Cluster"],
        ["Oslo Cancer Cluster"],
    ),
    (
        ActionSimilarClusters,
        message("similar_clusters", cluster="NF&TA"),
        ["utter_no_similar"],
        ["NF&TA"],
        ["NF&TA"],
    ),
    (
        ActionClustersByCounty,
        message("clusters_by_county"),
        ["utter_clusters_by_county"],
        ["Rogaland: 6", "31 av 39"],
        ["Rogaland: 6", "31 of the 39"],
    ),
    (
        ActionClustersWithoutPlace,
        message("clusters_without_place"),
        ["utter_clusters_without_place", "utter_clusters_without_town"],
        ["ProptechInnovation", "Cod Cluster"],
        ["ProptechInnovation", "Cod Cluster"],
    ),
    (
        ActionListThemes,
        message("list_themes"),
        ["utter_themes"],
        ["havnæringer: "],
        ["ocean industries: "],
    ),
]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "case", CASES, ids=lambda case: f"{case[1]['intent']['name']}-{case[2][0]}"
)
def test_a_question_gets_its_response_with_every_variable(case: Any, language: str) -> None:
    check_case(case, language)


def buttons(said: Dict[str, Any]) -> List[str]:
    return [button["title"] for button in said["buttons"]]


def test_a_fact_of_a_profile_cites_the_pages_that_tell_it() -> None:
    (said,), _ = run(ActionClusterProfile(), message("ask_website", cluster="NCE Media"), {})
    assert said["sources"]
    assert all(source["url"].startswith("http") and source["title"] for source in said["sources"])


def test_a_list_at_a_level_cites_the_annual_report_as_well() -> None:
    latest = message("clusters_by_theme", sector="hydrogen", level="arena_pro")
    (said,), _ = run(ActionFindClusters(), latest, {"language": "en"})
    assert said["sources"][0]["publisher"] == "Innovasjon Norge"
    assert len(said["sources"]) > 1


def test_more_pages_than_fit_are_left_to_the_source_button() -> None:
    (said,), slots = run(ActionFindClusters(), message("clusters_by_place", place="vestlandet"), {})
    assert said["sources"] == []
    (told,), _ = run(ActionSource(), message("ask_source"), slots)
    assert told["response"] == "utter_source_pages"
    assert told["pages"].count("](http") > 12


def test_the_source_of_an_answer_about_a_place_are_its_pages() -> None:
    (said,), slots = run(ActionClusterProfile(), message("ask_location", cluster="GCE NODE"), {})
    (told,), after = run(ActionSource(), message("ask_source"), slots)
    assert [source["url"] in told["pages"] for source in said["sources"]] == [True, True]
    assert after["question"] == slots["question"]


def test_the_source_of_figures_is_the_report_and_profiles_are_mentioned() -> None:
    (told,), _ = run(ActionSource(), message("ask_source"), {"language": "nb"})
    assert told["response"] == "utter_source"
    assert "ikke fra årsrapporten" in told["origin"]


def test_where_nothing_is_known_wider_places_are_offered_and_yes_takes_the_first() -> None:
    (said,), slots = run(ActionFindClusters(), message("clusters_by_place", place="tromso"), {})
    assert said["response"] == "utter_no_clusters_by_place"
    assert "Nord-Norge" in buttons(said)
    assert slots["offered"][0].startswith("/clusters_by_place")


def test_where_only_members_are_they_are_named() -> None:
    said, _ = run(ActionFindClusters(), message("clusters_by_place", place="troms_og_finnmark"), {})
    assert [one["response"] for one in said] == [
        "utter_no_clusters_by_place",
        "utter_clusters_reaching",
    ]
    assert said[1]["clusters"] == "Energi i Nord"


def test_one_cluster_found_is_what_the_conversation_is_about() -> None:
    _, slots = run(ActionFindClusters(), message("clusters_by_place", place="molde"), {})
    (said,), _ = run(ActionClusterProfile(), message("ask_website", "nettsiden?"), slots)
    assert said["cluster"] == "NCE iKuben"


def test_a_map_is_text_with_a_picture() -> None:
    said, _ = run(ActionMap(), message("ask_map"), {"language": "en"})
    text, without = said
    assert text["response"] == "utter_map"
    assert "Nordic Edge (Stavanger)" in text["clusters"]
    assert "NF&TA" in without["clusters"]
    assert text["picture"]["type"] == "map"
    assert text["picture"]["language"] == "en"
    assert len(text["picture"]["clusters"]) == 39


def test_a_map_of_a_search_shows_what_it_finds() -> None:
    latest = message("ask_map", sector="aquaculture", place="trondelag")
    said, _ = run(ActionMap(), latest, {})
    assert said[0]["picture"]["clusters"] == ["NCE Aquatech"]
