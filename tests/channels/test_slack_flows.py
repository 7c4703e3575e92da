"""Where the bot answers in Slack, and where it doesn't; in both languages."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Dict, List

import pytest
from rasa.core.channels.channel import UserMessage

from tests.channels.slack_bot import blocks_of, run, workspace
from tests.channels.slack_standin.server import BOT_ID, BOT_USER

GREETING = {
    "text": "Hei!",
    "language": "nb",
    "buttons": [
        {"title": "Hva er formålet?", "payload": "/ask_purpose"},
        {"title": "Hvilke nivåer finnes det?", "payload": "/list_levels"},
    ],
}


def test_a_direct_message_is_answered_in_the_direct_messages(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with workspace(tmp_path) as scene:
            await scene.sender.direct("Hva er GCE?")
            assert await scene.texts("D1") == ["Svar: Hva er GCE?"]
            asked = scene.assistant.asked[0]
            assert asked.sender_id == "slack:T1:U1"
            assert asked.input_channel == "slack"
            assert "thread_ts" not in scene.slack.posted("D1")[0]

    run(scenario())


@pytest.mark.parametrize(("user", "language"), [("U1", "nb"), ("U2", "en"), ("U404", None)])
def test_the_language_of_the_user_in_slack_comes_along(
    tmp_path: Path, user: str, language: str
) -> None:
    async def scenario() -> None:
        async with workspace(tmp_path) as scene:
            await scene.sender.direct("GCE NODE?", user)
            await scene.sender.direct("og NCE?", user)
            await scene.bot.idle()
            expected = {"language": language} if language else {}
            assert [one.metadata for one in scene.assistant.asked] == [expected, expected]
            assert scene.slack.count("users.info") == 1  # kept

    run(scenario())


def test_a_mention_is_answered_once_in_a_thread(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with workspace(tmp_path) as scene:
            body = await scene.sender.mention("hva er GCE?")
            assert await scene.texts("C1") == ["Svar: hva er GCE?"]
            thread = body["event"]["ts"]
            assert scene.slack.posted("C1")[0]["thread_ts"] == thread
            assert scene.assistant.asked[0].sender_id == f"slack:T1:C1:{thread}"

    run(scenario())


def test_in_a_thread_the_bot_goes_on_without_being_mentioned(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with workspace(tmp_path) as scene:
            body = await scene.sender.mention("hva er GCE?")
            thread = body["event"]["ts"]
            await scene.bot.idle()
            follow_up = scene.sender.written("og NCE?", "U2", "C1", thread)
            await scene.sender.send(follow_up)
            assert await scene.texts("C1", thread) == ["Svar: hva er GCE?", "Svar: og NCE?"]
            assert len({one.sender_id for one in scene.assistant.asked}) == 1

    run(scenario())


def test_each_thread_and_the_direct_messages_are_conversations_of_their_own(
    tmp_path: Path,
) -> None:
    async def scenario() -> None:
        async with workspace(tmp_path) as scene:
            await scene.sender.direct("en")
            await scene.sender.mention("to")
            await scene.sender.mention("tre")
            await scene.sender.command("fire")
            await scene.bot.idle()
            assert len({one.sender_id for one in scene.assistant.asked}) == 4

    run(scenario())


NOT_FOR_THE_BOT: Dict[str, Dict[str, Any]] = {
    "another bot": {"bot_id": "B9"},
    "itself": {"user": BOT_USER, "bot_id": BOT_ID},
    "a workflow": {"bot_profile": {"id": "B9"}},
    "an edit": {"subtype": "message_changed"},
    "a deletion": {"subtype": "message_deleted"},
    "a join": {"subtype": "channel_join"},
    "a bot message": {"subtype": "bot_message"},
    "a new topic": {"subtype": "channel_topic"},
    "a hidden message": {"hidden": True},
    "Slackbot": {"user": "USLACKBOT"},
}


@pytest.mark.parametrize("more", NOT_FOR_THE_BOT.values(), ids=NOT_FOR_THE_BOT)
@pytest.mark.parametrize("channel", ["D1", "C1"])
def test_what_nobody_wrote_to_the_bot_is_not_answered(
    tmp_path: Path, more: Dict[str, Any], channel: str
) -> None:
    async def scenario() -> None:
        async with workspace(tmp_path) as scene:
            event = {"text": f"<@{BOT_USER}> hei", "user": "U1", "channel": channel, **more}
            await scene.sender.send(scene.sender.written(**event))
            assert await scene.texts(channel) == []
            assert scene.assistant.asked == []

    run(scenario())


def test_talk_in_channels_and_foreign_threads_is_left_alone(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with workspace(tmp_path) as scene:
            for thread in (None, "100.000001"):
                await scene.sender.send(scene.sender.written("Lunsj?", "U1", "C1", thread))
            body = await scene.sender.mention("hei")
            await scene.bot.idle()
            other = scene.sender.written("<@U2> hva tror du?", "U1", "C1", body["event"]["ts"])
            await scene.sender.send(other)
            await scene.bot.idle()
            assert scene.assistant.texts == ["hei"]

    run(scenario())


def test_other_events_are_only_acknowledged(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with workspace(tmp_path) as scene:
            for event in ({"type": "reaction_added", "user": "U1"}, {"type": "team_join"}, {}):
                await scene.sender.send(scene.sender.event(event))
            await scene.sender.send({"type": "something_new"})
            await scene.bot.idle()
            assert scene.assistant.asked == []

    run(scenario())


def test_a_mention_without_words_is_greeted(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with workspace(tmp_path) as scene:
            await scene.sender.mention("", user="U2")
            await scene.bot.idle()
            assert scene.assistant.texts == ['/greet{"language": "en"}']

    run(scenario())


def test_a_file_without_words_gets_a_friendly_answer(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with workspace(tmp_path) as scene:
            await scene.sender.direct("", "U1", subtype="file_share")
            await scene.sender.direct("", "U2", subtype="file_share")
            assert (await scene.texts("D1"))[0].startswith("Jeg kan bare lese tekst.")
            assert (await scene.texts("D2"))[0].startswith("I can only read text.")
            assert scene.assistant.asked == []

    run(scenario())


def test_a_message_that_is_too_long_is_told_so(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with workspace(tmp_path, message_length=20) as scene:
            await scene.sender.direct("x" * 21, "U2")
            assert "up to 20 characters" in (await scene.texts("D2"))[0]
            await scene.sender.direct("x" * 20, "U2")
            assert (await scene.texts("D2"))[1] == "Svar: " + "x" * 20

    run(scenario())


def test_typed_commands_are_text(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with workspace(tmp_path) as scene:
            await scene.sender.direct(' /restart{"a": "b"}')
            await scene.bot.idle()
            assert scene.assistant.texts == ['restart{"a": "b"}']

    run(scenario())


def test_entities_links_and_formatting_reach_the_assistant_as_plain_text(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with workspace(tmp_path) as scene:
            await scene.sender.direct(
                "Er *NF&amp;TA* &lt; <https://gce.no|GCE>, <#C2|nytt> og <mailto:a@b.no|a@b.no>?"
            )
            await scene.bot.idle()
            assert scene.assistant.texts == ["Er NF&TA < GCE, #nytt og a@b.no?"]

    run(scenario())


def test_the_slash_command_is_answered_to_the_asker_alone(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with workspace(tmp_path) as scene:
            name = await scene.sender.command("hva er NF&TA?", channel="C_not_a_member")
            await scene.bot.idle()
            (answer,) = scene.slack.ephemeral[name]
            assert answer["response_type"] == "ephemeral"
            assert answer["blocks"][0]["elements"][0]["text"] == "Du spurte: hva er NF&amp;TA?"
            assert answer["blocks"][1]["text"]["text"] == "Svar: hva er NF&amp;TA?"
            assert scene.slack.count("chat.postMessage") == 0

    run(scenario())


def test_the_bare_slash_command_helps(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with workspace(tmp_path) as scene:
            await scene.sender.command("", user="U2")
            await scene.bot.idle()
            assert scene.assistant.texts == ['/help{"language": "en"}']

    run(scenario())


def test_a_button_shows_as_chosen_and_asks_once(tmp_path: Path) -> None:
    def reply(message: UserMessage) -> List[Dict[str, Any]]:
        return [GREETING] if message.text == "hei" else [{"text": f"Svar på {message.text}"}]

    async def scenario() -> None:
        async with workspace(tmp_path, reply) as scene:
            await scene.sender.direct("hei")
            await scene.bot.idle()
            message = dict(scene.slack.posted("D1")[0])
            for _ in range(3):  # impatient
                await scene.sender.press(message, "D1", "Hva er formålet?")
            await scene.bot.idle()
            assert scene.assistant.texts == ["hei", '/ask_purpose{"language": "nb"}']
            shown, answer = scene.slack.posted("D1")
            titles = [one["text"]["text"] for one in blocks_of(shown, "actions")[0]["elements"]]
            assert titles == ["Hvilke nivåer finnes det?"]
            chosen = blocks_of(shown, "context")[0]["elements"][0]["text"]
            assert chosen == "✓ Valgt: Hva er formålet?"
            assert answer["text"].startswith("Svar på /ask_purpose")

    run(scenario())


def test_two_buttons_pressed_at_once_are_both_chosen(tmp_path: Path) -> None:
    def reply(message: UserMessage) -> List[Dict[str, Any]]:
        return [GREETING] if message.text == "hei" else [{"text": "Svar"}]

    async def scenario() -> None:
        async with workspace(tmp_path, reply) as scene:
            body = await scene.sender.mention("hei")
            await scene.bot.idle()
            message = dict(scene.slack.posted("C1")[0])
            await scene.sender.press(message, "C1", "Hva er formålet?")
            await scene.sender.press(message, "C1", "Hvilke nivåer finnes det?", user="U2")
            await scene.bot.idle()
            shown = scene.slack.posted("C1")[0]
            assert blocks_of(shown, "actions") == []
            assert len(blocks_of(shown, "context")) == 2
            assert len(scene.slack.posted("C1", body["event"]["ts"])) == 3

    run(scenario())


def test_a_button_in_an_answer_to_the_slash_command(tmp_path: Path) -> None:
    def reply(message: UserMessage) -> List[Dict[str, Any]]:
        return [GREETING] if message.text == "hei" else [{"text": "Svar"}]

    async def scenario() -> None:
        async with workspace(tmp_path, reply) as scene:
            name = await scene.sender.command("hei")
            await scene.bot.idle()
            await scene.sender.press_ephemeral(name, 0, "Hva er formålet?")
            await scene.bot.idle()
            shown, answer = scene.slack.ephemeral[name]
            assert "✓ Valgt: Hva er formålet?" in str(shown["blocks"])
            assert "Hei!" in str(shown["blocks"])
            assert answer["text"] == "Svar"
            assert len({one.sender_id for one in scene.assistant.asked}) == 1

    run(scenario())


def test_a_forged_payload_asks_nothing(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with workspace(tmp_path, lambda message: [GREETING]) as scene:
            await scene.sender.direct("hei")
            await scene.bot.idle()
            message = scene.slack.posted("D1")[0]
            for value in ("/restart", '/greet{"a": 1}', "/greet{", "no payload"):
                button = {"type": "button", "action_id": value, "value": value}
                container = {"type": "message", "message_ts": message["ts"], "channel_id": "D1"}
                await scene.sender.act(button, "U1", container=container, message=message)
            await scene.bot.idle()
            assert scene.assistant.texts == ["hei"]

    run(scenario())


@pytest.mark.parametrize(
    ("user", "title", "example"),
    [
        ("U1", "Spør om klyngeprogrammet", "Hva er formålet?"),
        ("U2", "Ask about the cluster programme", "What is its purpose?"),
    ],
)
def test_the_home_tab_speaks_the_language_of_the_user(
    tmp_path: Path, user: str, title: str, example: str
) -> None:
    async def scenario() -> None:
        async with workspace(tmp_path) as scene:
            await scene.sender.home(user)
            await scene.bot.idle()
            blocks = scene.slack.views[user]["blocks"]
            assert blocks[0]["text"]["text"] == title
            assert f"<@{BOT_USER}>" in str(blocks)
            await scene.sender.press_home(example, user)
            await scene.bot.idle()
            (asked,) = scene.assistant.asked
            assert asked.sender_id == f"slack:T1:{user}"
            assert asked.text.startswith("/ask_purpose{")
            (answer,) = scene.slack.posted(f"D{user[1:]}")
            assert example in blocks_of(answer, "context")[0]["elements"][0]["text"]

    run(scenario())


def test_a_language_chosen_on_the_home_tab_counts_from_then_on(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with workspace(tmp_path) as scene:
            await scene.sender.home("U1")
            await scene.sender.choose_language("en", "U1")
            await scene.bot.idle()
            blocks = scene.slack.views["U1"]["blocks"]
            assert blocks[0]["text"]["text"] == "Ask about the cluster programme"
            await scene.sender.direct("GCE?")
            await scene.bot.idle()
            assert scene.assistant.asked[0].metadata == {"language": "en"}
            await scene.sender.choose_language("xx", "U1")
            await scene.bot.idle()
            assert scene.slack.views["U1"]["blocks"] == blocks

    run(scenario())


def test_the_first_look_at_the_messages_is_greeted_once(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with workspace(tmp_path) as scene:
            for _ in range(2):
                await scene.sender.home("U1", tab="messages")
            await scene.bot.idle()
            assert scene.assistant.texts == ['/greet{"language": "nb"}']

    run(scenario())


def test_the_assistant_view_gets_prompts_and_a_conversation_for_each_chat(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with workspace(tmp_path) as scene:
            scene.slack.scopes += ",assistant:write"
            thread = {"user_id": "U2", "channel_id": "D2", "thread_ts": "100.1", "context": {}}
            event = {"type": "assistant_thread_started", "assistant_thread": thread}
            await scene.sender.send(scene.sender.event(event))
            await scene.bot.idle()
            (prompts,) = scene.slack.prompts
            assert prompts["prompts"][2]["message"] == "What is its purpose?"
            await scene.sender.direct("hello", "U2", thread="100.1")
            await scene.bot.idle()
            assert {one.sender_id for one in scene.assistant.asked} == {"slack:T1:U2:100.1"}
            assert all(m["thread_ts"] == "100.1" for m in scene.slack.posted("D2"))

    run(scenario())


def test_a_thread_in_the_direct_messages_stays_in_the_conversation(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with workspace(tmp_path) as scene:
            await scene.sender.direct("en")
            await scene.sender.direct("to", thread="100.5")
            await scene.bot.idle()
            assert {one.sender_id for one in scene.assistant.asked} == {"slack:T1:U1"}
            assert scene.slack.posted("D1")[1]["thread_ts"] == "100.5"

    run(scenario())
