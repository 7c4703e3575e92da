"""`python -m tests.fuzz`: many conversations of junk and sense with the trained assistant.

Runs in several processes; fails if any turn is answered with silence, an apology, in two languages
at once, or is not stored exactly once. A conversation that fails is written to the report with its
seed; `--only SEED` runs it again.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import multiprocessing
import os
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Optional, Sequence

REPORT = Path("reports") / "fuzz.json"


def main(arguments: Optional[Sequence[str]] = None) -> int:
    """Fuzz, and write the report; returns the exit code."""
    options = _options(arguments)
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
    for name in ("OMP_NUM_THREADS", "TF_NUM_INTRAOP_THREADS"):
        os.environ.setdefault(name, "1")
    if options.only is not None:
        return _again(options.only)
    from tests.fuzz.running import work  # after the environment is set: it loads TensorFlow

    share = -(-options.turns // options.processes)
    shares = [(share, options.seed + number * 10**9) for number in range(options.processes)]
    with multiprocessing.get_context("spawn").Pool(options.processes) as pool:
        outcomes = pool.starmap(work, shares)
    total = {
        name: sum(outcome[name] for outcome in outcomes)
        for name in ("turns", "conversations", "failed_turns", "lost_or_doubled")
    }
    REPORT.parent.mkdir(exist_ok=True)
    report = {"seed": options.seed, **total, "processes": outcomes}
    REPORT.write_text(json.dumps(report, indent=1, ensure_ascii=True), "utf-8")
    print(json.dumps(total))
    failures = [failure for outcome in outcomes for failure in outcome["failures"]]
    for failure in failures[:10]:
        print(f"seed {failure['seed']}: {failure['wrong']}\n  {failure['said']}")
    return 1 if failures else 0


def _again(seed: int) -> int:
    from tests.fuzz.running import hold_again

    outcome = asyncio.run(hold_again(seed))
    print(json.dumps(asdict(outcome), indent=1))
    return 1 if outcome.failures else 0


def _options(arguments: Optional[Sequence[str]]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    parser.add_argument("--turns", type=int, default=int(os.environ.get("TURNS", "100000")))
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", type=int, metavar="SEED", help="one conversation, again")
    return parser.parse_args(arguments)


if __name__ == "__main__":
    sys.exit(main())
