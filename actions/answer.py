"""What an action says: named responses of `domain.yml` with their variables."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any, Dict, List, Optional, Sequence, Tuple

from actions.question import Question
from bot.knowledge.profile_models import ProfileSource

_MOST_PAGES = 12


@dataclass(frozen=True)
class Utterance:
    """One message: the response's name, its variables, and buttons as (title, payload).

    `is_fact` tells that it states something of the knowledge base, so its source is shown;
    `sources` are the ids of these sources, `pages` public pages it comes from besides. `picture`
    shows what the text says, on channels that can draw it (`actions/pictures.py`).
    """

    response: str
    variables: Dict[str, Any] = field(default_factory=dict)
    buttons: Tuple[Tuple[str, str], ...] = ()
    is_fact: bool = False
    sources: Tuple[str, ...] = ()
    pages: Tuple[ProfileSource, ...] = ()
    picture: Optional[Dict[str, Any]] = None

    def showing(self, picture: Optional[Dict[str, Any]]) -> Utterance:
        """The same message with a picture."""
        return replace(self, picture=picture)


@dataclass(frozen=True)
class Answer:
    """An answer, and what the conversation is about after it.

    `question` is kept for follow-ups when given; `listed` are the clusters just shown, in
    order; `offered` the payloads of suggestions that a "yes" would take up; `before` the questions
    answered before `question` in the same turn.
    """

    utterances: Tuple[Utterance, ...]
    question: Optional[Question] = None
    listed: Optional[Sequence[str]] = None
    offered: Sequence[str] = ()
    before: Tuple[Question, ...] = ()

    def citing(self, *sources: str) -> Answer:
        """The same answer, its facts with the ids of their sources."""
        cited = tuple(
            replace(one, sources=sources)
            if one.is_fact and not one.sources and not one.pages
            else one
            for one in self.utterances
        )
        return replace(self, utterances=cited)


def say(response: str, **variables: Any) -> Utterance:
    """A message without buttons."""
    return Utterance(response, variables)


def fact(response: str, **variables: Any) -> Utterance:
    """A message that states something of the knowledge base."""
    return Utterance(response, variables, is_fact=True)


def from_pages(
    response: str, pages: Sequence[ProfileSource], sources: Sequence[str] = (), **variables: Any
) -> Utterance:
    """A message that states what public pages tell, besides facts of sources with an id.

    More pages than fit below a message are left to the button that asks for the source.
    """
    shown = tuple(pages) if len(pages) <= _MOST_PAGES else ()
    return Utterance(response, variables, is_fact=True, sources=tuple(sources), pages=shown)


def ask(response: str, buttons: List[Tuple[str, str]], **variables: Any) -> Utterance:
    """A message with buttons."""
    return Utterance(response, variables, tuple(buttons))
