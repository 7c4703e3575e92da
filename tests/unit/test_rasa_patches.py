"""Each patch of Rasa: it does what it says, and what it replaces is still there in Rasa."""

from __future__ import annotations

import ast
import asyncio
import importlib
import inspect
import subprocess
import sys
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import rasa
import rasa.core.actions.action as rasa_action
import rasa.core.processor as rasa_processor
import rasa.server
import rasa.utils.endpoints as rasa_endpoints
from jsonschema import ValidationError
from rasa.core.policies.rule_policy import RulePolicy
from rasa.engine.graph import (
    ExecutionContext,
    GraphComponent,
    GraphNode,
    GraphSchema,
    SchemaNode,
)
from rasa.engine.runner.dask import DaskGraphRunner
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.engine.storage.storage import ModelMetadata
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import Event, SlotSet
from rasa.shared.exceptions import RasaException
from rasa.utils.endpoints import EndpointConfig

from bot.server import rasa_patches
from bot.server.page import add_page
from bot.server.rasa_patches import (
    action_results,
    empty_domain,
    event_types,
    graph_runs,
    light_imports,
    log_copies,
    model_metadata,
    rule_lookup,
)


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
    assert list(inspect.signature(graph_runs.stock_run).parameters) == ["self", "inputs", "targets"]
    assert list(inspect.signature(event_types.stock_resolve_by_type).parameters) == [
        "type_name",
        "default",
    ]
    assert "train_schema" in ModelMetadata.__dataclass_fields__


def test_what_has_a_span_is_still_there() -> None:
    from bot.server.tracing import spans

    expected = {
        "handle_message": (True, ["self", "message"]),
        "get_tracker": (True, ["self", "conversation_id"]),
        "parse_message": (True, ["self", "message", "tracker", "only_output_properties"]),
        "run_action_extract_slots": (True, ["self", "output_channel", "tracker"]),
        "predict_next_with_tracker_if_should": (False, ["self", "tracker"]),
        "_run_action": (
            True,
            ["self", "action", "tracker", "output_channel", "nlg", "prediction"],
        ),
        "_send_bot_messages": (True, ["events", "tracker", "output_channel"]),
        "save_tracker": (True, ["self", "tracker"]),
        "__call__": (False, ["self", "inputs_from_previous_nodes"]),
    }
    found = {}
    for owner, name, _ in spans.PLACES:
        method = inspect.unwrap(getattr(owner, name))
        kind = inspect.iscoroutinefunction(method)
        found[name] = (kind, list(inspect.signature(method).parameters))
    assert found == expected
    assert {"node_name", "component_class"} <= set(inspect.signature(GraphNode).parameters)


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


def test_the_validators_are_made_once() -> None:
    assert action_results.result_validator() is action_results.result_validator()


@pytest.mark.parametrize(
    ("events", "valid"),
    [
        ([], True),
        ([{"event": "slot", "name": "language", "value": None}], True),
        ([{"event": "slot", "name": "language"}], False),
        ([{"event": "slot", "name": 3, "value": 1}], False),
        ([{"event": "session_started"}, {"event": "bot", "text": "hi"}], True),
        ([{"event": "invented"}], False),
        ([{"name": "language", "value": 1}], False),
        (["slot"], False),
        ([{"event": ["slot"]}], False),
        ({"event": "slot"}, False),
    ],
)
def test_what_is_valid_is_so_by_the_whole_schema_too(events: Any, valid: bool) -> None:
    result = {"events": events, "responses": []}
    schema = rasa_action.RemoteAction.action_response_format_spec()
    assert _accepts(lambda: jsonschema.validate(result, schema)) is valid
    assert _accepts(lambda: action_results.result_validator().validate(result)) is valid


def _accepts(validate: Any) -> bool:
    try:
        validate()
    except ValidationError:
        return False
    return True


def test_what_is_imported_late_is_there() -> None:
    for wanted in light_imports.DEFERRED.values():
        for module, names in wanted.items():
            for name in names:
                assert callable(getattr(importlib.import_module(module), name))


def test_a_stand_in_does_what_it_stands_for() -> None:
    assert light_imports.deferred("pathlib", "Path")("a", "b") == Path("a", "b")


def test_serving_needs_no_tensorflow_and_training_gets_the_real_one() -> None:
    """In a process of its own: here, other tests may have imported it."""
    code = (
        "import sys; from bot.server import rasa_patches; rasa_patches.apply()\n"
        "import rasa.core.run, rasa.core.agent, spacy\n"
        "import bot.nlu.tokenizer, bot.nlu.linker, bot.nlu.classifier, bot.server.tracker_store\n"
        "assert not {'tensorflow', 'jax', 'matplotlib'} & set(sys.modules)\n"
        "import rasa.utils.train_utils as train_utils\n"
        "logger = train_utils.RasaTrainingLogger(1, silent=True)\n"
        "import tensorflow, rasa.nlu.classifiers.diet_classifier\n"
        "assert isinstance(logger, tensorflow.keras.callbacks.Callback)\n"
        "from rasa.utils.tensorflow.data_generator import RasaBatchDataGenerator\n"
        "assert issubclass(RasaBatchDataGenerator, tensorflow.keras.utils.Sequence)\n"
    )
    command = [sys.executable, "-W", "ignore", "-c", code]
    result = subprocess.run(command, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stderr


def test_events_are_resolved_as_before() -> None:
    assert Event.resolve_by_type("slot") is SlotSet
    assert Event.resolve_by_type("slot") is event_types.stock_resolve_by_type("slot")
    assert Event.resolve_by_type("topic") is None
    assert Event.resolve_by_type("unheard of", SlotSet) is SlotSet
    with pytest.raises(ValueError, match="unheard of"):
        Event.resolve_by_type("unheard of")


class Adding(GraphComponent):
    """A component that adds up what it is given."""

    @classmethod
    def create(cls, config: Any, *_: Any, **__: Any) -> Adding:
        return cls()

    def add(self, left: int, right: int) -> int:
        return left + right

    def fail(self, left: int) -> int:
        raise RuntimeError("broken")


def _node(function: str = "add", **needs: str) -> SchemaNode:
    return SchemaNode(
        needs=needs, uses=Adding, constructor_name="create", fn=function, config={}, eager=True
    )


def _runner(tmp_path: Path, **nodes: SchemaNode) -> DaskGraphRunner:
    schema = GraphSchema(nodes)
    return DaskGraphRunner(schema, LocalModelStorage(tmp_path), ExecutionContext(schema))


def test_a_graph_gives_what_dask_gives(tmp_path: Path) -> None:
    runner = _runner(
        tmp_path,
        last=_node(left="middle", right="first"),
        middle=_node(left="first", right="number"),
        first=_node(left="number", right="number"),
        unneeded=_node("fail", left="number"),
    )
    for number in (1, 5):
        given = {"number": number}
        expected = graph_runs.stock_run(runner, given, ["last", "first"])
        assert (
            runner.run(given, ["last", "first"])
            == expected
            == {
                "last": 5 * number,
                "first": 2 * number,
            }
        )


def test_a_graph_fails_as_with_dask(tmp_path: Path) -> None:
    runner = _runner(tmp_path, broken=_node("fail", left="number"))
    with pytest.raises(Exception, match="Error running graph component for node broken"):
        runner.run({"number": 1}, ["broken"])
    with pytest.raises(Exception, match="Error running graph component for node broken"):
        graph_runs.stock_run(runner, {"number": 1}, ["broken"])


def test_the_training_graph_is_read_when_asked_for() -> None:
    node = _node(left="x", right="y")
    late = model_metadata.LateGraphSchema(GraphSchema({"node": node}).as_dict())
    assert "nodes" not in vars(late)
    assert late.nodes["node"].uses is Adding
    assert late.as_dict() == GraphSchema({"node": node}).as_dict()


def test_an_empty_domain_is_known_as_before() -> None:
    for domain in (
        Domain.empty(),
        Domain.from_dict({"intents": ["ask"]}),
        Domain.from_dict({"responses": {"utter_x": [{"text": "x"}]}}),
        Domain.load("domain.yml"),
    ):
        assert domain.is_empty() is empty_domain.stock_is_empty(domain)


def test_the_processor_copies_for_its_log_only() -> None:
    """Were it to copy for anything else, it could not be spared."""
    tree = ast.parse(Path(rasa_processor.__file__).read_text(encoding="utf-8"))
    in_logs = [
        inner
        for call in ast.walk(tree)
        if isinstance(call, ast.Call) and ast.unparse(call.func) == "structlogger.debug"
        for inner in ast.walk(call)
        if _is_the_module_copy(inner)
    ]
    assert len(in_logs) == sum(map(_is_the_module_copy, ast.walk(tree))) > 0
    assert {ast.unparse(node.parent) for node in _with_parents(in_logs, tree)} == {"copy.deepcopy"}


def _is_the_module_copy(node: ast.AST) -> bool:
    return isinstance(node, ast.Name) and node.id == "copy"


def _with_parents(nodes: Any, tree: ast.AST) -> Any:
    for parent in ast.walk(tree):
        for child in ast.iter_child_nodes(parent):
            if child in nodes:
                child.parent = parent  # type: ignore[attr-defined]
    return nodes


def test_what_is_logged_is_copied_where_it_is_written(monkeypatch: pytest.MonkeyPatch) -> None:
    events = [SlotSet("language", "en")]
    monkeypatch.setattr(log_copies._log, "disabled", False)
    log_copies._log.setLevel("WARNING")
    assert rasa_processor.copy.deepcopy(events) is events
    log_copies._log.setLevel("DEBUG")
    try:
        assert rasa_processor.copy.deepcopy(events) is not events
    finally:
        log_copies._log.setLevel("NOTSET")


def test_another_rasa_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rasa_patches, "_applied", False)
    monkeypatch.setattr(rasa, "__version__", "3.7.0")
    with pytest.raises(RasaException, match=r"made for Rasa 3\.6\.21"):
        rasa_patches.apply()


def test_the_patches_are_in_place() -> None:
    assert rasa_endpoints.EndpointConfig.request is rasa_patches._request
    assert rasa_action.RemoteAction._validate_action_result is action_results.validate
    assert rasa.server.add_root_route is add_page
    assert ModelMetadata.from_dict.__func__ is model_metadata.from_dict
    assert DaskGraphRunner.run is graph_runs.run
    assert Event.resolve_by_type is event_types.resolve_by_type
    assert RulePolicy._find_action_from_rules is rule_lookup.find
    assert Domain.is_empty is empty_domain.is_empty
    assert rasa_processor.copy.deepcopy is log_copies.deepcopy
