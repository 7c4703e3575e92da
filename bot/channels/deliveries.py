"""How many messages reached whom they were for, by channel, counted for Prometheus.

With `PROMETHEUS_MULTIPROC_DIR`, prometheus-client keeps its numbers in that folder, shared by all
processes; it must be there before the first number is made.
"""

from __future__ import annotations

import os
from pathlib import Path

FOLDER_VARIABLE = "PROMETHEUS_MULTIPROC_DIR"
if os.environ.get(FOLDER_VARIABLE):
    Path(os.environ[FOLDER_VARIABLE]).mkdir(parents=True, exist_ok=True)

from prometheus_client import Counter  # noqa: E402

DELIVERED = "delivered"
FAILED = "failed"

_deliveries = Counter("klyngebot_deliveries", "Answers handed to a channel", ["channel", "result"])


def count_delivery(channel: str, result: str) -> None:
    """Count an answer of "web" or "slack" as `DELIVERED` or `FAILED`."""
    _deliveries.labels(channel, result).inc()
