"""Tokens and lemmas from spaCy, for Norwegian and English in one model."""

from __future__ import annotations

from typing import Any, Dict, List, Optional

import spacy
from rasa.engine.graph import ExecutionContext
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.tokenizers.tokenizer import Token, Tokenizer
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.knowledge.names import fold
from bot.knowledge.vocabulary import lemmas_of
from bot.nlu.fingerprint import module_fingerprint, vocabulary_fingerprint
from bot.nlu.knowledge import vocabulary_for_rasa
from bot.nlu.lexicon import LANGUAGES, Lexicon


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_TOKENIZER, is_trainable=True)
class BilingualSpacyTokenizer(Tokenizer):
    """Splits text with `spacy.blank("nb")` or `spacy.blank("en")` and looks lemmas up.

    Which of the two is decided by how many of the words each language's table knows. The
    lexicon is kept in the model, so that nothing of `spacy-lookups-data` is read at run time.
    """

    _FILE = "lexicon.npz"

    def __init__(
        self,
        config: Dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        lexicon: Optional[Lexicon] = None,
    ) -> None:
        super().__init__(config)
        self._model_storage = model_storage
        self._resource = resource
        self._lexicon = lexicon
        self._spacy = {language: spacy.blank(language) for language in LANGUAGES}

    @staticmethod
    def get_default_config() -> Dict[str, Any]:
        """No options but those that Rasa's tokenizers share."""
        return {
            "intent_tokenization_flag": False,
            "intent_split_symbol": "_",
            "token_pattern": None,
        }

    @staticmethod
    def required_packages() -> List[str]:
        """Packages that must be installed."""
        return ["spacy", "spacy_lookups_data"]

    @classmethod
    def create(
        cls,
        config: Dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> BilingualSpacyTokenizer:
        """A tokenizer that has yet to be trained."""
        return cls(config, model_storage, resource)

    @classmethod
    def load(
        cls,
        config: Dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> BilingualSpacyTokenizer:
        """A tokenizer with the lexicon kept in the model."""
        with model_storage.read_from(resource) as folder:
            return cls(
                config, model_storage, resource, Lexicon.load(folder / cls._FILE, own_lemmas())
            )

    @classmethod
    def fingerprint_addon(cls, config: Dict[str, Any]) -> Optional[str]:
        """Retrain when the lexicon's code or the words of the domain change."""
        return module_fingerprint("lexicon", "tokenizer") + vocabulary_fingerprint()

    def train(self, training_data: TrainingData) -> Resource:
        """Build the lexicon; the training data are not needed."""
        self._lexicon = Lexicon.build(own_lemmas())
        with self._model_storage.write_to(self._resource) as folder:
            self._lexicon.save(folder / self._FILE)
        return self._resource

    @property
    def lexicon(self) -> Lexicon:
        """The lexicon; built at first use when nothing was trained or loaded."""
        if self._lexicon is None:
            self._lexicon = Lexicon.build(own_lemmas())
        return self._lexicon

    def tokenize(self, message: Message, attribute: str) -> List[Token]:
        """Tokens with lemmas; punctuation is left out, unless there is nothing else.

        `known` tells the linker which tokens are words (of either language, or compounds written
        small), `compound` which are at most that, `languages` tells the language identifier whose.
        """
        text = str(message.get(attribute))
        language = self._language_of(text)
        doc = self._spacy[language](text)
        kept = [token for token in doc if any(char.isalnum() for char in token.text)]
        tokens = [
            Token(
                token.text,
                token.idx,
                lemma=self.lexicon.lemma(token.text, language),
                data={
                    "known": self._is_known(token.text),
                    "compound": not self._is_in_a_table(token.text),
                    "languages": [one for one in LANGUAGES if self.lexicon.knows(token.text, one)],
                },
            )
            for token in kept
        ]
        return tokens or [Token(text or " ", 0)]

    def _is_known(self, word: str) -> bool:
        if self._is_in_a_table(word):
            return True
        return word.islower() and self.lexicon.is_compound(fold(word))

    def _is_in_a_table(self, word: str) -> bool:
        return self.lexicon.is_word(fold(word)) or self.lexicon.is_own_form(word)

    def _language_of(self, text: str) -> str:
        words = text.split()
        known = {
            language: sum(self.lexicon.knows(word.strip(".,!?:;\"'()"), language) for word in words)
            for language in LANGUAGES
        }
        return "en" if known["en"] > known["nb"] else "nb"


def own_lemmas() -> Dict[str, Dict[str, str]]:
    """Lemmas of the words for what is listed, by language; raises `RasaException`."""
    nouns = vocabulary_for_rasa().member
    return {
        language: lemmas_of([noun for noun in nouns if noun.language == language])
        for language in LANGUAGES
    }
