"""Whatever people say and press, in whatever order: an answer in nb or en, and all of it stored.

Bounded here; `KLYNGEBOT_EXAMPLES` asks for more, and `make fuzz` for very many.
"""

from __future__ import annotations

import asyncio
import json
import os
import secrets
from pathlib import Path
from typing import Iterator, List

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.languages import CODES
from tests.fuzz.assistant import Conversation, FuzzedAssistant
from tests.fuzz.phrases import Pressed, Said, Typed

EXAMPLES = int(os.environ.get("KLYNGEBOT_EXAMPLES", "150"))
unhurried = settings(
    max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck), database=None
)

any_text = st.text(max_size=200) | st.text(st.characters(), min_size=1, max_size=40)
words = st.sampled_from(
    [
        "GCE",
        "arena pro",
        "NCE Eyde",
        "iKuben",
        "hva",
        "what",
        "level",
        "nivå",
        "og",
        "and",
        "?",
        "2019",
        "ikke",
        "not",
        "nei, jeg mente",
        "no, I meant",
        "hvor mange",
        "how many",
        "effekt",
        "jobs",
        "{level}",
        "<b>",
        "slett",
        "delete",
        "conversation",
        "samtalen",
        "ja",
        "yes",
        "in English",
        "på norsk",
        "/",
    ]
)
sentences = st.lists(words, min_size=1, max_size=8).map(" ".join)
json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3)
    ),
    max_leaves=6,
)
intents = st.sampled_from(
    [
        "greet",
        "explain_level",
        "ask_effect",
        "about_cluster",
        "affirm",
        "deny",
        "repeat",
        "correction",
        "follow_up",
        "ask_several",
        "nlu_fallback",
        "delete_conversation",
        "delete_confirmed",
        "restart",
    ]
)
entities = st.sampled_from(["level", "cluster", "metric", "year", "ordinal", "language", "nope"])


@st.composite
def payloads(draw: st.DrawFn) -> str:
    values = draw(st.dictionaries(entities, json_values, max_size=2))
    return f"/{draw(intents)}{json.dumps(values) if values else ''}"


typed = st.builds(Typed, any_text | sentences | payloads())
pressed = st.builds(Pressed, payloads(), st.text(max_size=20))
button_number = st.integers(0, 5)  # of the buttons on the screen, if there are as many
turns = st.lists(typed | pressed | button_number, min_size=1, max_size=5)


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[FuzzedAssistant]:
    before = os.environ.get("KLYNGEBOT_DATABASE")
    folder: Path = tmp_path_factory.mktemp("properties")
    yield FuzzedAssistant.load(folder)
    if before is None:
        os.environ.pop("KLYNGEBOT_DATABASE", None)
    else:
        os.environ["KLYNGEBOT_DATABASE"] = before


@pytest.mark.parametrize("channel", ["web", "rest"])
def test_every_turn_is_answered_and_stored_once(assistant: FuzzedAssistant, channel: str) -> None:
    loop = asyncio.new_event_loop()

    async def converse(said: List[Said], interface: str) -> List[str]:
        prefix = "web-" if channel == "web" else "property-"
        conversation = Conversation(channel, f"{prefix}{secrets.token_hex(8)}", interface)
        wrong = []
        for one in said:
            if isinstance(one, int):
                if one >= len(conversation.buttons):
                    continue
                one = conversation.buttons[one]
            wrong += await assistant.turn(conversation, one)
        return wrong + await assistant.end(conversation)

    @unhurried
    @given(turns, st.sampled_from(CODES))
    def holds(said: List[Said], interface: str) -> None:
        assert loop.run_until_complete(converse(said, interface)) == []

    holds()
    loop.close()
