"""Themes told by things, people and work: "whoever looks after cows and barley".

Used only where a question asks for a theme, or for clusters of a place, and names no theme. First
come the hints of `knowledge/sectors.yml`; then, for a theme, meaning: from all words of sectors,
put into the questions of the lookup table `described_theme` in the place of “…”, a trade is
recognised by words nearby in meaning, though its own are on no list.
"""

from __future__ import annotations

import random
import re
from typing import Any, Dict, Iterator, List, Optional, Tuple

from rasa.engine.graph import ExecutionContext
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.constants import TOKENS_NAMES
from rasa.shared.nlu.constants import ENTITIES, INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.knowledge import KnowledgeBase
from bot.knowledge.names import fold
from bot.nlu.descriptions import DescriptionExtractor, entity_types
from bot.nlu.fingerprint import knowledge_fingerprint
from bot.nlu.knowledge import knowledge_for_rasa

Entities = List[Dict[str, Any]]
LOOKUP = "described_theme"
GAP = "…"
_NAMES = {"sector", "cluster"}
# Sayings, and how somebody travels: their things are no theme.
_SAYINGS = re.compile(
    r"\b(?:levebrød\w*|cups?\s+of\s+(?:tea|coffee)|bread\s+and\s+butter|piece\s+of\s+cake|"
    r"hot\s+potato\w*|in\s+the\s+same\s+boat|i\s+samme\s+båt|on\s?board|om\s?bord|rocket\s+science|"
    r"kindred\s+spirits?|in\s+(?:high|good)\s+spirits|team\s+spirit|lagånd|food\s+for\s+thought|kopp\s+(?:te|kaffe)|"
    r"(?:have|having|grab|get|over)\s+(?:a\s+)?(?:coffee|tea|drink|beer)s?\s+(?:with|together)|over\s+(?:a\s+)?coffee|"
    r"(?:ta|tar|drikke|over)\s+(?:en\s+|ein\s+)?(?:kaffe|kopp|øl)(?:\s+med)?|smør\s+på\s+flesk|varm\s+potet|"
    r"my\s+(?:ferry|train|plane|flight|bus|boat|ship)\s+(?:stops|leaves|lands|docks|arrives|departs|goes|calls)|"
    r"(?:fergen|ferga|ferja|båten|toget|flyet|bussen)\s+(?:min|mi|mitt|vår|vårt)|"
    r"(?:rail|train|bus|plane|ferry)\s+(?:ti[ck]+ets?|rides?|trip|journey|station|stop)|"
    r"(?:tog|buss|fly|ferge|båt)(?:billett|tur|reise|stasjon|stopp)\w*|"
    r"(?:by|with|on|take|catch|med|ta|tar|på)\s+(?:the\s+|a\s+)?"
    r"(?:train|bus|plane|ferry|boat|car|tog(?:et)?|buss(?:en)?|fly(?:et)?|ferj[ae]|ferg[ae]|båt(?:en)?|bil(?:en)?))\b",
    re.IGNORECASE,
)

_LISTED = re.compile(r"\s*(?:,|&|\+|/|,?\s(?:and|or|og|eller))\s+\Z", re.IGNORECASE)


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=True)
class DescribedThemeExtractor(DescriptionExtractor):
    """Adds the entities `sector` of hints, or that of a description when it is sure enough."""

    entity = "sector"
    cache = "described_themes"
    _knowledge: Optional[KnowledgeBase] = None

    @staticmethod
    def get_default_config() -> Dict[str, Any]:
        """`intents`: the questions for a theme; `hints`: those that hints may narrow besides.

        `follow_ups`: what asks for a theme after a question for one, if it hints at any.
        `certainty`: the probability (0 to 1) needed to tell a theme by meaning; `share`: what part
        of the likeliest one's a hint beside others needs.
        """
        return {
            "intents": [],
            "hints": [],
            "follow_ups": [],
            "certainty": 0.35,
            "share": 0.2,
            "C": 20.0,
            "scale": 0.02,
        }

    @classmethod
    def load(
        cls,
        config: Dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> DescribedThemeExtractor:
        """An extractor with its trained weights and the hints; raises `RasaException`."""
        extractor = super().load(config, model_storage, resource, execution_context)
        extractor._knowledge = knowledge_for_rasa()
        return extractor

    @classmethod
    def fingerprint_addon(cls, config: Dict[str, Any]) -> Optional[str]:
        """Retrain when the sectors change, besides."""
        return f"{super().fingerprint_addon(config)}{knowledge_fingerprint()}"

    def examples(self, training_data: TrainingData) -> List[Tuple[str, str]]:
        """Questions for sectors, with their ids: ("anything on sawmills", "forest_wood")."""
        questions = [
            str(question)
            for table in training_data.lookup_tables
            if table["name"] == LOOKUP
            for question in table["elements"]
        ]
        return list(examples(knowledge_for_rasa(), questions)) if questions else []

    def _found(
        self, message: Message, begun: bool, last: Optional[str]
    ) -> Iterator[Dict[str, Any]]:
        intent = (message.get(INTENT) or {}).get("name")
        goes_on = last in self._config["intents"] and intent in self._config["follow_ups"]
        asks = goes_on or intent in self._config["intents"]
        if not (asks or intent in self._config["hints"]):
            return
        _drop_sayings(message)
        types = entity_types(message)
        if "sector" in types and "cluster" not in types:
            hints = list(self._hints(message))
            wider, narrower = self._wider_hints(message, hints)
            kept = [one for one in message.get(ENTITIES, []) if one not in narrower]
            message.set(ENTITIES, kept, add_to_output=True)
            yield from wider
            if asks and not wider:
                yield from self._narrower(message, hints) or self._beside(message, hints)
        if _NAMES.intersection(types):
            return
        hints = self._likeliest(list(self._hints(message)), message)
        means = asks and not goes_on
        yield from hints or (super()._found(message, begun, last) if means else ())

    def _narrower(self, message: Message, hints: Entities) -> Entities:
        """A narrower theme told beside a broad one, and put in its place: "litter in the sea"."""
        entities = message.get(ENTITIES, [])
        named = [one for one in entities if one["entity"] == "sector"]
        if self._knowledge is None or len({one["value"] for one in named}) != 1:
            return []
        broad = named[0]["value"]
        within = {
            sector.id
            for sector in self._knowledge.sectors
            if sector.id != broad and broad in self._knowledge.with_broader([sector.id])
        }
        told = [hint for hint in hints if hint["value"] in within]
        if told:
            kept = [one for one in entities if one not in named]
            message.set(ENTITIES, kept, add_to_output=True)
        return told

    def _beside(self, message: Message, hints: Entities) -> Entities:
        """Hints that go with the theme named: "fuel cells for ferries", "sun and wind".

        Those listed with it, or the likeliest of those which some cluster has as a theme too.
        """
        named = [one for one in message.get(ENTITIES, []) if one["entity"] == "sector"]
        other = [one for one in hints if one["value"] not in {name["value"] for name in named}]
        if self._knowledge is None or len(named) != 1:
            return []
        text, shared = message.get(TEXT) or "", self._knowledge.clusters_in_sector
        listed = [hint for hint in other if _LISTED.match(_between(text, hint, named[0]))]
        if listed:
            return listed
        both = [hint for hint in other if shared([named[0]["value"], hint["value"]], in_all=True)]
        likely = self._probabilities(message) if len(both) > 1 else {}
        both.sort(key=lambda hint: -likely.get(hint["value"], 0.0))
        return both[:1]

    def _likeliest(self, hints: Entities, message: Message) -> Entities:
        """Of hints at several themes, those the message is about: salmon, not its sensors."""
        told = {hint["value"] for hint in hints}
        likely = self._probabilities(message) if len(told) > 1 else {}
        most = max((likely.get(id_, 0.0) for id_ in told), default=0.0)
        if most < self._config["certainty"]:
            return hints
        least = most * self._config["share"]
        return [hint for hint in hints if likely.get(hint["value"], 0.0) >= least]

    def _wider_hints(self, message: Message, hints: Entities) -> Tuple[Entities, Entities]:
        """Hints that hold a word which alone names a theme, and these: "fish oil" is no oil."""
        named = [one for one in message.get(ENTITIES, []) if one["entity"] == "sector"]
        wider: Entities = []
        narrower: Entities = []
        for hint in hints:
            held = [one for one in named if one not in narrower and _holds(hint, one)]
            if held:
                wider.append(hint)
                narrower += held
        return wider, narrower

    def _hints(self, message: Message) -> Iterator[Dict[str, Any]]:
        if self._knowledge is not None:
            tokens = message.get(TOKENS_NAMES[TEXT], [])
            known = {fold(token.text) for token in tokens if token.get("known")}
            text = _SAYINGS.sub(lambda saying: " " * len(saying.group()), message.get(TEXT) or "")
            for match in self._knowledge.hints.find(text, known.__contains__):
                yield self._entity(match.id, match.start, match.end)

    def _certainty(self, message: Message, begun: bool) -> Optional[float]:
        if any(_is_a_name(entity) for entity in message.get(ENTITIES, [])):
            return None
        return float(self._config["certainty"])


def examples(knowledge: KnowledgeBase, questions: List[str]) -> Iterator[Tuple[str, str]]:
    """Questions for each word of each sector, with the sector's id."""
    chance = random.Random(0)
    for sector in knowledge.sectors:
        for word in dict.fromkeys([*sector.name.texts, *sector.synonyms, *sector.hints]):
            yield chance.choice(questions).replace(GAP, word), sector.id


def _drop_sayings(message: Message) -> None:
    """Leave out the themes named in a saying: "my ferry stops over in Arendal"."""
    spans = [saying.span() for saying in _SAYINGS.finditer(message.get(TEXT) or "")]
    entities = message.get(ENTITIES, [])
    kept = [one for one in entities if not (one["entity"] == "sector" and _within(one, spans))]
    if len(kept) < len(entities):
        message.set(ENTITIES, kept, add_to_output=True)


def _within(entity: Dict[str, Any], spans: List[Tuple[int, int]]) -> bool:
    return any(start <= entity["start"] and entity["end"] <= end for start, end in spans)


def _holds(hint: Dict[str, Any], named: Dict[str, Any]) -> bool:
    """Whether a hint is a longer expression with the name of a theme in it."""
    around = hint["start"] <= named["start"] and named["end"] <= hint["end"]
    longer = hint["end"] - hint["start"] > named["end"] - named["start"]
    return bool(around and longer and hint["value"] != named["value"])


def _between(text: str, one: Dict[str, Any], other: Dict[str, Any]) -> str:
    """The words between two entities, whichever stands first."""
    return text[min(one["end"], other["end"]) : max(one["start"], other["start"])]


def _is_a_name(entity: Dict[str, Any]) -> bool:
    """Whether an unknown name is one for sure: at the beginning any word has a capital."""
    return bool(entity["entity"] == "unknown_name" and entity["start"] > 0)
