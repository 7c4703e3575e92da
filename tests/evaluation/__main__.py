"""`python -m tests.evaluation`: put the evaluation questions to the model; see README.md here.

Exit code 1 when a figure of a set that nobody looks at is below `thresholds.yml`.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Dict, List

import yaml
from tqdm import tqdm

from bot.knowledge import load_knowledge
from bot.server.agent import load_agent
from bot.server.training import model_path
from tests.evaluation.report import read_last, write
from tests.evaluation.running import HERE, OPEN, SPLITS, Result, count, evaluate
from tests.evaluation.summary import targets


def main() -> int:
    """Run, report, compare; returns the exit code."""
    parser = argparse.ArgumentParser(prog="python -m tests.evaluation", description=__doc__)
    parser.add_argument("--split", choices=SPLITS, action="append", help="one set only")
    parser.add_argument("--model", type=Path, default=model_path(), help="model archive")
    parser.add_argument("--out", type=Path, default=Path("reports"), help="folder of the report")
    arguments = parser.parse_args()
    splits = arguments.split or list(SPLITS)
    thresholds = yaml.safe_load((HERE / "thresholds.yml").read_text(encoding="utf-8"))
    agent = load_agent(arguments.model)
    results: Dict[str, List[Result]] = {split: [] for split in splits}
    for result in tqdm(
        evaluate(agent, load_knowledge(), splits), total=count(splits), unit="turn", file=sys.stderr
    ):
        results[result.split].append(result)
    last = read_last(arguments.out / "evaluation.json")
    print(write(arguments.out, results, thresholds, last))
    missed = [
        f"{split}: {name}"
        for split, found in results.items()
        if split != OPEN
        for name, share in targets(found).items()
        if share.value < thresholds[name]
    ]
    if missed:
        print(f"Below the target: {'; '.join(missed)}", file=sys.stderr)
    return 1 if missed else 0


if __name__ == "__main__":
    raise SystemExit(main())
