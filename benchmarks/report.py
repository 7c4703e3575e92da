"""The table and the plots of docs/performance.md, made from the raw figures."""

from __future__ import annotations

import re
import statistics
from pathlib import Path
from typing import Any, Dict, Iterator, List, NamedTuple, Optional

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "docs" / "performance.md"
PLOT = ROOT / "docs" / "images" / "performance.svg"
_MARKED = re.compile(r"(<!-- figures -->\n).*?(<!-- /figures -->)", re.DOTALL)


class Target(NamedTuple):
    """A figure beside what it is compared with."""

    label: str
    of: str
    figure: str
    against: str
    beside: str
    limit: float
    at_most: bool = True
    unit: str = "ms"


TARGETS = (
    Target("turn with a custom action, median, 1 user", "ours", "turn_ms", "stock", "turn_ms", 0.2),
    Target("the same, a message never seen", "ours", "new_turn_ms", "stock", "new_turn_ms", 0.2),
    Target(
        "turns per second, 16 users", "ours", "turns_per_s", "stock", "turns_per_s", 6, False, "/s"
    ),
    Target("95th percentile, 16 users", "ours", "p95_16_ms", "stock", "p95_16_ms", 0.15),
    Target("start to first answer", "ours", "start_s", "stock", "start_s", 0.35, unit="s"),
    Target("peak memory", "ours", "memory_mb", "stock", "memory_mb", 0.6, unit="MB"),
    Target("computing time of a turn, 1 user", "ours", "cpu_ms", "stock", "cpu_ms", 0.2),
    Target("the same, a message never seen", "ours", "new_cpu_ms", "stock", "new_cpu_ms", 0.2),
    Target(
        "computing time to first answer",
        "ours",
        "start_cpu_s",
        "stock",
        "start_cpu_s",
        0.35,
        unit="s",
    ),
    Target("turn 500 against turn 5", "ours", "turn_500_ms", "ours", "turn_5_ms", 1.5),
    Target(
        "two processes behind nginx, with PostgreSQL and Redis, against one",
        "cluster",
        "turns_per_s",
        "ours",
        "turns_per_s",
        1.7,
        False,
        "/s",
    ),
    Target("3,900 clusters against 39, known messages", "large", "few_ms", "small", "few_ms", 1.5),
    Target("3,900 clusters against 39, new messages", "large", "new_ms", "small", "new_ms", 1.5),
    Target("its computing time, known", "large", "few_cpu_ms", "small", "few_cpu_ms", 1.5),
    Target("its computing time, new", "large", "new_cpu_ms", "small", "new_cpu_ms", 1.5),
)


def write(results: Dict[str, Any]) -> None:
    """Put the table into the page and draw the plots."""
    table = "\n".join(_table(results))
    page = PAGE.read_text(encoding="utf-8")
    PAGE.write_text(_MARKED.sub(lambda m: f"{m[1]}{table}\n{m[2]}", page), encoding="utf-8")
    _plot(results)
    print(table)


def values(results: Dict[str, Any], name: str, figure: str) -> List[float]:
    """A figure of all runs of a server."""
    return [run[figure] for run in results.get("runs", {}).get(name, []) if figure in run]


def _table(results: Dict[str, Any]) -> Iterator[str]:
    yield f"Measured on {results['machine']}. Median (least to greatest of n runs).\n"
    yield "| figure | ours | beside it | ratio | target | |"
    yield "|---|---|---|---|---|---|"
    for target in TARGETS:
        mine = values(results, target.of, target.figure)
        other = values(results, target.against, target.beside)
        if mine and other:
            ratio = statistics.median(mine) / statistics.median(other)
            met = ratio <= target.limit if target.at_most else ratio >= target.limit
            sign = "≤" if target.at_most else "≥"
            yield (
                f"| {target.label} | {_spread(mine, target.unit)} | {_spread(other, target.unit)} "
                f"| **{ratio:.2f} ×** | {sign} {target.limit:g} × | {'met' if met else 'missed'} |"
            )
    yield from _training(results.get("training"))


def _training(figures: Optional[Dict[str, float]]) -> Iterator[str]:
    if not figures or "stock_s" not in figures:
        return
    other = figures["stock_s"]
    measured = int(figures["stock_measured_epochs"])
    beside = f"{other / 60:.0f} min, from {measured} epochs"
    for label, figure, limit in (
        ("training from scratch", "scratch_s", 0.3),
        ("training after editing one YAML file", "edit_s", 0.15),
    ):
        if figure in figures:
            ratio = figures[figure] / other
            met = "met" if ratio <= limit else "missed"
            yield (
                f"| {label} | {figures[figure]:.0f} s (n = 1) | {beside} | **{ratio:.3f} ×** "
                f"| ≤ {limit:g} × | {met} |"
            )


def _spread(figures: List[float], unit: str) -> str:
    digits = 1 if statistics.median(figures) < 100 else 0
    low, middle, high = min(figures), statistics.median(figures), max(figures)
    shown = f"{middle:.{digits}f} {unit} ({low:.{digits}f}–{high:.{digits}f}"
    return f"{shown}, n = {len(figures)})"


def _plot(results: Dict[str, Any]) -> None:
    import matplotlib

    matplotlib.use("Agg")
    matplotlib.rcParams["svg.hashsalt"] = "klyngebot"
    import matplotlib.pyplot as plot

    shown = [
        target
        for target in TARGETS
        if values(results, target.against, target.beside)
        and values(results, target.of, target.figure)
    ]
    figure, axes = plot.subplots(5, 3, figsize=(10, 13))
    for axis in axes.flat:
        axis.set_visible(False)
    for axis, target in zip(axes.flat, shown):
        both = [
            values(results, target.against, target.beside),
            values(results, target.of, target.figure),
        ]
        axis.set_visible(True)
        axis.bar([0, 1], [statistics.median(one) for one in both], color=["#b0b7c3", "#1b4f8f"])
        for place, one in enumerate(both):
            axis.plot([place] * len(one), one, "k.", markersize=4)
        axis.set_xticks([0, 1])
        axis.set_xticklabels([target.against, target.of])
        axis.set_title(f"{target.label} ({target.unit})", fontsize=8)
        axis.set_ylim(bottom=0)
    figure.tight_layout()
    figure.savefig(PLOT, metadata={"Date": None})
