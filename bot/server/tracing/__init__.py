"""OpenTelemetry traces of turns, where the environment names an endpoint for them.

The variables are OpenTelemetry's own (`OTEL_EXPORTER_OTLP_ENDPOINT` and the like). Without an
endpoint nothing of OpenTelemetry is imported, no method of Rasa is wrapped, and all of this
module's functions do nothing.

- `spans.py`: which parts of a turn have a span, and what a span says; never what was said.
- `action_server.py`: the span of an action in a process of its own.
- `tracer.py`: makes spans, and reads and writes the header that joins those of two processes.
- `exporting.py`: how spans get out, beside the turns, whether or not anybody takes them.
"""

from __future__ import annotations

import os
from typing import Any, Dict, Mapping, Optional

from sanic import Sanic

BOT, ACTION_SERVER = "klyngebot", "klyngebot-actions"
_ENDPOINTS = ("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", "OTEL_EXPORTER_OTLP_ENDPOINT")
_installed: Any = None  # `spans` or `action_server`, once it is imported


def is_configured(environment: Optional[Mapping[str, str]] = None) -> bool:
    """Whether the environment names an endpoint, and doesn't switch traces off."""
    given = os.environ if environment is None else environment
    is_off = given.get("OTEL_SDK_DISABLED", "").strip().lower() == "true"
    exporter = given.get("OTEL_TRACES_EXPORTER", "otlp").strip().lower()
    named = any(given.get(name, "").strip() for name in _ENDPOINTS)
    return named and not is_off and exporter == "otlp"


def start(exporter: Any = None) -> None:
    """Trace turns from now on, if that is configured.

    Args:
        exporter: takes the spans instead of the endpoint.
    """
    if _installed is not None or (exporter is None and not is_configured()):
        return
    from bot.server.tracing import spans

    _install(spans, exporter, BOT)


def stop() -> None:
    """Trace no longer; what is left is sent."""
    global _installed
    if _installed is not None:
        _installed.uninstall()
        _installed = None


def add_to(app: Sanic) -> None:
    """Have requests continue the traces that they are part of (`traceparent`)."""
    if _installed is not None:
        app.register_middleware(_installed.tracer.note_parent, "request")


def add_to_action_server(app: Sanic) -> None:
    """Trace the actions that this server of the SDK runs, if that is configured."""
    if not is_configured():
        return
    from bot.server.tracing import action_server, tracer

    app.register_middleware(tracer.note_parent, "request")

    # In each of its processes (`ACTION_SERVER_SANIC_WORKERS`): threads don't outlive a fork.
    @app.before_server_start
    async def begin(*_: Any) -> None:
        if _installed is None:
            _install(action_server, None, ACTION_SERVER)

    @app.after_server_stop
    async def end(*_: Any) -> None:
        stop()


def current_trace() -> Dict[str, str]:
    """The ids of the trace and the span that this is part of, for a record of the log."""
    return {} if _installed is None else dict(_installed.tracer.current_trace())


def with_parent(request: Dict[str, Any]) -> Dict[str, Any]:
    """The arguments of a request to another server, which goes on with the trace."""
    return request if _installed is None else dict(_installed.tracer.with_parent(request))


def _install(module: Any, exporter: Any, service: str) -> None:
    global _installed
    from bot.server.tracing import exporting

    module.install(exporting.tracer_provider(service, exporter))
    _installed = module
