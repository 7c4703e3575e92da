"""Entities: names of the knowledge base, years, ordinals and name filters, found in the text.

Names need no annotated phrases: they come from `knowledge/` with their aliases, exact
first, then inflected, then misspelt (see `bot.knowledge.matching`). For the features the
linker also masks what it found, so that a phrase written about one cluster teaches the
model about all of them.
"""

from __future__ import annotations

from typing import Any, Dict, List, Optional, Set

from rapidfuzz import process
from rapidfuzz.distance import OSA
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.constants import TOKENS_NAMES
from rasa.nlu.tokenizers.tokenizer import Token
from rasa.shared.nlu.constants import ENTITIES, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.knowledge import KnowledgeBase
from bot.knowledge.matching import Match
from bot.knowledge.names import fold, pieces
from bot.knowledge.topics import TOPICS
from bot.nlu.entities import as_entity
from bot.nlu.expressions import find_expressions
from bot.nlu.fingerprint import knowledge_fingerprint, module_fingerprint, shared_fingerprint
from bot.nlu.heard_words import HeardWords
from bot.nlu.knowledge import knowledge_for_rasa
from bot.nlu.language import MASKED
from bot.nlu.match_rules import (
    NOT_ASKED_ABOUT,
    is_quantity,
    is_verb,
    is_within_filter,
    join_level_and_name,
)
from bot.nlu.speller import Speller, Word
from bot.nlu.unknown_names import unknown_names

MASKED_TEXT = "masked_text"
STRANGE = "strange_share"
CORRECTED = "corrected_text"  # in the parse, where slips were put right
_PROPER_NAMES = ("cluster", "level", "place", "unknown_name")
Slips = Dict[int, str]  # words written wrong, put right: by the place of their tokens in the text
MISSPELLING = 0.72  # similarity at which a word in small letters is a slip rather than a name


@DefaultV1Recipe.register(
    [
        DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER,
        DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR,
    ],
    is_trainable=True,
)
class KnowledgeLinker(GraphComponent):
    """Finds entities and masks them: token lemmas for n-grams, `masked_text` for embeddings."""

    def __init__(
        self,
        config: Dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        knowledge: KnowledgeBase,
        words: Optional[HeardWords] = None,
    ) -> None:
        self._model_storage = model_storage
        self._resource = resource
        words = words or HeardWords()
        self._heard, right = words.heard, words.right
        self._right = frozenset(right)
        self._masks: Dict[str, str] = config["masks"] if config["masking"] else {}
        self._embedding_masks: Dict[str, str] = (
            {**knowledge.vocabulary.stand_ins, **config["embedding_masks"]}
            if config["masking"]
            else {}
        )
        self._knowledge = knowledge
        self._speller = Speller(right, words.counts, words.in_no_dictionary)

    @staticmethod
    def get_default_config() -> Dict[str, Any]:
        """What a found entity looks like to the featurizers, by entity type.

        `embedding_masks` go before the stand-ins of `vocabulary.yml`. Without `masking` they see
        the names themselves.
        """
        return {
            "masking": True,
            "masks": {
                "cluster": "xcluster",
                "level": "xlevel",
                "metric": "xmetric",
                "programme": "xprogramme",
                "sector": "xsector",
                "place": "xplace",
                "unknown_name": "xname",
                "year": "xyear",
                "ordinal": "xordinal",
                "level_step": "xstep",
            },
            "embedding_masks": {},
        }

    @classmethod
    def create(
        cls,
        config: Dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> KnowledgeLinker:
        """A linker over the knowledge base of the project; raises `KnowledgeError`."""
        return cls(config, model_storage, resource, knowledge_for_rasa())

    @classmethod
    def load(
        cls,
        config: Dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> KnowledgeLinker:
        """A linker with the vocabulary of the training phrases."""
        with model_storage.read_from(resource) as folder:
            words = HeardWords.load(folder)
        return cls(config, model_storage, resource, knowledge_for_rasa(), words)

    @classmethod
    def fingerprint_addon(cls, config: Dict[str, Any]) -> Optional[str]:
        """Retrain when the knowledge or the code that finds names changes."""
        return (
            knowledge_fingerprint()
            + shared_fingerprint("said")
            + module_fingerprint(
                "linker",
                "entities",
                "expressions",
                "heard_words",
                "level_steps",
                "match_rules",
                "name_filters",
                "speller",
                "unknown_names",
                "word_counts",
            )
        )

    def train(self, training_data: TrainingData) -> Resource:
        """Keep the words that several training phrases hold: they are not names."""
        in_names = {
            piece.folded
            for cluster in self._knowledge.clusters
            for name in (cluster.name, *cluster.aliases)
            for piece in pieces(name)
        }
        words = HeardWords.of(training_data, in_names)
        self._heard = words.heard
        with self._model_storage.write_to(self._resource) as folder:
            words.save(folder)
        return self._resource

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Mask the training phrases; their own annotations stay as they are."""
        for example in training_data.training_examples:
            if example.get(TEXT):
                self._mask(example, self._find(example, {}), {})
        return training_data

    def process(self, messages: List[Message]) -> List[Message]:
        """Add entities and masks to the messages."""
        for message in messages:
            spelt = self._slips(message)
            found = self._find(message, spelt)
            slips = {start: right for start, right in spelt.items() if not _within(start, found)}
            strange = self._strange_share(message, found, slips)
            message.set(STRANGE, strange, add_to_output=True)
            self._mask(message, found, slips)
            if slips:
                text = _put_right(
                    message.get(TEXT) or "", message.get(TOKENS_NAMES[TEXT], []), slips
                )
                message.set(CORRECTED, text, add_to_output=True)
            message.set(ENTITIES, [*message.get(ENTITIES, []), *found], add_to_output=True)
        return messages

    def _find(self, message: Message, slips: Slips) -> List[Dict[str, Any]]:
        text = message.get(TEXT) or ""
        tokens: List[Token] = message.get(TOKENS_NAMES[TEXT], [])
        known = {fold(token.text) for token in tokens if token.get("known")}
        names = self._knowledge.names
        words = known | (self._right & {piece.folded for piece in pieces(text)})
        compounds = {fold(token.text) for token in tokens if token.get("compound")}
        plain = words - (compounds - self._right)  # "stavagner" may be read as one of two words
        found = names.find(text, words.__contains__, plain.__contains__)
        found = [match for match in found if not self._is_slip_of_another(match, slips)]
        matches = join_level_and_name(text, list(found), self._knowledge)
        member = self._knowledge.vocabulary.member
        letters_changed = {
            token.start: right
            for token in tokens
            if len(right := slips.get(token.start, "")) == len(token.text)
        }  # put right, these move no other letter
        expressions = find_expressions(_put_right(text, tokens, letters_changed), member)
        matches = [match for match in matches if not is_within_filter(match, expressions)]
        matches = [match for match in matches if not is_quantity(text, match)]
        matches = [match for match in matches if not is_verb(text, match)]
        entities = [_entity(match) for match in matches if match.entity not in NOT_ASKED_ABOUT]
        taken = [(match.start, match.end) for match in matches]
        familiar = known | self._familiar(text, known, slips)
        small = self._knowledge.vocabulary.names_end_small
        ends = self._knowledge.vocabulary.names_end_in
        unknown = unknown_names(text, matches, familiar, self._right, small, ends)
        for piece_start, piece_end, level in unknown:
            entities = [entity for entity in entities if entity["start"] != level]
            entities.append(
                as_entity("unknown_name", text[piece_start:piece_end], piece_start, piece_end)
            )
        entities += [
            expression
            for expression in expressions
            if not any(start <= expression["start"] < end for start, end in taken)
        ]
        return sorted(entities, key=lambda entity: int(entity["start"]))

    def _is_slip_of_another(self, match: Match, slips: Slips) -> bool:
        """Whether a misspelt theme or place is rather a word of the phrases.

        "finens" is no "finans" where the speller makes it "finnes".
        """
        right = slips.get(match.start)
        if right is None or match.entity not in TOPICS or match.how != "fuzzy":
            return False
        names_it = any(one.id == match.id for one in self._knowledge.names.find(right))
        return not names_it and len(pieces(match.text)) == 1

    def _familiar(self, text: str, known: Set[str], slips: Slips) -> Set[str]:
        """Words in small letters that are, or are misspellings of, words of the phrases."""
        familiar = set()
        for piece in pieces(text):
            word = piece.folded
            if word in known:
                continue
            if (
                word in self._heard
                or piece.start in slips
                or (
                    piece.text.islower()
                    and len(word) > 2
                    and process.extractOne(
                        word,
                        self._heard,
                        scorer=OSA.normalized_similarity,
                        score_cutoff=MISSPELLING,
                    )
                )
            ):
                familiar.add(word)
        return familiar

    def _slips(self, message: Message) -> Slips:
        tokens: List[Token] = message.get(TOKENS_NAMES[TEXT], [])
        words = [Word(token.text, bool(token.get("known"))) for token in tokens]
        found = self._speller.corrections(words)
        return {tokens[place].start: right for place, right in found.items()}

    def _strange_share(
        self, message: Message, entities: List[Dict[str, Any]], slips: Slips
    ) -> float:
        """The share (0 to 1) of words written small that are in no dictionary and no phrase."""
        words = [t for t in message.get(TOKENS_NAMES[TEXT], []) if t.text.isalpha()]
        named = [entity for entity in entities if entity["entity"] != "unknown_name"]
        strange = [
            token
            for token in words
            if token.text.islower()
            and not token.get("known")
            and token.start not in slips
            and fold(token.text) not in self._heard
            and not _within(token.start, named)
        ]
        return len(strange) / len(words) if words else 0.0

    def _mask(self, message: Message, entities: List[Dict[str, Any]], slips: Slips) -> None:
        text = message.get(TEXT) or ""
        masked = text.lower() if text.isupper() else text  # the encoder minds capitals
        tokens: List[Token] = message.get(TOKENS_NAMES[TEXT], [])
        changes = [
            (e["start"], e["end"], self._embedding_masks.get(self._kind(e))) for e in entities
        ]
        changes += [(t.start, t.end, slips[t.start]) for t in tokens if t.start in slips]
        for start, end, mask in sorted(changes, key=lambda change: change[:2], reverse=True):
            if mask:
                masked = masked[:start] + mask + masked[end:]
        message.set(MASKED_TEXT, masked)
        for token in tokens:
            if token.start in slips:
                token.lemma = slips[token.start]
            for entity in entities:
                mask = self._masks.get(self._kind(entity))
                if mask and token.start < entity["end"] and token.end > entity["start"]:
                    token.lemma = mask if token.start <= entity["start"] else ""
                    noun = entity["entity"] in TOPICS and self._is_noun(token)
                    token.set(MASKED, _tells_no_language(entity, token) and not noun)
                    break

    def _is_noun(self, token: Token) -> bool:
        """Whether a token is the noun for what is listed: "Vestland clusters" is English."""
        return bool(self._knowledge.vocabulary.word.fullmatch(token.text))

    def _kind(self, entity: Dict[str, Any]) -> str:
        """The entity type to mask as: questions about an unknown cluster look like any other."""
        is_named_so = self._knowledge.vocabulary.own_name.search(str(entity["value"]))
        if entity["entity"] == "unknown_name" and is_named_so:
            return "cluster"
        return str(entity["entity"])


def _within(place: int, entities: List[Dict[str, Any]]) -> bool:
    return any(entity["start"] <= place < entity["end"] for entity in entities)


def _put_right(text: str, tokens: List[Token], slips: Slips) -> str:
    for token in reversed(tokens):
        if token.start in slips:
            text = text[: token.start] + slips[token.start] + text[token.end :]
    return text


def _tells_no_language(entity: Dict[str, Any], token: Token) -> bool:
    """Proper names don't; English words for levels do: "nodes". English has Norwegian ones, too."""
    english = list(token.get("languages") or ()) == ["en"] and token.text.islower()
    return entity["entity"] in _PROPER_NAMES and not (entity["entity"] == "level" and english)


def _entity(match: Match) -> Dict[str, Any]:
    return as_entity(match.entity, match.id, match.start, match.end, match.confidence)
