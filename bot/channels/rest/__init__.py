"""The channel of scripts. `credentials.yml` names it `bot.channels.rest.RestInput`."""

from bot.channels.rest.channel import RestInput

__all__ = ["RestInput"]
