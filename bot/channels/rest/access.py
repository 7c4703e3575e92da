"""Who may use the REST channel: programs on this machine, or those that have the token."""

from __future__ import annotations

from typing import Optional

from sanic.request import Request

from bot.channels.access import has_token, is_local
from bot.channels.rest.errors import ClosedError, WrongTokenError
from bot.channels.rest.settings import TOKEN


class Access:
    """Lets requests in, or raises."""

    def __init__(self, token: Optional[str]) -> None:
        """Args: `token`, without which only programs on this machine are let in."""
        self._token = token

    def check(self, request: Request) -> None:
        """Let a request in.

        Raises:
            WrongTokenError: a token is set, and this isn't it.
            ClosedError: none is set, and the request may come from elsewhere.
        """
        if self._token is None:
            if not is_local(request):
                raise ClosedError(
                    f"Set {TOKEN} for the server, and send it as "
                    "'Authorization: Bearer <token>'; without it, the channel answers only when "
                    "the server listens on 127.0.0.1 and is asked there directly"
                )
            return
        if not has_token(request, self._token):
            raise WrongTokenError("There is no header 'Authorization: Bearer <token>' with it")
