"""An editor changes `knowledge/clusters.yml` and trains: the answers change, nothing else does."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Dict

import pytest

ROOT = Path(__file__).resolve().parents[2]

ASK = """
import asyncio, json, sys
from bot.server.agent import load_agent
agent = load_agent(sys.argv[1])
loop = asyncio.new_event_loop()
answers = {}
for number, question in enumerate(sys.argv[2:]):
    said = loop.run_until_complete(agent.handle_text(question, sender_id=str(number)))
    answers[question] = " ".join(message.get("text") or "" for message in said)
print("ANSWERS" + json.dumps(answers))
"""

QUESTIONS = (
    "Hvilket nivå er Fjordlyst Klynge på?",
    "tell me about fjordlystklyngen",
    "Hvor mange klynger er i Arena?",
    "Hvilket nivå er Nordic Edge 2.0 på?",
    "What level is Circular Wave?",
    "Hvor mange klynger er det til sammen?",
    "Hvem jobber med vannstoffgass?",
)


@pytest.fixture(scope="module")
def answers(tmp_path_factory: pytest.TempPathFactory) -> Dict[str, str]:
    folder = tmp_path_factory.mktemp("edited")
    knowledge = folder / "knowledge"
    shutil.copytree(ROOT / "knowledge", knowledge)
    clusters = knowledge / "clusters.yml"
    text = clusters.read_text(encoding="utf-8")
    added = "  - {name: Fjordlyst Klynge, level: arena, aliases: [fjordlystklyngen]}\n"
    text = text.replace("name: Nordic Edge,", "name: Nordic Edge 2.0,")
    text = text.replace("name: Circular Wave, level: arena,", "name: Circular Wave, level: gce,")
    clusters.write_text(text + added, encoding="utf-8")
    sectors = knowledge / "sectors.yml"
    words = sectors.read_text(encoding="utf-8")
    words = words.replace("[hydrogenet,", "[vannstoffgass, hydrogenet,")
    sectors.write_text(words, encoding="utf-8")
    environment = {
        **os.environ,
        "KLYNGEBOT_KNOWLEDGE": str(knowledge),
        "PYTHONPATH": str(ROOT),
        "RASA_TELEMETRY_ENABLED": "false",
    }
    train = [sys.executable, "-m", "rasa", "train", "--out", str(folder), "--fixed-model-name", "m"]
    subprocess.run(train, cwd=ROOT, env=environment, check=True, capture_output=True)
    said = subprocess.run(
        [sys.executable, "-c", ASK, str(folder / "m.tar.gz"), *QUESTIONS],
        cwd=ROOT,
        env=environment,
        check=True,
        capture_output=True,
        text=True,
    )
    loaded: Dict[str, str] = json.loads(said.stdout.split("ANSWERS", 1)[1])
    return loaded


def test_an_added_cluster_is_known_by_name_and_alias(answers: Dict[str, str]) -> None:
    assert "**Arena**" in answers["Hvilket nivå er Fjordlyst Klynge på?"]
    assert "Fjordlyst Klynge" in answers["tell me about fjordlystklyngen"]


def test_counts_follow(answers: Dict[str, str]) -> None:
    assert "11 klynger" in answers["Hvor mange klynger er i Arena?"]
    assert "40" in answers["Hvor mange klynger er det til sammen?"]


def test_a_renamed_cluster_has_its_new_name(answers: Dict[str, str]) -> None:
    assert "Nordic Edge 2.0" in answers["Hvilket nivå er Nordic Edge 2.0 på?"]


def test_a_moved_cluster_is_at_its_new_level(answers: Dict[str, str]) -> None:
    assert "**GCE**" in answers["What level is Circular Wave?"]


def test_a_new_word_for_a_theme_finds_its_clusters(answers: Dict[str, str]) -> None:
    assert "Ocean Hyway Cluster" in answers["Hvem jobber med vannstoffgass?"]
