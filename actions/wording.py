"""How facts read within a sentence: lists, numbers, bullets. Sentences are in `domain.yml`."""

from __future__ import annotations

import json
from typing import Iterable, List, Sequence, Union

from bot.knowledge.geography import Place
from bot.knowledge.models import Metric
from bot.languages import LANGUAGES

_AND = {"nb": "og", "nn": "og", "en": "and"}
_OR = {"nb": "eller", "nn": "eller", "en": "or"}
_LIKELY = {"nb": "etter alt å dømme", "nn": "etter alt å dømme", "en": "probably"}
_NOT_KNOWN = {
    "nb": "stedet er ikke kjent",
    "nn": "staden er ikkje kjend",
    "en": "place not known",
}
_VERDICTS = {
    "nb": {True: "Ja. ", False: "Nei. "},
    "nn": {True: "Ja. ", False: "Nei. "},
    "en": {True: "Yes. ", False: "No. "},
}
_WITHIN = {
    "nb": "mindre enn {km} km fra",
    "nn": "mindre enn {km} km frå",
    "en": "within {km} km of",
}
_BUT_NOT = {"nb": "men ikke", "nn": "men ikkje", "en": "but not"}
_OUTSIDE = {"nb": "utenfor", "nn": "utanfor", "en": "outside"}
_OTHER_THAN = {"nb": "annet enn", "nn": "anna enn", "en": "things other than"}
_DIRECTIONS = {
    "nb": {"north": "nord", "south": "sør", "east": "øst", "west": "vest"},
    "nn": {"north": "nord", "south": "sør", "east": "aust", "west": "vest"},
    "en": {direction: direction for direction in ("north", "south", "east", "west")},
}


def join(items: Sequence[str], language: str, alternatives: bool = False) -> str:
    """ "a, b og c" or "a, b and c"; with "eller" or "or" when they are alternatives."""
    if len(items) < 2:
        return "".join(items)
    word = (_OR if alternatives else _AND)[language]
    return f"{', '.join(items[:-1])} {word} {items[-1]}"


def where(place: Place, language: str) -> str:
    """ "på Hamar" or "in Hamar"; "på Hitra" or "on Hitra"."""
    preposition = place.english_preposition if language == "en" else place.preposition
    return f"{preposition} {place.name.get(language)}"


def within(name: str, km: int, language: str) -> str:
    """ "mindre enn 60 km fra Hamar" or "within 60 km of Hamar"."""
    return f"{_WITHIN[language].format(km=km)} {name}"


def but_not(text: str, left_out: str, language: str) -> str:
    """ "i Rogaland, men ikke i Stavanger"; "energy, but not hydrogen"."""
    return f"{text}, {_BUT_NOT[language]} {left_out}"


def outside(name: str, language: str) -> str:
    """ "utenfor Oslo" or "outside Oslo"."""
    return f"{_OUTSIDE[language]} {name}"


def other_than(name: str, language: str) -> str:
    """ "annet enn energi" or "things other than energy"."""
    return f"{_OTHER_THAN[language]} {name}"


def direction(name: str, language: str) -> str:
    """ "nord" or "north"; `name` is the English one."""
    return _DIRECTIONS[language][name]


def likely(text: str, language: str) -> str:
    """ "Oslo, etter alt å dømme": what is indicated rather than told."""
    return f"{text}, {_LIKELY[language]}"


def not_known(language: str) -> str:
    """What stands in a list where a place would."""
    return _NOT_KNOWN[language]


def verdict(is_so: bool, language: str) -> str:
    """ "Ja. " or "No. ", to begin an answer with."""
    return _VERDICTS[language][is_so]


def bullets(items: Iterable[str]) -> str:
    """A Markdown list."""
    return "\n".join(f"- {item}" for item in items)


def number(value: Union[float, int], language: str) -> str:
    """ "15,8" in Norwegian, "15.8" in English."""
    text = str(int(value)) if float(value).is_integer() else str(value)
    return text.replace(".", LANGUAGES[language].decimal_mark)


def figure(metric: Metric, language: str) -> str:
    """ "15,8 prosentpoeng høyere": the figure of a metric that has one."""
    assert metric.value is not None
    unit = metric.unit_name(language)
    return f"{number(metric.value, language)} {unit} {metric.direction.get(language)}"


def capitalised(text: str) -> str:
    """The text with its first letter in upper case, the rest as it is."""
    return text[:1].upper() + text[1:]


def payload(intent: str, **entities: Union[str, List[str]]) -> str:
    """What a button sends: an intent with entities, one value or several, in Rasa's format."""
    return f"/{intent}{json.dumps(entities, ensure_ascii=False)}" if entities else f"/{intent}"
