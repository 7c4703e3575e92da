"""`make slack-check`: are the token, its scopes and the signing secret what they should be?

Says what is missing and how to put it right; exit code 1 if anything is.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from typing import Any, List, Mapping, Optional, Sequence, Tuple

import requests as http
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from slack_sdk.signature import SignatureVerifier

from bot.channels.slack.settings import APP_TOKEN, BOT_TOKEN, SCOPES, SIGNING_SECRET, SlackSettings

_REINSTALL = "api.slack.com/apps → your app → OAuth & Permissions → Reinstall to Workspace"
Line = Tuple[bool, str]


def token_problems(
    response: Optional[Any] = None, error: Optional[SlackApiError] = None
) -> List[str]:
    """What `auth.test` tells is wrong with the bot token, with how to put it right."""
    if error is not None:
        data = getattr(error.response, "data", None)
        code = data.get("error") if isinstance(data, dict) else None
        return [
            f"Slack does not accept {BOT_TOKEN} ({code or error}). Copy the Bot User OAuth Token "
            f"anew, or reinstall the app: {_REINSTALL}."
        ]
    granted = _scopes(getattr(response, "headers", None) or {})
    if granted is None:
        return []
    return [
        f"{BOT_TOKEN} has not got the scope {scope}, so {effect}. Update the app from "
        f"deploy/slack/manifest.yml, then reinstall it: {_REINSTALL}."
        for scope, effect in SCOPES.items()
        if scope not in granted
    ]


def check(settings: SlackSettings, url: Optional[str] = None) -> List[Line]:
    """Everything that can be found out, each as whether it is well and a sentence.

    Args:
        url: address of the bot's webhook, to see whether it takes what the secret signs.
    """
    if settings.nothing_set:
        message = (
            f"Slack is off: neither {BOT_TOKEN} nor {SIGNING_SECRET} is set. See docs/slack.md."
        )
        return [(False, message)]
    lines = [(False, problem) for problem in settings.problems()]
    if settings.signing_secret and not any(SIGNING_SECRET in line for _, line in lines):
        lines.append((True, f"{SIGNING_SECRET} looks like a signing secret."))
        if url:
            lines.append(_webhook(url, settings.signing_secret))
    if settings.bot_token and not any(BOT_TOKEN in line for _, line in lines):
        lines += _bot_token(settings)
    if settings.app_token and not any(APP_TOKEN in line for _, line in lines):
        lines.append(_app_token(settings))
    return lines


def _bot_token(settings: SlackSettings) -> List[Line]:
    client = WebClient(settings.bot_token, settings.api_url, proxy=settings.proxy)
    try:
        found = client.auth_test()
    except SlackApiError as error:
        return [(False, problem) for problem in token_problems(error=error)]
    except OSError as error:
        return [(False, f"Slack cannot be reached at {settings.api_url} ({error}).")]
    name, team = found.get("user"), found.get("team")
    lines = [(True, f"{BOT_TOKEN} is accepted: {name} in the workspace {team}.")]
    missing = [(False, problem) for problem in token_problems(response=found)]
    return lines + (missing or [(True, f"All {len(SCOPES)} scopes are granted.")])


def _app_token(settings: SlackSettings) -> Line:
    client = WebClient(base_url=settings.api_url, proxy=settings.proxy)
    try:
        client.apps_connections_open(app_token=str(settings.app_token))
    except SlackApiError as error:
        return False, (
            f"Slack does not accept {APP_TOKEN} ({error.response.get('error')}). Make one with the "
            "scope connections:write: your app → Basic Information → App-Level Tokens; and switch "
            "on your app → Socket Mode."
        )
    except OSError as error:
        return False, f"Slack cannot be reached at {settings.api_url} ({error})."
    return True, f"{APP_TOKEN} is accepted: Socket Mode can connect."


def _webhook(url: str, secret: str) -> Line:
    """Ask the bot what Slack asks when the address is saved."""
    body = json.dumps({"type": "url_verification", "challenge": "slack-check", "token": ""})
    stamp = str(int(time.time()))
    signature = SignatureVerifier(secret).generate_signature(timestamp=stamp, body=body)
    headers = {
        "Content-Type": "application/json",
        "X-Slack-Request-Timestamp": stamp,
        "X-Slack-Signature": str(signature),
    }
    try:
        answer = http.post(url, data=body, headers=headers, timeout=10)
    except http.RequestException as error:
        return False, f"The bot cannot be reached at {url} ({type(error).__name__})."
    if answer.ok and "slack-check" in answer.text:
        return True, f"The bot at {url} takes requests signed with {SIGNING_SECRET}."
    return False, (
        f"The bot at {url} answers with status {answer.status_code}. The address must end in "
        f"/webhooks/slack/webhook, and the bot must have the same {SIGNING_SECRET}."
    )


def _scopes(headers: Mapping[str, str]) -> Optional[List[str]]:
    for name, value in headers.items():
        if name.lower() == "x-oauth-scopes":
            return [scope.strip() for scope in value.split(",")]
    return None


def main(arguments: Optional[Sequence[str]] = None) -> int:
    """Print the findings; returns the exit code."""
    parser = argparse.ArgumentParser(prog="python -m bot.channels.slack.check", description=__doc__)
    parser.add_argument("--url", help="webhook of the bot, https://…/webhooks/slack/webhook")
    options = parser.parse_args(arguments)
    lines = check(SlackSettings.read(), options.url)
    for well, text in lines:
        print(
            f"{'ok     ' if well else 'MISSING'}  {text}", file=sys.stdout if well else sys.stderr
        )
    return 0 if all(well for well, _ in lines) else 1


if __name__ == "__main__":
    raise SystemExit(main())
