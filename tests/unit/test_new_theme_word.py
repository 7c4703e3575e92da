"""An editor adds a word to a sector: it is found, and searched by, without any programming."""

from __future__ import annotations

import shutil
from pathlib import Path

from actions.question import Question
from actions.searching import search
from bot.knowledge import load_knowledge
from bot.knowledge.loading import knowledge_directory


def test_a_new_word_finds_the_clusters_of_its_sector(tmp_path: Path) -> None:
    folder = tmp_path / "knowledge"
    shutil.copytree(knowledge_directory(), folder)
    sectors = folder / "sectors.yml"
    text = sectors.read_text(encoding="utf-8")
    sectors.write_text(
        text.replace("[hydrogenet,", "[vannstoffgass, hydrogenet,"), encoding="utf-8"
    )
    facts = load_knowledge(folder)
    (match,) = facts.names.find("Hvem satser på vannstoffgass?", lambda word: True)
    assert (match.entity, match.id) == ("sector", "hydrogen")
    found = search(Question("clusters_by_theme", sectors=(match.id,)), facts)
    assert "Ocean Hyway Cluster" in [cluster.id for cluster in found.fitting]
