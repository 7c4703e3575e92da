"""A turn that fails tells the user, in their language, on every channel."""

from __future__ import annotations

import asyncio
from typing import Any, Dict, List, Optional

import pytest
from rasa.core.agent import Agent
from rasa.core.channels.channel import CollectingOutputChannel, UserMessage
from rasa.core.channels.rest import QueueOutputChannel
from rasa.core.lock_store import LockError
from rasa.shared.core.domain import Domain

from bot.channels.slack.output import CollectedReplies
from bot.channels.unavailable import UnavailableError
from bot.channels.web.output import WebOutput
from bot.server.apologies import apologising

DOMAIN = Domain.load("domain.yml")
AWAY = {"nb": "jeg får ikke svart akkurat nå", "en": "I can’t answer right now"}
BROKEN = {"nb": "noe gikk galt hos meg", "en": "something went wrong on my side"}


class Understanding:
    """Knows the language of a message that begins with it; stands in for the model."""

    async def parse_message(self, message: UserMessage) -> Dict[str, Any]:
        language = str(message.text)[:2]
        entities = [{"entity": "level", "value": "gce"}, {"entity": "language", "value": language}]
        return {"entities": entities}


class NoUnderstanding:
    """A model that fails, too."""

    async def parse_message(self, message: UserMessage) -> Dict[str, Any]:
        raise ValueError


def failing(
    error: Exception, channel: Any, text: str, metadata: Any = None, model: Any = None
) -> Any:
    async def handle(agent: Agent, message: UserMessage) -> Optional[List[Dict[str, Any]]]:
        raise error

    agent = Agent(DOMAIN)
    agent.processor = model or Understanding()
    message = UserMessage(text, channel, "someone", metadata=metadata)
    return asyncio.run(apologising(handle)(agent, message))


@pytest.mark.parametrize("error", [UnavailableError("x"), LockError("x")])
@pytest.mark.parametrize("language", ["nb", "en"])
def test_what_is_away_is_said_in_the_language_of_the_message(
    error: Exception, language: str
) -> None:
    (said,) = failing(error, CollectingOutputChannel(), f"{language}: GCE?")
    assert AWAY[language] in said["text"]


@pytest.mark.parametrize(
    ("metadata", "language"),
    [(None, "nb"), ({"language": "en"}, "en"), ({"locale": "en-GB"}, "en"), ({"locale": 7}, "nb")],
)
def test_a_message_that_tells_no_language(metadata: Any, language: str) -> None:
    for model in (Understanding(), NoUnderstanding()):
        channel = CollectingOutputChannel()
        (said,) = failing(UnavailableError("x"), channel, "GCE?", metadata, model)
        assert AWAY[language] in said["text"]


def test_any_other_failure_is_told_too_without_its_words_in_the_log(
    caplog: pytest.LogCaptureFixture,
) -> None:
    (said,) = failing(ValueError("hemmelig"), CollectingOutputChannel(), "en: GCE?")
    assert BROKEN["en"] in said["text"]
    assert "ValueError" in caplog.text
    assert "hemmelig" not in caplog.text


def test_a_stream_of_the_rest_channel_gets_it_too() -> None:
    async def test() -> None:
        channel = QueueOutputChannel()

        async def handle(agent: Agent, message: UserMessage) -> None:
            raise UnavailableError("x")

        agent = Agent(DOMAIN)
        agent.processor = Understanding()
        await apologising(handle)(agent, UserMessage("nb: GCE?", channel, "someone"))
        assert AWAY["nb"] in (await channel.messages.get())["text"]

    asyncio.run(test())


@pytest.mark.parametrize("channel", [WebOutput(print), CollectedReplies().channel])
def test_channels_with_a_way_of_their_own_get_the_error(channel: Any) -> None:
    with pytest.raises(UnavailableError):
        failing(UnavailableError("x"), channel, "GCE?")
