"""`python -m bot.insights --since 7d`: what was asked and what wasn't answered, as a page.

See docs/insights.md.
"""

from __future__ import annotations

import argparse
import os
import re
import sys
from datetime import datetime, timedelta
from pathlib import Path
from typing import List, Optional, Sequence, Union

from bot.insights.groups import MAXIMUM_GROUPED, Group, group
from bot.insights.likeness import best_likeness
from bot.insights.phrases import training_phrases
from bot.insights.reading import StoreError, read_turns, store_url
from bot.insights.report import Report, write
from bot.insights.summary import Summary
from bot.knowledge import KnowledgeError, load_knowledge
from bot.secret_files import UnreadableSecretError, read_secrets

DEFAULT_OUT = Path("reports/insights")
TEXT_VARIABLE = "KLYNGEBOT_INSIGHTS_TEXT"
_SPAN = re.compile(r"(\d{1,5})([hdw])")
_UNITS = {"h": "hours", "d": "days", "w": "weeks"}


def main(arguments: Optional[Sequence[str]] = None) -> int:
    """Write the report; returns the exit code: 0, or 1 when there is nothing to read from."""
    options = _parser().parse_args(arguments)
    last: datetime = options.until or datetime.now()
    first: datetime = (
        last - options.since if isinstance(options.since, timedelta) else options.since
    )
    if first >= last:
        print("The report would end before it begins: see --since and --until.", file=sys.stderr)
        return 1
    summary = Summary()
    try:
        read_secrets()
        for turns in read_turns(store_url(options.database), first.timestamp(), last.timestamp()):
            summary.add(turns)
        groups = _groups(summary)
    except (StoreError, KnowledgeError, UnreadableSecretError) as error:
        print(error, file=sys.stderr)
        return 1
    page = write(Report(summary, groups, first, last, options.with_text), options.out)
    print(
        f"{summary.turns} turns in {summary.conversations} conversations since "
        f"{first:%Y-%m-%d %H:%M}; {len(groups)} groups of open questions. See {page}"
    )
    if len(summary.open) > MAXIMUM_GROUPED:
        print(f"Only the {MAXIMUM_GROUPED} most frequent open questions were grouped.")
    return 0


def _groups(summary: Summary) -> List[Group]:
    if not summary.open:
        return []
    likeness = best_likeness(training_phrases(), load_knowledge())
    return group(list(summary.open.values()), likeness)


def span(text: str) -> Union[timedelta, datetime]:
    """ "36h", "7d" or "2w" back, or a day "2026-11-01"; raises `argparse.ArgumentTypeError`."""
    match = _SPAN.fullmatch(text.strip())
    if match:
        return timedelta(**{_UNITS[match.group(2)]: int(match.group(1))})
    return day(text)


def day(text: str) -> datetime:
    """A day or time in ISO form, local time; raises `argparse.ArgumentTypeError`."""
    try:
        return datetime.fromisoformat(text.strip())
    except ValueError:
        raise argparse.ArgumentTypeError(
            f"'{text}' is not like 7d, 36h, 2w or 2026-11-01"
        ) from None


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m bot.insights", description="What was asked, and what wasn't answered."
    )
    parser.add_argument(
        "--since", type=span, default=timedelta(days=7), help="7d, 36h, 2w or 2026-11-01 (7d)"
    )
    parser.add_argument("--until", type=day, help="a day or time, as 2026-11-08 (now)")
    parser.add_argument("--out", type=Path, default=DEFAULT_OUT, help=f"folder ({DEFAULT_OUT})")
    parser.add_argument("--database", help="SQLite file or postgresql://… (the assistant's own)")
    parser.add_argument(
        "--with-text",
        action="store_true",
        default=os.environ.get(TEXT_VARIABLE, "") in ("1", "true", "yes"),
        help=f"show what people typed, personal data masked (or {TEXT_VARIABLE}=1)",
    )
    return parser


if __name__ == "__main__":
    raise SystemExit(main())
