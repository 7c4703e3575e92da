"""How spans leave the process: in a thread, in batches, by OTLP over HTTP.

A turn puts its spans into a queue and goes on. When nobody takes them, they are dropped and the
log says so once.
"""

from __future__ import annotations

import logging
import os
from threading import Thread
from typing import Any, Optional, Sequence

from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
from opentelemetry.sdk.resources import Resource
from opentelemetry.sdk.trace import ReadableSpan, TracerProvider
from opentelemetry.sdk.trace.export import (
    BatchSpanProcessor,
    SimpleSpanProcessor,
    SpanExporter,
    SpanExportResult,
)

logger = logging.getLogger(__name__)

_LAST_SECONDS = 2.0  # for what is left when the process ends


class QuietExporter(SpanExporter):
    """Hands spans to another exporter; says once that it fails, and once that it works again."""

    def __init__(self, exporter: SpanExporter) -> None:
        self._exporter = exporter
        self._is_failing = False

    def export(self, spans: Sequence[ReadableSpan]) -> SpanExportResult:
        """Whether they were taken; raises nothing."""
        try:
            result = self._exporter.export(spans)
            reason = "it refuses them"
        except Exception as error:
            result, reason = SpanExportResult.FAILURE, type(error).__name__
        failed = result is not SpanExportResult.SUCCESS
        if failed and not self._is_failing:
            logger.warning("Traces are lost: the OTLP endpoint doesn't take them (%s).", reason)
        elif self._is_failing and not failed:
            logger.warning("Traces are taken again.")
        self._is_failing = failed
        return result

    def shutdown(self) -> None:
        """Send nothing more."""
        self._exporter.shutdown()

    def force_flush(self, timeout_millis: int = 30000) -> bool:
        """Nothing is kept here."""
        return True


def tracer_provider(service: str, exporter: Optional[SpanExporter] = None) -> TracerProvider:
    """What makes spans of a service and sends them to the environment's endpoint or `exporter`."""
    provider = TracerProvider(resource=_resource(service), shutdown_on_exit=False)
    if exporter is not None:
        provider.add_span_processor(SimpleSpanProcessor(exporter))
        return provider
    # It logs every batch that it cannot send; `QuietExporter` says it.
    logging.getLogger("opentelemetry.exporter.otlp").setLevel(logging.CRITICAL)
    provider.add_span_processor(BatchSpanProcessor(QuietExporter(OTLPSpanExporter())))
    return provider


def finish(provider: TracerProvider) -> None:
    """Send what is left, as far as that takes no longer than a moment."""
    thread = Thread(target=provider.shutdown, name="last traces", daemon=True)
    thread.start()
    thread.join(_LAST_SECONDS)


def _resource(service: str) -> Resource:
    """What says whose spans they are; the environment's own word on it counts more."""
    named = os.environ.get("OTEL_SERVICE_NAME") or "service.name=" in os.environ.get(
        "OTEL_RESOURCE_ATTRIBUTES", ""
    )
    attributes: Any = {} if named else {"service.name": service}
    return Resource.create(attributes)
