"""People and programs who use the assistant for a while, and know what they were told.

A turn is acknowledged when it was answered to its end, without an error. Each such turn must be
stored, once.
"""

from __future__ import annotations

import asyncio
import random
import re
import secrets
import time
from collections import Counter
from dataclasses import dataclass, field
from typing import Any, Dict, Iterable, List, Mapping, Optional

import aiohttp
import jwt

from tests.channels.event_stream import parse
from tests.fuzz.phrases import Phrases, Pressed, Said, Typed
from tests.soak.server import TOKEN

_PATIENCE = 300.0  # seconds for one message, until the assistant is back
_PAUSE = 2.0  # seconds between two tries
_PLACEHOLDER = re.compile(r"\\{\w+\\}")


FAILED = ("utter_internal_error", "utter_unavailable", "utter_web_timeout", "utter_web_starting")
REFUSED = ("utter_web_empty", "utter_web_too_long")  # answers to what is no turn
DELETED = ("utter_conversation_deleted",)


class Wording:
    """Which response of the domain a text is, in whatever language."""

    def __init__(self, responses: Mapping[str, List[Dict[str, Any]]]) -> None:
        self._patterns = {
            name: [re.compile(_PLACEHOLDER.sub(".+", re.escape(one["text"]))) for one in variations]
            for name, variations in responses.items()
            if name in (*FAILED, *REFUSED, *DELETED)
        }

    def any_is(self, texts: Iterable[str], names: Iterable[str]) -> bool:
        """Whether one of the texts is one of the responses, whatever its variables hold."""
        patterns = [pattern for name in names for pattern in self._patterns[name]]
        return any(pattern.fullmatch(text) for text in texts for pattern in patterns)


@dataclass
class Tally:
    """What happened so far."""

    turns: int = 0  # acknowledged
    refused: Counter[str] = field(default_factory=Counter)  # statuses and errors, told apart
    wrong: List[str] = field(default_factory=list)
    answered: List[tuple[float, float]] = field(default_factory=list)  # when, seconds
    web: Dict[str, List[str]] = field(default_factory=dict)  # acknowledged ids, by conversation
    rest: Dict[str, int] = field(default_factory=dict)  # acknowledged turns
    rest_unknown: Counter[str] = field(default_factory=Counter)  # cut off, so perhaps stored
    deleted: int = 0  # conversations that were deleted because someone asked for it
    foreign: int = 0  # conversations that were readable to someone else


class Person:
    """Holds one conversation after the other."""

    def __init__(self, url: str, tally: Tally, seed: int, wording: Wording) -> None:
        self._url = url
        self._tally = tally
        self._chance = random.Random(seed)
        self._phrases = Phrases(self._chance)
        self._wording = wording

    async def chat(self, rate: float, until: float) -> None:
        """Say `rate` things a second, until then (seconds of the monotonic clock)."""
        async with aiohttp.ClientSession() as http:
            while time.monotonic() < until:
                web = self._chance.random() < 0.6
                try:
                    await (self._web(http, rate, until) if web else self._rest(http, rate, until))
                except (aiohttp.ClientError, OSError, asyncio.TimeoutError, ValueError):
                    self._tally.refused["away"] += 1
                    await asyncio.sleep(_PAUSE)

    async def _web(self, http: aiohttp.ClientSession, rate: float, until: float) -> None:
        base = f"{self._url}/webhooks/web"
        async with http.post(f"{base}/session", json={"language": "nb"}) as answer:
            token = (await answer.json())["token"]
        headers = {"Authorization": f"Bearer {token}"}
        acknowledged: List[str] = []
        buttons: List[Pressed] = []
        for _ in range(self._chance.randint(3, 12)):
            if time.monotonic() > until:
                break
            said = self._saying(buttons)
            key = secrets.token_hex(8)
            body = (
                {"payload": said.payload, "title": said.title}
                if isinstance(said, Pressed)
                else {"text": said.text}
            )
            events = await self._send(http, f"{base}/message", {"id": key, **body}, headers)
            if events is None:
                continue
            buttons = [
                Pressed(button["payload"], button["title"])
                for event in events
                if event.name == "message"
                for button in event.json["buttons"]
            ]
            if said_itself := [e for e in events if e.name == "message"]:
                texts = [str(event.json["text"]) for event in said_itself]
                acknowledged += [] if self._wording.any_is(texts, REFUSED) else [key]
                if self._wording.any_is(texts, DELETED):
                    self._tally.deleted += 1
                    acknowledged.clear()
            await asyncio.sleep(self._chance.expovariate(rate))
        await self._check_history(http, base, headers, acknowledged)
        self._tally.web[_conversation_of(token)] = acknowledged

    async def _send(
        self, http: aiohttp.ClientSession, url: str, body: Dict[str, Any], headers: Dict[str, str]
    ) -> Optional[List[Any]]:
        """The events of an answer, tried again with the same id until there is one."""
        patient_until = time.monotonic() + _PATIENCE
        while time.monotonic() < patient_until:
            begun = time.monotonic()
            try:
                async with http.post(url, json=body, headers=headers) as answer:
                    if answer.status != 200:
                        self._tally.refused[str(answer.status)] += 1
                        if answer.status < 500 and answer.status != 429:
                            return None
                        await asyncio.sleep(_PAUSE)
                        continue
                    events, _ = parse(await answer.read())
            except (aiohttp.ClientError, OSError, asyncio.TimeoutError):
                self._tally.refused["cut off"] += 1
                await asyncio.sleep(_PAUSE)
                continue
            names = [event.name for event in events]
            if names[-1:] != ["done"]:
                self._tally.refused["cut off"] += 1
            elif "error" in names:
                code = next(e.json["code"] for e in events if e.name == "error")
                self._tally.refused[code] += 1
                if code == "too_long":
                    return None
            elif "message" not in names:
                self._tally.wrong.append(f"silence: {names}")
                return None
            else:
                self._tally.turns += 1
                self._tally.answered.append((begun, time.monotonic() - begun))
                return events
            await asyncio.sleep(_PAUSE)
        self._tally.wrong.append("a message was never answered")
        return None

    async def _check_history(
        self, http: aiohttp.ClientSession, base: str, headers: Dict[str, str], keys: List[str]
    ) -> None:
        async with http.get(f"{base}/history", headers=headers) as answer:
            if answer.status != 200:
                self._tally.refused[f"history {answer.status}"] += 1
                return
            messages = (await answer.json())["messages"]
        shown = Counter(m["id"] for m in messages if m["role"] == "user")
        # Deleted on request: then the history begins anew, and lacks what came before.
        missing = [key for key in keys if key not in shown]
        if missing and missing != keys[: len(missing)]:
            self._tally.wrong.append(f"{len(missing)} answered turns are not in the history")
        if any(count > 1 for count in shown.values()):
            self._tally.wrong.append("a turn is in the history twice")
        forged = {"Authorization": headers["Authorization"][:-4] + "AAAA"}
        async with http.get(f"{base}/history", headers=forged) as answer:
            self._tally.foreign += answer.status == 200

    async def _rest(self, http: aiohttp.ClientSession, rate: float, until: float) -> None:
        url, sender = f"{self._url}/webhooks/rest/webhook", f"soak-{secrets.token_hex(8)}"
        headers = {"Authorization": f"Bearer {TOKEN}"}
        buttons: List[Pressed] = []
        for _ in range(self._chance.randint(3, 12)):
            if time.monotonic() > until:
                break
            said = self._saying(buttons)
            text = said.payload if isinstance(said, Pressed) else said.text
            begun = time.monotonic()
            try:
                body = {"sender": sender, "message": text}
                async with http.post(url, json=body, headers=headers) as answer:
                    messages = await answer.json()
                    status = answer.status
            except (aiohttp.ClientError, OSError, asyncio.TimeoutError):
                self._tally.refused["cut off"] += 1
                self._tally.rest_unknown[sender] += 1
                await asyncio.sleep(_PAUSE)
                continue
            if status != 200:
                self._tally.refused[str(status)] += 1
                await asyncio.sleep(_PAUSE)
                continue
            texts = [str(message.get("text")) for message in messages]
            if not texts:
                self._tally.wrong.append("silence on REST")
            elif self._wording.any_is(texts, FAILED):
                self._tally.refused["internal"] += 1
                self._tally.rest_unknown[sender] += 1
            elif not self._wording.any_is(texts, REFUSED):
                self._tally.turns += 1
                self._tally.rest[sender] = self._tally.rest.get(sender, 0) + 1
                if self._wording.any_is(texts, DELETED):
                    self._tally.deleted += 1
                    self._tally.rest[sender] = 0
                    self._tally.rest_unknown[sender] += 1  # this very turn may be kept
                self._tally.answered.append((begun, time.monotonic() - begun))
            buttons = [
                Pressed(button["payload"], button["title"])
                for message in messages
                for button in message.get("buttons") or ()
            ]
            await asyncio.sleep(self._chance.expovariate(rate))

    def _saying(self, buttons: List[Pressed]) -> Said:
        """What is said; nothing that deletes the conversation, whose turns are counted."""
        while True:
            said = self._phrases.next(buttons)
            text = said.text if isinstance(said, Typed) else said.payload
            if isinstance(said, Typed) and len(said.text) > 900:
                continue
            if not any(word in text.lower() for word in ("delete_", "slett", "delete", "erase")):
                return said


def _conversation_of(token: str) -> str:
    return str(jwt.decode(token, options={"verify_signature": False})["sub"])
