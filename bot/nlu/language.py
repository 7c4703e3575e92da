"""Which language to answer a message in: bokmål, nynorsk or English.

A small logistic regression on letter n-grams, trained on the phrases in `data/nlu/nb` and
`data/nlu/en` with names masked. General language identifiers were left out: two languages,
a closed domain and messages of one to five words are what they do worst. It tells Norwegian, in
any written form or dialect, from English; `written_norwegian.py` then tells nynorsk.
"""

from __future__ import annotations

import json
import math
import re
from typing import Any, Dict, Iterator, List, Optional, Sequence, Set, Tuple

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.constants import TOKENS_NAMES
from rasa.nlu.tokenizers.tokenizer import Token
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.shared.nlu.constants import ENTITIES, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.knowledge import KnowledgeBase
from bot.languages import CODES, DEFAULT_LANGUAGE, NORWEGIAN, UNDERSTOOD, known, of_metadata
from bot.nlu.fingerprint import knowledge_fingerprint, module_fingerprint
from bot.nlu.knowledge import knowledge_for_rasa, vocabulary_for_rasa
from bot.nlu.written_norwegian import written_form

LANGUAGE = "language"
MASKED = "masked"  # set by the linker on tokens of proper names, which tell no language
_LONGEST_NGRAM = 4
_ENOUGH = 3  # words that tell a language without the noun for what is listed
_MOST_OF_A_WORD = 2.0  # log-odds
_SHORT_WORD = 5  # letters, with the sign before them; shorter words may be of either language
_WORD = re.compile(r"\w{4,}")  # shorter ones ("i", "en") are words of both
_QUOTED = re.compile(r"[\"«“”][^\"«»“”]{1,40}[\"»“”]")  # quoted words are not the user's own


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=True)
class LanguageIdentifier(GraphComponent):
    """Adds the entity `language`, which fills the slot that chooses among responses.

    A message that tells nothing ("GCE NODE?") keeps the conversation's language; without one,
    the `language` or `locale` in the message's metadata counts, else bokmål. So does a Norwegian
    message that is bokmål as well as nynorsk ("og i Arena?").
    """

    _FILE = "language.json"

    def __init__(
        self,
        config: Dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        weights: Optional[Dict[str, float]] = None,
        languages: Sequence[str] = CODES,
    ) -> None:
        self._certainty = float(config["certainty"])
        self._certainty_to_change = float(config["certainty_to_change"])
        self._model_storage = model_storage
        self._resource = resource
        self._weights = weights or {}
        self._languages = tuple(languages)
        facts = knowledge_for_rasa()
        self._subject = facts.vocabulary.word
        self._told_by = words_of_one_language(facts)

    @staticmethod
    def get_default_config() -> Dict[str, Any]:
        """Log-odds needed for the text alone to decide: of a first message, and of a change."""
        return {"certainty": 0.7, "certainty_to_change": 1.5}

    @classmethod
    def create(
        cls,
        config: Dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> LanguageIdentifier:
        """An identifier that has yet to be trained."""
        return cls(config, model_storage, resource, None, vocabulary_for_rasa().languages)

    @classmethod
    def load(
        cls,
        config: Dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> LanguageIdentifier:
        """An identifier with its trained weights."""
        with model_storage.read_from(resource) as folder:
            weights = json.loads((folder / cls._FILE).read_text(encoding="utf-8"))
        languages = vocabulary_for_rasa().languages
        return cls(config, model_storage, resource, weights, languages)

    @classmethod
    def fingerprint_addon(cls, config: Dict[str, Any]) -> Optional[str]:
        """Retrain when the code changes that learns, or the words of the domain."""
        return module_fingerprint("language", "written_norwegian") + knowledge_fingerprint()

    def train(self, training_data: TrainingData) -> Resource:
        """Learn from the examples that carry a `language` (set by the importer from the folder)."""
        from sklearn.feature_extraction.text import CountVectorizer
        from sklearn.linear_model import LogisticRegression

        labelled = [
            (features, example.get(LANGUAGE))
            for example in training_data.intent_examples
            if example.get(LANGUAGE) and (features := self._features(example))
        ]
        if {language for _, language in labelled} == set(UNDERSTOOD):
            vectorizer = CountVectorizer(analyzer=lambda features: features, binary=True, min_df=2)
            matrix = vectorizer.fit_transform([features for features, _ in labelled])
            is_english = [language == "en" for _, language in labelled]
            model = LogisticRegression(C=0.3, max_iter=300).fit(matrix, is_english)
            names = vectorizer.get_feature_names_out()
            self._weights = {
                str(name): round(float(weight), 4)
                for name, weight in zip(names, model.coef_[0])
                if abs(weight) > 0.01
            }
        with self._model_storage.write_to(self._resource) as folder:
            text = json.dumps(self._weights, ensure_ascii=False)
            (folder / self._FILE).write_text(text, encoding="utf-8")
        return self._resource

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Training data pass through unchanged."""
        return training_data

    def process(
        self, messages: List[Message], tracker: Optional[DialogueStateTracker] = None
    ) -> List[Message]:
        """Decide the language of the first message; parts of it follow the whole."""
        if messages:
            language = self.answered(self._decide(messages[0], tracker))
            for message in messages:
                entity = {
                    "entity": LANGUAGE,
                    "value": language,
                    "start": 0,
                    "end": 0,
                    "extractor": type(self).__name__,
                }
                message.set(ENTITIES, [*message.get(ENTITIES, []), entity], add_to_output=True)
        return messages

    def answered(self, language: str) -> str:
        """The language to answer in: the first that is declared, for one that isn't."""
        return language if language in self._languages else self._languages[0]

    def log_odds(self, message: Message) -> float:
        """Log-odds that the message is English: above 0 English, below 0 Norwegian.

        A long word has many letters to tell by, but is one word still: "So does Innovasjon Norge do
        the effektberegning themselves?" is English. Hence the limit for each.
        """
        odds = 0.0
        counted: Set[str] = set()
        for features in self._features_by_word(message):
            new = set(features) - counted
            counted |= new
            of_word = math.fsum(self._weights.get(feature, 0.0) for feature in new)
            least, most = _bounds(features)
            odds += max(least, min(most, of_word))
        return odds

    def _features(self, message: Message) -> List[str]:
        return [feature for features in self._features_by_word(message) for feature in features]

    def _features_by_word(self, message: Message) -> Iterator[List[str]]:
        """Words and letter n-grams of the tokens that are not part of a name.

        Nor of the noun for what is listed, where there is enough besides: "Which klynger start with
        W?" is English. A feature "~nb" tells that only a Norwegian dictionary holds the word, "!nb"
        that the knowledge base holds it in Norwegian texts alone.
        """
        tokens = list(_telling(message))
        others = [token for token in tokens if not self._subject.match(token.text)]
        for token in others if len(others) >= _ENOUGH else tokens:
            word = token.text.lower()
            features = [f"={word}"]
            languages = token.get("languages") or []
            if len(languages) == 1:
                features.append(f"~{languages[0]}")
            if word in self._told_by:
                features.append(f"!{self._told_by[word]}")
            padded = f" {word} "
            for size in range(2, _LONGEST_NGRAM + 1):
                for start in range(len(padded) - size + 1):
                    features.append(padded[start : start + size])
            yield features

    def _decide(self, message: Message, tracker: Optional[DialogueStateTracker]) -> str:
        odds = self.log_odds(message)
        current = known(tracker.get_slot(LANGUAGE)) if tracker else None
        told = current or of_metadata(message.get("metadata") or {})
        written = written_form(_words(message)) if odds < 0 else None
        changes = current is not None and (odds > 0) != (current == "en")
        certainty = self._certainty_to_change if changes else self._certainty
        if odds >= certainty:
            return "en"
        if odds <= -certainty or written == "nn":
            return written or (told if told in NORWEGIAN else None) or DEFAULT_LANGUAGE
        return told or ("en" if odds > 0.2 else DEFAULT_LANGUAGE)


def words_of_one_language(facts: KnowledgeBase) -> Dict[str, str]:
    """ "en" or "nb" by the words, in small letters, that the texts of only one of them hold.

    The texts are the names of sectors and the themes of clusters: "torsk" is Norwegian there,
    though English dictionaries know the word.
    """
    texts = [sector.name for sector in facts.sectors]
    texts += [one.theme for cluster in facts.clusters if (one := facts.profile(cluster.id))]
    words = {
        language: {word for text in texts for word in _WORD.findall(text.get(language).lower())}
        for language in UNDERSTOOD
    }
    return {
        word: language
        for language, found in words.items()
        for word in found
        if not any(word in others for other, others in words.items() if other != language)
    }


def _bounds(features: List[str]) -> Tuple[float, float]:
    """The least and the most that a word may count.

    A longer word that only a Norwegian dictionary holds never speaks for English, whatever its
    letters: «institusjon».
    """
    word, *rest = features
    long = len(word) > _SHORT_WORD
    least = 0.0 if (long and "~en" in rest) or "!en" in rest else -_MOST_OF_A_WORD
    most = 0.0 if (long and "~nb" in rest) or "!nb" in rest else _MOST_OF_A_WORD
    return least, most


def _telling(message: Message) -> Iterator[Token]:
    """The tokens that are words of the user's own: no part of a name, not quoted, no numbers."""
    tokens: List[Token] = message.get(TOKENS_NAMES[TEXT], [])
    quoted = [match.span() for match in _QUOTED.finditer(message.get(TEXT) or "")]
    for token in tokens:
        if token.get(MASKED) or any(start < token.start < end for start, end in quoted):
            continue
        if any(char.isalpha() for char in token.text):
            yield token


def _words(message: Message) -> Iterator[str]:
    return (token.text.lower() for token in _telling(message))
