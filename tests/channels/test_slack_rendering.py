"""How answers look in Slack: mrkdwn, blocks and their limits."""

from __future__ import annotations

from typing import Any, Dict, List

import pytest

from bot.channels.slack.blocks import Renderer, SlackMessage, sections
from bot.channels.slack.choices import mark_chosen
from bot.channels.slack.incoming_text import addressed_to_other, mentions, plain_text
from bot.channels.slack.mrkdwn import JOINER, to_mrkdwn
from bot.channels.slack.payloads import with_language
from bot.channels.wording import Wording
from tests.channels.slack_standin.schema import MESSAGE_BLOCKS, check_blocks, check_message

WORDING = Wording.of_file()


def render(**message: Any) -> List[SlackMessage]:
    """The messages, every one of them as Slack allows it."""
    rendered = Renderer(WORDING).render(message)
    for one in rendered:
        assert check_message({"text": one.text, "blocks": one.blocks}) == []
    return rendered


MRKDWN = {
    "NF&TA": "NF&amp;TA",
    "a < b > c": "a &lt; b &gt; c",
    "&amp; blir stående": "&amp;amp; blir stående",
    "Under **Arena Pro** var det": "Under *Arena Pro* var det",
    "**15,8 prosentpoeng høyere** enn": "*15,8 prosentpoeng høyere* enn",
    "**NF&TA**": "*NF&amp;TA*",
    "en *kursiv* og _en til_": "en _kursiv_ og _en til_",
    "~~feil~~": "~feil~",
    "klynge**ne**": "klynge\u200b*ne*",
    "[Klynger](https://example.org/a?b=1&c=2)": "<https://example.org/a?b=1&amp;c=2|Klynger>",
    "[A & B](https://example.org/x_(y))": "<https://example.org/x_(y)|A &amp; B>",
    "**[Klynger](https://example.org)**": "*<https://example.org|Klynger>*",
    "[feil](javascript:alert(1))": "feil",
    "<https://example.org>": "<https://example.org>",
    "- en\n- **to**\n  - tre": "• en\n• *to*\n    ◦ tre",
    "1. en\n2. to": "1. en\n2. to",
    "# Overskrift & mer": "*Overskrift &amp; mer*",
    "## **Fet** overskrift": "*Fet overskrift*",
    "> sitat": "> sitat",
    "`a < b` og snake_case_navn": "`a &lt; b` og snake_case_navn",
    "```\n**rå** & <x>\n```": "```\n**rå** &amp; &lt;x&gt;\n```",
    "avsnitt\n\nnytt": "avsnitt\n\nnytt",
    r"\*ikke kursiv\*": f"*{JOINER}ikke kursiv*{JOINER}",
    "2 * 3 * 4": f"2 *{JOINER} 3 *{JOINER} 4",
    "---": "———",
}


@pytest.mark.parametrize(("markdown", "mrkdwn"), MRKDWN.items())
def test_markdown_becomes_mrkdwn(markdown: str, mrkdwn: str) -> None:
    assert to_mrkdwn(markdown) == mrkdwn


def test_a_table_becomes_aligned_text() -> None:
    table = "| Nivå | Antall |\n|:--|--:|\n| **Arena** | 11 |\n| NF&TA \\| mer | 2 |\n\nSlutt"
    assert to_mrkdwn(table) == (
        "```\nNivå         Antall\n───────────  ──────\nArena            11\n"
        "NF&amp;TA | mer       2\n```\n\nSlutt"
    )


def test_a_long_table_repeats_its_header() -> None:
    rows = "\n".join(f"| klynge {number} | {number} |" for number in range(70))
    (message,) = render(text=f"| Navn | Nr |\n|---|---|\n{rows}")
    assert message.text.count("Navn") == 3
    assert message.text.count("```") == 6


def test_text_source_image_and_buttons_stand_in_this_order() -> None:
    (message,) = render(
        text="Verdiskaping: **15,8**",
        language="en",
        image="https://example.org/chart.png",
        image_alt="Bars: 15.8 & 18.6",
        sources=[
            {
                "title": "Klynger & mer",
                "publisher": "Innovasjon Norge",
                "year": 2022,
                "url": "https://example.org/?a=1&b=2",
            }
        ],
        buttons=[
            {"title": "Source", "payload": "/ask_source"},
            {"title": "More", "payload": "/ask_effect"},
        ],
    )
    kinds = [block["type"] for block in message.blocks]
    assert kinds == ["section", "image", "context", "actions"]
    source = "Source: <https://example.org/?a=1&amp;b=2|Klynger &amp; mer>, Innovasjon Norge, 2022"
    assert message.blocks[2]["elements"][0]["text"] == source
    assert [one["text"]["text"] for one in message.blocks[3]["elements"]] == ["More"]
    assert message.blocks[1]["alt_text"] == "Bars: 15.8 & 18.6"
    for part in ("Verdiskaping: *15,8*", source, "Bars: 15.8 &amp; 18.6"):
        assert part in message.text


def test_the_source_button_stays_where_no_source_is_told() -> None:
    (message,) = render(text="Svar", buttons=[{"title": "Kilde", "payload": "/ask_source"}])
    assert message.blocks[-1]["type"] == "actions"


@pytest.mark.parametrize("count", [1, 5, 6, 25, 26, 60])
def test_no_button_is_lost(count: int) -> None:
    buttons = [{"title": f"Knapp {number}", "payload": "/greet"} for number in range(count)]
    (message,) = render(text="Velg", buttons=buttons)
    shown = [one for block in message.blocks for one in block.get("elements", [])]
    assert len(shown) == count


def test_long_titles_are_cut_and_link_buttons_open_links() -> None:
    (message,) = render(
        text="Velg",
        buttons=[
            {"title": "x" * 100, "payload": "/greet"},
            {"title": "Les mer", "url": "https://example.org"},
            {"title": "for lang", "payload": "/greet" + "x" * 2000},
        ],
    )
    first, second = message.blocks[-1]["elements"]
    assert first["text"]["text"] == "x" * 74 + "…"
    assert second["url"] == "https://example.org"
    assert "value" not in second


@pytest.mark.parametrize("length", [2999, 3000, 3001, 9_000, 60_000])
@pytest.mark.parametrize("form", ["list", "words", "one word", "entities"])
def test_long_answers_are_split_and_nothing_is_lost(length: int, form: str) -> None:
    unit = {"list": "- Klynge & co\n", "words": "Klynge & co ", "one word": "x", "entities": "&"}
    text = (unit[form] * (length // len(unit[form]) + 1))[:length].strip()
    messages = render(text=text, buttons=[{"title": "Mer", "payload": "/greet"}])
    shown = "".join(one.text for one in messages)
    wanted = to_mrkdwn(text)
    for char in ("•", "x", "&amp;", "K"):
        assert shown.count(char) == wanted.count(char)
    assert messages[-1].blocks[-1]["type"] == "actions"
    assert sum(block["type"] == "actions" for one in messages for block in one.blocks) == 1


def test_all_clusters_fit_in_one_message() -> None:
    names = "\n".join(f"- Norwegian Offshore Wind Cluster {number}" for number in range(39))
    (message,) = render(text=f"Disse 39:\n{names}")
    assert len(message.blocks) == 1


def test_paragraphs_stay_together() -> None:
    assert sections("en\n\nto") == ["en\n\nto"]


def test_an_image_without_a_public_address_is_told_by_its_text() -> None:
    (message,) = render(text="Svar", image="/images/chart.png", image_alt="Søyler")
    assert [block["type"] for block in message.blocks] == ["section", "context"]


def test_own_blocks_and_empty_messages() -> None:
    blocks = [{"type": "divider"}]
    assert render(text="x", custom={"blocks": blocks})[0].blocks == blocks
    assert render(text="") == []
    assert render(text=None, attachment="vedlegg")[0].text == "vedlegg"


BUTTONS: List[Dict[str, Any]] = [
    {"type": "section", "text": {"type": "mrkdwn", "text": "Velg"}},
    {
        "type": "actions",
        "elements": [
            {
                "type": "button",
                "action_id": f"press:{number}",
                "text": {"type": "plain_text", "text": f"Nr. {number}"},
                "value": "/greet",
            }
            for number in range(3)
        ],
    },
]


def test_chosen_buttons_become_text() -> None:
    marked = mark_chosen(BUTTONS, {"press:1": "Valgt: A & B"})
    assert [one["action_id"] for one in marked[1]["elements"]] == ["press:0", "press:2"]
    assert marked[2]["elements"][0]["text"] == "✓ Valgt: A &amp; B"
    everything = mark_chosen(BUTTONS, {f"press:{number}": "x" for number in range(3)})
    assert [block["type"] for block in everything] == ["section", "context", "context", "context"]
    assert check_blocks(everything, MESSAGE_BLOCKS) == []


INCOMING = {
    "<@UBOT> hei": "hei",
    "hei <@UBOT|klyngebot>, hva er GCE?": "hei , hva er GCE?",
    "NF&amp;TA &lt;3 &gt; &amp;amp;": "NF&TA <3 > &amp;",
    "se <https://gce.no>": "se https://gce.no",
    "se <https://gce.no|gce.no>": "se gce.no",
    "<mailto:a@b.no>": "a@b.no",
    "<#C1|generelt> <#C2>": "#generelt",
    "<!here> <!subteam^S1|@gruppe>": "@gruppe",
    "hei <@U2> og <@U3|Per>": "hei og @Per",
    "*fet* _kursiv_ ~strek~ `kode`": "fet kursiv strek kode",
    "snake_case_navn og 2*3*4": "snake_case_navn og 2*3*4",
    "A\u030a a\u0000b\ud800": "Å ab",
    "  mye\u00a0 luft  ": "mye luft",
    "/ /restart": "restart",
    "*/restart*": "restart",
    "to\nlinjer": "to\nlinjer",
}


@pytest.mark.parametrize(("written", "read"), INCOMING.items())
def test_what_people_write_becomes_plain_text(written: str, read: str) -> None:
    assert plain_text(written, "UBOT") == read


def test_who_a_message_is_for() -> None:
    assert mentions("hei <@UBOT>", "UBOT")
    assert not mentions("hei <@UBOTTEN>", "UBOT")
    assert not mentions("hei <@UBOT>", None)
    assert addressed_to_other("<@U2> hva?", "UBOT")
    assert not addressed_to_other("<@UBOT> hva?", "UBOT")
    assert not addressed_to_other("hva sier <@U2>?", "UBOT")


class Domain:
    """What is asked of Rasa's domain."""

    intents = ("greet", "about_cluster", "restart")
    entities = ("cluster", "language")


def test_a_payload_takes_a_language_along_unless_it_has_one() -> None:
    assert with_language("/greet", "en") == '/greet{"language": "en"}'
    assert with_language('/greet{"language": "nb"}', "en") == '/greet{"language": "nb"}'
    assert with_language("/greet", None) == "/greet"


def test_every_text_of_the_channel_is_there_in_both_languages() -> None:
    names = [name for name in WORDING.responses() if name.startswith("utter_slack_")]
    assert len(names) == 8
    values = {"mention": "m", "source": "s", "question": "q", "title": "t", "limit": "1"}
    for name in names:
        texts = {WORDING.text(name, language, **values) for language in ("nb", "en")}
        assert len(texts) == 2
        assert not any("{" in text for text in texts)
