"""The tracer of this process, and the trace that a request is part of.

Spans hold names of ours and numbers; what was said and whose it is they don't, nor messages of
errors, which may quote it.
"""

from __future__ import annotations

import atexit
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, Dict, Iterator, Optional

from opentelemetry import trace
from opentelemetry.context import Context
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.trace import Span, SpanKind, Status, StatusCode
from opentelemetry.trace.propagation.tracecontext import TraceContextTextMapPropagator
from sanic.request import Request

from bot.server.tracing import exporting

PREFIX = "klyngebot."
_W3C = TraceContextTextMapPropagator()
_HEADERS = ("traceparent", "tracestate")

_tracer: trace.Tracer = trace.NoOpTracer()
_provider: Optional[TracerProvider] = None
_parent: ContextVar[Optional[Context]] = ContextVar("klyngebot_trace_parent", default=None)


def use(provider: TracerProvider) -> None:
    """Make spans from now on, which `provider` takes."""
    global _tracer, _provider
    _provider, _tracer = provider, provider.get_tracer("klyngebot")
    atexit.register(finish)


def finish() -> None:
    """Make no more spans; what is left is sent."""
    global _provider, _tracer
    atexit.unregister(finish)
    if _provider is not None:
        exporting.finish(_provider)
    _provider, _tracer = None, trace.NoOpTracer()


async def note_parent(request: Request) -> None:
    """Middleware: what this request makes belongs to the trace that its headers name."""
    given = {name: request.headers[name] for name in _HEADERS if name in request.headers}
    _parent.set(_W3C.extract(given) if given else None)


def with_parent(request: Dict[str, Any]) -> Dict[str, Any]:
    """A request's arguments, with the header that names the span it is sent in."""
    headers: Dict[str, str] = dict(request.get("headers") or {})
    _W3C.inject(headers)
    return {**request, "headers": headers}


def current_trace() -> Dict[str, str]:
    """The ids of the trace and the span that this is part of."""
    context = trace.get_current_span().get_span_context()
    if not context.is_valid:
        return {}
    return {
        "trace_id": trace.format_trace_id(context.trace_id),
        "span_id": trace.format_span_id(context.span_id),
    }


@contextmanager
def span(name: str, attributes: Dict[str, Any], **more: Any) -> Iterator[Span]:
    """A span of what happens within; an error marks it, by its type only."""
    options = {"record_exception": False, "set_status_on_exception": False, **more}
    named = {f"{PREFIX}{key}": value for key, value in attributes.items()}
    with _tracer.start_as_current_span(name, attributes=named, **options) as made:
        try:
            yield made
        except BaseException as error:
            made.set_status(Status(StatusCode.ERROR))
            made.set_attribute("error.type", type(error).__name__)
            raise


def span_of_request(name: str, attributes: Dict[str, Any]) -> Any:
    """A span like `span`, child of the one that the request's headers name."""
    return span(name, attributes, context=_parent.get(), kind=SpanKind.SERVER)
