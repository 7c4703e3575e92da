"""Collects the conversation scripts of this folder; see README.md.

The options of the plugin are known when this folder is named (`pytest tests/conversations`) or
when the project's own conftest.py loads `bot.testing.plugin`.
"""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

# `pytest`, unlike `python -m pytest`, doesn't put the project's folder on the path.
sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

PLUGIN = "bot.testing.plugin"


def pytest_addoption(parser: pytest.Parser, pluginmanager: pytest.PytestPluginManager) -> None:
    """Load the plugin. `pytest_plugins` is allowed in a conftest.py of the top folder only."""
    if not pluginmanager.has_plugin(PLUGIN):
        pluginmanager.import_plugin(PLUGIN)
