"""What can be wrong with a request: each error with its status, code and response.

The response is the one in `domain.yml` that tells the person; `detail` is for the developer
of a page that sends such requests, in English.
"""

from __future__ import annotations

from typing import ClassVar, Dict, Optional

from bot.responses import INTERNAL_ERROR, UNAVAILABLE


class HttpError(Exception):
    """A request that isn't answered.

    Args:
        detail: what exactly is wrong.
        retry_after: seconds after which it may go better.
    """

    status: ClassVar[int] = 500
    code: ClassVar[str] = "internal"
    response: ClassVar[str] = INTERNAL_ERROR

    def __init__(self, detail: Optional[str] = None, retry_after: Optional[int] = None) -> None:
        super().__init__(detail or self.code)
        self.detail = detail
        self.retry_after = retry_after

    @property
    def headers(self) -> Dict[str, str]:
        """Headers that go with it."""
        return {} if self.retry_after is None else {"Retry-After": str(self.retry_after)}


class BadRequestError(HttpError):
    """The body is not what it should be."""

    status, code, response = 400, "bad_request", "utter_web_bad_request"


class UnauthorizedError(HttpError):
    """No token, or a forged or expired one."""

    status, code, response = 401, "unauthorized", "utter_web_unauthorized"


class OriginNotAllowedError(HttpError):
    """A page of another site, not listed in `KLYNGEBOT_ORIGINS`."""

    status, code, response = 403, "origin_not_allowed", "utter_web_origin_not_allowed"


class NotFoundError(HttpError):
    """There is no such thing."""

    status, code, response = 404, "not_found", "utter_web_not_found"


class MethodNotAllowedError(HttpError):
    """The path is right, the method isn't."""

    status, code, response = 405, "method_not_allowed", "utter_web_bad_request"


class StillRunningError(HttpError):
    """The id belongs to another message that is being answered."""

    status, code, response = 409, "still_running", "utter_web_still_running"


class TooLargeError(HttpError):
    """The body is larger than any message can be."""

    status, code, response = 413, "too_large", "utter_web_too_large"


class RateLimitedError(HttpError):
    """Too many requests."""

    status, code, response = 429, "rate_limited", "utter_web_rate_limited"


class StartingError(HttpError):
    """No model is loaded yet, or the server is shutting down."""

    status, code, response = 503, "starting", "utter_web_starting"


class AwayError(HttpError):
    """What the server needs for it is away: a database, Redis."""

    status, code, response = 503, "unavailable", UNAVAILABLE
