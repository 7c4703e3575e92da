"""Which payloads reach Rasa, and that typed text never is one."""

from __future__ import annotations

import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rasa.core.nlg.interpolator import interpolate_text
from rasa.shared.core.training_data.story_reader.yaml_story_reader import YAMLStoryReader
from rasa.shared.nlu.training_data.message import Message

from bot.channels.payloads import MAX_ENTITIES, MAX_VALUE_LENGTH, MAX_VALUES, Payloads
from bot.channels.text import without_command
from tests.channels.web_server import domain

PAYLOADS = Payloads({"ask_source", "explain_level", "restart"}, {"level", "cluster"})


@pytest.mark.parametrize(
    ("payload", "read"),
    [
        ("/ask_source", "/ask_source"),
        ("  /ask_source  ", "/ask_source"),
        ('/explain_level{"level": "gce"}', '/explain_level{"level": "gce"}'),
        ('/explain_level {"level":"gce"}', '/explain_level{"level": "gce"}'),
        ('/explain_level{"level": ["gce", "arena"]}', '/explain_level{"level": ["gce", "arena"]}'),
        ('/explain_level{"level": "Å\\nB"}', '/explain_level{"level": "Å B"}'),
        ("/ask_source{}", "/ask_source"),
    ],
)
def test_our_own_payloads_are_accepted(payload: str, read: str) -> None:
    assert PAYLOADS.accept(payload) == read


@pytest.mark.parametrize(
    "payload",
    [
        "ask_source",
        "//ask_source",
        "/unknown",
        "/restart",
        "/ask_source@0.2",
        "/ask_source and more",
        "/ask_source{",
        "/ask_source[]",
        '/explain_level{"unknown": "gce"}',
        '/explain_level{"level": 1}',
        '/explain_level{"level": null}',
        '/explain_level{"level": {"a": "b"}}',
        '/explain_level{"level": [["gce"]]}',
        '/explain_level{"level": "gce"} and more',
        '/explain_level{"level": "' + "x" * (MAX_VALUE_LENGTH + 1) + '"}',
        '/explain_level{"level": [' + ",".join(['"x"'] * (MAX_VALUES + 1)) + "]}",
        "/explain_level{" + '"level":[' * 3000 + "}",
        "",
        "/",
    ],
)
def test_all_else_is_refused(payload: str) -> None:
    assert PAYLOADS.accept(payload) is None


def test_too_many_entities_are_refused() -> None:
    names = [f"e{number}" for number in range(MAX_ENTITIES + 1)]
    payloads = Payloads({"greet"}, names)
    pairs = ", ".join(f'"{name}": "x"' for name in names)
    assert payloads.accept(f"/greet{{{pairs}}}") is None


@pytest.mark.parametrize("command", ["/restart", "/back", "/session_start"])
def test_rasas_own_commands_are_not_payloads(command: str) -> None:
    assert command[1:] in domain().intents
    assert Payloads.of(domain()).accept(command) is None


def filled(payload: str) -> str:
    """A payload as it is sent: with something for its variables."""
    names = re.findall(r"(?<!{){(\w+)}(?!})", payload)
    return str(interpolate_text(payload, dict.fromkeys(names, "x")))


def test_all_buttons_of_the_domain_are_accepted() -> None:
    buttons = [
        filled(button["payload"])
        for variations in domain().responses.values()
        for variation in variations
        for button in variation.get("buttons") or []
    ]
    assert buttons
    payloads = Payloads.of(domain())
    assert [button for button in buttons if payloads.accept(button) is None] == []


@given(
    st.dictionaries(
        st.sampled_from(["level", "cluster"]),
        st.one_of(
            st.text(max_size=MAX_VALUE_LENGTH),
            st.lists(st.text(max_size=20), max_size=3),
        ),
    )
)
def test_rasa_reads_an_accepted_payload_as_it_was_checked(entities: dict[str, object]) -> None:
    accepted = Payloads.of(domain()).accept(f"/explain_level{json.dumps(entities)}")
    assert accepted is not None
    read = YAMLStoryReader.unpack_regex_message(Message({"text": accepted}), domain())
    assert read.get("intent")["name"] == "explain_level"
    assert {entity["entity"] for entity in read.get("entities")} <= {"level", "cluster"}


@given(st.text(alphabet=st.sampled_from("/ \n\t\u00a0\u200bgreet{}\"':a@1"), max_size=40))
def test_typed_text_never_is_a_command(text: str) -> None:
    message = Message({"text": without_command(text)})
    assert YAMLStoryReader.unpack_regex_message(message, domain()) is message


@pytest.mark.parametrize("value", ["de", "", "EN", "Energy Solutions", ["en"], ["nb", "en"]])
def test_a_language_we_do_not_speak_is_refused(value: object) -> None:
    payloads = Payloads({"greet"}, {"language"})
    assert payloads.accept(f"/greet{json.dumps({'language': value})}") is None
    assert payloads.accept('/greet{"language": "en"}') == '/greet{"language": "en"}'
