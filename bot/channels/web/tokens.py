"""Which conversation a request belongs to: told by a token that only this server can sign."""

from __future__ import annotations

import secrets
import time
from dataclasses import dataclass
from typing import Callable, Optional

import jwt

from bot.channels.http.errors import UnauthorizedError
from bot.channels.http.language import known

PREFIX = "web-"
_ALGORITHM = "HS256"
_AUDIENCE = "klyngebot-web"
_SKEW = 60  # seconds that the clocks of two servers may differ


@dataclass(frozen=True)
class Session:
    """What a token says: the conversation, and the language the chat was opened in."""

    conversation: str
    language: Optional[str] = None


def new_conversation() -> str:
    """A conversation id that cannot be guessed: 128 random bits."""
    return f"{PREFIX}{secrets.token_hex(16)}"


class Tokens:
    """Signs and reads tokens (JWT, HS256)."""

    def __init__(self, secret: str, lifetime: int, clock: Callable[[], float] = time.time) -> None:
        """Args: `lifetime` and `clock` in seconds."""
        self._secret = secret
        self._lifetime = lifetime
        self._clock = clock

    def issue(self, session: Session) -> str:
        """A token for a conversation, good from now on for `lifetime`."""
        now = int(self._clock())
        claims = {
            "sub": session.conversation,
            "aud": _AUDIENCE,
            "iat": now,
            "exp": now + self._lifetime,
        }
        if session.language:
            claims["lang"] = session.language
        return jwt.encode(claims, self._secret, algorithm=_ALGORITHM)

    def read(self, token: str) -> Session:
        """What a token says.

        Raises:
            UnauthorizedError: it is forged, expired, or was not made for this.
        """
        try:
            claims = jwt.decode(
                token,
                self._secret,
                algorithms=[_ALGORITHM],
                audience=_AUDIENCE,
                leeway=_SKEW,
                options={"require": ["sub", "aud", "iat", "exp"]},
            )
        except (jwt.PyJWTError, ValueError) as error:
            raise UnauthorizedError(f"The token is not valid: {error}") from error
        conversation = claims["sub"]
        if not isinstance(conversation, str) or not conversation.startswith(PREFIX):
            raise UnauthorizedError("The token is not for a web conversation")
        return Session(conversation, known(claims.get("lang")))
