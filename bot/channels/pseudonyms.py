"""What logs and traces call a conversation: always the same, and nobody can tell which it is.

A keyed hash of its id, so that records of one conversation can be put together, while neither the
id nor the person (Slack's ids name one) can be got back without the secret of the installation.
"""

from __future__ import annotations

import hashlib
import hmac
import logging
import re
import secrets
from functools import cache

from rasa.shared.exceptions import RasaException

logger = logging.getLogger(__name__)

_PURPOSE = b"klyngebot: pseudonyms of conversations in logs and traces"
_DIGITS = 16
#: How Rasa and our own code name a conversation in a message.
_NAMED = re.compile(
    r"(?P<what>\b(?:sender|conversation)(?:[ _-]?id)?(?:\s+|\s*[:=]\s*))"
    r"(?P<quote>['\"])(?P<id>[^'\"]+)(?P=quote)",
    re.IGNORECASE,
)


def pseudonym(conversation_id: str) -> str:
    """Sixteen hexadecimal digits for the id of a conversation."""
    return hmac.new(_key(), conversation_id.encode("utf-8"), hashlib.sha256).hexdigest()[:_DIGITS]


def without_ids(text: str) -> str:
    """A log message with the pseudonyms of the conversations that it names."""
    return _NAMED.sub(lambda found: f"{found['what']}'{pseudonym(found['id'])}'", text)


@cache
def _key() -> bytes:
    """Made from the secret that the web chat's tokens are signed with, and good for nothing else.

    Without a secret that can be read, pseudonyms are good for this process only.
    """
    # Imported late: `log_privacy`, which asks us, is imported by nearly everything.
    from bot.channels.http.secret import kept_secret
    from bot.channels.http.settings import HttpSettings

    try:
        settings = HttpSettings.from_environment()
        secret = settings.secret or kept_secret(settings.secret_file)
    except RasaException:
        secret = secrets.token_hex(32)
        logger.warning("There is no secret to keep: pseudonyms in logs change with the next start.")
    return hmac.new(secret.encode("utf-8"), _PURPOSE, hashlib.sha256).digest()
