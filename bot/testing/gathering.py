"""pytest plugin: what all test cases found, gathered in the first process, at the end."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Dict, List, Optional

import pytest

from bot.testing.coverage import KINDS, Coverage, Touched, Universe, patterns_of
from bot.testing.open_channel import CHANNEL_KEY
from bot.testing.options import option
from bot.testing.transcripts import Transcripts

UNIVERSE = "conversation_universe"  # key of what xdist's workers hand over when they are done


class Gathering:
    """In the first process: gathers what test cases found, reports and writes at the end."""

    def __init__(self, config: pytest.Config) -> None:
        self._config = config
        self._touched = Touched()
        self._transcripts = Transcripts()
        self._universe: Optional[Universe] = None
        self._skipped_checks = 0
        self._lines: List[str] = []
        self._too_low: List[str] = []

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Take in what a test case found, in this process or another."""
        found: Optional[Dict[str, Any]] = getattr(report, "conversation", None)
        if not found:
            return
        self._skipped_checks += found["skipped_checks"]
        if "touched" in found:
            self._touched.add(Touched.from_data(found["touched"]))
        if "transcript" in found:
            path, index, size, text = found["transcript"]
            self._transcripts.add(Path(path), index, size, text)

    @pytest.hookimpl(optionalhook=True)
    def pytest_testnodedown(self, node: Any) -> None:
        """xdist: a worker is done."""
        data = getattr(node, "workeroutput", {}).get(UNIVERSE)
        if data:
            self._universe = Universe.from_data(data)

    @pytest.hookimpl(tryfirst=True)
    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        """Write transcripts, compare coverage with its thresholds."""
        self._lines = self._transcripts.write()
        if self._skipped_checks:
            self._lines.append(
                f"{self._skipped_checks} checks skipped: this channel doesn't tell the intent, "
                "slots, actions or names of responses"
            )
        if option(self._config, "conversation_coverage"):
            self._compare(session)

    def pytest_terminal_summary(self, terminalreporter: Any) -> None:
        """Show it."""
        if self._lines or self._too_low:
            terminalreporter.section("conversations")
        for line in self._lines:
            terminalreporter.write_line(line)
        for line in self._too_low:
            terminalreporter.write_line(line, red=True)

    def _compare(self, session: pytest.Session) -> None:
        universe = self._universe or self._config.stash[CHANNEL_KEY].universe()
        if universe is None:
            self._too_low = ["coverage is not known: no conversation ran with a model"]
            return
        ignored = option(self._config, "conversation_coverage_ignore") or []
        responses = patterns_of(option(self._config, "conversation_ignore_responses"))
        coverage = Coverage(self._touched, universe, ignored, responses)
        self._lines += coverage.report().splitlines()
        self._too_low = coverage.too_low(
            {kind: option(self._config, f"min_{kind}") or 0.0 for kind in KINDS}
        )
        if self._too_low and session.exitstatus == pytest.ExitCode.OK:
            session.exitstatus = pytest.ExitCode.TESTS_FAILED
