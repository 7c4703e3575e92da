"""pytest plugin: script files and test cases as pytest sees them."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Dict, Iterator, Optional, Tuple

import pytest

from bot.testing.channel import ChannelError
from bot.testing.coverage import Touched
from bot.testing.loading import Names, ScriptError, load_script
from bot.testing.open_channel import CHANNEL_KEY
from bot.testing.options import option
from bot.testing.report import failure_report, transcript
from bot.testing.runner import CaseResult, run_case
from bot.testing.script import Case

NAMES_KEY = pytest.StashKey[Names]()


class ConversationFailedError(Exception):
    """A test case that went otherwise than its script says."""

    def __init__(self, result: CaseResult) -> None:
        self.result = result
        super().__init__(f"{len(result.failures)} expectation(s) not met")


class ScriptFile(pytest.File):
    """A file of test cases."""

    def collect(self) -> Iterator[ConversationItem]:
        """One item for each test case; raises `ScriptError`."""
        script = load_script(self.path, self._shown_as())
        clashes = self.config.stash[NAMES_KEY].clashes(script)
        if clashes:
            raise ScriptError(clashes)
        for index, case in enumerate(script.cases):
            yield ConversationItem.from_parent(
                self, name=case.name, case=case, place=(index, len(script.cases))
            )

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: Any = None) -> Any:
        """What is wrong with the script, without a traceback."""
        if isinstance(excinfo.value, ScriptError):
            return str(excinfo.value)
        return super().repr_failure(excinfo)

    def _shown_as(self) -> str:
        root = self.config.rootpath
        return str(self.path.relative_to(root) if root in self.path.parents else self.path)


class ConversationItem(pytest.Item):
    """A test case; `place` is its number in the file, from 0, and how many there are."""

    def __init__(self, *, case: Case, place: Tuple[int, int], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self._case = case
        self._place = place
        self._result: Optional[CaseResult] = None

    def runtest(self) -> None:
        """Hold the conversation and compare."""
        self._result = run_case(self._case, self.config.stash[CHANNEL_KEY].get())
        if self._result.not_possible:
            pytest.skip(self._result.not_possible)
        if self._result.failures:
            raise ConversationFailedError(self._result)

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: Any = None) -> Any:
        """The conversation with failing steps marked, without a traceback."""
        if isinstance(excinfo.value, ConversationFailedError):
            return failure_report(excinfo.value.result)
        if isinstance(excinfo.value, ChannelError):
            return str(excinfo.value)
        return super().repr_failure(excinfo, style)

    def reportinfo(self) -> Tuple[Path, int, str]:
        """Where the test case stands, line counted from 0."""
        return self.path, self._case.line - 1, self._case.name

    def found(self) -> Optional[Dict[str, Any]]:
        """What the report carries to the first process, as plain data."""
        if self._result is None:
            return None
        found: Dict[str, Any] = {"skipped_checks": self._result.skipped_checks}
        if option(self.config, "conversation_coverage"):
            found["touched"] = Touched.by(self._result).to_data()
        if option(self.config, "update_transcripts") and not self._result.not_possible:
            found["transcript"] = [str(self.path), *self._place, transcript(self._result)]
        return found
