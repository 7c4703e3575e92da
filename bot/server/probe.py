"""`python -m bot.server.probe [path]`: exit code 0 if the server in this container answers 200.

For health checks of containers, whose image has no curl. Imports next to nothing, since it runs
every few seconds. Environment: PORT (5005).
"""

from __future__ import annotations

import http.client
import os
import sys
from typing import Sequence

_SECONDS = 4.0


def main(arguments: Sequence[str]) -> int:
    """Ask for a path, `/health` unless told otherwise; returns the exit code."""
    path = arguments[0] if arguments else "/health"
    port = int(os.environ.get("PORT", "5005"))
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=_SECONDS)
    try:
        connection.request("GET", path)
        answer = connection.getresponse()
        body = answer.read(2000).decode("utf-8", "replace")
    except (OSError, http.client.HTTPException) as error:
        print(f"{path}: {error}", file=sys.stderr)
        return 1
    finally:
        connection.close()
    print(body)
    return 0 if answer.status == 200 else 1


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
