"""`python -m bot.server`: check the knowledge, train when needed, serve all channels.

Environment: HOST (127.0.0.1), PORT (5005); see the table in README.md for the rest.
"""

from __future__ import annotations

import logging
import os
import sys

from bot.knowledge import KnowledgeError, load_knowledge
from bot.secret_files import UnreadableSecretError, read_secrets
from bot.server.deprecations import hush
from bot.server.log_settings import wants_json

DEFAULT_HOST = "127.0.0.1"
DEFAULT_PORT = 5005


def main() -> int:
    """Serve until Ctrl-C; returns the exit code."""
    os.environ.setdefault("RASA_TELEMETRY_ENABLED", "false")
    hush()
    try:
        read_secrets()
        load_knowledge()
        wants_json()
    except (KnowledgeError, UnreadableSecretError, ValueError) as error:
        print(error, file=sys.stderr)
        return 1
    port = os.environ.get("PORT", str(DEFAULT_PORT))
    if not port.isdigit() or not 0 < int(port) < 65536:
        print(f"PORT must be a number between 1 and 65535, not '{port}'.", file=sys.stderr)
        return 1
    from bot.server.training import model_to_serve

    model = model_to_serve()
    serve(str(model), os.environ.get("HOST", DEFAULT_HOST), int(port))
    return 0


def serve(model: str, host: str, port: int) -> None:
    """Serve a model on all channels of `credentials.yml`."""
    # Products of one message are small: handing halves of them to a second thread costs more.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    # In JSON, nothing is written but records; what libraries warn of when imported is left out.
    logging.captureWarnings(wants_json())
    from bot.server import rasa_patches

    rasa_patches.apply()

    import rasa.utils.log_utils

    rasa.utils.log_utils.configure_structlog(logging.WARNING)
    logging.getLogger("sanic.root").setLevel(logging.WARNING)

    from rasa.core.run import serve_application
    from rasa.core.utils import AvailableEndpoints

    _say_hello("localhost" if host in ("127.0.0.1", "0.0.0.0") else host, port)
    serve_application(
        model_path=model,
        interface=host,
        port=port,
        credentials="credentials.yml",
        enable_api=False,  # it lets anyone read conversations and replace the model
        endpoints=AvailableEndpoints.read_endpoints("endpoints.yml"),
    )


def _say_hello(host: str, port: int) -> None:
    if not wants_json():
        print(f"klyngebot is starting on http://{host}:{port} (Ctrl-C stops it) …", flush=True)
        return
    from bot.server.log_format import log_json
    from bot.server.log_privacy import keep_logs_discreet

    log_json(keep_logs_discreet())
    logging.getLogger("bot.server").warning("Starting on http://%s:%s", host, port)


if __name__ == "__main__":
    raise SystemExit(main())
