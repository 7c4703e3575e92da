"""Every change to Rasa's own behaviour, in one place.

Applied when Rasa imports what `credentials.yml` and `endpoints.yml` name (`housekeeping.py`,
`tracker_store.py`), so that `rasa run` and `rasa shell` run the actions as `make run` does.
Each patch replaces one attribute of Rasa 3.6.21, checked by version here and by
`tests/unit/test_rasa_patches.py`.

1. Actions in-process: `action_endpoint: {actions_module: actions}` (Rasa Pro's key) runs the
   package's actions in the server instead of calling another process over HTTP.
   They run in a thread, so that one that hangs holds up nobody else (`action_threads.py`).
2. Action results are validated by validators made once (`action_results.py`).
3. TensorFlow and matplotlib are imported when something calls them (`light_imports.py`).
4. A model's training graph is read when something asks for it (`model_metadata.py`).
5. A model's graph is run without dask's scheduler (`graph_runs.py`).
6. The class of an event is looked up, not searched for (`event_types.py`).
7. `GET /` is ours, with the page, the chat widget, the status and health (`page.py`, `health.py`).
8. `ACTION_ENDPOINT_URL` names an action server to use instead of 1. Where it fails or is away, the
   user is told; Rasa would say nothing.
9. A turn that fails tells the user (`apologies.py`).
10. The conversation store is used as it is. Rasa's wrapper goes on in memory when the database is
    away, and so answers as if nothing had been said before, and loses what is said then.
11. Rasa's HTTP API, where someone switches it on, is open to this machine only unless it has a
    password (`api_guard.py`).
12. The rule that applies is looked up (`rule_lookup.py`).
13. Copies for the debug log are made where it is kept (`log_copies.py`), and whether the domain is
    empty is asked of the domain only (`empty_domain.py`).
14. Each turn is counted and timed for `GET /metrics` (`metrics.py`), and told to the log and to
    traces, where these are switched on (`turns.py`).
15. Where traces are switched on, the parts of a turn have spans (`tracing/spans.py`), and an action
    server is told which span it is asked in.
"""

from __future__ import annotations

import asyncio
import json
import logging
import os
from functools import cache
from types import SimpleNamespace
from typing import Any, Awaitable, Dict, Optional

import aiohttp

import bot.server.rasa_patches.light_imports  # noqa: F401  # before Rasa's own imports

# isort: split

import rasa
import rasa.core.actions.action as rasa_action
import rasa.core.agent as rasa_agent
import rasa.core.processor as rasa_processor
import rasa.server
import rasa.utils.endpoints as rasa_endpoints
from rasa.core.policies.rule_policy import RulePolicy
from rasa.core.tracker_store import TrackerStore
from rasa.engine.runner.dask import DaskGraphRunner
from rasa.engine.storage.storage import ModelMetadata
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import Event
from rasa.shared.exceptions import RasaException
from rasa_sdk.executor import ActionExecutor
from rasa_sdk.interfaces import ActionExecutionRejection

from bot.responses import INTERNAL_ERROR
from bot.server import api_guard, tracing
from bot.server.action_threads import in_a_thread
from bot.server.apologies import apologising
from bot.server.rasa_patches import (
    action_results,
    empty_domain,
    event_types,
    graph_runs,
    log_copies,
    model_metadata,
    rule_lookup,
)
from bot.server.turns import noting, observing

logger = logging.getLogger(__name__)

SUPPORTED_RASA = "3.6.21"
ACTIONS_MODULE = "actions_module"
ACTION_URL_VARIABLE = "ACTION_ENDPOINT_URL"
_ACTION_SECONDS = 20.0  # less than a turn may take

_stock_request = rasa_endpoints.EndpointConfig.request
_stock_tracker_store = rasa_agent.Agent._create_tracker_store
_applied = False


def apply() -> None:
    """Apply all patches, once.

    Raises:
        RasaException: another version of Rasa is installed.
    """
    global _applied
    if _applied:
        return
    if rasa.__version__ != SUPPORTED_RASA:
        raise RasaException(
            f"klyngebot is made for Rasa {SUPPORTED_RASA}, but Rasa {rasa.__version__} is "
            "installed. Run `make install` to get the right one."
        )
    from bot.server.page import add_page  # the page's model swaps import this package

    rasa_endpoints.EndpointConfig.request = _request
    rasa_action.RemoteAction._validate_action_result = action_results.validate
    rasa.server.add_root_route = add_page
    rasa.server.create_app = api_guard.create_app
    processor = rasa_processor.MessageProcessor
    processor._run_prediction_loop = noting(processor._run_prediction_loop)
    rasa_agent.Agent.handle_message = apologising(observing(rasa_agent.Agent.handle_message))
    rasa_agent.Agent._create_tracker_store = staticmethod(_create_tracker_store)
    ModelMetadata.from_dict = classmethod(model_metadata.from_dict)
    DaskGraphRunner.run = graph_runs.run
    rasa_processor.copy = SimpleNamespace(deepcopy=log_copies.deepcopy)
    Domain.is_empty = empty_domain.is_empty
    RulePolicy._find_action_from_rules = rule_lookup.find
    Event.resolve_by_type = staticmethod(event_types.resolve_by_type)
    tracing.start()
    _applied = True


@cache
def action_executor(module: str) -> ActionExecutor:
    """The executor with all actions of a package, as `rasa run actions` would serve them."""
    executor = ActionExecutor()
    executor.register_package(module)
    return executor


async def _request(
    self: rasa_endpoints.EndpointConfig,
    method: str = "post",
    subpath: Optional[str] = None,
    content_type: Optional[str] = "application/json",
    compress: bool = False,
    **kwargs: Any,
) -> Optional[Any]:
    module = self.kwargs.get(ACTIONS_MODULE)
    if not module or self.url:
        kwargs = tracing.with_parent(kwargs)
        return await _stock_request(self, method, subpath, content_type, compress, **kwargs)
    server = os.environ.get(ACTION_URL_VARIABLE, "").strip()
    if server:
        endpoint = _action_server(server)
        return await _ask_action_server(
            _stock_request(
                endpoint, method, subpath, content_type, compress, **tracing.with_parent(kwargs)
            )
        )
    call: Dict[str, Any] = kwargs["json"]
    try:
        return await in_a_thread(action_executor(module).run(call))
    except ActionExecutionRejection as rejection:
        body = {"error": str(rejection), "action_name": call.get("next_action")}
        raise rasa_endpoints.ClientResponseError(400, "rejected", json.dumps(body)) from rejection


@cache
def _action_server(url: str) -> rasa_endpoints.EndpointConfig:
    return rasa_endpoints.EndpointConfig(url)


async def _ask_action_server(request: Awaitable[Any]) -> Any:
    """What an action server answers; an apology of the bot where it does not."""
    try:
        return await asyncio.wait_for(request, _ACTION_SECONDS)
    except rasa_endpoints.ClientResponseError as error:
        if error.status == 400:  # the action rejects; Rasa sees to that
            raise
        reason = f"status {error.status}"
    except (aiohttp.ClientError, asyncio.TimeoutError, OSError) as error:
        reason = type(error).__name__
    logger.error("The action server of %s does not answer (%s)", ACTION_URL_VARIABLE, reason)
    return {"events": [], "responses": [{"response": INTERNAL_ERROR}]}


def _create_tracker_store(store: Optional[TrackerStore], domain: Optional[Domain]) -> TrackerStore:
    wrapped: TrackerStore = _stock_tracker_store(store, domain)
    return store if getattr(store, "raises_unavailable", False) else wrapped
