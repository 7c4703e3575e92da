"""What the gathered sources say of each cluster, written down apart from the knowledge base."""

from __future__ import annotations

from typing import NamedTuple, Optional, Tuple


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
