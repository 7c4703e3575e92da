"""Another model while the assistant runs: loaded beside the old one, and put in its place.

A turn is answered by the model it began with, whatever happens meanwhile: each model has its own
view of the conversation store and its own responses. A model that cannot be loaded, or cannot
answer, is refused, and the old one stays. `GET /status` and the log say which it is.
"""

from __future__ import annotations

import asyncio
import copy
import logging
import os
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Dict, List, Optional

from rasa.core.agent import Agent
from rasa.core.channels.channel import UserMessage
from rasa.core.nlg.response import TemplatedNaturalLanguageGenerator
from rasa.core.processor import MessageProcessor
from rasa.shared.constants import UTTER_PREFIX
from rasa.shared.core.constants import ACTION_LISTEN_NAME, DEFAULT_ACTION_NAMES
from rasa.shared.core.events import ActionExecuted, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.shared.exceptions import RasaException
from sanic import Sanic

from bot.server import metrics, rasa_patches
from bot.server.archives import is_whole
from bot.server.kept_models import KeptModel, KeptModels, KeptModelsError

logger = logging.getLogger(__name__)

POLL_SECONDS = 1.0
CURRENT, LOADING, REFUSED = "current", "loading", "refused"
_PROBE = "Hei"


class RefusedModelError(Exception):
    """A model cannot be used; the message says why."""


@dataclass
class ModelState:
    """What `GET /status` tells of a change of models."""

    state: str = CURRENT
    detail: str = ""

    def as_dict(self) -> Dict[str, str]:
        """For JSON, without what is empty."""
        return {name: value for name, value in vars(self).items() if value}


class ModelWatch:
    """Looks whether another model is to answer, and puts it in the place of the old."""

    def __init__(self, app: Sanic, kept: KeptModels) -> None:
        self._app = app
        self._kept = kept
        self._seen = self._changed()
        self._live = self._asked_for()
        self.state = ModelState()

    def started(self) -> None:
        """The server has loaded a model: if it is a kept one, that is the one which answers."""
        serving = getattr(self._app.ctx.agent.processor, "model_filename", "")
        with suppress(KeptModelsError):
            kept = {self._kept.path(one).name: one for one in self._kept.all()}
            if serving in kept:
                self._live, self._seen = kept[serving], None

    async def run(self) -> None:
        """Check again and again, until cancelled."""
        while True:
            await asyncio.sleep(POLL_SECONDS)
            try:
                await self.check()
            except Exception:  # whatever it was, the next change is another chance
                logger.exception("The models could not be looked at")

    async def check(self) -> None:
        """Take up the model that is to answer, if that is another than the one that does."""
        changed = self._changed()
        if changed == self._seen:
            return
        self._seen = changed
        try:
            asked = self._asked_for()
        except KeptModelsError as error:
            logger.error("models: %s", error)
            return
        if asked is None or (self._live is not None and asked.name == self._live.name):
            return
        await self._take(asked)

    async def _take(self, model: KeptModel) -> None:
        agent: Agent = self._app.ctx.agent
        self.state = ModelState(LOADING, f"{model.name} is being loaded.")
        try:
            processor = await asyncio.to_thread(load_processor, agent, self._kept.path(model))
        except RefusedModelError as error:
            self._refuse(model, str(error))
            return
        swap(agent, processor)
        self._live = model
        self.state = ModelState()
        watch = getattr(self._app.ctx, "knowledge", None)
        if watch is not None:
            await watch.model_loaded()
        logger.warning("models: %s answers from now on.", model.name)
        metrics.model_answers(processor, CURRENT)

    def _refuse(self, model: KeptModel, reason: str) -> None:
        serving = getattr(self._app.ctx.agent.processor, "model_filename", "none")
        detail = f"{model.name} is refused: {reason} {serving} goes on answering."
        logger.error("models: %s", detail)
        self.state = ModelState(REFUSED, detail)
        metrics.model_answers(self._app.ctx.agent.processor, REFUSED)
        try:  # so that the next start doesn't begin with it
            self._kept.refuse(model.name, reason)
            self._seen = None
        except (OSError, KeptModelsError):
            logger.warning("models: that could not be written down.")

    def _asked_for(self) -> Optional[KeptModel]:
        return self._kept.live()

    def _changed(self) -> Optional[int]:
        try:
            return self._kept.manifest.stat().st_mtime_ns
        except OSError:
            return None


def load_processor(agent: Agent, archive: Path) -> MessageProcessor:
    """Load a model and try it; takes seconds, and changes nothing of the agent.

    Raises:
        RefusedModelError: it cannot be loaded, or cannot be used here.
    """
    if not is_whole(archive):
        raise RefusedModelError("its archive is missing or broken.")
    try:
        processor = MessageProcessor(
            model_path=archive,
            tracker_store=agent.tracker_store,
            lock_store=agent.lock_store,
            action_endpoint=agent.action_endpoint,
            generator=agent.nlg,
            http_interpreter=agent.http_interpreter,
        )
        missing = _missing_actions(agent, processor)
        if not missing:
            _try(processor)
    except RasaException as error:  # says what to do, and nothing that was said
        told = str(error).replace(str(archive), archive.name).rstrip(".")
        raise RefusedModelError(f"{told}.") from error
    except Exception as error:
        raise RefusedModelError(f"it cannot be loaded ({type(error).__name__}).") from error
    if missing:
        raise RefusedModelError(
            f"it wants actions that this server doesn't have: {', '.join(missing)}."
        )
    return processor


def swap(agent: Agent, processor: MessageProcessor) -> None:
    """Have the turns that begin from now on answered by a processor; at once, without waiting."""
    domain = processor.domain
    store = agent.tracker_store
    if getattr(store, "raises_unavailable", False):  # ours; others have wrappers inside
        store = copy.copy(store)
    store.domain = domain
    nlg = agent.nlg
    if type(nlg) is TemplatedNaturalLanguageGenerator:
        nlg = TemplatedNaturalLanguageGenerator(domain.responses)
    processor.tracker_store, processor.nlg = store, nlg
    agent.tracker_store, agent.nlg, agent.domain = store, nlg, domain
    agent.processor = processor


def add_model_swaps(app: Sanic) -> None:
    """Watch the kept models as long as a server runs; `app.ctx.models` is the watch."""

    async def start(app: Sanic, _: Any) -> None:
        agent = getattr(app.ctx, "agent", None)
        if agent is None:
            return
        metrics.model_answers(agent.processor)
        try:
            kept = KeptModels()
            if kept.number == 0:
                return
            app.ctx.models = ModelWatch(app, kept)
        except KeptModelsError as error:
            logger.error("models: %s", error)
            return
        app.ctx.models.started()
        app.ctx.models_task = asyncio.get_running_loop().create_task(app.ctx.models.run())

    async def stop(app: Sanic, _: Any) -> None:
        task = getattr(app.ctx, "models_task", None)
        if task is not None:
            task.cancel()

    app.register_listener(start, "after_server_start")
    app.register_listener(stop, "before_server_stop")


def model_state(app: Sanic) -> Optional[Dict[str, str]]:
    """What `GET /status` tells of a change of models; nothing while there is none to watch."""
    watch = getattr(app.ctx, "models", None)
    return watch.state.as_dict() if watch is not None else None


def _missing_actions(agent: Agent, processor: MessageProcessor) -> List[str]:
    """Actions that a model wants and this process lacks; those of an action server aren't known."""
    endpoint = agent.action_endpoint
    module = endpoint.kwargs.get(rasa_patches.ACTIONS_MODULE) if endpoint is not None else None
    if not module or os.environ.get(rasa_patches.ACTION_URL_VARIABLE, "").strip():
        return []
    domain = processor.domain
    known = {*DEFAULT_ACTION_NAMES, *domain.responses, *domain.form_names}
    known |= set(rasa_patches.action_executor(module).actions)
    wanted = set(domain.user_actions) - known
    return sorted(name for name in wanted if not name.startswith(UTTER_PREFIX))


def _try(processor: MessageProcessor) -> None:
    """Let a model understand a message and predict what to do; raises whatever goes wrong."""
    message = UserMessage(_PROBE, sender_id="probe")
    parsed = asyncio.run(processor.parse_message(message))
    tracker = DialogueStateTracker.from_events("probe", [], processor.domain.slots)
    tracker.update(ActionExecuted(ACTION_LISTEN_NAME), processor.domain)
    heard = UserUttered(_PROBE, parsed["intent"], parsed["entities"], parsed)
    tracker.update(heard, processor.domain)
    processor.predict_next_with_tracker(tracker)
