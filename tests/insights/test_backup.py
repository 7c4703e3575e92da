"""Backing up the store while it is written to, and reading the copy."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Optional

import pytest

from bot.insights.reading import read_turns, store_url
from bot.server.backup import main
from tests.insights.events import NOON, answered, said, store


@pytest.fixture
def database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.delenv("TRACKER_STORE_URL", raising=False)
    path = store(tmp_path / "some.db", [[said("Hva er målet?"), answered("utter_goal")]])
    monkeypatch.setenv("KLYNGEBOT_DATABASE", str(path))
    return path


def test_the_copy_holds_what_was_stored_and_not_what_is_half_written(
    database: Path, tmp_path: Path
) -> None:
    writing = sqlite3.connect(database)
    writing.execute("INSERT INTO events (sender_id, data) VALUES ('half', '{}')")  # no commit
    copy = tmp_path / "copy.db"
    assert main([str(copy)]) == 0
    writing.close()
    database.unlink()
    copy.rename(database)  # restored
    ((turn,),) = list(read_turns(store_url(), NOON - 1, NOON + 10))
    assert turn.text == "Hva er målet?"
    assert database.stat().st_mode & 0o077 == 0


def test_a_backup_is_never_written_over(
    database: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    copy = tmp_path / "copy.db"
    copy.write_text("precious")
    assert main([str(copy)]) == 1
    assert copy.read_text() == "precious"
    assert "there already" in capsys.readouterr().err


def test_no_store_leaves_no_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "empty.db").touch()
    monkeypatch.delenv("TRACKER_STORE_URL", raising=False)
    monkeypatch.setenv("KLYNGEBOT_DATABASE", str(tmp_path / "empty.db"))
    assert main([str(tmp_path / "copy.db")]) == 1
    assert not (tmp_path / "copy.db").exists()
    assert "No backup was made" in capsys.readouterr().err


def test_a_backup_is_restored_though_there_is_a_log_of_writes_beside_the_store(
    database: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    copy = tmp_path / "copy.db"
    writing = sqlite3.connect(database)
    writing.execute("PRAGMA journal_mode=WAL")
    assert main([str(copy)]) == 0
    add = "INSERT INTO events (sender_id, type_name, timestamp, data) VALUES ('late', 'x', 1, '{}')"
    with writing:
        writing.execute(add)
    assert database.with_name("some.db-wal").stat().st_size  # as when the assistant was killed
    assert main(["--restore", str(copy)]) == 0
    writing.close()
    ((turn,),) = list(read_turns(store_url(), NOON - 1, NOON + 10))
    assert turn.text == "Hva er målet?"
    late = "SELECT COUNT(*) FROM events WHERE sender_id = 'late'"
    with sqlite3.connect(database) as restored:
        assert restored.execute(late).fetchone() == (0,)
    (before,) = tmp_path.glob("some-before-*.db")
    assert str(before) in capsys.readouterr().out
    assert before.stat().st_mode & 0o077 == 0
    assert not list(tmp_path.glob("copy.db-*")) + list(tmp_path.glob("some-before-*.db-*"))
    with sqlite3.connect(before) as held:
        assert held.execute(late).fetchone() == (1,)


def test_a_backup_is_restored_where_there_is_nothing_yet(database: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy.db"
    assert main([str(copy)]) == 0
    database.unlink()
    assert main(["--restore", str(copy)]) == 0
    assert len(list(read_turns(store_url(), NOON - 1, NOON + 10))) == 1
    assert database.stat().st_mode & 0o077 == 0
    assert not list(tmp_path.glob("*-before-*"))


@pytest.mark.parametrize("content", [None, b"", b"no database at all"])
def test_what_is_no_backup_is_not_restored(
    content: Optional[bytes],
    database: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    wrong = tmp_path / "wrong.db"
    if content is not None:
        wrong.write_bytes(content)
    held = database.read_bytes()
    assert main(["--restore", str(wrong)]) == 1
    assert database.read_bytes() == held
    assert "Nothing was restored" in capsys.readouterr().err
