"""The span of an action in an action server, within the bot's span that asks for it.

`run …` is the action itself. What comes before it in the bot's `action …` is the way there; what
comes after it is sending and storing.
"""

from __future__ import annotations

from functools import wraps
from typing import Any, Callable

from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.trace import Status, StatusCode
from rasa_sdk.executor import ActionExecutor

from bot.responses import INTERNAL_ERROR
from bot.server.tracing import tracer

_stock: Any = None


def install(provider: TracerProvider) -> None:
    """Give each action that is run a span, which `provider` takes."""
    global _stock
    tracer.use(provider)
    _stock = ActionExecutor.run
    ActionExecutor.run = _traced(_stock)


def uninstall() -> None:
    """Run actions as the SDK does."""
    ActionExecutor.run = _stock
    tracer.finish()


def _traced(run: Callable[..., Any]) -> Callable[..., Any]:
    """`ActionExecutor.run`."""

    @wraps(run)
    async def traced(executor: Any, call: Any) -> Any:
        name = call.get("next_action")
        if name not in executor.actions:  # whoever asks could make up as many as they like
            return await run(executor, call)
        with tracer.span_of_request(f"run {name}", {"action": name}) as span:
            result = await run(executor, call)
            if any(one.get("response") == INTERNAL_ERROR for one in result["responses"]):
                span.set_status(Status(StatusCode.ERROR))
            return result

    return traced
