"""Training data: the phrases in `data/nlu`, and the names from the knowledge base.

A new cluster in `knowledge/clusters.yml` needs no phrase of its own: its names reach the
training data from here, and each phrase knows its language from the folder it is in.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, Dict, List, Optional, Union

from rasa.shared.importers.rasa import RasaFileImporter
from rasa.shared.nlu.training_data.loading import load_data
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.knowledge import KnowledgeBase
from bot.knowledge.models import LANGUAGES
from bot.nlu.knowledge import knowledge_for_rasa
from bot.nlu.language import LANGUAGE


class KnowledgeImporter(RasaFileImporter):
    """Rasa's file importer, with languages and with names from the knowledge base added."""

    def __init__(
        self,
        config_file: Optional[str] = None,
        domain_path: Optional[str] = None,
        training_data_paths: Optional[Union[List[str], str]] = None,
        carriers: Optional[Dict[str, List[str]]] = None,
        **_: Any,
    ) -> None:
        """See `RasaFileImporter`.

        Args:
            config_file: path of `config.yml`.
            domain_path: path of `domain.yml`.
            training_data_paths: folders or files of training data.
            carriers: phrases a language in which each name of an entity type stands once,
                as {entity: ["intent|language|phrase with {name}", ...]}.
        """
        super().__init__(config_file, domain_path, training_data_paths)
        self._carriers = carriers or {}

    def get_nlu_data(self, language: Optional[str] = "en") -> TrainingData:
        """All phrases, each with its language, and the names of the knowledge base."""
        training_data = TrainingData()
        for file in sorted(self._nlu_files):
            loaded = load_data(file, language or "en")
            folder = Path(file).parent.name
            if folder in LANGUAGES:
                for example in loaded.training_examples:
                    example.set(LANGUAGE, folder)
            training_data = training_data.merge(loaded)
        return training_data.merge(self._names(knowledge_for_rasa()))

    def _names(self, knowledge: KnowledgeBase) -> TrainingData:
        synonyms: Dict[str, str] = {}
        lookups: Dict[str, List[str]] = {}
        examples: List[Message] = []
        for name in knowledge.names.names:
            lookups.setdefault(name.entity, []).append(name.text)
            if name.text != name.id:
                synonyms[name.text] = name.id
            examples += self._examples(name.entity, name.id, name.text)
        return TrainingData(
            training_examples=examples,
            entity_synonyms=synonyms,
            lookup_tables=[
                {"name": entity, "elements": sorted(set(texts))}
                for entity, texts in sorted(lookups.items())
            ],
        )

    def _examples(self, entity: str, id_: str, name: str) -> List[Message]:
        examples = []
        for carrier in self._carriers.get(entity, []):
            intent, language, phrase = carrier.split("|", 2)
            start = phrase.index("{name}")
            message = Message.build(
                text=phrase.replace("{name}", name),
                intent=intent,
                entities=[
                    {"start": start, "end": start + len(name), "value": id_, "entity": entity}
                ],
            )
            message.set(LANGUAGE, language)
            examples.append(message)
        return examples
