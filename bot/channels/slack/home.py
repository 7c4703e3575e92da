"""The Home tab: what the assistant can do, questions to start with, and the choice of language."""

from __future__ import annotations

from typing import Any, Dict, List

from bot.channels.slack.blocks import TITLE_LENGTH, button, section, shortened
from bot.channels.slack.incoming import LANGUAGE_ACTION, PRESS_ACTION
from bot.channels.slack.mrkdwn import to_mrkdwn
from bot.channels.slack.payloads import with_language
from bot.channels.wording import Wording
from bot.languages import LANGUAGES

_MENTION = "MENTION"


def home_view(wording: Wording, language: str, mention: str) -> Dict[str, Any]:
    """The view for `views.publish`, in one language.

    Args:
        mention: how to mention the bot in a channel, such as `@klyngebot`, in mrkdwn.
    """
    help_message = wording.message("utter_help", language)
    where = to_mrkdwn(wording.text("utter_slack_home", language, mention=_MENTION))
    where = where.replace(_MENTION, mention)  # now, since a mention is mrkdwn already
    questions = [
        button(
            one["title"], with_language(one["payload"], language), f"{PRESS_ACTION}:home:{index}"
        )
        for index, one in enumerate(help_message.get("buttons") or [])
    ]
    blocks: List[Dict[str, Any]] = [
        {
            "type": "header",
            "text": {
                "type": "plain_text",
                "text": wording.text("utter_slack_home_title", language),
                "emoji": False,
            },
        },
        section(to_mrkdwn(str(help_message["text"]))),
    ]
    if questions:
        blocks.append({"type": "actions", "elements": questions})
    blocks += [
        {"type": "divider"},
        section(where),
        {"type": "divider"},
        section(to_mrkdwn(wording.text("utter_slack_home_language", language))),
        {"type": "actions", "elements": [_language_choice(language)]},
    ]
    return {"type": "home", "blocks": blocks}


def suggested_prompts(wording: Wording, language: str) -> List[Dict[str, str]]:
    """Example questions for Slack's assistant view, at most four."""
    buttons = wording.message("utter_help", language).get("buttons") or []
    titles = [shortened(str(one["title"]), TITLE_LENGTH) for one in buttons][:4]
    return [{"title": title, "message": title} for title in titles]


def _language_choice(language: str) -> Dict[str, Any]:
    options = {
        code: {
            "text": {"type": "plain_text", "text": language_.name, "emoji": False},
            "value": code,
        }
        for code, language_ in LANGUAGES.items()
    }
    return {
        "type": "radio_buttons",
        "action_id": LANGUAGE_ACTION,
        "options": list(options.values()),
        "initial_option": options[language],
    }
