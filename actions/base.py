"""The base of all actions: read the question, resolve it, answer it, remember it."""

from __future__ import annotations

import hashlib
import logging
from abc import ABC, abstractmethod
from dataclasses import replace
from typing import Any, ClassVar, Dict, FrozenSet, List, Mapping, Optional, Type

from rasa_sdk import Action, Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.answer import Answer, Utterance, say
from actions.aspects import aspects, compared_in, wants_places
from actions.offers import standing
from actions.question import Context, Names, Question, latest
from actions.resolving import resolve
from actions.resolving.levels import levels_of_clusters
from bot.knowledge import KnowledgeBase, load_knowledge
from bot.languages import DEFAULT_LANGUAGE
from bot.responses import INTERNAL_ERROR
from bot.slots import LANGUAGE_SLOT, LISTED_SLOT, MENTIONED_SLOT, OFFERED_SLOT, QUESTION_SLOT

logger = logging.getLogger(__name__)

PICTURE = "picture"  # in the metadata of a message of the bot
RICH = "rich"  # in the metadata of a user's message

_ASKS = "utter_ask_"
_SURE, _NEARLY = 0.6, 0.25  # confidence of an intent; share of it from which another may be meant
_READINGS = 3
_NEVER_GUESSED = ("delete_", "ask_privacy", "start_over")

_knowledge: Optional[KnowledgeBase] = None
_families: Dict[str, Type[KnowledgeAction]] = {}


def knowledge() -> KnowledgeBase:
    """The knowledge base, loaded at first use; raises `KnowledgeError`."""
    global _knowledge
    if _knowledge is None:
        _knowledge = load_knowledge()
    return _knowledge


def use_knowledge(facts: KnowledgeBase) -> None:
    """Answer from another knowledge base from the next question on."""
    global _knowledge
    _knowledge = facts


class KnowledgeAction(Action, ABC):
    """An action that answers one family of questions.

    Subclasses name the intents they answer and implement `answer`. After `resolve`, a
    question may turn out to belong to another family, which then answers it.
    """

    intents: ClassVar[FrozenSet[str]] = frozenset()
    source: ClassVar[str] = ""  # which part of the knowledge base it states facts of

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        for intent in sorted(cls.intents):
            old = _families.get(intent)
            if old is not None and _path(old) != _path(cls):  # the SDK may reload a module
                raise TypeError(f"{intent}: answered by {_path(old)} and {_path(cls)}; choose one")
            _families[intent] = cls

    @abstractmethod
    def name(self) -> str:
        """The name used in rules."""

    def answer(
        self, question: Question, context: Context, language: str, facts: KnowledgeBase
    ) -> Answer:
        """The answer to a resolved question."""
        raise NotImplementedError

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Dict[str, Any]
    ) -> List[Dict[str, Any]]:
        """Answer the latest message; a failure apologises and is logged."""
        try:
            language = str(tracker.get_slot(LANGUAGE_SLOT) or DEFAULT_LANGUAGE)
            question = Question.from_parse(tracker.latest_message)
            context = context_of(tracker)
            answer = self.respond(question, context, language, tracker, domain)
        except Exception:
            logger.exception("Action %s failed", self.name())
            dispatcher.utter_message(response=INTERNAL_ERROR)
            return []
        again = says_again(answer, context) and not question.text.startswith("/")
        for utterance in [*([say("utter_nothing_more")] if again else []), *answer.utterances]:
            _utter(dispatcher, utterance, language)
            if utterance.picture and _wants_pictures(tracker):
                dispatcher.utter_message(json_message=utterance.picture)
        return events_of(after(answer, context))

    def respond(
        self,
        question: Question,
        context: Context,
        language: str,
        tracker: Tracker,
        domain: Dict[str, Any],
    ) -> Answer:
        """Resolve a question and let the family it belongs to answer it.

        Where that could only ask which cluster or level is meant, and the intent was unsure,
        the next likely intent that can be answered is.
        """
        answer = answer_question(question, context, language)
        if not _only_asks(answer):
            return _with_aspects(answer, context, language)
        for intent in other_readings(tracker.latest_message):
            other = answer_question(question.asking(intent), context, language)
            if not _only_asks(other) and other.question is not None:
                return other
        return answer


def _path(family: Type[KnowledgeAction]) -> str:
    return f"{family.__module__}.{family.__qualname__}"


def _with_aspects(answer: Answer, context: Context, language: str) -> Answer:
    """An answer with what else was asked of the same clusters, in the order asked."""
    asked = answer.question
    if asked is None:
        return answer
    utterances: List[Utterance] = []
    for intent in aspects(asked):
        bare = asked.asking(intent, text="", said="", levels=())
        same = intent == asked.intent
        utterances += (answer if same else answer_question(bare, context, language)).utterances
    if utterances:
        return replace(answer, utterances=tuple(utterances))
    besides = [Question(intent, clusters=asked.clusters) for intent in compared_in(asked)]
    if wants_places(asked) and answer.listed:
        besides.append(Question("ask_location", clusters=tuple(answer.listed)))
    for one in besides:
        utterances += answer_question(one, context, language).utterances
    return replace(answer, utterances=(*answer.utterances, *utterances))


def other_readings(parse: Mapping[str, Any]) -> List[str]:
    """The intents that come next to an unsure one, the likeliest first."""
    ranking = parse.get("intent_ranking") or []
    best = float((parse.get("intent") or {}).get("confidence") or 0.0)
    if best >= _SURE:
        return []
    return [
        str(entry["name"])
        for entry in ranking[1:_READINGS]
        if float(entry["confidence"]) >= _NEARLY * best
        and entry["name"] in _families
        and not str(entry["name"]).startswith(_NEVER_GUESSED)
    ]


def _only_asks(answer: Answer) -> bool:
    """Whether an answer says nothing but a question in return."""
    return all(one.response.startswith(_ASKS) for one in answer.utterances)


def answer_question(question: Question, context: Context, language: str) -> Answer:
    """Answer any question; what no family knows is declined."""
    facts = knowledge()
    resolved = resolve(question, context, facts)
    family = _families.get(resolved.intent)
    if family is not None:
        answer = family().answer(resolved, context, language, facts)
        return answer.citing(*facts.sources_of(family.source))
    return Answer((say("utter_not_understood"),))


def context_of(tracker: Tracker) -> Context:
    """The context that earlier answers left in the slots."""
    mentioned = tracker.get_slot(MENTIONED_SLOT) or {}
    return Context(
        last=Question.from_slot(tracker.get_slot(QUESTION_SLOT)),
        listed=tuple(tracker.get_slot(LISTED_SLOT) or ()),
        mentioned_clusters=tuple(mentioned.get("clusters") or ()),
        mentioned_levels=tuple(mentioned.get("levels") or ()),
        mentioned_places=tuple(mentioned.get("places") or ()),
        offered=standing(tracker.get_slot(OFFERED_SLOT) or (), tracker),
        pair=tuple(mentioned.get("pair") or ()),
        earlier=tuple(mentioned.get("earlier") or ()),
        said=str(mentioned.get("said") or ""),
    )


def after(answer: Answer, context: Context) -> Context:
    """The context once an answer has been given."""
    asked = dict.fromkeys([*answer.before, *([answer.question] if answer.question else [])])
    clusters, levels, pair = context.mentioned_clusters, context.mentioned_levels, context.pair
    places = context.mentioned_places
    for question in asked:
        places = latest(places, (*question.told_places, *question.places))
        clusters = latest(clusters, question.clusters)
        of_clusters = levels_of_clusters(question, knowledge())
        levels = latest(levels, (*of_clusters, *question.levels))
        pair = question.clusters if len(question.clusters) > 1 else pair
    if answer.listed is not None and len(answer.listed) == 1:
        clusters = latest(clusters, tuple(answer.listed))  # the only one that was found
    return Context(
        last=answer.question or context.last,
        listed=context.listed if answer.listed is None else tuple(answer.listed),
        mentioned_clusters=clusters,
        mentioned_levels=levels,
        mentioned_places=places,
        offered=tuple(answer.offered),
        pair=pair,
        earlier=_narrowed_from(answer, context),
        said=_digest(answer),
    )


def says_again(answer: Answer, context: Context) -> bool:
    """Whether an answer with a fact is the last one over again, whatever was asked."""
    return _digest(answer) == context.said and any(one.is_fact for one in answer.utterances)


def _digest(answer: Answer) -> str:
    """A few letters that tell what an answer says from what others say."""
    said = [(one.response, sorted(one.variables.items())) for one in answer.utterances]
    return hashlib.sha256(repr(said).encode("utf-8")).hexdigest()[:12]


def _narrowed_from(answer: Answer, context: Context) -> Names:
    """The list before, if the one just shown is a part of it; kept until another list is shown."""
    if answer.listed is None:
        return context.earlier
    for before in (context.listed, context.earlier):
        if set(answer.listed) < set(before):
            return before
    return ()


def events_of(context: Context) -> List[Dict[str, Any]]:
    """The slots that hold a context."""
    mentioned = {
        "clusters": list(context.mentioned_clusters),
        "levels": list(context.mentioned_levels),
        "places": list(context.mentioned_places),
        "pair": list(context.pair),
        "earlier": list(context.earlier),
        "said": context.said,
    }
    return [
        SlotSet(QUESTION_SLOT, context.last.to_slot() if context.last else None),
        SlotSet(LISTED_SLOT, list(context.listed)),
        SlotSet(MENTIONED_SLOT, mentioned),
        SlotSet(OFFERED_SLOT, list(context.offered)),
    ]


def _utter(dispatcher: CollectingDispatcher, utterance: Utterance, language: str) -> None:
    """Utter a message; channels find its language, sources and picture in its metadata.

    There the picture is no message of its own, so channels that cannot draw it show none.
    """
    buttons = [{"title": title, "payload": payload} for title, payload in utterance.buttons]
    dispatcher.utter_message(
        response=utterance.response,
        buttons=buttons or None,
        language=language,
        sources=[
            *(_shown(source, language) for source in utterance.sources),
            *({"title": page.title, "url": page.url} for page in utterance.pages),
        ],
        **({PICTURE: utterance.picture} if utterance.picture else {}),
        **utterance.variables,
    )


def _wants_pictures(tracker: Tracker) -> bool:
    """Whether a client of a channel without metadata in its answers (REST) asks for pictures."""
    return (tracker.latest_message.get("metadata") or {}).get(RICH) is True


def _shown(source_id: str, language: str) -> Dict[str, Any]:
    source = knowledge().sources[source_id]
    return {
        "title": source.title.get(language),
        "publisher": source.publisher,
        "year": source.year,
        "url": source.url,
    }
