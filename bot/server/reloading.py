"""Knowledge taken up while the assistant runs, a second or two after its files are saved.

Facts, figures and the wording of facts need no training. Names do: what the model finds in a
message are the names it was loaded with. So new names are answered about only after a training,
and where a name that the model knows is gone, the old knowledge stays until then. Files with
mistakes change nothing. `GET /status` and the log say which it is.
"""

from __future__ import annotations

import asyncio
import logging
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Dict, FrozenSet, Optional, Sequence, Tuple

from sanic import Sanic

from actions import base
from bot.knowledge import KnowledgeBase, KnowledgeError, load_knowledge
from bot.knowledge.loading import knowledge_directory
from bot.knowledge.models import FILES
from bot.server import metrics
from bot.server.knowledge_version import version_of

logger = logging.getLogger(__name__)

POLL_SECONDS = 0.5
_SHOWN_PROBLEMS = 10
_DO_TRAIN = "Run `make train`; the assistant takes the new model up by itself."

Snapshot = Tuple[Tuple[str, int, int], ...]

CURRENT = "current"
TRAINING_NEEDED = "training needed"
BROKEN = "broken"


@dataclass
class KnowledgeState:
    """What `GET /status` tells: the version that answers, and how the files are to it."""

    version: str
    state: str = CURRENT
    detail: str = ""
    problems: Tuple[str, ...] = field(default=())

    def as_dict(self) -> Dict[str, Any]:
        """For JSON, without what is empty."""
        return {name: value for name, value in vars(self).items() if value}


class KnowledgeWatch:
    """Looks whether the files have changed, and puts what they hold in the place of the old."""

    def __init__(self, directory: Optional[Path] = None) -> None:
        """Start from the knowledge as it is now; raises `KnowledgeError`."""
        self._directory = directory or knowledge_directory()
        self._seen = self._snapshot()
        self._taken = self._seen
        knowledge = load_knowledge(self._directory)
        self._trained = _names(knowledge)
        self._words = knowledge.vocabulary.file
        self.state = KnowledgeState(version_of(self._directory))
        base.use_knowledge(knowledge)
        metrics.knowledge_version(self.state.version)

    async def run(self) -> None:
        """Check again and again, until cancelled."""
        while True:
            await asyncio.sleep(POLL_SECONDS)
            try:
                await self.check()
            except Exception:  # whatever it was, the next save is another chance
                logger.exception("The knowledge files could not be looked at")

    async def check(self) -> None:
        """Take up the files if they have changed, and stayed the same since the last check.

        The second, since an editor may be in the middle of saving.
        """
        now = self._snapshot()
        is_settled, self._seen = now == self._seen, now
        if not is_settled or now == self._taken:
            return
        self._taken = now
        version = version_of(self._directory)
        try:
            knowledge = await asyncio.to_thread(load_knowledge, self._directory)
        except KnowledgeError as error:
            self._refuse(tuple(str(problem) for problem in error.problems))
            return
        self._take(knowledge, version)

    async def model_loaded(self) -> None:
        """A model was loaded anew, so it finds the names that the files have now."""
        now = self._snapshot()
        version = version_of(self._directory)
        knowledge = await asyncio.to_thread(load_knowledge, self._directory)
        self._taken = self._seen = now  # what was saved meanwhile is for the next check
        self._trained = _names(knowledge)
        base.use_knowledge(knowledge)
        self.state = KnowledgeState(version)
        metrics.knowledge_version(version)

    def _refuse(self, problems: Tuple[str, ...]) -> None:
        detail = f"The files have mistakes; version {self.state.version} goes on answering."
        logger.error("knowledge/: %s\n%s", detail, "\n".join(problems))
        shown = problems[:_SHOWN_PROBLEMS]
        self.state = KnowledgeState(self.state.version, BROKEN, detail, shown)
        metrics.knowledge_version(self.state.version, BROKEN)

    def _take(self, knowledge: KnowledgeBase, version: str) -> None:
        names = _names(knowledge)
        gone = sorted({id_ for _, id_, _ in self._trained} - {id_ for _, id_, _ in names})
        if gone:
            detail = (
                f"{_list(gone)} is gone, which the model still finds in messages; version "
                f"{self.state.version} goes on answering. {_DO_TRAIN}"
            )
            self._say(KnowledgeState(self.state.version, TRAINING_NEEDED, detail))
            return
        base.use_knowledge(knowledge)
        if names != self._trained:
            changed = sorted({text for _, _, text in names ^ self._trained})
            detail = (
                f"The facts of version {version} answer, but the model doesn't know of the names "
                f"that were changed: {_list(changed)}. {_DO_TRAIN}"
            )
            self._say(KnowledgeState(version, TRAINING_NEEDED, detail))
            return
        if knowledge.vocabulary.file != self._words:
            detail = (
                f"The words of vocabulary.yml were changed, which the model learns. {_DO_TRAIN}"
            )
            self._say(KnowledgeState(version, TRAINING_NEEDED, detail))
            return
        self.state = KnowledgeState(version)
        logger.warning("knowledge/: version %s answers from now on.", version)
        metrics.knowledge_version(version, CURRENT)

    def _say(self, state: KnowledgeState) -> None:
        self.state = state
        logger.warning("knowledge/: %s", state.detail)
        metrics.knowledge_version(state.version, TRAINING_NEEDED)

    def _snapshot(self) -> Snapshot:
        found = []
        for name in FILES:
            try:
                stat = (self._directory / name).stat()
            except OSError:  # missing, perhaps only while it is saved
                continue
            found.append((name, stat.st_mtime_ns, stat.st_size))
        return tuple(found)


def add_reloading(app: Sanic) -> None:
    """Watch the knowledge files as long as a server runs; `app.ctx.knowledge` is the watch."""

    async def start(app: Sanic, _: Any) -> None:
        try:
            app.ctx.knowledge = KnowledgeWatch()
        except KnowledgeError as error:  # `make run` has checked it; `rasa run` has not
            logger.error("knowledge/: %s", error)
            return
        app.ctx.knowledge_task = asyncio.get_running_loop().create_task(app.ctx.knowledge.run())

    async def stop(app: Sanic, _: Any) -> None:
        task = getattr(app.ctx, "knowledge_task", None)
        if task is not None:
            task.cancel()

    app.register_listener(start, "before_server_start")
    app.register_listener(stop, "before_server_stop")


def knowledge_state(app: Sanic) -> Optional[Dict[str, Any]]:
    """What `GET /status` tells of the knowledge; nothing while there is none."""
    watch = getattr(app.ctx, "knowledge", None)
    return watch.state.as_dict() if watch is not None else None


def _names(knowledge: KnowledgeBase) -> FrozenSet[Tuple[str, str, str]]:
    """All that a model learns from the knowledge: (entity, id, name)."""
    return frozenset((name.entity, name.id, name.text) for name in knowledge.names.names)


def _list(names: Sequence[str]) -> str:
    more = f" and {len(names) - 5} more" if len(names) > 5 else ""
    return ", ".join(names[:5]) + more
