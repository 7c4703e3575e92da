"""What pictures in answers say: titles, labels, what they show in words.

Bokmål, nynorsk and English side by side. Not responses in `domain.yml`: these are parts of one
picture, put together here with figures of the knowledge base, as lists and numbers are in
`wording.py`. A programme with words of its own (`wording.yml`) has them here, too.
"""

from __future__ import annotations

from typing import Dict

from actions.base import knowledge
from bot.languages import DEFAULT_LANGUAGE

TEXTS: Dict[str, Dict[str, str]] = {
    "effect_title": {
        "nb": "Bedriftene i klyngene sammenliknet med en kontrollgruppe",
        "nn": "Bedriftene i klyngene samanlikna med ei kontrollgruppe",
        "en": "Companies in the clusters against a control group",
    },
    "effect_alt": {
        "nb": "Søylediagram. {title}: {bars}.",
        "nn": "Søylediagram. {title}: {bars}.",
        "en": "Bar chart. {title}: {bars}.",
    },
    "effect_note": {
        "nb": "Forskjell i {unit}: {averaging} for {period}, sammenliknet med {comparison}.",
        "nn": "Skilnad i {unit}: {averaging} for {period}, samanlikna med {comparison}.",
        "en": "Difference in {unit}: {averaging} for {period}, against {comparison}.",
    },
    "levels_title": {
        "nb": "Nivåene i klyngeprogrammet, og de andre gruppene",
        "nn": "Nivåa i klyngeprogrammet, og dei andre gruppene",
        "en": "The levels of the cluster programme, and the other groups",
    },
    "levels_steps": {
        "nb": "Programnivåer, lavest først",
        "nn": "Programnivå, lågast først",
        "en": "Programme levels, lowest first",
    },
    "levels_beside": {
        "nb": "Står også i listen, men er ikke programnivåer",
        "nn": "Står også i lista, men er ikkje programnivå",
        "en": "Also in the list, but not levels of the programme",
    },
    "levels_alt": {
        "nb": "Diagram. Programnivåer, lavest først: {steps}. Dessuten: {beside}.",
        "nn": "Diagram. Programnivå, lågast først: {steps}. Dessutan: {beside}.",
        "en": "Diagram. Programme levels, lowest first: {steps}. Besides these: {beside}.",
    },
    "levels_note": {
        "nb": "Tallet viser hvor mange klynger det var i {year}.",
        "nn": "Talet viser kor mange klynger det var i {year}.",
        "en": "The number is how many clusters there were in {year}.",
    },
    "kind_programme_level": {"nb": "programnivå", "nn": "programnivå", "en": "programme level"},
    "kind_brand": {"nb": "merkenavn", "nn": "merkenamn", "en": "brand name"},
    "kind_group": {"nb": "gruppe", "nn": "gruppe", "en": "group"},
    "level_column": {"nb": "Nivå eller gruppe", "nn": "Nivå eller gruppe", "en": "Level or group"},
    "kind_column": {"nb": "Hva det er", "nn": "Kva det er", "en": "What it is"},
    "count_column": {"nb": "Klynger", "nn": "Klynger", "en": "Clusters"},
    "metric_column": {"nb": "Indikator", "nn": "Indikator", "en": "Measure"},
    "map_title_one": {
        "nb": "{cluster} på kartet",
        "nn": "{cluster} på kartet",
        "en": "{cluster} on the map",
    },
    "map_title": {
        "nb": "{count} klynger på kartet",
        "nn": "{count} klynger på kartet",
        "en": "{count} clusters on the map",
    },
    "map_alt": {
        "nb": "Kart over Norge. {points}.",
        "nn": "Kart over Noreg. {points}.",
        "en": "Map of Norway. {points}.",
    },
    "map_unsure": {
        "nb": "{place} (usikkert)",
        "nn": "{place} (usikkert)",
        "en": "{place} (uncertain)",
    },
    "map_unknown": {
        "nb": "stedet er ikke kjent",
        "nn": "staden er ikkje kjend",
        "en": "place not known",
    },
    "map_unplaced": {
        "nb": "Uten punkt på kartet: {clusters}.",
        "nn": "Utan punkt på kartet: {clusters}.",
        "en": "Without a point on the map: {clusters}.",
    },
    "map_credit": {
        "nb": "Kart: Natural Earth. Steder: GeoNames, CC BY 4.0.",
        "nn": "Kart: Natural Earth. Stader: GeoNames, CC BY 4.0.",
        "en": "Map: Natural Earth. Places: GeoNames, CC BY 4.0.",
    },
    "cluster_column": {"nb": "Klynge", "nn": "Klynge", "en": "Cluster"},
    "place_column": {"nb": "Sted", "nn": "Stad", "en": "Place"},
    "as_table": {"nb": "Vis som tabell", "nn": "Vis som tabell", "en": "Show as a table"},
    "whole_map": {
        "nb": "Åpne kartet over alle klyngene",
        "nn": "Opne kartet over alle klyngene",
        "en": "Open the map of all clusters",
    },
}


def say_on_picture(text: str, language: str, **values: object) -> str:
    """A text of a picture in a language, its variables filled in."""
    wordings = TEXTS[text]
    said = knowledge().reworded(wordings.get(language, wordings[DEFAULT_LANGUAGE]), language)
    return said.format(**values)
