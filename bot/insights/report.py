"""The report: one HTML page that needs nothing else, and two CSV files beside it."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Dict, List, Sequence, Tuple

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from bot.insights.charts import stacked_bars
from bot.insights.groups import Group
from bot.insights.labels import label
from bot.insights.outcomes import FALLBACK, Outcome
from bot.insights.summary import Cell, Counts, Summary

PAGE = "index.html"
NUMBERS = "turns.csv"
OPEN = "open_questions.csv"
_TEMPLATES = Path(__file__).resolve().parent / "templates"
_TOP_KINDS = 20
#: In the order in which they are stacked and listed.
OUTCOMES = (
    Outcome.ANSWERED,
    Outcome.SMALL_TALK,
    Outcome.CLARIFIED,
    Outcome.DECLINED,
    Outcome.UNANSWERED,
    Outcome.ERROR,
)
_LANGUAGES = {"nb": "Bokmål (nb)", "nn": "Nynorsk (nn)", "en": "English (en)"}
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True)
class Report:
    """What is reported: `first` and `last` are the ends of the time; texts only if wanted."""

    summary: Summary
    groups: Sequence[Group]
    first: datetime
    last: datetime
    with_text: bool


def write(report: Report, folder: Path) -> Path:
    """Write the page and the CSV files into a folder, made when missing; returns the page."""
    folder.mkdir(parents=True, exist_ok=True)
    page = folder / PAGE
    page.write_text(render(report), encoding="utf-8")
    _write_csv(folder / NUMBERS, _number_rows(report.summary))
    _write_csv(folder / OPEN, _open_rows(report))
    return page


def render(report: Report) -> str:
    """The page."""
    environment = Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["percent"] = percent
    environment.filters["thousands"] = lambda number: f"{number:,}".replace(",", "\u202f")
    environment.filters["times"] = times
    environment.filters["label"] = label
    environment.filters["language"] = lambda code: _LANGUAGES.get(code, code)
    return environment.get_template("report.html").render(_context(report))


def percent(part: float, whole: float) -> str:
    """A share as people read it: "12 %", "0.4 %"; "–" of nothing."""
    if not whole:
        return "–"
    share = 100 * part / whole
    return f"{share:.1f} %" if 0 < share < 1 else f"{share:.0f} %"


def times(number: int) -> str:
    """How often, in words: "once", "12 times"."""
    return "once" if number == 1 else f"{number:,} times".replace(",", "\u202f")


def _context(report: Report) -> Dict[str, Any]:
    summary = report.summary
    names = [outcome.value for outcome in OUTCOMES]
    days = summary.days(report.first.date(), report.last.date())
    by_outcome = {name: summary.by("outcome")[(name,)] for name in names}
    return {
        "report": report,
        "summary": summary,
        "total": summary.total,
        "outcomes": names,
        "by_outcome": by_outcome,
        "days": stacked_bars(days, names, summary.by("day", "outcome")),
        "tables": [
            ("Language", _split(summary, "language", names)),
            ("Channel", _split(summary, "channel", names)),
        ],
        "kinds": _split(summary, "kind", names)[:_TOP_KINDS],
        "open_parts": _open_parts(report.groups),
        "asked_open": sum(one.count for one in summary.open.values()),
        "fallback": FALLBACK,
        "numbers_file": NUMBERS,
        "open_file": OPEN,
    }


def _open_parts(groups: Sequence[Group]) -> List[Tuple[str, str, List[Group]]]:
    return [
        (
            "Not understood, or asked again in vain",
            "If a group should have been understood as the kind beside it, paste its phrases into "
            "a file of data/nlu/ (another intent, if you know better), and train.",
            [
                one
                for one in groups
                if not (one.only_declined or one.only_failed or one.was_answered)
            ],
        ),
        (
            "Answered, but not to people’s liking",
            "Is the answer wrong, or does it lack something? Then mend the fact in knowledge/ or "
            "the wording in domain.yml. Is it the answer to another question? Then teach the right "
            "kind these phrases.",
            [one for one in groups if one.was_answered],
        ),
        (
            "Declined: the knowledge base has no answer",
            "Nothing went wrong here. If a group is asked often, look for a source and add the "
            "fact to knowledge/; if it was declined by mistake, teach the right kind its phrases.",
            [one for one in groups if one.only_declined],
        ),
        (
            "Failed",
            "Something broke, and people got an apology. The log says what, at the time.",
            [one for one in groups if one.only_failed],
        ),
    ]


def _split(
    summary: Summary, field: str, names: Sequence[str]
) -> List[Tuple[str, int, List[int], Counts]]:
    """For each value of a field: all its turns, those by outcome, and what people thought."""
    counts = summary.by(field, "outcome")
    thought: Dict[str, Counts] = {}
    for cell, one in summary.cells.items():
        sum_ = thought.setdefault(str(getattr(cell, field)), Counts())
        sum_.turns += one.turns
        sum_.up += one.up
        sum_.down += one.down
        sum_.rephrased += one.rephrased
    rows = [
        (value, sum_.turns, [counts[(value, name)] for name in names], sum_)
        for value, sum_ in thought.items()
    ]
    return sorted(rows, key=lambda row: (-row[1], row[0]))


def _number_rows(summary: Summary) -> List[List[Any]]:
    rows: List[List[Any]] = [[*Cell._fields, "turns", "thumbs_up", "thumbs_down", "asked_again"]]
    for cell in sorted(summary.cells):
        counts = summary.cells[cell]
        values = (counts.turns, counts.up, counts.down, counts.rephrased)
        rows.append([*cell[:-1], cell.outcome.value, *values])
    return rows


def _open_rows(report: Report) -> List[List[Any]]:
    rows: List[List[Any]] = [
        [
            "group",
            "asked",
            "languages",
            "why",
            "taken_for",
            "confidence",
            "nearest_kind",
            "likeness",
        ]
        + (["text", "comments"] if report.with_text else [])
    ]
    for number, one in enumerate(report.groups, 1):
        nearest = one.nearest.intent if one.nearest else ""
        common = [one.kind, f"{one.confidence:.2f}", nearest, f"{one.likeness:.2f}"]
        if not report.with_text:
            why = "; ".join(f"{reason} {count}" for reason, count in one.reasons)
            rows.append([number, one.count, " ".join(one.languages), why, *common])
            continue
        for question in one.questions:
            why = "; ".join(f"{reason} {count}" for reason, count in question.reasons.items())
            texts = (question.text, " / ".join(question.comments))
            rows.append([number, question.count, question.language, why, *common, *texts])
    return rows


def _write_csv(path: Path, rows: List[List[Any]]) -> None:
    """With a mark that tells Excel it is UTF-8, and nothing that Excel would run as a formula."""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows([_harmless(value) for value in row] for row in rows)


def _harmless(value: Any) -> Any:
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA) else value
