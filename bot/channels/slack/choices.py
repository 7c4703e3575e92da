"""A pressed button shows as chosen and is gone, so that nobody presses it again."""

from __future__ import annotations

from typing import Any, Dict, List, Mapping

from bot.channels.slack.mrkdwn import escape
from bot.channels.slack.pictures import resent

Block = Dict[str, Any]
_MOST_BLOCKS = 50


def mark_chosen(blocks: List[Block], pressed: Mapping[str, str]) -> List[Block]:
    """The blocks with the pressed buttons turned into lines of text below the others.

    Args:
        blocks: of the message, as Slack sent them; perhaps from before an earlier press.
        pressed: by `action_id`, the line that takes the button's place.
    """
    marked: List[Block] = []
    for block in blocks:
        if block.get("type") != "actions":
            marked.append(resent(block))
            continue
        elements = block.get("elements") or []
        left = [one for one in elements if one.get("action_id") not in pressed]
        lines = [pressed[one["action_id"]] for one in elements if one.get("action_id") in pressed]
        if left:
            marked.append({**block, "elements": left})
        marked += [_line(line) for line in lines]
    return marked[:_MOST_BLOCKS]


def titles_in(blocks: List[Block]) -> Dict[str, str]:
    """What the buttons of a message say, by `action_id`."""
    return {
        str(element["action_id"]): str((element.get("text") or {}).get("text") or "")
        for block in blocks
        if block.get("type") == "actions"
        for element in block.get("elements") or []
        if element.get("action_id")
    }


def _line(text: str) -> Block:
    return {"type": "context", "elements": [{"type": "mrkdwn", "text": f"✓ {escape(text)}"}]}
