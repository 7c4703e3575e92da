"""How a conversation is shown to people: a failure in the terminal, a transcript to review."""

from __future__ import annotations

import difflib
from typing import Any, Iterator, List, Sequence

from bot.testing.checks import Check, in_brackets, understood
from bot.testing.runner import CaseResult, TurnResult

_MARK = ">>"
_WIDEST_SLOT = 200


def failure_report(result: CaseResult) -> str:
    """The whole conversation with failing steps marked, then each failure with its diff."""
    case = result.case
    lines = [f"{case.name}  ({case.file}:{case.line})", ""]
    for turn in result.turns:
        lines += _turn_lines(turn)
    for turn in result.turns:
        for check in turn.failures:
            lines += ["", f"{case.file}:{check.line}: {check.what}", *_diff(check)]
    return "\n".join(lines)


def transcript(result: CaseResult) -> str:
    """The conversation in Markdown: what was written, nothing of what was meant."""
    lines = [f"## {result.case.name}", ""]
    for turn in result.turns:
        lines += [f"**User:** {turn.turn.user}", ""]
        for message in turn.reply.messages:
            lines += _quoted(message.text)
            if message.buttons:
                titles = " ".join(f"`[{button.title}]`" for button in message.buttons)
                lines += [">", f"> {titles}"]
            lines.append("")
        if not turn.reply.messages:
            lines += ["> *(no answer)*", ""]
    return "\n".join(lines)


def _quoted(text: str) -> List[str]:
    return [f"> {line.rstrip()}" if line.strip() else ">" for line in text.splitlines()]


def _turn_lines(result: TurnResult) -> Iterator[str]:
    mark = _MARK if result.failures else "  "
    yield f"{mark} user: {result.turn.user}"
    inside = result.reply.inside
    if inside is not None:
        actions = ", ".join(inside.actions) or "no action"
        yield f"{mark}       {understood(inside)}, {actions}"
    for message in result.reply.messages:
        first, *rest = message.text.splitlines() or [""]
        yield f"{mark}  bot: {first}"
        yield from (f"{mark}       {line}" for line in rest)
        if message.buttons:
            yield f"{mark}       {' '.join(in_brackets(button) for button in message.buttons)}"
        if message.response:
            yield f"{mark}       ({message.response}, language {message.language})"
    if not result.reply.messages:
        yield f"{mark}  bot: (no answer)"
    if result.failures and inside is not None:
        yield f"{mark} slots: {_slots(inside.slots.items())}"
    yield ""


def _slots(slots: Any) -> str:
    shown = (f"{name}={value!r}" for name, value in sorted(slots))
    cut = (text if len(text) <= _WIDEST_SLOT else f"{text[:_WIDEST_SLOT]}…" for text in shown)
    return ", ".join(cut) or "none set"


def _diff(check: Check) -> Sequence[str]:
    expected, got = check.expected.splitlines(), check.got.splitlines()
    if len(expected) <= 1 and len(got) <= 1 and check.what != "bot says exactly":
        return [f"  - expected: {check.expected}", f"  + got:      {check.got}"]
    lines = difflib.ndiff(expected, got)
    return ["  (- expected, + got)", *(f"  {line.rstrip()}" for line in lines)]
