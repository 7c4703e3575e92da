"""What can be wrong with a request to the REST channel, beside the errors of every request."""

from __future__ import annotations

from bot.channels.http.errors import BadRequestError, HttpError, UnauthorizedError


class MalformedError(BadRequestError):
    """The body is not what it should be."""

    response = "utter_rest_bad_request"


class WrongTokenError(UnauthorizedError):
    """A token is set, and the request hasn't got it."""

    response = "utter_rest_unauthorized"


class ClosedError(HttpError):
    """No token is set, and the request doesn't come from this machine."""

    status, code, response = 403, "token_required", "utter_rest_closed"
