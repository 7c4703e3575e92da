"""The trained assistant tells bokmål, nynorsk and English apart, and answers each in its own."""

from __future__ import annotations

import asyncio
import uuid
from typing import Optional

import pytest
from rasa.core.agent import Agent

from bot.testing.language import may_be
from tests.unit.sentences import BOKMÅL, DIALECT, EITHER, ENGLISH, NYNORSK
from tests.unit.written import words_of_the_other


@pytest.mark.parametrize(("text", "form"), [*NYNORSK, *BOKMÅL, *EITHER, *DIALECT, *ENGLISH])
def test_a_message_is_answered_in_its_language(
    agent: Agent, text: str, form: Optional[str]
) -> None:
    loop, sender = asyncio.new_event_loop(), uuid.uuid4().hex
    said = loop.run_until_complete(agent.handle_text(text, sender_id=sender)) or []
    tracker = loop.run_until_complete(agent.tracker_store.retrieve(sender))
    assert tracker is not None

    language = form or "nb"
    assert tracker.get_slot("language") == language
    assert said
    for one in said:
        assert may_be(one["text"], language)
        titles = [button["title"] for button in one.get("buttons", [])]
        for shown in (one["text"], *titles):
            assert words_of_the_other(shown, language) == set()
