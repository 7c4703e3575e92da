"""`python -m bot.privacy`: what an operator can do with the conversations that are kept.

python -m bot.privacy list --older-than 30
python -m bot.privacy delete web-0123… slack:T1:U1
python -m bot.privacy clean

The database is that of TRACKER_STORE_URL (or TRACKER_STORE_URL_FILE) or KLYNGEBOT_DATABASE.
"""

from __future__ import annotations

import argparse
import signal
import sys
import time
from datetime import datetime, timezone
from typing import List, Optional, Sequence

from sqlalchemy.exc import SQLAlchemyError

from bot.database_address import DatabaseAddressError, database_url
from bot.privacy.records import Records
from bot.privacy.settings import RetentionError, retention_days
from bot.secret_files import UnreadableSecretError, read_secrets

_DAY = 24 * 60 * 60.0  # seconds


def main(arguments: Optional[Sequence[str]] = None) -> int:
    """Run a command; returns the exit code: 1 if nothing was found, 2 if it failed."""
    options = _parser().parse_args(arguments)
    try:
        read_secrets()
        records = Records.at(database_url())
        if options.command == "list":
            return _list(records, options.older_than)
        if options.command == "delete":
            return _delete(records, options.conversation)
        return _clean(records)
    except (SQLAlchemyError, DatabaseAddressError, RetentionError, UnreadableSecretError) as error:
        print(f"That did not work: {error}", file=sys.stderr)
        return 2


def _list(records: Records, days: float) -> int:
    found = records.idle_since(time.time() - days * _DAY)
    for one in found:
        last = datetime.fromtimestamp(one.last, tz=timezone.utc).isoformat(timespec="minutes")
        print(f"{one.conversation}\t{last}\t{one.events} events")
    return 0 if found else 1


def _delete(records: Records, conversations: List[str]) -> int:
    deleted = records.delete(conversations)
    print(f"{deleted} of {len(conversations)} conversations deleted.")
    return 0 if deleted == len(conversations) else 1


def _clean(records: Records) -> int:
    days = retention_days()
    if not days:
        print("KLYNGEBOT_RETENTION_DAYS is 0: conversations are kept.")
        return 0
    deleted = records.delete_idle(time.time() - days * _DAY)
    print(f"{deleted} conversations idle for {days} days deleted.")
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m bot.privacy",
        description="List and delete conversations, in the database of TRACKER_STORE_URL (or "
        "TRACKER_STORE_URL_FILE), else in the SQLite file KLYNGEBOT_DATABASE.",
    )
    commands = parser.add_subparsers(dest="command", required=True)
    listing = commands.add_parser("list", help="list conversations: id, last message, size")
    listing.add_argument(
        "--older-than",
        type=float,
        default=0.0,
        metavar="DAYS",
        help="only those in which nothing was said for so many days",
    )
    deleting = commands.add_parser("delete", help="delete conversations by their ids")
    deleting.add_argument("conversation", nargs="+")
    commands.add_parser("clean", help="delete what KLYNGEBOT_RETENTION_DAYS says, now")
    return parser


if __name__ == "__main__":
    signal.signal(signal.SIGPIPE, signal.SIG_DFL)  # for `… list | head`
    raise SystemExit(main())
