"""Every cluster, list, count and figure of the source, asked in both languages."""

from __future__ import annotations

import re
from typing import Callable, Dict, List, Tuple

import pytest

Ask = Callable[..., str]

# The list as it stands in the source, independent of knowledge/: level in nb, in en, clusters.
LISTED: Dict[Tuple[str, str], List[str]] = {
    ("Noder", "Nodes"): ["Havbruksnettverk Helgeland", "HelseINN"],
    ("Arena", "Arena"): [
        "Construction City",
        "Marin Recycling Cluster",
        "Autonomiklyngen",
        "Nosca Clean Oceans",
        "ProptechInnovation",
        "Circular Packaging",
        "Norwegian Wood Cluster",
        "Cluster for applied AI",
        "H2Cluster - The Norwegian Hydrogen Cluster",
        "Energi i Nord",
        "Circular Wave",
    ],
    ("Arena Pro", "Arena Pro"): [
        "WoodWorks Cluster",
        "Norwegian Smart Care Cluster",
        "VIA Cluster",
        "Solenergiklyngen",
        "Arctic Cluster Team",
        "Cod Cluster",
        "NF&TA",
        "Nordic Edge",
        "Norwegian Offshore Wind Cluster",
        "Stiim Aqua Cluster",
        "Ocean Hyway Cluster",
        "Norwegian Energy Solutions",
    ],
    ("NCE", "NCE"): [
        "NCE Seafood Innovation",
        "NCE Aquatech",
        "NCE Energy Technology",
        "NCE iKuben",
        "NCE Finance Innovation",
        "NCE HeidnerBiocluster",
        "NCE Blue Legasea",
    ],
    ("GCE", "GCE"): ["GCE NODE", "GCE Blue Maritime", "GCE Ocean Technology"],
    ("Modne klynger", "Mature clusters"): [
        "NCE Media",
        "NCE Eyde",
        "Oslo Cancer Cluster",
        "Norway Health Tech",
    ],
}
LEVELS = list(LISTED)
CLUSTERS = [(name, *levels) for levels, names in LISTED.items() for name in names]


def says_level(answer: str, level: str) -> bool:
    """The level stands in bold: the answer's one level."""
    return f"**{level}**" in answer


def test_the_source_lists_39_clusters() -> None:
    assert len(CLUSTERS) == 39


@pytest.mark.parametrize(("name", "nb", "en"), CLUSTERS)
def test_level_of_every_cluster(ask: Ask, name: str, nb: str, en: str) -> None:
    assert says_level(ask(f"Hvilket nivå er {name} på?"), nb)
    assert says_level(ask(f"What level is {name} at?"), en)


@pytest.mark.parametrize(("name", "nb", "en"), CLUSTERS)
def test_yes_and_no_about_every_cluster(ask: Ask, name: str, nb: str, en: str) -> None:
    other = "GCE" if nb != "GCE" else "Arena"
    assert ask(f"Er {name} på nivået {other}?").startswith("Nei")
    assert ask(f"Is {name} listed under {en}?").startswith("Yes")


@pytest.mark.parametrize("levels", LEVELS)
def test_list_of_every_level(ask: Ask, levels: Tuple[str, str]) -> None:
    for question in (f"Hvilke klynger er under {levels[0]}?", f"Which clusters are {levels[1]}?"):
        listed = re.findall(r"^- (.+)$", ask(question), re.MULTILINE)
        assert listed == LISTED[levels]


@pytest.mark.parametrize("levels", LEVELS)
def test_count_of_every_level(ask: Ask, levels: Tuple[str, str]) -> None:
    number = str(len(LISTED[levels]))
    for question in (f"Hvor mange er det i {levels[0]}?", f"How many are there in {levels[1]}?"):
        numbers = re.findall(r"\d+", ask(question))
        assert numbers == [number, "2022"]


@pytest.mark.parametrize("question", ["Hvilke klynger finnes det?", "List all the clusters"])
def test_list_of_all(ask: Ask, question: str) -> None:
    listed = re.findall(r"^- (.+)$", ask(question), re.MULTILINE)
    assert listed == [name for name, _, _ in CLUSTERS]


@pytest.mark.parametrize(
    "question", ["Hvor mange klynger er det til sammen?", "How many clusters are there in total?"]
)
def test_count_of_all(ask: Ask, question: str) -> None:
    assert "39" in ask(question)


@pytest.mark.parametrize(
    ("question", "figure"),
    [
        ("Hvor mye høyere er verdiskapingen i bedriftene?", "15,8 prosentpoeng"),
        ("Hvor mye høyere er salgsinntektene?", "18,6 prosentpoeng"),
        ("Hvor mange flere årsverk?", "3,6 prosentpoeng"),
        ("How much higher is value creation for cluster companies?", "15.8 percentage points"),
        ("How much higher is sales revenue?", "18.6 percentage points"),
        ("How many more full-time equivalents?", "3.6 percentage points"),
    ],
)
def test_figure_of_every_metric(ask: Ask, question: str, figure: str) -> None:
    answer = ask(question)
    assert figure in answer
    others = {"15", "18", "3"} - {figure[: figure.index(figure.strip("0123456789")[0])]}
    assert not any(re.search(rf"\b{other}[.,]\d", answer) for other in others)


@pytest.mark.parametrize(
    ("question", "metric"),
    [("Hva med produktiviteten?", "produktivitet"), ("And productivity?", "productivity")],
)
def test_productivity_has_no_figure(ask: Ask, question: str, metric: str) -> None:
    answer = ask(question)
    assert metric in answer.lower()
    assert not re.search(r"\d+[.,]\d", answer)
