"""The users, played by Locust: each starts a conversation of ten questions, then another.

A process of its own, so that its work is not counted as the server's: `locust -f` this file with
the environment variable LOAD_RESULT (a JSON file).
"""

from __future__ import annotations

import itertools
import json
import os
import time
import uuid
from pathlib import Path
from typing import Any, Iterator, List

from locust import HttpUser, constant, events, task

from benchmarks.questions import COMMON

_TURNS = 10
_times: List[float] = []
_failures: List[str] = []
_moments: List[float] = []


# Behind a proxy, the channel answers those that have the token only.
_token = os.environ.get("KLYNGEBOT_REST_TOKEN")
_headers = {"Authorization": f"Bearer {_token}"} if _token else {}
_asked: Iterator[str] = itertools.cycle(COMMON)


class Visitor(HttpUser):
    """Asks, reads nothing, asks again: the load is as great as the server can bear."""

    wait_time = constant(0)

    @task
    def conversation(self) -> None:
        """One conversation over Rasa's REST channel."""
        sender = uuid.uuid4().hex
        for _ in range(_TURNS):
            body = {"sender": sender, "message": next(_asked)}
            with self.client.post(
                "/webhooks/rest/webhook",
                json=body,
                headers=_headers,
                name="turn",
                catch_response=True,
            ) as response:
                if response.status_code != 200 or not response.json():
                    response.failure(f"no answer to: {body['message']}")


@events.request.add_listener
def _on_request(response_time: float, exception: Any = None, **_: Any) -> None:
    if exception is None:
        _times.append(response_time)
        _moments.append(time.time())
    else:
        _failures.append(str(exception))


@events.quitting.add_listener
def _on_quitting(**_: Any) -> None:
    result = {"ms": _times, "at": _moments, "failures": _failures}
    Path(os.environ["LOAD_RESULT"]).write_text(json.dumps(result), encoding="utf-8")
