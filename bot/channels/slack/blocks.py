"""Messages of the bot as Slack shows them: Block Kit, within Slack's limits."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Dict, Iterable, Iterator, List, Mapping, Optional, Sequence

from bot.channels.slack.incoming import PRESS_ACTION
from bot.channels.slack.mrkdwn import escape, lines_of, link, without_markup
from bot.channels.slack.pictures import picture_block
from bot.channels.wording import Wording

Block = Dict[str, Any]
SECTION_LENGTH = 3000  # characters of a section's text
MESSAGE_LENGTH = 10_000  # Slack refuses messages from some 13,000 on, in all blocks together
MESSAGE_BLOCKS = 45  # Slack's limit is 50; the rest is for what choices add
BUTTONS = 25  # in one actions block
TITLE_LENGTH = 75
PAYLOAD_LENGTH = 2000
ALT_LENGTH = 2000
CONTEXT_ELEMENTS = 10
SOURCE_PAYLOAD = "/ask_source"


@dataclass(frozen=True)
class SlackMessage:
    """One message: blocks to show, and text for notifications and screen readers."""

    text: str
    blocks: List[Block]


class Renderer:
    """Turns messages of the bot into messages of Slack."""

    def __init__(self, wording: Wording) -> None:
        self._wording = wording

    def render(self, message: Mapping[str, Any]) -> List[SlackMessage]:
        """One message of the bot, as one of Slack unless it is too long for that.

        Args:
            message: what `OutputChannel.send_response` is given: `text` (Markdown), `buttons`,
                `image`, `attachment`, `custom`, and from the metadata `sources`, `language`,
                `image_alt` and `picture`, for whose block see `pictures.py`.
        """
        custom = message.get("custom")
        if isinstance(custom, dict) and isinstance(custom.get("blocks"), list):
            text = custom.get("text") or message.get("text") or ""
            return [SlackMessage(str(text) or "…", custom["blocks"])]
        text = message.get("text") or message.get("attachment") or ""
        messages = _packed(sections(str(text)))
        tail = list(self._tail(message))
        fallback = self._fallback(message)
        if tail or not messages:
            fits = messages and len(messages[-1].blocks) + len(tail) <= MESSAGE_BLOCKS
            last = messages.pop() if fits else SlackMessage("", [])
            spoken = "\n".join(part for part in (last.text, fallback) if part) or "…"
            messages.append(SlackMessage(spoken, last.blocks + tail))
        return [one for one in messages if one.blocks]

    def _tail(self, message: Mapping[str, Any]) -> Iterator[Block]:
        """What follows the text: image, source, buttons."""
        picture = message.get("picture")
        if isinstance(picture, Mapping) and picture.get("alt"):
            yield picture_block(picture, _shown_alt(str(picture["alt"])))
        image = str(message.get("image") or "")
        if image.startswith(("https://", "http://")):
            yield {"type": "image", "image_url": image, "alt_text": _alt_text(message)}
        elif image and message.get("image_alt"):
            yield context([escape(str(message["image_alt"]))])
        sources = self._sources(message)
        for start in range(0, len(sources), CONTEXT_ELEMENTS):
            yield context(sources[start : start + CONTEXT_ELEMENTS])
        buttons = list(message.get("buttons") or []) + list(message.get("quick_replies") or [])
        if message.get("sources"):  # shown above, so the button would say nothing new
            buttons = [one for one in buttons if one.get("payload") != SOURCE_PAYLOAD]
        elements = list(_elements(buttons))
        for start in range(0, len(elements), BUTTONS):
            yield {"type": "actions", "elements": elements[start : start + BUTTONS]}

    def _sources(self, message: Mapping[str, Any]) -> List[str]:
        language = message.get("language")
        found = []
        for source in message.get("sources") or []:
            label = str(source.get("title") or source.get("url") or "")
            shown = link(str(source.get("url") or ""), label)
            more = [str(source[key]) for key in ("publisher", "year") if source.get(key)]
            text = ", ".join([shown, *map(escape, more)])
            found.append(self._wording.text("utter_slack_source", language, source=text))
        return found

    def _fallback(self, message: Mapping[str, Any]) -> str:
        """What only the blocks after the text say, for those who don't see them."""
        parts = list(self._sources(message))
        if message.get("image"):
            parts.insert(0, escape(_alt_text(message)))
        return "\n".join(parts)


def sections(markdown: str) -> List[str]:
    """A Markdown text as mrkdwn in pieces that fit a section, cut at paragraphs, then lines."""
    pieces: List[str] = []
    for part in _fitting(lines_of(markdown)):
        joined = f"{pieces[-1]}\n{part}" if pieces else part
        if pieces and len(joined) <= SECTION_LENGTH:
            pieces[-1] = joined
        elif part.strip():
            pieces.append(part)
    return [piece.strip("\n") for piece in pieces]


def section(text: str) -> Block:
    """A section of mrkdwn text."""
    return {"type": "section", "text": {"type": "mrkdwn", "text": text}}


def button(title: str, payload: str, action: str, style: Optional[str] = None) -> Block:
    """A button that sends a payload."""
    element: Block = {
        "type": "button",
        "action_id": action,
        "text": {"type": "plain_text", "text": shortened(title, TITLE_LENGTH), "emoji": False},
        "value": payload,
    }
    return {**element, "style": style} if style else element


def shortened(text: str, length: int) -> str:
    """The text, cut with an ellipsis if it is longer."""
    return text if len(text) <= length else text[: length - 1].rstrip() + "…"


def context(texts: Iterable[str]) -> Block:
    """Small print: up to ten texts of mrkdwn."""
    elements = [{"type": "mrkdwn", "text": shortened(text, SECTION_LENGTH)} for text in texts]
    return {"type": "context", "elements": elements}


def _elements(buttons: Sequence[Mapping[str, Any]]) -> Iterator[Block]:
    for index, one in enumerate(buttons):
        title = without_markup(str(one.get("title") or "")).strip()
        if one.get("url"):
            text = {"type": "plain_text", "text": shortened(title, TITLE_LENGTH), "emoji": False}
            action = f"{PRESS_ACTION}:{index}"
            yield {"type": "button", "action_id": action, "text": text, "url": str(one["url"])}
        elif title and 0 < len(str(one.get("payload") or "")) <= PAYLOAD_LENGTH:
            yield button(title, str(one["payload"]), f"{PRESS_ACTION}:{index}")


def _alt_text(message: Mapping[str, Any]) -> str:
    alt = str(message.get("image_alt") or message.get("text") or "").strip() or "…"
    return _shown_alt(without_markup(alt))


def _shown_alt(alt: str) -> str:
    return shortened(alt, ALT_LENGTH)


def _packed(pieces: Sequence[str]) -> List[SlackMessage]:
    """Sections in as few messages as Slack allows."""
    messages: List[SlackMessage] = []
    for piece in pieces:
        last = messages[-1] if messages else None
        if last and len(last.text) + len(piece) <= MESSAGE_LENGTH:
            messages[-1] = SlackMessage(f"{last.text}\n{piece}", [*last.blocks, section(piece)])
        else:
            messages.append(SlackMessage(piece, [section(piece)]))
    return messages


def _fitting(lines: Iterable[str]) -> Iterator[str]:
    """Lines, those too long for a section cut in several."""
    for line in lines:
        while len(line) > SECTION_LENGTH:
            fenced = line.startswith("```")
            room = SECTION_LENGTH - (4 if fenced else 0)
            cut = _cut(line, room)
            yield line[:cut] + ("\n```" if fenced else "")
            line = ("```\n" if fenced else "") + line[cut:].lstrip()
        yield line


def _cut(text: str, room: int) -> int:
    """Where to cut: at a line break, else a space, else before a half entity."""
    for mark in ("\n", " "):
        place = text.rfind(mark, room // 2, room)
        if place > 0:
            return place
    entity = text.rfind("&", room - 5, room)
    return entity if entity > 0 and ";" not in text[entity:room] else room
