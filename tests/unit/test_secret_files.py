"""Secrets given as files."""

from __future__ import annotations

from pathlib import Path
from typing import Dict

import pytest

from bot.secret_files import UnreadableSecretError, read_secrets


def test_a_file_stands_for_the_variable_unless_that_is_set(tmp_path: Path) -> None:
    file = tmp_path / "secret"
    file.write_text("fra filen\n")
    environment: Dict[str, str] = {
        "KLYNGEBOT_SECRET_FILE": str(file),
        "LOCK_STORE_URL_FILE": str(file),
        "LOCK_STORE_URL": "redis://set",
        "TRACKER_STORE_URL_FILE": "",
    }
    read_secrets(environment)
    assert environment["KLYNGEBOT_SECRET"] == "fra filen"
    assert environment["LOCK_STORE_URL"] == "redis://set"
    assert "TRACKER_STORE_URL" not in environment


def test_a_file_that_holds_none_is_named(tmp_path: Path) -> None:
    with pytest.raises(UnreadableSecretError, match=r"KLYNGEBOT_SECRET_FILE: .*missing"):
        read_secrets({"KLYNGEBOT_SECRET_FILE": str(tmp_path / "missing")})
    (tmp_path / "empty").write_text("\n")
    with pytest.raises(UnreadableSecretError, match="is empty"):
        read_secrets({"SLACK_BOT_TOKEN_FILE": str(tmp_path / "empty")})
