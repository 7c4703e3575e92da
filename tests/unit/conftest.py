"""What the unit tests share: the project's knowledge base and a lexicon built once."""

from __future__ import annotations

import os

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

import pytest

from bot.knowledge import KnowledgeBase, load_knowledge
from bot.nlu.lexicon import Lexicon
from bot.nlu.tokenizer import own_lemmas


@pytest.fixture(scope="session")
def knowledge() -> KnowledgeBase:
    """The knowledge base of the project."""
    return load_knowledge()


@pytest.fixture(scope="session")
def lexicon() -> Lexicon:
    """Both languages' word forms; takes some seconds to build."""
    return Lexicon.build(own_lemmas())
