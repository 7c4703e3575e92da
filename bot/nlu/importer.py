"""Training data: the phrases in `data/nlu`, and the names from the knowledge base.

A new cluster in `knowledge/clusters.yml` needs no phrase of its own: its names reach the
training data from here, in the carriers of `vocabulary.yml`, and each phrase knows its language
from the folder it is in. A knowledge folder may bring phrases of its own, in `nlu/`, and wording
of its own, in `wording.yml`; they take the place of those of the project.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, Dict, List, Optional, Sequence, Union

from rasa.shared.core.domain import Domain
from rasa.shared.data import get_data_files, is_nlu_file
from rasa.shared.importers.rasa import RasaFileImporter
from rasa.shared.nlu.training_data.loading import load_data
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from rasa.shared.nlu.training_data.util import check_duplicate_synonym

from bot.knowledge import KnowledgeBase
from bot.knowledge.loading import DEFAULT_PHRASES, phrases_directory
from bot.knowledge.matches import Name
from bot.knowledge.vocabulary import Carrier
from bot.languages import UNDERSTOOD
from bot.nlu.knowledge import knowledge_for_rasa, wording_for_rasa
from bot.nlu.language import LANGUAGE


class KnowledgeImporter(RasaFileImporter):
    """Rasa's file importer, with languages and with names from the knowledge base added."""

    def __init__(
        self,
        config_file: Optional[str] = None,
        domain_path: Optional[str] = None,
        training_data_paths: Optional[Union[List[str], str]] = None,
        **_: Any,
    ) -> None:
        """See `RasaFileImporter`.

        Args:
            config_file: path of `config.yml`.
            domain_path: path of `domain.yml`.
            training_data_paths: folders or files of training data.
        """
        super().__init__(config_file, domain_path, training_data_paths)
        phrases = phrases_directory()
        if phrases != DEFAULT_PHRASES:
            self._nlu_files = get_data_files(str(phrases), is_nlu_file)
        self._nlu_data: Optional[TrainingData] = None
        self._domain: Optional[Domain] = None

    def get_domain(self) -> Domain:
        """The domain, its responses in the wording of the knowledge base where it has its own."""
        if self._domain is None:
            domain = super().get_domain()
            wording = wording_for_rasa()
            if wording is not None:
                written = domain.as_dict()
                written["responses"] = wording.applied_to(written["responses"])
                domain = Domain.from_dict(written)
            self._domain = domain
        return self._domain

    def get_nlu_data(self, language: Optional[str] = "en") -> TrainingData:
        """All phrases, each with its language, and the names of the knowledge base."""
        if self._nlu_data is None:
            loaded = [self._load(file, language or "en") for file in sorted(self._nlu_files)]
            self._nlu_data = _all_of([*loaded, self._names(knowledge_for_rasa())])
        return self._nlu_data

    @staticmethod
    def _load(file: str, language: str) -> TrainingData:
        loaded = load_data(file, language)
        folder = Path(file).parent.name
        if folder in UNDERSTOOD:
            for example in loaded.training_examples:
                example.set(LANGUAGE, folder)
        return loaded

    def _names(self, knowledge: KnowledgeBase) -> TrainingData:
        synonyms: Dict[str, str] = {}
        lookups: Dict[str, List[str]] = {}
        examples: List[Message] = []
        for name in knowledge.names.names:
            lookups.setdefault(name.entity, []).append(name.text)
            if name.text != name.id:
                synonyms[name.text] = name.id
            for carrier in knowledge.vocabulary.carriers.get(name.entity, ()):
                examples.append(_example(carrier, name))
        return TrainingData(
            training_examples=examples,
            entity_synonyms=synonyms,
            lookup_tables=[
                {"name": entity, "elements": sorted(set(texts))}
                for entity, texts in sorted(lookups.items())
            ],
        )


def _example(carrier: Carrier, name: Name) -> Message:
    start = carrier.text.index("{name}")
    end = start + len(name.text)
    message = Message.build(
        text=carrier.text.replace("{name}", name.text),
        intent=carrier.intent,
        entities=[{"start": start, "end": end, "value": name.id, "entity": name.entity}],
    )
    message.set(LANGUAGE, carrier.language)
    return message


def _all_of(parts: Sequence[TrainingData]) -> TrainingData:
    """Training data as one. `TrainingData.merge` copies everything anew for each further file."""
    synonyms: Dict[str, str] = {}
    for part in parts:
        for text, value in part.entity_synonyms.items():
            check_duplicate_synonym(synonyms, text, value, "merging training data")
        synonyms.update(part.entity_synonyms)
    return TrainingData(
        training_examples=[example for part in parts for example in part.training_examples],
        entity_synonyms=synonyms,
        regex_features=[feature for part in parts for feature in part.regex_features],
        lookup_tables=[table for part in parts for table in part.lookup_tables],
        responses={name: value for part in parts for name, value in part.responses.items()},
    )
