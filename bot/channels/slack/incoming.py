"""Reads what Slack sends: is it for the bot, and what is to be done?

Not for the bot are bots (itself too), edits, joins and other messages that nobody wrote to it.
Pure functions on Slack's JSON; what only the database knows is left open in the `Task`.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Dict, Mapping, Optional

from bot.channels.slack import conversation_ids as ids
from bot.channels.slack.incoming_text import addressed_to_other, mentions, plain_text
from bot.channels.slack.tasks import GREETING, HOME, LANGUAGE, MESSAGE, PRESS, Press, Task

Json = Mapping[str, Any]
#: Subtypes of `message` that somebody has written; all others are edits, joins and the like.
_WRITTEN = (None, "thread_broadcast", "file_share", "me_message")
LANGUAGE_ACTION = "language"
PRESS_ACTION = "press"
#: Keys that begin so are never forgotten: nobody is greeted twice.
GREETED = "greeted:"


def read(body: Json, bot_user: Optional[str] = None) -> Optional[Task]:
    """The task in an event, interaction or slash command; `None` if there is nothing to do.

    Args:
        body: event callback, interaction payload or fields of a slash command.
        bot_user: Slack's id of the bot, for bodies that don't tell it.
    """
    if body.get("command"):
        return _command(body)
    if body.get("type") == "block_actions":
        return _press(body)
    if body.get("type") == "event_callback" and isinstance(body.get("event"), dict):
        return _event(body, body["event"], _bot_of(body) or bot_user)
    return None


def _bot_of(body: Json) -> Optional[str]:
    for authorization in body.get("authorizations") or []:
        if authorization.get("is_bot") and authorization.get("user_id"):
            return str(authorization["user_id"])
    return None


def _event(body: Json, event: Json, bot_user: Optional[str]) -> Optional[Task]:
    team, kind = str(body.get("team_id") or ""), event.get("type")
    if kind in ("message", "app_mention"):
        return _message(team, event, bot_user)
    if kind == "app_home_opened":
        return _home(team, str(body.get("event_id") or ""), event)
    if kind == "assistant_thread_started":
        return _assistant_thread(team, event.get("assistant_thread") or {})
    return None


def _message(team: str, event: Json, bot_user: Optional[str]) -> Optional[Task]:
    user, channel, ts = event.get("user"), event.get("channel"), event.get("ts")
    if not (user and channel and ts) or event.get("hidden"):
        return None
    if event.get("bot_id") or event.get("bot_profile") or user in (bot_user, "USLACKBOT"):
        return None
    if event.get("subtype") not in _WRITTEN:
        return None
    raw, thread = str(event.get("text") or ""), event.get("thread_ts")
    common: Dict[str, Any] = {
        # a mention comes twice, as app_mention and as message, with the same channel and ts
        "key": f"message:{team}:{channel}:{ts}",
        "kind": MESSAGE,
        "team": team,
        "user": str(user),
        "text": plain_text(raw, bot_user),
        "channel": str(channel),
    }
    if event.get("channel_type") == "im" or str(channel).startswith("D"):
        conversation = ids.direct(team, str(user))
        return Task(conversation=conversation, thread=thread, own_thread=bool(thread), **common)
    mentioned = event.get("type") == "app_mention" or mentions(raw, bot_user)
    if not mentioned and (not thread or not common["text"] or addressed_to_other(raw, bot_user)):
        return None
    root = str(thread or ts)
    return Task(
        conversation=ids.in_thread(team, str(channel), root),
        thread=root,
        opens_thread=mentioned,
        only_in_known_thread=not mentioned,
        **common,
    )


def _home(team: str, event_id: str, event: Json) -> Optional[Task]:
    user = str(event.get("user") or "")
    if not user:
        return None
    conversation = ids.direct(team, user)
    if event.get("tab") == "home":
        return Task(f"event:{event_id}", HOME, team, user, conversation)
    channel = str(event.get("channel") or user)
    key = f"{GREETED}{team}:{user}"
    return Task(key, GREETING, team, user, conversation, channel=channel)


def _assistant_thread(team: str, thread: Json) -> Optional[Task]:
    user, channel = thread.get("user_id"), thread.get("channel_id")
    ts = thread.get("thread_ts")
    if not (user and channel and ts):
        return None
    return Task(
        key=f"{GREETED}{team}:{channel}:{ts}",
        kind=GREETING,
        team=team,
        user=str(user),
        conversation=ids.direct(team, str(user), str(ts)),
        channel=str(channel),
        thread=str(ts),
        own_thread=True,
        opens_thread=True,
    )


def _command(body: Json) -> Optional[Task]:
    team, channel = str(body.get("team_id") or ""), str(body.get("channel_id") or "")
    user, url = str(body.get("user_id") or ""), body.get("response_url")
    if not user or not url:
        return None
    text = plain_text(str(body.get("text") or ""))
    return Task(
        key=f"command:{body.get('trigger_id') or url}",
        kind=MESSAGE,
        team=team,
        user=user,
        conversation=ids.of_command(team, channel, user),
        text=text,
        channel=channel,
        response_url=str(url),
        question=text or None,
    )


def _press(body: Json) -> Optional[Task]:
    actions = body.get("actions") or []
    action = actions[0] if actions else {}
    team = str((body.get("team") or {}).get("id") or "")
    user = str((body.get("user") or {}).get("id") or "")
    if not user:
        return None
    if action.get("type") == "radio_buttons" and action.get("action_id") == LANGUAGE_ACTION:
        key = f"press:{team}:{user}:{action.get('action_ts')}"
        chosen = str((action.get("selected_option") or {}).get("value") or "")
        return Task(key, LANGUAGE, team, user, ids.direct(team, user), text=chosen)
    if action.get("type") != "button" or not action.get("value"):
        return None  # a link opens by itself
    title = str((action.get("text") or {}).get("text") or "")
    press = Press(str(action.get("action_id") or ""), title, str(action.get("block_id") or ""))
    common: Dict[str, Any] = {
        "kind": PRESS,
        "team": team,
        "user": user,
        "text": str(action["value"]),
    }
    container = body.get("container") or {}
    if container.get("type") != "message":  # the Home tab: the answer goes to the direct messages
        key = f"press:{team}:{user}:{action.get('action_ts')}"
        conversation = ids.direct(team, user)
        return Task(
            key, conversation=conversation, channel=user, press=press, question=title, **common
        )
    return _press_in_message(body, container, press, common)


def _press_in_message(
    body: Json, container: Json, press: Press, common: Dict[str, Any]
) -> Optional[Task]:
    team, user = common["team"], common["user"]
    channel = str(container.get("channel_id") or (body.get("channel") or {}).get("id") or "")
    message = body.get("message") or {}
    ts = str(container.get("message_ts") or message.get("ts") or "")
    if not channel or not ts:
        return None
    thread = container.get("thread_ts") or message.get("thread_ts")
    blocks, text = list(message.get("blocks") or []), str(message.get("text") or "")
    press = replace(press, message=ts, blocks=blocks, text=text)
    common = {**common, "key": press_key(team, channel, ts, press.action), "press": press}
    if container.get("is_ephemeral"):
        return Task(
            conversation=ids.of_command(team, channel, user),
            channel=channel,
            response_url=str(body.get("response_url") or "") or None,
            **common,
        )
    if channel.startswith("D"):
        conversation = ids.direct(team, user)
        own = bool(thread)
        return Task(
            conversation=conversation, channel=channel, thread=thread, own_thread=own, **common
        )
    root = str(thread or ts)
    return Task(
        conversation=ids.in_thread(team, channel, root), channel=channel, thread=root, **common
    )


def press_key(team: str, channel: str, message: str, action: str) -> str:
    """The key of a button in a message: it can be pressed once, by whomever."""
    return f"press:{team}:{channel}:{message}:{action}"
