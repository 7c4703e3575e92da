"""The stand-in's server: takes calls as Slack does, refuses what Slack refuses, fails on order."""

from __future__ import annotations

import asyncio
import itertools
import json
import time
from collections import Counter
from dataclasses import dataclass, field
from typing import Any, Dict, List, Mapping, Optional

from aiohttp import WSMsgType, web

from tests.channels.slack_standin.schema import METHODS, check_arguments, check_response

TOKEN, APP_TOKEN = "xoxb-1-standin", "xapp-1-standin"
SIGNING_SECRET = "0123456789abcdef0123456789abcdef"
TEAM, BOT_USER, BOT_ID = "T1", "UBOT", "B1"
SCOPES = (
    "app_mentions:read,channels:history,chat:write,commands,files:write,groups:history,im:history,im:write,"
    "mpim:history,users:read"
)


@dataclass
class Fault:
    """How a call goes wrong.

    Args:
        method: of the Web API, or `response_url`.
        status: of HTTP; 0 cuts the connection instead of answering.
        error: Slack's error code, sent with status 200 unless told otherwise.
        retry_after: seconds, with status 429.
        done: the call is carried out all the same, before it fails.
        until: the answer waits for it.
        times: how many calls go wrong so.
    """

    method: str = "chat.postMessage"
    status: int = 200
    error: Optional[str] = None
    retry_after: Optional[int] = None
    done: bool = False
    until: Optional[asyncio.Event] = None
    times: int = 1


@dataclass
class Place:
    """A channel, direct message or group message and what was posted there."""

    kind: str = "channel"
    archived: bool = False
    messages: List[Dict[str, Any]] = field(default_factory=list)


class SlackStandIn:
    """One workspace with the app installed.

    `violations` holds every call that Slack's documentation doesn't allow; tests assert that it
    is empty.
    """

    def __init__(self) -> None:
        self.url = ""
        self.scopes = SCOPES
        self.tokens = {TOKEN}
        self.users: Dict[str, Dict[str, Any]] = {}
        self.places: Dict[str, Place] = {}
        self.calls: List[tuple[str, Dict[str, Any]]] = []
        self.violations: List[str] = []
        self.faults: List[Fault] = []
        self.views: Dict[str, Dict[str, Any]] = {}
        self.prompts: List[Dict[str, Any]] = []
        self.ephemeral: Dict[str, List[Dict[str, Any]]] = {}  # by response URL
        self.unfetchable: set[str] = set()  # images Slack cannot get
        self.files: Dict[str, Dict[str, Any]] = {}  # uploaded, by id
        self.unready = 0  # posts that come before Slack has read the files they show
        self.acknowledged: List[str] = []  # envelopes of Socket Mode
        self.connections = 0
        self.sockets: List[web.WebSocketResponse] = []
        self._ts = itertools.count(1)
        self._uses: Counter[str] = Counter()
        self._runner: Optional[web.AppRunner] = None

    async def start(self, port: int = 0) -> SlackStandIn:
        """Listen on loopback; `url` is the address for `SLACK_API_URL`."""
        app = web.Application(client_max_size=2_000_000)
        app.router.add_route("*", "/api/{method}", self._api)
        app.router.add_post("/response/{name}", self._response)
        app.router.add_post("/upload/{file}", self._upload)
        app.router.add_get("/socket", self._socket)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", port, backlog=1024)
        await site.start()
        port = self._runner.addresses[0][1]
        self.url = f"http://127.0.0.1:{port}/api/"
        return self

    async def stop(self) -> None:
        """Close the server."""
        for socket in self.sockets:
            await socket.close()
        if self._runner:
            await self._runner.cleanup()

    def fail(self, **options: Any) -> Fault:
        """Let the next calls of a method go wrong."""
        fault = Fault(**options)
        self.faults.append(fault)
        return fault

    def place(self, channel: str) -> Place:
        """A channel; made when it is first asked for."""
        kinds = {"D": "im", "G": "group", "M": "mpim"}
        return self.places.setdefault(channel, Place(kinds.get(channel[:1], "channel")))

    def posted(self, channel: str, thread: Optional[str] = None) -> List[Dict[str, Any]]:
        """What the bot has posted to a channel, or to one thread in it."""
        return [
            message
            for message in self.place(channel).messages
            if message.get("bot_id") and (thread is None or message.get("thread_ts") == thread)
        ]

    def direct_channel(self, user: str) -> str:
        """The direct messages of a user and the bot."""
        return f"D{user[1:]}"

    def count(self, method: str) -> int:
        """How many calls of a method came."""
        return sum(1 for called, _ in self.calls if called == method)

    def next_ts(self) -> str:
        """A timestamp as Slack gives messages."""
        return f"{time.time():.0f}.{next(self._ts):06d}"

    async def _api(self, request: web.Request) -> web.StreamResponse:
        method = request.match_info["method"]
        try:
            arguments = await _arguments(request)
        except ConnectionResetError:  # the bot was killed while it was calling
            return web.Response()
        self.calls.append((method, arguments))
        return await self._with_faults(
            method, request, lambda: self._answer(method, arguments, request)
        )

    async def _with_faults(
        self, method: str, request: web.Request, carry_out: Any
    ) -> web.StreamResponse:
        fault = next((one for one in self.faults if one.method == method and one.times > 0), None)
        answer: Optional[web.Response] = None
        if fault is not None:
            fault.times -= 1
        if fault is None or fault.done:
            answer = carry_out()
        if fault is not None and fault.until:
            await fault.until.wait()
            if answer is None and fault.status == 200 and not fault.error:
                answer = carry_out()
        if fault is None or (fault.status == 200 and not fault.error):
            return carry_out() if answer is None else answer
        if fault.status == 0:
            if request.transport is not None:
                request.transport.close()
            return web.Response()
        headers = {"Retry-After": str(fault.retry_after)} if fault.retry_after is not None else {}
        if fault.status >= 500 and not fault.error:
            return web.Response(
                status=fault.status, text="<html>down</html>", content_type="text/html"
            )
        error = fault.error or ("ratelimited" if fault.status == 429 else "internal_error")
        body = {"ok": False, "error": error}
        return web.json_response(body, status=fault.status, headers=headers)

    def _answer(self, method: str, arguments: Dict[str, Any], request: web.Request) -> web.Response:
        token = request.headers.get("Authorization", "").removeprefix("Bearer ")
        headers = {"X-OAuth-Scopes": self.scopes}
        return web.json_response(self._result(method, arguments, token), headers=headers)

    def _result(self, method: str, arguments: Dict[str, Any], token: str) -> Dict[str, Any]:
        if method not in METHODS:
            self.violations.append(f"{method} is not known")
            return _error("unknown_method")
        if method == "apps.connections.open":
            if token != APP_TOKEN:
                return _error("invalid_auth")
            return {"ok": True, "url": self.url.replace("http", "ws").replace("/api/", "/socket")}
        if token not in self.tokens:
            return _error("token_revoked" if token == TOKEN else "invalid_auth")
        wrong = check_arguments(method, arguments)
        if wrong:
            self.violations += [f"{method}: {one}" for one in wrong]
            return {**_error("invalid_arguments"), "response_metadata": {"messages": wrong}}
        scope = METHODS[method].scope
        if scope == "history":
            kinds = {"im": "im", "group": "groups", "mpim": "mpim"}
            kind = self.place(str(arguments["channel"])).kind
            scope = f"{kinds.get(kind, 'channels')}:history"
        if scope and scope not in self.scopes.split(","):
            return {**_error("missing_scope"), "needed": scope, "provided": self.scopes}
        handler = getattr(self, "_" + method.replace(".", "_"))
        result: Dict[str, Any] = handler(arguments)
        return result

    def _auth_test(self, arguments: Mapping[str, Any]) -> Dict[str, Any]:
        return {
            "ok": True, "url": self.url, "team": "Klyngene", "team_id": TEAM, "user": "klyngebot",
            "user_id": BOT_USER, "bot_id": BOT_ID,
        }  # fmt: skip

    def _chat_postMessage(self, arguments: Mapping[str, Any]) -> Dict[str, Any]:  # noqa: N802
        channel = str(arguments["channel"])
        if channel.startswith("U"):
            channel = self.direct_channel(channel)
        elif channel not in self.places and not channel.startswith("D"):
            return _error("channel_not_found")
        place = self.place(channel)
        if place.archived:
            return _error("is_archived")
        images = {block.get("image_url") for block in arguments.get("blocks") or []}
        if images & self.unfetchable:
            return _error("invalid_blocks")
        shown = [block["slack_file"]["id"] for block in _blocks(arguments) if "slack_file" in block]
        if shown and self.unready > 0:
            self.unready -= 1
            return _error("invalid_blocks")
        if any(not self.files.get(file, {}).get("complete") for file in shown):
            return _error("invalid_blocks")
        ts = self.next_ts()
        kept = ("text", "blocks", "thread_ts", "metadata")
        message = {name: arguments[name] for name in kept if arguments.get(name)}
        message.update(type="message", ts=ts, user=BOT_USER, bot_id=BOT_ID)
        place.messages.append(message)
        return {"ok": True, "channel": channel, "ts": ts, "message": message}

    def _files_getUploadURLExternal(  # noqa: N802
        self, arguments: Mapping[str, Any]
    ) -> Dict[str, Any]:
        file = f"F{len(self.files) + 1:08d}"
        self.files[file] = {**arguments, "content": b"", "complete": False}
        url = self.url.replace("/api/", f"/upload/{file}")
        return {"ok": True, "upload_url": url, "file_id": file}

    async def _upload(self, request: web.Request) -> web.StreamResponse:
        self.calls.append(("upload", {}))
        content = await request.read()

        def take() -> web.Response:
            file = self.files[request.match_info["file"]]
            if len(content) != int(file["length"]):
                self.violations.append(f"upload of {len(content)} bytes, not {file['length']}")
                return web.Response(status=400)
            file["content"] = content
            return web.Response(text="OK")

        return await self._with_faults("upload", request, take)

    def _files_completeUploadExternal(  # noqa: N802
        self, arguments: Mapping[str, Any]
    ) -> Dict[str, Any]:
        files = json.loads(arguments["files"])
        if any(not self.files.get(one["id"], {}).get("content") for one in files):
            return _error("file_not_found")
        for one in files:
            self.files[one["id"]].update(complete=True, title=one.get("title"))
        return {
            "ok": True,
            "files": [{"id": one["id"], "title": one.get("title")} for one in files],
        }

    def _chat_update(self, arguments: Mapping[str, Any]) -> Dict[str, Any]:
        place = self.place(str(arguments["channel"]))
        if place.archived:
            return _error("is_archived")
        for message in place.messages:
            if message["ts"] == arguments["ts"]:
                message.update(text=arguments["text"], blocks=arguments.get("blocks") or [])
                message["edited"] = True
                return {"ok": True, "channel": arguments["channel"], "ts": arguments["ts"]}
        return _error("message_not_found")

    def _conversations_open(self, arguments: Mapping[str, Any]) -> Dict[str, Any]:
        channel = self.direct_channel(str(arguments["users"]))
        self.place(channel)
        return {"ok": True, "channel": {"id": channel}}

    def _conversations_history(self, arguments: Mapping[str, Any]) -> Dict[str, Any]:
        messages = [
            m for m in self.place(str(arguments["channel"])).messages if "thread_ts" not in m
        ]
        return {"ok": True, "messages": _shown(messages[::-1], arguments), "has_more": False}

    def _conversations_replies(self, arguments: Mapping[str, Any]) -> Dict[str, Any]:
        root = arguments["ts"]
        messages = self.place(str(arguments["channel"])).messages
        found = [m for m in messages if root in (m["ts"], m.get("thread_ts"))]
        return {"ok": True, "messages": _shown(found, arguments), "has_more": False}

    def _users_info(self, arguments: Mapping[str, Any]) -> Dict[str, Any]:
        user = self.users.get(str(arguments["user"]))
        if user is None:
            return _error("user_not_found")
        wanted = str(arguments.get("include_locale")).lower() in ("1", "true")
        shown = {k: v for k, v in user.items() if wanted or k != "locale"}
        return {"ok": True, "user": {"id": arguments["user"], **shown}}

    def _views_publish(self, arguments: Mapping[str, Any]) -> Dict[str, Any]:
        self.views[str(arguments["user_id"])] = arguments["view"]
        return {"ok": True, "view": arguments["view"]}

    def _assistant_threads_setSuggestedPrompts(  # noqa: N802
        self, arguments: Mapping[str, Any]
    ) -> Dict[str, Any]:
        self.prompts.append(dict(arguments))
        return {"ok": True}

    async def _response(self, request: web.Request) -> web.StreamResponse:
        name, body = request.match_info["name"], json.loads(await request.text())
        self.calls.append(("response_url", body))
        return await self._with_faults("response_url", request, lambda: self._respond(name, body))

    def _respond(self, name: str, body: Dict[str, Any]) -> web.Response:
        wrong = check_response(body)
        self.violations += [f"response_url: {one}" for one in wrong]
        if wrong:
            return web.Response(status=400, text="invalid_payload")
        self._uses[name] += 1
        if self._uses[name] > 5:
            return web.Response(status=404, text="used_url")
        shown = self.ephemeral.setdefault(name.partition("-")[0], [])
        original = name.partition("-")[2]
        if body.get("replace_original") and original:
            shown[int(original)] = {**body, "edited": True}
        else:
            shown.append(body)
        return web.Response(text="ok")

    async def _socket(self, request: web.Request) -> web.StreamResponse:
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        self.sockets.append(socket)
        self.connections += 1
        await socket.send_json({"type": "hello", "num_connections": len(self.sockets)})
        async for message in socket:
            if message.type == WSMsgType.TEXT:
                envelope = json.loads(message.data).get("envelope_id")
                if envelope:
                    self.acknowledged.append(envelope)
        self.sockets.remove(socket)
        return socket


async def _arguments(request: web.Request) -> Dict[str, Any]:
    found: Dict[str, Any] = dict(request.query)
    if request.content_type == "application/json":
        found.update(json.loads(await request.text() or "{}"))
    elif request.method == "POST":
        for name, value in (await request.post()).items():
            text = str(value)
            found[name] = json.loads(text) if text[:1] in "[{" else text
    return {name: value for name, value in found.items() if name != "token"}


def _blocks(arguments: Mapping[str, Any]) -> List[Dict[str, Any]]:
    return list(arguments.get("blocks") or [])


def _shown(messages: List[Dict[str, Any]], arguments: Mapping[str, Any]) -> List[Dict[str, Any]]:
    oldest, limit = float(arguments.get("oldest") or 0), int(arguments.get("limit") or 100)
    metadata = str(arguments.get("include_all_metadata")).lower() in ("1", "true")
    return [
        {k: v for k, v in message.items() if metadata or k != "metadata"}
        for message in messages
        if float(message["ts"]) >= oldest
    ][:limit]


def _error(code: str) -> Dict[str, Any]:
    return {"ok": False, "error": code}
