"""`python -m bot.server.chat`: talk to the assistant in the terminal."""

from __future__ import annotations

import asyncio
import os
import sys
import uuid
from typing import Any, Dict, List

from bot.knowledge import KnowledgeError, load_knowledge
from bot.server.deprecations import hush

_PROMPT = "Du / you > "


def main() -> int:
    """Chat until Ctrl-D, Ctrl-C or "/stop"; returns the exit code."""
    os.environ.setdefault("RASA_TELEMETRY_ENABLED", "false")
    hush()
    try:
        programme = load_knowledge().programme.name
    except KnowledgeError as error:
        print(error, file=sys.stderr)
        return 1
    from bot.server.agent import load_agent
    from bot.server.training import ensure_model

    agent = load_agent(ensure_model())
    subject = " / ".join(dict.fromkeys(programme.texts))
    print(f"Spør om / ask about: {subject} (/stop slutter / ends)")
    loop = asyncio.new_event_loop()
    sender = uuid.uuid4().hex
    buttons: List[Dict[str, Any]] = []
    while True:
        try:
            text = input(_PROMPT).strip()
        except (EOFError, KeyboardInterrupt):
            print()
            return 0
        if text == "/stop":
            return 0
        if text.isdigit() and 0 < int(text) <= len(buttons):
            text = buttons[int(text) - 1]["payload"]
        if not text:
            continue
        buttons = []
        for message in loop.run_until_complete(agent.handle_text(text, sender_id=sender)) or []:
            print(f"\n{message.get('text', '')}")
            for button in message.get("buttons") or []:
                buttons.append(button)
                print(f"  {len(buttons)}. {button['title']}")
        print()


if __name__ == "__main__":
    raise SystemExit(main())
