"""What Slack documents about its methods and blocks, as checks: each returns what is wrong.

Stricter than Slack in one thing: fields that a method doesn't have are refused, not ignored.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any, Dict, FrozenSet, Iterator, List, Mapping, Optional

Json = Mapping[str, Any]
MESSAGE_BLOCKS, VIEW_BLOCKS = 50, 100
TEXT_LENGTH = 40_000
BLOCKS_LENGTH = 13_000  # found by users of Slack, not documented: msg_blocks_too_long
_TAG = re.compile(
    r"<(?:(?:https?://|mailto:)[^\s<>|]+(?:\|[^<>|]+)?|@[UW]\w+|#C\w+(?:\|[^<>]*)?|![\w^]+[^<>]*)>"
)
_ENTITY = re.compile(r"&(?:amp|lt|gt);")


@dataclass(frozen=True)
class Method:
    """Fields of a method of the Web API; the scope its token needs."""

    required: FrozenSet[str]
    optional: FrozenSet[str] = frozenset()
    scope: Optional[str] = None


def _method(required: str, optional: str = "", scope: Optional[str] = None) -> Method:
    return Method(frozenset(required.split()), frozenset(optional.split()), scope)


_HISTORY = "cursor include_all_metadata inclusive latest limit oldest"
METHODS: Dict[str, Method] = {
    "auth.test": _method(""),
    "apps.connections.open": _method(""),
    "assistant.threads.setSuggestedPrompts": _method(
        "channel_id prompts", "thread_ts title", "assistant:write"
    ),
    "chat.postMessage": _method(
        "channel",
        "attachments blocks icon_emoji icon_url link_names markdown_text metadata mrkdwn parse "
        "reply_broadcast text thread_ts unfurl_links unfurl_media username",
        "chat:write",
    ),
    "chat.update": _method(
        "channel ts",
        "attachments blocks file_ids link_names markdown_text metadata parse reply_broadcast text",
        "chat:write",
    ),
    "conversations.history": _method("channel", _HISTORY, "history"),
    "conversations.open": _method("users", "channel prevent_creation return_im", "im:write"),
    "conversations.replies": _method("channel ts", _HISTORY, "history"),
    "files.completeUploadExternal": _method(
        "files", "blocks channel_id channels initial_comment thread_ts", "files:write"
    ),
    "files.getUploadURLExternal": _method("filename length", "alt_txt snippet_type", "files:write"),
    "users.info": _method("user", "include_locale", "users:read"),
    "views.publish": _method("user_id view", "hash"),
}
RESPONSE_FIELDS = _method(
    "",
    "text blocks attachments response_type replace_original delete_original thread_ts metadata "
    "unfurl_links unfurl_media",
).optional


def check_arguments(method: str, arguments: Json) -> List[str]:
    """What is wrong with the arguments of a call."""
    known = METHODS[method]
    wrong = [f"{name} is missing" for name in known.required if not arguments.get(name)]
    unknown = set(arguments) - known.required - known.optional
    wrong += [f"{method} has no field {name}" for name in sorted(unknown)]
    if method.startswith("chat."):
        wrong += check_message(arguments)
    if method == "views.publish":
        wrong += check_view(arguments.get("view") or {})
    if method == "assistant.threads.setSuggestedPrompts":
        prompts = arguments.get("prompts") or []
        if not 1 <= len(prompts) <= 4:
            wrong.append(f"{len(prompts)} prompts; one to four are allowed")
        wrong += [f"prompt {one}" for one in prompts if set(one) != {"title", "message"}]
    return wrong


def check_response(body: Json) -> List[str]:
    """What is wrong with a body for a response URL."""
    wrong = [f"a response has no field {name}" for name in sorted(set(body) - RESPONSE_FIELDS)]
    if body.get("response_type", "ephemeral") not in ("ephemeral", "in_channel"):
        wrong.append(f"response_type {body['response_type']}")
    return wrong + check_message(body)


def check_message(body: Json) -> List[str]:
    """What is wrong with text, blocks and metadata of a message."""
    text, blocks = body.get("text"), body.get("blocks")
    wrong = []
    if not text and not blocks:
        wrong.append("no_text")
    if not text:
        wrong.append("a message with blocks needs text, for notifications and screen readers")
    if text is not None and not isinstance(text, str):
        wrong.append("text must be a string")
    elif text:
        if len(text) > TEXT_LENGTH:
            wrong.append("msg_too_long")
        wrong += [f"text: {one}" for one in check_mrkdwn(text)]
    metadata = body.get("metadata")
    if metadata is not None and set(metadata) != {"event_type", "event_payload"}:
        wrong.append("metadata needs event_type and event_payload, nothing else")
    if blocks is not None:
        wrong += check_blocks(blocks, MESSAGE_BLOCKS)
    return wrong


def check_view(view: Json) -> List[str]:
    """What is wrong with a view of the Home tab."""
    unknown = set(view) - {"type", "blocks", "private_metadata", "callback_id", "external_id"}
    wrong = [f"a view has no field {name}" for name in sorted(unknown)]
    if view.get("type") != "home":
        wrong.append("type of the view must be home")
    return wrong + check_blocks(view.get("blocks") or [], VIEW_BLOCKS)


def check_blocks(blocks: Any, most: int) -> List[str]:
    """What is wrong with a list of blocks."""
    if not isinstance(blocks, list) or not 1 <= len(blocks) <= most:
        return [f"blocks must be a list of 1 to {most}"]
    wrong = [f"block {index}: {one}" for index, block in enumerate(blocks) for one in _block(block)]
    names = [block["block_id"] for block in blocks if block.get("block_id")]
    if len(names) != len(set(names)):
        wrong.append("block_id must be unique")
    actions = [
        element.get("action_id")
        for block in blocks
        if block.get("type") == "actions"
        for element in block.get("elements", [])
    ]
    if len(actions) != len(set(actions)):
        wrong.append("action_id must be unique")
    if most == MESSAGE_BLOCKS and sum(map(_length, blocks)) > BLOCKS_LENGTH:
        wrong.append("msg_blocks_too_long")
    return wrong


def check_mrkdwn(text: str) -> List[str]:
    """Characters that should have been escaped."""
    rest = _ENTITY.sub("", _TAG.sub("", text))
    rest = re.sub(r"(?m)^> ", "", rest)
    return [f"'{char}' is not escaped in: {text[:80]}" for char in "&<>" if char in rest]


_BLOCK_FIELDS = {
    "actions": {"elements"},
    "context": {"elements"},
    "divider": set(),
    "header": {"text"},
    "image": {"image_url", "slack_file", "alt_text", "title"},
    "section": {"text", "fields", "accessory", "expand"},
}


def _block(block: Json) -> Iterator[str]:
    kind = block.get("type")
    if kind not in _BLOCK_FIELDS:
        yield f"type {kind} is not known here"
        return
    for name in sorted(set(block) - {"type", "block_id"} - _BLOCK_FIELDS[kind]):
        yield f"{kind} has no field {name}"
    if len(str(block.get("block_id") or "")) > 255:
        yield "block_id is too long"
    if kind == "section":
        yield from _text(block.get("text"), 3000)
    elif kind == "header":
        yield from _text(block.get("text"), 150, plain=True)
    elif kind == "image":
        yield from _image(block)
    elif kind == "context":
        elements = block.get("elements") or []
        if not 1 <= len(elements) <= 10:
            yield f"context with {len(elements)} elements"
        for element in elements:
            yield from _image(element) if element.get("type") == "image" else _text(element, 3000)
    elif kind == "actions":
        elements = block.get("elements") or []
        if not 1 <= len(elements) <= 25:
            yield f"actions with {len(elements)} elements"
        for element in elements:
            yield from _element(element)


def _text(text: Any, most: int, plain: bool = False) -> Iterator[str]:
    if not isinstance(text, Mapping) or not isinstance(text.get("text"), str):
        yield "a text object is missing"
        return
    if text.get("type") not in (("plain_text",) if plain else ("plain_text", "mrkdwn")):
        yield f"text of type {text.get('type')}"
    allowed = {"type", "text", "emoji" if text.get("type") == "plain_text" else "verbatim"}
    for name in sorted(set(text) - allowed):
        yield f"a {text.get('type')} object has no field {name}"
    if not 1 <= len(text["text"]) <= most:
        yield f"text of {len(text['text'])} characters; 1 to {most} are allowed"
    if text.get("type") == "mrkdwn":
        yield from check_mrkdwn(text["text"])


def _image(image: Json) -> Iterator[str]:
    url, file = str(image.get("image_url") or ""), image.get("slack_file")
    if file is not None:
        if url:
            yield "an image has either image_url or slack_file"
        if not isinstance(file, Mapping) or len(set(file) & {"id", "url"}) != 1 or len(file) != 1:
            yield f"slack_file {file} needs either id or url"
        elif not re.fullmatch(r"F[A-Z0-9]{8,}", str(file.get("id") or "F00000000")):
            yield f"slack_file id {file['id']}"
    elif not url.startswith(("http://", "https://")) or len(url) > 3000:
        yield f"image_url {url[:60]}"
    if not 1 <= len(str(image.get("alt_text") or "")) <= 2000:
        yield "alt_text must have 1 to 2000 characters"


def _element(element: Json) -> Iterator[str]:
    kind = element.get("type")
    if not 1 <= len(str(element.get("action_id") or "")) <= 255:
        yield "action_id must have 1 to 255 characters"
    if kind == "button":
        fields = {"type", "text", "action_id", "url", "value", "style", "accessibility_label"}
        for name in sorted(set(element) - fields):
            yield f"button has no field {name}"
        yield from _text(element.get("text"), 75, plain=True)
        if len(str(element.get("value") or "")) > 2000:
            yield "value of a button is too long"
        if element.get("style", "primary") not in ("primary", "danger"):
            yield f"style {element['style']}"
    elif kind == "radio_buttons":
        fields = {"type", "action_id", "options", "initial_option"}
        for name in sorted(set(element) - fields):
            yield f"radio_buttons has no field {name}"
        options = element.get("options") or []
        if not 1 <= len(options) <= 10:
            yield f"radio_buttons with {len(options)} options"
        for option in options:
            yield from _text(option.get("text"), 75)
            if not 1 <= len(str(option.get("value") or "")) <= 150:
                yield "value of an option"
        if element.get("initial_option") and element["initial_option"] not in options:
            yield "initial_option is not one of the options"
    else:
        yield f"element of type {kind} is not known here"


def _length(part: Any) -> int:
    if isinstance(part, str):
        return len(part)
    if isinstance(part, Mapping):
        return sum(_length(value) for value in part.values())
    return sum(map(_length, part)) if isinstance(part, list) else 0
