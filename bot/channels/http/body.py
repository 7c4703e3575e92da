"""The body of a request, which may be only so long."""

from __future__ import annotations

from sanic.exceptions import PayloadTooLarge
from sanic.request import Request

from bot.channels.http.errors import TooLargeError

MAX_BODY = 16 * 1024  # bytes


async def receive_body(request: Request) -> None:
    """Read the body of a request whose route leaves that to its handler (`stream=True`).

    Raises:
        TooLargeError: it has more than `MAX_BODY` bytes; the rest isn't read.
    """
    request.stream.request_max_size = MAX_BODY
    try:
        await request.receive_body()
    except PayloadTooLarge as error:
        raise TooLargeError(f"The body has more than {MAX_BODY} bytes") from error
