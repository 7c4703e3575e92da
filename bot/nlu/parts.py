"""Messages of several sentences: find the questions in them.

People greet, explain themselves and ask two things at once. `MessageSplitter` puts the
parts of a message behind it in the list that runs through the pipeline, so that every
component treats them as messages of their own; `QuestionCollector`, last in the pipeline,
reads off which parts are questions and leaves one message again.
"""

from __future__ import annotations

import re
from typing import Any, Dict, List, Optional

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.shared.nlu.constants import ENTITIES, INTENT, INTENT_RANKING_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message

from bot.entities import GUESSING, KNOWN, TOLD_PLACE
from bot.nlu.conversation import has_begun
from bot.nlu.linker import CORRECTED
from bot.nlu.sentences import asks, split

PART = "part"
PARTS = "parts"
SEVERAL = "ask_several"
_FEW_WORDS = 4


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=False)
class MessageSplitter(GraphComponent):
    """Adds the parts of a message to the list of messages."""

    @classmethod
    def create(
        cls,
        config: Dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> MessageSplitter:
        """A splitter; it has no options."""
        return cls()

    def process(self, messages: List[Message]) -> List[Message]:
        """[message] becomes [message, part, part, ...]."""
        if not messages:
            return messages
        parts = split(messages[0].get(TEXT) or "")
        return messages + [Message({TEXT: part, PART: True}) for part in parts]


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=False)
class QuestionCollector(GraphComponent, IntentClassifier):
    """Chooses between the message as a whole and its parts.

    Two or more parts with different questions make the intent `ask_several`, with `parts` in
    the parse data. One clear question among greetings and explanations stands for the message.
    """

    def __init__(self, config: Dict[str, Any]) -> None:
        self._confident = float(config["confident"])
        self._likely = float(config["likely"])
        self._small_talk = frozenset(config["small_talk"])
        self._contextual = frozenset(config["contextual"])
        self._least_telling = frozenset(config["least_telling"])
        self._of_answers = frozenset(config["of_answers"])
        self._off_subject = frozenset(config["off_subject"])
        self._comparing = frozenset(config["comparing"])
        self._searching = frozenset(config["searching"])
        self._question_weight = float(config["question_weight"])

    @staticmethod
    def get_default_config() -> Dict[str, Any]:
        """Least confidence of each of several questions (`confident`) and of one (`likely`).

        `small_talk`: intents that ask nothing, `least_telling` those of them that other talk
        outweighs; `contextual`: intents that need a question; `of_answers`: intents that ask
        about an answer; `off_subject`: intents of what can't be answered; `comparing`: intents
        that want two names; `searching`: for a theme, a place, or both. `question_weight`: of the
        question beside the message as a whole.
        """
        return {
            "confident": 0.5,
            "likely": 0.3,
            "question_weight": 0.4,
            "of_answers": [],
            "small_talk": [],
            "least_telling": [],
            "contextual": [],
            "off_subject": [],
            "comparing": [],
            "searching": [],
        }

    @classmethod
    def create(
        cls,
        config: Dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> QuestionCollector:
        """A collector with the options of `config.yml`."""
        return cls(config)

    def process(
        self, messages: List[Message], tracker: Optional[DialogueStateTracker] = None
    ) -> List[Message]:
        """[message, part, ...] becomes [message]."""
        if len(messages) < 2:
            return messages
        whole, parts = messages[0], messages[1:]
        questions = [part for part in parts if self._is_question(part)]
        goes_on = has_begun(tracker)
        told = [part for part in parts if not asks(part.get(TEXT))]
        asked = [part for part in questions if asks(part.get(TEXT))]
        of_answers = all(_name(part) in self._of_answers for part in asked)
        if not goes_on and of_answers and any(_has_names(part) for part in told):
            questions = [  # "... calls NODE a GCE. Is that right?" asks about no answer
                part
                for part in questions
                if _name(part) not in self._of_answers or _has_names(part)
            ]
        if any(_ends_as_question(part) for part in questions):
            questions = [part for part in questions if asks(part.get(TEXT))]
        if not any(asks(part.get(TEXT)) for part in questions) and self._has_sure_talk(parts):
            questions = [part for part in questions if _confidence(part) >= self._confident]
        sure = _distinct([part for part in questions if _confidence(part) >= self._confident])
        if len(sure) > 1 and not self._is_one(sure):
            intent = {"name": SEVERAL, "confidence": min(_confidence(q) for q in sure)}
            whole.set(INTENT, intent, add_to_output=True)
            told = _named_before(sure[0], whole)
            whole.set(PARTS, [_as_dict(q, whole, told) for q in sure], add_to_output=True)
        elif questions:
            best = max(questions, key=_confidence)
            if _confidence(best) > _confidence(whole) or self._is_talk(whole):
                ranking = self._ranking_of(whole, best)
                whole.set(INTENT, dict(ranking[0]), add_to_output=True)
                whole.set(INTENT_RANKING_KEY, ranking, add_to_output=True)
                whole.set(CORRECTED, best.get(CORRECTED) or best.get(TEXT), add_to_output=True)
            named = _has_names(best) and not _only_guessed(best, whole)
            searches = {_name(best), _name(whole)} <= self._searching
            if searches and _themes(best) and _themes(best) == _themes(whole):
                whole.set(INTENT, best.get(INTENT), add_to_output=True)  # the place was only told
            if _name(best) == _name(whole) and named and not _names_nothing_told(best, whole):
                told = [
                    *self._referred_to(best, whole),
                    *_places_told(best, whole),
                    *_themes_told(best, whole),
                ]
                entities = best.get(ENTITIES) + told
                whole.set(ENTITIES, entities, add_to_output=True)
        elif unclear := self._unclear_question(parts):
            intent = dict(unclear.get(INTENT))
            if intent["name"] not in self._off_subject:
                intent["confidence"] = 0.0  # better none than a guess
            whole.set(INTENT, intent, add_to_output=True)
            whole.set(INTENT_RANKING_KEY, unclear.get(INTENT_RANKING_KEY), add_to_output=True)
        else:
            self._choose_talk(whole, parts)
        return [whole]

    def _unclear_question(self, parts: List[Message]) -> Optional[Message]:
        """The question that nobody knows beside thanks: "Thanks. Do they have any vacancies?"."""
        asked = [part for part in parts if asks(part.get(TEXT)) and not self._is_talk(part)]
        asked = [part for part in asked if _ends_as_question(part) or _is_long(part)]
        return asked[-1] if asked and any(self._is_talk(part) for part in parts) else None

    def _ranking_of(self, whole: Message, best: Message) -> List[Dict[str, Any]]:
        """The intents by what speaks for them in the message and, more, in its question.

        Each keeps the confidence it had where it was surest.
        """
        if self._is_talk(whole):
            return [dict(entry) for entry in best.get(INTENT_RANKING_KEY)]
        in_whole, in_best = _confidences(whole), _confidences(best)
        weighed = {
            name: in_whole.get(name, 0.0) + self._question_weight * in_best.get(name, 0.0)
            for name in {**in_whole, **in_best}
            if name not in self._small_talk
        }
        return [
            {"name": name, "confidence": max(in_whole.get(name, 0.0), in_best.get(name, 0.0))}
            for name in sorted(weighed, key=lambda name: -weighed[name])
        ]

    def _choose_talk(self, whole: Message, parts: List[Message]) -> None:
        """ "No. Thanks anyway": what is said besides yes or no counts."""
        unsure = not self._is_talk(whole) and _confidence(whole) < self._confident
        if _name(whole) not in self._least_telling and not (unsure and self._has_sure_talk(parts)):
            return
        talk = [
            part
            for part in parts
            if self._is_talk(part)
            and _name(part) not in self._least_telling
            and _confidence(part) >= self._confident
        ]
        if talk:
            whole.set(INTENT, talk[-1].get(INTENT), add_to_output=True)

    def _referred_to(self, question: Message, whole: Message) -> List[Dict[str, Any]]:
        """The clusters named before a question that says "that" and names none itself.

        Or only one to compare with: "I'm at NODE. Where do we rank beside Eyde?".
        """
        own = _entities(question, _CLUSTER_ENTITIES)
        compares = len(own) == 1 and _name(question) in self._comparing
        if (own and not compares) or not _REFERENCE.search(question.get(TEXT)):
            return []
        values = {str(entity["value"]) for entity in own}
        named = _entities(whole, _CLUSTER_ENTITIES)
        return [entity for entity in named if str(entity["value"]) not in values]

    def _has_sure_talk(self, parts: List[Message]) -> bool:
        """Whether people thank, or greet, or the like, for sure: "I'll sleep on it. Thanks"."""
        return any(self._is_talk(part) and _confidence(part) >= _SURE_TALK for part in parts)

    def _is_question(self, part: Message) -> bool:
        return (
            not self._is_talk(part)
            and _confidence(part) >= self._likely
            and _name(part) not in self._off_subject
        )

    def _is_talk(self, message: Message) -> bool:
        return _name(message) in self._small_talk

    def _is_one(self, questions: List[Message]) -> bool:
        """Parts that only mean something together ("... and how many?") are one question."""
        return all(_name(question) in self._contextual for question in questions)


def _ends_as_question(part: Message) -> bool:
    return str(part.get(TEXT)).rstrip().endswith("?")


def _is_long(part: Message) -> bool:
    """Whether it has words enough to ask something without a question mark."""
    return len(str(part.get(TEXT)).split()) > _FEW_WORDS


def _distinct(questions: List[Message]) -> List[Message]:
    seen = set()
    distinct = []
    for question in questions:
        names = tuple(
            (entity["entity"], str(entity["value"]))
            for entity in question.get(ENTITIES, [])
            if entity["entity"] not in ("language", "unknown_name")
        )
        if (_name(question), names) not in seen:
            seen.add((_name(question), names))
            distinct.append(question)
    return distinct


def _as_dict(part: Message, whole: Message, told: List[Dict[str, Any]]) -> Dict[str, Any]:
    """A question for the actions; what was guessed of it counts only where the message names none.

    "How many are mature, and what does that take?" means the same level twice. One that points
    back and names nothing is about what was `told` before the questions.
    """
    entities = part.get(ENTITIES, [])
    if told and not _has_names(part) and _REFERENCE.search(part.get(TEXT)):
        entities = [*entities, *told]
    if _only_guessed(part, whole):
        entities = [one for one in entities if one.get("extractor") not in GUESSING]
    return {
        "text": part.get(TEXT),
        CORRECTED: part.get(CORRECTED),
        "intent": part.get(INTENT),
        "entities": entities,
    }


_REFERENCE = re.compile(
    r"\b(?:that|this|it|its|they|them|we|our|den|det|denne|dette|de|dem|vi|vår|oss)\b",
    re.IGNORECASE,
)
_SURE_TALK = 0.8
_CLUSTER_ENTITIES = ("cluster", "unknown_name")


def _places_told(question: Message, whole: Message) -> List[Dict[str, Any]]:
    """The places of the sentences around a question that names none: where "near us" may be."""
    if _entities(question, ("place",)):
        return []
    return [{**place, "entity": TOLD_PLACE} for place in _entities(whole, ("place",))]


def _themes(message: Message) -> List[str]:
    return [str(entity["value"]) for entity in _entities(message, ("sector",))]


def _themes_told(question: Message, whole: Message) -> List[Dict[str, Any]]:
    """The themes of what is told before "a cluster for such things?", or "anything in Bergen?"."""
    text = question.get(TEXT)
    points = _SUCH.search(text) or _ANYTHING_THERE.search(text)
    if _entities(question, ("sector", *_CLUSTER_ENTITIES)) or not points:
        return []
    return _entities(whole, ("sector",))


_ANYTHING_THERE = re.compile(
    r"^\W*(?:(?:og|and|er\s+det|finnes\s+det|fins\s+det|finst\s+det|is\s+there|are\s+there)\s+)?"
    r"(?:noe|noko|noen|nokon|nokre|any(?:thing|one|body)?|something|some(?:one|body))\s+"
    r"(?:i|på|ved|in|on|at|near|around)\s+\w+\W*(?:\w+\W*)?$",
    re.IGNORECASE,
)
_SUCH = re.compile(
    r"\b(?:sånt?|sånne|slikt?|slike|such|at\s+it|for\s+(?:oss|us|meg|me|dem|them|dei)|"
    r"(?:that|this)\s+(?:sort|kind|line|field|trade|business|stuff))\b",
    re.IGNORECASE,
)


def _named_before(first: Message, whole: Message) -> List[Dict[str, Any]]:
    """What stands before the first of several questions: "Nordic Edge: what is it and where?"."""
    start = (whole.get(TEXT) or "").find(first.get(TEXT))
    named = _entities(whole, (*_CLUSTER_ENTITIES, "ordinal"))
    return [entity for entity in named if entity["end"] <= start]


def _entities(message: Message, types: tuple[str, ...]) -> List[Dict[str, Any]]:
    return [entity for entity in message.get(ENTITIES, []) if entity["entity"] in types]


def _has_names(message: Message) -> bool:
    return bool(_entities(message, KNOWN))


def _only_guessed(part: Message, whole: Message) -> bool:
    """Whether a level or sector was guessed from a part, though the whole message names some."""
    guessed = [one for one in part.get(ENTITIES, []) if _is_guess(one, part)]
    named = [one for one in whole.get(ENTITIES, []) if not _is_guess(one, whole)]
    return any(one["entity"] in {two["entity"] for two in named} for one in guessed)


def _names_nothing_told(part: Message, whole: Message) -> bool:
    """Whether a part holds but guesses, while the message around it names something."""
    return any(_told(whole)) and not any(_told(part))


def _told(message: Message) -> List[Dict[str, Any]]:
    return [one for one in _entities(message, KNOWN) if not _is_guess(one, message)]


def _is_guess(entity: Dict[str, Any], message: Message) -> bool:
    """Whether an entity was guessed from all of a message, rather than told by a word in it."""
    length = len(message.get(TEXT) or "")
    of_all = entity.get("start", 0) == 0 and entity.get("end", length) == length
    return entity.get("extractor") in GUESSING and of_all


def _name(message: Message) -> str:
    return str((message.get(INTENT) or {}).get("name"))


def _confidences(message: Message) -> Dict[str, float]:
    ranking = message.get(INTENT_RANKING_KEY) or []
    return {str(entry["name"]): float(entry["confidence"]) for entry in ranking}


def _confidence(message: Message) -> float:
    return float((message.get(INTENT) or {}).get("confidence", 0.0))
