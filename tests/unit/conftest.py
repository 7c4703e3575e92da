"""What the unit tests share: the project's knowledge base, a copy of it, and a lexicon."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

import pytest

from bot.knowledge import KnowledgeBase, load_knowledge
from bot.knowledge.loading import DEFAULT_DIRECTORY
from bot.nlu.lexicon import Lexicon
from bot.nlu.tokenizer import own_lemmas


@pytest.fixture(scope="session")
def knowledge() -> KnowledgeBase:
    """The knowledge base of the project."""
    return load_knowledge()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the knowledge files, to make mistakes in."""
    return Path(shutil.copytree(DEFAULT_DIRECTORY, tmp_path / "knowledge"))


@pytest.fixture(scope="session")
def lexicon() -> Lexicon:
    """Both languages' word forms; takes some seconds to build."""
    return Lexicon.build(own_lemmas())
