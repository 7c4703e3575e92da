"""Secrets that are given as files, as containers get them: `KLYNGEBOT_SECRET_FILE=/run/secrets/…`.

In a file, a secret is in no listing of processes and no description of a container.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import MutableMapping

#: What may be given as `<name>_FILE` instead.
SECRETS = (
    "TRACKER_STORE_URL",
    "LOCK_STORE_URL",
    "KLYNGEBOT_SECRET",
    "KLYNGEBOT_REST_TOKEN",
    "KLYNGEBOT_METRICS_TOKEN",
    "SLACK_BOT_TOKEN",
    "SLACK_SIGNING_SECRET",
    "SLACK_APP_TOKEN",
)


class UnreadableSecretError(Exception):
    """A file that should hold a secret does not."""


def read_secrets(environment: MutableMapping[str, str] = os.environ) -> None:
    """Set each secret whose file is named, unless it is set itself.

    Raises:
        UnreadableSecretError: a file cannot be read, or is empty.
    """
    for name in SECRETS:
        path = environment.get(f"{name}_FILE")
        if not path or environment.get(name):
            continue
        try:
            secret = Path(path).read_text(encoding="utf-8").strip()
        except (OSError, UnicodeError) as error:
            raise UnreadableSecretError(f"{name}_FILE: {path} cannot be read ({error}).") from error
        if not secret:
            raise UnreadableSecretError(f"{name}_FILE: {path} is empty.")
        environment[name] = secret
