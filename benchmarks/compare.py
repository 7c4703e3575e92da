"""`make bench`: klyngebot beside stock Rasa on this machine, one run of each after the other.

Raw figures go to `benchmarks/results.json` (added to with --append), the table and the plots made
from them to docs/performance.md and docs/images. Training is measured only when asked for
(`--only training`), since stock Rasa takes hours: it is trained for a few epochs and extrapolated.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import platform
import secrets
import statistics
import subprocess
import sys
import tempfile
import time
from contextlib import AbstractContextManager
from datetime import date
from pathlib import Path
from typing import Any, Callable, Dict, List, Mapping, Optional, Sequence

from benchmarks import large_knowledge, report, stock, training
from benchmarks.questions import COMMON, FEW, new_messages
from benchmarks.servers import ROOT, Server, ours, stock_rasa

RESULTS = ROOT / "benchmarks" / "results.json"
USERS = 16
_LEAST_TURNS = 10
_LONG = {"ours": 500, "stock": 60}  # turns of one conversation; stock's grow without bound
Figures = Dict[str, float]


def main() -> int:
    """Measure what is asked for and write the report; returns the exit code."""
    options = _options()
    path: Path = options.results
    results = json.loads(path.read_text("utf-8")) if options.append and path.exists() else {}
    results["machine"] = f"{os.cpu_count()} cores, {platform.machine()}, {date.today()}"
    runs: Dict[str, List[Figures]] = results.setdefault("runs", {})
    if {"serving", "alone"} & set(options.only):
        seconds = options.seconds if "serving" in options.only else 0
        _stock_model(options)
        for number in range(options.runs):
            for name, start in (("stock", stock_rasa), ("ours", ours)):
                print(f"run {number + 1} of {options.runs}: {name} …", flush=True)
                runs.setdefault(name, []).append(
                    _serving(start, _LONG[name], options.turns, seconds)
                )
                _write(path, results)
    if "large" in options.only:
        folder = large_knowledge.generate()
        for number in range(options.runs):
            print(f"run {number + 1} of {options.runs}: 3,900 clusters …", flush=True)
            for name, knowledge in (("small", None), ("large", folder)):
                runs.setdefault(name, []).append(_large(knowledge, options.turns))
                _write(path, results)
    if "cluster" in options.only:
        for number in range(options.runs):
            print(f"run {number + 1} of {options.runs}: two processes behind nginx …", flush=True)
            runs.setdefault("cluster", []).append(_cluster(options.seconds))
            _write(path, results)
    if "training" in options.only:
        results["training"] = training.measure(options.stock_epochs, options.train_stock)
        _write(path, results)
    report.write(results)
    return 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--runs", type=int, default=5, help="of each, alternating")
    parser.add_argument("--turns", type=int, default=240, help="of one user, for each figure")
    parser.add_argument("--seconds", type=int, default=20, help="of 16 users")
    parser.add_argument(
        "--only",
        nargs="+",
        default=["serving", "large"],
        choices=["serving", "alone", "large", "cluster", "training", "report"],
        help="alone: as serving, without the 16 users and the long conversation",
    )
    parser.add_argument("--results", type=Path, default=RESULTS, help="file of the raw figures")
    parser.add_argument("--append", action="store_true", help="to the results there are")
    parser.add_argument("--stock-epochs", type=int, default=3, help="of 100, to extrapolate from")
    parser.add_argument("--train-stock", action="store_true", help="measure stock's training anew")
    return parser.parse_args()


def _stock_model(options: argparse.Namespace) -> None:
    """A stock model to serve: how long a turn takes doesn't hang on the epochs."""
    if not (stock.FOLDER / "models" / "stock.tar.gz").exists():
        print("Training the stock model …", flush=True)
        training.train_stock(options.stock_epochs)


def _serving(
    start: Callable[[], AbstractContextManager[Server]], long: int, turns: int, seconds: int
) -> Figures:
    with start() as server:
        figures: Figures = {
            "start_s": server.first_answer_seconds,
            "start_cpu_s": server.cpu_seconds(),
        }
        for question in COMMON:
            server.ask(question, "warm-up")
        for prefix, questions in (("", COMMON), ("new_", new_messages())):
            before = server.cpu_seconds()
            times = _one_user(server, questions, turns)
            figures[f"{prefix}turn_ms"] = statistics.median(times)
            figures[f"{prefix}cpu_ms"] = (server.cpu_seconds() - before) / turns * 1000
        if seconds:
            figures.update(_crowd(server, long, seconds))
        figures["memory_mb"] = server.peak_megabytes
    return figures


def _crowd(server: Server, long: int, seconds: int) -> Figures:
    """16 users at once, then one conversation of many turns."""
    figures: Figures = {}
    together = load_users(server, users=USERS, seconds=seconds)
    figures["turns_per_s"] = rate(together["at"])
    figures["p50_16_ms"] = statistics.median(together["ms"])
    figures["p95_16_ms"] = statistics.quantiles(together["ms"], n=20)[18]
    figures["failures"] = len(together["failures"])
    times = _conversation(server, long)
    figures["turn_5_ms"] = statistics.median(times[2:9])
    figures[f"turn_{long}_ms"] = statistics.median(times[-7:])
    return figures


def _large(knowledge: Any, turns: int) -> Figures:
    """Questions whose answers don't grow with the knowledge base."""
    with ours(knowledge) as server:
        figures = {}
        for pool, questions in (("few", FEW), ("new", new_messages())):
            _one_user(server, FEW, len(FEW))
            before = server.cpu_seconds()
            figures[f"{pool}_ms"] = statistics.median(_one_user(server, questions, turns))
            figures[f"{pool}_cpu_ms"] = (server.cpu_seconds() - before) / turns * 1000
        figures["memory_mb"] = server.peak_megabytes
    return figures


def _cluster(seconds: int) -> Figures:
    """Two processes behind nginx, with PostgreSQL and Redis: the set-up of the server tests."""
    from tests.servers.cluster import cluster  # imports pytest and more, for this alone

    token = {"KLYNGEBOT_REST_TOKEN": secrets.token_hex(16)}
    with cluster(bots=2, action_server=False, environment=token, rest=True) as servers:
        load_users(servers, USERS, seconds, token)  # warms both
        together = load_users(servers, USERS, seconds, token)
    return {
        "turns_per_s": rate(together["at"]),
        "p95_16_ms": statistics.quantiles(together["ms"], n=20)[18],
        "failures": len(together["failures"]),
    }


def _one_user(server: Server, questions: Sequence[str], turns: int) -> List[float]:
    """The times in ms of the turns of one user, in conversations of ten."""
    times = []
    for number in range(turns):
        sender = f"user-{id(questions)}-{number // 10}"
        before = time.perf_counter()
        server.ask(questions[number % len(questions)], sender)
        times.append((time.perf_counter() - before) * 1000)
    return times


def load_users(
    server: Any, users: int, seconds: int, variables: Optional[Mapping[str, str]] = None
) -> Dict[str, Any]:
    """Let Locust's users talk to what has a `url`; returns times in ms, when, and failures.

    `variables` are for their process, besides those of this one.
    """
    with tempfile.TemporaryDirectory() as folder:
        result = Path(folder) / "load.json"
        command = [sys.executable, "-m", "locust", "-f", str(ROOT / "benchmarks" / "load.py")]
        command += ["--headless", "--only-summary", "-u", str(users), "-r", str(users)]
        command += ["-t", f"{seconds}s", "-H", server.url]
        environment = {**os.environ, "PYTHONPATH": str(ROOT), **(variables or {})}
        with contextlib.suppress(subprocess.TimeoutExpired):
            subprocess.run(
                command,
                env={**environment, "LOAD_RESULT": str(result)},
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                timeout=seconds + 120,
                check=False,
            )
        figures: Dict[str, Any] = json.loads(result.read_text("utf-8"))
    if len(figures["ms"]) < _LEAST_TURNS:
        raise SystemExit(f"only {len(figures['ms'])} turns in {seconds} s: use more --seconds")
    return figures


def rate(moments: List[float]) -> float:
    """Turns a second between the first answer and the last."""
    return (len(moments) - 1) / (max(moments) - min(moments))


def _conversation(server: Server, turns: int) -> List[float]:
    """The times in ms of the turns of one long conversation."""
    times = []
    for number in range(turns):
        before = time.perf_counter()
        server.ask(COMMON[number % 8], "long")
        times.append((time.perf_counter() - before) * 1000)
    return times


def _write(path: Path, results: Dict[str, Any]) -> None:
    path.write_text(json.dumps(results, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    raise SystemExit(main())
