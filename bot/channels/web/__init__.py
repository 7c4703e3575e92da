"""The web chat's server side. `credentials.yml` names it `bot.channels.web.WebInput`."""

from bot.channels.web.channel import WebInput

__all__ = ["WebInput"]
