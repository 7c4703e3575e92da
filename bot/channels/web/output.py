"""What Rasa sends to: each message of a turn, whole, handed on at once."""

from __future__ import annotations

from typing import Any, Callable, Dict, Iterable, List

from rasa.core.channels.channel import OutputChannel

from bot.channels.web.messages import CONTENT

Receive = Callable[[Dict[str, Any]], None]


class WebOutput(OutputChannel):
    """Hands every message on as Rasa has it, with all its parts in one.

    Rasa's own channels cut a text at empty lines, send an image as a message of its own, and
    drop what the action passed beside the text.
    """

    tells_failures = True  # `Answering` does

    def __init__(self, receive: Receive) -> None:
        """Args: `receive` is called with each message, in the shape of `BotUttered.message()`."""
        self._receive = receive

    @classmethod
    def name(cls) -> str:
        """The name that `channel:` in a response is compared with."""
        return "web"

    async def send_response(self, recipient_id: str, message: Dict[str, Any]) -> None:
        """Hand on a message that was uttered; one without content is none."""
        if any(message.get(part) for part in CONTENT):
            self._receive(dict(message))

    async def send_text_message(self, recipient_id: str, text: str, **kwargs: Any) -> None:
        """Hand on a text."""
        await self.send_response(recipient_id, {**kwargs, "text": text})

    async def send_text_with_buttons(
        self, recipient_id: str, text: str, buttons: List[Dict[str, Any]], **kwargs: Any
    ) -> None:
        """Hand on a text with its buttons."""
        await self.send_response(recipient_id, {**kwargs, "text": text, "buttons": buttons})

    async def send_quick_replies(
        self, recipient_id: str, text: str, quick_replies: List[Dict[str, Any]], **kwargs: Any
    ) -> None:
        """Hand on a text with its quick replies, which are buttons here."""
        await self.send_text_with_buttons(recipient_id, text, quick_replies, **kwargs)

    async def send_image_url(self, recipient_id: str, image: str, **kwargs: Any) -> None:
        """Hand on an image."""
        await self.send_response(recipient_id, {**kwargs, "image": image})

    async def send_attachment(self, recipient_id: str, attachment: str, **kwargs: Any) -> None:
        """Hand on an attachment, which becomes a link."""
        await self.send_response(recipient_id, {**kwargs, "attachment": attachment})

    async def send_elements(
        self, recipient_id: str, elements: Iterable[Dict[str, Any]], **kwargs: Any
    ) -> None:
        """Hand on the cards of a carousel."""
        await self.send_response(recipient_id, {**kwargs, "elements": list(elements)})

    async def send_custom_json(
        self, recipient_id: str, json_message: Dict[str, Any], **kwargs: Any
    ) -> None:
        """Hand on a custom message."""
        await self.send_response(recipient_id, {**kwargs, "custom": json_message})
