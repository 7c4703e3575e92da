"""When not to answer: low confidence, or a message unlike anything the bot was taught."""

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

from bot.entities import KNOWN
from bot.nlu.classifier import NEAREST
from bot.nlu.conversation import has_begun
from bot.nlu.language import LANGUAGE
from bot.nlu.linker import STRANGE
from bot.nlu.parts import SEVERAL

NLU_FALLBACK = "nlu_fallback"
_POINTING = (*KNOWN, "ordinal", "level_step")


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=False)
class UncertaintyGate(GraphComponent, IntentClassifier):
    """Turns uncertain intents into `nlu_fallback`; the ranking stays for "Did you mean".

    A message is uncertain when its best intent is below `threshold`, or below
    `far_threshold` while no training phrase is nearer than `near` (cosine of embeddings).
    Names of the knowledge base in a message lower both thresholds by `name_bonus`, an earlier
    question in the conversation by `context_bonus`: people say less the second time.

    So is one in which more than `strange_share` of the words are no words at all, and a number
    ("42") that points at nothing while nothing was asked before, and markup or code.

    `with_names` gives the intent that an intent becomes in a message which points at something:
    "no" is a refusal, "no, the ninth" is a correction. `with_known` does so only where something
    is named: "the last answer again" is no other question, "value creation again" is. An intent of
    `talk` below `sure_talk` in a message that names something known gives way to the next.
    """

    def __init__(self, config: Dict[str, Any]) -> None:
        self._threshold = float(config["threshold"])
        self._far_threshold = float(config["far_threshold"])
        self._near = float(config["near"])
        self._name_bonus = float(config["name_bonus"])
        self._context_bonus = float(config["context_bonus"])
        self._strange_share = float(config["strange_share"])
        self._with_names: Dict[str, str] = dict(config["with_names"])
        self._with_known: Dict[str, str] = dict(config["with_known"])
        self._talk = frozenset(config["talk"])
        self._sure_talk = float(config["sure_talk"])

    @staticmethod
    def get_default_config() -> Dict[str, Any]:
        """Thresholds, chosen on the open half of the evaluation set."""
        return {
            "threshold": 0.3,
            "far_threshold": 0.5,
            "near": 0.9,
            "name_bonus": 0.1,
            "context_bonus": 0.1,
            "strange_share": 0.4,
            "with_names": {},
            "with_known": {},
            "talk": [],
            "sure_talk": 0.4,
        }

    @classmethod
    def create(
        cls,
        config: Dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> UncertaintyGate:
        """A gate with the options of `config.yml`."""
        return cls(config)

    def process(
        self, messages: List[Message], tracker: Optional[DialogueStateTracker] = None
    ) -> List[Message]:
        """Replace uncertain intents."""
        begun = has_begun(tracker)
        bonus = self._context_bonus if begun else 0.0
        is_code = bool(messages) and _is_code(messages[0])  # and then no part of it asks anything
        for message in messages:
            self._mind_names(message)
            intent = message.get(INTENT) or {}
            confidence = float(intent.get("confidence", 0.0))
            strange = float(message.get(STRANGE) or 0.0) > self._strange_share
            strange = strange or (not begun and _bare_number(message)) or is_code
            uncertain = confidence < self._needed(message) - bonus
            if intent.get("name") != SEVERAL and (uncertain or strange):
                fallback = {"name": NLU_FALLBACK, "confidence": 1.0 - confidence}
                message.set(INTENT, fallback, add_to_output=True)
                if strange:  # nothing there to offer as "Did you mean"
                    message.set(INTENT_RANKING_KEY, [], add_to_output=True)
        return messages

    def _mind_names(self, message: Message) -> None:
        intent = message.get(INTENT) or {}
        types = {entity["entity"] for entity in message.get(ENTITIES, [])}
        for others, pointing in ((self._with_names, _POINTING), (self._with_known, KNOWN)):
            other = others.get(str(intent.get("name")))
            if other and types.intersection(pointing):
                message.set(INTENT, {**intent, "name": other}, add_to_output=True)
                return
        unsure = float(intent.get("confidence", 0.0)) < self._sure_talk
        if intent.get("name") in self._talk and unsure and types.intersection(KNOWN):
            ranking = message.get(INTENT_RANKING_KEY) or []
            rest = [entry for entry in ranking if entry["name"] not in self._talk]
            if rest:  # "I need the GCE list for tomorrow morning" is no goodbye
                message.set(INTENT, dict(rest[0]), add_to_output=True)

    def _needed(self, message: Message) -> float:
        nearest = message.get(NEAREST) or 0.0
        needed = self._threshold
        if 0.0 < nearest < self._near:
            needed = self._far_threshold
        named = any(entity["entity"] in KNOWN for entity in message.get(ENTITIES, []))
        return needed - self._name_bonus if named else needed


_MARKUP = re.compile(
    r"<[!/]?(?:script|img|svg|iframe|style|object|embed|link|meta|html|body|form|input)\b[^<>]{0,500}>",
    re.IGNORECASE,
)
_ASKS_SOMETHING = 3  # words besides the markup
_MARKS = 4  # "?!?!" and more; fewer may be a sigh
_ORDERS = re.compile(  # to a language model, which this is not
    r"^\W*(?:system|assistant|user)\s*:\s|\bdeveloper\s+mode\b|\butviklermodus\b|\bjailbreak\b|\bDAN\s+mode\b|"
    r"\b(?:ignore|disregard|forget|ignorer|glem|se\s+bort\s+fra)\s+(?:all\w*\s+)?(?:of\s+)?(?:the\s+|your\s+|dine\s+)?"
    r"(?:previous|prior|above|earlier|tidligere|foregående)\s+(?:instruct\w+|rules|prompts?|instruks\w*|regler)|"
    r"\b(?:system|hidden|skjulte?)\s*prompt",
    re.IGNORECASE,
)
_CODE = re.compile(
    r"\$\{|\{\{|\{%|"  # templates
    r"\b(?:drop|alter)\s+(?:table|database)\b|\bunion\s+select\b|\bselect\s+\*|\binsert\s+into\b|"
    r"\bdelete\s+from\s+\w+\s*;|"
    r"(?<![/.\w])\w+\.(?:ya?ml|py|json|env|sh|exe|sql)\b(?!/)",
    re.IGNORECASE,
)


_SUM = re.compile(  # "18.6 times 3.6?"
    r"\d\s*(?:[*÷]|ganger|gonger|times|delt\s+på|dividert\s+med|divided\s+by|minus)\s*\d",
    re.IGNORECASE,
)


def _is_code(message: Message) -> bool:
    """Whether a message is markup, marks, a sum, a database statement or orders to a model."""
    text = message.get(TEXT) or ""
    besides = _MARKUP.sub(" ", text)
    is_markup = besides != text and len(besides.split()) < _ASKS_SOMETHING
    marks = len(text.strip()) >= _MARKS and not any(
        ord(char) > 127 or char.isalnum() for char in text
    )
    found = _CODE.search(text) or _ORDERS.search(text) or _SUM.search(text)
    return is_markup or marks or bool(found)


def _bare_number(message: Message) -> bool:
    """Whether a message is a number that points at nothing: no year, no place in a list."""
    text = message.get(TEXT) or ""
    pointing = any(one["entity"] != LANGUAGE for one in message.get(ENTITIES, []))
    number = any(char.isdigit() for char in text) and not any(char.isalpha() for char in text)
    return number and not pointing
