"""What a turn ends in, by its responses."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from bot.insights import outcomes
from bot.insights.outcomes import Outcome, of_response, of_turn

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize(
    ("response", "outcome"),
    [
        ("utter_clusters_at_level", Outcome.ANSWERED),
        ("utter_no_clusters_name_starts", Outcome.ANSWERED),
        ("utter_not_in_source", Outcome.DECLINED),
        ("utter_unknown_cluster_suggest", Outcome.DECLINED),
        ("utter_out_of_scope", Outcome.DECLINED),
        ("utter_did_you_mean", Outcome.CLARIFIED),
        ("utter_ask_level", Outcome.CLARIFIED),
        ("utter_not_understood", Outcome.UNANSWERED),
        ("utter_internal_error", Outcome.ERROR),
        ("utter_greet", Outcome.SMALL_TALK),
        (None, Outcome.ANSWERED),  # an answer repeated
    ],
)
def test_a_response_tells_the_outcome(response: str, outcome: Outcome) -> None:
    assert of_response(response) is outcome


def test_silence_is_unanswered() -> None:
    assert of_turn([]) is Outcome.UNANSWERED


def test_what_was_not_answered_counts_before_what_was() -> None:
    assert of_turn(["utter_effect", "utter_not_in_source"]) is Outcome.DECLINED
    assert of_turn(["utter_greet", "utter_effect"]) is Outcome.ANSWERED
    assert of_turn(["utter_effect", "utter_internal_error"]) is Outcome.ERROR


def test_every_response_named_here_is_one_of_the_domain() -> None:
    responses = yaml.safe_load((ROOT / "domain.yml").read_text("utf-8"))["responses"]
    named = set(outcomes._EXACTLY) - {"utter_language_nn"}  # on its way
    assert named <= set(responses)
    for start, _ in outcomes._BEGINNING:
        assert any(name.startswith(start) for name in responses), start
