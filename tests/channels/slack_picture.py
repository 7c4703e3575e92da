"""`python -m tests.channels.slack_picture`: the first transcripts of docs/slack.md as a picture.

Drawn by Chromium in the manner of a chat; it is not a photograph of Slack.
"""

from __future__ import annotations

import base64
import html
import re
from pathlib import Path
from typing import Any, Dict, List, Optional, Tuple, Union

from playwright.sync_api import sync_playwright

from actions.pictures import effect_chart, level_diagram
from bot.channels.drawing import draw
from bot.knowledge import KnowledgeBase, load_knowledge
from bot.knowledge.models import Level, Metric
from bot.languages import CODES as LANGUAGES

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs" / "slack.md"
PICTURE = ROOT / "docs" / "images" / "slack.png"
SHOWN = ("Direct messages, in Norwegian", "A mention in a channel, and the thread that follows")
STYLE = """
body{margin:0;padding:28px;width:760px;background:#fff;color:#1d1c1d;
     font:15px/1.47 Inter,"DejaVu Sans",Arial,sans-serif}
h2{font-size:13px;color:#616061;font-weight:600;border-bottom:1px solid #e0e0e0;
   padding-bottom:6px;margin:26px 0 12px}
h2:first-child{margin-top:0}
.m{display:grid;grid-template-columns:36px 1fr;gap:0 10px;margin:10px 0}
.m.in{margin-left:46px}
.a{width:36px;height:36px;border-radius:6px;color:#fff;font-weight:700;display:grid;
   place-items:center}
.n{font-weight:700}.n small{background:#e8e8e8;border-radius:3px;padding:1px 4px;font-size:10px;
   color:#616061;margin-left:5px;font-weight:600}
.b{display:inline-block;border:1px solid #bbb;border-radius:5px;padding:3px 11px;
   font-weight:600;font-size:13px;margin:6px 8px 2px 0}
img{display:block;width:420px;border:1px solid #e0e0e0;border-radius:8px;margin:8px 0 4px}
.c{color:#616061;font-size:12.5px;margin-top:3px}
"""
_PICTURE = "(picture: "
COLOURS = {"klyngebot": "#0062ba", "Kari": "#8a4b08", "Ann": "#5b3a8c"}


def transcripts(page: str) -> List[Tuple[str, str]]:
    """The titles and texts of the transcripts in the page."""
    return re.findall(r"^### (.+?)\n\n```text\n(.*?)```", page, re.MULTILINE | re.DOTALL)


def drawn(text: str) -> str:
    """One transcript as HTML."""
    messages: List[str] = []
    lines: List[str] = []
    for line in text.rstrip().splitlines():
        name = line.strip()
        if name in COLOURS:
            messages.append(_message(lines))
            lines = [line]
        else:
            lines.append(line)
    return "".join([*messages, _message(lines)])


def _message(lines: List[str]) -> str:
    if not lines:
        return ""
    name = lines[0].strip()
    inner = " in" if lines[0].startswith("    ") else ""
    bot = "<small>APP</small>" if name == "klyngebot" else ""
    said = " ".join(lines[1:])
    body = "".join(_line(line.strip(), said) for line in lines[1:])
    return (
        f'<div class="m{inner}"><div class="a" style="background:{COLOURS[name]}">{name[0].upper()}'
        f'</div><div><div class="n">{name}{bot}</div>{body}</div></div>'
    )


def _line(text: str, said: str) -> str:
    if re.fullmatch(r"(\[ .+? \]\s*)+", text):
        titles = re.findall(r"\[ (.+?) \]", text)
        return (
            "<div>" + "".join(f'<span class="b">{html.escape(t)}</span>' for t in titles) + "</div>"
        )
    if text.startswith(_PICTURE):
        return _image(text[len(_PICTURE) : -1], said)
    if text.startswith("(") and text.endswith(")"):
        return f'<div class="c">{html.escape(text[1:-1].strip())}</div>'
    bold = re.sub(r"\*(.+?)\*", r"<b>\1</b>", html.escape(text))
    return f"<div>{bold or '&nbsp;'}</div>"


def _image(alt: str, said: str) -> str:
    """The picture that has this text instead of it, of what is spoken of, as it is drawn."""
    facts = load_knowledge()
    pictures = [
        (one.name.get(language), picture)
        for language in LANGUAGES
        for one in (*facts.metrics, *facts.levels)
        if (picture := _picture(one, language, facts)) and picture["alt"].endswith(alt[-40:])
    ]
    first = min(pictures, key=lambda named: said.lower().find(named[0].lower()) % len(said))
    drawing = base64.b64encode(draw(first[1]) or b"").decode("ascii")
    return f'<img src="data:image/png;base64,{drawing}" alt="{html.escape(alt)}">'


def _picture(
    one: Union[Metric, Level], language: str, facts: KnowledgeBase
) -> Optional[Dict[str, Any]]:
    if isinstance(one, Metric):
        return effect_chart([one], language, facts)
    return level_diagram(language, facts, one)


def main() -> None:
    """Write docs/images/slack.png."""
    found = dict(transcripts(PAGE.read_text(encoding="utf-8")))
    parts = "".join(f"<h2>{html.escape(title)}</h2>{drawn(found[title])}" for title in SHOWN)
    page_html = f'<meta charset="utf-8"><style>{STYLE}</style><body>{parts}</body>'
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path="/usr/bin/chromium", args=["--no-sandbox", "--disable-gpu"]
        )
        page = browser.new_page(viewport={"width": 816, "height": 600}, device_scale_factor=1.5)
        page.set_content(page_html)
        page.screenshot(path=str(PICTURE), full_page=True)
        browser.close()


if __name__ == "__main__":
    main()
