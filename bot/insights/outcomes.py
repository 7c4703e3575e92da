"""What became of a turn, told from the responses that were uttered in it.

Shared by the report and the metrics, so that both count alike. A response that nothing here
names is an answer: a new kind of question needs no entry.
"""

from __future__ import annotations

from enum import Enum
from typing import Iterable, Optional

from bot.responses import INTERNAL_ERROR

FALLBACK = "nlu_fallback"


class Outcome(str, Enum):
    """What became of a turn; of several in one turn the first here counts."""

    ERROR = "error"  # something failed
    UNANSWERED = "unanswered"  # not understood, or nothing was said
    CLARIFIED = "clarified"  # asked back: "did you mean", "which level?"
    DECLINED = "declined"  # not in the source, an unknown cluster, off the subject
    ANSWERED = "answered"
    SMALL_TALK = "small talk"


#: Outcomes after which someone may still want an answer.
NOT_ANSWERED = frozenset({Outcome.UNANSWERED, Outcome.CLARIFIED, Outcome.DECLINED, Outcome.ERROR})

_EXACTLY = {
    INTERNAL_ERROR: Outcome.ERROR,
    "utter_not_understood": Outcome.UNANSWERED,
    "utter_did_you_mean": Outcome.CLARIFIED,
    "utter_out_of_scope": Outcome.DECLINED,
    "utter_effect_no_figure": Outcome.DECLINED,
    "utter_location_unknown": Outcome.DECLINED,
    "utter_website_unknown": Outcome.DECLINED,
    "utter_no_profile": Outcome.DECLINED,
    **dict.fromkeys(
        (
            "utter_greet",
            "utter_goodbye",
            "utter_thanks",
            "utter_help",
            "utter_bot_challenge",
            "utter_creator",
            "utter_how_are_you",
            "utter_praise",
            "utter_complaint",
            "utter_affirm",
            "utter_deny",
            "utter_nothing_to_repeat",
            "utter_start_over",
            "utter_language_nb",
            "utter_language_nn",
            "utter_language_en",
        ),
        Outcome.SMALL_TALK,
    ),
}
_BEGINNING = (
    ("utter_ask_", Outcome.CLARIFIED),
    ("utter_not_in_source", Outcome.DECLINED),
    ("utter_unknown_", Outcome.DECLINED),
)
_ORDER = list(Outcome)


def of_response(response: Optional[str]) -> Outcome:
    """What one response makes of a turn; a message without a name is an answer said again."""
    name = response or ""
    if name in _EXACTLY:
        return _EXACTLY[name]
    return next(
        (outcome for start, outcome in _BEGINNING if name.startswith(start)), Outcome.ANSWERED
    )


def of_turn(responses: Iterable[Optional[str]]) -> Outcome:
    """What became of a turn in which these responses were uttered; none at all: unanswered."""
    found = {of_response(response) for response in responses}
    return next((outcome for outcome in _ORDER if outcome in found), Outcome.UNANSWERED)
