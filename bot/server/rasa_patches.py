"""Every change to Rasa's own behaviour, in one place.

Applied when Rasa imports the conversation store named in `endpoints.yml`, so that
`rasa run` and `rasa shell` run the actions as `make run` does. Each patch replaces one attribute of
Rasa 3.6.21, checked by version here and by `tests/unit/test_rasa_patches.py`.

1. Actions in-process: `action_endpoint: {actions_module: actions}` (Rasa Pro's key) runs the
   package's actions in the server instead of calling another process over HTTP.
2. Action results are validated by a validator made once. Rasa checks its own schema anew on
   every call, some 30 ms of a turn.
3. `GET /` is ours, with the page, the chat widget and the status (`page.py`; `make run` only:
   under plain `rasa run` the route exists before the store is imported, and Rasa's own greeting
   stays).
"""

from __future__ import annotations

import json
import logging
from functools import cache, lru_cache
from typing import Any, Dict, Optional

import rasa
import rasa.core.actions.action as rasa_action
import rasa.server
import rasa.utils.endpoints as rasa_endpoints
from jsonschema.validators import validator_for
from rasa.shared.exceptions import RasaException
from rasa_sdk.executor import ActionExecutor
from rasa_sdk.interfaces import ActionExecutionRejection

from bot.server.page import add_page

logger = logging.getLogger(__name__)

SUPPORTED_RASA = "3.6.21"
ACTIONS_MODULE = "actions_module"

_stock_request = rasa_endpoints.EndpointConfig.request
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
    rasa_endpoints.EndpointConfig.request = _request
    rasa_action.RemoteAction._validate_action_result = _validate_action_result
    rasa.server.add_root_route = add_page
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
        return await _stock_request(self, method, subpath, content_type, compress, **kwargs)
    call: Dict[str, Any] = kwargs["json"]
    try:
        return await action_executor(module).run(call)
    except ActionExecutionRejection as rejection:
        body = {"error": str(rejection), "action_name": call.get("next_action")}
        raise rasa_endpoints.ClientResponseError(400, "rejected", json.dumps(body)) from rejection


@lru_cache(maxsize=1)
def _result_validator() -> Any:
    schema = rasa_action.RemoteAction.action_response_format_spec()
    return validator_for(schema)(schema)


def _validate_action_result(self: rasa_action.RemoteAction, result: Dict[str, Any]) -> bool:
    _result_validator().validate(result)
    return True
