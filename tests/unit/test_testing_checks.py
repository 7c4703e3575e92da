"""Each kind of expectation holds, fails, or is skipped where the channel cannot tell."""

from __future__ import annotations

from typing import Any, List, Tuple

import pytest

from bot.testing.channel import Inside, Message, Reply
from bot.testing.checks import Check, TurnChecks
from bot.testing.language import EITHER, MIXED, language_of
from bot.testing.script import BotUttered, Button, Expectation, Slot

NB = "Det er **tre** epler i kurven."
MESSAGES = (
    Message("Hei!", (), "utter_greet", "nb"),
    Message(NB, (Button("Mer", "/more"), Button("Nok", "/stop")), "utter_apples", "nb"),
)
INSIDE = Inside("count_apples", 0.9, ("action_count",), {"language": "nb", "shown": []})


def check(kind: str, value: Any, reply: Reply, splits: bool = False) -> List[Check]:
    """Check one expectation."""
    return TurnChecks(reply, splits).check([Expectation(kind, value, 7)])


EXPECTATIONS: List[Tuple[str, Any, str, str]] = [
    # kind, value, outcome with a tracker, outcome without
    ("bot", NB, "passed", "passed"),
    ("bot", "Det er tre epler", "failed", "failed"),
    ("utter", "utter_apples", "passed", "skipped"),
    ("utter", "utter_pears", "failed", "skipped"),
    ("contains", ("tre",), "passed", "passed"),
    ("contains", ("er tre epler",), "passed", "passed"),
    ("contains", ("fire",), "failed", "failed"),
    ("not_contains", ("fire",), "passed", "passed"),
    ("not_contains", ("tre epler",), "failed", "failed"),
    ("matches", r"(?i)HEI!\s+Det", "passed", "passed"),
    ("matches", "pære", "failed", "failed"),
    ("intent", "count_apples", "passed", "skipped"),
    ("intent", "greet", "failed", "skipped"),
    ("action_executed", "action_count", "passed", "skipped"),
    ("action_executed", "action_eat", "failed", "skipped"),
    ("slot_was_set", (Slot("language"),), "passed", "skipped"),
    ("slot_was_set", (Slot("language", "nb", True),), "passed", "skipped"),
    ("slot_was_set", (Slot("language", "en", True),), "failed", "skipped"),
    ("slot_was_set", (Slot("offered"),), "failed", "skipped"),
    ("slot_was_not_set", (Slot("offered"),), "passed", "skipped"),
    ("slot_was_not_set", (Slot("shown"),), "passed", "skipped"),
    ("slot_was_not_set", (Slot("language"),), "failed", "skipped"),
    ("slot_was_not_set", (Slot("language", "en", True),), "passed", "skipped"),
    ("max_messages", 2, "passed", "passed"),
    ("max_messages", 1, "failed", "failed"),
    ("language", "nb", "passed", "passed"),
    ("language", "en", "failed", "failed"),
    ("bot_uttered", BotUttered("utter_apples", "tre"), "passed", "skipped"),
    ("bot_uttered", BotUttered("utter_greet", "tre"), "failed", "skipped"),
    ("bot_uttered", BotUttered(None, "tre", (Button("Mer", "/more"),)), "passed", "passed"),
    ("bot_uttered", BotUttered(None, None, (Button("Nok"),)), "passed", "passed"),
    ("bot_uttered", BotUttered(None, None, (Button("Mer", "/less"),)), "failed", "failed"),
]


@pytest.mark.parametrize(("kind", "value", "outcome", "_"), EXPECTATIONS)
def test_with_a_tracker(kind: str, value: Any, outcome: str, _: str) -> None:
    (first, *_rest) = check(kind, value, Reply(MESSAGES, INSIDE))

    assert (first.outcome, first.line) == (outcome, 7)
    if outcome == "failed":
        assert first.expected
        assert first.got


@pytest.mark.parametrize(("kind", "value", "_", "outcome"), EXPECTATIONS)
def test_without_a_tracker(kind: str, value: Any, _: str, outcome: str) -> None:
    messages = tuple(Message(message.text, message.buttons) for message in MESSAGES)

    (first, *_rest) = check(kind, value, Reply(messages))

    assert first.outcome == outcome


def test_without_a_tracker_the_rest_of_bot_uttered_is_still_checked() -> None:
    checks = check("bot_uttered", BotUttered("utter_apples", "fire"), Reply((Message(NB),)))

    assert [one.outcome for one in checks] == ["skipped", "failed"]


def test_bot_steps_may_leave_out_messages_but_not_go_back() -> None:
    hello, apples = Expectation("bot", "Hei!", 1), Expectation("utter", "utter_apples", 2)
    reply = Reply(MESSAGES, INSIDE)

    assert [one.outcome for one in TurnChecks(reply).check([hello, apples])] == ["passed"] * 2
    assert [one.outcome for one in TurnChecks(reply).check([apples])] == ["passed"]
    assert [one.outcome for one in TurnChecks(reply).check([apples, hello])] == [
        "passed",
        "failed",
    ]


def test_a_channel_that_splits_messages_gives_the_same_answer() -> None:
    cut = Reply((Message("To linjer."), Message("Og to til."), Message("Ferdig.")))

    (whole,) = check("bot", "To linjer.\n\nOg to til.", cut, splits=True)
    (uttered,) = check("bot_uttered", BotUttered(None, r"linjer\.\s+Og"), cut, splits=True)
    (count,) = check("max_messages", 2, cut, splits=True)

    assert (whole.outcome, uttered.outcome, count.outcome) == ("passed", "passed", "skipped")


def test_no_answer_fails_whatever_was_expected_of_it() -> None:
    silent = Reply((), INSIDE)

    for kind, value in (
        ("bot", "Hei!"),
        ("contains", ("a",)),
        ("matches", ".*"),
        ("language", "nb"),
        ("bot_uttered", BotUttered(None, ".*")),
    ):
        assert [one.outcome for one in check(kind, value, silent)] == ["failed"]


def test_a_forgotten_translation_fails_although_the_slot_is_right() -> None:
    reply = Reply((Message("There are three of the apples.", (), "utter_apples", "nb"),), INSIDE)

    (one,) = check("language", "nb", reply)

    assert one.outcome == "failed"
    assert "as the text reads" in one.got


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Det er ikke kjent hvor mange.", "nb"),
        ("It is not known how many of them there are.", "en"),
        ("Det er ikkje kjent kor mange.", "nn"),
        ("Ho arbeider med hav, og det er til hjelp for dei.", "nn"),
        ("Det var 12 klynger under Arena, og det er det.", EITHER),
        ("Det er ikkje kjent hvor mange.", MIXED),
        ("GCE NODE", None),
        ("Jeg finner ingen som heter «The Order of the Phoenix».", "nb"),
        ("I find none called “Det er ikke så”, but that is not all.", "en"),
        ("Kilde: [Årsrapport](https://x.no/the/and/of/it)", None),
    ],
)
def test_language_by_small_words(text: str, language: str) -> None:
    assert language_of(text) == language
