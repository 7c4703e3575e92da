"""Models that are trained in seconds: keywords for intents, rules, and no actions of ours.

`python -m tests.server.tiny_models FOLDER` trains two.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Sequence

import yaml

ROOT = Path(__file__).resolve().parents[2]
_CONFIG = {
    "recipe": "default.v1",
    "assistant_id": "tiny",
    "language": "nb",
    "pipeline": [
        {"name": "WhitespaceTokenizer"},
        {"name": "KeywordIntentClassifier"},
        {"name": "FallbackClassifier", "threshold": 0.3},
    ],
    "policies": [{"name": "RulePolicy"}],
}
#: Kind of question: the word it is known by.
ARENA = ("ask_arena", "arena")
GCE = ("ask_gce", "gce")
_MORE = ("follow_up", "mer")


def train_tiny(
    folder: Path, name: str, version: str, topics: Sequence[tuple[str, str]] = (ARENA,)
) -> Path:
    """A model that answers “<version>: <topic>” to topics, and “mer om <topic>” to “mer”.

    Args:
        folder: where its archive is put.
        name: of the archive, without `.tar.gz`.
        version: what its answers begin with.
        topics: the intents it knows, each with its word.
    """
    source = folder / f"{name}-source"
    source.mkdir(parents=True)
    intents = [*topics, _MORE]
    slot = {
        "type": "text",
        "influence_conversation": False,
        "mappings": [
            {"type": "from_intent", "intent": intent, "value": word} for intent, word in topics
        ],
    }
    domain = {
        "version": "3.1",
        "intents": [*(intent for intent, _ in intents), "nlu_fallback"],
        "slots": {"topic": slot},
        "responses": {
            "utter_not_understood": [{"text": f"{version}: ?"}],
            "utter_topic": [{"text": f"{version}: {{topic}}"}],
            "utter_more": [{"text": f"{version}: mer om {{topic}}"}],
        },
        "session_config": {
            "session_expiration_time": 60,
            "carry_over_slots_to_new_session": True,
        },
    }
    answers = {intent: "utter_topic" for intent, _ in topics}
    answers |= {_MORE[0]: "utter_more", "nlu_fallback": "utter_not_understood"}
    rules = [
        {"rule": intent, "steps": [{"intent": intent}, {"action": answer}]}
        for intent, answer in answers.items()
    ]
    nlu = [{"intent": intent, "examples": f"- {word}\n- om {word}\n"} for intent, word in intents]
    files = {
        "config": _CONFIG,
        "domain": domain,
        "data": {"version": "3.1", "nlu": nlu, "rules": rules},
    }
    for file, content in files.items():
        (source / f"{file}.yml").write_text(yaml.safe_dump(content), "utf-8")
    # Imported here: it is the process below that trains.
    from rasa.model_training import train

    result = train(
        str(source / "domain.yml"),
        str(source / "config.yml"),
        [str(source / "data.yml")],
        output=str(folder),
        fixed_model_name=name,
    )
    return Path(result.model)


def train_in_a_process(folder: Path) -> tuple[Path, Path]:
    """Two models, the first of one topic, the second of two; training imports all of TensorFlow."""
    command = [sys.executable, "-m", "tests.server.tiny_models", str(folder)]
    result = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stdout + result.stderr
    return folder / "first.tar.gz", folder / "second.tar.gz"


if __name__ == "__main__":
    train_tiny(Path(sys.argv[1]), "first", "v1")
    train_tiny(Path(sys.argv[1]), "second", "v2", (ARENA, GCE))
