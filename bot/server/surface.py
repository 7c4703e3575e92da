"""The outside of the server, whichever route was asked for: sizes, error pages, headers.

Sanic's own error pages name paths, and Rasa lets a body have 100 MB.
"""

from __future__ import annotations

import logging
from http import HTTPStatus
from typing import Any, Dict

from sanic import Sanic, response
from sanic.exceptions import SanicException
from sanic.request import Request
from sanic.response import BaseHTTPResponse, HTTPResponse

from bot.channels.http.language import DEFAULT_LANGUAGE, accepted
from bot.channels.http.wording import say
from bot.responses import INTERNAL_ERROR

logger = logging.getLogger(__name__)

LARGEST_BODY = 1024 * 1024  # bytes; channels allow less
#: Seconds in which a request must have come in whole.
REQUEST_SECONDS = 20
_RESPONSES = {
    HTTPStatus.NOT_FOUND: ("not_found", "utter_web_not_found"),
    HTTPStatus.METHOD_NOT_ALLOWED: ("method_not_allowed", "utter_web_not_found"),
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE: ("too_large", "utter_web_too_large"),
    HTTPStatus.SERVICE_UNAVAILABLE: ("starting", "utter_web_starting"),
    HTTPStatus.REQUEST_TIMEOUT: ("timeout", "utter_web_timeout"),
}
_BAD_REQUEST = ("bad_request", "utter_rest_bad_request")
_INTERNAL = ("internal", INTERNAL_ERROR)
_HEADERS: Dict[str, str] = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "strict-origin-when-cross-origin",
}
_CLOSED_POLICY = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"


def protect(app: Sanic) -> None:
    """Set up a server that hasn't started serving yet."""
    app.config.REQUEST_MAX_SIZE = LARGEST_BODY
    app.config.REQUEST_TIMEOUT = REQUEST_SECONDS
    app.error_handler.add(Exception, _on_error)
    app.register_middleware(_add_headers, "response")


def error_answer(request: Request, status: int) -> HTTPResponse:
    """An error in JSON, for people and programs: what it is, and nothing about the server."""
    code, name = _RESPONSES.get(HTTPStatus(status), _INTERNAL if status >= 500 else _BAD_REQUEST)
    headers = getattr(request, "headers", None) or {}
    language = accepted(headers.get("Accept-Language")) or DEFAULT_LANGUAGE
    message = say(getattr(request.app.ctx, "agent", None), name, language)
    body = {"error": {"code": code, "message": message}}
    return response.json(body, status=status, headers={"Cache-Control": "no-store"})


async def _on_error(request: Request, error: Exception) -> HTTPResponse:
    status = int(getattr(error, "status_code", HTTPStatus.INTERNAL_SERVER_ERROR))
    if not isinstance(error, SanicException) or status == HTTPStatus.INTERNAL_SERVER_ERROR:
        status = HTTPStatus.INTERNAL_SERVER_ERROR
        logger.error("A request failed", exc_info=error)
    answer = error_answer(request, status)
    allowed: Any = getattr(error, "headers", None) or {}
    for name in ("Allow", "Retry-After"):
        if name in allowed:
            answer.headers[name] = allowed[name]
    return answer


async def _add_headers(request: Request, answer: BaseHTTPResponse) -> None:
    for name, value in _HEADERS.items():
        answer.headers.setdefault(name, value)
    if str(answer.content_type or "").startswith("text/html"):
        answer.headers.setdefault("Content-Security-Policy", _CLOSED_POLICY)
