"""The options of the pytest plugin."""

from __future__ import annotations

from typing import Any

import pytest

from bot.testing.channels import CHANNELS, DEFAULT_CHANNEL
from bot.testing.coverage import KINDS

FOLDERS = "conversation_folders"


def add_options(parser: pytest.Parser) -> None:
    """Declare our own options."""
    group = parser.getgroup("conversations", "conversation scripts")
    group.addoption(
        "--conversation-url",
        metavar="URL",
        help="run scripts against the bot running there instead of in-process",
    )
    group.addoption(
        "--conversation-channel",
        choices=sorted(CHANNELS),
        help=f"the channel to use with --conversation-url (default: {DEFAULT_CHANNEL})",
    )
    group.addoption(
        "--update-transcripts",
        action="store_true",
        help="write what was said to the folder transcripts/ beside the scripts",
    )
    group.addoption(
        "--conversation-coverage",
        action="store_true",
        help="report which intents, actions, responses and rules no script touches",
    )
    group.addoption(
        "--conversation-coverage-ignore",
        action="append",
        metavar="NAME",
        help="leave out an intent, action, response or rule that no script can touch",
    )
    group.addoption(
        "--ignore-responses",
        dest="conversation_ignore_responses",
        action="append",
        metavar="PATTERNS",
        help="leave responses out of the coverage: patterns such as 'utter_label_*', with commas "
        "or spaces between them; may be given more than once",
    )
    for kind in KINDS:
        group.addoption(
            f"--min-{kind}",
            type=float,
            metavar="PERCENT",
            help=f"with --conversation-coverage: fail if fewer {kind} are touched",
        )
    parser.addini(
        FOLDERS, "folders of conversation scripts", type="args", default=["tests/conversations"]
    )


def option(config: pytest.Config, name: str) -> Any:
    """An option's value; `None` when this plugin was loaded too late to read options."""
    return config.getoption(name, None)
