"""A message of the bot as the web chat gets it, live or from the history."""

from __future__ import annotations

from typing import Any, Dict, List, Mapping, Optional

from bot.channels.http.language import DEFAULT_LANGUAGE, known
from bot.slots import LANGUAGE_SLOT

#: The parts of a message that can be seen; one without any is no message.
CONTENT = ("text", "image", "custom", "attachment", "elements")
#: A button that asks for the source; the chat shows the source itself where it is known.
SOURCE_PAYLOAD = "/ask_source"
_SOURCE_KEYS = ("title", "publisher", "year", "url")


def bot_message(message: Mapping[str, Any], identifier: str, asked_in: str) -> Dict[str, Any]:
    """The message in the shape of docs/web-channel.md.

    Args:
        message: as Rasa gives it to an output channel (`BotUttered.message()`): what was
            uttered, with the variables of the response and all else the action passed, such as
            a `picture` for what the text says.
        identifier: its id, stable over live, retry and history.
        asked_in: the language to assume where the message doesn't tell.
    """
    sources = _sources(message.get("sources"))
    return {
        "id": identifier,
        "text": _text(message),
        "language": language_of(message, asked_in),
        "buttons": _buttons(message, with_source=not sources),
        "image": _image(message),
        "sources": sources,
        "custom": _custom(message.get("custom") or message.get("picture")),
    }


def language_of(message: Mapping[str, Any], asked_in: str) -> str:
    """The language of a message.

    That is what the action says; else that of the response's variation, whose condition Rasa
    keeps on the message; else `asked_in`.
    """
    told = known(message.get("language"))
    if told:
        return told
    for condition in message.get("condition") or ():
        if isinstance(condition, Mapping) and condition.get("name") == LANGUAGE_SLOT:
            return known(condition.get("value")) or asked_in
    # Of a response with several languages, the one without condition is the default one's.
    return DEFAULT_LANGUAGE if message.get("utter_action") else asked_in


def _text(message: Mapping[str, Any]) -> str:
    text = str(message.get("text") or "")
    paragraphs = [text] if text else []
    attachment = message.get("attachment")
    if isinstance(attachment, str) and attachment != message.get("image"):
        paragraphs.append(f"<{attachment}>")
    for card in message.get("elements") or ():
        paragraphs += [str(card[key]) for key in ("title", "subtitle") if card.get(key)]
    return "\n\n".join(paragraphs)


def _buttons(message: Mapping[str, Any], with_source: bool) -> List[Dict[str, str]]:
    given = [*(message.get("buttons") or ()), *(message.get("quick_replies") or ())]
    for card in message.get("elements") or ():
        given += card.get("buttons") or ()
    return [
        {"title": str(button["title"]), "payload": str(button["payload"])}
        for button in given
        if button.get("title")
        and button.get("payload")
        and (with_source or button["payload"] != SOURCE_PAYLOAD)
    ]


def _image(message: Mapping[str, Any]) -> Optional[Dict[str, str]]:
    source = message.get("image")
    if not isinstance(source, str) or not source:
        return None
    return {"src": source, "alt": str(message.get("image_alt") or "")}


def _sources(given: Any) -> List[Dict[str, Any]]:
    if not isinstance(given, list):  # a response may have a variable of this name
        return []
    sources = [
        {key: source[key] for key in _SOURCE_KEYS if source.get(key) is not None}
        for source in given
        if isinstance(source, Mapping) and source.get("title")
    ]
    for source in sources:
        if not str(source.get("url", "")).startswith(("https://", "http://")):
            source.pop("url", None)
    return sources


def _custom(given: Any) -> Optional[Dict[str, Any]]:
    return dict(given) if isinstance(given, Mapping) and given else None
