"""Output channels: one that keeps what a turn says, one that sends at once."""

from __future__ import annotations

from typing import Any, Awaitable, Callable, Dict, List

from rasa.core.channels.channel import OutputChannel

Send = Callable[[str, Dict[str, Any]], Awaitable[None]]


class SlackOutput(OutputChannel):
    """Hands each message of the bot, whole and with its metadata, to `send`."""

    tells_failures = True  # `Answers` does

    def __init__(self, send: Send) -> None:
        self._send = send

    @classmethod
    def name(cls) -> str:
        """As Rasa's own, for responses with `channel: slack`."""
        return "slack"

    async def send_response(self, recipient_id: str, message: Dict[str, Any]) -> None:
        """One message of the bot."""
        await self._send(recipient_id, dict(message))

    async def send_text_message(self, recipient_id: str, text: str, **kwargs: Any) -> None:
        """A text, for callers that don't use `send_response`."""
        await self._send(recipient_id, {**kwargs, "text": text})

    async def send_text_with_buttons(
        self, recipient_id: str, text: str, buttons: List[Dict[str, Any]], **kwargs: Any
    ) -> None:
        """A text with buttons."""
        await self._send(recipient_id, {**kwargs, "text": text, "buttons": buttons})

    async def send_image_url(self, recipient_id: str, image: str, **kwargs: Any) -> None:
        """An image by its address."""
        await self._send(recipient_id, {**kwargs, "image": image})

    async def send_custom_json(
        self, recipient_id: str, json_message: Dict[str, Any], **kwargs: Any
    ) -> None:
        """Blocks as they are: `{"blocks": […], "text": "…"}`."""
        await self._send(recipient_id, {**kwargs, "custom": json_message})


class CollectedReplies:
    """What the bot says in one turn, in order.

    A turn's answer is delivered when the turn is over, so that a slow Slack holds no lock on the
    conversation, and a restart knows what was still to be sent.
    """

    def __init__(self) -> None:
        self.messages: List[Dict[str, Any]] = []
        self.channel = SlackOutput(self._keep)

    async def _keep(self, recipient_id: str, message: Dict[str, Any]) -> None:
        self.messages.append(message)
