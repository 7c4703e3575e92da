"""`python -m bot.server.backup OUT.db`: a copy of the SQLite store, while the assistant runs.

By SQLite's own backup, so that the copy is whole whatever is written meanwhile. `--restore FILE`
puts a copy in the place of the store, in the same way. PostgreSQL has `pg_dump`.
"""

from __future__ import annotations

import argparse
import os
import sqlite3
import sys
from contextlib import closing
from datetime import datetime, timezone
from pathlib import Path
from typing import List, Optional

from bot.insights.reading import StoreError, store_url


def backup(source: Path, target: Path) -> int:
    """Copy a database and check the copy; returns how many events it has.

    Raises:
        FileExistsError: there is such a file already; a backup is never written over.
        sqlite3.Error: the source is no store, or the copy cannot be written.
    """
    with target.open("xb"):
        os.chmod(target, 0o600)  # conversations are for nobody else
    try:
        _copy(source, target)
        with closing(sqlite3.connect(target)) as copy:
            copy.execute("PRAGMA journal_mode=DELETE")  # all in one file, now and when it is read
        return _events(target)
    except sqlite3.Error:
        target.unlink()
        raise


def restore(source: Path, target: Path) -> Optional[Path]:
    """Put what a backup holds in the place of a store.

    Not by renaming the file: what SQLite keeps beside the store (`-wal`) would be mixed into it.

    Returns:
        Where the store that was there is now, as a backup; `None` if there was none.

    Raises:
        sqlite3.Error: the source is no backup, or the store is in use.
    """
    _events(source)
    before: Optional[Path] = None
    if target.exists() and target.stat().st_size:
        stamp = datetime.now(timezone.utc).strftime("%Y%m%dT%H%M%SZ")
        before = target.with_name(f"{target.stem}-before-{stamp}.db")
        backup(target, before)
    else:
        target.touch(mode=0o600)
    _copy(source, target)
    return before


def _copy(source: Path, target: Path) -> None:
    with closing(_reading(source)) as database, closing(sqlite3.connect(target)) as copy:
        database.backup(copy)


def _events(path: Path) -> int:
    """How many events a whole store holds; raises `sqlite3.Error` if it is none, or damaged."""
    with closing(_reading(path)) as database:
        (state,) = database.execute("PRAGMA integrity_check").fetchone()
        if state != "ok":
            raise sqlite3.DatabaseError(f"{path} is damaged: {state}")
        (events,) = database.execute("SELECT COUNT(*) FROM events").fetchone()
        return int(events)


def _reading(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)


def main(arguments: Optional[List[str]] = None) -> int:
    """Back up the assistant's own store, or restore it; returns the exit code."""
    parser = argparse.ArgumentParser(prog="python -m bot.server.backup", description=__doc__)
    parser.add_argument("file", type=Path, help="the copy; it must not be there yet")
    parser.add_argument("--restore", action="store_true", help="put the copy in the store's place")
    asked = parser.parse_args(arguments)
    try:
        url = store_url(must_exist=not asked.restore)
        if url.get_backend_name() != "sqlite":
            print(
                "The conversations are in PostgreSQL; back them up with pg_dump.", file=sys.stderr
            )
            return 1
        store = Path(str(url.database))
        if asked.restore:
            before = restore(asked.file, store)
            print(f"{store} holds the {_events(store)} events of {asked.file}.")
            if before is not None:
                print(f"What it held before is in {before}.")
            return 0
        events = backup(store, asked.file)
    except FileExistsError:
        print(f"{asked.file} is there already; name another file.", file=sys.stderr)
        return 1
    except (StoreError, OSError, sqlite3.Error) as error:
        undone = "Nothing was restored" if asked.restore else "No backup was made"
        print(f"{undone}: {error}", file=sys.stderr)
        return 1
    print(f"{asked.file} holds {events} events.")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
