"""Turns made from stored events: outcome, language, kind, thumbs, asked again."""

from __future__ import annotations

import pytest

from bot.insights.outcomes import Outcome
from bot.insights.turns import turns_of
from tests.insights.events import NOON, answered, said, slot


def test_a_turn_has_all_that_the_report_counts() -> None:
    (turn,) = turns_of(
        [said("Hva er målet?"), slot("language", "nb"), answered("utter_goal", NOON + 1)]
    )
    assert (turn.language, turn.channel, turn.kind) == ("nb", "web", "ask_goal")
    assert turn.outcome is Outcome.ANSWERED
    assert not turn.wants_care


def test_the_language_stays_until_another_is_set() -> None:
    turns = turns_of(
        [
            said("Hva er målet?"),
            slot("language", "nb"),
            answered("utter_goal"),
            said("GCE NODE?"),
            answered("utter_about_cluster"),
            said("And in English?"),
            slot("language", "en"),
            answered("utter_goal"),
        ]
    )
    assert [turn.language for turn in turns] == ["nb", "nb", "en"]


def test_what_was_not_understood_has_the_kind_that_came_nearest() -> None:
    ranking = [("nlu_fallback", 0.6), ("ask_support", 0.3)]
    (turn,) = turns_of(
        [said("leie kontor", "nlu_fallback", ranking=ranking), answered("utter_not_understood")]
    )
    assert (turn.kind, turn.confidence, turn.understood) == ("ask_support", 0.3, False)
    assert turn.outcome is Outcome.UNANSWERED
    assert turn.wants_care


def test_a_thumb_belongs_to_the_turn_of_its_message_and_the_last_one_counts() -> None:
    turns = turns_of(
        [
            said("Hva er målet?", id_="key00001"),
            answered("utter_goal"),
            said("Takk", "thanks", id_="key00002"),
            answered("utter_thanks"),
            slot("feedback", {"message": "key00001.1", "value": "up"}),
            slot("feedback", {"message": "key00001.1", "value": "down"}),
        ]
    )
    assert [turn.feedback for turn in turns] == ["down", None]
    assert turns[0].wants_care


@pytest.mark.parametrize(
    ("after", "again", "names", "expected"),
    [
        (30, "kan jeg leie kontor hos klyngene", {}, True),
        (300, "kan jeg leie kontor hos klyngene", {}, False),  # too late
        (30, "hva er målet?", {}, False),  # another question
        (30, "kan jeg leie kontor hos NODE?", {"cluster": "GCE NODE"}, False),  # about another
    ],
)
def test_the_same_asked_again_soon_after(
    after: int, again: str, names: dict[str, str], expected: bool
) -> None:
    first, _ = turns_of(
        [
            said("leie kontor hos klynge", "nlu_fallback"),
            answered("utter_not_understood"),
            said(again, time=NOON + after, **names),
            answered("utter_not_understood"),
        ]
    )
    assert first.rephrased is expected


def test_a_button_is_nothing_to_care_for() -> None:
    (turn,) = turns_of([said("/ask_members"), answered("utter_not_in_source")])
    assert turn.pressed
    assert not turn.wants_care
