"""Who asks: a program on this machine, or one that has a token. For all doors but the chats'."""

from __future__ import annotations

import hmac
from ipaddress import ip_address
from typing import Any, Optional
from urllib.parse import urlsplit

from sanic.request import Request

#: Sent by proxies: the request comes from elsewhere, though the connection doesn't.
_FORWARDED = ("Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Real-Ip", "Via")
_LOCAL_NAME = "localhost"


def has_token(request: Request, token: str) -> bool:
    """Whether a request has the header `Authorization: Bearer <token>`, told in constant time."""
    scheme, _, given = request.headers.get("Authorization", "").partition(" ")
    # Compared as bytes: text that isn't ASCII would raise.
    right = hmac.compare_digest(given.strip().encode("utf-8", "replace"), token.encode("utf-8"))
    return right and scheme.lower() == "bearer"


def is_local(request: Request) -> bool:
    """Whether the server listens on this machine only, and nothing hints at a request from afar.

    A page elsewhere can have its own name lead to 127.0.0.1, so the name counts, too.
    """
    if any(name in request.headers for name in _FORWARDED):
        return False
    return (
        _is_loopback(_listening_on(request))
        and _is_loopback(request.ip)
        and _is_loopback(_host_name(request.headers.get("Host")))
    )


def _listening_on(request: Request) -> str:
    """The address the server was told to listen on; else the connection's own end."""
    told = getattr(request.app.state, "host", "")
    if told:
        return str(told)
    transport: Any = request.transport
    name = transport.get_extra_info("sockname") if transport else None
    return str(name[0]) if isinstance(name, tuple) and name else ""


def _host_name(header: Optional[str]) -> str:
    try:
        return urlsplit(f"//{header or _LOCAL_NAME}").hostname or ""
    except ValueError:
        return ""


def _is_loopback(name: str) -> bool:
    if name == _LOCAL_NAME:
        return True
    try:
        return ip_address(name).is_loopback
    except ValueError:
        return False
