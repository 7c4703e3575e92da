"""Turns: what a user said and what came back, made from a conversation's stored events."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any, Dict, FrozenSet, Iterable, Iterator, List, Mapping, Optional, Tuple

from rapidfuzz import fuzz, utils

from bot.entities import KNOWN
from bot.insights.outcomes import FALLBACK, NOT_ANSWERED, Outcome, of_turn
from bot.slots import FEEDBACK_SLOT, LANGUAGE_SLOT

UNKNOWN = "unknown"

REPHRASE_SECONDS = 120.0
_ALIKE = 60.0  # of 100, in words
_ALIKE_AFTER_ANSWER = 75.0  # "and of GCE?" after "… of Arena?" is a question of its own
_NAMES = (*KNOWN, "year")


@dataclass
class Turn:
    """One message of a user, with what became of it.

    `kind` is the intent, or, where the message wasn't understood, that which came nearest;
    `names` are the things of the knowledge base it named; `pressed` tells that it was a button.
    """

    time: float  # seconds since 1970
    channel: str
    kind: str
    confidence: float
    text: str
    message_id: str = ""
    language: str = UNKNOWN
    understood: bool = True
    pressed: bool = False
    names: FrozenSet[str] = frozenset()
    responses: List[Optional[str]] = field(default_factory=list)
    answers: List[str] = field(default_factory=list)  # the bot's texts
    outcome: Outcome = Outcome.UNANSWERED
    feedback: Optional[str] = None
    comment: str = ""  # what was written beside a thumb
    rephrased: bool = False

    @property
    def wants_care(self) -> bool:
        """Whether an editor should read it."""
        not_served = self.outcome in NOT_ANSWERED or self.feedback == "down" or self.rephrased
        return not_served and not self.pressed


def turns_of(events: Iterable[Tuple[str, Mapping[str, Any]]]) -> List[Turn]:
    """The turns of one conversation.

    Args:
        events: type and body (`Event.as_dict()`) of its events in order, at least those of the
            types "user" and "bot" and the slots `language` and `feedback`.
    """
    turns: List[Turn] = []
    thumbs: Dict[str, Mapping[str, Any]] = {}
    language: Optional[str] = None
    for kind, body in events:
        if kind == "user":
            turn = _begun(body)
            if turn is not None:
                turn.language = language or UNKNOWN
                turns.append(turn)
        elif kind == "slot":
            value = body.get("value")
            if body.get("name") == LANGUAGE_SLOT and value:
                language = str(value)
                if turns and not turns[-1].responses:
                    turns[-1].language = language
            elif body.get("name") == FEEDBACK_SLOT and isinstance(value, dict):
                thumbs[str(value.get("message")).rpartition(".")[0]] = value
        elif kind == "bot" and turns:
            metadata = body.get("metadata") or {}
            turns[-1].responses.append(metadata.get("utter_action"))
            turns[-1].answers.append(str(body.get("text") or ""))
            if turns[-1].language == UNKNOWN and metadata.get("language"):
                turns[-1].language = str(metadata["language"])
    for turn in turns:
        turn.outcome = of_turn(turn.responses)
        thought = thumbs.get(turn.message_id, {})
        turn.feedback = thought.get("value")
        turn.comment = str(thought.get("comment") or "")
    for turn, following in pairwise(turns):
        turn.rephrased = _is_rephrased(turn, following)
    return turns


def _begun(body: Mapping[str, Any]) -> Optional[Turn]:
    text = str(body.get("text") or "")
    if not text or (body.get("metadata") or {}).get("is_external"):
        return None
    parsed = body.get("parse_data") or {}
    intent = parsed.get("intent") or {}
    name = str(intent.get("name") or FALLBACK)
    ranking = parsed.get("intent_ranking") or []
    nearest = next((one for one in ranking if one.get("name") not in (None, FALLBACK)), None)
    understood = name != FALLBACK
    guess = intent if understood or nearest is None else nearest
    return Turn(
        time=float(body.get("timestamp") or 0.0),
        channel=str(body.get("input_channel") or UNKNOWN),
        kind=str(guess.get("name") or FALLBACK),
        confidence=float(guess.get("confidence") or 0.0),
        text=text,
        message_id=str(body.get("message_id") or ""),
        understood=understood,
        pressed=text.startswith("/"),
        names=frozenset(_names(parsed.get("entities") or [])),
    )


def _names(entities: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    for entity in entities:
        if entity.get("entity") in _NAMES:
            yield f"{entity['entity']}={entity.get('value')}"


def _is_rephrased(turn: Turn, following: Turn) -> bool:
    """Whether the next message asks the same again, in other words, soon after."""
    if turn.pressed or following.pressed or turn.outcome is Outcome.SMALL_TALK:
        return False
    if not 0 <= following.time - turn.time <= REPHRASE_SECONDS or turn.names != following.names:
        return False
    needed = _ALIKE if turn.outcome in NOT_ANSWERED else _ALIKE_AFTER_ANSWER
    ratio = fuzz.token_set_ratio(turn.text, following.text, processor=utils.default_process)
    return bool(ratio >= needed)
