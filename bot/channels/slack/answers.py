"""From a task to the calls that answer it: a turn of Rasa, a view, a choice."""

from __future__ import annotations

import asyncio
import logging
from typing import Any, Awaitable, Callable, Dict, List, Optional

from rasa.core.channels.channel import UserMessage

from bot.channels.slack.background import BackgroundStore
from bot.channels.slack.blocks import Renderer, SlackMessage, context, shortened
from bot.channels.slack.choices import mark_chosen, titles_in
from bot.channels.slack.conversations import Conversations
from bot.channels.slack.delivery import POST
from bot.channels.slack.home import home_view, suggested_prompts
from bot.channels.slack.mrkdwn import escape
from bot.channels.slack.output import CollectedReplies
from bot.channels.slack.payloads import with_language
from bot.channels.slack.pictures import without_pictures
from bot.channels.slack.settings import SlackSettings
from bot.channels.slack.store import SlackStore, Stored
from bot.channels.slack.tasks import GREETING, HOME, LANGUAGE, PRESS, Task
from bot.channels.slack.web_api import EVENT_TYPE, RESPONSE_URL, Call, SlackWebApi
from bot.channels.unavailable import UnavailableError
from bot.channels.wording import Wording
from bot.languages import DEFAULT_LANGUAGE, LANGUAGES
from bot.responses import INTERNAL_ERROR, UNAVAILABLE

logger = logging.getLogger(__name__)
OnNewMessage = Callable[[UserMessage], Awaitable[Any]]
Message = Dict[str, Any]
_GREET, _HELP = "/greet", "/help"
_TURNS = 4  # at a time: a turn takes the processor, and acknowledging must not wait for many
_MOST_ON_RESPONSE_URL = 4  # messages; Slack allows five, one of which marks a choice
_QUESTION_LENGTH = 300


class Answers:
    """Works out the calls for a task. Nothing is sent here."""

    def __init__(
        self,
        settings: SlackSettings,
        on_new_message: OnNewMessage,
        conversations: Conversations,
        wording: Wording,
        store: SlackStore,
        background: BackgroundStore,
        web: SlackWebApi,
    ) -> None:
        self._settings = settings
        self._on_new_message = on_new_message
        self._conversations = conversations
        self._wording = wording
        self._renderer = Renderer(wording)
        self._store = store
        self._background = background
        self._web = web
        self._turns = asyncio.Semaphore(_TURNS)
        self.bot_user: Optional[str] = None

    async def calls_for(self, stored: Stored) -> List[Call]:
        """All calls for a task, in order.

        Raises:
            Exception: whatever the database raises. A failing turn raises nothing: the user is
                told in the calls.
        """
        task = stored.task
        if task.kind == LANGUAGE and task.text in LANGUAGES:
            chosen = task.text
            await self._background(self._store.choose_language, task.team, task.user, chosen)
            await self._conversations.set_language(task.conversation, chosen)
            return [self._publish(task, chosen)]
        language = await self.language_of(task)
        if task.kind in (HOME, LANGUAGE):
            return [self._publish(task, language or DEFAULT_LANGUAGE)]
        if task.kind == GREETING and await self._conversations.exists(task.conversation):
            return []
        before = await self._mark(task, language) if task.press else []
        if task.kind == GREETING and task.own_thread:
            prompts = suggested_prompts(self._wording, language or DEFAULT_LANGUAGE)
            before = [_prompts(task, prompts)]
        messages = await self._messages(stored, language)
        rendered = [one for message in messages for one in self._renderer.render(message)]
        if task.question and rendered:
            known = await self._conversations.language(task.conversation)
            rendered[0] = self._with_question(rendered[0], task.question, known or language)
        if task.response_url:
            return before + _on_response_url(task, rendered)
        return before + posts(stored, rendered)

    async def language_of(self, task: Task) -> Optional[str]:
        """The language a user wants at first: that chosen on the Home tab, else that of Slack."""
        chosen = await self._background(self._store.language_of, task.team, task.user)
        return chosen or await self._web.language(task.team, task.user)

    async def _messages(self, stored: Stored, language: Optional[str]) -> List[Message]:
        """What the bot says: the messages of a turn, or why there was none."""
        task = stored.task
        text = task.text
        if task.kind == PRESS:
            text = self._conversations.payloads.accept(task.text) or ""
        elif task.kind == GREETING:
            text = _GREET
        elif not text and task.response_url:
            text = _HELP
        elif not text and task.opens_thread:
            text = _GREET  # the bot was mentioned, and nothing else
        known = None
        if text.startswith("/") or not text or len(text) > self._settings.message_length:
            known = await self._conversations.language(task.conversation)
        if not text:
            return [self._wording.message("utter_slack_text_only", known or language)]
        if len(text) > self._settings.message_length:
            limit = self._settings.message_length
            return [self._wording.message("utter_slack_too_long", known or language, limit=limit)]
        if text.startswith("/") and not known:  # a payload tells no language
            text = with_language(text, language)
        return await self._turn(stored, text, language)

    async def _turn(self, stored: Stored, text: str, language: Optional[str]) -> List[Message]:
        task, replies = stored.task, CollectedReplies()
        message = UserMessage(
            text,
            replies.channel,
            task.conversation,
            input_channel=replies.channel.name(),
            message_id=task.key,
            metadata={"language": language} if language else {},
        )
        failed = INTERNAL_ERROR
        try:
            async with self._turns:
                await asyncio.wait_for(self._on_new_message(message), self._settings.turn_timeout)
        except UnavailableError:  # logged where it was noticed
            failed = UNAVAILABLE
        except Exception:
            logger.exception("Slack: a turn failed (%s)", stored.answer)
        else:
            if replies.messages:
                return replies.messages
            logger.error("Slack: the assistant said nothing (%s)", stored.answer)
        known = await self._conversations.language(task.conversation)
        return [self._wording.message(failed, known or language)]

    def _publish(self, task: Task, language: str) -> Call:
        mention = f"<@{self.bot_user}>" if self.bot_user else "@klyngebot"
        view = home_view(self._wording, language, mention)
        return {"method": "views.publish", "arguments": {"user_id": task.user, "view": view}}

    async def _mark(self, task: Task, language: Optional[str]) -> List[Call]:
        """The message with its pressed buttons shown as chosen."""
        press = task.press
        if press is None or not press.message:
            return []
        blocks, text = press.blocks, press.text
        if task.response_url:  # Slack doesn't show ephemeral messages again, so ours is looked up
            answer = press.block.partition(":")[0]
            for call in await self._background(self._store.calls_of, answer):
                if any(one.get("block_id") == press.block for one in _blocks_of(call)):
                    blocks, text = _blocks_of(call), str(call["arguments"].get("text") or "")
        titles = titles_in(blocks)
        actions = await self._background(
            self._store.pressed_in, task.team, task.channel, press.message
        )
        known = await self._conversations.language(task.conversation)

        def line(action: str) -> str:
            title = titles[action]
            return self._wording.text("utter_slack_chosen", known or language, title=title)

        lines = {action: line(action) for action in actions if action in titles}
        if not lines:
            return []
        body = {"text": text or "…", "blocks": mark_chosen(blocks, lines)}
        if task.response_url:
            return [_respond(task.response_url, {**body, "replace_original": True})]
        arguments = {"channel": task.channel, "ts": press.message, **body}
        return [{"method": "chat.update", "arguments": arguments}]

    def _with_question(
        self, message: SlackMessage, question: str, language: Optional[str]
    ) -> SlackMessage:
        """The message with the question above, in the language of the answer."""
        shown = escape(shortened(question, _QUESTION_LENGTH))
        asked = self._wording.text("utter_slack_you_asked", language, question=shown)
        return SlackMessage(message.text, [context([asked]), *message.blocks])


def _on_response_url(task: Task, rendered: List[SlackMessage]) -> List[Call]:
    """Answers only the asker sees. They have no pictures: Slack takes no file of the bot's here."""
    calls = []
    for index, message in enumerate(rendered[:_MOST_ON_RESPONSE_URL]):
        body: Dict[str, Any] = {
            "response_type": "ephemeral",
            "replace_original": False,
            "text": message.text,
            "blocks": _identified(without_pictures(message.blocks), task, index),
        }
        calls.append(_respond(str(task.response_url), body))
    return calls


def posts(stored: Stored, rendered: List[SlackMessage]) -> List[Call]:
    """The messages as posts, each with metadata by which it is found again."""
    task, calls = stored.task, []
    for index, message in enumerate(rendered):
        payload = {"answer": stored.answer, "part": index, "parts": len(rendered)}
        arguments: Dict[str, Any] = {
            "channel": task.channel,
            "text": message.text,
            "blocks": message.blocks,
            "metadata": {"event_type": EVENT_TYPE, "event_payload": payload},
            "unfurl_links": False,
            "unfurl_media": False,
        }
        if task.thread:
            arguments["thread_ts"] = task.thread
        calls.append({"method": POST, "arguments": arguments})
    return calls


def _identified(blocks: List[Dict[str, Any]], task: Task, index: int) -> List[Dict[str, Any]]:
    """The blocks, those with buttons named so that the message is found again by a press."""
    answer = Stored(task, 0.0).answer
    return [
        {**block, "block_id": f"{answer}:{index}:{number}"} if block["type"] == "actions" else block
        for number, block in enumerate(blocks)
    ]


def _respond(url: str, body: Dict[str, Any]) -> Call:
    return {"method": RESPONSE_URL, "url": url, "arguments": body}


def _prompts(task: Task, prompts: List[Dict[str, str]]) -> Call:
    arguments = {"channel_id": task.channel, "thread_ts": task.thread, "prompts": prompts}
    return {"method": "assistant.threads.setSuggestedPrompts", "arguments": arguments}


def _blocks_of(call: Call) -> List[Dict[str, Any]]:
    return list(call["arguments"].get("blocks") or [])
