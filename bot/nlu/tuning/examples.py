"""What the encoder is tuned on: phrases as it will see them, and what they mean."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any, Dict, List, NamedTuple, Sequence, Tuple, Type

import yaml
from rasa.engine.graph import ExecutionContext, GraphComponent, GraphSchema
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.engine.storage.resource import Resource
from rasa.shared.importers.importer import TrainingDataImporter
from rasa.shared.nlu.constants import INTENT
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.nlu.described_levels import DescribedLevelExtractor
from bot.nlu.described_themes import DescribedThemeExtractor
from bot.nlu.descriptions import DescriptionExtractor
from bot.nlu.embedding import embedded_text
from bot.nlu.linker import KnowledgeLinker
from bot.nlu.tokenizer import BilingualSpacyTokenizer

_DESCRIBED: Sequence[Type[DescriptionExtractor]] = (
    DescribedThemeExtractor,
    DescribedLevelExtractor,
)


class Task(NamedTuple):
    """Texts, each with its label, and how much the task counts."""

    name: str
    examples: List[Tuple[str, str]]
    weight: float


def tasks(root: Path) -> List[Task]:
    """Intents of all phrases, with names masked, and what sentences describe.

    Args:
        root: the folder of `config.yml`, `domain.yml` and `data/`.
    """
    importer = TrainingDataImporter.load_from_config(
        str(root / "config.yml"), str(root / "domain.yml"), [str(root / "data")]
    )
    data = importer.get_nlu_data()
    described = [
        Task(kind.entity, list(_made(kind, {}, Path()).examples(data)), 0.5) for kind in _DESCRIBED
    ]
    masked = _masked(data, yaml.safe_load((root / "config.yml").read_text("utf-8"))["pipeline"])
    phrases = {
        (embedded_text(example), str(example.get(INTENT))): None
        for example in masked.intent_examples
    }
    return [Task(INTENT, list(phrases), 1.0), *described]


def _masked(data: TrainingData, pipeline: Sequence[Dict[str, Any]]) -> TrainingData:
    """The training data after the first steps of the pipeline."""
    with tempfile.TemporaryDirectory() as folder:
        for kind in (BilingualSpacyTokenizer, KnowledgeLinker):
            config = next(step for step in pipeline if step["name"].endswith(kind.__name__))
            component = _made(kind, config, Path(folder))
            component.train(data)
            data = component.process_training_data(data)
    return data


def _made(kind: Type[GraphComponent], config: Dict[str, Any], folder: Path) -> Any:
    return kind.create(
        {**kind.get_default_config(), **config},
        LocalModelStorage(folder),
        Resource(kind.__name__),
        ExecutionContext(GraphSchema({})),
    )
