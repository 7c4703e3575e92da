"""`python -m benchmarks.understanding`: NLU pipelines compared on the same data and seed.

Each variant is trained by Rasa on the same share of the training phrases and asked the open
half of the evaluation questions; right is the intent that the label names. Writes a Markdown
table to `reports/understanding.md`.
"""

from __future__ import annotations

import argparse
import asyncio
import copy
import statistics
import time
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Dict, Iterator, List, Mapping, Tuple

import yaml

ROOT = Path(__file__).resolve().parents[1]
SEED = 20
OURS: List[Dict[str, Any]] = yaml.safe_load((ROOT / "config.yml").read_text("utf-8"))["pipeline"]

Pipeline = List[Dict[str, Any]]


def _named(part: str) -> Dict[str, Any]:
    return copy.deepcopy(next(one for one in OURS if part in one["name"]))


def _diet(epochs: int) -> Dict[str, Any]:
    return {
        "name": "DIETClassifier",
        "epochs": epochs,
        "random_seed": SEED,
        "entity_recognition": False,
        "constrain_similarities": True,
    }


def variants(epochs: int) -> Dict[str, Pipeline]:
    """The pipelines by name, without the parts that follow the classifier."""
    prepared = [_named("Tokenizer"), _named("Linker"), _named("LanguageIdentifier")]
    unmasked = copy.deepcopy(prepared)
    unmasked[1]["masking"] = False
    words, letters = copy.deepcopy([one for one in OURS if "CountVectors" in one["name"]])
    forms = {**words, "use_lemma": False}, {**letters, "use_lemma": False}
    embedding, ensemble = _named("Embedding"), _named("EnsembleIntentClassifier")
    stock: Pipeline = [
        {"name": "WhitespaceTokenizer"},
        {"name": "RegexFeaturizer"},
        {"name": "LexicalSyntacticFeaturizer"},
        {"name": "CountVectorsFeaturizer"},
        {"name": "CountVectorsFeaturizer", "analyzer": "char_wb", "min_ngram": 1, "max_ngram": 4},
    ]
    return {
        "perceptrons: words": [*prepared, words, ensemble],
        "perceptrons: letters": [*prepared, letters, ensemble],
        "perceptrons: words + letters": [*prepared, words, letters, ensemble],
        "perceptrons: words + letters, no lemmas": [*prepared, *forms, ensemble],
        "perceptrons: words + letters, no lemmas, no masks": [*unmasked, *forms, ensemble],
        "perceptrons: words + letters, lemmas, no masks": [*unmasked, words, letters, ensemble],
        "perceptrons: embeddings": [*prepared, embedding, ensemble],
        "perceptrons: embeddings, no masks": [*unmasked, embedding, ensemble],
        "perceptrons: all (ours)": [*prepared, words, letters, embedding, ensemble],
        "perceptrons: all, no masks": [*unmasked, words, letters, embedding, ensemble],
        "logistic regression (Rasa's): our features": [
            *prepared,
            words,
            letters,
            embedding,
            {"name": "LogisticRegressionClassifier", "max_iter": 300, "random_state": SEED},
        ],
        f"DIET ({epochs} epochs): Rasa's default pipeline": [*stock, _diet(epochs)],
        f"DIET ({epochs} epochs): our features": [
            *prepared,
            words,
            letters,
            embedding,
            _diet(epochs),
        ],
    }


def sample(folder: Path, every: int) -> int:
    """Write every n-th training phrase of each intent to `folder`; returns how many."""
    count = 0
    for path in (ROOT / "data" / "nlu").rglob("*.yml"):
        data = yaml.safe_load(path.read_text(encoding="utf-8"))
        for entry in data["nlu"]:
            phrases = entry["examples"].strip().splitlines()[::every]
            entry["examples"] = "\n".join(phrases) + "\n"
            count += len(phrases)
        target = folder / path.parent.name / path.name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(yaml.safe_dump(data, allow_unicode=True), encoding="utf-8")
    return count


def questions() -> Iterator[Tuple[str, List[str]]]:
    """The open single questions whose label is an intent, with the labels that are right."""
    from tests.evaluation.running import load

    domain = yaml.safe_load((ROOT / "domain.yml").read_text(encoding="utf-8"))
    for question in load("open")["questions"]:
        if question.get("kind") in domain["intents"] and question["set"] != "false_premise":
            yield question["text"], [question["kind"], *question.get("or_kinds", [])]


def measure(pipeline: Pipeline, data: Path, folder: Path) -> Mapping[str, float]:
    """Train and ask; returns accuracy (0 to 1), seconds to train, milliseconds a question."""
    from rasa.core.agent import Agent
    from rasa.model_training import train_nlu

    importer = {"name": "bot.nlu.importer.KnowledgeImporter"}
    config = {
        "recipe": "default.v1",
        "assistant_id": "comparison",
        "language": "nb",
        "importers": [importer],
        "pipeline": pipeline,
        "policies": [],
    }
    path = folder / "config.yml"
    path.write_text(yaml.safe_dump(config, allow_unicode=True), encoding="utf-8")
    start = time.perf_counter()
    model = train_nlu(str(path), str(data), str(folder), domain=str(ROOT / "domain.yml"))
    trained = time.perf_counter() - start
    agent = Agent.load(model)
    loop = asyncio.new_event_loop()
    right, times = [], []
    for text, kinds in questions():
        start = time.perf_counter()
        parsed = loop.run_until_complete(agent.parse_message(text))
        times.append((time.perf_counter() - start) * 1000)
        right.append(parsed["intent"]["name"] in kinds)
    return {
        "accuracy": sum(right) / len(right),
        "train": trained,
        "question": statistics.median(times),
        "count": len(right),
    }


def main() -> None:
    """Compare, print and write the table."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.understanding")
    parser.add_argument("--every", type=int, default=3, help="use every n-th training phrase")
    parser.add_argument("--epochs", type=int, default=30, help="epochs of DIET")
    parser.add_argument("--only", default="", help="variants whose name contains this")
    arguments = parser.parse_args()
    rows = []
    with TemporaryDirectory() as temporary:
        folder = Path(temporary)
        count = sample(folder / "nlu", arguments.every)
        for name, pipeline in variants(arguments.epochs).items():
            if arguments.only not in name:
                continue
            found = measure(pipeline, folder / "nlu", folder)
            rows.append(
                f"| {name} | {found['accuracy']:.1%} | {found['train']:.0f} s "
                f"| {found['question']:.1f} ms |"
            )
            print(rows[-1], flush=True)
    head = [
        f"{count} training phrases, {found['count']:.0f} questions of the open half.",
        "",
        "| pipeline | right intent | training | median question |",
        "|---|---|---|---|",
    ]
    out = ROOT / "reports" / "understanding.md"
    out.parent.mkdir(exist_ok=True)
    out.write_text("\n".join([*head, *rows]) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
