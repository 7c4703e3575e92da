"""Whether a reply is what a turn of the script expects."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any, Callable, Dict, Iterator, List, Optional, Sequence, Tuple

from bot.testing.channel import Inside, Message, Reply
from bot.testing.language import language_of, may_be
from bot.testing.script import BotUttered, Button, Expectation, Slot

PASSED, FAILED, SKIPPED = "passed", "failed", "skipped"
_NOTHING = "(nothing)"


@dataclass(frozen=True)
class Check:
    """The outcome of one expectation: `passed`, `failed`, or `skipped` where unknowable.

    Args:
        what: the expectation in words, such as `contains '12'`.
        line: its line in the script.
    """

    outcome: str
    what: str
    line: int
    expected: str = ""
    got: str = ""


class TurnChecks:
    """Checks one reply against all that its turn expects, in the order of the script."""

    def __init__(self, reply: Reply, splits_messages: bool = False) -> None:
        """`splits_messages`: see `Channel`."""
        self._messages = reply.messages
        self._inside = reply.inside
        self._splits = splits_messages
        self._next = 0  # `bot` and `utter` steps may leave out messages, not go back
        self._kinds: Dict[str, Callable[[Expectation], Iterator[Check]]] = {
            "bot": self._bot,
            "utter": self._utter,
            "slot_was_set": self._slot_was_set,
            "slot_was_not_set": self._slot_was_not_set,
            "action_executed": self._action_executed,
            "bot_uttered": self._bot_uttered,
            "contains": self._contains,
            "not_contains": self._not_contains,
            "matches": self._matches,
            "intent": self._intent,
            "language": self._language,
            "max_messages": self._max_messages,
        }

    def check(self, expectations: Sequence[Expectation]) -> List[Check]:
        """One check or more for each expectation."""
        return [check for one in expectations for check in self._kinds[one.kind](one)]

    def _bot(self, one: Expectation) -> Iterator[Check]:
        wanted = _tidy(one.value)
        for start in range(self._next, len(self._messages)):
            for end in self._ends(start):
                if _tidy(_joined(self._messages[start:end])) == wanted:
                    self._next = end
                    yield Check(PASSED, "bot", one.line)
                    return
        yield _failed("bot says exactly", one.line, one.value, self._rest())

    def _ends(self, start: int) -> Sequence[int]:
        return range(start + 1, len(self._messages) + 1) if self._splits else (start + 1,)

    def _rest(self) -> str:
        """What `bot` could still have been: the next message, or all if none is left."""
        rest = self._messages[self._next :]
        if not rest and self._messages:
            return "(no further message)"
        return _joined(rest) if self._splits else _joined(rest[:1])

    def _utter(self, one: Expectation) -> Iterator[Check]:
        what = f"utter {one.value}"
        names = [message.response for message in self._messages[self._next :]]
        if one.value in names:
            self._next += names.index(one.value) + 1
            yield Check(PASSED, what, one.line)
        elif self._inside is None:
            yield Check(SKIPPED, what, one.line)
        else:
            yield _failed(what, one.line, one.value, _names(self._messages[self._next :]))

    def _slot_was_set(self, one: Expectation) -> Iterator[Check]:
        for slot in one.value:
            is_set = f"{slot.name} set" if not slot.has_value else None
            what = is_set or f"{slot.name}: {slot.value}"
            yield self._slot(f"slot_was_set {what}", slot, one.line, wanted=True)

    def _slot_was_not_set(self, one: Expectation) -> Iterator[Check]:
        for slot in one.value:
            what = f"{slot.name}: {slot.value}" if slot.has_value else slot.name
            yield self._slot(f"slot_was_not_set {what}", slot, one.line, wanted=False)

    def _slot(self, what: str, slot: Slot, line: int, wanted: bool) -> Check:
        if self._inside is None:
            return Check(SKIPPED, what, line)
        value = self._inside.slots.get(slot.name)
        is_set = value not in (None, [], "")  # an emptied list reads as nothing, too
        holds = value == slot.value if slot.has_value else is_set
        if holds is wanted:
            return Check(PASSED, what, line)
        expected = f"{slot.name}: {slot.value!r}" if slot.has_value else f"{slot.name}: any value"
        if not wanted:
            expected = f"not {expected}" if slot.has_value else f"{slot.name}: not set"
        got = f"{slot.name}: {value!r}" if value is not None else f"{slot.name}: not set"
        return _failed(what, line, expected, got)

    def _action_executed(self, one: Expectation) -> Iterator[Check]:
        what = f"action_executed {one.value}"
        inside = self._inside
        if inside is None:
            yield Check(SKIPPED, what, one.line)
        elif one.value in inside.actions:
            yield Check(PASSED, what, one.line)
        else:
            yield _failed(what, one.line, one.value, ", ".join(inside.actions) or _NOTHING)

    def _bot_uttered(self, one: Expectation) -> Iterator[Check]:
        """One message must meet all that can be known of it here."""
        wanted: BotUttered = one.value
        if wanted.utter_name and self._inside is None:
            yield Check(SKIPPED, f"bot_uttered utter_name {wanted.utter_name}", one.line)
            wanted = BotUttered(None, wanted.text_matches, wanted.buttons)
            if not (wanted.text_matches or wanted.buttons):
                return
        what = f"bot_uttered {_in_words(wanted)}"
        if any(_meets(message, wanted) for message in self._candidates()):
            yield Check(PASSED, what, one.line)
        else:
            got = "\n".join(_described(message) for message in self._messages) or _NOTHING
            yield _failed(what, one.line, _expected(wanted), got)

    def _candidates(self) -> Iterator[Message]:
        yield from self._messages
        if self._splits and self._messages:
            buttons = tuple(b for message in self._messages for b in message.buttons)
            yield Message(_joined(self._messages), buttons)

    def _contains(self, one: Expectation) -> Iterator[Check]:
        for text in one.value:
            what = f"contains '{text}'"
            if self._stands_in_answer(text):
                yield Check(PASSED, what, one.line)
            else:
                yield _failed(what, one.line, text, self._answer())

    def _not_contains(self, one: Expectation) -> Iterator[Check]:
        for text in one.value:
            what = f"not_contains '{text}'"
            if self._stands_in_answer(text):
                yield _failed(what, one.line, f"an answer without: {text}", self._answer())
            else:
                yield Check(PASSED, what, one.line)

    def _stands_in_answer(self, text: str) -> bool:
        answer = _joined(self._messages)
        return text in answer or _plain(text) in _plain(answer)

    def _matches(self, one: Expectation) -> Iterator[Check]:
        what = f"matches '{one.value}'"
        if self._messages and re.search(one.value, _joined(self._messages)):
            yield Check(PASSED, what, one.line)
        else:
            yield _failed(what, one.line, one.value, self._answer())

    def _intent(self, one: Expectation) -> Iterator[Check]:
        what = f"intent {one.value}"
        if self._inside is None:
            yield Check(SKIPPED, what, one.line)
        elif self._inside.intent == one.value:
            yield Check(PASSED, what, one.line)
        else:
            yield _failed(what, one.line, one.value, understood(self._inside))

    def _language(self, one: Expectation) -> Iterator[Check]:
        """The slot must say so at every message, and no message may read like another one."""
        what = f"language {one.value}"
        if not self._messages:
            yield _failed(what, one.line, one.value, _NOTHING)
            return
        decided = self._inside is not None
        for message in self._messages:
            reads = language_of(message.text)
            decided = decided or reads is not None
            if self._inside is not None and message.language != one.value:
                got = f"{message.language} (the language slot), for: {message.text}"
                yield _failed(what, one.line, one.value, got)
                return
            if not may_be(message.text, one.value):
                got = f"{reads} (as the text reads): {message.text}"
                yield _failed(what, one.line, one.value, got)
                return
        yield Check(PASSED if decided else SKIPPED, what, one.line)

    def _max_messages(self, one: Expectation) -> Iterator[Check]:
        what, count = f"max_messages {one.value}", len(self._messages)
        if count <= one.value:
            yield Check(PASSED, what, one.line)
        elif self._splits:
            yield Check(SKIPPED, what, one.line)
        else:
            got = f"{count} messages\n{self._answer()}"
            yield _failed(what, one.line, f"{one.value} message(s) at most", got)

    def _answer(self) -> str:
        return _joined(self._messages) or _NOTHING


def understood(inside: Inside) -> str:
    """The intent with its confidence, in words."""
    return f"{inside.intent} ({inside.confidence:.2f})"


def _failed(what: str, line: int, expected: str, got: str) -> Check:
    return Check(FAILED, what, line, expected, got or _NOTHING)


def _joined(messages: Sequence[Message]) -> str:
    return "\n\n".join(message.text for message in messages)


def _tidy(text: str) -> str:
    """Without white space at line ends, which nobody sees."""
    return "\n".join(line.rstrip() for line in text.strip().splitlines())


def _plain(text: str) -> str:
    """Without bold marks and with ordinary spaces, as a reader sees it."""
    return text.replace("**", "").replace("\u00a0", " ")


def _names(messages: Sequence[Message]) -> str:
    return ", ".join(message.response or "(no name)" for message in messages) or _NOTHING


def _meets(message: Message, wanted: BotUttered) -> bool:
    return (
        wanted.utter_name in (None, message.response)
        and (wanted.text_matches is None or bool(re.search(wanted.text_matches, message.text)))
        and all(any(_same(b, there) for there in message.buttons) for b in wanted.buttons)
    )


def _same(wanted: Button, there: Button) -> bool:
    return wanted.title in (None, there.title) and wanted.payload in (None, there.payload)


def _parts(wanted: BotUttered) -> List[Tuple[str, Any]]:
    parts: List[Tuple[str, Any]] = []
    if wanted.utter_name:
        parts.append(("utter_name", wanted.utter_name))
    if wanted.text_matches:
        parts.append(("text_matches", wanted.text_matches))
    return parts + [("button", in_brackets(button)) for button in wanted.buttons]


def _in_words(wanted: BotUttered) -> str:
    return ", ".join(f"{name} {value}" for name, value in _parts(wanted))


def _expected(wanted: BotUttered) -> str:
    return "\n".join(f"{name}: {value}" for name, value in _parts(wanted))


def _described(message: Message) -> str:
    lines = [f"utter_name: {message.response}"] if message.response else []
    lines += [f"text: {message.text}"]
    return "\n".join(lines + [f"button: {in_brackets(button)}" for button in message.buttons])


def in_brackets(button: Button) -> str:
    """A button in one line: [title → payload]."""
    parts: List[Optional[str]] = [button.title, button.payload]
    return "[" + " → ".join(part for part in parts if part) + "]"
