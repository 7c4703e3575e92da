"""pytest plugin: each test case of a conversation script is a test.

Load it with `-p bot.testing.plugin` or as `pytest_plugins` of the project's `conftest.py`.
What runs may be spread over processes by pytest-xdist: each loads the model once, and what a
test case found travels to the first process on its report.
"""

from __future__ import annotations

from pathlib import Path
from typing import Generator, Optional

import pytest

from bot.testing.channel import Channel
from bot.testing.coverage import KINDS
from bot.testing.gathering import UNIVERSE, Gathering
from bot.testing.items import NAMES_KEY, ConversationItem, ScriptFile
from bot.testing.loading import Names, is_script
from bot.testing.open_channel import CHANNEL_KEY, OpenChannel
from bot.testing.options import FOLDERS, add_options, option


class ConversationHooks:
    """Hooks that a conftest.py can implement."""

    @pytest.hookspec(firstresult=True)
    def pytest_conversation_channel(self, config: pytest.Config) -> Optional[Channel]:
        """The channel to use, instead of the one the options name."""


def pytest_addhooks(pluginmanager: pytest.PytestPluginManager) -> None:
    """Declare our own hooks."""
    pluginmanager.add_hookspecs(ConversationHooks)


def pytest_addoption(parser: pytest.Parser) -> None:
    """Declare our own options."""
    add_options(parser)


def pytest_configure(config: pytest.Config) -> None:
    """Set up what this process needs."""
    if any(option(config, f"min_{kind}") for kind in KINDS):
        config.option.conversation_coverage = True
    if option(config, "conversation_coverage") and option(config, "conversation_url"):
        message = "--conversation-coverage needs the tracker; leave out --conversation-url"
        raise pytest.UsageError(message)
    config.stash[CHANNEL_KEY] = OpenChannel(config)
    config.stash[NAMES_KEY] = Names()
    if not hasattr(config, "workerinput"):
        config.pluginmanager.register(Gathering(config), "conversation-gathering")


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> Optional[ScriptFile]:
    """Collect scripts in their folders, and those named on the command line."""
    if file_path.suffix not in (".yml", ".yaml"):
        return None
    folders = [parent.config.rootpath / name for name in parent.config.getini(FOLDERS)]
    inside = any(folder in file_path.parents for folder in folders)
    if not (inside or parent.session.isinitpath(file_path)) or not is_script(file_path):
        return None
    return ScriptFile.from_parent(parent, path=file_path)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Put what a test case found on its report."""
    report = yield
    if call.when == "call" and isinstance(item, ConversationItem):
        report.conversation = item.found()  # type: ignore[attr-defined]
    return report


def pytest_sessionfinish(session: pytest.Session) -> None:
    """xdist: a worker tells what there is to cover, as only workers load the model."""
    output = getattr(session.config, "workeroutput", None)
    if output is not None and option(session.config, "conversation_coverage"):
        universe = session.config.stash[CHANNEL_KEY].universe()
        output[UNIVERSE] = universe.to_data() if universe else None


def pytest_unconfigure(config: pytest.Config) -> None:
    """Close the channel."""
    if CHANNEL_KEY in config.stash:
        config.stash[CHANNEL_KEY].close()
