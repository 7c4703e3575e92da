"""What can be wrong with a request to the REST channel, beside the errors of the web channel."""

from __future__ import annotations

from bot.channels.web.errors import BadRequestError, UnauthorizedError, WebError


class MalformedError(BadRequestError):
    """The body is not what it should be."""

    response = "utter_rest_bad_request"


class WrongTokenError(UnauthorizedError):
    """A token is set, and the request hasn't got it."""

    response = "utter_rest_unauthorized"


class ClosedError(WebError):
    """No token is set, and the request doesn't come from this machine."""

    status, code, response = 403, "token_required", "utter_rest_closed"
