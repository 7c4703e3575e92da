"""pytest plugin: the one channel of a process, shared by all its test cases."""

from __future__ import annotations

from typing import Optional

import pytest

from bot.testing.channel import Channel, ChannelError
from bot.testing.channels import DEFAULT_CHANNEL, open_channel
from bot.testing.coverage import Universe
from bot.testing.options import option
from bot.testing.universe import universe_of


class OpenChannel:
    """The channel of this process, opened when the first test case needs it."""

    def __init__(self, config: pytest.Config) -> None:
        self._config = config
        self._channel: Optional[Channel] = None
        self._error: Optional[ChannelError] = None

    def get(self) -> Channel:
        """The channel; raises `ChannelError`, the same each time, if it cannot be opened."""
        if self._error:
            raise self._error
        if self._channel is None:
            try:
                self._channel = self._open()
            except ChannelError as error:
                self._error = error
                raise
        return self._channel

    def universe(self) -> Optional[Universe]:
        """What there is to cover; `None` if no test case ran or the channel doesn't know."""
        domain = self._channel.domain() if self._channel else None
        return universe_of(domain, self._config.rootpath / "data") if domain else None

    def close(self) -> None:
        """Close the channel if it was opened."""
        if self._channel:
            self._channel.close()
            self._channel = None

    def _open(self) -> Channel:
        given: Optional[Channel] = self._config.hook.pytest_conversation_channel(
            config=self._config
        )
        if given is not None:
            return given
        name = option(self._config, "conversation_channel") or DEFAULT_CHANNEL
        return open_channel(self._config.rootpath, option(self._config, "conversation_url"), name)


CHANNEL_KEY = pytest.StashKey[OpenChannel]()
