"""`python -m tests.openapi SCHEMATHESIS`: Schemathesis against the description of our endpoints.

SCHEMATHESIS is its command, which has a virtual environment of its own, as it wants a newer
jsonschema than Rasa. The server is the real one but for the model: an echo answers.
"""

from __future__ import annotations

import asyncio
import os
import sys
from typing import Sequence

from bot.channels.http.settings import HttpSettings
from bot.channels.rest import RestInput
from bot.channels.rest.settings import RestSettings
from bot.channels.web import WebInput
from tests.channels.web_server import ROOT, SECRET, serving

_CHECKS = (
    "not_a_server_error,status_code_conformance,content_type_conformance,"
    "response_schema_conformance,response_headers_conformance"
)


async def check(command: str, examples: int) -> int:
    """Run it on a server of this process; returns its exit code."""
    settings = HttpSettings(secret=SECRET, conversation_rate=0, address_rate=0)
    channels = [WebInput(settings), RestInput(RestSettings(None, settings))]
    async with serving(channels=channels) as server:
        chat = await server.chat("nb")
        process = await asyncio.create_subprocess_exec(
            command,
            "run",
            str(ROOT / "docs" / "openapi.yml"),
            f"--url={server.url}",
            f"--checks={_CHECKS}",
            f"--max-examples={examples}",
            "--phases=examples,coverage,fuzzing",
            "--mode=all",
            "--continue-on-failure",
            "--suppress-health-check=all",
            f"--header=Authorization: Bearer {chat.token}",
        )
        return await process.wait()


def main(arguments: Sequence[str]) -> int:
    """Run with `EXAMPLES` examples for each endpoint; returns the exit code."""
    return asyncio.run(check(arguments[0], int(os.environ.get("EXAMPLES", "200"))))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
