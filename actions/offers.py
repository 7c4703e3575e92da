"""Offers that stand only as long as they are in sight: what they do cannot be undone."""

from __future__ import annotations

from typing import Any, Iterable, Tuple

from rasa_sdk import Tracker

CONFIRM_DELETION = "/delete_confirmed"
_FINAL = frozenset({CONFIRM_DELETION})


def standing(offered: Iterable[str], tracker: Tracker) -> Tuple[str, ...]:
    """The offered payloads that a "yes" may take up now.

    One that cannot be undone stands only if the bot's last message has its button: a "yes" to
    something said since doesn't mean it.
    """
    shown = _last_buttons(tracker)
    return tuple(payload for payload in offered if payload not in _FINAL or payload in shown)


def _last_buttons(tracker: Tracker) -> Tuple[str, ...]:
    for event in reversed(tracker.events):
        if event.get("event") == "bot":
            data: Any = event.get("data") or {}
            return tuple(str(button.get("payload")) for button in data.get("buttons") or ())
    return ()
