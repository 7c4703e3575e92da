"""The spans of a turn: channel → NLU → policy → action → answer.

| span | what |
|---|---|
| `turn` | a message, from the channel to the end of its answer |
| `load conversation`, `save conversation` | the tracker store |
| `understand` | the NLU graph |
| `component …` | a node of the NLU graph or of the policies' graph |
| `predict` | the policies |
| `action …` | an action, with what it makes Rasa do |
| `send` | messages handed to the channel |

While installed, each wraps a method of Rasa.
"""

from __future__ import annotations

import inspect
from functools import wraps
from typing import Any, Callable, Dict, List, Tuple

from opentelemetry import trace
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.trace import Status, StatusCode
from rasa.core.agent import Agent
from rasa.core.processor import MessageProcessor
from rasa.engine.graph import GraphNode
from rasa.shared.core.events import BotUttered

from bot.insights.outcomes import Outcome
from bot.server import metrics, turns
from bot.server.tracing import tracer
from bot.server.tracing.tracer import PREFIX, current_trace, span, span_of_request
from bot.server.turns import Turn

Describe = Callable[..., Tuple[str, Dict[str, Any]]]
Wrap = Callable[[Callable[..., Any]], Callable[..., Any]]

_stock: List[Tuple[type, str, Any]] = []


def install(provider: TracerProvider) -> None:
    """Wrap what has a span, whose spans `provider` takes."""
    tracer.use(provider)
    for owner, name, wrap in PLACES:
        stock = inspect.getattr_static(owner, name)
        _stock.append((owner, name, stock))
        if isinstance(stock, staticmethod):
            setattr(owner, name, staticmethod(wrap(stock.__func__)))
        else:
            setattr(owner, name, wrap(stock))
    turns.observers.insert(0, _describe_turn)


def uninstall() -> None:
    """Put back what was wrapped."""
    while _stock:
        setattr(*_stock.pop())
    turns.observers.remove(_describe_turn)
    tracer.finish()


def _turn(handle: Callable[..., Any]) -> Callable[..., Any]:
    """`Agent.handle_message`."""

    @wraps(handle)
    async def traced(agent: Any, message: Any) -> Any:
        with span_of_request("turn", {}):
            return await handle(agent, message)

    return traced


def _describe_turn(turn: Turn) -> None:
    current = trace.get_current_span()
    described = {
        "conversation": turn.conversation,
        "channel": turn.channel,
        "language": turn.language,
        "intent": turn.intent,
        "confidence": turn.confidence,
        "outcome": turn.outcome.value,
        "knowledge": metrics.answering_version(),
        "model": turn.model,
    }
    for key, value in described.items():
        if value is not None:
            current.set_attribute(f"{PREFIX}{key}", value)
    if turn.outcome is Outcome.ERROR:
        current.set_status(Status(StatusCode.ERROR))


def _within(describe: Describe) -> Wrap:
    """A method within a span, whose name and attributes `describe` tells of its arguments.

    Outside of a turn, such as when a new model is tried, it has none.
    """

    def wrap(method: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(method)
        async def traced(*arguments: Any, **named: Any) -> Any:
            if not current_trace():
                return await method(*arguments, **named)
            with span(*describe(*arguments, **named)):
                return await method(*arguments, **named)

        @wraps(method)
        def traced_at_once(*arguments: Any, **named: Any) -> Any:
            if not current_trace():
                return method(*arguments, **named)
            with span(*describe(*arguments, **named)):
                return method(*arguments, **named)

        return traced if inspect.iscoroutinefunction(method) else traced_at_once

    return wrap


def _named(name: str) -> Wrap:
    return _within(lambda *_, **__: (name, {}))


def _action(_: Any, action: Any, *__: Any, **___: Any) -> Tuple[str, Dict[str, Any]]:
    return f"action {action.name()}", {"action": action.name()}


def _component(node: Any, *_: Any, **__: Any) -> Tuple[str, Dict[str, Any]]:
    return f"component {node._component_class.__name__}", {"node": node._node_name}


def _sending(send: Callable[..., Any]) -> Callable[..., Any]:
    """`MessageProcessor._send_bot_messages`, where there is something to send."""

    @wraps(send)
    async def traced(events: Any, tracker: Any, output_channel: Any) -> Any:
        messages = sum(isinstance(event, BotUttered) for event in events)
        if not messages:
            return await send(events, tracker, output_channel)
        with span("send", {"messages": messages}):
            return await send(events, tracker, output_channel)

    return traced


#: What has a span: the class, its method, and how it is wrapped.
PLACES: Tuple[Tuple[type, str, Wrap], ...] = (
    (Agent, "handle_message", _turn),
    (MessageProcessor, "get_tracker", _named("load conversation")),
    (MessageProcessor, "parse_message", _named("understand")),
    (MessageProcessor, "run_action_extract_slots", _named("extract slots")),
    (MessageProcessor, "predict_next_with_tracker_if_should", _named("predict")),
    (MessageProcessor, "_run_action", _within(_action)),
    (MessageProcessor, "_send_bot_messages", _sending),
    (MessageProcessor, "save_tracker", _named("save conversation")),
    (GraphNode, "__call__", _within(_component)),
)
