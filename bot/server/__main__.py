"""`python -m bot.server`: check the knowledge, train when needed, serve all channels.

Environment: HOST (127.0.0.1), PORT (5005); see the table in README.md for the rest.
"""

from __future__ import annotations

import logging
import os
import sys

from bot.knowledge import KnowledgeError, load_knowledge

DEFAULT_HOST = "127.0.0.1"
DEFAULT_PORT = 5005


def main() -> int:
    """Serve until Ctrl-C; returns the exit code."""
    os.environ.setdefault("RASA_TELEMETRY_ENABLED", "false")
    try:
        load_knowledge()
    except KnowledgeError as error:
        print(error, file=sys.stderr)
        return 1
    port = os.environ.get("PORT", str(DEFAULT_PORT))
    if not port.isdigit() or not 0 < int(port) < 65536:
        print(f"PORT must be a number between 1 and 65535, not '{port}'.", file=sys.stderr)
        return 1
    from bot.server.training import ensure_model

    model = ensure_model()
    serve(str(model), os.environ.get("HOST", DEFAULT_HOST), int(port))
    return 0


def serve(model: str, host: str, port: int) -> None:
    """Serve a model on all channels of `credentials.yml`."""
    import rasa.utils.log_utils

    rasa.utils.log_utils.configure_structlog(logging.WARNING)
    logging.getLogger("sanic.root").setLevel(logging.WARNING)

    from rasa.core.run import serve_application
    from rasa.core.utils import AvailableEndpoints

    from bot.server import rasa_patches

    rasa_patches.apply()
    shown = "localhost" if host in ("127.0.0.1", "0.0.0.0") else host
    print(f"klyngebot is starting on http://{shown}:{port} (Ctrl-C stops it) …", flush=True)
    serve_application(
        model_path=model,
        interface=host,
        port=port,
        credentials="credentials.yml",
        enable_api=False,  # it lets anyone read conversations and replace the model
        endpoints=AvailableEndpoints.read_endpoints("endpoints.yml"),
    )


if __name__ == "__main__":
    raise SystemExit(main())
