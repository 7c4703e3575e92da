"""What every request passes: origin and address on the way in, errors and CORS on the way out."""

from __future__ import annotations

import logging
from typing import Awaitable, Callable, Mapping, Optional

from sanic import Blueprint, response
from sanic.request import Request
from sanic.response import BaseHTTPResponse, HTTPResponse

from bot.channels.failures import described
from bot.channels.http.address import client_address, is_trusted
from bot.channels.http.body import receive_body
from bot.channels.http.errors import (
    AwayError,
    HttpError,
    MethodNotAllowedError,
    NotFoundError,
    OriginNotAllowedError,
    RateLimitedError,
)
from bot.channels.http.language import DEFAULT_LANGUAGE, accepted, known
from bot.channels.http.origins import Origins
from bot.channels.http.settings import HttpSettings
from bot.channels.http.wording import say
from bot.channels.limits import RateLimit
from bot.channels.unavailable import UnavailableError

logger = logging.getLogger(__name__)

Handler = Callable[[Request], Awaitable[Optional[BaseHTTPResponse]]]

_RETRY_SECONDS = 10
_PREFLIGHT = "OPTIONS"
_METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", _PREFLIGHT)


class Gate:
    """Puts handlers on a blueprint, each behind the same checks."""

    def __init__(self, settings: HttpSettings) -> None:
        """Check by these settings."""
        self._origins = Origins(settings.origins)
        self._proxies = settings.trusted_proxies
        self._requests = RateLimit(settings.address_rate)

    def blueprint(self, name: str) -> Blueprint:
        """A blueprint whose answers get the CORS headers that are due."""
        blueprint = Blueprint(name)
        blueprint.middleware("response")(self._add_cors)
        return blueprint

    def add(self, blueprint: Blueprint, path: str, handlers: Mapping[str, Handler]) -> None:
        """Add a path with a handler for each method; without any, the path is unknown.

        Their bodies have been read already, unless too large.
        """

        async def handle(request: Request, **_: str) -> Optional[BaseHTTPResponse]:
            try:
                self._admit(request)
                await receive_body(request)
                return await self._handle(request, handlers)
            except HttpError as error:
                return self._answer(request, error)
            except UnavailableError:  # logged where it was noticed
                return self._answer(request, AwayError(retry_after=_RETRY_SECONDS))
            except Exception as error:
                logger.error("%s %s: %s", request.method, path, described(error))
                return self._answer(request, HttpError())

        name = path.strip("/<>").replace(":", "_")
        blueprint.add_route(handle, path, methods=_METHODS, name=name, stream=True)

    def language(self, request: Request) -> Optional[str]:
        """The language of who asks, if anything tells: the request, the session, the browser."""
        told = known(getattr(request.ctx, "language", None))
        return told or accepted(request.headers.get("Accept-Language"))

    def _admit(self, request: Request) -> None:
        if not self._origins.allows(request.headers.get("Origin"), self._host(request)):
            if request.method != _PREFLIGHT:  # which is refused by the headers it doesn't get
                raise OriginNotAllowedError("The origin isn't listed in KLYNGEBOT_ORIGINS")
        forwarded = ",".join(request.headers.getall("X-Forwarded-For", []))
        wait = self._requests.take(client_address(request.ip, forwarded, self._proxies))
        if wait:
            raise RateLimitedError("Too many requests from the address", retry_after=wait)

    async def _handle(
        self, request: Request, handlers: Mapping[str, Handler]
    ) -> Optional[BaseHTTPResponse]:
        method = "GET" if request.method == "HEAD" else request.method
        if not handlers:
            raise NotFoundError("There is no such path")
        if method == _PREFLIGHT:
            return response.empty()
        if method not in handlers:
            raise MethodNotAllowedError(f"The method is not one of {', '.join(handlers)}")
        return await handlers[method](request)

    def _answer(self, request: Request, error: HttpError) -> HTTPResponse:
        agent = getattr(request.app.ctx, "agent", None)
        language = self.language(request) or DEFAULT_LANGUAGE
        text = say(agent, error.response, language)
        body = {"code": error.code, "message": text}
        if error.detail:
            body["detail"] = error.detail
        headers = {"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff"}
        return response.json(
            {"error": body}, status=error.status, headers={**headers, **error.headers}
        )

    async def _add_cors(self, request: Request, answer: BaseHTTPResponse) -> None:
        # Rasa's own CORS (`--cors`) is for channels without an origin check; it is undone here.
        for name in [name for name in answer.headers if name.lower().startswith("access-control")]:
            answer.headers.pop(name, None)
        preflight = request.method == _PREFLIGHT
        origin = request.headers.get("Origin")
        headers = self._origins.headers(origin, self._host(request), preflight)
        answer.headers.update(headers)

    def _host(self, request: Request) -> str:
        forwarded = request.headers.get("X-Forwarded-Host")
        if forwarded and is_trusted(request.ip, self._proxies):
            return str(forwarded)
        return str(request.headers.get("Host", ""))
