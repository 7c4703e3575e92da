"""Collects the conversation scripts of this folder; see README.md.

The options of the plugin are known when this folder is named (`pytest tests/conversations`) or
when the project's own conftest.py loads `bot.testing.plugin`.
"""

from __future__ import annotations

import pytest

PLUGIN = "bot.testing.plugin"


def pytest_addoption(parser: pytest.Parser, pluginmanager: pytest.PytestPluginManager) -> None:
    """Load the plugin. `pytest_plugins` is allowed in a conftest.py of the top folder only."""
    if not pluginmanager.has_plugin(PLUGIN):
        pluginmanager.import_plugin(PLUGIN)
