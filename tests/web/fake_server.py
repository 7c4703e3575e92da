"""A server that speaks the contract of the web channel, and misbehaves on demand.

It runs in a thread, so that tests can change its `behaviour` between two steps, stop it, start it
again on the same port, and read what it was sent.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import mimetypes
import threading
import time
import uuid
from dataclasses import dataclass, field
from datetime import datetime, timezone
from pathlib import Path
from typing import Any, Dict, List, Optional, Tuple

from aiohttp import web

from bot.server.map_data import map_data
from tests.web.answers import answer, knowledge

DIST = Path(__file__).resolve().parents[2] / "bot" / "web" / "dist"
PICTURE = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="320" height="120">'
    '<rect x="10" y="20" width="90" height="100"/>'
    '<rect x="120" y="60" width="90" height="60"/></svg>'
)
HELD = 3600.0
PAGE_CSP = "default-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'"


@dataclass
class Behaviour:
    """How the server behaves; the default is well.

    With `delay` or `pause` at `HELD`, it waits until the test sets them to 0.
    """

    delay: float = 0.05  # seconds from `typing` to the first message
    pause: float = 0.0  # seconds between messages
    statuses: List[int] = field(default_factory=list)  # answered to the next POST /message
    retry_after: int = 7  # seconds, for 429 and 503
    error: Optional[str] = None  # code of an `error` event instead of messages, once
    drops: List[int] = field(default_factory=list)  # the next turns break after so many messages
    forbidden: bool = False  # 403 without CORS headers, as for an unlisted origin
    erase_fails: bool = False
    map_fails: bool = False


class Conversation:
    """The stored messages, and the events of each turn by its key."""

    def __init__(self) -> None:
        self.messages: List[Dict[str, Any]] = []
        self.turns: Dict[str, List[Dict[str, Any]]] = {}


def now() -> str:
    return datetime.now(timezone.utc).isoformat()


class FakeServer:
    """`url` is its address once `start` has returned."""

    def __init__(self) -> None:
        self.behaviour = Behaviour()
        self.conversations: Dict[str, Conversation] = {}
        self.requests: List[Tuple[str, str, Any]] = []
        self.port = 0
        self._loop: Optional[asyncio.AbstractEventLoop] = None
        self._runner: Optional[web.AppRunner] = None
        self._thread: Optional[threading.Thread] = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def reset(self) -> None:
        self.behaviour = Behaviour()
        self.conversations.clear()
        self.requests.clear()

    def sent(self, path: str) -> List[Any]:
        """Bodies of the requests to a path, such as "POST /webhooks/web/message"."""
        return [body for method, where, body in self.requests if f"{method} {where}" == path]

    # Life

    def start(self) -> None:
        ready = threading.Event()
        self._thread = threading.Thread(target=self._run, args=(ready,), daemon=True)
        self._thread.start()
        assert ready.wait(60), "the fake server did not start"

    def _run(self, ready: threading.Event) -> None:
        self._loop = asyncio.new_event_loop()
        asyncio.set_event_loop(self._loop)
        self._loop.run_until_complete(self._open())
        ready.set()
        self._loop.run_forever()
        self._loop.close()

    async def _open(self) -> None:
        app = web.Application(middlewares=[self._rules])
        app.add_routes(
            [
                web.post("/webhooks/web/session", self._session),
                web.post("/webhooks/web/message", self._message),
                web.get("/webhooks/web/history", self._history),
                web.delete("/webhooks/web/history", self._erase),
                web.post("/webhooks/web/feedback", self._feedback),
                web.get("/picture.svg", self._picture),
                web.get("/map.json", self._map_data),
                web.get("/{file:.*}", self._file),
            ]
        )
        self._runner = web.AppRunner(app)
        await self._runner.setup()
        site = web.TCPSite(
            self._runner, "127.0.0.1", self.port, reuse_address=True, shutdown_timeout=0.1
        )
        await site.start()
        self.port = self._runner.addresses[0][1]

    def stop(self) -> None:
        """Ends it as a crash would: open streams break."""
        assert self._loop is not None
        assert self._runner is not None
        assert self._thread is not None
        loop, runner = self._loop, self._runner

        async def end() -> None:
            for connection in list(getattr(runner.server, "connections", [])):
                if connection.transport:
                    connection.transport.abort()
            await runner.cleanup()

        asyncio.run_coroutine_threadsafe(end(), loop).result(60)
        loop.call_soon_threadsafe(loop.stop)
        self._thread.join(60)

    # Protocol

    @web.middleware
    async def _rules(self, request: web.Request, handler: Any) -> web.StreamResponse:
        body: Any = None
        if request.can_read_body:
            body = json.loads(await request.text() or "null")
            request["body"] = body
        self.requests.append((request.method, request.path, body))
        protocol = request.path.startswith("/webhooks/web/")
        if protocol and self.behaviour.forbidden:
            return web.json_response(_error("origin_not_allowed", "Nei."), status=403)
        if request.method == "OPTIONS":
            return web.Response(status=204, headers=self._cors(request))
        try:
            response: web.StreamResponse = await handler(request)
        except web.HTTPException as error:
            error.headers.update(self._cors(request))
            raise
        if not response.prepared:
            response.headers.update(self._cors(request))
        return response

    def _cors(self, request: web.Request) -> Dict[str, str]:
        return {
            "Access-Control-Allow-Origin": request.headers.get("Origin", "*"),
            "Access-Control-Allow-Headers": "authorization, content-type",
            "Access-Control-Allow-Methods": "GET, POST, DELETE",
            "Access-Control-Expose-Headers": "Retry-After",
            "Cross-Origin-Resource-Policy": "cross-origin",
        }

    def _conversation(self, request: web.Request) -> Conversation:
        token = request.headers.get("Authorization", "").removeprefix("Bearer ")
        if token not in self.conversations:
            raise web.HTTPUnauthorized(
                text=json.dumps(_error("unauthorized", "Ukjent samtale.")),
                content_type="application/json",
            )
        return self.conversations[token]

    async def _session(self, request: web.Request) -> web.Response:
        token = request.headers.get("Authorization", "").removeprefix("Bearer ")
        if token not in self.conversations:
            token = uuid.uuid4().hex
            self.conversations[token] = Conversation()
        return web.json_response(
            {"token": token, "expires_in": 2_592_000, "limits": {"message_length": 200}}
        )

    async def _message(self, request: web.Request) -> web.StreamResponse:
        conversation = self._conversation(request)
        if self.behaviour.statuses:
            status = self.behaviour.statuses.pop(0)
            return web.json_response(
                _error(f"code_{status}", f"Feil {status}."),
                status=status,
                headers={"Retry-After": str(self.behaviour.retry_after)},
            )
        response = web.StreamResponse(
            headers={
                "Content-Type": "text/event-stream",
                "Cache-Control": "no-store",
                **self._cors(request),
            }
        )
        # A client that goes away in the middle is part of the game.
        with contextlib.suppress(ConnectionResetError):
            await self._stream(request, response, conversation, request["body"])
        return response

    async def _stream(
        self,
        request: web.Request,
        response: web.StreamResponse,
        conversation: Conversation,
        body: Dict[str, Any],
    ) -> None:
        await response.prepare(request)
        await _event(response, "typing", {})
        events = conversation.turns.get(body["id"])
        if events is None:
            events = await self._turn(conversation, body)
        else:
            await self._wait("delay")
        stop = self.behaviour.drops.pop(0) if self.behaviour.drops else None
        for index, event in enumerate(events):
            if index == stop:
                break
            await _event(response, event["event"], event["data"])
            await self._wait("pause")
        if stop is None:
            await _event(response, "done", {"language": "nb"})
        elif request.transport:
            request.transport.abort()

    async def _turn(self, conversation: Conversation, body: Dict[str, Any]) -> List[Dict[str, Any]]:
        said = body.get("text") or body["title"]
        user = {"role": "user", "id": body["id"], "text": said, "time": now()}
        conversation.messages.append(user)
        await self._wait("delay")
        if self.behaviour.error:
            data = {"code": self.behaviour.error, "message": "Noe gikk galt med spørsmålet."}
            self.behaviour.error = None
            if data["code"] == "too_long":
                conversation.messages.remove(user)
            conversation.turns[body["id"]] = [{"event": "error", "data": data}]
        else:
            made = [{"id": uuid.uuid4().hex, **one} for one in answer(said)]
            conversation.messages += [{"role": "bot", "time": now(), **one} for one in made]
            conversation.turns[body["id"]] = [{"event": "message", "data": one} for one in made]
        return conversation.turns[body["id"]]

    async def _wait(self, what: str) -> None:
        """As long as the behaviour says; a test may set it to 0 meanwhile."""
        begun = time.monotonic()
        while (left := begun + getattr(self.behaviour, what) - time.monotonic()) > 0:
            await asyncio.sleep(min(left, 0.05))

    async def _history(self, request: web.Request) -> web.Response:
        return web.json_response({"messages": self._conversation(request).messages})

    async def _erase(self, request: web.Request) -> web.Response:
        conversation = self._conversation(request)
        if self.behaviour.erase_fails:
            return web.json_response(_error("internal", "Nei."), status=500)
        conversation.messages.clear()
        conversation.turns.clear()
        return web.Response(status=204)

    async def _feedback(self, request: web.Request) -> web.Response:
        self._conversation(request)
        return web.Response(status=204)

    # Files

    async def _picture(self, _: web.Request) -> web.Response:
        return web.Response(text=PICTURE, content_type="image/svg+xml")

    async def _map_data(self, _: web.Request) -> web.Response:
        if self.behaviour.map_fails:
            return web.json_response({"error": "knowledge"}, status=503)
        return web.json_response(map_data(knowledge()))

    async def _file(self, request: web.Request) -> web.StreamResponse:
        asked = request.match_info["file"]
        name = {"": "index.html", "map": "map.html"}.get(asked, asked)
        file = DIST / name
        if not file.is_file():
            raise web.HTTPNotFound
        kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
        headers = {"Content-Type": kind, "Cache-Control": "no-cache"}
        if name.endswith(".html"):
            headers["Content-Security-Policy"] = PAGE_CSP
        return web.Response(body=file.read_bytes(), headers=headers)


def _error(code: str, text: str) -> Dict[str, Any]:
    return {"error": {"code": code, "message": text}}


async def _event(response: web.StreamResponse, event: str, data: Dict[str, Any]) -> None:
    line = f"event: {event}\ndata: {json.dumps(data, ensure_ascii=False)}\n\n"
    await response.write(line.encode("utf-8"))
