"""Names of entities and extractors that are written down apart from what they name."""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path

import yaml

from actions.question import FIELDS, Question
from bot.entities import GUESSES_LEVELS, GUESSES_SECTORS, GUESSING, KNOWN
from bot.nlu.described_levels import DescribedLevelExtractor
from bot.nlu.described_themes import DescribedThemeExtractor
from bot.nlu.descriptions import DescriptionExtractor

ROOT = Path(__file__).resolve().parents[2]


def test_extractors_go_by_the_names_of_their_classes() -> None:
    assert DescribedLevelExtractor.__name__ == GUESSES_LEVELS
    assert DescribedThemeExtractor.__name__ == GUESSES_SECTORS
    assert {one.__name__ for one in DescriptionExtractor.__subclasses__()} == set(GUESSING)


def test_what_is_known_is_in_the_domain_and_in_a_question() -> None:
    domain = yaml.safe_load((ROOT / "domain.yml").read_text(encoding="utf-8"))
    assert set(KNOWN) <= set(domain["entities"])
    assert tuple(FIELDS) == KNOWN
    assert set(FIELDS.values()) <= {one.name for one in fields(Question)}
