"""Where the facts come from, and what the source doesn't say."""

from __future__ import annotations

from typing import Dict, Tuple

from actions.answer import Answer, Utterance, say
from actions.base import KnowledgeAction
from actions.question import Context, Question
from actions.resolving.intents import NOT_IN_SOURCE
from actions.resolving.searches import is_search
from actions.searching import PLACE_FACTS, pages
from actions.wording import bullets
from bot.knowledge import KnowledgeBase
from bot.knowledge.profile_models import ProfileSource, Told

_PREFIX = "ask_"


class ActionSource(KnowledgeAction):
    """Title, publisher, year and address of the source."""

    intents = frozenset({"ask_source"})

    def name(self) -> str:
        """The name used in rules."""
        return "action_source"

    def answer(
        self, question: Question, context: Context, language: str, facts: KnowledgeBase
    ) -> Answer:
        """The source, or the pages; the conversation stays with its topic."""
        last = context.last
        pages_told = _pages(question, context, facts)
        if pages_told:
            lines = bullets(f"[{page.title}]({page.url})" for page in pages_told)
            told = say("utter_source_pages", pages=lines, **_origin(language, facts))
            if last is None or question.clusters or last.intent != "about_cluster":
                return Answer((told,), last or question)
            return Answer((told, _main(language, facts)), last)
        return Answer((_main(language, facts),), last or question)


def _main(language: str, facts: KnowledgeBase) -> Utterance:
    source = facts.source
    return say(
        "utter_source",
        title=source.title.get(language),
        publisher=source.publisher,
        year=source.year,
        url=source.url,
        **_origin(language, facts),
    )


def _origin(language: str, facts: KnowledgeBase) -> Dict[str, str]:
    return {"origin": facts.origin(language)}


def _pages(question: Question, context: Context, facts: KnowledgeBase) -> Tuple[ProfileSource, ...]:
    """The public pages behind the last answer, or behind what a question says of a cluster."""
    last = context.last
    asked = question.places or question.sectors
    told: Tuple[Told, ...] = ()
    ids = question.clusters
    if ids and asked:
        told = PLACE_FACTS if question.places else (Told.THEME,)
    elif ids:
        told = tuple(Told)
    elif last is not None and (last.intent in _TOLD or is_search(last)):
        ids = last.clusters or context.listed
        told = _TOLD.get(last.intent, ())
        if last.sectors or last.not_sectors:
            told = (*told, Told.THEME)
        if last.placed:
            told = (*told, *PLACE_FACTS)
    clusters = [cluster for id_ in ids if (cluster := facts.cluster(id_))]
    return pages(clusters, told, facts)


_TOLD: Dict[str, Tuple[Told, ...]] = {
    "about_cluster": (Told.THEME,),
    "ask_theme": (Told.THEME,),
    "similar_clusters": (Told.THEME,),
    "ask_location": PLACE_FACTS,
    "ask_website": (Told.WEBSITE,),
    "ask_map": PLACE_FACTS,
}


class ActionLimit(KnowledgeAction):
    """What the source doesn't cover: intent `ask_members` is topic `members` of `limits.yml`."""

    intents = NOT_IN_SOURCE | {"ask_why"}

    def name(self) -> str:
        """The name used in rules."""
        return "action_limit"

    def answer(
        self, question: Question, context: Context, language: str, facts: KnowledgeBase
    ) -> Answer:
        """What is missing, and what can be told instead."""
        limit = facts.limits.get(question.intent[len(_PREFIX) :])
        if limit is None:
            return Answer((say("utter_out_of_scope"),), question)
        utterance = say(
            "utter_not_in_source",
            topic=limit.name.get(language),
            instead=limit.instead.get(language),
        )
        clusters = question.clusters or context.clusters
        return Answer((utterance,), question.having(clusters=clusters))
