"""A stand-in for Slack on loopback: its Web API, response URLs and Socket Mode; and its events."""

from tests.channels.slack_standin.events import EventSender
from tests.channels.slack_standin.server import Fault, SlackStandIn

__all__ = ["EventSender", "Fault", "SlackStandIn"]
