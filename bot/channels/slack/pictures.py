"""Pictures of answers in Slack: drawn as PNG, uploaded, shown in the message by their file's id.

Uploaded rather than linked to, as Slack fetches addresses from outside, and a bot in Socket Mode
has none. A picture is an addition: whatever goes wrong, the message is posted without it.
"""

from __future__ import annotations

import asyncio
import hashlib
import json
import logging
from collections import OrderedDict
from typing import Any, Callable, Dict, List, Mapping, Optional

from slack_sdk.errors import SlackApiError

from bot.channels.drawing import draw
from bot.channels.slack.settings import SCOPES
from bot.channels.slack.troubles import Troubles
from bot.channels.slack.web_api import Call, SlackWebApi

logger = logging.getLogger(__name__)
#: In a block of a call that is still to be made: the payload to draw.
PICTURE = "picture"
_TROUBLE = "pictures"
_SCOPE = "files:write"
_SECONDS = 15.0  # drawing and uploading may delay an answer no longer
_MOST_KEPT = 200  # files known by their payload; the same charts are asked for again and again
_FILE_FIELDS = ("type", "block_id", "alt_text", "title")

Block = Dict[str, Any]
Draw = Callable[[Mapping[str, Any]], Optional[bytes]]


def picture_block(picture: Mapping[str, Any], alt_text: str) -> Block:
    """A block that `Pictures.placed` turns into an image, or leaves out."""
    return {"type": "image", "alt_text": alt_text, PICTURE: dict(picture)}


def without_pictures(blocks: List[Block]) -> List[Block]:
    """The blocks without pictures, still to be drawn or uploaded."""
    return [block for block in blocks if PICTURE not in block and "slack_file" not in block]


def shows_files(call: Call) -> bool:
    """Whether a call has blocks with uploaded files."""
    return any("slack_file" in block for block in call["arguments"].get("blocks") or [])


def resent(block: Block) -> Block:
    """A block as Slack sent it, fit to be sent again: files by their id, without Slack's notes."""
    file = block.get("slack_file") if block.get("type") == "image" else None
    if not isinstance(file, dict) or not file.get("id"):
        return block
    kept = {name: block[name] for name in _FILE_FIELDS if block.get(name)}
    return {**kept, "slack_file": {"id": file["id"]}}


class Pictures:
    """Draws and uploads the pictures of calls.

    Args:
        drawing: makes the PNG of a payload; replaced in tests.
    """

    def __init__(self, web: SlackWebApi, troubles: Troubles, drawing: Draw = draw) -> None:
        self._web = web
        self._troubles = troubles
        self._draw = drawing
        self._files: OrderedDict[str, str] = OrderedDict()  # ids by digest of the payload

    async def placed(self, call: Call) -> Call:
        """The call with its pictures uploaded; those that cannot be are left out. Never raises."""
        blocks = call["arguments"].get("blocks") or []
        if not any(PICTURE in block for block in blocks):
            return call
        shown = [await self._shown(block) if PICTURE in block else block for block in blocks]
        arguments = {**call["arguments"], "blocks": [block for block in shown if block]}
        if not arguments["blocks"]:
            del arguments["blocks"]
        return {**call, "arguments": arguments}

    def forget(self, call: Call) -> None:
        """Slack doesn't know the files of a call (any more): upload them anew the next time."""
        blocks = call["arguments"].get("blocks") or []
        gone = {block["slack_file"]["id"] for block in blocks if "slack_file" in block}
        for digest in [one for one, file in self._files.items() if file in gone]:
            del self._files[digest]

    async def _shown(self, block: Block) -> Optional[Block]:
        digest = hashlib.sha256(json.dumps(block, sort_keys=True).encode()).hexdigest()
        file = self._files.get(digest)
        if file is None:
            try:
                file = await asyncio.wait_for(self._upload(block), _SECONDS)
            except Exception as error:
                self._failed(error)
                return None
            if file is None:  # a kind that is not drawn here
                return None
            self._files[digest] = file
            if len(self._files) > _MOST_KEPT:
                self._files.popitem(last=False)
        self._files.move_to_end(digest)
        self._troubles.over(_TROUBLE)
        return {"type": "image", "alt_text": block["alt_text"], "slack_file": {"id": file}}

    async def _upload(self, block: Block) -> Optional[str]:
        loop = asyncio.get_running_loop()
        png = await loop.run_in_executor(None, self._draw, block[PICTURE])
        if png is None:
            return None
        title = str(block[PICTURE].get("title") or "klyngebot")
        return await self._web.upload(png, title, block["alt_text"])

    def _failed(self, error: Exception) -> None:
        data = getattr(getattr(error, "response", None), "data", None)
        code = str(data.get("error") or "") if isinstance(data, dict) else ""
        if isinstance(error, SlackApiError) and code == "missing_scope":
            reason = f"the app has not got the scope {_SCOPE}, so {SCOPES[_SCOPE]}"
        else:
            reason = f"a picture could not be drawn or uploaded ({code or type(error).__name__})"
        self._troubles.note(_TROUBLE, f"{reason}; the text is posted without it")
        logger.debug("Slack: a picture failed", exc_info=error)
