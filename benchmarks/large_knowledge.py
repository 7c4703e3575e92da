"""A knowledge base a hundred times as large, with made-up clusters: what does it cost a turn?"""

from __future__ import annotations

import random
import shutil
from pathlib import Path
from typing import Iterator, Set

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "benchmarks" / ".generated" / "knowledge"
CLUSTERS = 3900

_SYLLABLES = "ba bo dri el fa fjo gro ha hel ina jo ka kve la li mo na nor ny ola pra ra ro sa ski"
_SYLLABLES += " so sta sti tra tu ul va ve vin yr"
_KINDS = ("Cluster", "Klyngen", "Innovation", "Network", "Tech", "Energy", "Maritime", "Health")
_LEVELS = ("arena", "arena_pro", "nce", "mature")


def generate(folder: Path = FOLDER, clusters: int = CLUSTERS) -> Path:
    """Copy the knowledge files and add made-up clusters up to `clusters`; returns the folder."""
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(ROOT / "knowledge", folder)
    path = folder / "clusters.yml"
    text = path.read_text(encoding="utf-8").rstrip("\n")
    names = _names(random.Random(0))
    lines = []
    for number in range(clusters - text.count("- {name:")):
        name = next(names)
        level = _LEVELS[number % len(_LEVELS)]
        lines.append(f"  - {{name: {name}, level: {level}, aliases: [{name.split()[0]}]}}")
    path.write_text("\n".join([text, *lines, ""]), encoding="utf-8")
    return folder


def _names(chance: random.Random) -> Iterator[str]:
    """Names that could be clusters', each beginning with a word no other begins with."""
    syllables = _SYLLABLES.split()
    seen: Set[str] = set()
    while True:
        word = "".join(chance.choices(syllables, k=chance.randint(3, 4))).capitalize()
        if word not in seen:
            seen.add(word)
            yield f"{word} {chance.choice(_KINDS)}"
