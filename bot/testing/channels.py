"""The channels scripts can run over, by name."""

from __future__ import annotations

from pathlib import Path
from typing import Callable, Dict, Optional

from bot.testing.channel import Channel
from bot.testing.in_process import InProcessChannel, model_path
from bot.testing.rest import RestChannel
from bot.testing.web import WebChannel

DEFAULT_CHANNEL = "rest"

#: Channels to a running bot: the name, and what makes one from the bot's URL.
CHANNELS: Dict[str, Callable[[str], Channel]] = {
    DEFAULT_CHANNEL: RestChannel,
    "web": WebChannel,
}


def open_channel(root: Path, url: Optional[str] = None, name: str = DEFAULT_CHANNEL) -> Channel:
    """The channel `name` to the bot at `url`; without a URL the model of the project at `root`.

    Raises:
        ChannelError: nobody answers there, or there is no model.
    """
    if url:
        return CHANNELS[name](url)
    return InProcessChannel.load(model_path(root))
