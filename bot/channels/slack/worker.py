"""Carries tasks through: worked out, kept, delivered, done. Takes up what a restart cut short."""

from __future__ import annotations

import asyncio
import logging
import time
from dataclasses import dataclass
from functools import partial
from typing import List, Optional

from bot.channels.slack.answers import Answers
from bot.channels.slack.background import Admissions, BackgroundStore
from bot.channels.slack.delivery import POST, Delivery, UndeliverableError
from bot.channels.slack.lanes import Lanes
from bot.channels.slack.store import AWAY, LEASE, SlackStore, Stored
from bot.channels.slack.tasks import Task
from bot.channels.slack.troubles import Troubles
from bot.channels.slack.web_api import RESPONSE_URL, Call
from bot.channels.unavailable import UnavailableError

logger = logging.getLogger(__name__)
_MOST_ATTEMPTS = 3  # a task that brings the process down is let go in the end
_ROUND = LEASE / 4  # seconds
_AWAY_PAUSE = 2.0  # seconds between tries while the database is away
_PATIENCE = 3600.0  # seconds after which an answer is of no use any more
_LOOK_AGAIN = 0.25  # seconds
_LONGEST_QUEUE = 120.0  # seconds; a process that dies holds the others up for `LEASE`
_CLEAN_EVERY = round(3600 / _ROUND)  # rounds


@dataclass
class _Progress:
    """How far a task is; `taken_over`: the next call may have been made by another process."""

    calls: Optional[List[Call]]
    sent: int
    taken_over: bool


class Worker:
    """Takes tasks on and finishes them in the background, in order within a conversation."""

    def __init__(
        self,
        store: SlackStore,
        background: BackgroundStore,
        answers: Answers,
        delivery: Delivery,
        troubles: Troubles,
    ) -> None:
        self._store = store
        self._background = background
        self._admissions = Admissions(store)
        self._answers = answers
        self._delivery = delivery
        self._troubles = troubles
        self._lanes = Lanes()
        self._housekeeping: Optional[asyncio.Task[None]] = None

    def start(self) -> None:
        """Begin with what an earlier process left."""
        self._housekeeping = asyncio.get_running_loop().create_task(self._keep_house())

    async def admit(self, task: Task) -> bool:
        """Take a task on, unless it was before; when this returns, it will not be lost.

        Raises:
            Exception: the database cannot be written; the task is not taken on.
        """
        stored = await self._admissions(task)
        if stored is not None:
            self._lanes.put(stored.task.conversation, partial(self._finish, stored))
        return stored is not None

    async def stop(self, seconds: float) -> None:
        """Finish what is under way for so long; the rest is left to the next process."""
        if self._housekeeping:
            self._housekeeping.cancel()
        await self._lanes.drain(seconds)
        await self._background(self._store.release)
        self._admissions.close()
        self._background.close()
        self._store.close()

    async def _finish(self, stored: Stored) -> None:
        """Carry a task through; if something fails on the way, go on where it failed."""
        progress = _Progress(stored.calls, stored.sent, taken_over=stored.calls is not None)
        tries = stored.attempts
        while tries <= _MOST_ATTEMPTS:
            try:
                return await self._go_on(stored, progress)
            except (UnavailableError, *AWAY) as error:  # no fault of the task
                reason = f"the database cannot be used ({type(error).__name__})"
                self._troubles.note("database", reason)
                if time.time() > stored.received + _PATIENCE:
                    break
                await asyncio.sleep(_AWAY_PAUSE)
            except Exception:
                logger.exception("Slack: a task failed (%s)", stored.answer)
                await asyncio.sleep(2**tries)
                tries += 1
        logger.error("Slack: a task failed too often and is dropped (%s)", stored.answer)
        await self._background(self._store.done, stored.task.key)

    async def _in_turn(self, stored: Stored) -> None:
        """Wait for what came before in the conversation and is in another process's hands."""
        for _ in range(round(_LONGEST_QUEUE / _LOOK_AGAIN)):
            if await self._background(self._store.is_next, stored.task):
                return
            await asyncio.sleep(_LOOK_AGAIN)
        logger.error("Slack: a task waited too long for others (%s)", stored.answer)

    async def _go_on(self, stored: Stored, progress: _Progress) -> None:
        key = stored.task.key
        await self._in_turn(stored)
        if progress.calls is None:
            progress.calls = await self._answers.calls_for(stored)
            if not await self._background(self._store.answered, key, progress.calls):
                return
        for call in progress.calls[progress.sent :]:
            try:
                await self._delivery.deliver(call, stored.received, progress.taken_over)
            except UndeliverableError:
                if call["method"] == POST:
                    break  # the rest would be refused, too
            progress.sent, progress.taken_over = progress.sent + 1, False
            if progress.sent < len(progress.calls):
                if not await self._background(self._store.sent, key, progress.sent):
                    return
        ephemeral = any(call["method"] == RESPONSE_URL for call in progress.calls)
        await self._background(self._store.done, key, keep_calls=ephemeral)

    async def _keep_house(self) -> None:
        rounds = 0
        while True:
            try:
                await self._background(self._store.renew)
                for stored in await self._background(self._store.take_over):
                    logger.warning("Slack: taking up a task that was left unfinished")
                    # Not behind what waits for it in its conversation's lane: `_in_turn` sees to
                    # the order.
                    self._lanes.put(f"left:{stored.task.key}", partial(self._finish, stored))
                if rounds % _CLEAN_EVERY == 0:
                    await self._background(self._store.clean)
                self._troubles.over("database")
            except Exception as error:
                reason = f"the database cannot be used ({type(error).__name__}: {error})"
                self._troubles.note("database", reason)
            rounds += 1
            await asyncio.sleep(_ROUND)
