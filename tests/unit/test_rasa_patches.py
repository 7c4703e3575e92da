"""Each patch of Rasa: it does what it says, and what it replaces is still there in Rasa."""

from __future__ import annotations

import asyncio
import inspect

import pytest
import rasa
import rasa.core.actions.action as rasa_action
import rasa.server
import rasa.utils.endpoints as rasa_endpoints
from jsonschema import ValidationError
from rasa.shared.exceptions import RasaException
from rasa.utils.endpoints import EndpointConfig

from bot.server import rasa_patches
from bot.server.page import add_page


@pytest.fixture(autouse=True)
def _patched() -> None:
    rasa_patches.apply()


def call(action: str) -> dict[str, object]:
    return {
        "next_action": action,
        "sender_id": "one",
        "tracker": {
            "sender_id": "one",
            "slots": {"language": "en"},
            "latest_message": {
                "text": "How many clusters are at GCE?",
                "intent": {"name": "count_clusters"},
                "entities": [{"entity": "level", "value": "gce"}],
            },
            "events": [],
            "paused": False,
            "followup_action": None,
            "latest_action_name": None,
            "latest_input_channel": None,
            "active_loop": {},
        },
        "domain": {},
        "version": rasa.__version__,
    }


def test_what_is_replaced_is_still_there() -> None:
    request = inspect.signature(rasa_patches._stock_request)
    assert list(request.parameters)[:5] == ["self", "method", "subpath", "content_type", "compress"]
    assert hasattr(rasa_action.RemoteAction, "action_response_format_spec")
    assert callable(rasa.server.add_root_route)


def test_actions_run_in_process() -> None:
    endpoint = EndpointConfig.from_dict({"actions_module": "actions"})
    result = asyncio.run(endpoint.request(json=call("action_count_clusters")))
    assert result["responses"][0]["response"] == "utter_count_at_level"
    assert result["responses"][0]["count"] == 3


def test_a_url_still_means_an_action_server() -> None:
    endpoint = EndpointConfig.from_dict(
        {"actions_module": "actions", "url": "http://127.0.0.1:9/webhook"}
    )
    with pytest.raises(OSError, match=r"127\.0\.0\.1:9"):
        asyncio.run(endpoint.request(json=call("action_count_clusters")))


def test_results_are_still_validated() -> None:
    action = rasa_action.RemoteAction("action_x", None)
    assert action._validate_action_result({"events": [], "responses": []})
    with pytest.raises(ValidationError):
        action._validate_action_result({"events": "none", "responses": []})


def test_the_validator_is_made_once() -> None:
    assert rasa_patches._result_validator() is rasa_patches._result_validator()


def test_another_rasa_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rasa_patches, "_applied", False)
    monkeypatch.setattr(rasa, "__version__", "3.7.0")
    with pytest.raises(RasaException, match=r"made for Rasa 3\.6\.21"):
        rasa_patches.apply()


def test_the_patches_are_in_place() -> None:
    assert rasa_endpoints.EndpointConfig.request is rasa_patches._request
    assert rasa.server.add_root_route is add_page
