"""The trained model over Slack: whole answers, languages, follow-ups."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from bot.server.agent import load_agent
from bot.server.training import ensure_model
from tests.channels.slack_bot import RunningBot, Scene, blocks_of, forget_everyone, run
from tests.channels.slack_standin import EventSender, SlackStandIn


@pytest.fixture(scope="module")
def agent() -> Any:
    return load_agent(ensure_model())


async def opened(agent: Any, tmp_path: Path) -> Scene:
    """A workspace with people the agent hasn't met."""
    forget_everyone(agent)
    slack = await SlackStandIn().start()
    slack.users = {"U1": {"locale": "nb-NO"}, "U2": {"locale": "en-GB"}}
    slack.place("C1")
    database = tmp_path / "slack.db"
    bot = await RunningBot(slack, database, agent.handle_message, agent).start()
    return Scene(slack, bot, EventSender(slack, bot.webhook))


async def closed(scene: Scene) -> None:
    await scene.bot.idle()
    await scene.sender.close()
    await scene.bot.stop()
    await scene.slack.stop()
    assert scene.slack.violations == []


def test_answers_arrive_whole_and_follow_ups_are_understood(agent: Any, tmp_path: Path) -> None:
    async def scenario() -> None:
        scene = await opened(agent, tmp_path)
        await scene.sender.direct("Hvilke klynger er i Arena Pro?")
        await scene.sender.direct("og i GCE?")
        first, second = await scene.texts("D1")
        assert "NF&amp;TA" in first
        assert "• Nordic Edge" in first
        assert "*Arena Pro*" in first
        assert "GCE NODE" in second
        await closed(scene)

    run(scenario())


def test_people_of_two_languages_in_one_thread(agent: Any, tmp_path: Path) -> None:
    async def scenario() -> None:
        scene = await opened(agent, tmp_path)
        body = await scene.sender.mention("Hva er effekten på omsetning?")
        await scene.bot.idle()
        question = "What about value creation?"
        reply = scene.sender.written(question, "U2", "C1", body["event"]["ts"])
        await scene.sender.send(reply)
        first, second = await scene.texts("C1")
        assert "18,6" in first
        assert "15.8" in second
        await closed(scene)

    run(scenario())


@pytest.mark.parametrize(
    ("user", "title", "answer"),
    [
        ("U1", "Hva er formålet?", "Klyngeprogrammet skal"),
        ("U2", "What is its purpose?", "aims to"),
    ],
)
def test_a_new_conversation_begins_in_the_language_of_the_user(
    agent: Any, tmp_path: Path, user: str, title: str, answer: str
) -> None:
    async def scenario() -> None:
        scene = await opened(agent, tmp_path)
        await scene.sender.mention("", user)
        await scene.bot.idle()
        (greeting,) = scene.slack.posted("C1")
        await scene.sender.press(greeting, "C1", title, user)
        assert answer in (await scene.texts("C1"))[1]
        assert len(blocks_of(scene.slack.posted("C1")[0], "actions")[0]["elements"]) == 3
        await closed(scene)

    run(scenario())


def test_a_language_chosen_on_the_home_tab_changes_the_conversation(
    agent: Any, tmp_path: Path
) -> None:
    async def scenario() -> None:
        scene = await opened(agent, tmp_path)
        await scene.sender.direct("Hvilket nivå er iKuben på?")
        await scene.bot.idle()
        await scene.sender.choose_language("en")
        await scene.bot.idle()
        await scene.sender.direct("GCE NODE?")
        assert "was listed under" in (await scene.texts("D1"))[1]
        await closed(scene)

    run(scenario())


def test_a_message_nobody_asked_for_finds_its_place(agent: Any, tmp_path: Path) -> None:
    async def scenario() -> None:
        scene = await opened(agent, tmp_path)
        output = scene.bot.channel.get_output_channel()
        await output.send_response("slack:T1:U1", {"text": "Hei, **Kari**"})
        await output.send_response("slack:T1:C1:1.5", {"text": "Hei, alle"})
        await output.send_text_message("slack:T1:C1:U1:command", "ingen steder")
        assert await scene.texts("D1") == ["Hei, *Kari*"]
        assert await scene.texts("C1", "1.5") == ["Hei, alle"]
        await closed(scene)

    run(scenario())
