"""What logs may hold: never a secret, and never what was said unless `KLYNGEBOT_LOG_TEXT=1`.

A conversation is named by its pseudonym (`pseudonyms.py`).

Every record passes here when it is made, whichever logger or library makes it. Rasa's own logs
hold messages as keywords, and the local variables of every function in a traceback.
"""

from __future__ import annotations

import logging
import os
import re
import sqlite3
import sys
import traceback
from typing import Any, Callable, List, Mapping, MutableMapping, Optional, Tuple

import sqlalchemy as sa
import structlog

from bot.channels.pseudonyms import pseudonym, without_ids
from bot.secret_files import SECRETS

VARIABLE = "KLYNGEBOT_LOG_TEXT"
HIDDEN = "[hidden]"
#: Our own, and those of Rasa.
SECRET_VARIABLES = (*SECRETS, "AUTH_TOKEN", "JWT_SECRET", "DB_PASSWORD", "REDIS_PASSWORD")
#: Things that are secret wherever they stand.
_SECRETS = re.compile(
    r"(?P<kind>\bBearer\s+|\bxox[a-z]-|\bxapp-|[?&]token=|\bapi_key=)[^\s\"'&]+"
    r"|(?P<scheme>\b[a-z][a-z0-9+]*://[^\s:/@]*:)[^\s@]+(?=@)"
    r"|\beyJ[\w-]+\.[\w-]+\.[\w-]+",
    re.IGNORECASE,
)
#: What SQLAlchemy adds to an error: the statement's values, which are what people said.
_PARAMETERS = re.compile(r"\[parameters: .*?\](?=\n|$|\s*\(Background)", re.DOTALL)
#: Keywords of Rasa's records that say what happened and not what was said.
_SAFE_KEYS = frozenset(
    {"event", "level", "logger", "timestamp", "action_name", "policy_name", "component"}
)
_IDS = frozenset({"sender_id", "conversation_id", "sender", "recipient_id"})
_SHORTEST_SECRET = 6
#: Errors of the machine and of databases: their messages tell an operator what to do.
_TELLING = (OSError, sqlite3.Error)

RecordFactory = Callable[..., logging.LogRecord]


class Discretion:
    """Cleans records of the logs."""

    def __init__(self, environment: Optional[Mapping[str, str]] = None) -> None:
        """Args: `environment`, which has the secrets, and says whether texts may be logged."""
        given = os.environ if environment is None else environment
        self.with_text = given.get(VARIABLE, "").strip().lower() in ("1", "true", "yes")
        secrets = [given.get(name, "") for name in SECRET_VARIABLES]
        self._secrets = [secret for secret in secrets if len(secret) >= _SHORTEST_SECRET]

    def scrub(self, text: str) -> str:
        """A text without secrets, ids of conversations, and values of SQL statements."""
        for secret in self._secrets:
            text = text.replace(secret, HIDDEN)
        text = without_ids(_SECRETS.sub(_hidden, text))
        return text if self.with_text else _PARAMETERS.sub(f"[parameters: {HIDDEN}]", text)

    def factory(self, make: RecordFactory) -> RecordFactory:
        """What makes clean records out of those that `make` makes."""

        def made(*arguments: Any, **named: Any) -> logging.LogRecord:
            record = make(*arguments, **named)
            if record.levelno is None:  # a blank one, for a copy of one that is clean
                return record
            given: Any = record.msg
            if isinstance(given, dict) and not record.args:  # fields for JSON (`log_format.py`)
                record.msg = self._fields(given)
            else:
                record.msg = self._message(record)
            record.args = None
            if record.exc_info and record.exc_info[1] is not None:
                record.exc_text = self.describe(record.exc_info[1])
                record.exc_info = None
            return record

        return made

    def describe(self, error: BaseException) -> str:
        """An error and what caused it: types and places, and the messages that say nothing said."""
        if self.with_text:
            return self.scrub("".join(traceback.format_exception(error)).rstrip())
        lines: List[str] = []
        shown: Optional[BaseException] = error
        while shown is not None:
            lines += traceback.format_tb(shown.__traceback__)
            lines.append(f"{type(shown).__name__}{self._telling(shown)}\n")
            shown = shown.__cause__ or (None if shown.__suppress_context__ else shown.__context__)
            if shown is not None:
                lines.append("which came of:\n")
        return self.scrub("".join(lines).rstrip())

    def processor(
        self, _: Any, __: str, event: MutableMapping[str, Any]
    ) -> MutableMapping[str, Any]:
        """For structlog: an event without what was said, its error as a text."""
        info = event.pop("exc_info", None)
        error = _error_in(info)
        safe = {key: value for key, value in event.items() if key in _SAFE_KEYS}
        kept = _without_ids(event) if self.with_text else safe
        left_out = sorted(set(event) - set(kept))
        if left_out:
            kept["hidden"] = left_out
        if error is not None:
            kept["error"] = self.describe(error)
        return kept

    def _fields(self, fields: Mapping[str, Any]) -> Mapping[str, Any]:
        return {key: self._clean(value) for key, value in fields.items()}

    def _clean(self, value: Any) -> Any:
        if isinstance(value, dict):
            return self._fields(value)
        if isinstance(value, (list, tuple)):
            return [self._clean(one) for one in value]
        if value is None or isinstance(value, (bool, int, float)):
            return value
        return self.scrub(str(value))

    def _message(self, record: logging.LogRecord) -> str:
        if record.levelno <= logging.DEBUG and record.name.startswith("rasa."):
            if not self.with_text:
                return f"{record.module}:{record.lineno} {HIDDEN}"
        try:
            text = record.getMessage()
        except Exception:  # the arguments don't fit; that is no reason to fail
            text = str(record.msg)
        return self.scrub(text)

    def _telling(self, error: BaseException) -> str:
        if isinstance(error, sa.exc.DBAPIError) and error.orig is not None:
            return f": {error.orig}" if isinstance(error.orig, sqlite3.Error) else ""
        return f": {error}" if isinstance(error, _TELLING) else ""


def keep_logs_discreet(environment: Optional[Mapping[str, str]] = None) -> Discretion:
    """From now on, all records of this process are clean. May be called again."""
    discretion = Discretion(environment)
    before = logging.getLogRecordFactory()
    make = getattr(before, "klyngebot_before", before)
    factory: Any = discretion.factory(make)
    factory.klyngebot_before = make
    logging.setLogRecordFactory(factory)
    processors = [one for one in structlog.get_config()["processors"] if not _is_ours(one)]
    structlog.configure(processors=[discretion.processor, *processors])
    return discretion


def _without_ids(fields: Mapping[str, Any]) -> MutableMapping[str, Any]:
    """Fields with pseudonyms for ids of conversations, also in fields of fields."""
    found = {}
    for key, value in fields.items():
        if key in _IDS:
            value = pseudonym(str(value))
        found[key] = _without_ids(value) if isinstance(value, dict) else value
    return found


def _is_ours(processor: Any) -> bool:
    return isinstance(getattr(processor, "__self__", None), Discretion)


def _error_in(info: Any) -> Optional[BaseException]:
    if isinstance(info, BaseException):
        return info
    if isinstance(info, tuple):
        found: Tuple[Any, ...] = info
        return found[1] if len(found) > 1 and isinstance(found[1], BaseException) else None
    if info:
        return sys.exc_info()[1]
    return None


def _hidden(match: re.Match[str]) -> str:
    return f"{match['kind'] or match['scheme'] or ''}{HIDDEN}"
