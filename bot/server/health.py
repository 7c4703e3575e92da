"""For whatever watches the server: `GET /health`, is it alive? `GET /ready`, can it answer?

`/ready` asks the model, the conversation store, the lock store and, where there is one, the action
server; `503` with which of them is away. A server that isn't ready is alive: it says that it cannot
answer now, and goes on by itself when what is missing is back, so restarting it helps nobody.
"""

from __future__ import annotations

import asyncio
import os
from typing import Any, Awaitable, Dict
from urllib.parse import urlsplit

import aiohttp
from sanic import Sanic, response
from sanic.request import Request
from sanic.response import HTTPResponse

_METHODS = ("GET", "HEAD")
_SECONDS = 3.0  # for each; less than the time-out of a probe
_NO_STORE = {"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff"}


def add_health(app: Sanic) -> None:
    """Add both paths to a server."""
    app.add_route(_health, "/health", methods=_METHODS, name="klyngebot_health")
    app.add_route(_ready, "/ready", methods=_METHODS, name="klyngebot_ready")


def _health(request: Request) -> HTTPResponse:
    return response.json({"status": "ok"}, headers=_NO_STORE)


async def _ready(request: Request) -> HTTPResponse:
    agent = getattr(request.app.ctx, "agent", None)
    parts: Dict[str, bool] = {"model": agent is not None and agent.is_ready()}
    questions: Dict[str, Awaitable[Any]] = {}
    for name, store in (
        ("tracker_store", getattr(agent, "tracker_store", None)),
        ("lock_store", getattr(agent, "lock_store", None)),
    ):
        ping = getattr(store, "ping", None)  # those in this process are there whenever it is
        if ping is not None:
            questions[name] = ping()
    url = os.environ.get("ACTION_ENDPOINT_URL", "").strip()
    if url:
        questions["action_server"] = _answers(url)
    answers = await asyncio.gather(*(_is_there(question) for question in questions.values()))
    parts.update(zip(questions, answers))
    ready = all(parts.values())
    body = {"status": "ok" if ready else "unavailable", **parts}
    return response.json(body, status=200 if ready else 503, headers=_NO_STORE)


async def _is_there(question: Awaitable[Any]) -> bool:
    try:
        await asyncio.wait_for(question, _SECONDS)
    except Exception:  # whatever it is, it cannot be used
        return False
    return True


async def _answers(url: str) -> None:
    """Ask an action server whether it is up; it has `/health` beside its webhook."""
    parts = urlsplit(url)
    health = f"{parts.scheme}://{parts.netloc}/health"
    async with aiohttp.ClientSession() as session, session.get(health) as answer:
        answer.raise_for_status()
