"""Rasa's HTTP API (`rasa run --enable-api`): open to this machine only, unless it has a password.

It reads all conversations and replaces the model. Rasa starts it for everyone.
"""

from __future__ import annotations

import inspect
from typing import Any, Optional

import rasa.server
from sanic import Sanic, response
from sanic.request import Request
from sanic.response import HTTPResponse

from bot.channels.access import is_local

_PASSWORDS = ("auth_token", "jwt_secret", "jwt_private_key")
_PATHS = ("/conversations", "/domain", "/model", "/status", "/version")
_CLOSED = (
    "Rasa's HTTP API is open to this machine only. Start it with --auth-token or --jwt-secret to "
    "use it from elsewhere."
)
_stock_create_app = rasa.server.create_app
_signature = inspect.signature(_stock_create_app)


def create_app(*arguments: Any, **named: Any) -> Sanic:
    """Rasa's server with its API, guarded if no password is set."""
    app: Sanic = _stock_create_app(*arguments, **named)
    given = _signature.bind(*arguments, **named).arguments
    if not any(given.get(name) for name in _PASSWORDS):
        app.register_middleware(_only_local, "request")
    return app


async def _only_local(request: Request) -> Optional[HTTPResponse]:
    if request.path.startswith(_PATHS) and not is_local(request):
        return response.json({"error": {"code": "forbidden", "message": _CLOSED}}, status=403)
    return None
