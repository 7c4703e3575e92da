"""What the encoder is tuned on: phrases as it will see them, and what they mean."""

from __future__ import annotations

import random
import tempfile
from pathlib import Path
from typing import Any, Dict, FrozenSet, Iterator, List, NamedTuple, Optional, Sequence, Tuple, Type

import yaml
from rasa.engine.graph import ExecutionContext, GraphComponent, GraphSchema
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.engine.storage.resource import Resource
from rasa.shared.importers.importer import TrainingDataImporter
from rasa.shared.nlu.constants import INTENT
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.nlu.conversation import followed_intent, in_context
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
_IN_ANY_CONVERSATION = 0.5  # share of the phrases that tell no question before them
_FEWEST_WORDS = 4  # of a phrase that means the same whatever was asked before
_ALSO_ALONE = 0.3  # share of the phrases that follow a question
_SLIPS = 0.1  # share of all texts that get a slip of the pen


class Task(NamedTuple):
    """Texts, each with its label, and how much the task counts."""

    name: str
    examples: List[Tuple[str, str]]
    weight: float


def tasks(root: Path, seed: int = 0) -> List[Task]:
    """Intents of all phrases, with names masked, and what sentences describe.

    Phrases stand after the question that they follow; half of those that tell none after any.

    Args:
        root: the folder of `config.yml`, `domain.yml` and `data/`.
        seed: of what is drawn by chance.
    """
    importer = TrainingDataImporter.load_from_config(
        str(root / "config.yml"), str(root / "domain.yml"), [str(root / "data")]
    )
    data = importer.get_nlu_data()
    described = [
        Task(kind.entity, list(_made(kind, {}, Path()).examples(data)), 0.5) for kind in _DESCRIBED
    ]
    pipeline = yaml.safe_load((root / "config.yml").read_text("utf-8"))["pipeline"]
    prior = next(step for step in pipeline if step["name"].endswith("ContextPrior"))
    masked = _masked(data, pipeline)
    phrases = [
        (embedded_text(example), str(example.get(INTENT)), followed_intent(example))
        for example in masked.intent_examples
    ]
    texts = in_conversations(phrases, frozenset(prior["contextual"]), random.Random(seed))
    return [Task(INTENT, list(dict.fromkeys(texts)), 1.0), *described]


def in_conversations(
    phrases: Sequence[Tuple[str, str, Optional[str]]],
    contextual: FrozenSet[str],
    chance: random.Random,
) -> Iterator[Tuple[str, str]]:
    """Texts with the question before them, and intents.

    Args:
        phrases: text, intent, and the intent of the question before, if it tells.
        contextual: intents that are never a first question.
    """
    asked_before = [before for _, _, before in phrases if before] or [""]
    for phrase, intent, before in phrases:
        text = _with_slip(phrase, chance) if chance.random() < _SLIPS else phrase
        anywhere = len(phrase.split()) >= _FEWEST_WORDS and chance.random() < _IN_ANY_CONVERSATION
        if before is None and (anywhere or intent in contextual):
            yield in_context(text, chance.choice(asked_before)), intent
        else:
            yield in_context(text, before), intent
        if before and chance.random() < _ALSO_ALONE:
            yield phrase, intent


def _with_slip(text: str, chance: random.Random) -> str:
    """One letter of a text left out, doubled, or changed about with the next."""
    places = [place for place in range(1, len(text) - 1) if text[place : place + 2].isalpha()]
    if not places:
        return text
    place = chance.choice(places)
    one, other = text[place], text[place + 1]
    return text[:place] + chance.choice((other + one, other, one + one + other)) + text[place + 2 :]


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
