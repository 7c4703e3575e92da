"""`python -m tests.channels.slack_transcript`: every flow as Slack shows it, into docs/slack.md.

The trained model answers; what it says goes through the channel to the stand-in, and what the
stand-in holds in the end is drawn as text.
"""

from __future__ import annotations

import asyncio
import os
import re
import tempfile
from pathlib import Path
from typing import Any, Awaitable, Callable, Dict, List

from bot.testing.in_process import model_path
from tests.channels.slack_bot import RunningBot, Scene, forget_everyone
from tests.channels.slack_standin import EventSender, SlackStandIn

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs" / "slack.md"
BEGIN, END = "<!-- transcripts -->", "<!-- end of transcripts -->"
PEOPLE = {"U1": "Kari", "U2": "Ann"}
Flow = Callable[[Scene], Awaitable[str]]


async def direct_message(scene: Scene) -> str:
    """Direct messages, in Norwegian"""
    for text in ("Hvilke klynger er i GCE?", "og hva er effekten på omsetning?"):
        await scene.sender.direct(text)
        await scene.bot.idle()
    return drawn(scene, "D1")


async def direct_message_english(scene: Scene) -> str:
    """Direct messages, in English"""
    for text in ("Is NF&amp;TA at Arena level?", "And NCE Eyde?"):
        await scene.sender.direct(text, "U2")
        await scene.bot.idle()
    return drawn(scene, "D2")


async def thread(scene: Scene) -> str:
    """A mention in a channel, and the thread that follows"""
    body = await scene.sender.mention("Hvor mange klynger er det i Arena Pro?")
    await scene.bot.idle()
    ts = body["event"]["ts"]
    await scene.sender.send(scene.sender.written("og i Arena?", "U1", "C1", ts))
    await scene.bot.idle()
    await scene.sender.send(scene.sender.written("What does Arena mean?", "U2", "C1", ts))
    await scene.bot.idle()
    return drawn(scene, "C1")


async def pressed_button(scene: Scene) -> str:
    """A button, before and after it is pressed"""
    await scene.sender.direct("hei")
    await scene.bot.idle()
    before = drawn(scene, "D1")
    message = scene.slack.posted("D1")[0]
    await scene.sender.press(message, "D1", "Hva er formålet?")
    await scene.bot.idle()
    return f"{before}\n\n— after the press —\n\n{drawn(scene, 'D1')}"


async def pressed_button_english(scene: Scene) -> str:
    """The same in English"""
    await scene.sender.direct("Hello!", "U2")
    await scene.bot.idle()
    message = scene.slack.posted("D2")[0]
    await scene.sender.press(message, "D2", "What is its purpose?", "U2")
    await scene.bot.idle()
    return drawn(scene, "D2")


async def slash_command(scene: Scene) -> str:
    """The slash command"""
    name = await scene.sender.command("Hva er NF&amp;TA?")
    await scene.bot.idle()
    english = await scene.sender.command("What happened in 2021?", "U2")
    await scene.bot.idle()
    shown = [ephemeral(scene, name, "Kari"), ephemeral(scene, english, "Ann")]
    return "\n\n".join(shown)


async def home(scene: Scene) -> str:
    """The Home tab, in two of the languages"""
    await scene.sender.home("U1")
    await scene.sender.home("U2")
    await scene.bot.idle()
    views = [scene.slack.views[user]["blocks"] for user in PEOPLE]
    return "\n\n".join("\n".join(block_lines(blocks)) for blocks in views)


async def home_example(scene: Scene) -> str:
    """An example on the Home tab, answered in the direct messages"""
    await scene.sender.home("U2")
    await scene.bot.idle()
    await scene.sender.press_home("Which levels are there?", "U2")
    await scene.bot.idle()
    return drawn(scene, "D2")


async def not_understood(scene: Scene) -> str:
    """What isn't text, and what isn't known"""
    await scene.sender.direct("", subtype="file_share")
    await scene.bot.idle()
    await scene.sender.direct("Hvem leder GCE NODE?")
    await scene.bot.idle()
    return drawn(scene, "D1")


FLOWS: List[Flow] = [
    direct_message, direct_message_english, thread, pressed_button, pressed_button_english,
    slash_command, home, home_example, not_understood,
]  # fmt: skip


def drawn(scene: Scene, channel: str) -> str:
    """A channel as text."""
    lines: List[str] = []
    for message in scene.slack.place(channel).messages:
        if not message.get("bot_id") and not message.get("text"):
            message = {**message, "text": "(bilde.png)"}
        indent = "    " if message.get("thread_ts") else ""
        lines += [f"{indent}{line}" for line in message_lines(message)]
    return "\n".join(lines)


def ephemeral(scene: Scene, name: str, person: str) -> str:
    """Answers only one person sees."""
    lines = [f"klyngebot · only visible to {person}"]
    for message in scene.slack.ephemeral[name]:
        lines += [f"  {line}" for line in block_lines(message["blocks"])]
    return "\n".join(lines)


def message_lines(message: Dict[str, Any]) -> List[str]:
    """A message: who, then what."""
    if message.get("bot_id"):
        return ["klyngebot", *(f"  {line}" for line in block_lines(message["blocks"]))]
    person = PEOPLE.get(str(message["user"]), str(message["user"]))
    return [person, f"  {shown(str(message['text']))}"]


def block_lines(blocks: List[Dict[str, Any]]) -> List[str]:
    """Blocks as lines."""
    lines: List[str] = []
    for block in blocks:
        kind = block["type"]
        if kind in ("section", "header"):
            text = shown(block["text"]["text"])
            lines += text.split("\n")
            if kind == "header":
                lines.append("=" * len(text))
        elif kind == "context":
            lines += [f"({shown(element['text'])})" for element in block["elements"]]
        elif kind == "image":
            lines.append(f"(picture: {block['alt_text']})")
        elif kind == "divider":
            lines.append("-" * 40)
        else:
            lines += [line for element in block["elements"] for line in element_lines(element)]
    return lines


def element_lines(element: Dict[str, Any]) -> List[str]:
    """A button or choice as lines."""
    if element["type"] == "button":
        return [f"[ {element['text']['text']} ]"]
    chosen = element["initial_option"]["value"]
    return [
        f"({'•' if option['value'] == chosen else ' '}) {option['text']['text']}"
        for option in element["options"]
    ]


def shown(mrkdwn: str) -> str:
    """mrkdwn as it is read; bold marks stay, so that they can be seen here."""
    text = re.sub(r"<@\w+>", "@klyngebot", mrkdwn)
    text = re.sub(r"<[^<>|]+\|([^<>]+)>", r"\1", text)
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


async def transcripts() -> str:
    """All flows, each in a fresh workspace, as Markdown."""
    from bot.server.agent import load_agent

    agent = load_agent(model_path(ROOT))
    parts: List[str] = []
    for flow in FLOWS:
        slack = await SlackStandIn().start()
        slack.users = {"U1": {"locale": "nb-NO"}, "U2": {"locale": "en-US"}}
        slack.place("C1")
        with tempfile.TemporaryDirectory() as folder:
            database = Path(folder) / "slack.db"
            forget_everyone(agent)
            bot = await RunningBot(slack, database, agent.handle_message, agent).start()
            scene = Scene(slack, bot, EventSender(slack, bot.webhook))
            text = await flow(scene)
            parts.append(f"### {flow.__doc__}\n\n```text\n{text}\n```")
            await scene.sender.close()
            await bot.stop()
        await slack.stop()
        assert slack.violations == [], slack.violations
    return "\n\n".join(parts)


def main() -> None:
    """Write the transcripts into the page."""
    os.chdir(ROOT)
    text = asyncio.run(transcripts())
    page = PAGE.read_text(encoding="utf-8")
    before, _, rest = page.partition(BEGIN)
    after = rest.partition(END)[2]
    PAGE.write_text(f"{before}{BEGIN}\n\n{text}\n\n{END}{after}", encoding="utf-8")
    print(f"{len(FLOWS)} flows written to {PAGE.relative_to(ROOT)}")


if __name__ == "__main__":
    main()
