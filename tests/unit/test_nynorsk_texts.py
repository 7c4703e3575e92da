"""Nynorsk is complete, and never mixed with bokmål: in responses, knowledge and small words."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from typing import Any, Dict, Iterator, List, Tuple

import pytest
import yaml

from actions import picture_wording, wording
from bot.channels.http import wording as web_wording
from bot.knowledge import load_knowledge
from bot.knowledge.errors import KnowledgeError
from bot.knowledge.models import _UNIT_NAMES
from bot.languages import CODES, LANGUAGES, UNDERSTOOD, known, of_locale
from bot.server.map_data import map_data
from bot.server.wording import check_wording, language_of
from tests.unit.asking import DOMAIN, ROOT
from tests.unit.written import words_of_the_other

Text = Tuple[str, str, str]  # where, language, text
KNOWLEDGE = ROOT / "knowledge"


def of_responses() -> Iterator[Text]:
    for name, variations in DOMAIN["responses"].items():
        for variation in variations:
            one = name.rpartition("_")[2] if name.startswith("utter_language_") else None
            language = one or language_of(variation)
            yield name, language, variation["text"]
            for button in variation.get("buttons", []):
                yield f"{name}, button", language, button["title"]


def of_knowledge(data: Any, where: str) -> Iterator[Text]:
    if isinstance(data, dict):
        if "nb" in data:
            yield from ((where, language, data[language]) for language in CODES)
        for key, value in data.items():
            yield from of_knowledge(value, f"{where} {key}")
    elif isinstance(data, list):
        for number, value in enumerate(data, 1):
            yield from of_knowledge(value, f"{where} {number}")


def of_code() -> Iterator[Text]:
    tables: Dict[str, Dict[str, Any]] = {
        **picture_wording.TEXTS,
        "and": wording._AND,
        "or": wording._OR,
        "likely": wording._LIKELY,
        "not known": wording._NOT_KNOWN,
        "yes": {language: said[True] for language, said in wording._VERDICTS.items()},
        "no": {language: said[False] for language, said in wording._VERDICTS.items()},
        "within": wording._WITHIN,
        "starting": web_wording._STARTING,
        **{unit.value: names for unit, names in _UNIT_NAMES.items()},
    }
    for name, texts in tables.items():
        assert set(texts) == set(CODES), name
        yield from ((name, language, text) for language, text in texts.items())


def all_texts() -> List[Text]:
    files = sorted(KNOWLEDGE.glob("*.yml"))
    loaded = [(path.name, yaml.safe_load(path.read_text(encoding="utf-8"))) for path in files]
    of_files = [text for name, data in loaded for text in of_knowledge(data, name)]
    return [*of_responses(), *of_files, *of_code()]


def test_no_text_mixes_bokmål_and_nynorsk() -> None:
    mixed = {
        f"{where} [{language}]: {text}": words
        for where, language, text in all_texts()
        if (words := words_of_the_other(text, language))
    }
    assert mixed == {}


def test_klynge_is_declined_in_one_way() -> None:
    words = " ".join(text.lower() for _, language, text in all_texts() if language == "nn")
    for other in ("klyngje", "klyngen ", "klyngja", "klyngane"):
        assert other not in words


@pytest.mark.parametrize("name", ["utter_greet", "utter_goal", "utter_not_in_source"])
def test_a_response_without_nynorsk_is_a_mistake_with_its_line(tmp_path: Path, name: str) -> None:
    lines = (ROOT / "domain.yml").read_text(encoding="utf-8").splitlines(keepends=True)
    start = lines.index(f"  {name}:\n")
    first = next(i for i in range(start, len(lines)) if "condition: *nynorsk" in lines[i])
    last = next(i for i in range(first, len(lines)) if "condition: *english" in lines[i])
    path = tmp_path / "domain.yml"
    path.write_text("".join(lines[:first] + lines[last:]), encoding="utf-8")

    (problem,) = check_wording(path)

    assert str(problem) == (f"domain.yml:{start + 1}: {name}: there is no text in 'nn'; write one")


@pytest.mark.parametrize(
    ("file", "text", "place"),
    [
        ("levels.yml", 'nn: "NCE er ikkje lenger', "level 'nce': 'status': "),
        ("limits.yml", 'nn: "kven som leier', "topic 'leaders': 'name': "),
        ("programme.yml", 'nn: "styrkje', "purpose number 2: 'purposes, entry 2': "),
        ("sectors.yml", "nn: smarte byar", "sector 'smart_cities': 'name': "),
        ("places.yml", "nn: Nord-Noreg", "area 'nord_norge': 'name': "),
        ("profiles.yml", 'nn: "Klynga bruker', "profile 'NCE Energy Technology': 'note': "),
    ],
)
def test_a_fact_without_nynorsk_is_a_mistake_with_its_line(
    tmp_path: Path, file: str, text: str, place: str
) -> None:
    folder = shutil.copytree(KNOWLEDGE, tmp_path / "knowledge")
    written = (folder / file).read_text(encoding="utf-8")
    without, count = re.subn(rf"(\n *)?{re.escape(text)}.*?(, (?=en: )|(?=\n))", "", written)
    assert count == 1
    (folder / file).write_text(without, encoding="utf-8")

    with pytest.raises(KnowledgeError) as caught:
        load_knowledge(folder)

    (problem,) = map(str, caught.value.problems)
    of, line, told = problem.split(":", 2)
    assert of == f"knowledge/{file}"
    assert told.strip() == f"{place}the text in 'nn' is missing; write it in every language"
    assert abs(int(line) - written[: written.index(text)].count("\n")) <= 1


def test_an_empty_nynorsk_text_is_a_mistake(tmp_path: Path) -> None:
    folder = shutil.copytree(KNOWLEDGE, tmp_path / "knowledge")
    path = folder / "effects.yml"
    text = path.read_text(encoding="utf-8").replace("nn: høgare, en: higher", 'nn: "", en: higher')
    path.write_text(text, encoding="utf-8")

    with pytest.raises(KnowledgeError) as caught:
        load_knowledge(folder)

    assert all("'nn' is empty; write a text" in str(one) for one in caught.value.problems)


def test_what_the_bot_calls_things_in_nynorsk_is_understood() -> None:
    facts = load_knowledge()
    for entity, things in (
        ("level", facts.levels),
        ("metric", facts.metrics),
        ("sector", facts.sectors),
    ):
        for thing in things:
            found = [(one.entity, one.id) for one in facts.names.find(str(thing.name.nn))]
            assert (entity, thing.id) in found, thing.name.nn


def test_the_map_has_every_language() -> None:
    data = map_data(load_knowledge())
    assert data["levels"][0]["name"] == {"nb": "Noder", "nn": "Nodar", "en": "Nodes"}
    assert set(data["origin"]) == set(CODES)


def test_nynorsk_is_understood_as_norwegian() -> None:
    assert UNDERSTOOD == ("nb", "en")
    assert LANGUAGES["nn"].understood_as == "nb"


@pytest.mark.parametrize(
    ("locale", "language"),
    [
        ("nn-NO", "nn"),
        ("nn_NO", "nn"),
        ("nb", "nb"),
        ("no", "nb"),
        ("en-GB", "en"),
        ("sv", None),
        ("", None),
    ],
)
def test_language_of_a_locale(locale: str, language: str) -> None:
    assert of_locale(locale) == language
    assert known(locale) == (locale if locale in CODES else None)
