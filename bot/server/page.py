"""What the server has at its root: the pages and the chat widget, and whether it is up.

`GET /` is the page for browsers, and the status in JSON for all others; `GET /map` is the page
with the map of the clusters, `GET /map.json` what it shows. The files of the pages and the widget
are those of `bot/web/dist`; without them there is only the status.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import logging
from dataclasses import dataclass
from functools import lru_cache, partial
from mimetypes import MimeTypes
from pathlib import Path
from typing import Dict, Optional

from sanic import Sanic, response
from sanic.request import Request
from sanic.response import HTTPResponse

from actions.base import knowledge
from bot.knowledge import KnowledgeBase, KnowledgeError
from bot.server import tracing
from bot.server.health import add_health
from bot.server.map_data import map_data
from bot.server.metrics import add_metrics
from bot.server.model_swaps import add_model_swaps, model_state
from bot.server.reloading import add_reloading, knowledge_state

logger = logging.getLogger(__name__)
DIST = Path(__file__).resolve().parents[1] / "web" / "dist"
PAGE = "index.html"
MAP_PAGE = "map.html"
#: Other sites load these: the one file with which a page gets the chat, and what that fetches
#: when an answer has a picture.
WIDGET = ("klyngebot.js", "klyngebot-pictures.js")

_METHODS = ("GET", "HEAD")
_WITH_API = "rasa_server"  # Rasa's name for its server when its HTTP API is on
_TYPES = MimeTypes()  # not those of the machine, which differ
_TYPES.add_type("text/javascript", ".js")
_TYPES.add_type("font/woff2", ".woff2")
_TEXTS = ("text/", "application/json", "image/svg+xml")
_SECURITY: Dict[str, str] = {
    "Content-Security-Policy": "default-src 'self'; img-src 'self' data:; object-src 'none'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'self'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}
_FOR_ALL_SITES: Dict[str, str] = {
    "Access-Control-Allow-Origin": "*",
    "Cross-Origin-Resource-Policy": "cross-origin",
}


@dataclass(frozen=True)
class StaticFile:
    """A file in memory, with what its answers need."""

    body: bytes
    packed: bytes  # with gzip
    tag: str
    content_type: str


def add_page(app: Sanic, dist: Path = DIST) -> None:
    """Add `/`, `/map`, `/map.json`, `/status`, `/metrics`, `/health`, `/ready` and `dist`."""
    add_health(app)
    add_metrics(app)
    add_reloading(app)
    add_model_swaps(app)
    tracing.add_to(app)
    if app.name != _WITH_API:  # which has a route of that name
        app.add_route(_status, "/status", methods=_METHODS, name="klyngebot_status")

    async def root(request: Request) -> HTTPResponse:
        page = dist / PAGE
        answer = (
            _serve(page, request) if page.is_file() and _wants_page(request) else _status(request)
        )
        answer.headers["Vary"] = "Accept, Accept-Encoding"
        return answer

    app.add_route(root, "/", methods=_METHODS, name="klyngebot_page")
    app.add_route(_map_data, "/map.json", methods=_METHODS, name="klyngebot_map_data")
    if (dist / MAP_PAGE).is_file():
        serve_map = partial(_serve, dist / MAP_PAGE)
        app.add_route(serve_map, "/map", methods=_METHODS, name="klyngebot_map")
    for number, path in enumerate(sorted(dist.rglob("*"))):
        if path.is_file() and path.name not in (PAGE, MAP_PAGE):
            app.add_route(
                partial(_serve, path),
                f"/{path.relative_to(dist).as_posix()}",
                methods=_METHODS,
                name=f"klyngebot_file_{number}",
            )


def _status(request: Request) -> HTTPResponse:
    """Up, with which model, whether it was to be changed, and which knowledge answers."""
    agent = getattr(request.app.ctx, "agent", None)
    ready = agent is not None and agent.is_ready()
    model = agent.processor.model_filename if agent is not None and ready else None
    body = {"name": "klyngebot", "status": "ok" if ready else "loading", "model": model}
    knowledge = knowledge_state(request.app)
    if knowledge is not None:
        body["knowledge"] = knowledge
    change = model_state(request.app)
    if change is not None:
        body["models"] = change
    headers = {"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff"}
    return response.json(body, status=200 if ready else 503, headers=headers)


def _map_data(request: Request) -> HTTPResponse:
    """The map's facts: those that answers are given from at this moment."""
    try:
        facts = knowledge()
    except KnowledgeError:
        logger.exception("The map has no data: the knowledge base cannot be read")
        return response.json({"error": "knowledge"}, status=503)
    return _answer(_map_file(facts), request)


@lru_cache(maxsize=1)
def _map_file(facts: KnowledgeBase) -> StaticFile:
    text = json.dumps(map_data(facts), ensure_ascii=False, separators=(",", ":"))
    return _file(text.encode("utf-8"), "application/json")


def _serve(path: Path, request: Request) -> HTTPResponse:
    file = _read(path, path.stat().st_mtime_ns)
    return _answer(file, request, _FOR_ALL_SITES if path.name in WIDGET else {})


def _answer(
    file: StaticFile, request: Request, more: Optional[Dict[str, str]] = None
) -> HTTPResponse:
    headers = {
        "Cache-Control": "no-cache",
        "ETag": file.tag,
        "Vary": "Accept-Encoding",
        **_SECURITY,
        **(more or {}),
    }
    if file.tag in _tags(request.headers.get("If-None-Match")):
        return response.empty(status=304, headers=headers)
    body = file.body
    if "gzip" in request.headers.get("Accept-Encoding", "") and len(file.packed) < len(body):
        body = file.packed
        headers["Content-Encoding"] = "gzip"
    return response.raw(body, headers=headers, content_type=file.content_type)


@lru_cache(maxsize=64)
def _read(path: Path, changed: int) -> StaticFile:
    """A file as it is since it was `changed` (ns), so that a new build needs no restart."""
    kind = _TYPES.guess_type(path.name)[0] or "application/octet-stream"
    return _file(path.read_bytes(), kind)


def _file(body: bytes, kind: str) -> StaticFile:
    is_text = kind.startswith(_TEXTS)
    return StaticFile(
        body,
        gzip.compress(body, mtime=0) if is_text else body,
        # Weak, as it is the same for the packed body.
        f'W/"{hashlib.sha256(body).hexdigest()[:32]}"',
        f"{kind}; charset=utf-8" if is_text else kind,
    )


def _tags(header: Optional[str]) -> frozenset[str]:
    tags = (tag.strip() for tag in (header or "").split(","))
    return frozenset(tag if tag.startswith("W/") else f"W/{tag}" for tag in tags)


def _wants_page(request: Request) -> bool:
    """Whether HTML is asked for by name, as browsers do; `*/*` alone is a program."""
    accept = request.headers.get("Accept", "")
    wanted = [entry.split(";") for entry in accept.replace(" ", "").lower().split(",")]
    return any(kind[0] == "text/html" and "q=0" not in kind[1:] for kind in wanted)
