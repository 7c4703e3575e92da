"""The code names the slots of `domain.yml`, all of them and no others."""

from __future__ import annotations

from pathlib import Path

import yaml

from bot import slots

ROOT = Path(__file__).resolve().parents[2]


def test_the_slots_are_those_of_the_domain() -> None:
    domain = yaml.safe_load((ROOT / "domain.yml").read_text(encoding="utf-8"))
    named = {value for name, value in vars(slots).items() if name.endswith("_SLOT")}
    assert named == set(domain["slots"])
