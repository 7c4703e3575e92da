"""The report of an evaluation: JSON for machines, Markdown with a chart for people."""

from __future__ import annotations

import json
import statistics
from dataclasses import asdict
from pathlib import Path
from typing import Any, Dict, List, Mapping, Optional

from tests.evaluation.running import OPEN, Result
from tests.evaluation.summary import Share, by, confusions, false_accepts, false_declines, targets


def read_last(path: Path) -> Dict[str, Any]:
    """The figures of the last report, or nothing."""
    try:
        loaded = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return dict(loaded)


def write(
    folder: Path,
    results: Dict[str, List[Result]],
    thresholds: Mapping[str, float],
    last: Dict[str, Any],
) -> str:
    """Write `evaluation.json`, `evaluation.md` and `evaluation.png`; returns the Markdown.

    Args:
        folder: where to write; made when missing.
        results: results by split (see `SPLITS`).
        thresholds: target shares by name.
        last: figures of the last report, as read by `read_last`.
    """
    folder.mkdir(parents=True, exist_ok=True)
    figures = {split: targets(found) for split, found in results.items()}
    data: Dict[str, Any] = {
        "targets": {
            split: {name: share.value for name, share in found.items()}
            for split, found in figures.items()
        },
        "results": [asdict(result) for found in results.values() for result in found],
    }
    text = markdown(results, figures, thresholds, last.get("targets") or {})
    (folder / "evaluation.json").write_text(
        json.dumps(data, ensure_ascii=False, indent=1), encoding="utf-8"
    )
    (folder / "evaluation.md").write_text(text, encoding="utf-8")
    _chart(folder / "evaluation.png", figures, thresholds)
    return text


def markdown(
    results: Dict[str, List[Result]],
    figures: Dict[str, Dict[str, Share]],
    thresholds: Mapping[str, float],
    last: Mapping[str, Mapping[str, float]],
) -> str:
    """The report as text."""
    lines = ["# Evaluation", "", "![Share of right answers by set](evaluation.png)", ""]
    for split, found in results.items():
        lines += [f"## Questions: {split}", "", "| set | right | target | last |"]
        lines += ["|---|---|---|---|"]
        for name, share in figures[split].items():
            before = last.get(split, {}).get(name)
            target = thresholds.get(name)
            mark = "" if target is None or share.value >= target else " ✗"
            lines.append(f"| {name} | {share}{mark} | {_percent(target)} | {_percent(before)} |")
        median = statistics.median(result.milliseconds for result in found) if found else 0.0
        lines += ["", f"Median time of a turn: {median:.0f} ms over {len(found)} turns.", ""]
        lines += _table("set and language", by(found, lambda r: (r.group, r.language)))
        lines += _table("kind", by(found, lambda r: (r.kind, r.language)))
        lines += ["### Most confused", "", "| asked | understood as | times |", "|---|---|---|"]
        lines += [f"| {a} | {b} | {n} |" for (a, b), n in confusions(found)]
        if split == OPEN:
            lines += _listing("False accepts", false_accepts(found))
            lines += _listing("False declines", false_declines(found))
        else:
            lines += [
                "",
                f"False accepts: {len(false_accepts(found))}, "
                f"false declines: {len(false_declines(found))} "
                "(not listed: nobody tunes to this set).",
                "",
            ]
    return "\n".join(lines) + "\n"


def _percent(value: Optional[float]) -> str:
    return "" if value is None else f"{value:.1%}"


def _table(title: str, shares: Mapping[tuple[str, ...], Share]) -> List[str]:
    lines = [f"### By {title}", "", "| | | right |", "|---|---|---|"]
    return [*lines, *(f"| {' | '.join(name)} | {share} |" for name, share in shares.items()), ""]


def _listing(title: str, results: List[Result]) -> List[str]:
    lines = ["", f"### {title}: {len(results)}", ""]
    for result in results:
        text = result.text.replace("\n", " ")[:120]
        lines.append(f"- {text!r} ({result.kind}): {', '.join(result.responses)}")
    return [*lines, ""]


def _chart(
    path: Path, figures: Dict[str, Dict[str, Share]], thresholds: Mapping[str, float]
) -> None:
    import matplotlib

    matplotlib.use("Agg")
    from matplotlib import pyplot

    names = list(thresholds)
    height = 0.8 / max(len(figures), 1)
    figure, axes = pyplot.subplots(figsize=(8, 0.6 * len(names) + 1))
    for index, (split, found) in enumerate(figures.items()):
        places = [place + index * height for place in range(len(names))]
        axes.barh(
            places,
            [found[name].value if name in found else 0.0 for name in names],
            height,
            label=split,
        )
    for place, name in enumerate(names):
        axes.plot([thresholds[name]] * 2, [place - height / 2, place + 0.8 - height / 2], "k:")
    axes.set_yticks([place + 0.4 - height / 2 for place in range(len(names))])
    axes.set_yticklabels(names)
    axes.set_xlim(0.5, 1.0)
    axes.set_xlabel("share of right answers (dotted: target)")
    axes.invert_yaxis()
    axes.legend(loc="lower left")
    figure.tight_layout()
    figure.savefig(path, dpi=110)
    pyplot.close(figure)
